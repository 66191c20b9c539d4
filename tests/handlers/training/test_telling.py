"""研修の記録: told in the chat on every face, repeated back with era and weekday, kept, and what it means."""

from __future__ import annotations

import pytest

from tests.handlers.training.steps import (
    INITIAL,
    ON,
    RENEWAL,
    SURE,
    TELL,
    keeps,
    kept,
    record,
    set_prefecture,
    tells,
)
from tests.talk import HOME, Talk


def test_a_day_is_repeated_back_kept_and_said_what_it_means(talk: Talk) -> None:
    set_prefecture(talk.world, "東京都")
    talk.enters("研修").sees("研修", TELL).taps("記録をつける・直す")
    talk.sees("研修の記録", "まだ何もありません。覚えている分だけで大丈夫です。")
    talk.taps("修了日をつける")
    talk.sees("読めるのは、あなたとセンターの調整役だけです。修了証の写しはいりません。", "どの研修ですか。")
    talk.taps(INITIAL).sees(ON).says("R3.11.20")
    talk.sees("初任者研修　令和3年11月20日（土）", SURE)
    assert kept(talk.world) == []
    talk.taps("残す")
    talk.sees(
        "残しました。初任者研修　令和3年11月20日（土）",
        "現任研修　今年度が、受けられる最後の年度です（期限 令和9年3月31日（水））。",
        "なぜ：初任者研修 令和3年11月20日（土）修了 → 令和4〜8年度のうちに1回（東京都の要項で確認してください）",
    )
    assert kept(talk.world) == [("initial", "2021-11-20", "day")]
    talk.says("ホーム").sees(HOME, "現任研修　今年度が、受けられる最後の年度です（期限 令和9年3月31日（水））。")


def test_more_than_one_is_told_one_after_the_other(talk: Talk) -> None:
    keeps(talk, INITIAL, "平成24年6月")
    talk.taps("ほかにもある").taps(RENEWAL)
    assert "読めるのは" not in talk.text
    talk.says("平成29年度").taps("残す").taps("ほかにもある").taps(RENEWAL).says("令和3年11月").taps("残す")
    talk.sees(
        "残しました。現任研修　令和3年11月",
        "現任研修　つぎの期限は、令和10年3月31日（金）です。",
        "なぜ：初任者研修 平成24年6月修了 → 令和5〜9年度のうちに1回（都道府県の要項で確認してください）",
    )
    assert kept(talk.world) == [
        ("initial", "2012-06-01", "month"),
        ("renewal", "2017-04-01", "year"),
        ("renewal", "2021-11-01", "month"),
    ]
    talk.taps("研修の記録へ").sees("初任者研修：平成24年6月", "現任研修：平成29年度", "現任研修：令和3年11月")


@pytest.mark.parametrize(
    ("typed", "shown", "row"),
    [
        ("Ｒ３．１１．２０", "令和3年11月20日（土）", ("2021-11-20", "day")),
        ("令和３年１１月２０日に修了しました。", "令和3年11月20日（土）", ("2021-11-20", "day")),
        ("平成37年度", "令和7年度", ("2025-04-01", "year")),
        ("平成31年5月1日", "令和元年5月1日（水）", ("2019-05-01", "day")),
        ("2021/11", "令和3年11月", ("2021-11-01", "month")),
        ("昨年度", "令和7年度", ("2025-04-01", "year")),
        ("令3.11.20", "令和3年11月20日（土）", ("2021-11-20", "day")),
        ("R8.11.23", "令和8年11月23日（月）", ("2026-11-23", "day")),
    ],
)
def test_any_japanese_form_of_a_day_month_or_year(talk: Talk, typed: str, shown: str, row: tuple[str, str]) -> None:
    tells(talk, INITIAL, typed).sees(f"初任者研修　{shown}", SURE).taps("残す")
    assert kept(talk.world) == [("initial", *row)]


@pytest.mark.parametrize(
    ("month", "shown", "row"),
    [
        ("１１月", "平成24年11月", ("2012-11-01", "month")),
        ("2", "平成24年2月", ("2012-02-01", "month")),
        ("1〜3月のどこか", "平成23年度", ("2011-04-01", "year")),
        ("4〜12月のどこか", "平成24年度", ("2012-04-01", "year")),
    ],
)
def test_a_bare_year_is_asked_about(talk: Talk, month: str, shown: str, row: tuple[str, str]) -> None:
    tells(talk, INITIAL, "H24").sees("年度（4月から）ですか、年（1月から）ですか。", "［平成24年度］", "［平成24年］")
    talk.taps("平成24年").sees("何月でしたか。「11」「11月」のように書いてください。").says("13月")
    talk.sees("「11」「11月」のように、月だけ書いてください。").says(month)
    talk.sees(f"初任者研修　{shown}").taps("残す")
    assert kept(talk.world) == [("initial", *row)]


def test_a_bare_year_that_is_a_fiscal_year_needs_no_more(talk: Talk) -> None:
    tells(talk, INITIAL, "H24").taps("平成24年度").sees("初任者研修　平成24年度", SURE).taps("残す")
    assert kept(talk.world) == [("initial", "2012-04-01", "year")]


def test_what_was_told_can_be_changed_before_it_is_kept(talk: Talk) -> None:
    tells(talk, INITIAL, "R3.11.20").taps("日にちを直す").sees(ON).says("R3.11.21").sees(
        "初任者研修　令和3年11月21日（日）"
    )
    talk.taps("研修を選びなおす").taps(RENEWAL).sees("現任研修　令和3年11月21日（日）").taps("やめる")
    assert kept(talk.world) == []
    talk.says("ホーム").sees(HOME, TELL)


def test_the_same_once_more_is_the_same_and_only_ever_more_exact(talk: Talk) -> None:
    for day in ("R3.11", "R3.11.1", "R3.11"):
        keeps(talk, INITIAL, day)
    assert kept(talk.world) == [("initial", "2021-11-01", "day")]


def test_a_draft_waits_through_a_restart(talk: Talk) -> None:
    tells(talk, INITIAL, "R3.11.20")
    keep = talk.data("残す")
    talk.restarts().presses(keep).sees("残しました。初任者研修　令和3年11月20日（土）")


def test_the_word_leads_there(talk: Talk) -> None:
    talk.says("研修").sees("研修", "［記録をつける・直す］", "［はじめの画面へ］")
    record(talk).taps("研修へ").sees("研修", "［記録をつける・直す］")
