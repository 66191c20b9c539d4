"""届いていない人: whom nothing reaches, with since when and why; never what it was about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, exists, func, or_, select, update

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


# Built once: every minute asks these of each network.
_LISTENING = (Person.network_id == bindparam("network")) & listens()
_HERS = (outbox.c.network_id == Person.network_id) & (outbox.c.person_id == Person.id)
_DEAD = (
    select(Person, func.min(outbox.c.due_at), func.min(outbox.c.reason))
    .join(outbox, _HERS)
    .where(_LISTENING, outbox.c.state == "dead", outbox.c.closed_at.is_(None))
    .group_by(*Person.__table__.c)
)
_OWNS = (Account.network_id == Person.network_id) & (Account.person_id == Person.id)
# A page that she is not signed in to reaches nobody.
_SIGNED_IN = exists().where(
    SignIn.network_id == Account.network_id,
    SignIn.account_id == Account.id,
    SignIn.kind == "session",
    SignIn.expires_at > bindparam("now"),
)
_THERE = or_(Account.platform != "web", _SIGNED_IN.correlate(Account))
_REACHED = exists().where(_OWNS, Account.stopped_at.is_(None), _THERE).correlate(Person)
_STOPPED = (
    select(Person, func.min(Account.stopped_at), func.min(Account.stopped_why))
    .join(Account, _OWNS)
    .where(_LISTENING, ~_REACHED, Account.stopped_at.is_not(None))
    .group_by(*Person.__table__.c)
)
_UNSEEN = (
    select(Person, func.min(outbox.c.sent_at))
    .join(outbox, _HERS)
    .where(_LISTENING, outbox.c.state == "sent", outbox.c.platform == "web", outbox.c.seen_at.is_(None))
    .where(outbox.c.sent_at < bindparam("since"), outbox.c.closed_at.is_(None))
    .group_by(*Person.__table__.c)
)


def _dead(here: Here) -> list[tuple[Person, datetime, str, bool]]:
    return [(row[0], row[1], row[2], True) for row in here.session.execute(_DEAD, {"network": here.network_id})]


def _stopped(here: Here, now: datetime) -> list[tuple[Person, datetime, str, bool]]:
    rows = here.session.execute(_STOPPED, {"network": here.network_id, "now": now})
    return [(row[0], row[1] or row[0].joined_at, row[2] or "", False) for row in rows]


def _unseen(here: Here, since: datetime) -> list[tuple[Person, datetime, str, bool]]:
    rows = here.session.execute(_UNSEEN, {"network": here.network_id, "since": since})
    return [(row[0], row[1], "unseen", False) for row in rows]


def try_again(here: Here, person_id: UUID, now: datetime) -> int:
    """Let what could not be sent to a person be tried once more, on every account; return how many notices."""
    mine = (outbox.c.network_id == here.network_id) & (outbox.c.person_id == person_id)
    dead = (outbox.c.state == "dead") & outbox.c.closed_at.is_(None)
    values = {"state": "waiting", "attempts": 0, "due_at": now, "reason": None}
    again = here.session.execute(update(outbox).where(mine, dead).values(values))
    owned = (Account.network_id == here.network_id) & (Account.person_id == person_id)
    here.session.execute(update(Account).where(owned).values(stopped_at=None, stopped_why=None))
    return int(again.rowcount)  # type: ignore[attr-defined]


_TOLD = (outbox.c.network_id == bindparam("network")) & (outbox.c.kind == bindparam("kind"))
_FORGET = delete(outbox).where(_TOLD, outbox.c.state.not_in(["sending", "carried"]))
_FORGET_TOLD = _FORGET.where(outbox.c.subject_id.not_in(bindparam("still", expanding=True)))
_FORGET_ONE = _FORGET.where(outbox.c.subject_id == bindparam("subject"))


def forget_told(here: Here, kind: str, still: list[UUID]) -> None:
    """Forget that coordinators were told of people who are reached again, so that they hear of the next time."""
    here.session.execute(_FORGET_TOLD, {"network": here.network_id, "kind": kind, "still": still})


def forget(here: Here, kind: str, subject_id: UUID) -> None:
    """Forget that coordinators were told of something, so that they hear of the next time."""
    here.session.execute(_FORGET_ONE, {"network": here.network_id, "kind": kind, "subject": subject_id})
