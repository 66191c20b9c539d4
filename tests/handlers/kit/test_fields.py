"""Fields: what each takes, what it refuses, and how an answer is shown again."""

from __future__ import annotations

import pytest

from handlers.kit.errors import Refusal
from handlers.kit.fields import Choice, Field, Option, Text
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


def refused(field: Text | Choice, raw: str | None) -> str:
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
