"""Single days: 「ふさぐ 10/6 午後」 at any time, echoed with the weekday, taken back at a tap; visits stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.handlers.hosting.steps import SATO, moment, single, visits
from tests.talk import HOME, STALE, Talk
from tests.world import ALONE

TalkAs = Callable[[str], Talk]
THERE = "その時間に、訪問があります"


@pytest.fixture
def host(talk_as: TalkAs) -> Talk:
    """The chat of a 主任."""
    return talk_as(SATO)


@pytest.mark.parametrize("typed", ["/ふさぐ 12/1 午後", "ふさぐ 12/1 午後", "塞ぐ　１２月１日（火）13時から17時"])
def test_a_time_is_closed_by_a_line_and_opened_again_at_a_tap(host: Talk, typed: str) -> None:
    host.says(typed).sees("12月1日（火）　13:00〜17:00をふさぎました。", "［あける］")
    assert single(host.world) == [("2026-12-01", 780, 1020, False)]
    host.taps("あける").sees("12月1日（火）は、元に戻しました。")
    assert single(host.world) == []


def test_with_a_slash_it_is_heard_in_the_middle_of_anything(host: Talk) -> None:
    host.enters("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    host.says("/ふさぐ 12/1").sees("12月1日（火）　終日をふさぎました。")
    assert single(host.world) == [("2026-12-01", 0, 1440, False)]
    # Without one it is what she answers there.
    host.enters("ふりかえり").taps("つづきから").says("ふさぐ 12/2")
    assert [day for day, *_ in single(host.world)] == ["2026-12-01"]


def test_several_days_are_one_act(host: Talk) -> None:
    host.says("/ふさぐ 12/21〜12/23 午後").sees("12月21日（月）〜12月23日（水）　13:00〜17:00をふさぎました。")
    assert [day for day, *_ in single(host.world)] == ["2026-12-21", "2026-12-22", "2026-12-23"]
    host.presses("hosting:").sees("12月21日（月）〜12月23日（水）：13:00〜17:00をふさぐ")
    host.taps("この日だけの時間").taps("12月21日（月）〜12月23日（水）を消す")
    host.sees("この日だけの時間は、いまはありません。")
    assert single(host.world) == []


def test_from_the_card_it_is_asked(host: Talk) -> None:
    host.presses("hosting:").taps("時間をふさぐ")
    host.sees("いつをふさぎますか。「10/6 午後」「来週」のように書いてください。")
    host.says("明日の午前").sees("11月24日（火）　9:00〜12:00をふさぎました。")
    host.says("ふさぐ").sees("いつをふさぎますか。「10/6 午後」「来週」のように書いてください。")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("11/1", "11月1日（日）は過ぎています。令和9年11月1日（月）でよいですか。"),
        ("昨日", "令和8年11月22日（日）はもう過ぎています。これからの日を書いてください。"),
        ("2/29", "暦にない日でした。令和9年2月28日（日）ですか、令和9年3月1日（月）ですか。"),
        ("9/31", "暦にない日でした。令和9年9月30日（木）ですか、令和9年10月1日（金）ですか。"),
        ("12/1 25時", "その時間はありません。「14時」「午後2時半」のように書いてください。"),
        ("12/1 15時から14時", "終わりが、始まりより前です。もう一度書いてください。"),
        ("12/1(金)", "書かれた曜日が、12月1日（火）と合いません。12月1日（火）ですか、12月4日（金）ですか。"),
        ("12/1 14:00", "終わりの時間も書いてください。「10/6 14:00-16:00」のように書けます。"),
        ("毎週水曜", "毎週のことは、［曜日の時間を決める］で変えられます。ここには、日にちを書いてください。"),
        ("午後", "13:00〜17:00は、どの日でしょうか。日にちもいっしょに書いてください。"),
        ("そのうち", "日にちで書いてください。「来週の火曜の午後」のように書けます。"),
    ],
)
def test_what_cannot_be_is_explained_and_can_be_mended(host: Talk, typed: str, says: str) -> None:
    host.says(f"/ふさぐ {typed}").sees(says)
    assert host.asked
    assert single(host.world) == []
    host.says("12/1 午後").sees("12月1日（火）　13:00〜17:00をふさぎました。")


def test_extra_time_is_opened_and_a_day_off_is_asked_back(host: Talk) -> None:
    host.says("あける 12/2 10:00-12:00").sees("12月2日（水）　10:00〜12:00をあけました。")
    assert single(host.world) == [("2026-12-02", 600, 720, True)]
    host.taps("元に戻す")
    assert single(host.world) == []
    host.says("あける 12/5 午後")
    assert host.asked
    assert single(host.world) == []
    host.taps("12月5日（土） 13:00〜17:00").sees("12月5日（土）　13:00〜17:00をあけました。")


def test_opening_takes_out_of_what_is_closed(host: Talk) -> None:
    # On Tuesdays she has the afternoon.
    host.says("/ふさぐ 12/1").says("/あける 12/1 13:00-15:00").sees("うかがえる時間にしました。")
    assert single(host.world) == [("2026-12-01", 0, 780, False), ("2026-12-01", 900, 1440, False)]
    host.says("/あける 12/1 10:00-11:00").sees("12月1日（火）　10:00〜11:00をあけました。")
    assert single(host.world) == [
        ("2026-12-01", 0, 600, False),
        ("2026-12-01", 600, 660, True),
        ("2026-12-01", 660, 780, False),
        ("2026-12-01", 900, 1440, False),
    ]


def test_what_is_closed_already_is_not_closed_twice(host: Talk) -> None:
    host.says("/ふさぐ 12/1").says("/ふさぐ 12/1 午後").sees("そこは、もうふさいであります。")
    assert single(host.world) == [("2026-12-01", 0, 1440, False)]


def test_a_visit_that_is_there_stays_and_is_named(host: Talk) -> None:
    # With half an hour of travel.
    visits(host.world, "2026-12-01 12:00")
    host.says("/ふさぐ 12/1 午後").sees(
        "12月1日（火）　13:00〜17:00をふさぎました。", THERE, "12月1日（火）12:00：主任によるSV"
    )
    assert single(host.world) == [("2026-12-01", 780, 1020, False)]
    host.says("/ふさぐ 12/1 14:00-15:00").says("/ふさぐ 12/8 午後")
    assert THERE not in host.text


def test_an_old_button_says_so(host: Talk) -> None:
    undo = host.says("/ふさぐ 12/1").data("あける")
    host.presses(undo).presses(undo).sees(STALE)
    host.presses("hosting.drop:AAAAAAAAAAAAAAAAAAAAAA").sees(STALE)


def test_the_list_has_pages_and_there_is_an_end(host: Talk) -> None:
    for number in range(1, 11):
        host.says(f"/ふさぐ 12/{number}")
    host.presses("hosting.days:").taps("つづきを見る").sees("12月10日（木）：終日をふさぐ")
    for month in (1, 3, 5, 7):
        host.says(f"/ふさぐ 2027/{month}/1〜2027/{month + 1}/20 午後")
    assert "1日ごとの時間は、あわせて200件までです。" in host.text
    assert len(single(host.world)) < 200


def test_what_is_over_is_kept_no_longer_than_two_months(host: Talk) -> None:
    host.says("/ふさぐ 12/1")
    host.waits_until(moment("2027-01-29")).says("/ふさぐ 2/1")
    assert [day for day, *_ in single(host.world)] == ["2026-12-01", "2027-02-01"]
    host.waits_until(moment("2027-02-05")).says("/ふさぐ 2/8")
    assert [day for day, *_ in single(host.world)] == ["2027-02-01", "2027-02-08"]


def test_for_who_is_no_host_it_is_no_word(talk_as: TalkAs) -> None:
    talk = talk_as(ALONE)
    for typed in ("ふさぐ 12/1", "/ふさぐ 12/1"):
        talk.says(typed)
        assert HOME in talk.text
    assert single(talk.world, ALONE) == []
