"""The weekly pattern: at a glance, changed by a tap or typed, put aside for now and taken up again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.handlers.hosting.steps import SATO, WHY, caps, visits, weeks
from tests.talk import Talk
from tests.world import ALONE, CENTRE, START

TalkAs = Callable[[str], Talk]
TODAY = str(START.date())
AM, PM = [540, 720], [780, 1020]


def test_it_is_seen_at_a_glance_and_a_weekday_is_changed_in_three_taps(talk_as: TalkAs) -> None:
    talk = talk_as(SATO).enters("設定").taps("うかがえる時間")
    talk.sees("火曜：13:00〜17:00", "木曜：9:00〜12:00、13:00〜17:00", WHY)
    talk.taps("曜日の時間を決める").taps("水曜を変える").sees("いまは「なし」です。").taps("午前（9:00〜12:00）")
    talk.sees("水曜：9:00〜12:00にしました。", "火曜：13:00〜17:00", "水曜：9:00〜12:00")
    assert weeks(talk.world) == [(TODAY, [[1, *PM], [2, *AM], [3, *AM], [3, *PM]])]


def test_hours_are_typed_and_what_cannot_be_read_says_how(talk_as: TalkAs) -> None:
    talk = talk_as(SATO).enters("設定").taps("うかがえる時間").taps("曜日の時間を決める").taps("火曜を変える")
    talk.sees("いまは「13:00〜17:00」です。")
    talk.says("いつでも").sees("時間として読めませんでした。「10:00-12:00」「午前」のように書いてください。")
    talk.says("9:00-25時").sees("ない時刻がありました。0時から24時までで、「10:00-12:00」のように書いてください。")
    talk.says("15時-14時").sees("終わりが始まりより前になっています。「10:00-12:00」のように書いてください。")
    assert weeks(talk.world)[-1][1][0] == [1, *PM]
    talk.says("１０時〜１２時、午後").sees("火曜：10:00〜12:00、13:00〜17:00にしました。")
    assert weeks(talk.world)[-1][1][:2] == [[1, 600, 720], [1, *PM]]


def test_all_weekdays_at_once_and_none_on_one(talk_as: TalkAs) -> None:
    talk = talk_as(SATO).presses("hosting.week:").taps("平日ぜんぶを変える").taps("午後（13:00〜17:00）")
    talk.taps("金曜を変える").taps("この日はなし").sees("金曜：なしにしました。")
    assert weeks(talk.world) == [(TODAY, [[day, *PM] for day in range(4)])]


def test_it_counts_from_today_on_and_yesterday_is_not_changed(talk_as: TalkAs) -> None:
    talk = talk_as(SATO)
    talk.world.clock.forward(days=2)
    talk.presses("hosting.week.0:").taps("午前（9:00〜12:00）")
    old, new = weeks(talk.world)
    assert (old[0], new) == (TODAY, ("2026-11-25", [[0, *AM], *old[1]]))


def test_for_now_no_visits_at_a_tap_and_back_as_it_was(talk_as: TalkAs) -> None:
    talk = talk_as(SATO)
    before = weeks(talk.world)[-1][1]
    visits(talk.world, "2026-12-01 14:00")
    talk.presses("hosting:").taps("いまはうかがえない")
    talk.sees(
        "わかりました。いまから、新しい訪問はたのまれません。理由はうかがいません。",
        "12月1日（火）14:00：主任によるSV",
        "訪問は、そのままです。ほかの方にも、まだ何もお伝えしていません。",
    )
    assert weeks(talk.world)[-1] == (TODAY, [])
    talk.presses("hosting:").sees("いまはうかがえない、としています。")
    talk.taps("またうかがえる").sees("おかえりなさい。前の時間に戻しました。", "火曜：13:00〜17:00")
    assert weeks(talk.world)[-1] == (TODAY, before)


def test_a_pause_that_lasts_is_over_at_a_tap(talk_as: TalkAs) -> None:
    talk = talk_as(SATO).presses("hosting.pause:")
    talk.world.clock.forward(days=40)
    before = [[1, *PM], [3, *AM], [3, *PM]]
    talk.presses("hosting.resume:").presses("hosting.resume:")
    assert weeks(talk.world)[-2:] == [(TODAY, []), ("2027-01-02", before)]


@pytest.mark.parametrize(("of", "button"), [("day", "1日"), ("week", "1週間"), ("month", "1か月")])
def test_at_most_how_often_is_set_and_taken_out(talk_as: TalkAs, of: str, button: str) -> None:
    talk = talk_as(SATO).presses("hosting:").taps("件数の上限を決める").taps(f"{button}の件数を変える").taps("2件まで")
    talk.sees(f"{button}：2件まで")
    place = ["day", "week", "month"].index(of)
    assert caps(talk.world) == tuple(2 if number == place else None for number in range(3))
    talk.presses("hosting:").sees(f"件数の上限：{button}に2件まで")
    talk.presses("hosting.caps:").taps(f"{button}の件数を変える").taps("決めない")
    assert caps(talk.world) == (None, None, None)


def test_nobody_else_has_a_door_or_can_press(talk_as: TalkAs) -> None:
    talk = talk_as(ALONE).enters("設定")
    assert "うかがえる時間" not in talk.buttons
    talk.presses("hosting:").sees("前の画面のボタンでした。いまの様子はこちらです。")
    assert "13:00〜17:00" not in talk.everything


def test_who_gives_advice_has_hours_too(talk_as: TalkAs) -> None:
    talk = talk_as(ALONE).presses("reach.advises.on:").enters("設定").taps("うかがえる時間")
    talk.sees("まだ時間がありません。曜日ごとの時間を決めると、訪問の日が選べるようになります。")
    talk.taps("曜日の時間を決める").taps("月曜を変える").taps("午前（9:00〜12:00）")
    assert weeks(talk.world, ALONE) == [(TODAY, [[0, *AM]])]


def test_the_centres_hosts_have_their_own(talk_as: TalkAs) -> None:
    talk_as(CENTRE).enters("設定").taps("うかがえる時間").sees("金曜：9:00〜12:00")
