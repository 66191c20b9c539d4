"""Two quiet weeks: what can wait waits, what she asked for and what cannot be had later comes; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from bot.app import build_house
from bot.letters import MOST_IN_LETTER
from handlers.kit.cards import Card
from handlers.kit.house import Conversation, House, NoticeKind
from handlers.morning import LETTER
from messages.words import given
from storage import networks, people
from storage.db import Here
from tests.bot.test_delivery import Wire
from tests.bot.trouble import post, rows
from tests.bot.wires import at, delivery_on, goes, likes
from tests.chat import Chat
from tests.world import ALONE, World, settings_for

SOON, MORNING, NOW = "calm.soon", "calm.morning", "calm.now"
# As what closes the last window that one can still use will be.
LAST_WINDOW = "calm.last_window"
UNTIL = date(2026, 12, 7)
# What waits in quiet weeks. Whoever adds a kind decides here, and says in the kind where it does not wait.
WAITS = {
    "friday": {"reflection.friday"},
    "the well": {"reach.asked", "reach.new", "reach.digest", "reach.hello", "question.helped"},
    "sharing": {"sharing.offer"},
    "after a cohort's day": {"poll.did"},
    "the month's own questions": {"rhythms.case", "rhythms.begin", "rhythms.end"},
    "months after a visit, and before one": {"visited.month", "visited.season", "fitting.offer"},
    "a host's hours": {"hosting.month"},
    "what is due of trainings, but for the last chance": {"nudge.told", "nudge.today", "nudge.manager"},
    "what others have put right in her record": {"deadlines.mended", "deadlines.removed", "yearsheet.told"},
    "that a run is recommended": {"runs.asked"},
    "the centre": {"places.lost", "desk.unreached", "keep.taken_up"},
}


def house() -> House:
    """Return the house with a kind of each pace, and one that comes even then."""

    def kind(said: str, **values: object) -> NoticeKind:
        return NoticeKind(lambda _turn, _subject: (Card(paragraphs=(given(said),)),), **values)  # type: ignore[arg-type]

    notices = {
        SOON: kind("すぐのこと", pace="soon", repeats=True),
        NOW: kind("いまのこと", pace="now", repeats=True),
        MORNING: kind("朝のこと"),
        LAST_WINDOW: kind("最後の窓口", even_calm=True),
    }
    own = build_house()
    return replace(own, conversations=(*own.conversations, Conversation("calm", lambda _turn: (), {}, notices=notices)))


@pytest.fixture
def resting(backend: str, tmp_path: Path) -> Iterator[World]:
    """A counsellor who has quiet weeks until 7 December; it is Tuesday, 24 November, eight in the morning."""
    world = World(settings_for(tmp_path / "var", backend), house=house())
    at(world, "2026-11-24 08:00")
    likes(world, calm_until=UNTIL, rhythm="none")
    yield world
    world.close()


def said(world: World, wire: Wire) -> list[list[str]]:
    """Return what was shown to her, message by message."""
    return [text.split("\n") for user, _, text in wire.shown if user == world.person()]


def until(world: World) -> list[tuple[object, ...]]:
    """Return until when quiet weeks last for whom."""
    return rows(world, "SELECT name, calm_until FROM people WHERE calm_until IS NOT NULL")


def test_what_waits_is_what_is_written_here() -> None:
    kinds = {name: kind for talk in build_house().conversations for name, kind in talk.notices.items()}
    waits = {name for name, kind in kinds.items() if kind.pace != "now" and not kind.even_calm}
    assert waits - {LETTER} == set().union(*WAITS.values())


def test_what_can_wait_waits_and_comes_afterwards_in_one_letter(resting: World) -> None:
    wire = Wire()
    delivery = delivery_on(resting, wire)
    for kind in (SOON, MORNING):
        post(resting, ALONE, kind=kind)
    for day in ("2026-11-24", "2026-12-01", "2026-12-04"):
        at(resting, f"{day} 10:00")
        goes(resting, delivery)
    assert said(resting, wire) == []
    # A Monday; at midnight nothing comes yet.
    for hour in ("00:30", "08:59"):
        at(resting, f"2026-12-07 {hour}")
        goes(resting, delivery)
    assert (said(resting, wire), len(until(resting))) == ([], 1)
    at(resting, "2026-12-07 09:00")
    goes(resting, delivery)
    (lines,) = said(resting, wire)
    assert lines[:2] == ["おはようございます。お知らせは2つです。", "少し遅れてお届けするものが入っています。"]
    assert sorted(lines[2:]) == ["すぐのこと", "朝のこと"]
    at(resting, "2026-12-07 09:01")
    goes(resting, delivery)
    post(resting, ALONE, kind=SOON)
    goes(resting, delivery)
    # Now it is as before.
    assert (said(resting, wire)[1:], until(resting)) == ([["すぐのこと"]], [])


def test_what_comes_even_then_comes_and_nothing_else_with_it(resting: World) -> None:
    wire = Wire()
    delivery = delivery_on(resting, wire)
    for kind in (MORNING, LAST_WINDOW, SOON, NOW):
        post(resting, ALONE, kind=kind)
    goes(resting, delivery)
    at(resting, "2026-11-24 09:00")
    goes(resting, delivery)
    assert said(resting, wire) == [["いまのこと"], ["おはようございます。お知らせは1つだけです。", "最後の窓口"]]


def test_afterwards_it_is_no_flood(resting: World) -> None:
    wire = Wire()
    delivery = delivery_on(resting, wire)
    for _ in range(MOST_IN_LETTER + 2):
        post(resting, ALONE, kind=SOON)
    goes(resting, delivery)
    for moment in ("2026-12-07 09:00", "2026-12-07 12:00", "2026-12-08 08:00", "2026-12-08 09:00", "2026-12-08 09:01"):
        at(resting, moment)
        goes(resting, delivery)
    assert [lines.count("すぐのこと") for lines in said(resting, wire)] == [MOST_IN_LETTER, 2]
    assert until(resting) == []


def test_she_can_end_it_herself(resting: World) -> None:
    wire = Wire()
    delivery = delivery_on(resting, wire)
    for kind in (SOON, MORNING):
        post(resting, ALONE, kind=kind)
    goes(resting, delivery)
    at(resting, "2026-11-24 10:00")
    chat = Chat(resting, resting.person()).opens().presses("settings:")
    chat.sees(
        "しばらく静かに",
        "急がないお知らせは、お休みしています。12月7日（月）の朝から、少しずつまとめてお届けします。",
        "訪問のこと、質問へのお返事、研修の最後の締切は、いつもどおり届きます。",
    )
    chat.taps("もうふつうに受けとる")
    chat.sees("わかりました。お休みしていた分は、次の朝の1通から、まとめてお届けします。")
    assert "しばらく静かに" not in chat.presses("settings:").text
    goes(resting, delivery)
    assert [len(lines) for lines in said(resting, wire)] == [3]


def test_who_has_no_deadline_of_a_training_is_promised_none(resting: World) -> None:
    with resting.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        people.set_roles(here, UUID(resting.person()), ["support_worker"])
    shown = Chat(resting, resting.person()).opens().presses("settings:")
    shown.sees("訪問のことや、質問へのお返事は、いつもどおり届きます。")


def test_ending_it_twice_or_without_any_is_nothing(resting: World) -> None:
    chat = Chat(resting, resting.person()).opens()
    for _ in range(2):
        chat.presses("settings.calm_over:")
    chat.sees("設定")
    assert [str(row[1]) for row in until(resting)] == ["2026-11-24"]
