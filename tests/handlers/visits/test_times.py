"""When: the few times that suit all, words for days, a day left to the centre, and what is said where nothing suits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.chat import Chat
from tests.handlers.visits.hosts import CHIEFS, have_hours, have_no_hours, network, rows
from tests.handlers.visits.steps import (
    ANONYMOUS,
    ASK,
    ASK_ANY,
    BACK,
    CASE,
    LOOK,
    SOONEST,
    SV,
    TAKEN,
    WHENEVER,
    WHY,
    WORRIES,
    WRITE,
    asked,
    last_look,
    times,
)
from tests.talk import Talk

FIRST = "11月26日（木）9:00"
LEFT = "お預かりしました。センターが日を合わせて、11月25日（水）までにお知らせします。"


@pytest.fixture
def page(chat_as: Callable[[str], Chat]) -> Chat:
    """The chat on the page alone, for what every face reads alike."""
    return chat_as("加藤 みのり")


def writes(talk: Talk, text: str) -> Talk:
    """Write when it would suit."""
    have_hours(talk.world)
    return times(talk, WORRIES).taps(WRITE).says(text)


def test_words_find_the_times_that_they_mean(talk: Talk) -> None:
    writes(talk, "来週の火曜の午後").sees("12月1日（火） 13:00–17:00に合う時間です。")
    assert [one for one in talk.buttons if "月" in one] == [f"12月1日（火）{hour}:00" for hour in (13, 14, 15, 16)]
    talk.taps("12月1日（火）14:00").sees(LOOK, "12月1日（火）14:00–15:00　悩み事相談　訪問").taps(ASK)
    assert asked(talk.world) == [("worries", "asked", "12-01 14:00", "")]


def test_words_are_read_where_the_times_stand_open(talk: Talk) -> None:
    have_hours(talk.world)
    times(talk, WORRIES).says("来週の火曜の午後").sees("12月1日（火） 13:00–17:00に合う時間です。")
    talk.taps(WHY).says("12月3日").sees("12月3日（木）に合う時間です。").taps("12月3日（木）9:00")
    talk.sees(LOOK).says("12月4日").sees("12月4日（金）に合う時間です。")
    talk.says("きりん").sees("［いちばん早い時間にする］").says("戻る").sees(SOONEST)


def test_words_of_ours_lead_where_they_say_also_there(talk: Talk) -> None:
    have_hours(talk.world)
    times(talk, WORRIES).says("わたしの訪問").sees("わたしの訪問", "まだありません。")


def test_a_moment_is_offered_as_it_was_said(talk: Talk) -> None:
    writes(talk, "R8.12.1 14時").sees("［12月1日（火）14:00］")
    assert [one for one in talk.buttons if "月" in one] == ["12月1日（火）14:00"]


def test_words_for_which_there_is_nothing_show_what_is_near_and_can_be_left_to_the_centre(talk: Talk) -> None:
    have_hours(talk.world, spans=[(3, 540, 720)])
    times(talk, WORRIES).taps(WRITE).says("来週の火曜の午後")
    talk.sees(
        "12月1日（火） 13:00–17:00に合う時間はありませんでした。近い時間です。", f"［{FIRST}］", "［12月3日（木）9:00］"
    )
    talk.taps(WHENEVER).sees(LOOK, "おまかせ（希望：12月1日（火） 13:00–17:00）　悩み事相談　訪問").taps(ASK_ANY).sees(
        LEFT
    )
    assert asked(talk.world) == [("worries", "desk", "", "")]
    assert rows(talk.world, "SELECT wish FROM visits") == [("2026-12-01 13:00-17:00",)]


BAD = {
    "11/20の10時": "令和8年11月20日（金）はもう過ぎています。",
    "令和8年11月20日": "令和8年11月20日（金）はもう過ぎています。これからの日を書いてください。",
    "12/1の25時": "その時間はありません。",
    "2月29日": "暦にない日でした。",
    "11月31日": "暦にない日でした。",
    "12月1日（金）": "書かれた曜日が、12月1日（火）と合いません。",
    "来年の5月6日": "までの日を選んでください。",
    "そのうち": "日にちで書いてください。",
    "あ" * 5000: "",
}


@pytest.mark.parametrize("text", list(BAD), ids=range(len(BAD)))
def test_what_is_in_doubt_is_asked_back_and_nothing_is_lost(page: Chat, text: str) -> None:
    writes(page, text)
    assert page.page is not None
    assert BAD[text] in page.text
    page.says("12月1日 14時").taps("12月1日（火）14:00").sees(LOOK, "12月1日（火）14:00–15:00　悩み事相談　訪問")


def test_on_a_telephone_it_is_asked_back_with_buttons(talk: Talk) -> None:
    writes(talk, "12月1日（金）")
    talk.taps("12月4日（金）").taps("12月4日（金）9:00").sees(LOOK)


def test_whoever_writes_nothing_goes_back_to_the_soonest(talk: Talk) -> None:
    have_hours(talk.world)
    times(talk).taps(WRITE).taps("いちばん早い時間にする").sees(SOONEST)
    talk.taps(WRITE).taps("戻る").sees(SOONEST)


def test_a_day_left_to_the_centre_is_dateless(talk: Talk) -> None:
    have_hours(talk.world)
    times(talk).taps(WHENEVER).taps(ANONYMOUS)
    talk.sees(LOOK, "日付はおまかせ　主任によるSV　訪問　匿名で話す")
    talk.sees("センターが、主任1人と基幹1人と日を合わせます。お名前は決まってからお知らせします。")
    talk.taps(ASK_ANY).sees(LEFT)
    assert asked(talk.world) == [("sv", "desk", "", "anonymous")]


def test_where_no_host_has_given_hours_it_is_left_to_the_centre_by_itself(talk: Talk) -> None:
    have_no_hours(talk.world)
    times(talk).sees(CASE).taps(ANONYMOUS).sees(LOOK, "日付はおまかせ　主任によるSV　訪問　匿名で話す", f"［{WRITE}］")
    talk.taps(WRITE).says("来週の火曜の午後").sees(
        "おまかせ（希望：12月1日（火） 13:00–17:00）　主任によるSV　訪問　匿名で話す"
    )
    talk.taps(ASK_ANY).sees(LEFT)
    assert asked(talk.world) == [("sv", "desk", "", "anonymous")]


def test_nobody_free_at_all_is_said_with_a_way_on(talk: Talk) -> None:
    # The two pools never have time together.
    have_hours(talk.world, *CHIEFS, spans=[(0, 540, 720)])
    have_hours(talk.world, "田中 みほ", "鈴木 かなえ", spans=[(1, 540, 720)])
    times(talk).sees("いまは、合う時間が見つかりませんでした。日付は、センターにおまかせできます。")
    talk.taps(WHENEVER).taps(ANONYMOUS).taps(ASK_ANY).sees(LEFT)
    assert asked(talk.world) == [("sv", "desk", "", "anonymous")]


def test_a_time_taken_meanwhile_is_said_kindly_and_only_the_time_is_chosen_anew(talk: Talk) -> None:
    have_hours(talk.world)
    last_look(talk, FIRST).taps("ほかの希望").taps("手もとの資料").taps("計画書").taps(BACK)
    other = Chat(talk.world, talk.world.person("中村 ゆう")).opens()
    last_look(other, FIRST).taps(ASK)
    second = Chat(talk.world, talk.world.person("小林 なお")).opens()
    last_look(second, FIRST).taps(ASK)
    before = asked(talk.world)
    talk.taps(ASK).sees(SV, TAKEN)
    assert (asked(talk.world), f"［{FIRST}］" in talk.text) == (before, False)
    talk.taps("11月27日（金）9:00").sees(
        "11月27日（金）9:00–10:00　主任によるSV　訪問　匿名で話す", "手もとの資料：計画書"
    ).taps(ASK)
    assert asked(talk.world)[2:] == [("sv", "asked", "11-27 09:00", "anonymous")]


def test_why_there_are_not_more_names_nobody(talk: Talk) -> None:
    have_hours(talk.world)
    times(talk).taps(WHY)
    talk.sees(WHY, "準備があるので、11月26日（木）からになります。", "土日や祝日など、お休みの日はのぞいています。")
    assert not any(name in talk.text for name in ("佐藤", "高橋", "田中", "鈴木", "回"))
    talk.taps("もっと先の日を見る").sees("12月2日（水）からの時間です（60分・訪問）。", "［12月2日（水）9:00］")
    talk.taps(WHY).taps(BACK).sees("［12月2日（水）9:00］").taps(WHY).taps("もっと先の日を見る")
    talk.sees("12月8日（火）からの時間です（60分・訪問）。").taps("前の日にもどる").sees("［12月2日（水）9:00］")
    talk.taps("前の日にもどる").sees(SOONEST, f"［{FIRST}］")
    assert "前の日にもどる" not in talk.buttons


def test_the_office_cannot_be_visited_twice_at_once(talk: Talk) -> None:
    have_hours(talk.world)
    last_look(talk, FIRST).taps(ASK)
    times(talk)
    assert FIRST not in talk.buttons


@pytest.mark.each_face
def test_a_time_that_is_over_is_said(talk: Talk) -> None:
    have_hours(talk.world)
    last_look(talk, FIRST)
    talk.world.clock.forward(days=3)
    talk.opens()
    (talk if talk.face == "web" else talk.says("つづき")).taps(ASK)
    talk.sees("その時間は、いまからでは間に合いません。ほかに選んだことは、そのまま残っています。")
    assert asked(talk.world) == []


def test_closed_days_are_left_out(talk: Talk) -> None:
    have_hours(talk.world)
    with network(talk.world) as (_, its):
        its.closed_days = ["2026-11-26"]
    times(talk)
    assert FIRST not in talk.buttons
