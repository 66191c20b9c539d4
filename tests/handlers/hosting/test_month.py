"""「来月うかがえる時間は？」: from the 20th on, once a month and person, also after downtime and leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest

from handlers.hosting import rules
from storage.hosts import Week
from tests.bot.trouble import rows
from tests.chat import Chat
from tests.handlers.hosting.steps import SATO, moment, visits, weeks
from tests.talk import STALE, Talk
from tests.world import ALONE, START

T = TypeVar("T", bound=Talk)
TalkAs = Callable[[str], Talk]
TODAY = str(START.date())
ASK = "来月うかがえる時間は？"
DEFAULT = "いまと同じでよければ、このままで大丈夫です。"
AM, PM = [540, 720], [780, 1020]
WEEK = [[1, *PM], [3, *AM], [3, *PM]]


@pytest.mark.parametrize(
    ("today", "closed", "month"),
    [
        # A Friday.
        ("2026-11-19", [], None),
        ("2026-11-20", [], "2026-12-01"),
        ("2026-11-30", [], "2026-12-01"),
        ("2026-12-01", [], None),
        # A Sunday: the Monday after it.
        ("2026-12-20", [], None),
        ("2026-12-21", [], "2027-01-01"),
        # A Saturday, and a Monday that is a holiday (春分の日 stands in for the Sunday).
        ("2027-03-20", [], None),
        ("2027-03-22", [], None),
        ("2027-03-23", [], "2027-04-01"),
        # 敬老の日 and its neighbours.
        ("2026-09-20", [], None),
        ("2026-09-23", [], None),
        ("2026-09-24", [], "2026-10-01"),
        # The centre is closed.
        ("2026-11-20", ["2026-11-20"], None),
        ("2026-11-24", ["2026-11-20"], "2026-12-01"),
    ],
)
def test_it_comes_from_the_20th_or_the_first_working_day_after(
    today: str, closed: list[str], month: str | None
) -> None:
    found = rules.asks_for(date.fromisoformat(today), closed)
    assert (found and found.isoformat()) == month


def posted(talk: Talk) -> list[tuple[str, str]]:
    """Return whom the question was posted to, by name, and how it stands."""
    wanted = "SELECT people.name, state FROM outbox JOIN people ON people.id = person_id WHERE kind = 'hosting.month'"
    return sorted((str(name), str(state)) for name, state in rows(talk.world, wanted))


def on(talk: Talk, day: str) -> Talk:
    """Let it become the morning of a day."""
    return talk.waits_until(moment(day, "09:05"))


def asked_on(talk: T, day: str) -> T:
    """Let it become the morning of a day on which the question comes."""
    on(talk, day).hears("おはようございます。お知らせは1つだけです。", ASK)
    return talk


def not_asked_on(talk: Talk, day: str) -> Talk:
    """Let it become the morning of a day on which nothing comes."""
    on(talk, day).hears()
    return talk


def test_no_answer_is_an_answer_and_it_comes_once(talk_as: TalkAs) -> None:
    talk = talk_as(SATO)
    not_asked_on(talk, "2026-12-18")
    asked_on(talk, "2026-12-21")
    for day in ("2026-12-22", "2026-12-28"):
        not_asked_on(talk, day)
    assert weeks(talk.world) == [(TODAY, WEEK)]


def test_all_hosts_are_asked_and_nobody_else(talk_as: TalkAs) -> None:
    talk = talk_as(SATO)
    talk.world.clock.at = moment("2026-12-21", "09:05")
    talk.world.tick()
    assert {name for name, _ in posted(talk)} == {"佐藤 はるか", "高橋 まこと", "田中 みほ", "鈴木 かなえ"}


def test_as_last_month_at_a_tap(talk_as: TalkAs) -> None:
    talk = asked_on(talk_as(SATO), "2026-12-21").taps("先月と同じ")
    talk.sees("わかりました。1月も、この時間でお願いします。", "火曜：13:00〜17:00")
    assert weeks(talk.world) == [(TODAY, WEEK)]
    asked_on(talk, "2027-01-20")


def test_another_pattern_is_one_of_next_month_on(talk_as: TalkAs) -> None:
    talk = asked_on(talk_as(SATO), "2026-12-21").taps("変える").sees("1月1日（金）からの時間", "火曜：13:00〜17:00")
    talk.taps("火曜を変える").taps("この日はなし").sees("1月1日（金）からの時間")
    assert weeks(talk.world) == [(TODAY, WEEK), ("2027-01-01", WEEK[1:])]
    talk.presses("hosting:").sees("火曜：13:00〜17:00", "1月1日（金）から：木曜 9:00〜12:00、13:00〜17:00")


def test_not_next_month_and_the_month_after_as_before(talk_as: TalkAs) -> None:
    talk = talk_as(SATO)
    visits(talk.world, "2027-01-05 14:00")
    visits(talk.world, "2027-02-02 14:00")
    asked_on(talk, "2026-12-21").taps("来月はうかがえない")
    talk.sees("わかりました。1月は、訪問をたのまれません。2月から、元の時間に戻ります。")
    talk.sees("その時間に、訪問があります", "1月5日（火）14:00：主任によるSV")
    assert "2月2日" not in talk.text
    assert weeks(talk.world) == [(TODAY, WEEK), ("2027-01-01", []), ("2027-02-01", WEEK)]


def test_a_month_without_her_is_left_alone_and_she_is_asked_in_it(talk_as: TalkAs) -> None:
    talk = asked_on(talk_as(SATO), "2026-12-21").taps("来月はうかがえない")
    # What is changed meanwhile leaves that month alone.
    talk.presses("hosting.week.1:").taps("この日はなし")
    assert weeks(talk.world)[-2:] == [("2027-01-01", []), ("2027-02-01", WEEK[1:])]
    # In that month she is not taken for somebody who has left it for good.
    asked_on(talk, "2027-01-20").taps("先月と同じ").sees("2月1日（月）から：木曜 9:00〜12:00、13:00〜17:00")


def test_a_no_is_taken_back_at_a_tap(talk_as: TalkAs) -> None:
    talk = asked_on(talk_as(SATO), "2026-12-21").taps("来月はうかがえない").taps("やっぱりうかがえる")
    talk.sees("わかりました。1月も、うかがえる時間に戻しました。")
    assert [rules.week_on(rows_of(talk), date(2027, 1, 1))] == [[tuple(span) for span in WEEK]]


def rows_of(talk: Talk) -> list[Week]:
    """Return her weeks as rows."""
    return [Week(from_day=date.fromisoformat(day), spans=spans) for day, spans in weeks(talk.world)]


@pytest.mark.parametrize("label", ["先月と同じ", "来月はうかがえない"])
def test_a_button_of_last_months_question_is_an_old_one(talk_as: TalkAs, label: str) -> None:
    talk = asked_on(talk_as(SATO), "2026-12-21")
    old = talk.data(label)
    talk.waits_until(moment("2027-01-04", "08:00")).presses(old).sees(STALE)
    assert weeks(talk.world) == [(TODAY, WEEK)]


def test_who_has_no_hours_is_asked_for_some(talk_as: TalkAs) -> None:
    talk = talk_as(ALONE).presses("reach.advises.on:")
    asked_on(talk, "2026-12-21").taps("来月はうかがえない").sees(
        "わかりました。1月は、訪問をたのまれません。2月から、元の時間に戻ります。"
    )
    assert weeks(talk.world, ALONE) == []


@pytest.mark.parametrize(
    ("down", "back", "heard"),
    [
        # Down over the 20th; up again in the same month.
        ("2026-12-18", "2026-12-24", True),
        # Down until next month has begun: nothing to ask any more.
        ("2026-12-18", "2027-01-05", False),
    ],
)
def test_after_downtime_it_comes_late_once_or_not_at_all(talk_as: TalkAs, down: str, back: str, heard: bool) -> None:
    talk = not_asked_on(talk_as(SATO), down)
    talk.world.clock.at = moment(back, "09:05")
    talk.restarts().comes()
    assert (ASK in talk.heard()) is heard
    not_asked_on(talk, "2027-01-06")
    asked_on(talk, "2027-01-20")
    assert len([name for name, _ in posted(talk) if name == SATO]) == 1 + heard


def test_on_leave_she_is_asked_when_she_is_back(talk_as: TalkAs) -> None:
    talk = talk_as(SATO).enters("設定").taps("お休みに入る").taps("まだ決まっていない")
    not_asked_on(talk, "2026-12-21").presses("settings.back:")
    on(talk, "2026-12-22")
    assert ASK in talk.heard()


def test_who_is_back_only_next_month_is_not_asked_about_it(talk_as: TalkAs) -> None:
    talk = not_asked_on(talk_as(SATO), "2026-12-18").enters("設定").taps("お休みに入る").taps("まだ決まっていない")
    not_asked_on(talk, "2026-12-21").presses("settings.back:")
    not_asked_on(talk, "2027-01-05")


def test_who_has_said_not_now_is_left_in_peace(talk_as: TalkAs) -> None:
    talk = talk_as(SATO).presses("hosting.pause:")
    not_asked_on(talk, "2026-12-21")
    talk.presses("hosting.resume:")
    # She has just said it by herself.
    not_asked_on(talk, "2026-12-22")
    asked_on(talk, "2027-01-20")


def test_who_has_just_said_it_by_herself_is_not_asked(talk_as: TalkAs) -> None:
    talk = talk_as(SATO)
    # The demo's hosts have had their hours since the 23rd.
    not_asked_on(talk, "2026-11-24")
    talk.world.clock.at = moment("2026-12-21", "08:00")
    talk.presses("hosting.week.0:").taps("午前（9:00〜12:00）")
    not_asked_on(talk, "2026-12-21")
    asked_on(talk, "2027-01-20")


def test_who_is_no_host_any_more_is_not_asked(talk_as: TalkAs) -> None:
    talk = talk_as(ALONE).presses("reach.advises.on:")
    talk.world.clock.at = moment("2026-12-21", "08:00")
    talk.world.run(talk.world.app.delivery.plan())
    talk.presses("reach.advises.off:")
    not_asked_on(talk, "2026-12-21")


def test_it_shows_the_pattern_that_goes_on_and_three_ways(chat_as: Callable[[str], Chat]) -> None:
    chat = chat_as(SATO)
    _, card = asked_on(chat, "2026-12-21").notices[0]["cards"]
    assert card["facts"] == [["火曜", "13:00〜17:00"], ["木曜", "9:00〜12:00、13:00〜17:00"]]
    assert card["paragraphs"] == [DEFAULT]
    assert [button["label"] for button in card["buttons"]] == ["先月と同じ", "変える", "来月はうかがえない"]


def test_who_has_none_is_told_why(chat_as: Callable[[str], Chat]) -> None:
    chat = chat_as(ALONE).presses("reach.advises.on:")
    _, card = asked_on(chat, "2026-12-21").notices[0]["cards"]
    assert card["paragraphs"] == ["曜日ごとの時間を決めておくと、訪問の日を自動で合わせられます。"]
    assert [button["label"] for button in card["buttons"]] == ["時間を決める", "来月はうかがえない"]
