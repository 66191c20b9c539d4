"""毎月の声かけ: once a month, on working days, only for who wants it; and two numbers that are hers alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.bot.trouble import rows
from tests.bot.wires import at, delivery_on, goes, telephone
from tests.chat import Chat
from tests.talk import STALE, Talk
from tests.world import ALONE, CENTRE, World

TOKYO = ZoneInfo("Asia/Tokyo")
MORNING = "おはようございます。お知らせは1つだけです。"
BEGIN, END = "今月のモニタリングは何件ですか。", "今月のモニタリング、残りは何件ですか。"
CASE = "ケースを1つ思い浮かべて、3分だけふりかえりをしませんか。"
HERS = "数だけで大丈夫です。見られるのは、あなただけです。"
ON_MONTHS, ON_CASES = "モニタリングの声かけをはじめる", "3分の声かけをはじめる"
OFF_MONTHS = "モニタリングの声かけをやめる"
COUNT, LEFT = "今月の件数を書く", "残りの件数を書く"
FINE = "わかりました。今月は、もう声をかけません。"


def moment(day: str, clock: str = "09:05") -> datetime:
    """Return a moment in Tokyo."""
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=TOKYO)


def on(talk: Talk, day: str) -> Talk:
    """Let it become the morning of a day."""
    return talk.waits_until(moment(day))


def months(world: World) -> list[tuple[object, ...]]:
    """Return the numbers that are kept: month, how many, how many left."""
    found = rows(world, "SELECT first_day, planned, months.left FROM months ORDER BY first_day")
    return [(str(row[0]), *row[1:]) for row in found]


def test_two_numbers_a_month_and_nobody_is_told_a_score(talk: Talk) -> None:
    talk.says("毎月の声かけ").sees(
        "毎月の声かけ",
        "モニタリングの数：いまは声をかけません",
        "3分は、月に1度、10日ごろに。モニタリングは、月のはじめと、件数を書いた月の終わりに。",
        "平日の朝の1通に入ります。お返事がなくても、くり返しません。",
        "数はあなただけのものです。センターも事業所も、だれも見られません。",
    )
    talk.taps(ON_MONTHS).sees("はじめました。つぎは、11月24日（火）の朝の1通です。")
    talk.sees("モニタリングの数：毎月、声をかけます", f"［{OFF_MONTHS}］")
    on(talk, "2026-12-01").hears(MORNING, BEGIN)
    talk.taps(COUNT).sees("12月のモニタリングは何件ですか。", HERS)
    talk.says("たくさん").sees("数で書いてください。「12」「十二」のように書けます。")
    talk.says("１２００件").sees("1200件と読みました。300件まで書けます。もう一度、数を書いてください。")
    talk.says("十二件").sees("12月は12件ですね。わかりました。", "12月24日（木）の朝に、残りを一度だけ聞きます。")
    on(talk, "2026-12-23").hears()
    on(talk, "2026-12-24").hears(MORNING, END)
    talk.taps(LEFT).says("３").sees(
        "残りは3件ですね。今月もおつかれさまです。",
        "手がいっぱいのときは、話せる相手がいます。",
        "［人に話す］",
    )
    on(talk, "2026-12-25").hears()
    assert months(talk.world) == [("2026-12-01", 12, 3)]
    talk.says("毎月の声かけ").sees("令和8年12月：12件（残り3件）")


@pytest.mark.parametrize(
    ("start", "door", "day", "heard"),
    [
        ("2026-11-24 08:00", ON_CASES, "2026-11-24", CASE),
        ("2026-11-24 17:50", ON_CASES, "2026-11-25", CASE),
        ("2026-12-02 17:50", ON_CASES, "2026-12-10", CASE),
        ("2026-12-15 17:50", ON_MONTHS, "2026-12-16", BEGIN),
        # The month is all but over, and nobody is asked what is left of no number.
        ("2026-12-24 17:50", ON_MONTHS, "2027-01-04", BEGIN),
    ],
)
def test_the_morning_that_is_named_is_the_one_on_which_it_comes(
    talk: Talk, start: str, door: str, day: str, heard: str
) -> None:
    talk.waits_until(moment(*start.split()))
    named = f"{int(day[5:7])}月{int(day[8:])}日（{'月火水木金土日'[moment(day).weekday()]}）"
    talk.says("声かけ").taps(door).sees(f"はじめました。つぎは、{named}の朝の1通です。")
    if (before := moment(day) - timedelta(days=1)) > moment(*start.split()):
        talk.waits_until(before).hears()
    on(talk, day)
    talk.hears(MORNING, heard)


def test_what_was_stopped_after_it_came_begins_again_in_the_next_month(chat: Chat) -> None:
    chat.says("声かけ").taps(ON_CASES)
    on(chat, "2026-12-10").taps("この声かけをやめる").taps(ON_CASES).sees(
        "はじめました。つぎは、1月12日（火）の朝の1通です。"
    )
    on(chat, "2026-12-11").hears()
    on(chat, "2027-01-12").hears(MORNING, CASE)


def test_who_has_said_the_number_already_is_asked_next_what_is_left(chat: Chat) -> None:
    chat.waits_until(moment("2026-12-02")).says("声かけ").taps(COUNT).says("12")
    chat.says("声かけ").taps(ON_MONTHS).sees("はじめました。つぎは、12月24日（木）の朝の1通です。")
    on(chat, "2026-12-23").hears()
    on(chat, "2026-12-24").hears(MORNING, END)


def test_nothing_left_is_one_tap(talk: Talk) -> None:
    talk.says("毎月の声かけ").taps(ON_MONTHS)
    on(talk, "2026-12-01").taps(COUNT).says("12")
    on(talk, "2026-12-24").hears(MORNING, END)
    talk.taps("残りはない").sees("12月のモニタリング、ぜんぶ終わりましたね。おつかれさまでした。")
    assert months(talk.world) == [("2026-12-01", 12, 0)]


def test_the_case_is_never_named_and_leads_to_the_reflection(talk: Talk) -> None:
    talk.says("声かけ").taps(ON_CASES).sees("ケースを思い浮かべる3分：毎月、声をかけます")
    on(talk, "2026-11-24").hears(MORNING, CASE)
    on(talk, "2026-12-09").hears()
    on(talk, "2026-12-10").hears(MORNING, CASE)
    talk.taps("3分だけ")
    assert talk.asked
    talk.sees("［面談］")


def test_later_is_another_morning_of_the_same_month_once(talk: Talk) -> None:
    talk.says("声かけ").taps(ON_CASES)
    on(talk, "2026-12-10").hears(MORNING, CASE)
    talk.taps("あとで").sees("いつにしましょうか。", "［12月11日（金）の朝に］", "［12月17日（木）の朝に］")
    talk.taps("12月17日（木）の朝に").sees("わかりました。12月17日（木）の朝に、もう一度だけお知らせします。")
    for day in ("2026-12-11", "2026-12-16"):
        on(talk, day).hears()
    on(talk, "2026-12-17").hears(MORNING, CASE)
    talk.taps("今月はいらない").sees(FINE)
    for day in ("2026-12-18", "2026-12-28"):
        on(talk, day).hears()
    on(talk, "2027-01-12").hears(MORNING, CASE)


def test_not_this_month_also_takes_back_what_was_put_off(chat: Chat) -> None:
    chat.says("声かけ").taps(ON_CASES)
    on(chat, "2026-12-10")
    no = chat.data("今月はいらない")
    chat.taps("あとで").taps("12月11日（金）の朝に")
    chat.presses(no).sees(FINE)
    on(chat, "2026-12-11").hears()


def test_it_is_stopped_on_the_spot(talk: Talk) -> None:
    talk.says("声かけ").taps(ON_MONTHS)
    on(talk, "2026-12-01").taps("この声かけをやめる").sees(
        "わかりました。もう声をかけません。またいつでもはじめられます。"
    )
    talk.sees(f"［{ON_MONTHS}］")
    for day in ("2026-12-24", "2027-01-04"):
        on(talk, day).hears()


def test_an_old_button_is_of_a_month_that_is_over(talk: Talk) -> None:
    talk.says("声かけ").taps(ON_CASES)
    old = on(talk, "2026-12-10").data("あとで")
    on(talk, "2027-01-05")
    talk.presses(old).sees(STALE, "毎月の声かけ")


def test_without_an_answer_nothing_is_repeated_and_nothing_is_asked_at_the_end(chat: Chat) -> None:
    chat.says("声かけ").taps(ON_MONTHS)
    on(chat, "2026-12-01").hears(MORNING, BEGIN)
    for day in ("2026-12-02", "2026-12-15", "2026-12-24", "2026-12-28"):
        on(chat, day).hears()
    on(chat, "2027-01-04").hears(MORNING, BEGIN)


@pytest.mark.parametrize(
    ("days", "heard"),
    [
        # The beginning's question comes until the end's would, and neither when the month is over.
        (["2026-12-22"], [[MORNING, BEGIN]]),
        (["2026-12-24"], [[]]),
        # From 29 December to 3 January nobody works.
        (["2026-12-29"], [[]]),
        (["2027-01-01", "2027-01-03", "2027-01-04"], [[], [], [MORNING, BEGIN]]),
        # A Saturday, and the Monday after it.
        (["2027-05-01", "2027-05-03", "2027-05-06"], [[], [], [MORNING, BEGIN]]),
    ],
)
def test_after_downtime_only_what_is_still_right_comes(chat: Chat, days: list[str], heard: list[list[str]]) -> None:
    chat.says("声かけ").taps(ON_MONTHS)
    for day, lines in zip(days, heard, strict=True):
        on(chat, day).hears(*lines)


def test_on_leave_there_is_none_and_back_in_time_it_comes(chat: Chat) -> None:
    chat.says("声かけ").taps(ON_MONTHS)
    chat.presses("settings:").taps("お休みに入る").taps("まだ決まっていない")
    on(chat, "2026-12-01").hears()
    chat.presses("settings.back:")
    on(chat, "2026-12-03").hears(MORNING, BEGIN)


def test_who_has_said_it_by_herself_is_not_asked(chat: Chat) -> None:
    chat.says("声かけ").taps(ON_MONTHS)
    chat.world.clock.at = moment("2026-12-01", "07:30")
    chat.says("毎月の声かけ").taps(COUNT).says("0")
    for day in ("2026-12-01", "2026-12-24", "2026-12-28"):
        # Of none there is nothing left to ask about.
        on(chat, day).hears()
    assert months(chat.world) == [("2026-12-01", 0, None)]


def test_a_number_that_was_asked_for_in_one_month_is_that_months(chat: Chat) -> None:
    chat.says("声かけ").taps(ON_MONTHS)
    on(chat, "2026-12-01").taps(COUNT)
    chat.world.clock.at = moment("2026-12-02", "08:00")
    chat.says("8").sees("12月は8件ですね。わかりました。")
    chat.says("毎月の声かけ").taps("今月の件数を直す").says("9件").sees("12月は9件ですね。わかりました。")
    assert months(chat.world) == [("2026-12-01", 9, None)]


def test_her_numbers_go_when_she_says_so(talk: Talk) -> None:
    talk.says("毎月の声かけ").taps(COUNT).says("７").sees("11月は7件ですね。わかりました。")
    talk.says("毎月の声かけ").taps("書いた数をぜんぶ消す").taps("消す（元に戻せません）").sees("数をぜんぶ消しました。")
    assert months(talk.world) == []


def test_what_is_left_of_no_number_is_not_asked(chat: Chat) -> None:
    chat.says("毎月の声かけ")
    for verb in ("rhythms.left:", "rhythms.none_left:"):
        chat.presses(verb).sees(STALE)
    assert months(chat.world) == []


def test_a_month_is_asked_once_by_two_who_plan_at_once(world: World) -> None:
    Chat(world, world.person()).opens().says("声かけ").taps(ON_MONTHS)
    wires = [telephone(), telephone()]
    deliveries = [delivery_on(world, wire) for wire in wires]
    for moment_ in ("2026-12-01 09:05", "2026-12-01 12:00", "2026-12-02 09:05"):
        at(world, moment_)
        for delivery in deliveries:
            world.run(delivery.plan())
    assert rows(world, "SELECT count(*) FROM outbox WHERE kind = 'rhythms.begin'") == [(1,)]
    goes(world, deliveries[0])


def test_nobody_else_reads_her_numbers(chat: Chat, chat_as: Callable[[str], Chat]) -> None:
    chat.says("毎月の声かけ").taps(COUNT).says("287")
    other = chat_as(CENTRE)
    shown = [other.presses(f"{verb}:").everything for verb in ("desk", "roster", "rhythms", "mydata", "record")]
    assert [text for text in shown if "287" in text] == []
    assert rows(
        chat.world, f"SELECT count(*) FROM months JOIN people ON people.id = person_id WHERE name = '{ALONE}'"
    ) == [(1,)]
