"""Leaving: a person's rows go, and of hers stays one without a name. Her keys must have been shredded before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Integer, and_, bindparam, delete, func, or_, select, update

from storage import networks, outbox, people, standings
from storage.answers import Answer
from storage.db import EVERYWHERE, Here
from storage.ids import short
from storage.invites import Invite
from storage.people import ASKS_A_WEEK, HOURS, MORNING, RHYTHM, Person, Role, belongs
from storage.personal import TABLES
from storage.personal_training import ENTERED
from storage.personal_visits import notes_of, wishes_of
from storage.places import Meeting
from storage.questions import Question
from storage.seats import Unwanted
from storage.shares import Share
from storage.shown import forget_all, shown
from storage.visit_notes import VisitNote
from storage.visit_offers import VisitOffer
from storage.visit_steps import VisitStep
from storage.visits import LIVE, Visit
from storage.whose import shares_of

# A coordinator may take a removal back so long; then she is deleted like who leaves by herself.
REMOVED_DAYS = 30


def erase(here: Here, person_id: UUID, now: datetime) -> None:
    """Delete all that is a person's, let messages that quote her follow, and take her name from what stays.

    Done twice is done; somebody of another network is nobody.
    """
    person = people.get(here, person_id)
    if person is None or person.left_at:
        return
    _let_go(here, person_id, now)
    for rows in TABLES:
        if rows.goes is not None:
            gone = rows.table.delete().where(rows.goes(here.network_id, person_id))
            here.session.execute(gone.execution_options(**EVERYWHERE))
    people.forget_roles(here)
    person.name, person.office_id, person.face, person.after_hours = "", None, None, "quiet"
    person.morning_at, (person.hours_from, person.hours_until) = MORNING, HOURS
    person.away_since = person.away_until = person.agreed_at = person.paused_at = person.removed_at = None
    person.fridays = person.advises = False
    person.calm_until = None
    person.asks_a_week, person.rhythm = ASKS_A_WEEK, RHYTHM
    person.joined_at = person.left_at = now
    here.session.flush()


def _let_go(here: Here, person_id: UUID, now: datetime) -> None:
    """Take her from rows that stay: what was given in return for hers, what she came by, what quotes her."""
    of_hers = shares_of(here.network_id, person_id)
    shared = list(here.session.scalars(of_hers))
    given = (Share.network_id == here.network_id) & Share.answers.in_(of_hers)
    here.session.execute(update(Share).where(given).values(answers=None))
    _unname(here, person_id, now)
    # What she told others stays with them, of nobody.
    for table, who in ((Question, Question.asker_id), (Answer, Answer.author_id)):
        said = (table.network_id == here.network_id) & (who == person_id)
        here.session.execute(update(table).where(said).values({who: None, table.named: False}))
    connected = (Meeting.network_id == here.network_id) & (Meeting.connected_by == person_id)
    here.session.execute(update(Meeting).where(connected).values(connected_by=None))
    _from_visits(here, person_id)
    for who in ENTERED:
        by_her = (who.class_.network_id == here.network_id) & (who == person_id)
        here.session.execute(update(who.class_).where(by_her).values({who: None}))
    came_by = (Invite.network_id == here.network_id) & (Invite.person_id == person_id)
    here.session.execute(update(Invite).where(came_by).values(name=""))
    quoting = [shown.c.person_id == person_id]
    # What readers of hers were shown is about the share, whatever stands before or behind its id.
    quoting += [shown.c.about.contains(short(id), autoescape=True) for id in shared]
    for one in quoting:
        here.session.execute(update(shown).where(shown.c.network_id == here.network_id, one).values(gone=True))


def _from_visits(here: Here, person_id: UUID) -> None:
    """Visits of her office stay its own: arranged with nobody, and what she wrote for them goes."""
    hand_over(here, person_id)
    for table, who in ((Visit, Visit.booked_by), (VisitStep, VisitStep.by_id), (VisitOffer, VisitOffer.by_id)):
        hers = (table.network_id == here.network_id) & (who == person_id)
        here.session.execute(update(table).where(hers).values({who: None}))
    notes = here.session.scalars(select(VisitNote.id).where(notes_of(here.network_id, person_id)))
    forget_all(here, *(short(id) for id in notes))
    # While it can still be told which visits were hers.
    here.session.execute(delete(VisitNote).where(notes_of(here.network_id, person_id)))
    here.session.execute(delete(Unwanted).where(wishes_of(here.network_id, person_id)))
    guest = (Visit.network_id == here.network_id) & (Visit.guest_id == person_id)
    hers_no_more = {Visit.guest_id: None, Visit.booked_by: None, Visit.line: "", Visit.wish: "", Visit.word_id: None}
    here.session.execute(update(Visit).where(guest).values(hers_no_more))


def hand_over(here: Here, person_id: UUID) -> None:
    """Offices of which nobody is here are telephoned by another coordinator: they, and who comes, lose nothing.

    What was not read of their visits yet is told to her too.
    """
    others = [id for id in people.with_role(here, "coordinator") if id != person_id]
    there = people.belonging(here, others)
    if others:
        hers = (Visit.network_id == here.network_id) & (Visit.booked_by == person_id) & Visit.guest_id.is_(None)
        other = min(others, key=lambda id: (id not in there, id))
        its = (VisitStep.network_id == Visit.network_id) & (VisitStep.visit_id == Visit.id)
        steps = here.session.scalars(select(VisitStep.id).join(Visit, its).where(hers)).all()
        _hand_on(here, person_id, other, steps)
        here.session.execute(update(Visit).where(hers, Visit.state.in_(LIVE)).values(booked_by=other))


def _hand_on(here: Here, person_id: UUID, other: UUID, subjects: Collection[UUID]) -> None:
    """Have somebody else told what a person was told of some subjects, and has not read."""
    its = outbox.outbox.c
    unseen = and_(its.state == "sent", its.platform == "web", its.seen_at.is_(None))
    unread = or_(its.state.in_(("waiting", "sending", "carried", "dead")), unseen)
    wanted = select(its.kind, its.subject_id, its.due_at).where(outbox.of(here, person_id), unread)
    wanted = wanted.where(its.closed_at.is_(None), its.subject_id.in_(subjects))
    for kind, subject, due in here.session.execute(wanted).all():
        outbox.post(here, other, kind, subject, due)


def _unname(here: Here, person_id: UUID, now: datetime) -> None:
    """Have drawn anew, and wiped from telephones, whatever stands somewhere with her name."""
    asked = select(Question.id, Question.id).where(Question.network_id == here.network_id, Question.named)
    said = select(Answer.question_id, Answer.id).where(Answer.network_id == here.network_id, Answer.named)
    named = [*here.session.execute(asked.where(Question.asker_id == person_id))]
    named += [*here.session.execute(said.where(Answer.author_id == person_id))]
    for question_id, id in named:
        standings.want(here, question_id, id, now)
    forget_all(here, *(short(id) for _, id in named))


def others_with(here: Here, role: str, but: UUID) -> int:
    """Return how many others who belong have a role; whoever asks next waits until this transaction has ended."""
    # Two who leave at once must not each count on the other.
    networks.hold(here)
    own = (Role.network_id == Person.network_id) & (Role.person_id == Person.id)
    wanted = select(func.count()).select_from(Person).join(Role, own)
    wanted = wanted.where(Person.network_id == here.network_id, Role.role == role, Person.id != but, belongs())
    return here.session.scalar(wanted) or 0


# Built once: each sweep asks both.
_REMAINING: Any = (
    select(Person.network_id, Person.id)
    .where(Person.left_at.is_(None))
    .order_by(Person.id)
    .execution_options(**EVERYWHERE)
)
_REMOVED: Any = (
    _REMAINING.where(Person.removed_at <= bindparam("until"))
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)


def removed(link: Connection, until: datetime, most: int) -> list[tuple[UUID, UUID]]:
    """Return (network, person) of those who were removed up to a moment, held so that one worker alone deletes them."""
    return [(row[0], row[1]) for row in link.execute(_REMOVED, {"until": until, "most": most})]


def remaining(link: Connection) -> list[tuple[UUID, UUID]]:
    """Return (network, person) of everybody who has not left."""
    return [(row[0], row[1]) for row in link.execute(_REMAINING)]


def hold(link: Connection, network_id: UUID, person_id: UUID) -> bool:
    """Hold a person who has not left; False while another worker does, or where there is none."""
    hers = (Person.network_id == network_id) & (Person.id == person_id) & Person.left_at.is_(None)
    return link.scalar(select(Person.id).where(hers).with_for_update(skip_locked=True)) is not None
