"""A coordinator brings a roster in: every line is shown first, then all of it is taken or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from storage import people
from storage.db import Here
from tests.chat import Chat
from tests.handlers.network.steps import OTHER, coordinator
from tests.handlers.yearsheet.steps import (
    AWAY,
    HARUKA,
    HEAD,
    KOKAGE,
    brings,
    done,
    joins,
    kept,
    looked_at,
    noted,
    table,
    tells,
    within,
)
from tests.talk import STALE, Talk
from tests.world import ALONE, CENTRE

HERS = [
    ("initial", "2012-04-01", "year", False),
    ("renewal", "2017-04-01", "year", False),
    ("renewal", "2021-11-20", "day", False),
    ("chief", "2023-02-10", "day", False),
]
AWAITED = [(KOKAGE, "架空 まだ子", ["initial 2021-11-20 day"], False)]
TOLD = "センターが名簿を取りこみ、あなたの研修の記録が変わりました。ちがうときは直せます。"
WHO, WHERE = "佐藤 はるか", "相談支援センター ひなた"


@pytest.fixture
def centre(talk_as: Callable[[str], Talk]) -> Talk:
    """The chat of a coordinator."""
    return talk_as(CENTRE)


def test_a_roster_is_shown_line_by_line_and_then_taken(centre: Talk) -> None:
    brings(centre, HEAD, HARUKA, AWAY)
    centre.sees(
        f"2行目：{WHO}さん（{WHERE}）：入ります（初任者研修 平成24年度、現任研修 平成29年度、"
        "現任研修 令和3年11月20日（土）、主任研修 令和5年2月10日（金））",
        "3行目：架空 まだ子さん（相談室 こかげ）：まだ参加していません。預かります（初任者研修 令和3年11月20日（土））",
        "入る 1人・預かる 1人",
        "参加している方の研修の記録に入ります。読めるのは、ご本人とセンターの調整役です。ご本人に、朝の1通で知らせます。",
        "まだ参加していない方の分は預かり、参加した日に、ご本人に確かめます。",
    )
    assert (done(centre.world, WHO), kept(centre.world)) == ([], [])
    centre.taps("2人分を取りこむ").sees("2人分を取りこみました。", "うち1人分は、参加した日にご本人に確かめます。")
    assert (done(centre.world, WHO), kept(centre.world)) == (HERS, AWAITED)
    assert noted(centre.world) == ["roster.brought"]


def test_a_line_that_adds_up_others_is_passed_over_and_said(centre: Talk) -> None:
    brings(centre, HEAD, HARUKA, AWAY, ("合計", "", 2, 1, 1, 1)).sees(
        "合計の行は、読みとばしました。", "［2人分を取りこむ］"
    )
    assert "合計の行は" not in brings(centre, HEAD, HARUKA).text


def test_the_same_roster_again_changes_nothing(centre: Talk) -> None:
    brings(centre, HEAD, HARUKA, AWAY).taps("2人分を取りこむ")
    brings(centre, HEAD, HARUKA, AWAY).sees("同じ 2人", "いまの記録と同じです。取りこむものはありません。")
    assert "2人分を取りこむ" not in centre.buttons
    assert (done(centre.world, WHO), kept(centre.world)) == (HERS, AWAITED)


def test_nothing_is_taken_while_one_line_is_in_question(centre: Talk) -> None:
    brings(centre, HEAD, HARUKA, (KOKAGE, "架空 まだ子", "R8.2.30", "いつか", "", ""))
    centre.sees(
        "3行目：架空 まだ子さん（相談室 こかげ）：初任者研修の「R8.2.30」：その日はありません。",
        "3行目：架空 まだ子さん（相談室 こかげ）：現任研修①の「いつか」：日付か年度として読めません。",
        "直すところが2つあります。もとの表でその行を直して、［表を選びなおす］からもう一度選んでください。",
        "まだ、何も取りこんでいません。ぜんぶ直ると、まとめて取りこめます。",
    )
    assert [label for label in centre.buttons if "取りこむ" in label] == []
    assert (done(centre.world, WHO), kept(centre.world)) == ([], [])


def test_a_file_that_is_no_table_says_so_and_another_is_chosen(centre: Talk) -> None:
    broken = "開けないファイルでした。Excelで保存しなおして、もう一度選んでください。"
    assert broken in brings(centre, data=b"no workbook").text
    brings(centre, ("事業所名", "名称"), ("あ", "い"))
    centre.sees(
        "1行目：「氏名」の見出しが見つかりません。",
        "1行目：「初任者研修」「現任研修」「主任研修」の見出しが見つかりません。",
    )
    assert "［表を選びなおす］" in centre.text


def test_whose_record_has_changed_is_told_and_it_is_looked_at_anew(talk_as: Callable[[str], Talk]) -> None:
    centre, her, other = talk_as(CENTRE), talk_as(WHO), talk_as(ALONE)
    looked_at(centre.world, WHO, date(2026, 11, 1))
    tells(centre.world, ALONE, "initial", date(2020, 9, 1))
    looked_at(centre.world, ALONE, date(2026, 11, 1))
    same = ("相談室 みなも", ALONE, "R2.9.1", "", "", "")
    brings(centre, HEAD, HARUKA, same).taps("1人分を取りこむ")
    assert (looked_at(centre.world, WHO), looked_at(centre.world, ALONE)) == (None, date(2026, 11, 1))
    for talk in (her, other):
        talk.waits_until(datetime(2026, 11, 24, 0, 0, tzinfo=UTC))
    assert [TOLD in talk.everything for talk in (her, other)] == [True, False]
    # Another roster, and it is told again.
    told = her.everything.count(TOLD)
    brings(centre, HEAD, (*HARUKA[:4], "R3.12.20", HARUKA[5])).taps("1人分を取りこむ")
    her.waits_until(datetime(2026, 11, 25, 0, 0, tzinfo=UTC))
    # What is alone in a letter is also what her telephone shows of it.
    assert her.everything.count(TOLD) in (told + 1, told + 2)


def test_what_has_changed_meanwhile_is_shown_again(centre: Talk) -> None:
    brings(centre, HEAD, HARUKA, AWAY)
    data = centre.data("2人分を取りこむ")
    tells(centre.world, WHO, "initial", date(2012, 11, 1))
    said = "見ているあいだに記録が変わりました。まだ何も取りこんでいません。もう一度見てください。"
    centre.presses(data).sees(said)
    assert done(centre.world, WHO) == [("initial", "2012-11-01", "day", True)]
    centre.taps("2人分を取りこむ").sees("2人分を取りこみました。")
    assert done(centre.world, WHO) == [("initial", "2012-11-01", "day", True), *HERS[1:]]


def test_two_who_take_the_same_roster_do_not_double_it(talk_as: Callable[[str], Talk]) -> None:
    first = talk_as(CENTRE)
    coordinator(first.world, OTHER)
    second = talk_as(OTHER)
    for talk in (first, second):
        brings(talk, HEAD, HARUKA, AWAY)
    first.taps("2人分を取りこむ").sees("2人分を取りこみました。")
    second.taps("2人分を取りこむ").sees("いまの記録と同じです。取りこむものはありません。")
    assert (done(first.world, WHO), kept(first.world)) == (HERS, AWAITED)


def test_what_another_roster_said_is_changed_and_what_she_said_stays(centre: Talk) -> None:
    brings(centre, HEAD, HARUKA).taps("1人分を取りこむ")
    tells(centre.world, ALONE, "initial", date(2020, 9, 1))
    alone = ("相談室 みなも", ALONE, "R2.10.1", "", "", "")
    brings(centre, HEAD, (*HARUKA[:4], "R3.12.20", HARUKA[5]), alone)
    centre.sees(
        f"2行目：{WHO}さん（{WHERE}）：変わります（現任研修 令和3年11月20日（土） → 現任研修 令和3年12月20日（月））",
        "3行目：加藤 みのりさん（相談室 みなも）：ご本人の記録（初任者研修 令和2年9月1日（火））を、そのまま残します",
        "変わる 1人・ご本人の記録を残す 1人",
    )
    centre.taps("1人分を取りこむ")
    assert done(centre.world, WHO)[2] == ("renewal", "2021-12-20", "day", False)
    assert done(centre.world, ALONE) == [("initial", "2020-09-01", "day", True)]


def test_who_was_removed_is_not_revived(centre: Talk) -> None:
    joins(centre.world, "架空 まだ子", KOKAGE, "removed")
    brings(centre, HEAD, AWAY).sees("2行目：架空 まだ子さん（相談室 こかげ）：外れた方です。取りこみません")
    assert [label for label in centre.buttons if "取りこむ" in label] == []
    assert (done(centre.world, "架空 まだ子"), kept(centre.world)) == ([], [])


def test_long_rosters_come_in_pages_and_as_a_file(centre: Talk) -> None:
    many = [(KOKAGE, f"架空 {number}", "H24", "", "", "") for number in range(20)]
    brings(centre, HEAD, *many, (KOKAGE, "", "H24", "", "", ""))
    ((name, data),) = centre.files
    assert name == "取りこむ前の一覧.xlsx"
    rows = table(data)
    assert rows[0] == ("行", "事業所名", "氏名", "結果")
    assert [row[0] for row in rows[1:]] == list(range(2, 23))
    assert rows[-1] == (22, KOKAGE, "", "氏名が空です。")
    centre.taps("つづきを見る").sees("2枚目（3枚のうち）")
    centre.taps("つづきを見る").sees("3枚目（3枚のうち）").taps("1枚目へ")
    centre.sees("直すところが1つあります。もとの表でその行を直して、［表を選びなおす］からもう一度選んでください。")


def test_whoever_thinks_better_of_it_keeps_nothing(centre: Talk) -> None:
    brings(centre, HEAD, HARUKA, AWAY).taps("やめる")
    assert (done(centre.world, WHO), kept(centre.world), noted(centre.world)) == ([], [], [])


def test_nobody_else_comes_near_it(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(ALONE)
    for verb in ("yearsheet", "yearsheet.bring", "yearsheet.export", "yearsheet.blank", "yearsheet.waiting"):
        talk.presses(f"{verb}:").sees(STALE)


def test_who_is_no_coordinator_any_more_takes_nothing(centre: Talk) -> None:
    brings(centre, HEAD, HARUKA)
    data = centre.data("1人分を取りこむ")

    def demote(here: Here) -> None:
        people.set_roles(here, people.by_name(here, CENTRE)[0].id, ["centre"])

    within(centre.world, demote)
    centre.presses(data).sees(STALE)
    assert done(centre.world, WHO) == []


def test_a_thousand_lines_are_taken_at_once_and_again_change_nothing(chat_as: Callable[[str], Chat]) -> None:
    chat = chat_as(CENTRE)
    rows = [(KOKAGE, f"架空 {number}", "H24", "H29", "R3.11.20", "R5.2.10") for number in range(999)]
    brings(chat, HEAD, HARUKA, *rows).taps("1000人分を取りこむ").sees("1000人分を取りこみました。")
    assert (done(chat.world, WHO), len(kept(chat.world))) == (HERS, 999)
    brings(chat, HEAD, HARUKA, *rows).sees("同じ 1000人", "いまの記録と同じです。取りこむものはありません。")
