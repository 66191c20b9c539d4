"""Who stands in a roster and joins later is asked in her own chat; only what she says is hers becomes hers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.handlers.yearsheet.steps import AWAY, HEAD, KOKAGE, brings, done, goes, joins, kept, looked_at, noted, tells
from tests.talk import HOME, STALE, Talk
from tests.world import ALONE, CENTRE

NAME = "架空 まだ子"
ASKED = "名簿に、あなたの研修の記録があります"
MINE = [("initial", "2021-11-20", "day", True)]


@pytest.fixture
def centre(talk_as: Callable[[str], Talk]) -> Talk:
    """The chat of a coordinator who has brought a roster with somebody who is not here yet."""
    talk = talk_as(CENTRE)
    brings(talk, HEAD, AWAY).taps("1人分を取りこむ")
    return talk


@pytest.fixture
def talk(centre: Talk, talk_as: Callable[[str], Talk]) -> Talk:
    """The chat of her whom the roster names: she writes her name without a space, as one may."""
    joins(centre.world, "架空まだ子", KOKAGE)
    return talk_as("架空まだ子")


def test_she_is_asked_once_and_then_it_is_hers(talk: Talk) -> None:
    looked_at(talk.world, "架空まだ子", date(2026, 11, 1))
    talk.sees_home(ASKED, HOME)
    talk.sees(
        "初任者研修：令和3年11月20日（土）",
        "センターが取りこんだ名簿のものです。あなたのことか、見てください。",
        "［そのとおり］か［直す］を押すと、あなたの記録に入ります。読めるのは、あなたとセンターの調整役です。",
    )
    assert done(talk.world, "架空まだ子") == []
    data = talk.data("そのとおり")
    talk.presses(data).sees("あなたの研修の記録に入れました。")
    assert (done(talk.world, "架空まだ子"), kept(talk.world)) == (MINE, [])
    assert looked_at(talk.world, "架空まだ子") is None
    talk.presses(data).sees(STALE)
    talk.sees_home(HOME)
    assert done(talk.world, "架空まだ子") == MINE
    assert noted(talk.world) == ["roster.brought", "roster.claimed"]


def test_what_is_not_hers_stays_out_of_her_record(talk: Talk, centre: Talk) -> None:
    talk.home()
    talk.taps("ちがう").sees("分かりました。あなたの記録には入れません。")
    talk.sees_home(HOME)
    assert done(talk.world, "架空まだ子") == []
    brings(centre, HEAD, AWAY).sees(
        "2行目：架空 まだ子さん（相談室 こかげ）：ご本人から「ちがう」と答えがありました。入れません"
    )
    goes(centre, "まだ参加していない方").sees(
        "架空 まだ子（相談室 こかげ）：ご本人から「ちがう」と答えがありました（令和11年3月31日（土）まで預かります）"
    )
    talk.sees_home(HOME)
    # Another day is another question.
    brings(centre, HEAD, (*AWAY[:2], "R3.11.21", "", "", "")).taps("1人分を取りこむ")
    talk.presses("home:").sees_home(ASKED, HOME)


def test_she_may_take_it_over_and_correct_it(talk: Talk) -> None:
    talk.home()
    talk.taps("直す").sees("記録に入れました。ちがうところを、ここから直してください。", "研修")
    assert (done(talk.world, "架空まだ子"), kept(talk.world)) == (MINE, [])


def test_what_she_has_told_herself_meanwhile_stays(talk: Talk) -> None:
    tells(talk.world, "架空まだ子", "initial", date(2021, 12, 4))
    talk.home()
    talk.taps("そのとおり")
    assert done(talk.world, "架空まだ子") == [("initial", "2021-12-04", "day", True)]


def test_a_newer_roster_is_shown_before_it_is_hers(talk: Talk, centre: Talk) -> None:
    talk.home()
    data = talk.data("そのとおり")
    brings(centre, HEAD, (*AWAY[:3], "R8.9.1", "", ""))
    centre.sees(
        "2行目：架空 まだ子さん（相談室 こかげ）：ご本人に確かめます（初任者研修 令和3年11月20日（土）、"
        "現任研修 令和8年9月1日（火））"
    )
    centre.taps("1人分を取りこむ")
    talk.presses(data).sees(STALE, "現任研修：令和8年9月1日（火）")
    assert done(talk.world, "架空まだ子") == []
    talk.taps("そのとおり")
    assert [row[:2] for row in done(talk.world, "架空まだ子")] == [
        ("initial", "2021-11-20"),
        ("renewal", "2026-09-01"),
    ]


def test_two_of_one_name_are_not_asked(talk: Talk) -> None:
    joins(talk.world, "架空　まだ子", KOKAGE)
    talk.presses("home:").sees_home(HOME)


def test_nobody_else_takes_it(talk: Talk, talk_as: Callable[[str], Talk]) -> None:
    talk.home()
    data = {label: talk.data(label) for label in ("そのとおり", "ちがう", "直す")}
    other = talk_as(ALONE)
    for one in data.values():
        other.presses(one).sees(STALE)
    assert (done(talk.world, ALONE), len(kept(talk.world))) == ([], 1)


def test_coordinators_see_who_is_waited_for_and_can_stop(centre: Talk) -> None:
    goes(centre).sees("まだ参加していない方：1人").taps("まだ参加していない方")
    centre.sees("架空 まだ子（相談室 こかげ）：まだ参加していません（令和11年3月31日（土）まで預かります）").taps(NAME)
    centre.sees("架空 まだ子（相談室 こかげ）", "初任者研修：令和3年11月20日（土）")
    data = centre.data("預かるのをやめる")
    centre.presses(data).sees("消しました。", "いま、預かっている方はいません。")
    assert (kept(centre.world), noted(centre.world)) == ([], ["roster.brought", "roster.dropped"])
    centre.presses(data).sees("いま、預かっている方はいません。")


def test_many_who_are_waited_for_come_in_pages(centre: Talk) -> None:
    brings(centre, HEAD, *((KOKAGE, f"架空 {number}", "H24", "", "", "") for number in range(10)))
    centre.taps("10人分を取りこむ")
    goes(centre, "まだ参加していない方").taps("つづきを見る")
    assert [label for label in centre.buttons if label.startswith("架空")] == ["架空 8", "架空 9", NAME]


def test_what_waits_goes_with_her(talk: Talk, centre: Talk) -> None:
    talk.world.tick()
    goes(centre, "まだ参加していない方").sees(
        "架空 まだ子（相談室 こかげ）：ご本人に確かめています（令和11年3月31日（土）まで預かります）"
    )
    talk.says("わたしのデータ").taps("わたしのデータを消す")
    talk.taps("ぜんぶ消す（元に戻せません）")
    assert kept(talk.world) == []
