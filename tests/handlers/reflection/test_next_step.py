"""The question about the next step: once, on its day, by day, and not when it no longer matters."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from handlers.reflection.notices import NEXT_STEP
from storage.outbox import outbox
from tests.chat import Chat
from tests.handlers.reflection.steps import HOME, STALE, reflect
from tests.world import START

ASKS = "次の一歩のこと"
# START is Monday the 23rd, 17:50 in Tokyo; a week later, Monday the 30th, 9 o'clock:
DUE = START + timedelta(days=7, hours=-8, minutes=-50)


def sent(chat: Chat) -> list[str]:
    """Return the states of all questions."""
    with chat.world.app.stores.database.read() as session:
        return list(session.scalars(select(outbox.c.state).where(outbox.c.kind == NEXT_STEP)))


def at(chat: Chat, moment: timedelta) -> Chat:
    """Set the clock to a moment after the question is due, tick, and open the page."""
    chat.world.clock.at = DUE + moment
    chat.world.tick()
    return chat.opens()


def test_it_is_asked_at_nine_on_its_day_and_not_before(chat: Chat) -> None:
    reflect(chat, step="散歩")
    at(chat, timedelta(hours=-9, minutes=-1)).sees_home(HOME)
    assert sent(chat) == []
    at(chat, timedelta(minutes=-1)).sees_home(HOME)
    assert sent(chat) == ["waiting"]
    at(chat, timedelta()).sees_home(ASKS, HOME)
    chat.sees("「散歩」", "11月23日（月）に書いた一歩です。その後、どうですか。どれでも大丈夫です。")
    assert sent(chat) == ["sent"]


def test_it_is_asked_once_however_often_the_clock_ticks(chat: Chat) -> None:
    reflect(chat, step="散歩")
    for minutes in range(0, 60, 10):
        at(chat, timedelta(minutes=minutes))
    chat.world.restart()
    at(chat, timedelta(days=2)).sees_home(ASKS, HOME)
    assert sent(chat) == ["sent"]


def test_after_two_weeks_it_is_asked_after_two_weeks(chat: Chat) -> None:
    reflect(chat, step="散歩", when="2週間後")
    at(chat, timedelta(days=6, hours=8)).sees_home(HOME)
    at(chat, timedelta(days=7)).sees_home(ASKS, HOME)


@pytest.mark.parametrize("hours", [-9, -1, 9, 14, 23.5, 9 + 24])
def test_it_is_never_asked_at_night(chat: Chat, hours: float) -> None:
    reflect(chat, step="散歩")
    at(chat, timedelta(hours=hours)).sees_home(HOME)
    assert sent(chat) == ["waiting"]


def test_after_three_days_of_standing_still_it_is_asked_once_in_the_morning(chat: Chat) -> None:
    reflect(chat, step="散歩")
    chat.world.clock.at = DUE + timedelta(days=3, hours=12)
    chat.world.restart()
    at(chat, timedelta(days=3, hours=12)).sees_home(HOME)
    at(chat, timedelta(days=4)).sees_home(ASKS, HOME)
    at(chat, timedelta(days=4, hours=1)).sees_home(ASKS, HOME)
    assert sent(chat) == ["sent"]


@pytest.mark.parametrize(
    ("button", "says"),
    [
        ("やってみた", "やってみたのですね。"),
        ("これから", "これからですね。急がなくて大丈夫です。"),
        ("手放す", "手放すのも、ひとつの決め方です。"),
    ],
)
def test_any_answer_is_right_and_none_is_kept(chat: Chat, button: str, says: str) -> None:
    reflect(chat, step="散歩")
    at(chat, timedelta()).taps(button).sees(says, "いまの答えは残していません。もう聞きません。")
    chat.sees_home(HOME)
    at(chat, timedelta(days=30)).sees_home(HOME)
    with chat.world.app.stores.database.read() as session:
        columns = session.execute(select(outbox).where(outbox.c.kind == NEXT_STEP)).mappings().one()
    assert (columns["state"], columns["reason"], columns["closed_at"] is not None) == ("sent", "", True)


def test_two_steps_are_two_questions(chat: Chat) -> None:
    reflect(chat, step="散歩")
    chat.world.clock.forward(minutes=5)
    reflect(chat, step="電話")
    at(chat, timedelta()).sees_home(ASKS, ASKS, HOME)
    quotes = [card["quote"] for card in chat.shown["home"][:2]]
    assert sorted(quotes) == ["散歩", "電話"]


def test_it_is_not_asked_when_the_reflection_has_been_deleted(chat: Chat) -> None:
    reflect(chat, step="散歩").taps("消す").taps("消す（元に戻せません）")
    at(chat, timedelta()).sees_home(HOME)
    assert sent(chat) == []


def test_it_is_moot_when_the_reflection_is_deleted_while_it_waits(chat: Chat) -> None:
    reflect(chat, step="散歩")
    chat.world.clock.at = DUE
    chat.world.run(chat.world.app.delivery.plan())
    assert sent(chat) == ["waiting"]
    chat.sends({"tap": chat.data("消す").replace("delete", "erase")})
    chat.world.tick()
    assert sent(chat) == ["moot"]
    chat.opens().sees_home(HOME)


def test_it_leaves_home_when_the_reflection_is_deleted_after_it_was_asked(chat: Chat) -> None:
    reflect(chat, step="散歩")
    delete = chat.data("消す")
    at(chat, timedelta()).sees_home(ASKS, HOME)
    did = chat.data("やってみた")
    chat.sends({"tap": delete.replace("delete", "erase")}).sees_home(HOME)
    chat.sends({"tap": did}).sees(STALE)


def test_other_peoples_questions_are_their_own(chat: Chat) -> None:
    other = Chat(chat.world, chat.world.person("小林 なお"))
    reflect(chat, step="散歩")
    at(other, timedelta()).sees_home(HOME)
    at(chat, timedelta()).sees_home(ASKS, HOME)
    with chat.world.app.stores.database.read() as session:
        found = select(func.count()).select_from(outbox).where(outbox.c.kind == NEXT_STEP)
        assert session.scalar(found) == 1
