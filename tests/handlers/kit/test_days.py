"""Working days and hours: public holidays, the turn of the year, evenings, and any zone that the machine may be in."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handlers.kit import days

TOKYO = ZoneInfo("Asia/Tokyo")
NINE, SIX = 9 * 60, 18 * 60


def tokyo(text: str) -> datetime:
    """Return a moment on Tokyo's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        # A Saturday and Sunday; 敬老の日, 国民の休日 between two holidays, 秋分の日.
        ("2026-09-18", True),
        ("2026-09-19", False),
        ("2026-09-20", False),
        ("2026-09-21", False),
        ("2026-09-22", False),
        ("2026-09-23", False),
        ("2026-09-24", True),
        # 振替休日: 3 May 2026 is a Sunday.
        ("2026-05-06", False),
        ("2026-05-07", True),
        # The turn of the year.
        ("2026-12-28", True),
        ("2026-12-29", False),
        ("2026-12-31", False),
        ("2027-01-01", False),
        ("2027-01-03", False),
        ("2027-01-04", True),
        # The last day of the business year, and a day that is not every year.
        ("2027-03-31", True),
        ("2028-02-29", True),
    ],
)
def test_offices_are_open(day: str, works: bool) -> None:
    assert days.is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("day", "first"),
    [("2026-09-18", "2026-09-18"), ("2026-09-19", "2026-09-24"), ("2026-12-29", "2027-01-04")],
)
def test_the_first_working_day_from_a_day_on(day: str, first: str) -> None:
    assert days.working_day(date.fromisoformat(day)).isoformat() == first


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        ("2026-11-27", 0, "2026-11-27"),
        ("2026-11-27", 3, "2026-11-24"),
        # Over a holiday and a weekend.
        ("2026-11-25", 3, "2026-11-19"),
        ("2026-09-24", 1, "2026-09-18"),
        ("2027-01-04", 3, "2026-12-24"),
        ("2026-11-29", 1, "2026-11-27"),
    ],
)
def test_so_many_working_days_before_a_day(day: str, count: int, before: str) -> None:
    assert days.working_days_before(date.fromisoformat(day), count).isoformat() == before


@pytest.mark.parametrize(
    ("moment", "at", "until", "comes"),
    [
        ("2026-11-24 08:59", NINE, SIX, False),
        ("2026-11-24 09:00", NINE, SIX, True),
        ("2026-11-24 17:59", NINE, SIX, True),
        ("2026-11-24 18:00", NINE, SIX, False),
        ("2026-11-23 09:00", NINE, SIX, False),
        ("2026-11-28 09:00", NINE, SIX, False),
        # Where her hours end before her letter's minute it has an hour all the same.
        ("2026-11-24 11:00", 11 * 60, 10 * 60, True),
        ("2026-11-24 11:59", 11 * 60, 10 * 60, True),
        ("2026-11-24 12:00", 11 * 60, 10 * 60, False),
    ],
)
def test_when_the_letter_may_come(moment: str, at: int, until: int, comes: bool) -> None:
    assert days.is_letter_time(tokyo(moment), at, until) is comes


@pytest.mark.parametrize(
    ("moment", "rings"),
    [
        ("2026-11-24 08:59", False),
        ("2026-11-24 09:00", True),
        ("2026-11-24 17:59", True),
        ("2026-11-24 18:00", False),
        ("2026-11-23 12:00", False),
        ("2026-11-29 12:00", False),
    ],
)
def test_when_a_telephone_may_ring(moment: str, rings: bool) -> None:
    assert days.rings(tokyo(moment), NINE, SIX) is rings


@pytest.mark.parametrize(
    ("moment", "begin"),
    [
        ("2026-11-24 08:59", "2026-11-24 09:00"),
        ("2026-11-24 09:00", "2026-11-25 09:00"),
        ("2026-11-24 23:59", "2026-11-25 09:00"),
        ("2026-11-27 18:00", "2026-11-30 09:00"),
        ("2026-11-23 06:00", "2026-11-24 09:00"),
        ("2026-12-28 20:00", "2027-01-04 09:00"),
    ],
)
def test_when_the_hours_begin_again(moment: str, begin: str) -> None:
    assert days.next_hours(tokyo(moment), NINE) == tokyo(begin)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-24 00:00", "2026-11-24"),
        ("2026-11-24 09:00", "2026-11-24"),
        ("2026-11-24 09:01", "2026-11-25"),
        ("2026-11-27 13:00", "2026-11-30"),
        ("2026-11-23 00:00", "2026-11-24"),
        ("2026-12-28 10:00", "2027-01-04"),
    ],
)
def test_which_days_letter_brings_what_becomes_due(moment: str, day: str) -> None:
    assert days.letter_day(tokyo(moment), NINE).isoformat() == day


# The same questions in another process, whose machine is somewhere else.
ELSEWHERE = """
from datetime import UTC, datetime, timedelta
from handlers.kit import days
from storage.networks import Network
network = Network(zone="Asia/Tokyo")
moment = datetime(2026, 10, 30, 14, 30, tzinfo=UTC)
for hours in range(0, 24 * 12, 5):
    local = network.local(moment + timedelta(hours=hours))
    print(local.isoformat(), days.rings(local, 540, 1080), days.is_letter_time(local, 540, 1080),
          days.next_hours(local, 540).isoformat(), days.letter_day(local, 540), network.midnight(local.date()))
"""


def answers(zone: str | None) -> str:
    """Return what a process says whose machine is in a zone; None: it does not know where it is."""
    env = {name: value for name, value in os.environ.items() if name != "TZ"} | ({"TZ": zone} if zone else {})
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", ELSEWHERE], cwd=root, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_a34_it_is_the_same_wherever_the_machine_is() -> None:
    # Over the days on which New York's clocks go back (1 November 2026).
    here = answers("Asia/Tokyo")
    lines = here.splitlines()
    assert (len(lines), lines[0][:25]) == (58, "2026-10-30T23:30:00+09:00")
    assert [zone for zone in ("America/New_York", "UTC", None, "Pacific/Kiritimati") if answers(zone) != here] == []


def test_hours_that_begin_again_are_always_later_and_ring() -> None:
    moment = tokyo("2026-12-20 00:00")
    for _ in range(24 * 20):
        moment += timedelta(minutes=59)
        begin = days.next_hours(moment, NINE)
        assert moment < begin <= moment + timedelta(days=7)
        assert days.rings(begin, NINE, SIX)
