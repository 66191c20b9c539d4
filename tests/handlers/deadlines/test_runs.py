"""Who has applied for a run and of whom nobody knows yet, by run; names only when opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.handlers.deadlines import people
from tests.handlers.deadlines.people import DONE, LAST, LATER, PASSED
from tests.handlers.runs.steps import changed, not_recommended
from tests.talk import STALE, Talk
from tests.world import CENTRE

TITLE = "現任研修（12月の回）"
CLOSED = "今年度の受付は終わっているようです"
WHEN = "受付は12月1日（火）まで・1月12日（火）開講"


@pytest.fixture
def desk(talk_as: Callable[[str], Talk]) -> Talk:
    """The coordinator's chat, where a run fills the windows of two, of whom both may take it."""
    talk = talk_as(CENTRE)
    people.train(talk.world, *DONE)
    for name in (LAST, LATER):
        people.practises(talk.world, name, date(2020, 4, 1))
    return talk


def test_without_a_run_there_is_nothing_to_ask(desk: Talk) -> None:
    desk.presses("deadlines:").taps("申し込みの様子を見る").sees("開講の予定がまだ入っていません")


def test_who_has_said_what_of_a_run_is_counted_and_opened(desk: Talk) -> None:
    run = people.offer(desk.world, until=date(2026, 12, 1), opens=date(2027, 1, 12))
    people.says(desk.world, LATER, run, "applied")
    people.says(desk.world, PASSED, run, "withdrawn")
    desk.presses("deadlines:").taps("申し込みの様子を見る").sees(f"{TITLE}：{WHEN}").taps(TITLE)
    desk.sees(f"日程：{WHEN}", "申し込んだ方：1人", "この回は受けない方：1人", "受講が決まった方：0人")
    assert not any(name in desk.text for name in (LAST, LATER, PASSED))
    desk.taps("申し込んだ方").sees("中村 ゆう（相談室 こかげ）：令和12年3月31日（日）まで・申し込みずみ")
    desk.taps("この回へ").taps("まだ聞いていない方")
    assert LAST in desk.text and LATER not in desk.text


def test_where_only_a_run_of_last_year_is_known_nobody_says_that_all_have_closed(desk: Talk) -> None:
    people.offer(desk.world, until=date(2025, 12, 1), opens=date(2026, 1, 12))
    assert CLOSED not in desk.presses("deadlines:").text
    people.offer(desk.world, until=date(2026, 11, 22), opens=date(2027, 1, 12))
    assert CLOSED in desk.presses("deadlines:").text


def test_a_run_that_does_not_take_place_is_shown_no_more(desk: Talk) -> None:
    run = people.offer(desk.world, until=date(2026, 12, 1), opens=date(2027, 1, 12))
    button = desk.presses("deadlines.runs:").data(TITLE)
    with people.inside(desk.world) as here:
        people.call_off(here, run, desk.world.clock.now())
    desk.presses(button).sees(STALE)


def test_whom_the_ward_does_not_recommend_nobody_waits_for(desk: Talk) -> None:
    """As long as nothing else is open; what she can apply for herself is said all the same."""
    until, opens = date(2026, 12, 1), date(2027, 1, 12)
    run = people.offer(desk.world, until=until, opens=opens)
    changed(desk.world, run, by_ward=True)
    waits = f"{LAST}（相談支援センター ひなた）：令和9年3月31日（水）まで・"
    desk.presses("deadlines:").sees(f"{waits}申し込みはまだ聞いていません・受付は12月1日（火）まで")
    not_recommended(desk.world, LAST, run)
    desk.presses("deadlines:").sees(f"{waits}いま開いている回は、区の推薦を見送っています")
    people.offer(desk.world, until=until, opens=opens)
    desk.presses("deadlines:").sees(f"{waits}申し込みはまだ聞いていません・受付は12月1日（火）まで")
