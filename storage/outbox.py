"""The outbox: notices (a kind and an id, no text) that wait to be said, were said, or could not be.

waiting -> sending (claim, attempt, lease) -> sent | moot | ambiguous | dead; what a letter carries is 'carried' while
the letter is on its way. Whoever settles a notice must still hold it: the attempt's number is the fencing token, and
whoever begins to send it must hold the very lease as well, for what is put off counts its attempts anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
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
    bindparam,
    case,
    false,
    func,
    select,
    text,
    update,
)

from storage import leases
from storage.db import Base, Here, UtcDateTime, insert_once
from storage.ids import next_id
from storage.tables import within

# The reason of what a platform does not take, whoever it is for.
REFUSED = "refused"

# Nobody has seen it or closed it.
_OPEN = text("seen_at IS NULL AND closed_at IS NULL")

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
    Index("ix_outbox_person", "network_id", "person_id", "state", "attempts"),
    Index("ix_outbox_letter", "network_id", "letter"),
    Index("ix_outbox_open", "state", "platform", "network_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    within("person_id", "people"),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One row: who is to be told what kind of thing about which subject, and how it stands.

    `attempts` counts the claims, the present one with them; `begun_at` says that a sending was begun on `platform` and
    not known to have ended; `doubtful` that it may have been shown before; `lease_until` is the claim's own.
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
    lease_until: datetime | None


COLUMNS = [outbox.c[name] for name in Notice.__dataclass_fields__]


def of(here: Here, person_id: UUID) -> ColumnElement[bool]:
    """Name a person's rows."""
    return and_(outbox.c.network_id == here.network_id, outbox.c.person_id == person_id)


def post(here: Here, person_id: UUID, kind: str, subject_id: UUID, due_at: datetime) -> None:
    """Put a notice in the outbox; the same kind about the same subject for the same person stays one row."""
    post_all(here, kind, due_at, [(person_id, subject_id)])


def post_all(here: Here, kind: str, due_at: datetime, to: Iterable[tuple[UUID, UUID]]) -> None:
    """Put notices of one kind, as (person, subject), in the outbox at once, each as post does."""
    row = {"network_id": here.network_id, "kind": kind, "state": "waiting", "due_at": due_at, "attempts": 0}
    rows = [{**row, "id": next_id(), "person_id": one, "subject_id": it, "doubtful": False} for one, it in to]
    if rows:
        here.session.execute(insert_once(here.session.connection(), outbox).on_conflict_do_nothing(), rows)


# Built once: whatever is delivered is held, begun and settled by them.
_ITS = (outbox.c.network_id == bindparam("its_network")) & (outbox.c.id == bindparam("its_id"))
_MINE = _ITS & (outbox.c.state == leases.SENDING) & (outbox.c.attempts == bindparam("its_attempts"))
_LEASED = (outbox.c.lease_until == bindparam("its_lease")) & (outbox.c.lease_until > bindparam("moment"))
_HELD = select(outbox.c.id).where(_MINE, _LEASED).with_for_update()
_CLAIMED = update(outbox).where(_MINE, _LEASED)
_TAKEN = update(outbox).where(_MINE)


def _its(notice: Notice) -> dict[str, Any]:
    return {"its_network": notice.network_id, "its_id": notice.id, "its_attempts": notice.attempts}


def _claim(notice: Notice, now: datetime) -> dict[str, Any]:
    return _its(notice) | {"its_lease": notice.lease_until, "moment": now}


def holds(link: Connection, notice: Notice, now: datetime) -> bool:
    """Tell whether a claim still holds; where it does nobody takes it before this transaction is over."""
    return link.scalar(_HELD, _claim(notice, now)) is not None


def begin(link: Connection, notice: Notice, platform: str, now: datetime) -> bool:
    """Note that a claimed notice is about to be sent on a platform; False when the claim has been lost."""
    values = {"begun_at": now, "platform": platform, "lease_until": leases.until(now), "doubtful": notice.doubtful}
    return bool(link.execute(_CLAIMED.values(values), _claim(notice, now)).rowcount)


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
    values |= {"reason": reason} | ({"doubtful": True} if doubtful else {})
    # What was shown counts from when it was drawn: a page that says how far it has seen knows only that moment.
    values |= {"sent_at": func.coalesce(outbox.c.begun_at, now)} if state == "sent" else {}
    values |= {"due_at": now} if state == "waiting" else {}
    done = link.execute(_TAKEN.values(values), _its(notice))
    if done.rowcount:
        _settle_carried(link, notice, state, reason, doubtful=doubtful)
    return bool(done.rowcount)


# Built once: each notice that went asks what it carried, and only letters did. `its`: the letter's own.
_LETTER = outbox.alias()
_ITSELF = (_LETTER.c.network_id == bindparam("its_network")) & (_LETTER.c.id == bindparam("its_id"))
_HERE = outbox.c.network_id == bindparam("its_network")
_CARRIED = _HERE & (outbox.c.letter == bindparam("its_subject")) & (outbox.c.state == "carried")
_AS_ITSELF: dict[str, Any] = {
    name: select(_LETTER.c[name]).where(_ITSELF).scalar_subquery()
    for name in ("state", "platform", "reference", "reason", "sent_at", "seen_at")
}
_BROUGHT = update(outbox).where(_CARRIED).values(_AS_ITSELF)
_DEAD = (outbox.c.kind == bindparam("its_kind")) & (outbox.c.state == "dead") & outbox.c.closed_at.is_(None)
_COME = update(outbox).where(_HERE, outbox.c.person_id == bindparam("its_person"), _DEAD)
_COME = _COME.values(closed_at=_AS_ITSELF["sent_at"])


def _settle_carried(link: Connection, letter: Notice, state: str, reason: str, *, doubtful: bool) -> None:
    its: dict[str, Any] = {"its_network": letter.network_id, "its_id": letter.id}
    subject = {"its_network": letter.network_id, "its_subject": letter.subject_id}
    if state == "sent":
        if link.execute(_BROUGHT, its | subject).rowcount:
            # What an earlier letter could not bring has come by this one.
            link.execute(_COME, its | {"its_kind": letter.kind, "its_person": letter.person_id})
        return
    if state == "waiting" and doubtful:
        # It may stand before her eyes: until that is known, what it carries stays in it.
        link.execute(update(outbox).where(_CARRIED).values(doubtful=True), subject)
        return
    values: dict[str, Any] = {"state": "waiting", "letter": None} | ({"doubtful": True} if doubtful else {})
    if (state, reason) == ("dead", REFUSED) and link.scalar(select(func.count()).where(_CARRIED), subject) == 1:
        values |= {"state": "dead", "reason": REFUSED}
    link.execute(update(outbox).where(_CARRIED).values(values), subject)


def put_off(link: Connection, notice: Notice, until: datetime) -> None:
    """Let a claimed notice wait for a better hour; it holds nothing up meanwhile."""
    values = {"state": "waiting", "lease_until": None, "attempts": 0, "due_at": until}
    link.execute(_TAKEN.values(values), _its(notice))


def release(link: Connection, notices: Iterable[Notice]) -> None:
    """Give claimed notices back untouched: the one before them has to be tried again first."""
    for notice in notices:
        values = {"state": "waiting", "lease_until": None, "attempts": notice.attempts - 1}
        link.execute(_TAKEN.values(values), _its(notice))


# Built once: whoever is shown home asks it.
OPEN_FOR = (
    select(*COLUMNS)
    .where(outbox.c.network_id == bindparam("network"), outbox.c.person_id == bindparam("person"))
    .where(outbox.c.state == "sent", outbox.c.closed_at.is_(None))
    .order_by(outbox.c.sent_at, outbox.c.id)
)


def open_for(here: Here, person_id: UUID) -> list[Notice]:
    """Return the notices that a person was sent and has not answered, oldest first."""
    values = {"network": here.network_id, "person": person_id}
    return [Notice(*row) for row in here.session.execute(OPEN_FOR, values)]


_OPEN_OF_KIND = OPEN_FOR.with_only_columns(outbox.c.subject_id).where(outbox.c.kind == bindparam("its_kind"))


def open_of_kind(here: Here, person_id: UUID, kind: str) -> list[UUID]:
    """Return what the notices of one kind are about that a person was sent and has not answered, oldest first."""
    values = {"network": here.network_id, "person": person_id, "its_kind": kind}
    return list(here.session.scalars(_OPEN_OF_KIND, values))


_CLOSE = (
    update(outbox)
    .where(outbox.c.network_id == bindparam("network"), outbox.c.person_id == bindparam("person"))
    .where(outbox.c.kind == bindparam("its_kind"), outbox.c.subject_id == bindparam("its_subject"))
    .where(outbox.c.closed_at.is_(None))
    .values(closed_at=bindparam("moment"), state=case((outbox.c.state == "waiting", "moot"), else_=outbox.c.state))
)


def close(here: Here, person_id: UUID, kind: str, subject_id: UUID, now: datetime) -> None:
    """Note that a person has answered a notice, or that it no longer matters: then it is not sent any more."""
    its = {"network": here.network_id, "person": person_id, "its_kind": kind, "its_subject": subject_id}
    here.session.execute(_CLOSE, its | {"moment": now})
