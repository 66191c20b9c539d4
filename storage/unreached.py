"""届いていない人: whom nothing reaches, with since when and why; never what it was about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, exists, func, or_, select, update

from storage.accounts import Account
from storage.db import Here
from storage.outbox import outbox
from storage.people import Person, listens
from storage.signins import SignIn


@dataclass(frozen=True, slots=True)
class Unreached:
    """One person: since when, and why: an account's code word (blocked, gone), a letter's, or 'unseen' on the web."""

    person: Person
    since: datetime
    why: str
    again: bool


def everyone(here: Here, unseen_since: datetime, now: datetime) -> list[Unreached]:
    """Return the network's people whom nothing reaches, longest first.

    `unseen_since`: what was sent to a page before that moment and never stood on it counts. Who is on leave is not
    asked for.
    """
    found: dict[UUID, Unreached] = {}
    for person, since, why, again in [*_dead(here), *_stopped(here, now), *_unseen(here, unseen_since)]:
        before = found.get(person.id)
        if before is None or since < before.since:
            found[person.id] = Unreached(person, since, why or "", again or bool(before and before.again))
    return sorted(found.values(), key=lambda one: (one.since, one.person.id))


def _dead(here: Here) -> list[tuple[Person, datetime, str, bool]]:
    mine = (outbox.c.network_id == Person.network_id) & (outbox.c.person_id == Person.id)
    wanted = select(Person, func.min(outbox.c.due_at), func.min(outbox.c.reason)).join(outbox, mine)
    wanted = wanted.where(Person.network_id == here.network_id, listens())
    wanted = wanted.where(outbox.c.state == "dead", outbox.c.closed_at.is_(None)).group_by(*Person.__table__.c)
    return [(row[0], row[1], row[2], True) for row in here.session.execute(wanted)]


def _stopped(here: Here, now: datetime) -> list[tuple[Person, datetime, str, bool]]:
    owns = (Account.network_id == Person.network_id) & (Account.person_id == Person.id)
    # A page that she is not signed in to reaches nobody.
    signed_in = exists().where(
        SignIn.network_id == Account.network_id,
        SignIn.account_id == Account.id,
        SignIn.kind == "session",
        SignIn.expires_at > now,
    )
    there = or_(Account.platform != "web", signed_in.correlate(Account))
    reached = exists().where(owns, Account.stopped_at.is_(None), there).correlate(Person)
    wanted = select(Person, func.min(Account.stopped_at), func.min(Account.stopped_why)).join(Account, owns)
    wanted = wanted.where(Person.network_id == here.network_id, listens(), ~reached)
    wanted = wanted.where(Account.stopped_at.is_not(None))
    rows = here.session.execute(wanted.group_by(*Person.__table__.c))
    return [(row[0], row[1] or row[0].joined_at, row[2] or "", False) for row in rows]


def _unseen(here: Here, since: datetime) -> list[tuple[Person, datetime, str, bool]]:
    mine = (outbox.c.network_id == Person.network_id) & (outbox.c.person_id == Person.id)
    wanted = select(Person, func.min(outbox.c.sent_at)).join(outbox, mine)
    wanted = wanted.where(Person.network_id == here.network_id, listens())
    wanted = wanted.where(outbox.c.state == "sent", outbox.c.platform == "web", outbox.c.seen_at.is_(None))
    wanted = wanted.where(outbox.c.sent_at < since, outbox.c.closed_at.is_(None)).group_by(*Person.__table__.c)
    return [(row[0], row[1], "unseen", False) for row in here.session.execute(wanted)]


def try_again(here: Here, person_id: UUID, now: datetime) -> int:
    """Let what could not be sent to a person be tried once more, on every account; return how many notices."""
    mine = (outbox.c.network_id == here.network_id) & (outbox.c.person_id == person_id)
    dead = (outbox.c.state == "dead") & outbox.c.closed_at.is_(None)
    values = {"state": "waiting", "attempts": 0, "due_at": now, "reason": None}
    again = here.session.execute(update(outbox).where(mine, dead).values(values))
    owned = (Account.network_id == here.network_id) & (Account.person_id == person_id)
    here.session.execute(update(Account).where(owned).values(stopped_at=None, stopped_why=None))
    return int(again.rowcount)  # type: ignore[attr-defined]


def forget_told(here: Here, kind: str, still: list[UUID]) -> None:
    """Forget that coordinators were told of people who are reached again, so that they hear of the next time."""
    told = (outbox.c.network_id == here.network_id) & (outbox.c.kind == kind) & outbox.c.subject_id.not_in(still)
    here.session.execute(delete(outbox).where(told, outbox.c.state.not_in(["sending", "carried"])))


def forget(here: Here, kind: str, subject_id: UUID) -> None:
    """Forget that coordinators were told of something, so that they hear of the next time."""
    told = (outbox.c.network_id == here.network_id) & (outbox.c.kind == kind) & (outbox.c.subject_id == subject_id)
    here.session.execute(delete(outbox).where(told, outbox.c.state.not_in(["sending", "carried"])))
