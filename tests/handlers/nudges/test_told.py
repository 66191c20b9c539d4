"""What is due comes in the morning's letter, once, with its reason; what is true no more does not come at all."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from storage.ids import short
from tests.bot.wires import at, delivery_on, goes
from tests.chat import Chat
from tests.handlers.nudges.told import LATE, ONE, Told, day
from tests.world import ALONE, CENTRE

LAST_YEAR = "今年度が、受けられる最後の年度です（期限 令和9年3月31日（水））。"
WHY = "なぜ今：初任者研修 令和3年11月修了 → 令和4〜8年度のうちに1回（東京都の要項で確認してください）"
SOURCE = "根拠：告示第227号"
CLOSED = (
    "今年度の受付は終わっているようです。ひとりで悩まず、まずセンターへ（☎ 03-0000-0001）。"
    "追加の募集や特例は東京都に確認できます。"
)
OPENS, CLOSES = date(2026, 11, 25), date(2026, 12, 22)
RUN = (date(2027, 1, 12), (OPENS, CLOSES))


@pytest.fixture(autouse=True)
def in_tokyo(told: Told) -> None:
    """The network is of 東京都."""
    told.network(prefecture="東京都")


def test_the_last_year_is_told_once_in_the_morning(told: Told) -> None:
    told.did()
    assert [told.at("2026-11-24", hour) for hour in ("00:00", "02:00", "08:59")] == [[], [], []]
    assert told.at("2026-11-24") == [[ONE, LAST_YEAR, WHY, SOURCE]]
    assert told.around(date(2026, 11, 25), date(2026, 12, 24)) == {}


def test_a_run_is_told_when_it_opens_and_three_times_before_it_closes(told: Told) -> None:
    told.did().run(*RUN)
    told.at("2026-11-24")
    those = OPENS, date(2026, 12, 8), date(2026, 12, 18), CLOSES, date(2026, 12, 23)
    found = told.around(OPENS, date(2027, 1, 31), *those)
    assert {day: lines[:2] for day, lines in found.items()} == {
        date(2026, 11, 25): [LAST_YEAR, "「現任研修 第1回」の申し込みが始まりました。12月22日（火）までです。"],
        date(2026, 12, 8): [LAST_YEAR, "「現任研修 第1回」の申し込みは12月22日（火）まで。あと14日です。"],
        date(2026, 12, 18): [LAST_YEAR, "「現任研修 第1回」の申し込みは12月22日（火）まで。あと4日です。"],
        date(2026, 12, 22): [LAST_YEAR, "「現任研修 第1回」の申し込みは、きょうまでです。"],
        date(2026, 12, 23): [CLOSED],
    }
    assert [lines[2:] for lines in found.values()] == [[WHY, SOURCE]] * 4 + [[]]


def test_what_becomes_due_together_is_one_message(told: Told) -> None:
    told.did()
    for number in range(1, 6):
        told.run(date(2027, 1, 11 + number), (OPENS, CLOSES), f"第{number}回")
    told.at("2026-11-24")
    ((hello, year, *runs, more, _why, _source),) = told.at("2026-11-25")
    assert (hello, year, more) == (ONE, LAST_YEAR, "ほかに2つあります。")
    assert [line.partition("の")[0] for line in runs] == [f"「現任研修\u3000第{n}回」" for n in (1, 2, 3)]


def test_a_run_that_is_entered_on_its_last_morning_is_told_that_morning(told: Told) -> None:
    told.did()
    told.at("2026-11-24")
    at(told.world, "2026-11-25 08:00")
    told.run(date(2027, 1, 12), (None, date(2026, 11, 25)))
    assert told.at("2026-11-25")[0][2] == "「現任研修 第1回」の申し込みは、きょうまでです。"


def test_what_is_entered_after_the_nights_plan_is_told_on_the_same_card(told: Told) -> None:
    told.did()
    assert told.at("2026-11-24", "00:30") == []
    at(told.world, "2026-11-24 08:00")
    told.run(date(2027, 1, 12), (None, date(2026, 11, 24)))
    assert told.at("2026-11-24") == [[ONE, LAST_YEAR, "「現任研修 第1回」の申し込みは、きょうまでです。", WHY, SOURCE]]
    assert told.days(date(2026, 11, 25), date(2026, 11, 27)) == {date(2026, 11, 25): [CLOSED]}


@pytest.mark.parametrize("what", ["record", "run"])
def test_what_has_changed_since_midnight_is_told_that_morning_too(told: Told, what: str) -> None:
    run = told.run(date(2027, 1, 12), (None, date(2026, 11, 25)))
    if what == "run":
        told.did().changes(run, off_at=told.world.clock.now())
    told.at("2026-11-24")
    told.at("2026-11-25", "00:05")
    if what == "run":
        told.chat_of(CENTRE).presses(f"runs.on:{short(run)}")
    else:
        chat = Chat(told.world, str(told.person), together=False).opens().presses("training.add:")
        chat.taps("初任者研修").says("R3.11.20").taps("残す")
    assert told.at("2026-11-25")[-1][2] == "「現任研修 第1回」の申し込みは、きょうまでです。"


@pytest.mark.parametrize(
    ("back", "lines"),
    [
        # A day, a week, a month, a winter.
        ("2026-12-09", [ONE, LATE, LAST_YEAR, "「現任研修 第1回」の申し込みは12月22日（火）まで。あと13日です。"]),
        ("2026-12-14", [ONE, LATE, LAST_YEAR, "「現任研修 第1回」の申し込みは12月22日（火）まで。あと8日です。"]),
        ("2026-12-21", [ONE, LATE, LAST_YEAR, "「現任研修 第1回」の申し込みは12月22日（火）まで。あと1日です。"]),
        ("2027-01-05", [ONE, LATE, CLOSED]),
        ("2027-04-06", [ONE, LATE]),
    ],
)
def test_after_a_time_in_which_nobody_looked_one_message_says_what_is_right_now(
    told: Told, back: str, lines: list[str]
) -> None:
    told.did().run(*RUN)
    told.at("2026-11-24")
    told.at("2026-11-25")
    (first,) = told.at(back)
    assert first[: len(lines)] == lines
    assert told.days(day(back), day(back) + timedelta(days=3)).keys() <= {CLOSES, CLOSES + timedelta(days=1)}


def test_never_at_night_never_on_a_holiday_and_never_on_a_closed_day(told: Told) -> None:
    told.network(prefecture="東京都", closed_days=["2026-11-24"])
    told.did()
    # A Sunday, a holiday, the closed day, and the evening and the night after it.
    for moment in ("2026-11-22 09:00", "2026-11-23 09:00", "2026-11-24 09:00", "2026-11-24 23:00", "2026-11-25 03:00"):
        at(told.world, moment)
        goes(told.world, told.delivery)
    assert told.shown() == []
    assert len(told.at("2026-11-25")) == 1


@pytest.mark.parametrize(
    "what", ["record", "run off", "closing moved", "applied", "not hers", "role", "paused", "removed"]
)
def test_what_is_true_no_more_is_not_told(told: Told, what: str) -> None:
    told.did()
    told.at("2026-11-24")
    told.wire.shown.clear()
    run = told.run(*RUN)
    # Planned in the night; changed before the morning.
    assert told.at("2026-11-25", "00:30") == []
    assert len(told.rows()) == 2
    now = told.world.clock.now()
    match what:
        case "record":
            told.did("renewal", date(2026, 11, 20))
        case "run off":
            told.changes(run, off_at=now)
        case "closing moved":
            told.changes(run, apply_from=date(2026, 11, 27))
        case "applied":
            told.says(run, "applied")
        case "not hers":
            told.lives(not_mine_at=now)
        case "role":
            told.works_as("support_worker")
        case "paused":
            told.likes(paused_at=now)
        case _:
            told.likes(removed_at=now)
    assert told.at("2026-11-25") == []


def test_a_changed_rule_is_looked_at_when_the_letter_is_sent(told: Told) -> None:
    told.did()
    told.at("2026-11-24")
    # Such a course is over after 120 days: on 25 November.
    told.says(told.run(date(2026, 7, 28), (None, date(2026, 7, 1))), "accepted")
    assert told.at("2026-11-26", "00:30") == []
    assert told.rows("rule")[-1] == ("done",)
    told.network(courses=[{"key": "renewal", "lasts": 125}])
    assert told.at("2026-11-26") == []
    assert told.days(date(2026, 11, 27), date(2026, 12, 4)).keys() == {date(2026, 12, 1)}


def test_what_was_not_true_for_a_night_is_told_when_it_is_true_again(told: Told) -> None:
    told.did()
    told.at("2026-11-24")
    run = told.run(*RUN)
    told.at("2026-11-25", "00:30")
    told.changes(run, off_at=told.world.clock.now())
    assert told.at("2026-11-25") == []
    told.changes(run, off_at=None)
    ((_, _, line, *_),) = told.at("2026-11-26")
    assert line.startswith("「現任研修 第1回」の申し込みが始まりました。")
    assert told.days(date(2026, 11, 27), date(2026, 12, 4)) == {}


@pytest.mark.parametrize("roles", [("support_worker",), ("centre", "coordinator"), ("manager",), ("observer",), ()])
def test_who_has_no_deadline_is_told_nothing(told: Told, roles: tuple[str, ...]) -> None:
    told.works_as(*roles)
    told.did().run(*RUN)
    for moment in ("2026-11-24", "2026-11-25", "2026-11-26"):
        told.at(moment)
    assert (told.rows(), [line for lines in told.shown() for line in lines if "年度" in line]) == ([], [])


def test_a_chief_has_one_too(told: Told) -> None:
    told.works_as("chief")
    told.did()
    assert LAST_YEAR in told.at("2026-11-24")[0]


def test_a_record_that_seems_to_have_lapsed_is_told_once(told: Told) -> None:
    told.did(on=date(2018, 8, 20))
    ((_, *lines),) = told.at("2026-11-24")
    assert lines == [
        "登録されている記録では、令和6年3月31日（日）で期限が過ぎているかもしれません。記録の抜けのこともあります。",
        "修了証を見てみてください。勤務の前に、センター（☎ 03-0000-0001）か東京都に確認を。",
    ]
    assert told.days(date(2026, 11, 24), date(2026, 12, 4)) == {}


def test_a_deadline_that_was_moved_is_told_as_moved(told: Told) -> None:
    told.did()
    told.extended(date(2027, 3, 31), date(2028, 3, 31))
    ((_, *lines),) = told.at("2026-11-24")
    assert lines[:2] == [
        "受けられる期間です（期限 令和10年3月31日（金））。",
        "なぜ今：初任者研修 令和3年11月修了。期限は、届いている特例の日です。",
    ]


def test_after_the_course_its_day_is_asked_for(told: Told) -> None:
    told.did()
    days = [{"day": f"2026-11-{on}", "from": None, "until": None} for on in (10, 24)]
    told.says(told.run(date(2026, 11, 10), (date(2026, 10, 1), date(2026, 10, 31)), days=days), "accepted")
    assert told.at("2026-11-24") == []
    assert told.at("2026-11-25") == [[ONE, "「現任研修 第1回」が終わったころです。修了日を教えてください。"]]
    assert told.days(date(2026, 11, 26), date(2026, 12, 4)) == {}


def test_the_year_after_the_first_training(told: Told) -> None:
    told.did(on=date(2026, 8, 24))
    ((_, *lines),) = told.at("2026-11-24")
    assert lines == [
        "同じ組の方との話し合いは、令和9年8月24日（火）までに1回です。",
        "なぜ今：初任者研修 令和8年8月修了 → 1年のうちに、受講の組で1回",
        "根拠：世田谷区 相談支援専門員のキャリアラダー",
    ]
    # The second of them is the day on which the window begins; a Saturday's comes on Monday.
    those = date(2027, 2, 24), date(2027, 4, 1), date(2027, 5, 24), date(2027, 7, 26)
    assert told.around(date(2026, 11, 25), date(2027, 8, 31), *those).keys() == set(those)


def test_between_the_trainings_a_visit_is_offered(told: Told) -> None:
    told.did(on=date(2025, 5, 26)).lives(practice_on=date(2025, 6, 1))
    told.at("2026-11-24")
    ((_, line),) = told.at("2026-11-26")
    assert line == "初任者研修から現任研修までは、SVを受ける機会が少ない時期です。主任と話す時間をとりませんか。"


def test_two_workers_at_once_make_one_row_and_one_message(told: Told) -> None:
    told.did()
    other = delivery_on(told.world, told.wire)
    at(told.world, "2026-11-24 09:00")

    async def both() -> None:
        await asyncio.gather(told.delivery.plan(), other.plan())
        await asyncio.gather(told.delivery.tick(), other.tick())

    told.world.run(both())
    assert (len(told.rows()), len(told.shown())) == (1, 1)


def test_a_clock_that_goes_back_tells_nothing_twice(told: Told) -> None:
    told.did().run(*RUN)
    for moment in ("2026-11-24", "2026-11-25", "2026-11-24", "2026-11-25", "2026-11-26"):
        told.at(moment)
    assert len(told.shown()) == 2
    assert len(set(told.rows())) == len(told.rows()) == 2


def test_a_second_look_on_the_same_day_is_one_statement(told: Told) -> None:
    told.did()
    told.at("2026-11-24", "00:10")
    seen = told.world.clock.now()
    told.at("2026-11-24", "00:11")
    with told.world.app.stores.database.read() as session:
        (kept,) = session.execute(text("SELECT nudged_at FROM networks")).one()
    assert datetime.fromisoformat(str(kept)).minute == seen.minute == 10
    assert told.shown(name=ALONE) == []


def test_what_she_wanted_to_hear_again_and_had_nothing_to_say_that_morning_is_told_when_it_has(told: Told) -> None:
    run = told.did().run(date(2027, 1, 12), (None, date(2026, 12, 22)))
    assert len(told.at("2026-12-08")) == 1
    told.answers("later")
    # In the night it is made; before the morning she has applied, and the day after it has come to nothing.
    assert told.at("2026-12-15", "03:00") == []
    told.says(run, "applied")
    assert told.at("2026-12-15") == []
    told.says(run, "withdrawn")
    assert [len(told.at(day)) for day in ("2026-12-16", "2026-12-17", "2026-12-18")] == [1, 0, 0]
    assert [str(one) for one in told.rows("rule, due")[-1]] == ["again-course", "2026-12-15"]


def test_what_she_wanted_to_hear_again_is_not_told_to_whom_it_does_not_concern(told: Told) -> None:
    told.did().at("2026-11-24")
    told.answers("later")
    told.lives(not_mine_at=told.world.clock.now())
    assert told.days(date(2026, 11, 25), date(2026, 12, 8)) == {}
    told.lives(not_mine_at=None)
    assert told.at("2026-12-09")[0][1] == LAST_YEAR


def test_a_run_that_began_before_the_last_year_and_ended_in_it_still_says_that_it_was_the_last(told: Told) -> None:
    days = [{"day": day, "from": None, "until": None} for day in ("2026-02-13", "2026-04-08")]
    told.did().run(date(2026, 2, 13), (None, date(2026, 2, 4)), days=days)
    assert told.at("2026-11-24") == [[ONE, CLOSED]]
    assert told.days(date(2027, 3, 15), date(2027, 3, 31)) == {}
