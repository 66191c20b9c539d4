"""研修のきまり: the prefecture, parts of each course, a course of the ward's own; each change recorded, taken back."""

from __future__ import annotations

from collections.abc import Callable

from tests.bot.trouble import rows
from tests.handlers.network.steps import DONE, SAME, answers
from tests.handlers.training.records import network, record
from tests.talk import STALE, Talk
from tests.world import CENTRE, World

GUIDE = "https://example.jp/kenshu/youkou.html"
OWN = "医療的ケア児の勉強会"


def held(world: World) -> list[tuple[object, ...]]:
    """Return what the network has of its own."""
    return [tuple(row) for row in rows(world, "SELECT prefecture, courses FROM networks")]


def recorded(world: World) -> list[tuple[object, ...]]:
    """Return what the record has of the rules."""
    wanted = "SELECT did, detail FROM audit WHERE detail IN ('courses', 'prefecture') ORDER BY place"
    return [tuple(row) for row in rows(world, wanted)]


def opened(talk_as: Callable[[str], Talk]) -> Talk:
    """Return a coordinator's chat, in the room."""
    talk = talk_as(CENTRE)
    network(talk.world, prefecture="", courses=[])
    return talk.enters("センターの仕事").taps("研修のこと").taps("研修のきまり")


def test_the_prefecture_is_chosen_or_typed(talk_as: Callable[[str], Talk]) -> None:
    talk = opened(talk_as).sees("都道府県：まだ選ばれていません", "要項の場所：6つの研修のうち0つに入っています")
    talk.taps("都道府県を選ぶ").says("兵庫").sees(DONE, "都道府県：兵庫県")
    talk.taps("都道府県を選ぶ").says("東京都").sees("都道府県：東京都")
    assert recorded(talk.world) == [("network.changed", "prefecture")] * 2
    talk.taps("研修ごとに見る・直す").taps("主任研修").sees(
        "実施するところ：東京都", "ひとこと：講師・ファシリの経験と、区市町村の推薦"
    )


def test_the_guide_stands_in_why(talk_as: Callable[[str], Talk]) -> None:
    talk = opened(talk_as).taps("研修ごとに見る・直す").taps("現任研修").sees("要項の場所：まだ入っていません")
    talk.taps("要項の場所を直す").says("都のホームページ").sees("「https://」で始まる、ページの場所を書いてください。")
    talk.says(GUIDE).sees(DONE, f"要項の場所：{GUIDE}", "はじめから入っている研修を、この地域で直したものです。")
    talk.taps("要項の場所を直す").says(GUIDE).sees(SAME)
    record(talk.world, "initial 2021-11-20", name=CENTRE)
    talk.presses("training.why:").sees(f"都道府県の要項：{GUIDE}")
    assert recorded(talk.world) == [("network.changed", "courses")]


def test_a_shipped_course_is_changed_and_stands_as_it_was_again(talk_as: Callable[[str], Talk]) -> None:
    talk = opened(talk_as).taps("研修ごとに見る・直す").taps("専門コース別研修").sees("はじめから入っている研修です。")
    talk.taps("名前を直す").says("現任研修").sees("「現任研修」は、もうあります。")
    talk.says("専門研修").sees(DONE, "専門研修")
    talk.taps("ひとことを直す").says("年に1つの題").sees("ひとこと：年に1つの題")
    talk.taps("もとの決まりを直す").says("区の研修計画").sees("もとの決まり：区の研修計画")
    talk.taps("きょう要項と見くらべた").sees(DONE, "確かめた日：令和8年11月23日（月）")
    assert "きょう要項と見くらべた" not in talk.buttons
    talk.taps("はじめのとおりに戻す").sees(DONE, "専門コース別研修：令和8年2月1日（日）")
    assert str(held(talk.world)[0][1]) == "[]"


def test_a_course_of_the_wards_own_comes_and_goes(talk_as: Callable[[str], Talk]) -> None:
    talk = opened(talk_as).taps("地域の研修を足す")
    answers(talk, name=OWN, source="区の研修計画", runs_by="みほん区", since="令和6年4月")
    talk.sees(DONE, OWN, "実施するところ：みほん区", "この地域で足した研修です。期限の区切りには数えません。")
    talk.taps("一覧から外す").sees(DONE)
    assert OWN not in talk.buttons


def test_a_course_of_the_wards_own_may_say_since_when_it_is_held(talk_as: Callable[[str], Talk]) -> None:
    talk = opened(talk_as).taps("地域の研修を足す")
    answers(talk, name=OWN, source="区の研修計画", runs_by="みほん区", since="令和6年4月")
    talk.sees(DONE, "はじまり：令和6年4月1日（月）")
    early = f"「{OWN}」がまだなかったころの日です（令和6年4月から）。年をたしかめてください。"
    told = {day: tells(talk, day) for day in ("R6.3.31", "R6.3", "R6.4", "R6.4.1")}
    assert [early in said for said in told.values()] == [True, True, False, False]
    talk.presses("courses.list:").taps(OWN).taps("はじまりを直す").says("むかし")
    talk.sees("いつか読めませんでした。「令和6年4月」のように書いてください。")
    for far in ("令和16年4月", "R9.11.24"):
        talk.says(far).sees("1年より先のはじまりは、まだ入れられません。年をたしかめてください。")
    talk.says("R9.11.23").sees(DONE, "はじまり：令和9年11月23日（火）").taps("はじまりを直す")
    talk.says("R5").sees(DONE, "はじまり：令和5年1月1日（日）")
    talk.taps("はじまりを直す").taps("分からない").sees(DONE, "はじまり：まだ入っていません")
    assert early not in tells(talk, "R6.3.31")
    said = f"研修のきまり：「{OWN}、もとの決まり 区の研修計画、実施するところ みほん区"
    assert said in talk.presses("network.changes:").text


def tells(talk: Talk, day: str) -> str:
    """Tell that the ward's own course was completed then, and return what is said before it is kept."""
    said = talk.presses("training.add:").says(OWN).says(day).text
    talk.presses("home:")
    return said


def test_since_when_is_changed_of_the_wards_own_alone(talk_as: Callable[[str], Talk]) -> None:
    talk = opened(talk_as).taps("研修ごとに見る・直す").taps("専門コース別研修")
    assert "はじまり" not in talk.text
    talk.presses(talk.data("名前を直す").replace("courses.name", "courses.since")).sees(STALE)


def test_what_stands_in_somebodys_record_is_not_taken_away(talk_as: Callable[[str], Talk]) -> None:
    talk = opened(talk_as)
    own = {"key": "wtheme", "name": OWN, "since": "2006-04-01", "counts": False, "source": "区の計画"}
    network(talk.world, courses=[{**own, "checked_on": "2026-04-01", "effective_from": "2026-04-01"}])
    record(talk.world, "wtheme 2026-06-01")
    talk.presses("courses.list:").taps(OWN).taps("一覧から外す")
    talk.sees("この研修の修了や日程が、だれかの記録に入っているので、外せません。", OWN)


def test_a_change_is_told_and_taken_back(talk_as: Callable[[str], Talk]) -> None:
    talk = opened(talk_as).taps("都道府県を選ぶ").says("東京都")
    talk.taps("研修ごとに見る・直す").taps("現任研修").taps("ひとことを直す").says("秋に募集")
    said = "研修のきまり：「現任研修、ひとこと 秋に募集」を足しました"
    talk.presses("network.changes:").sees(f"1 11月23日（月）　田中 みほさん：{said}")
    talk.taps("1番を元に戻す").sees("元に戻しました。")
    assert str(held(talk.world)[0][1]) == "[]"


def test_only_coordinators_may(talk: Talk) -> None:
    talk.presses("courses:").sees(STALE)
    talk.presses("courses.add:").sees(STALE)
