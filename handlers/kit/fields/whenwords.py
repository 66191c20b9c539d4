"""What is said of a wish for days and hours: how it is called, and why it is asked back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from handlers.language.dates import Calendar, Reading
from messages.eras import Era
from messages.words import Msg, msg


def day(one: date, today: date) -> Msg:
    """Return a day with its weekday, and with its era where that is not today's."""
    return msg("kit-day", day=one) if one.year == today.year else with_year(one)


def with_year(one: date) -> Msg:
    """Return a day with its era and weekday, as offices write them."""
    return msg("kit-day", day=Era(one))


def _days(reading: Reading, name: Callable[[date], Msg]) -> Msg:
    assert reading.first and reading.last
    if reading.each:
        # One after the other, as a list is read.
        found = name(reading.each[0])
        for one in reading.each[1:]:
            found = msg("when-and", before=found, last=name(one))
        return found
    if reading.first == reading.last:
        return name(reading.first)
    return msg("when-span", first=name(reading.first), last=name(reading.last))


def clock(minute: int) -> str:
    """Return a minute of the day as 9:30."""
    return f"{minute // 60}:{minute % 60:02}"


def hours(reading: Reading) -> Msg:
    """Return the minutes of a wish that has some."""
    assert reading.start is not None
    if reading.end is not None:
        return msg("when-hours", start=clock(reading.start), end=clock(reading.end))
    start = clock(reading.start)
    return msg("when-onward", start=start) if reading.onward else msg("when-moment", start=start)


def _called(reading: Reading, name: Callable[[date], Msg]) -> Msg:
    days = _days(reading, name)
    return days if reading.start is None else msg("when-at", days=days, hours=hours(reading))


def label(reading: Reading, today: date) -> Msg:
    """Return a wish as a button says it."""
    return _called(reading, lambda one: day(one, today))


def whole(reading: Reading) -> Msg:
    """Return a wish with its eras."""
    return _called(reading, with_year)


def outside(reading: Reading, first: date, last: date) -> Msg:
    """Return what is said of days before the first or after the last."""
    return msg("kit-day-outside", day=with_year(reading.first or first), first=with_year(first), last=with_year(last))


def past(one: date) -> Msg:
    """Return what is said of a day that is over."""
    return msg("when-past", day=with_year(one))


def problem(reading: Reading, found: list[Reading], calendar: Calendar, today: date) -> Msg:
    """Return why a reading is asked back, with the day that is proposed where there is one."""
    if reading.fault == "past" and reading.first:
        return past(reading.first)
    if reading.fault in ("weekday", "no-day"):
        return _not_there(reading, found, today)
    if reading.fault:
        return _UNREAD.get(reading.fault, msg("when-unread"))
    if reading.first is None:
        return msg("when-no-day", hours=hours(reading)) if reading.start is not None else msg("when-unread")
    if reading.kind == "period" or not found:
        return _alone(reading, today)
    return _doubted(reading, found, calendar, today)


_UNREAD = {
    "vague": msg("when-vague"),
    "no-hour": msg("when-no-hour"),
    "no-year": msg("when-no-year"),
    "order": msg("when-order"),
    "several": msg("when-several"),
}


def _not_there(reading: Reading, found: list[Reading], today: date) -> Msg:
    names = [day(one.first, today) for one in found if one.first]
    if reading.fault == "weekday" and reading.first and len(names) == 2:
        return msg("when-weekday", day=day(reading.first, today), first=names[0], other=names[1])
    if reading.fault == "weekday" and reading.first and names:
        return msg("when-weekday-one", day=day(reading.first, today), other=names[0])
    if len(names) == 1:
        return msg("when-not-there-one", other=names[0])
    if len(names) == 2:
        return msg("when-not-there", first=names[0], other=names[1])
    if reading.fault == "weekday" and reading.first:
        return msg("when-weekday-alone", day=day(reading.first, today))
    return msg("when-nowhere")


def _alone(reading: Reading, today: date) -> Msg:
    closed = next((doubt for doubt in reading.doubts if doubt.code in ("holiday", "closed")), None)
    if closed and closed.day:
        return msg("when-closed-alone", day=day(closed.day, today))
    return msg("when-wide")


def _doubted(reading: Reading, found: list[Reading], calendar: Calendar, today: date) -> Msg:
    doubt, first = reading.doubts[0], found[0]
    named, so = doubt.day and day(doubt.day, today), label(first, today)
    days = _days(first, lambda one: day(one, today))
    if doubt.code in ("holiday", "closed") and first.first == doubt.day:
        return _alone(reading, today)
    if doubt.code == "holiday" and named:
        return msg("when-holiday", day=named, name=doubt.name, other=days)
    if doubt.code == "closed" and named:
        return msg("when-closed", day=named, other=days)
    if doubt.code == "year" and named:
        return msg("when-year", day=named, other=days)
    if doubt.code == "hour":
        return msg("when-hour", wish=so)
    if doubt.code == "outside":
        return msg("when-outside", opens=clock(calendar.opens), closes=clock(calendar.closes), wish=so)
    return msg("when-lunch", wish=so) if doubt.code == "lunch" else msg("when-sure", wish=so)
