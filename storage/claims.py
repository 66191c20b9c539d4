"""Taking what is due out of the outbox, under a lease: whose, in which order, and who is passed by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    and_,
    bindparam,
    case,
    exists,
    or_,
    select,
    tuple_,
    union_all,
    update,
)

from storage.db import EVERYWHERE
from storage.leases import NOW, SENDING, leased, moments, until
from storage.outbox import COLUMNS, Notice, outbox
from storage.people import Person, belongs, listens

Pairs = list[tuple[UUID, UUID]]


@dataclass(frozen=True, slots=True)
class OnLeave:
    """What goes out to people on leave: notices of the kind `letter`, while one of `brings` waits for them."""

    letter: str = ""
    brings: frozenset[str] = frozenset()


NOTHING = OnLeave()


def claim(
    link: Connection, now: datetime, most: int, by_letter: Collection[str] = (), on_leave: OnLeave = NOTHING
) -> list[Notice]:
    """Take what is due under a lease of a minute, each person's notices in their order.

    What is still 'sending' past its lease is taken again. A person of whom something is being sent, or waits to be
    tried again, keeps her order: nothing later overtakes it. Nobody on leave is taken but for what `on_leave` says, and
    no kind of `by_letter`: a letter carries those.
    """
    people, away = _due_people(link, now, most, by_letter, on_leave)
    if not people:
        return []
    wanted = select(*COLUMNS).where(or_(_FRESH, _STUCK), ~_HELD)
    if away:
        here_now = tuple_(outbox.c.network_id, outbox.c.person_id).not_in(away)
        wanted = wanted.where(or_(here_now, _breaks_leave(on_leave)))
    wanted = wanted.where(outbox.c.kind.not_in(list(by_letter)))
    wanted = wanted.where(tuple_(outbox.c.network_id, outbox.c.person_id).in_(people))
    # What was tried before was there before; when that is due says only when it is tried again.
    first_due = case((outbox.c.attempts == 0, outbox.c.due_at))
    # Whoever held it until now may be beginning or settling it: what is taken is what stands there after that.
    wanted = wanted.order_by(outbox.c.attempts == 0, first_due, outbox.c.id).limit(most).with_for_update(of=outbox)
    found = [Notice(*row) for row in link.execute(wanted.execution_options(**EVERYWHERE), moments(now))]
    lease = until(now)
    if found:
        taken = tuple_(outbox.c.network_id, outbox.c.id).in_([(n.network_id, n.id) for n in found])
        values = {"state": SENDING, "lease_until": lease, "attempts": outbox.c.attempts + 1}
        link.execute(update(outbox).where(taken).values(values))
    return [replace(notice, attempts=notice.attempts + 1, lease_until=lease) for notice in found]


def _of_same_person(other: FromClause, *what: ColumnElement[bool]) -> ColumnElement[bool]:
    same = (other.c.network_id == outbox.c.network_id) & (other.c.person_id == outbox.c.person_id)
    return exists().where(same, *what)


def _held(other: FromClause) -> ColumnElement[bool]:
    tried = (other.c.state == "waiting") & (other.c.attempts > 0) & (other.c.due_at > NOW)
    return _of_same_person(other, other.c.id != outbox.c.id, or_(leased(other.c), tried))


_FRESH = (outbox.c.state == "waiting") & (outbox.c.due_at <= NOW)
_STUCK = (outbox.c.state == SENDING) & ~leased(outbox.c)
_HELD = _held(outbox.alias())


def _breaks_leave(on_leave: OnLeave) -> ColumnElement[bool]:
    other = outbox.alias()
    # What such a letter carried when its sender died is in it still.
    there = or_((other.c.state == "waiting") & (other.c.due_at <= NOW), other.c.state == "carried")
    brings = _of_same_person(other, there, other.c.kind.in_(list(on_leave.brings)))
    return and_(outbox.c.kind == on_leave.letter, brings)


@cache
def _due(by_letter: frozenset[str], on_leave: OnLeave) -> Any:
    """Return the question whose notices are due, built once: each tick asks it, and building it took longer."""
    # However much waits for those on leave, it takes nobody else's place.
    here_now: ColumnElement[bool] = exists().where(_of_person(), listens())
    if on_leave.brings:
        here_now = or_(here_now, and_(_breaks_leave(on_leave), exists().where(_of_person(), belongs())))
    wanted = select(outbox.c.network_id, outbox.c.person_id, outbox.c.due_at).where(~_HELD, here_now)
    wanted = wanted.where(outbox.c.kind.not_in(sorted(by_letter))).order_by(outbox.c.due_at, outbox.c.id)
    wanted = wanted.limit(bindparam("most", type_=Integer))
    # Two searches, each along the index: with "or" the database would look at everything that ever waits.
    parts = [select(wanted.where(part).subquery()) for part in (_FRESH, _STUCK)]
    return union_all(*parts).execution_options(**EVERYWHERE)


def _due_people(
    link: Connection, now: datetime, most: int, by_letter: Collection[str], on_leave: OnLeave
) -> tuple[Pairs, Pairs]:
    """Return whose notices are due, and who of them is on leave."""
    # The people are locked, not the notices: so no two workers take parts of one conversation, and somebody whose own
    # event is being handled is passed by.
    found = link.execute(_due(frozenset(by_letter), on_leave), {"most": most, **moments(now)}).all()
    people = list(dict.fromkeys((row[0], row[1]) for row in sorted(found, key=lambda row: row[2])))[:most]
    if not people:
        return [], []
    here = select(Person.network_id, Person.id, Person.away_since)
    here = here.where(tuple_(Person.network_id, Person.id).in_(people))
    here = here.where(belongs() if on_leave.brings else listens()).with_for_update(skip_locked=True)
    taken = [(row[0], row[1], row[2]) for row in link.execute(here.execution_options(**EVERYWHERE))]
    return [row[:2] for row in taken], [row[:2] for row in taken if row[2] is not None]


def _of_person() -> ColumnElement[bool]:
    return and_(outbox.c.network_id == Person.network_id, outbox.c.person_id == Person.id)
