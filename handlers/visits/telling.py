"""What is said of a visit wherever it stands: when, who comes, and the facts that somebody may know of it now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.kit.cards import Fact
from handlers.kit.turn import Turn
from handlers.visits import looked, names, whom
from handlers.visits.at import At
from messages.words import Msg, given, msg
from storage import offices, people, seats
from storage.candidates import Candidate
from storage.db import Here
from storage.networks import Network
from storage.offices import Office
from storage.people import Person
from storage.seats import CHIEF, COMES, Seat
from storage.visits import DONE, SETTLED, Visit


def when(network: Network, visit: Visit, start: datetime | None = None) -> Msg:
    """Return the day and the hours of a visit, or of another `start` of it, as people write them."""
    start = start or visit.start_at
    if start is None:
        return msg("visit-when-open")
    return span(network, start, visit.minutes)


def span(network: Network, start: datetime, minutes: int) -> Msg:
    """Return a day and hours as people write them."""
    begins, ends = network.local(start), network.local(start + timedelta(minutes=minutes))
    return msg("visit-when", day=begins.date(), begins=begins.strftime("%-H:%M"), ends=ends.strftime("%-H:%M"))


def needs(visit: Visit) -> Msg:
    """Return who comes before it is settled who: one of each pool, without names."""
    return names.together([msg("visit-one-of", pool=names.POOLS[pool]) for pool in visit.needs])


def pair(turn: Turn, visit: Visit) -> Msg:
    """Return who comes, by the names and houses of now; of a pool of which nobody has said yes yet only that one does.

    Family names, where these tell them apart.
    """
    seats_of = seats.of_visit(turn.here, visit.id, (COMES,))
    hosts = {seat.pool: (seat, people.get(turn.here, seat.person_id)) for seat in seats_of}
    families = Counter(_family(host) for _, host in hosts.values() if host)
    pools = (*visit.needs, *(pool for pool in hosts if pool not in visit.needs))
    said = [
        _host(turn, *hosts[pool], families) if pool in hosts else msg("visit-one-of", pool=names.POOLS[pool])
        for pool in pools
    ]
    return names.together(said)


def lacking(here: Here, visit: Visit) -> list[str]:
    """Return the pools of which nobody comes to a visit that was settled with somebody of each."""
    there = {seat.pool for seat in seats.of_visit(here, visit.id, (COMES,))}
    return [pool for pool in visit.needs if pool not in there] if visit.state == SETTLED else []


def _family(person: Person) -> str:
    return person.name.split()[0] if person.name.split() else ""


def _host(turn: Turn, seat: Seat, person: Person | None, families: Counter[str]) -> Msg:
    role = names.POOLS[seat.pool]
    if person is None or not person.name:
        return msg("visit-host-gone", role=role)
    name = _family(person) if families[_family(person)] == 1 else person.name
    office = offices.get(turn.here, person.office_id) if person.office_id else None
    # Whoever comes from 基幹 comes from no corporation of her own.
    if office is None or seat.pool != CHIEF or not office.corporation:
        return msg("visit-host-public", name=name, role=role)
    return msg("visit-host", name=name, role=role, house=office.corporation)


def person(turn: Turn, visit: Visit) -> Msg | None:
    """Return with whom of the office it is arranged; None where nobody of it is here."""
    guest = people.get(turn.here, visit.guest_id) if visit.guest_id else None
    return msg("visit-person", name=guest.name) if guest and guest.name and guest.state == "here" else None


def office(turn: Turn, visit: Visit) -> Msg:
    """Return the office that is visited, its corporation, and whether it is one of a single person."""
    found = offices.get(turn.here, visit.office_id)
    if found is None:
        return given("")
    if found.counsellors == 1:
        return msg("visit-office-alone", name=found.name, house=found.corporation)
    return msg("visit-office", name=found.name, house=found.corporation)


def facts(turn: Turn, visit: Visit, role: looked.As | None = None) -> tuple[Fact, ...]:
    """Return what the person may know of a visit now: names only when it is settled, states for coordinators.

    `role`: as whom she looks, where somebody who coordinates comes herself, or is the guest.
    """
    role = role or looked.role(turn, visit)
    settled = visit.state in (SETTLED, DONE) and (role != "host" or _comes(turn, visit))
    found = [Fact(msg("visit-fact-when"), when(turn.who.network, visit))]
    if visit.moving_to and visit.is_live:
        moving = when(turn.who.network, visit, visit.moving_to)
        found.append(Fact(msg("visit-fact-moving"), moving))
    found += _asked_for(visit)
    if role in ("host", "coordinator"):
        found.append(Fact(msg("visit-fact-office"), office(turn, visit)))
        found += _same_house(turn, visit)
    if (guest := person(turn, visit)) and (role == "coordinator" or (role == "host" and settled)):
        found.append(Fact(msg("visit-fact-guest"), guest))
    if role == "coordinator":
        return (*found, *_hosts(turn, visit))
    if (role is not None and visit.is_live) or settled:
        label = msg("visit-fact-goers") if role == "host" else msg("visit-fact-who")
        found.append(Fact(label, pair(turn, visit) if settled else needs(visit)))
    return (*found, *(place(turn, visit) if settled and visit.is_live else ()))


def _same_house(turn: Turn, visit: Visit) -> list[Fact]:
    return [Fact(msg("visit-fact-house"), said) for said in near(turn, visit)]


def near(turn: Turn, visit: Visit, everyone: Sequence[Candidate] | None = None) -> tuple[Msg, ...]:
    """Return the warning that somebody of the office's own corporation goes, where the network wants it.

    `everyone` are the candidates, where they have been read already.
    """
    at = At(turn.here, turn.who.network, turn.now)
    if turn.who.network.own_house != "warn" or not visit.is_live or not whom.of_own_house(at, visit, everyone):
        return ()
    return (msg("visit-house-same"),)


def _comes(turn: Turn, visit: Visit) -> bool:
    seat = seats.of_person(turn.here, visit.id, turn.person_id)
    return seat is not None and seat.state == COMES


def _asked_for(visit: Visit) -> list[Fact]:
    found = [
        Fact(msg("visit-fact-menu"), msg("visit-menu", title=visit.title, minutes=visit.minutes)),
        Fact(msg("visit-fact-way"), names.WAYS[visit.way]),
    ]
    if visit.case_kind:
        found.append(Fact(msg("visit-fact-case"), names.CASES[visit.case_kind]))
    if visit.material:
        found.append(Fact(msg("visit-fact-material"), names.material(visit.material)))
    if visit.field:
        found.append(Fact(msg("visit-fact-field"), given(visit.field)))
    if visit.observer:
        found.append(Fact(msg("visit-fact-observer"), msg("visit-observer-wished")))
    return found


def _hosts(turn: Turn, visit: Visit) -> list[Fact]:
    return [
        Fact(names.POOLS[seat.pool], msg("visit-staff-seat", name=_full(turn, seat), state=_state(seat)))
        for seat in seats.of_visit(turn.here, visit.id)
    ]


def _full(turn: Turn, seat: Seat) -> Msg:
    host = people.get(turn.here, seat.person_id)
    return msg("visit-person", name=host.name) if host and host.name else msg("visit-nobody")


def _state(seat: Seat) -> Msg:
    if seat.state not in seats.HOLDING and seat.reason:
        return msg("visit-seat-why", why=names.SAID_NO[seat.reason])
    return names.SEATS[seat.state]


def place(turn: Turn, visit: Visit) -> tuple[Fact, ...]:
    """Return how to get there: address, telephone and parking of the office, the centre, the address of a talk online.

    Nobody is told where she works herself.
    """
    if visit.way == "online":
        return (Fact(msg("visit-fact-url"), given(visit.url)),) if visit.url else ()
    if visit.way == "centre":
        contact = next(iter(turn.who.network.contacts), None)
        tel = (Fact(msg("visit-fact-tel"), given(contact["tel"])),) if contact else ()
        return (Fact(msg("visit-fact-place"), msg("visit-at-centre")), *tel)
    found = offices.get(turn.here, visit.office_id)
    if found is None or looked.role(turn, visit) == "guest":
        return ()
    return tuple(Fact(label, given(text)) for label, text in _ways(found) if text)


def _ways(office: Office) -> tuple[tuple[Msg, str], ...]:
    return (
        (msg("visit-fact-place"), office.address),
        (msg("visit-fact-tel"), office.tel),
        (msg("visit-fact-parking"), office.parking),
    )
