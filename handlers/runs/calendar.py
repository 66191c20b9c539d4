"""The days of a run as entries of one's own calendar: each keeps its id, so that a newer file replaces it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from handlers.kit.cards import Button, Card, File
from handlers.kit.errors import Stale
from handlers.kit.turn import Reply, Turn
from handlers.runs import mine, said, shape
from messages.words import msg
from storage import applications
from storage.ids import short
from storage.networks import Network
from storage.runs import CourseRun


@dataclass(frozen=True, slots=True)
class Entry:
    """One day in a calendar: a day without hours is a whole one; `off`: it goes out again."""

    uid: str
    start: datetime | date
    end: datetime | date | None
    off: bool


@dataclass(frozen=True, slots=True)
class Entries:
    """What stands in a calendar of a run: nobody's name. `number` is higher in every newer file."""

    title: str
    place: str
    url: str
    number: int
    made_at: datetime
    days: tuple[Entry, ...]


def take(turn: Turn, id: str) -> Reply:
    """Hand over the file as things stand now: the days, or what takes them out again. Raises Stale."""
    run = mine.of(turn, id)
    spoken = [one for one in applications.of_people(turn.here, [turn.person_id]) if one.run_id == run.id]
    if not spoken:
        raise Stale("run", shows=(mine.card(turn, run),))
    off = bool(run.off_at) or spoken[0].state != "accepted"
    entries = entries_of(turn, run, off=off)
    file = File(
        name=msg("runs-file-name", day=run.opens_on.strftime("%Y%m%d")),
        says=msg("runs-file-says", n=len(shape.days_of(run))),
        makes={"ics": partial(to_ics, entries)},
    )
    card = Card(
        title=msg("runs-file-off") if off else msg("runs-file"),
        paragraphs=(msg("runs-file-off-how") if off else msg("runs-file-how"),),
        file=file,
        buttons=(Button(msg("runs-look-again"), "run", id), mine.HOME),
        about=short(run.id),
    )
    return Reply(cards=(card,))


def entries_of(turn: Turn, run: CourseRun, *, off: bool) -> Entries:
    """Return the entries of a run: one for each day that it has, or ever had: those beyond are off."""
    network, known = turn.who.network, shape.days_of(run)
    days = [_entry(network, run, n, day, off=off) for n, day in enumerate(known)]
    days += [_entry(network, run, n, known[-1], off=True) for n in range(len(known), run.most_days)]
    # As of a visit: what takes it out is newer than what put it there, and older than what the next change puts there.
    number = 2 * run.version + off
    return Entries(turn.words.say(said.titled_for(turn, run)), run.place, run.url, number, turn.now, tuple(days))


def _entry(network: Network, run: CourseRun, n: int, day: shape.Hours, *, off: bool) -> Entry:
    on, start, end = day
    uid = f"{run.id}-{n + 1}@idobata"
    if start is None:
        return Entry(uid, on, on + timedelta(days=1), off)
    return Entry(uid, _at(network, on, start), _at(network, on, end) if end is not None else None, off)


def _at(network: Network, day: date, minute: int) -> datetime:
    local = datetime.combine(day, time(), ZoneInfo(network.zone)) + timedelta(minutes=minute)
    return local.astimezone(UTC)


def to_ics(entries: Entries) -> bytes:
    """Return the entries as a calendar program reads them (RFC 5545; PUBLISH of RFC 5546, which may hold several)."""
    # Reading it in takes a quarter of a second, and few ask for it.
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Idobata//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if all(day.off for day in entries.days) else "PUBLISH")
    for day in entries.days:
        event = Event()
        event.add("uid", day.uid)
        event.add("sequence", entries.number)
        event.add("dtstamp", entries.made_at)
        event.add("dtstart", day.start)
        if day.end is not None:
            event.add("dtend", day.end)
        event.add("summary", entries.title)
        if entries.place:
            event.add("location", entries.place)
        if entries.url:
            event.add("url", entries.url)
        event.add("status", "CANCELLED" if day.off else "CONFIRMED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
