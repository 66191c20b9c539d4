"""What cannot be is asked about in one sentence; nothing of it is kept, and what was told stays to be corrected."""

from __future__ import annotations

import pytest

from tests.handlers.training.steps import CHIEF, INITIAL, ON, RENEWAL, SURE, keeps, kept, tells
from tests.talk import Talk

BEFORE = "初任者研修の修了より前の日です。前にも初任者研修を受けていれば、そちらを先に入れてください。"
AGAIN = "初任者研修は、もう1つ入っています。受けなおした方は、このまま残せます。"
NO_ERA = "その年号の年は、ありませんでした。「R3.11.20」「令和3年11月」のように書いてください。"
UNREAD = "いつのことか読めませんでした。「R3.11.20」「令和3年11月」のように。年だけでも大丈夫です。"
YEARLESS = "何年のことでしょうか。「R3.11.20」「令和3年11月」のように、年から書いてください。"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("R13.1.1", "令和13年1月1日（水）は、まだ先のことです。年をたしかめて、もう一度書いてください。"),
        ("R8.11.24", "令和8年11月24日（火）は、まだ先のことです。年をたしかめて、もう一度書いてください。"),
        ("令和8年12月", "令和8年12月は、まだ先のことです。年をたしかめて、もう一度書いてください。"),
        ("H45", "令和15年は、まだ先のことです。年をたしかめて、もう一度書いてください。"),
        ("R0", NO_ERA),
        ("R0.3.1", NO_ERA),
        ("令和0年3月", NO_ERA),
        ("H24.13", "暦にない日でした。「R3.11.20」「令和3年11月」のように書いてください。"),
        ("3年前", YEARLESS),
        ("ずいぶん前", UNREAD),
        ("R3.11.20、R5.9", UNREAD),
        ("🙂", UNREAD),
    ],
)
def test_a_day_that_cannot_be_is_asked_again(talk: Talk, typed: str, sentence: str) -> None:
    tells(talk, INITIAL, typed).sees(sentence, ON)
    assert kept(talk.world) == []
    talk.says("R3.11.20").sees("初任者研修　令和3年11月20日（土）", SURE)


def test_a_day_that_no_calendar_has_is_asked_with_those_beside_it(talk: Talk) -> None:
    tells(talk, INITIAL, "R8.2.30")
    talk.sees("暦にない日でした。令和8年2月28日（土）ですか、令和8年3月1日（日）ですか。", ON)
    assert kept(talk.world) == []
    talk.taps("令和8年2月28日（土）").sees("初任者研修　令和8年2月28日（土）", SURE).taps("残す")
    assert kept(talk.world) == [("initial", "2026-02-28", "day")]


def test_a_weekday_that_is_not_the_days_is_asked_about(talk: Talk) -> None:
    tells(talk, INITIAL, "令和3年11月20日（金）")
    talk.sees("曜日が日にちと合いません。令和3年11月20日（土）ですか、令和3年11月19日（金）ですか。")
    talk.taps("令和3年11月19日（金）").sees("初任者研修　令和3年11月19日（金）", SURE)


@pytest.mark.parametrize(("typed", "offered"), [("12/7", "令和7年12月7日（日）"), ("11月", "令和8年11月")])
def test_without_a_year_the_last_time_is_offered(talk: Talk, typed: str, offered: str) -> None:
    tells(talk, INITIAL, typed)
    talk.sees(f"{offered}でよいですか。ちがうときは、「R3.11.20」のように年から書いてください。", ON)
    assert kept(talk.world) == []
    talk.taps(offered).sees(f"初任者研修　{offered}", SURE)


@pytest.mark.parametrize(("typed", "offered"), [("令和3年11月頃", "令和3年11月"), ("3.11.20", "令和3年11月20日（土）")])
def test_what_is_not_sure_is_asked_back(talk: Talk, typed: str, offered: str) -> None:
    tells(talk, INITIAL, typed).sees(f"{offered}でよいですか。ちがうときは、もう一度書いてください。")
    talk.taps(offered).sees(f"初任者研修　{offered}", SURE)


def test_a_training_that_was_not_there_yet(talk: Talk) -> None:
    tells(talk, CHIEF, "H29.6.1")
    talk.sees(
        "主任研修　平成29年6月1日（木）",
        "「主任研修」がまだなかったころの日です（平成30年4月から）。年をたしかめてください。",
    )
    assert "残す" not in talk.buttons
    talk.taps("日にちを直す").says("R6.6.1").sees("主任研修　令和6年6月1日（土）", SURE).taps("残す")
    assert kept(talk.world) == [("chief", "2024-06-01", "day")]


def test_a_renewal_before_the_initial_one(talk: Talk) -> None:
    keeps(talk, INITIAL, "R3.11.20")
    tells(talk, RENEWAL, "R2.9").sees("現任研修　令和2年9月", BEFORE)
    assert not {"残す", "このまま残す"} & set(talk.buttons)
    talk.taps("研修を選びなおす").taps("専門コース別研修").sees("専門コース別研修　令和2年9月", SURE).taps("やめる")
    assert kept(talk.world) == [("initial", "2021-11-20", "day")]


def test_a_second_initial_one_may_stand_where_she_says_so(talk: Talk) -> None:
    keeps(talk, INITIAL, "H24.6")
    tells(talk, INITIAL, "R3.11.20").sees("初任者研修　令和3年11月20日（土）", AGAIN, "［このまま残す］")
    assert kept(talk.world) == [("initial", "2012-06-01", "month")]
    talk.taps("このまま残す").sees("残しました。初任者研修　令和3年11月20日（土）")
    assert kept(talk.world) == [("initial", "2012-06-01", "month"), ("initial", "2021-11-20", "day")]


def test_a_forged_press_keeps_nothing_that_is_asked_about(talk: Talk) -> None:
    keeps(talk, INITIAL, "R3.11.20")
    tells(talk, RENEWAL, "R2.9")
    mend = talk.data("日にちを直す")
    id, version = mend.split(":")[1:]
    for verb in ("last.keep", "last.anyway", "send"):
        talk.presses(f"{verb}:{id}:{version}")
        assert kept(talk.world) == [("initial", "2021-11-20", "day")]
