"""Letters: what waits for 朝の1通, what one carries, and for whom one is due; rows of the outbox."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Connection,
    Date,
    Integer,
    Select,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    update,
)

from storage.accounts import Account
from storage.db import Here, UtcDateTime
from storage.outbox import COLUMNS, REFUSED, Notice, of, outbox
from storage.people import Person, belongs


@dataclass(frozen=True, slots=True)
class Calm:
    """Quiet weeks: of what letters carry the kinds that come `even` then, and the kinds that come by letter `after`.

    `away` are the kinds that letters bring to people on leave too.
    """

    even: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    away: frozenset[str] = frozenset()


# Built once: each letter asks them, and again whenever it is drawn.
_HERS = (outbox.c.network_id == bindparam("network")) & (outbox.c.person_id == bindparam("person"))
_OF_IT = outbox.c.letter == bindparam("its")
_INSIDE = (outbox.c.state == "carried") & _OF_IT
_DUE = (outbox.c.due_at <= bindparam("now")) & outbox.c.kind.in_(bindparam("kinds", expanding=True))
_READY = (outbox.c.state == "waiting") & or_(_DUE, outbox.c.kind.in_(bindparam("after", expanding=True)))
_FIRST = outbox.c.kind.in_(bindparam("first", expanding=True))
_TO_CARRY = (
    select(*COLUMNS)
    # Two letters of two days may be on their way where two clocks differ: each thing goes into one of them.
    .where(_HERS, or_(_INSIDE, _READY))
    .order_by(case((_INSIDE, 0), (_FIRST, 1), else_=2), outbox.c.due_at, outbox.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(of=outbox)
)
_CARRY = update(outbox).where(_HERS, outbox.c.id.in_(bindparam("ids", expanding=True)))
_CARRY = _CARRY.values(state="carried", letter=bindparam("its"))
_CARRIED = select(*COLUMNS).where(_HERS, _OF_IT, outbox.c.closed_at.is_(None)).order_by(outbox.c.due_at, outbox.c.id)


def carry(
    here: Here,
    person_id: UUID,
    letter: UUID,
    kinds: Collection[str],
    most: int,
    now: datetime,
    after: Collection[str] = (),
    first: Collection[str] = (),
) -> list[Notice]:
    """Put a person's oldest waiting notices of these kinds into a letter and return what it carries.

    What is due of `kinds`; of `after` whatever waits. What it carries already stays in it; then come the kinds `first`.
    """
    hers: dict[str, Any] = {"network": here.network_id, "person": person_id, "its": letter}
    asked = {"now": now, "kinds": list(kinds), "after": list(after), "first": list(first), "most": most}
    found = [Notice(*row) for row in here.session.execute(_TO_CARRY, hers | asked)]
    here.session.execute(_CARRY, hers | {"ids": [notice.id for notice in found]})
    return found


def carried(here: Here, person_id: UUID, letter: UUID) -> list[Notice]:
    """Return what a letter carries or has brought and nobody has answered yet, oldest first."""
    hers = {"network": here.network_id, "person": person_id, "its": letter}
    return [Notice(*row) for row in here.session.execute(_CARRIED, hers)]


@lru_cache(maxsize=8)
def _waiting_people(kinds: frozenset[str], calm: Calm) -> Select[Person]:
    # Built once for the kinds of a house: every minute asks it of each network.
    now: BindParameter[datetime] = bindparam("now", type_=UtcDateTime)
    today: BindParameter[date] = bindparam("today", type_=Date)
    mine = (outbox.c.network_id == Person.network_id) & (outbox.c.person_id == Person.id)
    usual = or_(Person.calm_until.is_(None), Person.calm_until <= today, outbox.c.kind.in_(list(calm.even)))
    on_leave = or_(Person.away_since.is_(None), outbox.c.kind.in_(list(calm.away)))
    due = (outbox.c.due_at <= now) & outbox.c.kind.in_(list(kinds)) & usual & on_leave
    rested = (Person.calm_until <= today) & outbox.c.kind.in_(list(calm.after)) & Person.away_since.is_(None)
    waits = exists().where(mine, outbox.c.state == "waiting", or_(due, rested))
    owns = (Account.network_id == Person.network_id) & (Account.person_id == Person.id)
    reached = exists().where(owns, Account.stopped_at.is_(None))
    wanted = select(Person).where(Person.network_id == bindparam("network"), belongs(), waits, reached)
    return wanted.order_by(Person.id)


def waiting_people(here: Here, kinds: Collection[str], now: datetime, today: date, calm: Calm = Calm()) -> list[Person]:
    """Return the people of a network for whom something of these kinds is due and whom something reaches."""
    wanted = _waiting_people(frozenset(kinds), calm)
    return list(here.session.scalars(wanted, {"network": here.network_id, "now": now, "today": today}))


def was_refused(here: Here, person_id: UUID, kind: str) -> bool:
    """Tell whether the last letter that was tried was refused: something in it cannot be shown."""
    wanted = select(outbox.c.state, outbox.c.reason).where(of(here, person_id), outbox.c.kind == kind)
    tried = outbox.c.state.in_(["sent", "ambiguous", "dead"])
    last = here.session.execute(wanted.where(tried).order_by(outbox.c.id.desc()).limit(1)).one_or_none()
    return last is not None and (last.state, last.reason) == ("dead", REFUSED)


def drop(link: Connection, notices: Iterable[Notice]) -> None:
    """Take what no longer matters out of its letter for good."""
    for notice in notices:
        itself = (outbox.c.network_id == notice.network_id) & (outbox.c.id == notice.id)
        link.execute(update(outbox).where(itself).values(state="moot", letter=None))


_POSTED = (
    select(outbox.c.subject_id)
    .where(outbox.c.network_id == bindparam("network"), outbox.c.kind == bindparam("kind"))
    .where(outbox.c.subject_id.in_(bindparam("ids", expanding=True)))
)


def posted(here: Here, kind: str, subjects: Collection[UUID]) -> set[UUID]:
    """Return which of some subjects a kind of notice has been posted about, however it went."""
    return set(here.session.scalars(_POSTED, {"network": here.network_id, "kind": kind, "ids": list(subjects)}))


def due_at(here: Here, person_id: UUID, kind: str, subject_id: UUID) -> datetime | None:
    """Return when a person's notice was due."""
    wanted = select(outbox.c.due_at).where(of(here, person_id), outbox.c.kind == kind)
    due: datetime | None = here.session.scalar(wanted.where(outbox.c.subject_id == subject_id))
    return due


def last_due(here: Here, person_id: UUID, kind: str, before: datetime) -> datetime | None:
    """Return when the newest notice of a kind was due that was brought to a person and was due before a moment."""
    wanted = select(func.max(outbox.c.due_at)).where(of(here, person_id), outbox.c.kind == kind)
    brought = wanted.where(outbox.c.state.in_(["sent", "ambiguous"]), outbox.c.due_at < before)
    due: datetime | None = here.session.scalar(brought)
    return due
