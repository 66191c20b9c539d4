"""Personal data of the visits: whose each column of their tables is, as storage/personal.py says of all others."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from storage.cells import Cell
from storage.hosts import Host, HostDay, Week
from storage.personal_well import NETWORKS, OTHERS, TECHNICAL
from storage.seats import Seat, Unwanted
from storage.visit_notes import VisitNote
from storage.visit_offers import VisitOffer
from storage.visit_steps import Promise, VisitStep
from storage.visits import Visit
from storage.whose import Rows, by, rows


def wishes_of(network: UUID, person: UUID) -> ColumnElement[bool]:
    """Name whom a person would rather not have at the visits that are arranged with her."""
    hers = select(Visit.id).where(Visit.network_id == network, Visit.guest_id == person)
    return and_(Unwanted.network_id == network, Unwanted.visit_id.in_(hers))


def notes_of(network: UUID, person: UUID) -> ColumnElement[bool]:
    """Name the notes that a person wrote, and those that were written for her."""
    hers = select(Visit.id).where(Visit.network_id == network, Visit.guest_id == person)
    mine = or_(VisitNote.author_id == person, VisitNote.visit_id.in_(hers))
    return and_(VisitNote.network_id == network, mine)


# In an order in which they can go: what points at a row goes before it.
VISITS: tuple[Rows, ...] = (
    rows(
        Host,
        "nothing",
        "a_day a_week a_month asked_for",
        people="person_id",
        withheld={TECHNICAL: "id"},
        hers=by(Host, "person_id"),
        goes=by(Host, "person_id"),
    ),
    rows(
        Week,
        "nothing",
        "from_day spans",
        people="person_id",
        withheld={TECHNICAL: "id"},
        hers=by(Week, "person_id"),
        goes=by(Week, "person_id"),
    ),
    rows(
        HostDay,
        "nothing",
        "day from_minute until_minute open",
        people="person_id",
        withheld={TECHNICAL: "id"},
        hers=by(HostDay, "person_id"),
        goes=by(HostDay, "person_id"),
    ),
    rows(
        Unwanted,
        "nothing",
        people="person_id",
        withheld={TECHNICAL: "id", OTHERS: "visit_id"},
        # Whom she would rather not have: hers to know, and never the other's.
        hers=wishes_of,
        goes=lambda network, person: or_(wishes_of(network, person), by(Unwanted, "person_id")(network, person)),
    ),
    rows(
        VisitNote,
        "nothing",
        "body at",
        people="author_id",
        withheld={TECHNICAL: "id", OTHERS: "visit_id"},
        hers=notes_of,
        goes=notes_of,
    ),
    rows(
        Seat,
        "that somebody without a name came",
        "pool state reason asked_at answered_at agreed_to",
        people="person_id",
        withheld={TECHNICAL: "id", OTHERS: "visit_id"},
        hers=by(Seat, "person_id"),
    ),
    rows(
        Visit,
        "that the office was visited, arranged with nobody",
        "id title minutes way case_kind material field line observer state wish times start_at moving_to answer_by"
        " told_by url asked_at settled_at ended_at outcome lasted heavy",
        people="guest_id booked_by",
        withheld={TECHNICAL: "buffer pools edition version menu word_id", OTHERS: "office_id"},
        hers=by(Visit, "guest_id"),
    ),
    rows(
        VisitStep,
        "what happened, by nobody",
        "what at",
        people="by_id",
        withheld={TECHNICAL: "id version", OTHERS: "visit_id"},
        hers=by(VisitStep, "by_id"),
    ),
    rows(
        VisitOffer,
        "that an office was offered a visit, by nobody",
        "offered_at",
        people="by_id",
        withheld={TECHNICAL: "id", OTHERS: "office_id closed_at"},
        hers=by(VisitOffer, "by_id"),
    ),
    rows(Promise, NETWORKS, withheld={NETWORKS: "id visit_id whose by_day body made_at done_at let_go_at"}),
    rows(Cell, NETWORKS, withheld={TECHNICAL: "id taker_id cell visit_id"}),
)
