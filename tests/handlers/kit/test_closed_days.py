"""A centre's closed days count wherever working days are counted: a day, a week, over the turn of the year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from handlers.kit import days
from storage.db import EVERYWHERE
from storage.networks import Network
from tests.bot.wires import at
from tests.handlers.reflection.steps import reflect
from tests.house.tree import calls, product
from tests.talk import Talk
from tests.world import ALONE, World

TOKYO = ZoneInfo("Asia/Tokyo")
NINE, SIX = 9 * 60, 18 * 60
# What takes closed days, and at which place.
TAKES = {
    "days.is_working_day": 1,
    "days.working_day": 1,
    "days.working_days_before": 2,
    "days.is_letter_time": 3,
    "days.rings": 3,
    "days.next_hours": 2,
    "days.letter_day": 2,
    "rules.ask_day": 2,
    "rules.unseen_since": 1,
}


def span(first: str, last: str) -> list[str]:
    """Return the days from one to another, as a network keeps them."""
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return [(begin + timedelta(days=n)).isoformat() for n in range((end - begin).days + 1)]


def tokyo(moment: str) -> datetime:
    """Return a moment on Tokyo's clock."""
    return datetime.fromisoformat(moment).replace(tzinfo=TOKYO)


def closes(world: World, closed: list[str]) -> None:
    """Let every network's centre be closed on some days."""
    with world.app.stores.database.write() as session:
        session.execute(update(Network).values(closed_days=closed).execution_options(**EVERYWHERE))


WEEK = span("2026-11-30", "2026-12-04")
# 28 December and 4 to 6 January: with the turn of the year and the week-ends it is 26 December to 6 January.
NEW_YEAR = ["2026-12-28", *span("2027-01-04", "2027-01-06")]


@pytest.mark.parametrize(
    ("closed", "day", "first"),
    [
        ([], "2026-11-30", "2026-11-30"),
        (["2026-11-30"], "2026-11-30", "2026-12-01"),
        (WEEK, "2026-11-28", "2026-12-07"),
        (WEEK, "2026-12-04", "2026-12-07"),
        (WEEK, "2026-12-07", "2026-12-07"),
        (NEW_YEAR, "2026-12-25", "2026-12-25"),
        (NEW_YEAR, "2026-12-26", "2027-01-07"),
        (NEW_YEAR, "2027-01-03", "2027-01-07"),
        # A week-end and a public holiday that stand in it too change nothing.
        (span("2027-01-08", "2027-01-11"), "2027-01-08", "2027-01-12"),
    ],
)
def test_the_first_day_on_which_the_centre_is_open(closed: list[str], day: str, first: str) -> None:
    assert days.working_day(date.fromisoformat(day), closed).isoformat() == first
    assert days.is_working_day(date.fromisoformat(day), closed) is (day == first)


def test_counting_back_passes_closed_days_by() -> None:
    assert days.working_days_before(date(2026, 12, 8), 3, WEEK) == date(2026, 11, 26)
    assert days.working_days_before(date(2027, 1, 8), 2, NEW_YEAR) == date(2026, 12, 25)


def test_on_a_closed_day_no_letter_comes_and_nothing_rings() -> None:
    monday = tokyo("2026-11-30 09:00")
    assert (days.is_letter_time(monday, NINE, SIX, WEEK), days.rings(monday, NINE, SIX, WEEK)) == (False, False)
    assert (days.is_letter_time(monday, NINE, SIX), days.rings(monday, NINE, SIX)) == (True, True)
    assert days.next_hours(tokyo("2026-11-27 20:00"), NINE, WEEK) == tokyo("2026-12-07 09:00")
    assert days.letter_day(tokyo("2026-11-27 20:00"), NINE, WEEK) == date(2026, 12, 7)
    assert days.letter_day(tokyo("2026-12-25 12:00"), NINE, NEW_YEAR) == date(2027, 1, 7)


@pytest.fixture
def talk(meets: Callable[[str], Talk]) -> Talk:
    """The chat of somebody whose centre is closed for a week from 30 November on."""
    talk = meets(ALONE)
    closes(talk.world, WEEK)
    return talk.opens()


def test_a_next_step_is_asked_about_on_the_next_day_that_is_open(talk: Talk) -> None:
    reflect(talk, step="散歩").sees("次の一歩：散歩（12月7日（月）に聞きます）")
    for day in (*WEEK, "2026-12-06"):
        at(talk.world, f"{day} 09:30")
        talk.comes().hears()
    at(talk.world, "2026-12-07 09:00")
    talk.comes()
    # The clock of the tests has jumped, and Telegram with it.
    assert "次の一歩のこと" in talk.heard()


def test_a_day_that_is_closed_later_only_puts_the_letter_off(talk: Talk) -> None:
    closes(talk.world, [])
    reflect(talk, step="散歩").sees("次の一歩：散歩（11月30日（月）に聞きます）")
    closes(talk.world, ["2026-11-30"])
    at(talk.world, "2026-11-30 09:30")
    talk.comes().hears()
    at(talk.world, "2026-12-01 09:00")
    talk.comes()
    assert "次の一歩のこと" in talk.heard()
    # It comes on its day: nothing is said of being late.
    assert "少し遅れてお届けするものが入っています。" not in talk.text


@pytest.mark.slow
def test_whoever_counts_working_days_counts_closed_days() -> None:
    counted = [
        (module.path, call.lineno, name, len(call.args))
        for module in product()
        for name, call in calls(module.tree)
        if name in TAKES and module.path != "handlers/kit/days.py"
    ]
    assert [one for one in counted if one[3] <= TAKES[one[2]]] == []
    assert {name for _, _, name, _ in counted} >= {"days.rings", "days.is_letter_time", "rules.ask_day"}
