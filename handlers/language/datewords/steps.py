"""Steps over the calendar: so many months on, the third Friday of a month, the next open day, a run of holidays."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.language.datewords.reading import Calendar
from handlers.language.months import month_end, months_on

# Longer than any run of closed days; a calendar that never opens must not be searched for ever.
_AHEAD = 60


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day; None where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def monday(day: date, weeks: int = 0) -> date:
    """Return the Monday of a day's week, or of one so many weeks on."""
    return day + timedelta(days=7 * weeks - day.weekday())


def nth(year: int, month: int, count: int, weekday: int) -> date | None:
    """Return the nth of a weekday in a month (-1 is the last); None where it has no fifth."""
    if count < 0:
        last = month_end(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
    return found if found.month == month and count else None


def open_from(day: date, calendar: Calendar, step: int = 1) -> date | None:
    """Return the first open day from a day on (or back, with a step of -1); None where none is near."""
    days = (day + timedelta(days=step * ahead) for ahead in range(_AHEAD))
    return next((one for one in days if calendar.works(one)), None)


def open_in_month(day: date, calendar: Calendar) -> tuple[date, ...]:
    """Return the last open day of a month until its last day: what is due at its end must not come after it."""
    found = open_from(day, calendar, -1)
    return (found,) if found and found.month == day.month and found != day else ()


def open_after(day: date, count: int, calendar: Calendar) -> date | None:
    """Return the open day that lies so many open days after a day."""
    for _ in range(min(count, 100)):
        found = open_from(day + timedelta(days=1), calendar)
        if found is None:
            return None
        day = found
    return day


def moved(day: date, count: int, unit: str, calendar: Calendar) -> date:
    """Return the day so many of a unit away: 日, 週, か月, 年, or days on which offices are open (営業日)."""
    if unit == "日":
        return day + timedelta(days=count)
    if unit.startswith("週"):
        return day + timedelta(weeks=count)
    if unit == "か月":
        return months_on(day, count)
    if unit == "年":
        return months_on(day, 12 * count)
    found = open_after(day, count, calendar)
    return found or day + timedelta(days=count)


def after_run(today: date, calendar: Calendar) -> date | None:
    """Return the first open day after the next three or more closed days on end, one that has begun included."""
    run = 0
    for ahead in range(400):
        day = today + timedelta(days=ahead)
        if calendar.works(day):
            if run >= 3:
                return day
            run = 0
        else:
            run += 1 if ahead or run else 1 + _closed_before(today, calendar)
    return None


def run_of(today: date, calendar: Calendar) -> tuple[date, date] | None:
    """Return the next three or more closed days on end."""
    after = after_run(today, calendar)
    if after is None:
        return None
    last = after - timedelta(days=1)
    first = open_from(last, calendar, -1)
    return (first + timedelta(days=1), last) if first else None


def _closed_before(today: date, calendar: Calendar) -> int:
    before = open_from(today - timedelta(days=1), calendar, -1)
    return (today - before).days - 1 if before else 0
