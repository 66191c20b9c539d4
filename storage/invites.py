"""Invitations: a link and a short code with a role and an office; one use, only hashes of them are kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    String,
    Uuid,
    bindparam,
    delete,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import EVERYWHERE, Base, Here, UtcDateTime, insert_once
from storage.ids import uuid7
from storage.people import Person, Role, belongs
from storage.signins import Digest, hash_of
from storage.tables import Owned, within

LINK_DAYS = 7
CODE_HOURS = 24
# Who may invite in the chat.
MAKERS = "coordinator"


class Invite(Owned, Base):
    """An invitation: who made it (None: the command line), for which role and office, a name to know it by.

    `token_hash` is of the link, good until `expires_at`; `code_hash` (keyed) of the digits, good until `code_until`.
    `used_at` and `person_id` say when it was used and who came by it; `taken_back_at` ends it unused.
    """

    __tablename__ = "invites"
    __table_args__ = (
        within("made_by", "people"),
        within("office_id", "offices"),
        within("person_id", "people"),
    )

    made_by: Mapped[UUID | None] = mapped_column(Uuid)
    role: Mapped[str] = mapped_column(String(20))
    office_id: Mapped[UUID | None] = mapped_column(Uuid)
    name: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    code_until: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person_id: Mapped[UUID | None] = mapped_column(Uuid)


@dataclass(frozen=True, slots=True)
class Made:
    """A new invitation: its id, what is handed over once (the link's token, the digits), and until when each is good.

    Nothing can show the token or the digits again.
    """

    id: UUID
    token: str
    code: str
    until: datetime
    code_until: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom an invitation is: a role, an office (None: whoever comes chooses), a name to know the invitation by."""

    role: str
    office_id: UUID | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Used:
    """An invitation that has just been used up: whoever used it comes into this network, so."""

    network_id: UUID
    id: UUID
    role: str
    office_id: UUID | None


def make(here: Here, digest: Digest, now: datetime, wanted: Wanted, made_by: UUID | None = None) -> Made:
    """Make an invitation; `digest` is keys.Keys.digest, under which alone its digits are kept."""
    table = Invite.metadata.tables[Invite.__tablename__]
    token = secrets.token_urlsafe(32)
    until, code_until = now + timedelta(days=LINK_DAYS), now + timedelta(hours=CODE_HOURS)
    row: dict[str, Any] = {
        "network_id": here.network_id,
        "made_by": made_by,
        "made_at": now,
        "token_hash": hash_of(token),
    }
    row |= {"role": wanted.role, "office_id": wanted.office_id, "name": wanted.name}
    row |= {"expires_at": until, "code_until": code_until}
    while True:
        id, code = uuid7(), f"{secrets.randbelow(10**8):08}"
        # Another invitation, of whatever network, may have the same digits.
        added = insert_once(here.session.connection(), table).values(
            row | {"id": id, "code_hash": _coded(code, digest)}
        )
        if here.session.scalar(added.on_conflict_do_nothing(index_elements=["code_hash"]).returning(table.c.id)):
            return Made(id, token, code, until, code_until)


def _coded(code: str, digest: Digest) -> bytes:
    return digest(f"invite:{code}")


def _open() -> ColumnElement[bool]:
    # Whoever may invite no more brings nobody in by what she made before: not herself either.
    own = (Role.network_id == Person.network_id) & (Role.person_id == Person.id) & (Role.role == MAKERS)
    maker = (Person.network_id == Invite.network_id) & (Person.id == Invite.made_by)
    stands = or_(Invite.made_by.is_(None), exists().where(maker, own, belongs()).correlate(Invite))
    return Invite.used_at.is_(None) & Invite.taken_back_at.is_(None) & stands


def open_ones(here: Here, now: datetime) -> list[Invite]:
    """Return the network's invitations that can still be used, the newest first."""
    wanted = select(Invite).where(Invite.network_id == here.network_id, _open(), Invite.expires_at > now)
    return list(here.session.scalars(wanted.order_by(Invite.made_at.desc(), Invite.id.desc())))


def names(here: Here) -> dict[UUID, str]:
    """Return, by person, the names by which those were known who came by an invitation not long ago."""
    wanted = select(Invite.person_id, Invite.name).where(Invite.network_id == here.network_id, Invite.name != "")
    return {person: name for person, name in here.session.execute(wanted) if person}


def of_person(here: Here, person_id: UUID) -> Invite | None:
    """Return the invitation by which somebody came, as long as it is kept."""
    return here.session.scalar(
        select(Invite).where(Invite.network_id == here.network_id, Invite.person_id == person_id)
    )


def take_back(here: Here, id: UUID, now: datetime) -> Wanted | None:
    """End an invitation that nobody has used, and say for whom it was; None when there is no such one."""
    mine = (Invite.network_id == here.network_id) & (Invite.id == id)
    ended = update(Invite).where(mine, _open(), Invite.expires_at > now).values(taken_back_at=now)
    row = here.session.execute(ended.returning(Invite.role, Invite.office_id, Invite.name)).one_or_none()
    return Wanted(*row) if row else None


def _right_link(token: str, now: datetime) -> ColumnElement[bool]:
    return (Invite.token_hash == hash_of(token)) & _open() & (Invite.expires_at > now)


def network_of(session: Session, token: str, now: datetime) -> UUID | None:
    """Return to which network a link invites, without using it; None when wrong, used, expired or taken back."""
    wanted = select(Invite.network_id).where(_right_link(token, now))
    return session.scalar(wanted.execution_options(**EVERYWHERE))


def use_link(session: Session, token: str, now: datetime) -> Used | None:
    """Use an invitation up by its link; None when wrong, used, expired or taken back: nobody learns which."""
    return _use(session, _right_link(token, now), now)


def use_code(session: Session, code: str, digest: Digest, now: datetime) -> Used | None:
    """Use an invitation up by its digits; None when wrong, used, expired or taken back: nobody learns which."""
    right = (Invite.code_hash == _coded(code, digest)) & _open()
    return _use(session, right & (Invite.code_until > now), now)


def _use(session: Session, right: ColumnElement[bool], now: datetime) -> Used | None:
    # Of two at once the database lets one through: the other finds the row used.
    used = update(Invite).where(right).values(used_at=now).execution_options(**EVERYWHERE)
    row = session.execute(used.returning(Invite.network_id, Invite.id, Invite.role, Invite.office_id)).one_or_none()
    return Used(*row) if row else None


def came(here: Here, id: UUID, person_id: UUID) -> None:
    """Note who came by an invitation."""
    mine = (Invite.network_id == here.network_id) & (Invite.id == id)
    here.session.execute(update(Invite).where(mine).values(person_id=person_id))


# Built once: each sweep has it done.
_EXPIRED = delete(Invite).where(Invite.expires_at <= bindparam("now")).execution_options(**EVERYWHERE)


def sweep(link: Connection, now: datetime) -> None:
    """Delete what has expired, used or not: who invited whom stands in the record."""
    link.execute(_EXPIRED, {"now": now})
