"""研修の記録: each row can be corrected and deleted, by her alone, and each way leads back."""

from __future__ import annotations

from collections.abc import Callable

from tests.handlers.training.steps import INITIAL, TELL, keeps, kept, life, puts, record, taught
from tests.talk import HOME, STALE, Talk
from tests.world import ALONE

ROW = "初任者研修　令和3年11月20日（土）"
MONTHS = [f"専門コース別研修　令和5年{month}月" for month in range(1, 11)]


def test_a_day_is_corrected(talk: Talk) -> None:
    puts(talk.world, ALONE, ("initial", "2020-11-20", "day"), ("renewal", "2024-06-01", "month"))
    record(talk).sees("初任者研修：令和2年11月20日（金）", "現任研修：令和6年6月").taps("直す・消す")
    talk.taps("初任者研修　令和2年11月20日（金）").sees(
        "初任者研修：令和2年11月20日（金）", "［日にちを直す］", "［消す］", "［戻る］", "［はじめの画面へ］"
    )
    talk.taps("日にちを直す").says("R3.11.20").sees("初任者研修　令和3年11月20日（土）").taps("残す")
    talk.sees("直しました。初任者研修　令和3年11月20日（土）", "現任研修　つぎの期限は、令和14年3月31日（水）です。")
    assert kept(talk.world) == [("initial", "2021-11-20", "day"), ("renewal", "2024-06-01", "month")]


def test_a_correction_that_cannot_be_is_asked_about_and_nothing_changes(talk: Talk) -> None:
    puts(talk.world, ALONE, ("initial", "2021-11-20", "day"), ("renewal", "2024-06-01", "month"))
    record(talk).taps("直す・消す").taps("現任研修　令和6年6月").taps("日にちを直す").says("R2.6")
    assert "残す" not in talk.buttons
    talk.taps("やめる")
    assert kept(talk.world) == [("initial", "2021-11-20", "day"), ("renewal", "2024-06-01", "month")]


def test_a_row_is_deleted_after_one_more_look(talk: Talk) -> None:
    keeps(talk, INITIAL, "R3.11.20").taps("研修の記録へ").taps("直す・消す").taps(ROW).taps("消す")
    talk.sees("初任者研修：令和3年11月20日（土）", "この記録を消しますか。")
    assert len(kept(talk.world)) == 1
    erase = talk.data("消す（元に戻せません）")
    for _ in range(2):
        talk.presses(erase).sees("消しました。", TELL)
    assert kept(talk.world) == []
    talk.taps("研修の記録へ").sees("まだ何もありません。覚えている分だけで大丈夫です。").taps("はじめの画面へ").sees(
        HOME
    )


def test_what_has_gone_meanwhile_is_said(talk: Talk) -> None:
    keeps(talk, INITIAL, "R3.11.20").taps("研修の記録へ").taps("直す・消す").taps(ROW)
    mend, drop = talk.data("日にちを直す"), talk.data("消す")
    talk.taps("消す").taps("消す（元に戻せません）")
    for press in (mend, drop):
        talk.presses(press).sees(STALE)


def test_nobody_corrects_or_deletes_what_is_anothers(talk_as: Callable[[str], Talk]) -> None:
    hers, his = talk_as(ALONE), talk_as("小林 なお")
    keeps(hers, INITIAL, "R3.11.20").taps("研修の記録へ").taps("直す・消す").taps(ROW)
    id = hers.data("消す").partition(":")[2]
    for verb in ("row", "mend", "drop"):
        his.presses(f"training.{verb}:{id}").sees(STALE)
    his.presses(f"training.erase:{id}").sees("消しました。")
    assert kept(hers.world) == [("initial", "2021-11-20", "day")]


def test_many_rows_come_on_pages(talk: Talk) -> None:
    puts(talk.world, ALONE, *(("specialty", f"2023-{month:02}-01", "month") for month in range(1, 11)))
    record(talk).sees("ほかに2件あります。", "専門コース別研修：令和5年10月")
    talk.taps("直す・消す")
    # Each with its day: one has several of a course.
    assert [one for one in talk.buttons if one.startswith("専門")] == MONTHS[:8]
    talk.taps("ほかの記録")
    assert [one for one in talk.buttons if one.startswith("専門")] == MONTHS[8:]


def test_where_she_has_taught_is_kept_and_deleted(talk: Talk) -> None:
    record(talk).taps("教えた経験をつける").sees("主任研修のときに役立つことがあります。").taps(INITIAL)
    talk.sees("どんな役でしたか。").taps("ファシリテーター").says("令和6年11月")
    talk.sees("残しました。初任者研修　ファシリテーター　令和6年11月")
    assert taught(talk.world) == [("initial", "facilitate", "2024-11-01", "month")]
    talk.taps("研修の記録へ").sees("初任者研修：ファシリテーター　令和6年11月").taps("直す・消す")
    talk.taps("初任者研修　ファシリテーター　令和6年11月")
    talk.taps("消す").sees("この記録を消しますか。").taps("消す（元に戻せません）").sees("消しました。")
    assert taught(talk.world) == []


def test_since_when_she_practises_is_kept_corrected_and_deleted(talk: Talk) -> None:
    record(talk).taps("相談支援をはじめた時期").sees(
        "現任研修には、相談支援の実務の年数がいるためです。判断は都道府県がします。"
    )
    talk.says("R13.4").sees("令和13年4月は、まだ先のことです。年をたしかめて、もう一度書いてください。")
    talk.says("H30.4").sees("残しました。相談支援の仕事　平成30年4月から")
    found = life(talk.world)
    assert found and (str(found.practice_on), found.exactly) == ("2018-04-01", "month")
    talk.taps("研修の記録へ").sees("相談支援の仕事：平成30年4月から").taps("相談支援をはじめた時期")
    talk.taps("日にちを直す").says("平成30年度").sees("残しました。相談支援の仕事　平成30年度から")
    talk.taps("研修の記録へ").taps("相談支援をはじめた時期").taps("消す").sees("はじめた時期を消しました。")
    found = life(talk.world)
    assert found and found.practice_on is None


def test_who_begins_late_is_warned_early(talk: Talk) -> None:
    keeps(talk, INITIAL, "R3.11.20")
    record(talk).taps("相談支援をはじめた時期").says("R7.5").sees("残しました。相談支援の仕事　令和7年5月から")
    assert "令和9年5月" in talk.text and "令和9年3月31日（水）" in talk.text
