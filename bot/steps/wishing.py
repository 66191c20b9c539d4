"""Steps of the preview: what is said of a day and an hour in somebody's own words that must be asked back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import jpholiday

from bot.walk import Shot, Walk
from handlers.kit.days import is_working_day
from handlers.kit.events import Sent, Tapped
from messages.words import msg
from storage import people


def steps(walk: Walk) -> Iterator[Shot]:
    """Write one after the other into a field that asks when, as a 主任 who opens a time."""
    with walk.behind() as (_, turn):
        before, today = people.roles_of(turn.here, turn.person_id), turn.today
        people.set_roles(turn.here, turn.person_id, ["counsellor", "chief"])
    yield walk.do(Tapped("hosting.open:"))
    for text in (*_words(walk, today), *_days(walk, today)):
        page = walk.scene.page
        assert page is not None
        yield walk.do(Sent(page.draft, page.version, {page.fields[0].name: text}))
    yield walk.on_page("leave")
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, before)


def _words(walk: Walk, today: date) -> Iterator[str]:
    day, next_day = _typed(_open(today, 8)), _typed(_open(today, 15))
    yield from (" ", *walk.words.say(msg("preview-whens")).split("、"))
    yield from ("25:00", "R0.1.1", "14:00", "13/32", f"{day} 15:00-14:00", f"{day} 10:00, {next_day} 14:00")
    about, *hours = walk.words.say(msg("preview-when-hours")).split("、")
    yield from (f"{day} {hour}" for hour in hours)
    yield from (f"{day} 14:00{about}-", f"{day}~{next_day}{about} 14:00-15:30")


def _days(walk: Walk, today: date) -> Iterator[str]:
    holiday = next(day for day in _ahead(today) if jpholiday.is_holiday(day) and day.weekday() < 5)
    day = _open(today, 8)
    # The weekday of the day after it, in its brackets.
    other = walk.words.day(day + timedelta(days=1))[-3:]
    yield from (f"{_typed(day)}{other}", f"{_typed(today)}~{_typed(day)}{other}")
    yield from (f"{_typed(holiday)}", f"{_typed(holiday)},{_typed(_open(holiday, 1))}")
    yield _typed(next(day for day in _ahead(today) if day.weekday() == 5))
    friday = next(day for day in _ahead(today) if day.weekday() == 4 and is_working_day(day))
    yield f"{_typed(friday)}{walk.words.day(friday + timedelta(days=1))[-3:]}"
    # Ends of months that have no 31st, by how many of the days around it are open.
    ends = [day for day in _ahead(today) if day.day == 30 and (day + timedelta(days=1)).day == 1]
    both = {is_working_day(day) + is_working_day(day + timedelta(days=1)): day for day in ends}
    yest = today - timedelta(days=1)
    yield from (*(f"{both[number]:%Y/%m}/31" for number in sorted(both)), f"{yest:%m/%d}", _typed(yest))
    yield _typed(today + timedelta(days=1000))


def _ahead(today: date) -> Iterator[date]:
    return (today + timedelta(days=number) for number in range(1, 366))


def _open(day: date, after: int) -> date:
    return next(one for one in _ahead(day + timedelta(days=after)) if is_working_day(one))


def _typed(day: date) -> str:
    return f"{day:%Y/%m/%d}"
