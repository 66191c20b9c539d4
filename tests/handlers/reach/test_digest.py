"""まとめ: what she may know, then what was answered; once a day or week, nothing where there is nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from handlers.reach import digest
from handlers.reach.digest import KIND, NEW
from storage import questions
from tests.chat import Chat
from tests.handlers.questions.steps import asked as written
from tests.handlers.questions.steps import said
from tests.handlers.reach.steps import CHIEF, OTHERS, asks, at, found, inside, knows, person, plans, sets, told
from tests.handlers.reach.test_reaching import came
from tests.talk import Talk
from tests.world import ALONE, CENTRE, World

Meet = Callable[[str], Talk]
ONE, TWO, THREE, FOUR = OTHERS
ALL = (ALONE, CENTRE, CHIEF, *OTHERS)


def wants(world: World, *names: str, rhythm: str = "weekly") -> None:
    """Let these want まとめ in a rhythm, and nobody else any."""
    with inside(world) as (here, _):
        here.session.execute(text("UPDATE people SET rhythm = 'none'"))
    for name in names:
        knows(world, name, rhythm=rhythm)


def waiting_for(world: World) -> list[str]:
    """Return for whom a まとめ is on its way, in order."""
    with world.app.stores.database.read() as session:
        wanted = "SELECT name FROM outbox JOIN people ON people.id = person_id WHERE kind = :kind AND state = 'waiting'"
        return sorted(row[0] for row in session.execute(text(wanted), {"kind": KIND}))


def entries(talk: Talk) -> list[str]:
    """Return what the まとめ that has just come tells: how far each question is, and how it begins."""
    return [line.partition("・")[2] for line in came(talk) if "）：" in line]


def test_it_tells_what_she_may_know_and_then_what_was_answered(at_work: Meet) -> None:
    talk = at_work(ONE)
    world = talk.world
    wants(world, ONE)
    knows(world, ONE, "余暇", "精神障害", asks_a_week=0)
    at(world, "2026-11-26 10:00")
    written(world, ALONE, "お金のことです", ("お金",))
    written(world, ALONE, "統合失調症の方のことです", ())
    written(world, ALONE, "土曜のことです")
    written(world, ONE, "わたしの質問です")
    written(world, CHIEF, "主任だけの質問です", audience="chiefs")
    said(world, written(world, ALONE, "答えのある質問です", ("住まい",)), TWO)
    said(world, written(world, ALONE, "わたしが答えた質問です"), ONE)
    written(world, ALONE, "取り下げた質問です", state=questions.WITHDRAWN)
    at(world, "2026-11-30 09:00")
    assert entries(talk.comes()) == [
        "答えを待っています）：土曜のことです",
        "答えを待っています）：統合失調症の方のことです",
        "答え 1つ）：答えのある質問です",
    ]
    assert ALONE not in "".join(came(talk))
    talk.taps("まとめの届き方を変える").taps("なし").sees("井戸端のまとめ：なし")
    at(world, "2026-12-07 09:00")
    assert entries(talk.comes()) == []


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        # The Monday is a holiday: the first working day of that week.
        ("weekly", ["11-24", "11-30", "12-07", "12-14", "12-21", "12-28", "01-04"]),
        ("daily", ["11-24", "11-25", "11-26", "11-27", "11-30"]),
        ("none", []),
        ("now", []),
    ],
)
def test_the_days_on_which_it_comes(world: World, rhythm: str, days: list[str]) -> None:
    wants(world, ONE, rhythm=rhythm)
    at(world, "2026-11-20 18:00")
    written(world, ALONE)
    seen = []
    for _ in range(10 if rhythm == "daily" else 46):
        world.clock.forward(hours=16)
        before = len(told(world, KIND))
        plans(world)
        if len(told(world, KIND)) > before:
            seen.append(inside_day(world))
        world.clock.forward(hours=8)
    assert seen == days == seen[: len(told(world, KIND))]


def inside_day(world: World) -> str:
    """Return the day in Tokyo."""
    with inside(world) as (_, network):
        return network.local(world.clock.at).strftime("%m-%d")


def test_where_there_is_nothing_nothing_comes(at_work: Meet) -> None:
    talk = at_work(ONE)
    world = talk.world
    wants(world, *ALL)
    knows(world, ONE, "お金")
    at(world, "2026-11-30 09:00")
    talk.comes().hears()
    assert told(world, KIND) == []
    # Something that only others may know: it is looked at once, not every minute.
    at(world, "2026-11-30 12:00")
    written(world, ALONE)
    at(world, "2026-12-07 09:30")
    talk.comes().hears()
    assert ONE not in waiting_for(world) and TWO in [name for _, name in told(world, KIND)]
    assert len(told(world, KIND)) == len(ALL)
    plans(world)
    assert len(told(world, KIND)) == len(ALL)


def test_what_is_asked_after_her_hour_waits_for_the_next(world: World) -> None:
    wants(world, ONE, rhythm="daily")
    at(world, "2026-11-25 09:30")
    written(world, ALONE)
    plans(world)
    assert waiting_for(world) == []
    at(world, "2026-11-26 09:00")
    plans(world)
    assert waiting_for(world) == [ONE]


def test_on_leave_there_is_none_and_after_it_one_of_the_week(world: World) -> None:
    wants(world, ONE)
    written(world, ALONE)
    knows(world, ONE, away_since=world.clock.now())
    at(world, "2026-11-24 10:00")
    plans(world)
    assert told(world, KIND) == []
    at(world, "2026-11-26 10:00")
    knows(world, ONE, away_since=None)
    plans(world)
    assert waiting_for(world) == [ONE]


def test_after_a_month_of_downtime_there_is_one(world: World) -> None:
    wants(world, ONE, TWO, rhythm="daily")
    written(world, ALONE)
    for moment in ("2026-12-24 10:00", "2026-12-01 10:00", "2026-12-24 10:05"):
        at(world, moment)
        plans(world)
    # One for each of the two days on which the clock stood.
    assert sorted(told(world, KIND)) == sorted([(KIND, ONE), (KIND, TWO)] * 2)


def test_what_was_told_once_as_answered_is_not_told_again(at_work: Meet) -> None:
    talk = at_work(ONE)
    world = talk.world
    wants(world, ONE, rhythm="daily")
    said(world, written(world, ALONE, "一つめです", state=questions.RESOLVED), TWO)
    at(world, "2026-11-25 09:00")
    assert entries(talk.comes()) == ["解決しました）：一つめです"]
    world.clock.forward(minutes=1)
    said(world, written(world, ALONE, "二つめです", state=questions.RESOLVED), TWO)
    at(world, "2026-11-26 09:00")
    assert entries(talk.comes()) == ["解決しました）：二つめです"]


def test_who_is_asked_directly_is_not_told_the_same_again(world: World) -> None:
    wants(world, ONE, TWO)
    knows(world, ONE, "余暇")
    asks(world)
    at(world, "2026-11-24 10:00")
    plans(world)
    assert waiting_for(world) == [TWO]


def test_at_once_means_each_new_question_of_her_topics(at_work: Meet) -> None:
    talk = at_work(ONE)
    world = talk.world
    wants(world, ONE, TWO, THREE, CHIEF, ALONE, rhythm="now")
    sets(world, steps=[0, 0, 0])
    knows(world, ONE, "余暇", asks_a_week=0)
    knows(world, TWO, "お金")
    id = asks(world)
    assert sorted(told(world, NEW)) == sorted((NEW, name) for name in (ONE, THREE, CHIEF))
    talk.comes().hears("質問")
    talk.taps("まとめの届き方を変える").taps("なし")
    asks(world, CHIEF, audience="chiefs")
    assert len(told(world, NEW)) == 3
    with inside(world) as (here, _):
        digest.announce(here, found(here, id), world.clock.now())
        assert person(here, ONE).rhythm == "none"
    assert len(told(world, NEW)) == 3
    asks(world, ALONE, topics=("お金",))
    talk.comes().hears()


def test_who_joins_is_offered_once_to_say_what_she_knows(world: World) -> None:
    with inside(world) as (here, _):
        someone = person(here, ONE)
        someone.agreed_at = None
    chat = Chat(world, world.person(ONE)).opens()
    chat.presses("joining.agree:")
    at(world, "2026-11-24 09:00")
    assert chat.comes().heard()[1:] == ["井戸端で聞かれること"]
    chat.taps("いまはいい").sees("わかりました。［設定］から、いつでも選べます。")
    at(world, "2026-11-25 09:00")
    chat.comes().hears()
