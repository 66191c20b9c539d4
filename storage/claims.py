"""Taking what is due out of the outbox, under a lease: whose, in which order, and who is passed by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, FromClause, and_, case, exists, or_, select, tuple_, union_all, update

from storage.db import EVERYWHERE
from storage.outbox import COLUMNS, LEASE, Notice, outbox
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
    wanted = select(*COLUMNS).where(or_(_fresh(now), _stuck(now)), ~_held(now))
    if away:
        here_now = tuple_(outbox.c.network_id, outbox.c.person_id).not_in(away)
        wanted = wanted.where(or_(here_now, _breaks_leave(now, on_leave)))
    wanted = wanted.where(outbox.c.kind.not_in(list(by_letter)))
    wanted = wanted.where(tuple_(outbox.c.network_id, outbox.c.person_id).in_(people))
    # What was tried before was there before; when that is due says only when it is tried again.
    first_due = case((outbox.c.attempts == 0, outbox.c.due_at))
    # Whoever held it until now may be beginning or settling it: what is taken is what stands there after that.
    wanted = wanted.order_by(outbox.c.attempts == 0, first_due, outbox.c.id).limit(most).with_for_update(of=outbox)
    found = [Notice(*row) for row in link.execute(wanted.execution_options(**EVERYWHERE))]
    if found:
        taken = tuple_(outbox.c.network_id, outbox.c.id).in_([(n.network_id, n.id) for n in found])
        values = {"state": "sending", "lease_until": now + LEASE, "attempts": outbox.c.attempts + 1}
        link.execute(update(outbox).where(taken).values(values))
    return [replace(notice, attempts=notice.attempts + 1) for notice in found]


def _leased(table: FromClause, now: datetime) -> ColumnElement[bool]:
    # No lease is as long as two: one that is was given by a clock that has been set back since.
    return and_(table.c.state == "sending", table.c.lease_until > now, table.c.lease_until <= now + 2 * LEASE)


def _fresh(now: datetime) -> ColumnElement[bool]:
    return (outbox.c.state == "waiting") & (outbox.c.due_at <= now)


def _stuck(now: datetime) -> ColumnElement[bool]:
    return (outbox.c.state == "sending") & ~_leased(outbox, now)


def _held(now: datetime) -> ColumnElement[bool]:
    other = outbox.alias()
    same = (other.c.network_id == outbox.c.network_id) & (other.c.person_id == outbox.c.person_id)
    under_way = _leased(other, now)
    tried = (other.c.state == "waiting") & (other.c.attempts > 0) & (other.c.due_at > now)
    return exists().where(same, other.c.id != outbox.c.id, or_(under_way, tried))


def _breaks_leave(now: datetime, on_leave: OnLeave) -> ColumnElement[bool]:
    other = outbox.alias()
    same = (other.c.network_id == outbox.c.network_id) & (other.c.person_id == outbox.c.person_id)
    # What such a letter carried when its sender died is in it still.
    there = or_((other.c.state == "waiting") & (other.c.due_at <= now), other.c.state == "carried")
    brings = exists().where(same, there, other.c.kind.in_(list(on_leave.brings)))
    return and_(outbox.c.kind == on_leave.letter, brings)


def _due_people(
    link: Connection, now: datetime, most: int, by_letter: Collection[str], on_leave: OnLeave
) -> tuple[Pairs, Pairs]:
    """Return whose notices are due, and who of them is on leave."""
    # The people are locked, not the notices: so no two workers take parts of one conversation, and somebody whose own
    # event is being handled is passed by. However much waits for those on leave, it takes nobody else's place.
    here_now: ColumnElement[bool] = exists().where(_of_person(), listens())
    if on_leave.brings:
        here_now = or_(here_now, and_(_breaks_leave(now, on_leave), exists().where(_of_person(), belongs())))
    wanted = select(outbox.c.network_id, outbox.c.person_id, outbox.c.due_at).where(~_held(now), here_now)
    wanted = wanted.where(outbox.c.kind.not_in(list(by_letter))).order_by(outbox.c.due_at, outbox.c.id).limit(most)
    # Two searches, each along the index: with "or" the database would look at everything that ever waits.
    parts = [select(wanted.where(part).subquery()) for part in (_fresh(now), _stuck(now))]
    found = link.execute(union_all(*parts).execution_options(**EVERYWHERE)).all()
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
