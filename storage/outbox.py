"""The outbox: notices (a kind and an id, no text) that wait to be said, were said, or could not be.

waiting -> sending (claim, attempt, lease) -> sent | moot | ambiguous | dead; what a letter carries is 'carried' while
the letter is on its way. Whoever settles a notice must still hold it: the attempt's number is the fencing token.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    and_,
    case,
    exists,
    false,
    or_,
    select,
    tuple_,
    update,
)

from storage.accounts import Account
from storage.db import EVERYWHERE, Base, Here, UtcDateTime, insert_once
from storage.ids import uuid7
from storage.people import Person
from storage.tables import within

LEASE = timedelta(seconds=60)

outbox = Table(
    "outbox",
    Base.metadata,
    Column("network_id", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("state", String(10), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("begun_at", UtcDateTime),
    Column("doubtful", Boolean, nullable=False, server_default=false()),
    Column("platform", String(20)),
    Column("letter", Uuid),
    Column("sent_at", UtcDateTime),
    Column("seen_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("reference", String(200)),
    Column("reason", String(60)),
    PrimaryKeyConstraint("network_id", "id"),
    UniqueConstraint("network_id", "kind", "subject_id", "person_id"),
    Index("ix_outbox_due", "state", "due_at"),
    Index("ix_outbox_person", "network_id", "person_id", "state"),
    within("person_id", "people"),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One row: who is to be told what kind of thing about which subject, and how it stands.

    `attempts` counts the claims, the present one with them; `begun_at` says that a sending was begun on `platform` and
    not known to have ended; `doubtful` that it may have been shown before.
    """

    network_id: UUID
    id: UUID
    person_id: UUID
    kind: str
    subject_id: UUID
    state: str
    due_at: datetime
    attempts: int
    begun_at: datetime | None
    doubtful: bool
    platform: str | None
    letter: UUID | None
    sent_at: datetime | None


_COLUMNS = [outbox.c[name] for name in Notice.__dataclass_fields__]


def _is(notice: Notice) -> ColumnElement[bool]:
    return and_(outbox.c.network_id == notice.network_id, outbox.c.id == notice.id)


def _of(here: Here, person_id: UUID) -> ColumnElement[bool]:
    return and_(outbox.c.network_id == here.network_id, outbox.c.person_id == person_id)


def post(here: Here, person_id: UUID, kind: str, subject_id: UUID, due_at: datetime) -> None:
    """Put a notice in the outbox; the same kind about the same subject for the same person stays one row."""
    row = {"network_id": here.network_id, "id": uuid7(), "person_id": person_id, "kind": kind}
    row |= {"subject_id": subject_id, "state": "waiting", "due_at": due_at, "attempts": 0, "doubtful": False}
    here.session.execute(insert_once(here.session.connection(), outbox).values(row).on_conflict_do_nothing())


def claim(link: Connection, now: datetime, most: int, by_letter: Collection[str] = ()) -> list[Notice]:
    """Take what is due under a lease of a minute, each person's notices in their order.

    What is still 'sending' past its lease is taken again. A person of whom something is being sent, or waits to be
    tried again, keeps her order: nothing later overtakes it. Nobody on leave is taken, and no kind of `by_letter`:
    a letter carries those.
    """
    people = _due_people(link, now, most, by_letter)
    if not people:
        return []
    wanted = select(*_COLUMNS).where(_due(now, by_letter), ~_held(now))
    wanted = wanted.where(tuple_(outbox.c.network_id, outbox.c.person_id).in_(people))
    # What was tried before was there before.
    order = (outbox.c.attempts == 0, outbox.c.due_at, outbox.c.id)
    wanted = wanted.order_by(*order).limit(most).execution_options(**EVERYWHERE)
    found = [Notice(*row) for row in link.execute(wanted)]
    if found:
        taken = tuple_(outbox.c.network_id, outbox.c.id).in_([(n.network_id, n.id) for n in found])
        values = {"state": "sending", "lease_until": now + LEASE, "attempts": outbox.c.attempts + 1}
        link.execute(update(outbox).where(taken).values(values))
    return [_taken(notice) for notice in found]


def _taken(notice: Notice) -> Notice:
    values = {name: getattr(notice, name) for name in Notice.__dataclass_fields__}
    return Notice(**{**values, "attempts": notice.attempts + 1})


def _due(now: datetime, by_letter: Collection[str]) -> ColumnElement[bool]:
    fresh = (outbox.c.state == "waiting") & (outbox.c.due_at <= now)
    stuck = (outbox.c.state == "sending") & (outbox.c.lease_until <= now)
    return or_(fresh, stuck) & outbox.c.kind.not_in(list(by_letter))


def _held(now: datetime) -> ColumnElement[bool]:
    other = outbox.alias()
    same = (other.c.network_id == outbox.c.network_id) & (other.c.person_id == outbox.c.person_id)
    under_way = (other.c.state == "sending") & (other.c.lease_until > now)
    tried = (other.c.state == "waiting") & (other.c.attempts > 0) & (other.c.due_at > now)
    return exists().where(same, other.c.id != outbox.c.id, or_(under_way, tried))


def _due_people(link: Connection, now: datetime, most: int, by_letter: Collection[str]) -> list[tuple[UUID, UUID]]:
    # The people are locked, not the notices: so no two workers take parts of one conversation, and somebody whose own
    # event is being handled is passed by.
    due = exists().where(outbox.c.network_id == Person.network_id, outbox.c.person_id == Person.id)
    oldest = select(outbox.c.network_id, outbox.c.person_id).where(_due(now, by_letter), ~_held(now))
    oldest = oldest.order_by(outbox.c.due_at, outbox.c.id).limit(most).execution_options(**EVERYWHERE)
    people = list(dict.fromkeys((row[0], row[1]) for row in link.execute(oldest)))
    if not people:
        return []
    here = select(Person.network_id, Person.id).where(tuple_(Person.network_id, Person.id).in_(people))
    here = here.where(Person.away_since.is_(None), due).with_for_update(skip_locked=True)
    return [(row[0], row[1]) for row in link.execute(here.execution_options(**EVERYWHERE))]


def begin(link: Connection, notice: Notice, platform: str, now: datetime) -> bool:
    """Note that a claimed notice is about to be sent on a platform; False when the claim has been lost."""
    held = outbox.c.lease_until > now
    values = {"begun_at": now, "platform": platform, "lease_until": now + LEASE}
    done = link.execute(update(outbox).where(_is(notice), _mine(notice), held).values(values))
    return bool(done.rowcount)


def _mine(notice: Notice) -> ColumnElement[bool]:
    return (outbox.c.state == "sending") & (outbox.c.attempts == notice.attempts)


def settle(
    link: Connection,
    notice: Notice,
    state: str,
    now: datetime,
    *,
    reference: str = "",
    reason: str = "",
    doubtful: bool = False,
) -> bool:
    """Write how a claimed notice ended: sent, waiting (again from now), moot, ambiguous or dead.

    With it goes what it carried. False when the claim has been lost: then somebody else settles it.
    """
    values: dict[str, Any] = {"state": state, "lease_until": None, "begun_at": None, "reference": reference}
    values |= {"reason": reason, "doubtful": notice.doubtful or doubtful}
    values |= {"sent_at": now} if state == "sent" else {"due_at": now} if state == "waiting" else {}
    done = link.execute(update(outbox).where(_is(notice), _mine(notice)).values(values))
    if done.rowcount:
        _settle_carried(link, notice, values, doubtful=doubtful)
    return bool(done.rowcount)


def _settle_carried(link: Connection, notice: Notice, letter: dict[str, Any], *, doubtful: bool) -> None:
    carried = (outbox.c.network_id == notice.network_id) & (outbox.c.letter == notice.subject_id)
    values: dict[str, Any] = {"state": "waiting", "letter": None}
    if letter["state"] == "sent":
        platform = select(outbox.c.platform).where(_is(notice)).scalar_subquery()
        values = {name: letter[name] for name in ("state", "reference", "reason", "sent_at")} | {"platform": platform}
    elif doubtful:
        values |= {"doubtful": True}
    link.execute(update(outbox).where(carried, outbox.c.state == "carried").values(values))


def put_off(link: Connection, notice: Notice, until: datetime) -> None:
    """Let a claimed notice wait for a better hour; it holds nothing up meanwhile."""
    values = {"state": "waiting", "lease_until": None, "attempts": 0, "due_at": until}
    link.execute(update(outbox).where(_is(notice), _mine(notice)).values(values))


def drop(link: Connection, notices: Iterable[Notice]) -> None:
    """Take what no longer matters out of its letter for good."""
    for notice in notices:
        link.execute(update(outbox).where(_is(notice)).values(state="moot", letter=None))


def release(link: Connection, notices: Iterable[Notice]) -> None:
    """Give claimed notices back untouched: the one before them has to be tried again first."""
    for notice in notices:
        values = {"state": "waiting", "lease_until": None, "attempts": notice.attempts - 1}
        link.execute(update(outbox).where(_is(notice), _mine(notice)).values(values))


def carry(here: Here, person_id: UUID, letter: UUID, kinds: Collection[str], most: int, now: datetime) -> list[Notice]:
    """Put a person's oldest waiting notices of these kinds into a letter and return what it carries, oldest first."""
    inside = (outbox.c.state == "carried") & (outbox.c.letter == letter)
    ready = (outbox.c.state == "waiting") & (outbox.c.due_at <= now) & outbox.c.kind.in_(list(kinds))
    wanted = select(*_COLUMNS).where(_of(here, person_id), or_(inside, ready))
    wanted = wanted.order_by(outbox.c.due_at, outbox.c.id).limit(most)
    found = [Notice(*row) for row in here.session.execute(wanted)]
    ids = [notice.id for notice in found]
    mine = _of(here, person_id) & outbox.c.id.in_(ids)
    here.session.execute(update(outbox).where(mine).values(state="carried", letter=letter))
    return found


def carried(here: Here, person_id: UUID, letter: UUID) -> list[Notice]:
    """Return what a letter carries or has brought and nobody has answered yet, oldest first."""
    wanted = select(*_COLUMNS).where(_of(here, person_id), outbox.c.letter == letter, outbox.c.closed_at.is_(None))
    return [Notice(*row) for row in here.session.execute(wanted.order_by(outbox.c.due_at, outbox.c.id))]


def waiting_people(here: Here, kinds: Collection[str], now: datetime) -> list[Person]:
    """Return the people of a network for whom something of these kinds is due and whom something reaches."""
    mine = (outbox.c.network_id == Person.network_id) & (outbox.c.person_id == Person.id)
    due = exists().where(mine, outbox.c.state == "waiting", outbox.c.due_at <= now, outbox.c.kind.in_(list(kinds)))
    owns = (Account.network_id == Person.network_id) & (Account.person_id == Person.id)
    reached = exists().where(owns, Account.stopped_at.is_(None))
    wanted = select(Person).where(Person.network_id == here.network_id, Person.away_since.is_(None), due, reached)
    return list(here.session.scalars(wanted.order_by(Person.id)))


def open_for(here: Here, person_id: UUID) -> list[Notice]:
    """Return the notices that a person was sent and has not answered, oldest first."""
    wanted = select(*_COLUMNS).where(_of(here, person_id), outbox.c.state == "sent", outbox.c.closed_at.is_(None))
    return [Notice(*row) for row in here.session.execute(wanted.order_by(outbox.c.sent_at, outbox.c.id))]


def close(here: Here, person_id: UUID, kind: str, subject_id: UUID, now: datetime) -> None:
    """Note that a person has answered a notice, or that it no longer matters: then it is not sent any more."""
    state = case((outbox.c.state == "waiting", "moot"), else_=outbox.c.state)
    here.session.execute(
        update(outbox)
        .where(_of(here, person_id), outbox.c.kind == kind, outbox.c.subject_id == subject_id)
        .where(outbox.c.closed_at.is_(None))
        .values(closed_at=now, state=state)
    )


def seen(here: Here, person_id: UUID, platform: str, until: datetime, now: datetime) -> None:
    """Note that a person has been shown what was sent to her on a platform up to a moment."""
    new = (outbox.c.state == "sent") & (outbox.c.platform == platform) & outbox.c.seen_at.is_(None)
    here.session.execute(update(outbox).where(_of(here, person_id), new, outbox.c.sent_at <= until).values(seen_at=now))
