"""One row of somebody's in every table of the visits, and what the functions on them are given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select

from storage import cells, outbox, people, seats, visit_notes, visit_steps, visits
from storage.cells import Cell
from storage.db import Here
from storage.hosts import Host, HostDay, Week
from storage.people import Person
from storage.seats import Seat, Unwanted
from storage.visit_notes import VisitNote
from storage.visit_offers import VisitOffer
from storage.visit_steps import Promise, VisitStep
from storage.visits import Visit

TOLD = "visit.asked"


def host_day(person_id: UUID) -> UUID:
    """Return the id of what somebody has said of one day."""
    return uuid5(person_id, "day")


def visit_of(office_id: UUID, guest_id: UUID | None, now: datetime, **values: Any) -> Visit:
    """Return a visit as somebody asks for it, of no network yet."""
    told = {"menu": "sv", "title": "主任によるSV", "minutes": 60, "buffer": 30, "pools": "chief centre", "way": "visit"}
    at = {"state": visits.SETTLED, "start_at": now + timedelta(days=9), "asked_at": now, "line": "名前は出しません"}
    return Visit(office_id=office_id, guest_id=guest_id, **told | at | values)


def arrange(here: Here, person_id: UUID, now: datetime) -> Visit:
    """Let somebody be visited, and be a host herself with hours, days, a seat, somebody unwanted and a promise."""
    person, mine = people.get(here, person_id), {"network_id": here.network_id}
    assert person and person.office_id
    visit = visit_of(person.office_id, person_id, now, **mine, booked_by=person_id, word_id=None)
    # To another time, to which she has not agreed.
    visit.moving_to = now + timedelta(days=10)
    here.session.add(visit)
    here.session.flush()
    of_it: dict[str, Any] = mine | {"visit_id": visit.id}
    day = now.date() + timedelta(days=9)
    here.session.add_all(
        [
            Seat(**of_it, person_id=person_id, pool=seats.CHIEF, state=seats.COMES, asked_at=now),
            Unwanted(**of_it, person_id=person_id),
            Cell(**of_it, taker_id=person.office_id, cell=cells.cell_of(now)),
            VisitStep(**of_it, what="asked", at=now, by_id=person_id, version=1),
            VisitStep(**of_it, what="went.chief", at=now - timedelta(days=20), by_id=person_id, version=1),
            VisitNote(**of_it, author_id=person_id, body="落ちついた話し方", at=now),
            Promise(**of_it, whose="hosts", by_day=day, body="様式を持っていく", made_at=now),
            Host(**mine, person_id=person_id, a_week=1),
            Week(**mine, person_id=person_id, from_day=date(2026, 4, 1), spans=[[1, 600, 720]]),
            HostDay(
                **mine,
                id=host_day(person_id),
                person_id=person_id,
                day=day,
                from_minute=600,
                until_minute=720,
                open=True,
            ),
        ]
    )
    here.session.flush()
    before = {"state": visits.DONE, "start_at": now - timedelta(days=9), "outcome": "held"}
    here.session.add(visit_of(person.office_id, person_id, now, **mine, booked_by=person_id, **before))
    offered = {"id": offer_of(person_id), "office_id": person.office_id, "by_id": person_id, "offered_at": now}
    here.session.add(VisitOffer(**mine, **offered))
    step = visit_steps.of_visits(here, [visit.id])[-1]
    # Told so late that no test sees it.
    outbox.post(here, person_id, TOLD, step.id, now + timedelta(days=3000))
    return visit


def leave_waiting(here: Here, visit: UUID, now: datetime, name: str) -> None:
    """Let a visit wait for an answer that has not come in time, of a host and a guest who have left."""
    one = visits.get(here, visit)
    if one and name == "leaving.hand_over":
        # The centre telephones for it.
        one.guest_id, one.booked_by = None, one.guest_id
        here.session.flush()
    if one is None or not name.startswith("overdue."):
        return
    mine = {"network_id": here.network_id, "office_id": one.office_id, "joined_at": now}
    gone = Person(**mine, name="いない ひと", agreed_at=now, removed_at=now)
    here.session.add(gone)
    here.session.flush()
    one.guest_id, one.answer_by = gone.id, now.date() - timedelta(days=1)
    seats.ask(here, visit, gone.id, seats.CENTRE, now)
    away = Person(**mine, name="おやすみの ひと", agreed_at=now, away_since=now)
    here.session.add(away)
    here.session.flush()
    seats.ask(here, visit, away.id, seats.CHIEF, now)


def rests(here: Here, name: str, now: datetime) -> Person:
    """Let somebody have had quiet weeks that are over, and return her."""
    person = people.by_name(here, name)[0]
    person.calm_until = now.date()
    return person


def ids_of(here: Here) -> tuple[UUID, UUID, UUID, UUID]:
    """Return the ids of the visit that was arranged, of its step, promise and note."""
    step = here.session.scalars(
        select(VisitStep).where(VisitStep.network_id == here.network_id, VisitStep.what == "asked")
    ).one()
    note = visit_notes.of_visit(here, step.visit_id)[0]
    return step.visit_id, step.id, visit_steps.promises(here, step.visit_id)[0].id, note.id


def offer_of(person_id: UUID) -> UUID:
    """Return the id of what somebody has offered her own office."""
    return uuid5(person_id, "offer")


def _before(a: Any) -> VisitStep:
    return VisitStep(id=UUID(int=0), visit_id=a.visit, what="asked", at=a.now - timedelta(days=900), version=0)


# What each function is given after `here`, all of it the owner's.
ARGUMENTS: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "coverage.awaited": lambda a: (),
    "coverage.centres": lambda a: (),
    "coverage.coming_between": lambda a: (a.now, a.now + timedelta(days=30)),
    "coverage.ended_between": lambda a: (a.now - timedelta(days=30), a.now),
    "coverage.last_held": lambda a: (),
    "coverage.of_offices": lambda a: ([a.office],),
    "coverage.seats_of": lambda a: ([a.visit],),
    "coverage.turns": lambda a: (a.now, a.now + timedelta(days=30)),
    "leaving.hand_over": lambda a: (a.person,),
    "visit_offers.add": lambda a: (a.office, a.person, a.now),
    "visit_offers.close": lambda a: (a.office, a.now),
    "visit_offers.get": lambda a: (offer_of(a.person),),
    "visit_offers.newest": lambda a: (),
    "candidates.everyone": lambda a: (),
    "cells.clashes": lambda a: (a.person, [(a.office, cells.cell_of(a.now))]),
    "overdue.on_leave": lambda a: (a.now,),
    "overdue.unanswered": lambda a: (a.now.date(), a.now),
    "overdue.without_guest": lambda a: (a.now,),
    "visit_steps.in_vain": lambda a: (a.now - timedelta(days=400), a.now + timedelta(days=400)),
    "overdue.without_host": lambda a: (a.now,),
    "people.belonging": lambda a: ([a.person],),
    "seats.ask": lambda a: (a.visit, a.person, seats.CENTRE, a.now),
    "seats.avoid": lambda a: (a.visit, [a.other]),
    "seats.forget_unwanted": lambda a: (a.visit,),
    "seats.begins": lambda a: ([a.person], a.now, a.now + timedelta(days=30)),
    "seats.last_asked": lambda a: ([a.person],),
    "calm.begin": lambda a: (a.person, a.now.date()),
    "calm.end": lambda a: (a.now.date(), []),
    "cells.keep_only": lambda a: (a.visit,),
    "cells.of_visit": lambda a: (a.visit,),
    "cells.take": lambda a: (a.visit, [(a.office, cells.cell_of(a.now) + 9)]),
    "cells.taken": lambda a: ([a.office], cells.cell_of(a.now), cells.cell_of(a.now) + 1),
    "hosts.caps": lambda a: ([a.person],),
    "hosts.days": lambda a: ([a.person], a.now.date(), a.now.date() + timedelta(days=30)),
    "hosts.drop_days": lambda a: (a.person, [host_day(a.person)]),
    "hosts.drop_weeks": lambda a: (a.person, date(2026, 1, 1)),
    "hosts.ensure": lambda a: (a.person,),
    "hosts.everyone": lambda a: (),
    "hosts.get": lambda a: (a.person,),
    "hosts.put_week": lambda a: (a.person, date(2026, 4, 1), [[2, 600, 720]]),
    "hosts.weeks": lambda a: ([a.person],),
    "seats.held_by": lambda a: (a.person, visits.STATES),
    "seats.load": lambda a: (a.now, a.now + timedelta(days=30)),
    "seats.of_person": lambda a: (a.visit, a.person),
    "seats.of_visit": lambda a: (a.visit,),
    "seats.waiting_for": lambda a: (a.person,),
    "seats.unwanted": lambda a: (a.visit,),
    "visit_notes.get": lambda a: (a.note,),
    "visit_notes.of_visit": lambda a: (a.visit,),
    "visit_notes.remove": lambda a: (a.note, a.person),
    "visit_notes.write": lambda a: (a.visit, a.person, "x", a.now),
    "visit_steps.agree": lambda a: (Promise(visit_id=a.visit, whose="hosts", body="x", made_at=a.now),),
    "visit_steps.add": lambda a: (visit_of(a.office, a.person, a.now, id=a.visit, version=1), "asked", a.now, a.person),
    "visit_steps.get": lambda a: (a.visit_step,),
    "visit_steps.went": lambda a: (
        visit_of(a.office, a.person, a.now, id=a.visit, version=1, start_at=a.now),
        a.person,
        seats.CENTRE,
    ),
    "visit_steps.of_visits": lambda a: ([a.visit],),
    "visit_steps.promise": lambda a: (a.promise,),
    "visit_steps.promises": lambda a: (a.visit,),
    "visits.bind_word": lambda a: (a.visit, a.person, a.reflection.id),
    "visits.settled_between": lambda a: (a.now, a.now + timedelta(days=30)),
    "visit_steps.is_overtaken": lambda a: (_before(a), a.person, [TOLD]),
    "visits.get": lambda a: (a.visit,),
    "visits.in_states": lambda a: (visits.STATES,),
    "visits.of_guest": lambda a: (a.person,),
    "visits.of_office": lambda a: (a.office,),
    "visits.over": lambda a: (a.now + timedelta(days=30),),
}
