"""The question about the next step: once, on its day, by day, and not when it no longer matters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from handlers.reflection.notices import NEXT_STEP
from storage.outbox import outbox
from tests.handlers.reflection.steps import HOME, MORNING, STALE, reflect
from tests.talk import Talk
from tests.world import ALONE, START

ASKS = "次の一歩のこと"
# START is Monday the 23rd, 17:50 in Tokyo; a week later, Monday the 30th, 9 o'clock:
DUE = START + timedelta(days=7, hours=-8, minutes=-50)


def sent(talk: Talk) -> list[str]:
    """Return the states of all questions."""
    with talk.world.app.stores.database.read() as session:
        return list(session.scalars(select(outbox.c.state).where(outbox.c.kind == NEXT_STEP)))


def at(talk: Talk, moment: timedelta) -> Talk:
    """Let it become a moment after the question is due."""
    return talk.waits_until(DUE + moment)


def test_it_is_asked_at_nine_on_its_day_and_not_before(talk: Talk) -> None:
    reflect(talk, step="散歩")
    at(talk, timedelta(hours=-9, minutes=-1)).hears().sees_home(HOME)
    assert sent(talk) == []
    at(talk, timedelta(minutes=-1)).hears().sees_home(HOME)
    assert sent(talk) == ["waiting"]
    at(talk, timedelta()).hears(MORNING, ASKS)
    talk.sees("「散歩」", "11月23日（月）に書いた一歩です。その後、どうですか。どれでも大丈夫です。")
    talk.sees_home(ASKS, HOME)
    assert sent(talk) == ["sent"]


@pytest.mark.each_face
def test_it_is_asked_once_however_often_the_clock_ticks(talk: Talk) -> None:
    reflect(talk, step="散歩")
    at(talk, timedelta()).hears(MORNING, ASKS)
    for minutes in range(10, 60, 10):
        at(talk, timedelta(minutes=minutes)).hears()
    talk.restarts()
    # The clock of the tests has jumped, and Telegram with it: only there what is written meanwhile may be lost.
    lost = ["11月23日（月）の17時ごろから11月30日（月）の9時ごろまで、こちらが止まっていました。"]
    at(talk, timedelta(days=2)).hears(*lost * (talk.face == "telegram")).sees_home(ASKS, HOME)
    assert sent(talk) == ["sent"]


def test_after_two_weeks_it_is_asked_after_two_weeks(talk: Talk) -> None:
    reflect(talk, step="散歩", when="2週間後")
    at(talk, timedelta(days=6, hours=8)).hears().sees_home(HOME)
    at(talk, timedelta(days=7)).hears(MORNING, ASKS).sees_home(ASKS, HOME)


@pytest.mark.parametrize("hours", [-9, -1, 9, 14, 23.5, 9 + 24])
def test_it_is_never_asked_at_night(talk: Talk, hours: float) -> None:
    reflect(talk, step="散歩")
    at(talk, timedelta(hours=hours)).hears().sees_home(HOME)
    assert sent(talk) == ["waiting"]


@pytest.mark.each_face
def test_after_three_days_of_standing_still_it_is_asked_once_in_the_morning(talk: Talk) -> None:
    reflect(talk, step="散歩")
    talk.world.clock.at = DUE + timedelta(days=3, hours=12)
    talk.restarts()
    # Only Telegram keeps what is written meanwhile, and for a day at most: there she is told.
    lost = ["11月23日（月）の17時ごろから12月3日（木）の21時ごろまで、こちらが止まっていました。"]
    at(talk, timedelta(days=3, hours=12)).hears(*lost * (talk.face == "telegram")).sees_home(HOME)
    at(talk, timedelta(days=4)).hears(MORNING, ASKS).sees_home(ASKS, HOME)
    at(talk, timedelta(days=4, hours=1)).hears().sees_home(ASKS, HOME)
    assert sent(talk) == ["sent"]


@pytest.mark.parametrize(
    ("button", "says"),
    [
        ("やってみた", "やってみたのですね。"),
        ("これから", "これからですね。急がなくて大丈夫です。"),
        ("手放す", "手放すのも、ひとつの決め方です。"),
    ],
)
def test_any_answer_is_right_and_none_is_kept(talk: Talk, button: str, says: str) -> None:
    reflect(talk, step="散歩")
    at(talk, timedelta()).taps(button).sees(says, "いまの答えは残していません。もう聞きません。")
    talk.sees_home(HOME)
    at(talk, timedelta(days=30)).sees_home(HOME)
    with talk.world.app.stores.database.read() as session:
        columns = session.execute(select(outbox).where(outbox.c.kind == NEXT_STEP)).mappings().one()
    assert (columns["state"], columns["reason"], columns["closed_at"] is not None) == ("sent", "", True)


def test_two_steps_are_two_questions(talk: Talk) -> None:
    reflect(talk, step="散歩")
    talk.waits(minutes=5)
    reflect(talk, step="電話")
    at(talk, timedelta()).hears("おはようございます。お知らせは2つです。", ASKS, ASKS)
    talk.sees("「散歩」", "「電話」").sees_home(ASKS, ASKS, HOME)


def test_it_is_not_asked_when_the_reflection_has_been_deleted(talk: Talk) -> None:
    reflect(talk, step="散歩").taps("消す").taps("消す（元に戻せません）")
    at(talk, timedelta()).hears().sees_home(HOME)
    assert sent(talk) == []


def test_it_is_moot_when_the_reflection_is_deleted_while_it_waits(talk: Talk) -> None:
    reflect(talk, step="散歩")
    talk.world.clock.at = DUE
    talk.world.run(talk.world.app.delivery.plan())
    assert sent(talk) == ["waiting"]
    talk.presses(talk.data("消す").replace("delete", "erase")).comes().hears()
    assert sent(talk) == ["moot"]
    talk.sees_home(HOME)


def test_it_leaves_home_when_the_reflection_is_deleted_after_it_was_asked(talk: Talk) -> None:
    reflect(talk, step="散歩")
    delete = talk.data("消す")
    at(talk, timedelta()).hears(MORNING, ASKS).sees_home(ASKS, HOME)
    did = talk.data("やってみた")
    talk.presses(delete.replace("delete", "erase")).sees_home(HOME)
    talk.presses(did).sees(STALE)


def test_other_peoples_questions_are_their_own(talk_as: Callable[[str], Talk]) -> None:
    talk, other = talk_as(ALONE), talk_as("小林 なお")
    reflect(talk, step="散歩")
    at(other, timedelta()).hears().sees_home(HOME)
    talk.opens().sees_home(ASKS, HOME)
    with talk.world.app.stores.database.read() as session:
        found = select(func.count()).select_from(outbox).where(outbox.c.kind == NEXT_STEP)
        assert session.scalar(found) == 1
