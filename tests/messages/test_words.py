"""The catalogue: sentences with parameters, dates with weekdays, terms that a ward may rename."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle

import pytest
from hypothesis import given as example
from hypothesis import settings
from hypothesis import strategies as st

from messages.eras import Era, EraYears
from messages.words import Msg, Words, WordsError, _plain_messages, check_terms, escape, given, msg, words_of

WORDS = words_of()
# Fluent reads a text in quotes; what could break out of it, or out of its line.
NASTY = ['"', "\\", '\\"', "{", "}", "{ $x }", '" } -well = { "x', "\\u0041", "-well", "# x", "[a]", "*", "=", "\t"]


def test_numbers_are_written_as_people_write_them() -> None:
    assert WORDS.say(msg("kit-too-long", most=2026, size=10_000)).startswith("2026字までです（いま10000字）")


def test_a_message_may_be_part_of_another() -> None:
    assert WORDS.say(msg("kit-mend", what=msg("reflection-step-label"))) == "「次の一歩」を直す"
    assert WORDS.say(msg("kit-mend", what=given("{ $x }"))) == "「{ $x }」を直す"


def test_no_invisible_marks_are_put_around_what_is_filled_in() -> None:
    said = WORDS.say(msg("web-me", name="加藤 みのり", office="相談室 みなも"))
    assert said == "加藤 みのり（相談室 みなも）"


def test_a_week_of_dates() -> None:
    first = date(2026, 11, 23)
    assert [WORDS.day(first + timedelta(days=number)) for number in range(8)] == [
        "11月23日（月）",
        "11月24日（火）",
        "11月25日（水）",
        "11月26日（木）",
        "11月27日（金）",
        "11月28日（土）",
        "11月29日（日）",
        "11月30日（月）",
    ]
    assert WORDS.say(msg("reflection-step-question", day=date(2028, 2, 29))).startswith("2月29日（火）に書いた")


@pytest.mark.parametrize(
    ("day", "exactly", "said"),
    [
        ("2027-03-31", "day", "令和9年3月31日（水）"),
        ("2021-11-20", "month", "令和3年11月"),
        ("2026-04-01", "year", "令和8年度"),
        ("2027-03-31", "year", "令和8年度"),
        ("2019-04-30", "day", "平成31年4月30日（火）"),
        ("2019-05-01", "day", "令和元年5月1日（水）"),
        ("2019-04-01", "month", "平成31年4月"),
        ("2019-04-01", "year", "令和元年度"),
        ("2019-03-31", "year", "平成30年度"),
        ("2019-01-01", "calendar", "令和元年"),
        ("1989-01-07", "day", "昭和64年1月7日（土）"),
        ("1989-01-08", "day", "平成元年1月8日（日）"),
        ("1989-03-31", "year", "昭和63年度"),
        ("1925-12-24", "calendar", "1925年"),
    ],
)
def test_days_with_their_era(day: str, exactly: str, said: str) -> None:
    assert WORDS.era(Era(date.fromisoformat(day), exactly)) == said
    assert WORDS.say(msg("kit-day", day=Era(date.fromisoformat(day), exactly))) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (2022, 2026, "令和4〜8年度"),
        (2017, 2021, "平成29〜令和3年度"),
        (2019, 2023, "令和元〜5年度"),
        (2026, 2026, "令和8年度"),
    ],
)
def test_fiscal_years_with_their_era(first: int, last: int, said: str) -> None:
    assert WORDS.say(msg("kit-day", day=EraYears(first, last))) == said


@pytest.mark.parametrize(
    "wrong",
    [
        msg("no-such-message"),
        msg(""),
        msg("kit-mend"),
        msg("kit-mend", where="x"),
        msg("kit-mend", what=msg("no-such-message")),
        Msg("-well"),
    ],
)
def test_what_cannot_be_said_is_a_bug_and_loud(wrong: Msg) -> None:
    with pytest.raises(WordsError):
        WORDS.say(wrong)


@pytest.mark.parametrize("text", ["", "x" * 100_000, "長" * 2501, "{ $x }", "\ud83d", "a\nb"])
def test_what_a_person_wrote_is_said_as_it_is(text: str) -> None:
    assert WORDS.say(given(text)) == text


def test_one_line_renames_a_thing_everywhere() -> None:
    own = words_of({"reflection": "ひとやすみ", "centre": "基幹"})
    assert own.say(msg("reflection-mine")) == "これまでのひとやすみ"
    assert own.say(msg("reflection-private")) == "🔒 井戸端の中では、あなただけが読めます。基幹も事業所も読めません。"
    assert WORDS.say(msg("reflection-mine")) == "これまでのふりかえり"


@pytest.mark.parametrize("value", NASTY)
def test_a_term_is_text_and_never_a_rule(value: str) -> None:
    words = Words({"reflection": value})
    assert words.say(msg("reflection-mine")) == f"これまでの{value}"
    assert words.say(msg("kit-back")) == "戻る"


@settings(max_examples=25)  # each reads the whole catalogue
@example(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
def test_any_term_is_said_as_it_was_given(value: str) -> None:
    assert Words({"well": value}).say(msg("web-welcome-title")) == f"{value}へようこそ"


def test_what_is_said_for_short_goes_with_the_word() -> None:
    said = [msg("visits-door"), msg("visit-take-off"), msg("fitting-offer-title")]
    shipped, other = (words_of(terms) for terms in ({}, {"visit": "よりみち"}))
    assert [shipped.say(one) for one in said] == ["事業所訪問", "訪問を取り消す", "事業所訪問のご案内"]
    assert [other.say(one) for one in said] == ["よりみち", "よりみちを取り消す", "よりみちのご案内"]
    assert check_terms({"visiting": "よりみち"}) == ["visiting"]


def test_the_same_terms_give_the_same_words() -> None:
    assert words_of({"well": "水", "centre": "基幹"}) is words_of({"centre": "基幹", "well": "水"})
    assert words_of() is words_of({})
    assert words_of({"well": "水"}) is not words_of({"well": "泉"})


def test_every_term_there_is_can_be_renamed() -> None:
    assert check_terms({"well": "長" * 20, "reflection": "ひとやすみ", "centre": "基幹"}) == []


@pytest.mark.parametrize("value", ["", " ", "\u3000", "長" * 21, "𠮷" * 11, "一行\n二行", "一行\u2028二行", "\n"])
def test_a_term_that_could_not_be_shown_is_refused(value: str) -> None:
    assert check_terms({"centre": "基幹", "well": value}) == ["well"]


@pytest.mark.parametrize("name", ["", "-well", "home-title", "Well", "gone", "well = x"])
def test_a_term_that_does_not_exist_is_refused(name: str) -> None:
    assert check_terms({name: "x"}) == [name]


def test_a_term_that_is_no_text_is_refused() -> None:
    assert check_terms({"well": 5}) == ["well"]  # type: ignore[dict-item]


def test_quotes_and_backslashes_are_escaped() -> None:
    assert escape('a"b\\c') == 'a\\"b\\\\c'


def test_ids_are_found_by_their_beginning() -> None:
    assert WORDS.ids("weekd") == ["weekday"]
    assert WORDS.ids("reflection-ask") == [
        "reflection-ask",
        "reflection-ask-fortnight",
        "reflection-ask-never",
        "reflection-ask-week",
    ]


def test_a_long_text_stands_within_a_sentence_whole() -> None:
    step = "👩‍👩‍👧‍👦" * 500
    said = words_of().say(msg("reflection-step-asked", step=step, day=date(2026, 11, 30)))
    assert said == f"{step}（11月30日（月）に聞きます）"


def test_every_message_with_gaps_is_filled_as_fluent_fills_it() -> None:
    words, values = Words({"well": "いど"}), cycle(["なにか", "", "\ue000x\ue001", "{ $name }", "あ" * 2400])
    for id, names in _plain_messages().items():
        params = {name: f"{next(values)}{place}" for place, name in enumerate(names)}
        assert words.say(Msg(id, tuple(params.items()))) == words._by_fluent(id, params), id
    assert len(_plain_messages()) > 1000
