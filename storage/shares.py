"""Shares: lines of a reflection that its owner lets named people read, until she takes them back; sealed by her key."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    LargeBinary,
    Select,
    String,
    UniqueConstraint,
    Uuid,
    bindparam,
    case,
    delete,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import EVERYWHERE, Base, Here, UtcDateTime, insert_once
from storage.ids import short, uuid7
from storage.keys import Keys
from storage.outbox import outbox
from storage.people import Person, belongs
from storage.shown import forget
from storage.tables import Owned, within

# What stands before a share's id where a card only says that there is one.
MARKS = ("offer", "opened")
PREPARED, OFFERED, OPEN, DECLINED = "prepared", "offered", "open", "declined"


class Share(Owned, Base):
    """Chosen lines of one reflection, for one use: 'mutual', 'single' (個別SV) or 'group' (グループSV).

    `state`: 'prepared' (its owner is still choosing), 'offered' (mutual: nobody reads yet), 'open' (its readers can
    read), 'declined' (it comes to nothing). `answers` is the share that a mutual one was given in return for. The body
    is sealed with a key of its own under the owner's key: taking it back shreds every copy.
    """

    __tablename__ = "shares"
    __table_args__ = (within("owner_id", "people"), within("reflection_id", "reflections"), within("answers", "shares"))

    owner_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    reflection_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    purpose: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    answers: Mapped[UUID | None] = mapped_column(Uuid)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Reader(Owned, Base):
    """Somebody who may read a share."""

    __tablename__ = "share_readers"
    __table_args__ = (
        within("share_id", "shares"),
        within("person_id", "people"),
        UniqueConstraint("network_id", "share_id", "person_id"),
    )

    share_id: Mapped[UUID] = mapped_column(Uuid)
    person_id: Mapped[UUID] = mapped_column(Uuid, index=True)


def add(here: Here, share: Share, readers: Collection[UUID] = ()) -> None:
    """Keep a share that is being prepared in this network, and who is to read it."""
    share.network_id = here.network_id
    here.session.add(share)
    here.session.flush()
    let_read(here, share.id, readers)


def let_read(here: Here, id: UUID, people_ids: Collection[UUID]) -> None:
    """Name people who are to read a share; whoever is named already stays."""
    row = {"network_id": here.network_id, "share_id": id}
    rows = [{**row, "id": uuid7(), "person_id": person} for person in people_ids]
    if rows:
        table = Reader.metadata.tables[Reader.__tablename__]
        once = insert_once(here.session.connection(), table).on_conflict_do_nothing()
        here.session.execute(once, rows)


def get(here: Here, id: UUID) -> Share | None:
    """Return a share, whoever's it is: for who has found out already that she may see it."""
    return here.session.get(Share, (here.network_id, id), populate_existing=True)


def _fresh(here: Here, wanted: Select[Share]) -> list[Share]:
    # As they stand now: a state may have been changed in this very turn.
    ordered = wanted.order_by(Share.made_at.desc(), Share.id.desc())
    return list(here.session.scalars(ordered.execution_options(populate_existing=True)))


def of_owner(here: Here, owner_id: UUID, now: datetime) -> list[Share]:
    """Return what a person shares or has offered, newest first."""
    mine = (Share.network_id == here.network_id) & (Share.owner_id == owner_id)
    wanted = select(Share).where(mine, Share.state.in_((OFFERED, OPEN)), Share.expires_at > now)
    return _fresh(here, wanted)


def prepared(here: Here, owner_id: UUID) -> list[Share]:
    """Return what a person is preparing, the newest first."""
    mine = (Share.network_id == here.network_id) & (Share.owner_id == owner_id)
    wanted = select(Share).where(mine, Share.state == PREPARED)
    return _fresh(here, wanted)


# Built once: home asks it at every turn.
FOR_READER = (
    select(Share)
    .join(Reader, (Reader.network_id == Share.network_id) & (Reader.share_id == Share.id))
    .join(Person, (Person.network_id == Share.network_id) & (Person.id == Share.owner_id))
    .where(Share.network_id == bindparam("network"), Reader.person_id == bindparam("person"), belongs())
    .where(Share.state.in_((OFFERED, OPEN)), Share.expires_at > bindparam("now"))
    .order_by(Share.made_at.desc(), Share.id.desc())
    .execution_options(populate_existing=True)
)


def for_reader(here: Here, person_id: UUID, now: datetime) -> list[Share]:
    """Return what is open to a person, or offered to her, newest first; of who belongs no more she reads nothing."""
    return list(here.session.scalars(FOR_READER, {"network": here.network_id, "person": person_id, "now": now}))


def readers(here: Here, id: UUID) -> list[Person]:
    """Return the people who are to read a share, as far as they belong."""
    named = (Reader.network_id == Person.network_id) & (Reader.person_id == Person.id)
    wanted = select(Person).join(Reader, named).where(Reader.network_id == here.network_id, Reader.share_id == id)
    return list(here.session.scalars(wanted.where(belongs()).order_by(Person.joined_at, Person.id)))


def move(here: Here, id: UUID, before: str, after: str, until: datetime) -> bool:
    """Let a share pass from one state to another until a moment; False where it is not (any more) in the first."""
    mine = (Share.network_id == here.network_id) & (Share.id == id) & (Share.state == before)
    moved = update(Share).where(mine).values(state=after, expires_at=until).returning(Share.id)
    return here.session.scalar(moved.execution_options(synchronize_session=False)) is not None


def hold(here: Here, id: UUID, owner_id: UUID) -> bool:
    """Let nobody else change an offer until the transaction ends; False where this owner has none of this id."""
    mine = (Share.network_id == here.network_id) & (Share.id == id) & (Share.owner_id == owner_id)
    return here.session.scalar(select(Share.id).where(mine).with_for_update()) is not None


def take_back(here: Here, keys: Keys, id: UUID, owner_id: UUID, now: datetime) -> bool:
    """Take a share of this owner back: its key first, then what was shown of it, then its rows; False where none is."""
    if not hold(here, id, owner_id):
        return False
    keys.shred(id)
    in_it = (Reader.network_id == here.network_id) & (Reader.share_id == id)
    for person in (owner_id, *here.session.scalars(select(Reader.person_id).where(in_it))):
        for about in (short(id), *(f"{mark}-{short(id)}" for mark in MARKS)):
            forget(here, person, about)
    _close_notices(here, id, now)
    here.session.execute(delete(Reader).where(in_it))
    # The other's lines stay hers to take back; an answer that she has not shown yet is an answer to nothing.
    answer = (Share.network_id == here.network_id) & (Share.answers == id)
    over = case((Share.state == PREPARED, DECLINED), else_=Share.state)
    here.session.execute(update(Share).where(answer).values(answers=None, state=over))
    here.session.execute(delete(Share).where(Share.network_id == here.network_id, Share.id == id))
    return True


def _close_notices(here: Here, id: UUID, now: datetime) -> None:
    it = (outbox.c.network_id == here.network_id) & (outbox.c.subject_id == id) & outbox.c.closed_at.is_(None)
    state = case((outbox.c.state == "waiting", "moot"), else_=outbox.c.state)
    here.session.execute(update(outbox).where(it).values(closed_at=now, state=state))


def take_back_all(here: Here, keys: Keys, owner_id: UUID, reflection_id: UUID, now: datetime) -> int:
    """Take back all that was shared of one of the owner's reflections; return how many there were."""
    mine = (Share.network_id == here.network_id) & (Share.owner_id == owner_id)
    ids = list(here.session.scalars(select(Share.id).where(mine, Share.reflection_id == reflection_id)))
    return sum(take_back(here, keys, id, owner_id, now) for id in ids)


# Built once, as what comes next: each sweep asks it.
_EXPIRED: Any = (
    select(Share.network_id, Share.id, Share.owner_id)
    .where(Share.expires_at <= bindparam("now"))
    .execution_options(**EVERYWHERE)
)


def expired(link: Connection, now: datetime) -> list[tuple[UUID, UUID, UUID]]:
    """Return what has come to its end, of all networks: (network, id, owner)."""
    return [(row[0], row[1], row[2]) for row in link.execute(_EXPIRED, {"now": now})]


_NAMED = (Reader.network_id == Person.network_id) & (Reader.person_id == Person.id)
# Built once: each sweep asks it.
_SHUT_OUT: Any = (
    select(Reader.network_id, Reader.person_id, Reader.share_id)
    .join(Person, _NAMED)
    .where(~belongs())
    .execution_options(**EVERYWHERE)
)


def shut_out(link: Connection) -> list[tuple[UUID, UUID, UUID]]:
    """Return who was to read something and belongs no more: (network, person, share)."""
    return [(row[0], row[1], row[2]) for row in link.execute(_SHUT_OUT)]
