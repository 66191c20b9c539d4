"""Fields: what each takes, what it refuses, and how an answer is shown again."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.kit.errors import Refusal
from handlers.kit.fields import Choice, Day, Field, Option, Text
from messages.words import given, msg, words_of

WORDS = words_of()
TEXT = Text(name="wish", ask=given("ひとこと"), most=10)
LOOSE = Text(name="note", ask=given("あれば"), most=10, skip=given("なし"))
CHOICE = Choice(
    name="when",
    ask=given("いつ"),
    options=(Option("week", given("１週間後")), Option("never", given("聞かなくていい"))),
)
FAMILY = "👨‍👩‍👧‍👦"


def refused(field: Text | Choice | Day, raw: str | None) -> str:
    """Return the sentence with which a field refuses an answer."""
    with pytest.raises(Refusal) as caught:
        field.read(raw, WORDS)
    assert caught.value.field == field.name
    return WORDS.say(caught.value.sentence)


@pytest.mark.parametrize("raw", [None, "", "   ", "\u3000\n", "\u200b\u200d", "\x00", "\ud800", "\u202e"])
def test_nothing_is_refused_where_something_is_needed(raw: str | None) -> None:
    assert refused(TEXT, raw) == "ここは、ひとこと書いてから進んでください。"
    assert LOOSE.read(raw, WORDS) is None


@pytest.mark.parametrize("raw", ["あ" * 10, FAMILY * 3, "𠮷" * 10, "か\u3099" * 10, " " + "あ" * 10 + "\n"])
def test_a_text_at_the_limit_is_taken(raw: str) -> None:
    taken = TEXT.read(raw, WORDS)
    assert taken is not None and 1 <= len(taken) <= 10 * 4


@pytest.mark.parametrize(
    ("raw", "size"),
    [("あ" * 11, 11), ("𠮷" * 11, 11), ("が" * 11, 11), ("あ" * 10_000, 10_000), ("🇯🇵" * 11, 11)],
)
def test_one_more_is_refused_with_both_numbers(raw: str, size: int) -> None:
    assert (
        refused(TEXT, raw)
        == f"10字までです（いま{size}字）。短くして、もう一度送ってください。書いた文はそのまま残っています。"
    )


def test_a_tower_of_marks_is_no_way_around_the_limit() -> None:
    assert "字までです" in refused(TEXT, "e" + "\u0301" * 5000)


@pytest.mark.parametrize("raw", ["week", "１週間後", "1週間後", " 1 週間 後。", "１週間後\n"])
def test_an_option_is_found_by_key_and_by_its_label_however_typed(raw: str) -> None:
    assert CHOICE.read(raw, WORDS) == "week"


@pytest.mark.parametrize("raw", ["month", "Week", "１週間", "week:1", "x" * 10_000])
def test_an_unknown_option_is_refused(raw: str) -> None:
    assert refused(CHOICE, raw) == "どれか1つを選んでください。"


@pytest.mark.parametrize("raw", [None, "", " ", "\u200b"])
def test_a_choice_needs_an_answer_unless_it_may_be_skipped(raw: str | None) -> None:
    assert refused(CHOICE, raw) == "どれか1つを選んでください。"
    loose = Choice(name="when", ask=given("いつ"), options=CHOICE.options, skip=msg("kit-skip"))
    assert loose.read(raw, WORDS) is None


def test_an_answer_is_shown_again_by_its_label() -> None:
    assert CHOICE.show("never", WORDS) == "聞かなくていい"
    assert CHOICE.show("gone", WORDS) == ""
    assert TEXT.show("そのまま\n二行", WORDS) == "そのまま\n二行"


def test_an_answer_is_named_by_label_then_heading_then_question() -> None:
    ask, heading, label = given("問い"), given("見出し"), given("名前")
    assert Field(name="a", ask=ask, heading=heading, label=label).named == label
    assert Field(name="a", ask=ask, heading=heading).named == heading
    assert Field(name="a", ask=ask).named == ask


DAY = Day(name="until", ask=given("いつ"), today=date(2026, 11, 23), first=date(2026, 11, 24), last=date(2027, 11, 23))


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("d20261124", "2026-11-24"),
        ("2026-12-24", "2026-12-24"),
        ("12/3", "2026-12-03"),
        ("１２月３日（木）", "2026-12-03"),
        ("令和9年4月1日", "2027-04-01"),
        ("あした", "2026-11-24"),
        ("1/5", "2027-01-05"),
    ],
)
def test_a_day_is_read_as_people_write_it(raw: str, day: str) -> None:
    assert DAY.read(raw, WORDS) == day


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("", "日にちを選ぶか、書いてください。"),
        (None, "日にちを選ぶか、書いてください。"),
        ("そのうち", "日にちとして読めませんでした。「11月24日（火）」のように書いてください。"),
        ("2月30日", "日にちとして読めませんでした。「11月24日（火）」のように書いてください。"),
        ("12月3日（金）", "日にちとして読めませんでした。「11月24日（火）」のように書いてください。"),
        ("d20281124", "日にちとして読めませんでした。「11月24日（火）」のように書いてください。"),
        (
            "今日",
            "令和8年11月23日（月）は選べません。令和8年11月24日（火）から令和9年11月23日（火）までの日を選んでください。",
        ),
        (
            "令和12年1月1日",
            "令和12年1月1日（火）は選べません。令和8年11月24日（火）から令和9年11月23日（火）までの日を選んでください。",
        ),
    ],
)
def test_a_day_that_cannot_be_is_explained(raw: str | None, sentence: str) -> None:
    assert refused(DAY, raw) == sentence


def test_a_day_is_shown_with_its_year_and_weekday() -> None:
    assert DAY.show("2027-04-01", WORDS) == "令和9年4月1日（木）"
