"""Bringing in the minutes of meetings: each row is looked at, then all that can be kept is kept, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from handlers.keeping import records
from handlers.kit.sheets import Row
from messages.words import words_of
from tests.handlers.keeping.steps import book, every, goes, sets
from tests.handlers.network.steps import OTHER, coordinator
from tests.talk import Talk
from tests.world import ALONE, CENTRE, START

HEAD = ("No", "質問", "回答", "話題", "開催日")
GOOD = (
    1,
    "土曜日の居場所を知りませんか",
    "地域活動支援センターの土曜プログラムがあります",
    "余暇、ほか",
    datetime(2025, 9, 3),
)
NAMED = (2, "山田太郎さん（090-1234-5678）の通院先が遠いです", "山田太郎さんは送迎を使えました", "", "R7.9.3")


@pytest.fixture
def centre(talk_as: Callable[[str], Talk]) -> Talk:
    """The chat of a coordinator whose network has two topics."""
    talk = talk_as(CENTRE)
    sets(talk.world, topics=["余暇", "就労"])
    return talk


def brings(talk: Talk, name: str, data: bytes) -> Talk:
    """Go there and bring a table."""
    goes(talk, "会議の記録を取りこむ").gives(name, data)
    if talk.face == "telegram" and "［送る］" in talk.text:
        talk.taps("送る")
    return talk


def test_a_table_is_looked_at_and_then_kept(centre: Talk) -> None:
    goes(centre, "会議の記録を取りこむ").sees("表のファイル（Excelか CSV）を選んでください。").taps("やめる")
    brings(centre, "記録.xlsx", book(HEAD, GOOD, NAMED, (3, "", "答えだけ")))
    centre.sees("4行目：質問が空です。", "2行目：取りこめます（余暇）", "3行目：取りこめます。名前などを伏せました")
    centre.sees("2件を取りこめます。「センターの記録」として、みなさんがさがせます。")
    centre.sees("1行は取りこめません。直して、あとからもう一度選べます。")
    assert every(centre.world) == []
    centre.taps("2件を取りこむ").sees("2件を取りこみました。")
    assert every(centre.world) == [
        (GOOD[1], "resolved", ["余暇"], [GOOD[2]]),
        ("Aさん（（電話番号））の通院先が遠いです", "resolved", [], ["Aさんは送迎を使えました"]),
    ]
    centre.presses("well:").sees(f"2 センターの記録（令和7年9月3日（水）・解決しました）：{GOOD[1]}")
    centre.taps("2を読む").sees("聞いた人：センターの記録")
    centre.sees("センターの記録の答え")
    assert "匿名の相談員さん" not in centre.everything


def test_whoever_thinks_better_of_it_keeps_nothing(centre: Talk) -> None:
    brings(centre, "記録.csv", "質問,答え\r\n土曜の居場所は,あります\r\n".encode("cp932"))
    centre.sees("1件を取りこめます。「センターの記録」として、みなさんがさがせます。").taps("やめる")
    assert every(centre.world) == []


def test_what_was_brought_before_is_not_brought_twice(centre: Talk) -> None:
    for said in ("2件を取りこむ", None):
        brings(centre, "記録.xlsx", book(HEAD, GOOD, (2, "べつの質問", "べつの答え")))
        if said:
            centre.taps(said)
    centre.sees("取りこめる行がありません。2行目：もう取りこんであります。")
    assert [row[0] for row in every(centre.world)] == ["土曜日の居場所を知りませんか", "べつの質問"]


def test_two_who_confirm_one_file_do_not_double_it(talk_as: Callable[[str], Talk]) -> None:
    first = talk_as(CENTRE)
    coordinator(first.world, OTHER)
    second = talk_as(OTHER)
    for talk in (first, second):
        brings(talk, "記録.xlsx", book(HEAD, GOOD))
    first.taps("1件を取りこむ").sees("1件を取りこみました。")
    second.taps("1件を取りこむ").sees("0件を取りこみました。")
    assert [row[0] for row in every(first.world)] == [GOOD[1]]


def test_a_file_that_is_none_says_so(centre: Talk) -> None:
    broken = "開けないファイルでした。Excelで保存しなおして、もう一度選んでください。"
    assert broken in brings(centre, "記録.xlsx", b"no zip").text
    brings(centre, "記録.xlsx", book(("あ", "い"), ("う", "え")))
    centre.sees("取りこめる行がありません。1行目：「質問」という見出しが見つかりません。1行目に書いてください。")
    assert every(centre.world) == []


def test_nobody_else_brings_anything(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(ALONE).presses("keep.bring:")
    talk.sees("前の画面のボタンでした。いまの様子はこちらです。")


def told(*rows: Row) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return (line, question) of what can be kept, and (line, why) of the rest."""
    words = words_of({})
    found, problems = records.read(rows, words, ["余暇"], ["もうある"], START.date())
    return [(one.line, one.question) for one in found], [(one.line, words.say(one.why)) for one in problems]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("", "答え", ""), "質問が空です。"),
        (("あ" * 1001, "", ""), "1000字を超えています。"),
        (("あ", "あ" * 1001, ""), "1000字を超えています。"),
        (("問い", "", "13/40"), "日付が読めないか、先の日です。"),
        (("問い", "", "R30.1.1"), "日付が読めないか、先の日です。"),
        (("もうある", "", ""), "もう取りこんであります。"),
        (("はじめ", "", ""), "2行目と同じです。"),
    ],
)
def test_each_problem_is_named_by_its_line(cells: tuple[str, ...], why: str) -> None:
    rows = (Row(1, ("問い", "答", "日付")), Row(2, ("はじめ", "", "R7.4.1")), Row(7, cells))
    assert told(*rows) == ([(2, "はじめ")], [(7, why)])


def test_a_formula_is_named_only_where_it_would_be_read() -> None:
    rows = (Row(1, ("質問", "備考")), Row(2, ("=A1", ""), (0,)), Row(3, ("よい問い", "=1"), (1,)))
    assert told(*rows) == ([(3, "よい問い")], [(2, "計算式があります。値だけにしてください。")])


def test_too_many_rows_are_none() -> None:
    many = [Row(number + 2, (f"問い{number}",)) for number in range(records.MOST_ROWS + 1)]
    assert told(Row(1, ("質問",)), *many) == ([], [(302, "一度に300行までです。いくつかに分けてください。")])
