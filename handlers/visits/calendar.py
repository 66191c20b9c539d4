"""A visit as an entry of one's own calendar: a file with an id that stays, so that a newer one replaces it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from handlers.kit.cards import Button, Card, File
from handlers.kit.errors import Stale
from handlers.kit.turn import Reply, Turn
from handlers.visits import looked, names, telling
from messages.words import Msg, given, msg
from storage import offices, seats, visits
from storage.ids import short, unshort
from storage.visits import DONE, SETTLED, Visit


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a calendar: nobody's name, and nothing of what is talked about."""

    uid: str
    number: int
    title: str
    place: str
    start: datetime
    end: datetime
    made_at: datetime
    off: bool


def take(turn: Turn, id: str) -> Reply:
    """Hand over the file as things stand now: the entry, or what takes it out again. Raises Stale."""
    visit = visits.get(turn.here, unshort(id)) if id else None
    if visit is None or visit.start_at is None or visit.settled_at is None or not _had(turn, visit):
        raise Stale("visit")
    off = is_off(turn, visit)
    see = Button(msg("visit-see"), "visit", id)
    card = Card(
        title=msg("visit-file-off") if off else msg("visit-file"),
        paragraphs=(msg("visit-file-off-how") if off else msg("visit-file-how"),),
        file=file_of(turn, visit, off=off),
        buttons=(*(() if looked.role(turn, visit) is None else (see,)), Button(msg("home-to-home"), "home")),
        about=short(visit.id),
    )
    return Reply(cards=(card,))


def _had(turn: Turn, visit: Visit) -> bool:
    """Tell whether the person may have the entry: who sees the visit, or was asked for it once and came off."""
    seat = seats.of_person(turn.here, visit.id, turn.person_id)
    return seat is not None or looked.role(turn, visit) is not None


def is_off(turn: Turn, visit: Visit) -> bool:
    """Tell whether the entry is to go from the person's calendar: nothing takes place then, or not with her."""
    seat = seats.of_person(turn.here, visit.id, turn.person_id)
    mine = visit.guest_id == turn.person_id or seat is None or seat.state in seats.HOLDING
    return visit.state not in (SETTLED, DONE) or visit.outcome == "cancelled" or not mine


def file_of(turn: Turn, visit: Visit, *, off: bool) -> File:
    """Return the file of a visit that has a time."""
    entry = entry_of(turn, visit, off=off)
    return File(
        name=msg("visit-file-name", day=turn.who.network.local(entry.start).strftime("%Y%m%d")),
        says=msg("visit-file-says", when=telling.when(turn.who.network, visit)),
        makes={"ics": partial(to_ics, entry)},
    )


def entry_of(turn: Turn, visit: Visit, *, off: bool) -> Entry:
    """Return what stands in the calendar of whoever is concerned: the same for all."""
    start = visit.start_at
    assert start is not None
    return Entry(
        uid=f"{visit.id}@idobata",
        # What takes it out is newer than what put it there, also where it takes place without her, and older than
        # whatever puts it there again.
        number=2 * visit.edition + off,
        title=turn.words.say(msg("paper-visit-title", title=visit.title, way=names.WAYS[visit.way])),
        place=turn.words.say(place) if (place := _place(turn, visit)) else "",
        start=start,
        end=start + timedelta(minutes=visit.minutes),
        made_at=turn.now,
        off=off,
    )


def _place(turn: Turn, visit: Visit) -> Msg | None:
    if visit.way != "visit":
        return msg("visit-at-centre") if visit.way == "centre" else names.WAYS["online"]
    office = offices.get(turn.here, visit.office_id)
    return given(office.address) if office and office.address else None


def to_ics(entry: Entry) -> bytes:
    """Return an entry as a calendar program reads it (RFC 5545; METHOD of RFC 5546)."""
    # Reading it in takes a quarter of a second, and few ask for it.
    from icalendar import Calendar, Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.number)
    event.add("dtstamp", entry.made_at)
    event.add("dtstart", entry.start)
    event.add("dtend", entry.end)
    event.add("summary", entry.title)
    if entry.place:
        event.add("location", entry.place)
    event.add("status", "CANCELLED" if entry.off else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Idobata//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.off else "REQUEST")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
