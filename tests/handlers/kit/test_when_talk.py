"""A wish for a time, asked in the talk on every face: taken, asked back with buttons, and written anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from handlers import home
from handlers.kit.cards import Button, Card
from handlers.kit.days import offices
from handlers.kit.fields import When
from handlers.kit.forms import Form
from handlers.kit.house import Conversation, FormKind, House
from handlers.kit.turn import Ask, Filled, Reply, Turn
from messages.words import given
from tests.talk import Talk


def _form(turn: Turn, _params: Mapping[str, Any]) -> Form:
    first = turn.today + timedelta(days=1)
    when = When(
        name="wish",
        ask=given("いつがよいですか。"),
        now=turn.who.network.local(turn.now),
        first=first,
        last=first + timedelta(days=90),
        calendar=offices(),
    )
    return Form(given("希望"), (when,), one_by_one=True)


def _submit(turn: Turn, filled: Filled) -> Reply:
    return Reply(cards=(Card(paragraphs=(given(f"受け取りました：{filled.answers['wish']}"),)),))


def _said(turn: Turn, _id: str) -> Reply:
    return Reply(ask=Ask("wish", {}, answers={"wish": "1/11 午後"}))


@pytest.fixture
def house() -> House:
    """A house where one is only asked when."""
    wishing = Conversation(
        name="wishing",
        doors=lambda _turn: (Button(given("希望を書く"), "wish"), Button(given("もう書いた"), "wish.said")),
        verbs={"wish": lambda _turn, _id: Reply(ask=Ask("wish", {})), "wish.said": _said},
        forms={"wish": FormKind(_form, _submit)},
    )
    return House((wishing, home.CONVERSATION), home.home)


HOLIDAY = "令和9年1月11日（月）は成人の日です。令和9年1月12日（火）でよいですか。"
OFFERED = ["令和9年1月12日（火） 13:00〜17:00", "令和9年1月11日（月） 13:00〜17:00"]


def offered(talk: Talk) -> list[str]:
    """Return the buttons that name a time."""
    return [label for label in talk.buttons if "（" in label]


def test_a_wish_that_is_sure_is_taken(talk: Talk) -> None:
    talk.enters("希望を書く").sees("いつがよいですか。")
    talk.says("来週の火曜の午後").sees("受け取りました：2026-12-01 13:00-17:00")


def test_a_holiday_is_asked_back_with_the_next_open_day(talk: Talk) -> None:
    talk.enters("希望を書く").says("1/11 午後").sees(HOLIDAY)
    assert offered(talk) == OFFERED
    talk.taps(OFFERED[0]).sees("受け取りました：2027-01-12 13:00-17:00")


def test_who_means_the_holiday_presses_it(talk: Talk) -> None:
    talk.enters("希望を書く").says("1/11 午後").taps(OFFERED[1]).sees("受け取りました：2027-01-11 13:00-17:00")


def test_what_is_written_instead_of_pressing_is_taken_anew(talk: Talk) -> None:
    talk.enters("希望を書く").says("1/11 午後").sees(HOLIDAY)
    talk.says("1/13(火)").sees(
        "書かれた曜日が、令和9年1月13日（水）と合いません。令和9年1月13日（水）ですか、令和9年1月12日（火）ですか。"
    )
    assert offered(talk) == ["令和9年1月13日（水）", "令和9年1月12日（火）"]
    talk.says("13日の10時").sees("12月13日（日）はお休みの日です。12月14日（月）でよいですか。")


def test_what_nobody_understands_has_no_buttons(talk: Talk) -> None:
    talk.enters("希望を書く").says("いい感じに")
    talk.sees("いつのことか読めませんでした。「来週の火曜の午後」のように書いてください。")
    assert offered(talk) == []
    talk.says("２月３０日").sees("暦にない日でした。「来週の火曜の午後」のように書いてください。")


def test_a_text_that_came_otherwise_is_asked_back_at_once(talk: Talk) -> None:
    talk.enters("もう書いた").sees(HOLIDAY)
    assert offered(talk) == OFFERED
    talk.taps(OFFERED[0]).sees("受け取りました：2027-01-12 13:00-17:00")
