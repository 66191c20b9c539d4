"""What each answer to a nudge does, on every face; old buttons are answered with how things stand."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from tests.handlers.nudges.told import Told
from tests.talk import Talk
from tests.world import CENTRE

TOKYO = ZoneInfo("Asia/Tokyo")
LAST_YEAR = "今年度が、受けられる最後の年度です（期限 令和9年3月31日（水））。"
CLOSES = "「現任研修 第1回」の申し込みは12月22日（火）まで。あと14日です。"
ANSWERS = (
    "［申し込んだ］",
    "［この回を見る］",
    "［修了した］",
    "［あとで］",
    "［わたしは対象外］",
    "［いまは休んでいる］",
)
RUN = (date(2027, 1, 12), (None, date(2026, 12, 22)))
# A run that is over on 7 December.
TOOK, DAYS = date(2026, 12, 1), [{"day": f"2026-12-{on}", "from": None, "until": None} for on in ("01", "07")]
APPLIED = "「現任研修 第1回」に申し込んだと残しました。1月12日（火）に始まります。"
WHEN = "修了したのはいつですか。「R3.11.20」「令和3年11月」「H24」のように、分かるところまで。"
BY_WARD = "申し込みには、区の推薦がいります。［この回を見る］からお願いできます。"
STALE = "この間に様子が変わりました。いまは、次のとおりです。"


def morning(talk: Talk, day: str) -> Talk:
    """Let a morning come."""
    return talk.waits_until(datetime.fromisoformat(f"{day} 09:00").replace(tzinfo=TOKYO))


def whole(talk: Talk) -> str:
    """Return all that she has, with the wide blank between a course and its run's name as it is."""
    return talk.everything.replace("\\u3000", "\u3000")


@pytest.fixture
def nudged(talk: Talk) -> tuple[Talk, Told]:
    """Two weeks before an application ends she is told of it."""
    told = Told(talk.world)
    told.did().run(*RUN)
    morning(talk.opens(), "2026-12-08")
    return talk, told


def test_she_sees_why_now_until_when_and_what_to_do(nudged: tuple[Talk, Told]) -> None:
    talk, _ = nudged
    shown = talk.everything
    for words in (
        LAST_YEAR,
        CLOSES,
        "なぜ今：初任者研修 令和3年11月修了 → 令和4〜8年度のうちに1回",
        "根拠：告示第227号",
    ):
        assert words in shown, words


def test_she_has_applied(nudged: tuple[Talk, Told]) -> None:
    talk, told = nudged
    talk.taps("申し込んだ").sees(APPLIED)
    assert told.rows("answered") == [("applied",), ("applied",)]
    for day in ("2026-12-18", "2026-12-22", "2026-12-23"):
        morning(talk, day)
    assert len(told.rows()) == 2


def test_of_several_runs_she_says_which(talk: Talk) -> None:
    told = Told(talk.world)
    told.did().run(*RUN)
    told.run(date(2027, 2, 12), (None, date(2026, 12, 22)), "現任研修 第2回")
    morning(talk.opens(), "2026-12-08").taps("申し込んだ").sees("どの回に申し込みましたか。", "［現任研修 第1回］")
    talk.taps("現任研修 第2回").sees("「現任研修 第2回」に申し込んだと残しました。2月12日（金）に始まります。")
    assert {row[0] for row in told.rows("answered")} == {"applied"}
    with talk.world.app.stores.database.read() as session:
        open = text("SELECT count(*) FROM outbox WHERE kind = 'nudge.told' AND closed_at IS NULL")
        assert session.execute(open).scalar_one() == 0


def test_a_run_that_is_over_is_not_offered(talk: Talk) -> None:
    told = Told(talk.world)
    told.did()
    told.run(date(2026, 6, 1), (None, None), "現任研修 春")
    told.run(date(2026, 7, 1), (None, None), "現任研修 夏")
    told.run(*RUN)
    morning(talk.opens(), "2026-12-08").taps("申し込んだ").sees(APPLIED)
    assert "どの回に" not in talk.everything


def test_where_no_run_is_known_it_is_noted(talk: Talk) -> None:
    told = Told(talk.world)
    told.did()
    morning(talk.opens(), "2026-12-08").taps("申し込んだ")
    talk.sees("わかりました。どの回かは、「研修」でいつでも選べます。")
    assert told.rows("answered") == [("applied",)]


@pytest.mark.parametrize(
    ("button", "day", "back"), [("明日", "12月9日（水）", "2026-12-09"), ("来週", "12月15日（火）", "2026-12-15")]
)
def test_later_is_told_once_on_that_day(nudged: tuple[Talk, Told], button: str, day: str, back: str) -> None:
    talk, told = nudged
    talk.taps("あとで").sees("いつ、もう一度お知らせしましょうか。")
    talk.taps(button).sees(f"わかりました。{day}の朝に、もう一度お知らせします。")
    morning(talk, back)
    assert [row[0] for row in told.rows("rule")] in (
        ["window", "run", "again-course"],
        ["run", "window", "again-course"],
    )
    morning(talk, "2026-12-16")
    assert len(told.rows()) == 3


@pytest.mark.parametrize("said", ["12月28日", "R8.12.28", "令和8年12月28日", "２０２６/１２/２８"])
def test_a_day_of_her_own_in_any_form(nudged: tuple[Talk, Told], said: str) -> None:
    talk, _ = nudged
    talk.taps("あとで").taps("日を選ぶ").says(said)
    talk.sees("わかりました。12月28日（月）の朝に、もう一度お知らせします。")


def test_before_a_day_of_her_own_the_last_application_is_told_all_the_same(nudged: tuple[Talk, Told]) -> None:
    talk, told = nudged
    talk.taps("あとで").taps("日を選ぶ").says("12/28")
    talk.sees(
        "わかりました。12月28日（月）の朝に、もう一度お知らせします。",
        "最後の申し込みの締切（12月22日（火））だけは、その前に1度お知らせします。",
    )
    for day in ("2026-12-09", "2026-12-17"):
        morning(talk, day)
    assert len(told.rows()) == 2
    morning(talk, "2026-12-18")
    morning(talk, "2026-12-22")
    assert [str(row[0]) for row in told.rows("rule")].count("last") == 1
    assert len(told.rows()) == 3


def test_it_does_not_concern_her_and_she_can_take_that_back(nudged: tuple[Talk, Told]) -> None:
    talk, told = nudged
    talk.taps("わたしは対象外").sees("研修の期限のお知らせが、届かなくなります。記録は残り、いつでも戻せます。")
    assert told.rows("answered") == [("",), ("",)]
    sure = talk.data("対象外にする")
    talk.taps("やめる").sees("現任研修", *ANSWERS).presses(sure).sees(
        "わかりました。研修の期限のことは、もうお知らせしません。"
    )
    back = talk.data("もとにもどす")
    morning(talk, "2026-12-18")
    assert len(told.rows()) == 2
    talk.presses(back).sees("もとにもどしました。研修の期限のことを、またお知らせします。")
    morning(talk, "2026-12-21")
    assert len(told.rows()) == 3


def test_only_this_run_does_not(nudged: tuple[Talk, Told]) -> None:
    talk, told = nudged
    talk.taps("わたしは対象外").taps("この回だけ対象外にする").sees(
        "わかりました。この回のことは、もうお知らせしません。"
    )
    morning(talk, "2026-12-18")
    assert len(told.rows()) == 2


def test_what_is_said_of_one_run_takes_back_nothing_that_she_said_of_all(nudged: tuple[Talk, Told]) -> None:
    talk, told = nudged
    talk.taps("わたしは対象外")
    only = talk.data("この回だけ対象外にする")
    talk.taps("対象外にする").presses(only).sees("わかりました。この回のことは、もうお知らせしません。")
    assert told.is_out()
    told.run(date(2027, 2, 12), (None, date(2026, 12, 22)), "現任研修 第2回")
    morning(talk, "2026-12-18")
    assert len(told.rows()) == 2


def test_who_rests_is_led_to_her_leave(nudged: tuple[Talk, Told]) -> None:
    talk, told = nudged
    talk.taps("いまは休んでいる").taps("まだ決まっていない").sees("［お休みをおわる］")
    for day in ("2026-12-09", "2026-12-18", "2026-12-22", "2026-12-23"):
        morning(talk, day)
    assert [str(row[0]) for row in told.rows("rule")].count("last") == 1


def test_who_leaves_the_question_of_her_leave_is_told_on(nudged: tuple[Talk, Told]) -> None:
    talk, told = nudged
    talk.taps("いまは休んでいる")
    assert told.rows("answered") == [("",), ("",)]
    talk.taps("まだ決まっていない").sees("［お休みをおわる］")
    assert told.rows("answered") == [("away",), ("away",)]


def test_of_what_is_completed_only_the_day_is_asked(nudged: tuple[Talk, Told]) -> None:
    talk, told = nudged
    talk.taps("修了した").sees("読めるのは、あなたとセンターの調整役だけです。修了証の写しはいりません。", WHEN)
    talk.says("R8.12.1").sees("現任研修　令和8年12月1日（火）").taps("残す")
    talk.sees("残しました。現任研修　令和8年12月1日（火）")
    morning(talk, "2026-12-18")
    assert len(told.rows()) == 2


def test_after_a_course_its_day_alone_is_asked(talk: Talk) -> None:
    told = Told(talk.world)
    told.did(on=date(2020, 11, 20)).did("renewal", date(2022, 5, 1))
    told.says(told.run(TOOK, (None, date(2026, 11, 30)), "第3回", course="chief", days=DAYS), "accepted")
    morning(talk.opens(), "2026-12-08")
    assert "「主任研修　第3回」が終わったころです。修了日を教えてください。" in whole(talk)
    talk.taps("修了した").sees(WHEN).says("R8.12.7").sees("主任研修　令和8年12月7日（月）")


def test_a_run_goes_by_its_course_and_has_a_door(talk: Talk) -> None:
    told = Told(talk.world)
    told.did().run(*RUN, title="第3回")
    morning(talk.opens(), "2026-12-08")
    assert "「現任研修　第3回」の申し込みは12月22日（火）まで。あと14日です。" in whole(talk)
    talk.taps("この回を見る").sees("現任研修　第3回", "申し込み：12月22日（火）まで。あと14日です。")
    talk.taps("受けられる研修へ").sees("1 現任研修　第3回：1月12日（火）開講・12月22日（火）まで。あと14日です。")


def test_of_several_runs_the_door_is_their_list(talk: Talk) -> None:
    told = Told(talk.world)
    told.did().run(*RUN, title="第3回", by_ward=True)
    told.run(date(2027, 2, 12), (None, date(2026, 12, 22)), "第4回")
    morning(talk.opens(), "2026-12-08")
    assert "区の推薦がいる回があります。［受けられる研修］からお願いできます。" in talk.everything
    talk.taps("受けられる研修").sees("2 現任研修　第4回：2月12日（金）開講・12月22日（火）まで。あと14日です。")


def test_where_the_ward_recommends_it_says_what_to_do_and_then_how_that_stands(talk: Talk) -> None:
    told = Told(talk.world)
    told.did().run(*RUN, by_ward=True)
    morning(talk.opens(), "2026-12-08")
    assert BY_WARD in talk.everything
    talk.taps("この回を見る").taps("区の推薦をお願いする").taps("区の推薦をお願いする")
    morning(talk, "2026-12-18")
    assert "12月8日（火）に、区の推薦をお願いしました。" in talk.everything and BY_WARD not in talk.text


def test_of_a_run_that_the_ward_does_not_recommend_she_is_reminded_no_more_until_that_is_taken_back(talk: Talk) -> None:
    told = Told(talk.world)
    told.did().run(*RUN, by_ward=True)
    morning(talk.opens(), "2026-12-08").taps("この回を見る")
    talk.taps("区の推薦をお願いする").taps("区の推薦をお願いする")
    centre = told.chat_of(CENTRE)
    centre.presses("runs.asked:").taps("1を見る").taps("今回は見送る").sees("［返事を取り消す］")
    for day in ("2026-12-09", "2026-12-18", "2026-12-22"):
        morning(talk, day)
    assert len(told.rows()) == 2
    centre.taps("返事を取り消す")
    talk.waits(minutes=1)
    assert len(told.rows()) == 3 and "「現任研修 第1回」の申し込みは、きょうまでです。" in talk.everything


def test_after_a_course_that_she_did_not_take_part_in(talk: Talk) -> None:
    told = Told(talk.world)
    told.did()
    told.says(told.run(TOOK, (None, date(2026, 11, 30)), days=DAYS), "applied")
    morning(talk.opens(), "2026-12-08").taps("受けなかった").sees("わかりました。この回のことは、もうお聞きしません。")


def test_an_old_button_is_answered_with_how_things_stand(nudged: tuple[Talk, Told]) -> None:
    talk, told = nudged
    later = talk.data("あとで")
    told.did("renewal", date(2026, 12, 1))
    for verb in ("applied", "later", "tomorrow", "week", "day"):
        # Each from where nothing of the one before is shown any more.
        talk.opens().presses(later.replace("nudge.later", f"nudge.{verb}")).sees("［はじめの画面へ］")
        assert told.rows("answered") == [("",), ("",)], verb


def test_nobody_answers_for_another(nudged: tuple[Talk, Told]) -> None:
    talk, told = nudged
    data = talk.data("わたしは対象外")
    told.works_as("counsellor", name="田中 みほ")
    other = told.chat_of("田中 みほ")
    other.presses(data)
    assert told.rows("answered") == [("",), ("",)]
