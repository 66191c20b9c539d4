"""A wish for days and hours in one's own words: what is taken, and with which sentence the rest is asked back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from handlers.kit.days import offices
from handlers.kit.errors import LimitError, Refusal
from handlers.kit.fields import When
from handlers.kit.fields.when import time_option, wish
from handlers.kit.forms import Form
from handlers.kit.limits import check_field, check_form
from handlers.language.dates import days_of
from messages.words import given, words_of

WORDS = words_of()
NOW = datetime(2026, 9, 16, 14, 0)
WHEN = When(
    name="wish",
    ask=given("いつがよいですか。"),
    now=NOW,
    first=date(2026, 9, 18),
    last=date(2026, 12, 28),
    calendar=offices(),
)


def refused(raw: str | None, field: When = WHEN) -> str:
    """Return the sentence with which the field asks back."""
    with pytest.raises(Refusal) as caught:
        field.read(raw, WORDS)
    assert caught.value.field == field.name
    return WORDS.say(caught.value.sentence)


def buttons(typed: str | None, field: When = WHEN) -> list[str]:
    """Return the labels of what is offered for a text."""
    return [WORDS.say(option.label) for option in field.offered(typed, WORDS)]


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("9/25", "2026-09-25", "令和8年9月25日（金）"),
        ("R8.10.1 14時から", "2026-10-01 14:00-", "令和8年10月1日（木） 14:00から"),
        ("10/1 午後2時", "2026-10-01 14:00", "令和8年10月1日（木） 14:00"),
        ("来週の木曜の午後", "2026-09-24 13:00-17:00", "令和8年9月24日（木） 13:00〜17:00"),
        ("来週", "2026-09-21/2026-09-25", "令和8年9月21日（月）〜令和8年9月25日（金）"),
        ("月末", "2026-09-30", "令和8年9月30日（水）"),
        ("月末まで", "2026-09-18/2026-09-30", "令和8年9月18日（金）〜令和8年9月30日（水）"),
        ("10月", "2026-10-01/2026-10-31", "令和8年10月1日（木）〜令和8年10月31日（土）"),
        ("12月から", "2026-12-01/2026-12-28", "令和8年12月1日（火）〜令和8年12月28日（月）"),
        ("再来週の水・金", "2026-09-30,2026-10-02", "令和8年9月30日（水）、令和8年10月2日（金）"),
        ("年内の午前", "2026-09-18/2026-12-28 09:00-12:00", "令和8年9月18日（金）〜令和8年12月28日（月） 9:00〜12:00"),
    ],
)
def test_a_wish_is_kept_in_one_spelling_and_reads_the_same_when_it_is_shown(typed: str, kept: str, shown: str) -> None:
    assert WHEN.read(typed, WORDS) == kept
    assert WHEN.show(kept, WORDS) == shown
    assert WHEN.read(shown, WORDS) == kept
    assert WHEN.stands(kept) and not WHEN.stands(typed)


@pytest.mark.parametrize(
    ("typed", "sentence", "offered"),
    [
        (
            "来週の火曜の午後",
            "9月22日（火）は国民の休日です。9月24日（木）でよいですか。",
            ["9月24日（木） 13:00〜17:00", "9月22日（火） 13:00〜17:00"],
        ),
        ("10/3", "10月3日（土）はお休みの日です。10月5日（月）でよいですか。", ["10月5日（月）", "10月3日（土）"]),
        (
            "来月末",
            "10月31日（土）はお休みの日です。10月30日（金）でよいですか。",
            ["10月30日（金）", "10月31日（土）"],
        ),
        (
            "今度の金曜",
            "9月18日（金）でよいですか。ちがうときは、もう一度書いてください。",
            ["9月18日（金）", "9月25日（金）"],
        ),
        (
            "来月の頭",
            "10月1日（木）〜10月5日（月）でよいですか。ちがうときは、もう一度書いてください。",
            ["10月1日（木）〜10月5日（月）"],
        ),
        (
            "午後ならいつでも",
            "9月18日（金）〜12月28日（月） 13:00〜17:00でよいですか。ちがうときは、もう一度書いてください。",
            ["9月18日（金）〜12月28日（月） 13:00〜17:00"],
        ),
        (
            "10/1 2時",
            "午前か午後か、確かめさせてください。10月1日（木） 14:00でよいですか。",
            ["10月1日（木） 14:00"],
        ),
        ("10/1 18時", "いつもの時間は9:00〜17:00です。10月1日（木） 18:00でよいですか。", ["10月1日（木） 18:00"]),
        ("10/1 お昼", "お昼休みの時間です。10月1日（木） 12:00〜13:00でよいですか。", ["10月1日（木） 12:00〜13:00"]),
        (
            "10/1(金) 14時",
            "書かれた曜日が、10月1日（木）と合いません。10月1日（木）ですか、10月2日（金）ですか。",
            ["10月1日（木） 14:00", "10月2日（金） 14:00"],
        ),
        ("9/31", "暦にない日でした。9月30日（水）ですか、10月1日（木）ですか。", ["9月30日（水）", "10月1日（木）"]),
        ("10/2(土)", "書かれた曜日が、10月2日（金）と合いません。10月2日（金）でよいですか。", ["10月2日（金）"]),
        ("9/22(月)", "書かれた曜日が、9月22日（火）と合いません。もう一度書いてください。", []),
        ("11/31", "暦にない日でした。11月30日（月）ですか、12月1日（火）ですか。", ["11月30日（月）", "12月1日（火）"]),
        ("13/32", "暦にない日でした。「来週の火曜の午後」のように書いてください。", []),
        ("9/14", "令和8年9月14日（月）はもう過ぎています。これからの日を書いてください。", []),
        ("R6.9.25", "令和6年9月25日（水）はもう過ぎています。これからの日を書いてください。", []),
        ("今日の10時", "令和8年9月16日（水）はもう過ぎています。これからの日を書いてください。", []),
        ("10/1 25時", "その時間はありません。「14時」「午後2時半」のように書いてください。", []),
        ("令和0年10月1日", "その年は読めませんでした。「令和8年10月1日」のように書いてください。", []),
        ("10/1 15時〜14時", "終わりが、始まりより前です。もう一度書いてください。", []),
        ("10/1 10時か10/2 14時", "一度に1つ書いてください。「来週の火曜の午後」のように書けます。", []),
        ("毎週水曜", "毎週や毎月のことは、ここでは書けません。日にちを書いてください。", []),
        ("14:00", "14:00は、どの日でしょうか。日にちもいっしょに書いてください。", []),
        ("今年度", "もう少しせまく書いてください。「10月中旬」「来週の水曜」のように書けます。", []),
        ("そのうち", "日にちで書いてください。「来週の火曜の午後」のように書けます。", []),
        ("いい感じに", "いつのことか読めませんでした。「来週の火曜の午後」のように書いてください。", []),
        ("あ" * 5000, "いつのことか読めませんでした。「来週の火曜の午後」のように書いてください。", []),
        (" ", "いつがよいか、書いてください。「来週の火曜の午後」のように書けます。", []),
        (
            "明日",
            "令和8年9月17日（木）は選べません。令和8年9月18日（金）から令和8年12月28日（月）までの日を選んでください。",
            [],
        ),
    ],
)
def test_what_is_in_doubt_is_asked_back_with_what_may_have_been_meant(
    typed: str, sentence: str, offered: list[str]
) -> None:
    assert refused(typed) == sentence
    assert buttons(typed) == offered


def test_who_means_the_holiday_says_so() -> None:
    assert WHEN.read("9/22のまま", WORDS) == "2026-09-22"


def test_a_day_that_has_just_passed_may_be_that_of_next_year_where_that_can_be_chosen() -> None:
    field = replace(WHEN, last=date(2027, 12, 28))
    assert refused("9/15", field) == "9月15日（火）は過ぎています。令和9年9月15日（水）でよいですか。"
    assert buttons("9/15", field) == ["令和9年9月15日（水）"]


def test_a_button_is_taken_as_it_says_even_a_holiday() -> None:
    keys = [option.key for option in WHEN.offered("来週の火曜の午後", WORDS)]
    assert [WHEN.read(key, WORDS) for key in keys] == ["2026-09-24 13:00-17:00", "2026-09-22 13:00-17:00"]
    assert all(len(key) <= 22 for key in keys)


@pytest.mark.parametrize("key", ["wd000", "wdzzz", "wd7mg_000", "wd", "we7mg", "wd7mg7mh7mi", "wd7mg_zzzzzz"])
def test_a_forged_button_passes_no_differently(key: str) -> None:
    assert refused(key)


def test_a_wish_names_its_open_days() -> None:
    kept = WHEN.read("来週", WORDS)
    assert kept is not None
    assert days_of(wish(kept), WHEN.calendar) == (date(2026, 9, 24), date(2026, 9, 25))


def test_times_that_are_known_stand_as_buttons_until_something_is_written() -> None:
    option = time_option(wish("2026-10-01 14:00-15:30"), WORDS, NOW.date())
    field = When(
        name="wish", ask=WHEN.ask, now=NOW, first=WHEN.first, last=WHEN.last, calendar=WHEN.calendar, options=(option,)
    )
    assert buttons(None, field) == ["10月1日（木） 14:00〜15:30"]
    assert buttons("10/3", field) == ["10月5日（月）", "10月3日（土）"]
    assert field.read(option.key, WORDS) == "2026-10-01 14:00-15:30"


def test_it_is_asked_in_a_talk_only() -> None:
    check_field(WHEN, WORDS)
    check_form(Form(given("希望"), (WHEN,), one_by_one=True), WORDS)
    with pytest.raises(LimitError):
        check_form(Form(given("希望"), (WHEN,)), WORDS)


@pytest.mark.parametrize("kept", ["", "x", "2026-13-01", "2026-10-02/2026-10-01", "2026-10-01 25:00", "2026-10-01 "])
def test_what_no_wish_could_be_does_not_stand(kept: str) -> None:
    assert not WHEN.stands(kept)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("月末", "2026-09-26/2026-09-30"),
        ("月末の午後", "2026-09-26/2026-09-30 13:00-17:00"),
        # Its last day is a Saturday: the days before it are meant too.
        ("来月末", "2026-10-27/2026-10-31"),
        ("来月末日", None),
        ("月末まで", "2026-09-18/2026-09-30"),
        ("月末の金曜", "2026-09-25"),
    ],
)
def test_the_end_of_a_month_is_wide_where_one_only_wishes(typed: str, kept: str | None) -> None:
    wide = replace(WHEN, wide=True)
    if kept is None:
        assert "10月31日（土）" in refused(typed, wide)
    else:
        assert wide.read(typed, WORDS) == kept
