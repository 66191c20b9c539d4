"""A day, month or fiscal year that is over: what is taken, and how the rest is asked back."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.kit.errors import LimitError, Refusal
from handlers.kit.fields import Past
from handlers.kit.fields.past import exactly_of
from handlers.kit.forms import Form
from handlers.kit.limits import check_form
from messages.words import given, words_of

WORDS = words_of()
PAST = Past(name="on", ask=given("いつですか。"), today=date(2026, 11, 23))


def buttons(typed: str) -> list[str]:
    """Return the labels of what is offered for a text."""
    return [WORDS.say(option.label) for option in PAST.offered(typed, WORDS)]


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("R3.11.20", "d20211120", "令和3年11月20日（土）"),
        ("令和3年11月", "m202111", "令和3年11月"),
        ("平成37年度", "f2025", "令和7年度"),
        ("平成24年", "c2012", "平成24年"),
        ("R8.11.23", "d20261123", "令和8年11月23日（月）"),
        ("令和8年11月", "m202611", "令和8年11月"),
        ("令和8年度", "f2026", "令和8年度"),
    ],
)
def test_an_answer_is_kept_in_one_spelling_and_reads_the_same_when_it_is_shown(
    typed: str, kept: str, shown: str
) -> None:
    assert (PAST.read(typed, WORDS), PAST.show(kept, WORDS), PAST.read(shown, WORDS)) == (kept, shown, kept)
    assert PAST.read(kept, WORDS) == kept
    assert PAST.stands(kept) and not PAST.stands(typed) and buttons(kept) == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("H24", ["平成24年度", "平成24年"]),
        ("R8", ["令和8年度", "令和8年"]),
        ("R9", []),
        ("R8.2.30", ["令和8年2月28日（土）", "令和8年3月1日（日）"]),
        ("R8.11.31", []),
        ("3.11.20", ["令和3年11月20日（土）"]),
        ("12/7", ["令和7年12月7日（日）"]),
        ("11月20日", ["令和8年11月20日（金）"]),
        ("昨年の秋", ["令和7年9月", "令和7年10月", "令和7年11月", "令和7年度"]),
        ("去年の秋ごろ", ["令和7年9月", "令和7年10月", "令和7年11月", "令和7年度"]),
        ("R6夏に修了しました", ["令和6年6月", "令和6年7月", "令和6年8月", "令和6年度"]),
        ("令和6年度の冬", ["令和6年12月", "令和7年1月", "令和7年2月", "令和6年度"]),
        ("昨年の冬頃", ["令和7年1月", "令和7年2月", "令和7年12月", "令和8年1月", "令和8年2月"]),
        ("今年の冬", ["令和8年1月", "令和8年2月"]),
        ("おととしの春", ["令和6年3月", "令和6年4月", "令和6年5月"]),
        ("いつかの秋", []),
        ("R0", []),
        ("", []),
        ("d20210230", []),
        ("m202113", []),
        ("f9999", []),
    ],
)
def test_what_is_not_sure_is_refused_with_a_button_for_each_reading_that_is(typed: str, offered: list[str]) -> None:
    with pytest.raises(Refusal) as caught:
        PAST.read(typed, WORDS)
    assert caught.value.field == "on"
    assert WORDS.say(caught.value.sentence)
    assert buttons(typed) == offered


def test_what_is_pressed_is_taken_as_it_is() -> None:
    for typed in ("H24", "R8.2.30", "3.11.20", "令和3年11月頃", "昨年の秋"):
        for option in PAST.offered(typed, WORDS):
            assert PAST.read(option.key, WORDS) == option.key


def test_an_answer_that_is_none_says_so() -> None:
    for wrong in ("", "d2021", "x2021", "d20210230", "c"):
        with pytest.raises(ValueError, match=r"past|month|day"):
            exactly_of(wrong)


def test_it_is_asked_in_a_talk() -> None:
    check_form(Form(given("題"), (PAST,), one_by_one=True), WORDS)
    with pytest.raises(LimitError):
        check_form(Form(given("題"), (PAST,)), WORDS)
