"""Drafts: forms half answered. A person has at most one draft of each form, and at most one of them in hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from storage.db import EVERYWHERE, Base, Here, UtcDateTime
from storage.tables import within

drafts = Table(
    "drafts",
    Base.metadata,
    Column("network_id", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("form", String(40), nullable=False),
    Column("params", JSON, nullable=False),
    Column("answers", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Column("in_hand", Boolean, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    PrimaryKeyConstraint("network_id", "id"),
    UniqueConstraint("network_id", "person_id", "form"),
    within("person_id", "people"),
)


@dataclass(slots=True)
class Draft:
    """One draft as it stands: form and parameters, answers as bytes (sealed where the form is), version, expiry."""

    id: UUID
    person_id: UUID
    form: str
    params: dict[str, Any]
    answers: bytes
    version: int
    in_hand: bool
    expires_at: datetime


_COLUMNS = [drafts.c[name] for name in Draft.__dataclass_fields__]


# Built once: every answer goes through these, and building them took longer than running them.
_OF_PERSON = (
    select(*_COLUMNS)
    .where(drafts.c.network_id == bindparam("network"), drafts.c.person_id == bindparam("person"))
    .where(drafts.c.expires_at > bindparam("now"))
    .order_by(drafts.c.in_hand.desc(), drafts.c.id.desc())
)
_SAVE = (
    update(drafts)
    .where(drafts.c.network_id == bindparam("network"), drafts.c.id == bindparam("draft"))
    .where(drafts.c.version == bindparam("known"))
    .values(
        answers=bindparam("answered"),
        version=drafts.c.version + 1,
        in_hand=bindparam("held"),
        expires_at=bindparam("until"),
    )
)

_MINE = (drafts.c.network_id == bindparam("network")) & (drafts.c.person_id == bindparam("person"))
_LAY_ASIDE = update(drafts).where(_MINE, drafts.c.in_hand).values(in_hand=False)
_REPLACED = delete(drafts).where(_MINE, drafts.c.form == bindparam("its_form")).returning(drafts.c.id)
_TAKE_IN_HAND = update(drafts).where(_MINE).values(in_hand=drafts.c.id == bindparam("draft"))


def of_person(here: Here, person_id: UUID, now: datetime) -> list[Draft]:
    """Return a person's drafts that have not expired, the one in hand first, then what was begun last."""
    values = {"network": here.network_id, "person": person_id, "now": now}
    return [Draft(*row) for row in here.session.execute(_OF_PERSON, values)]


def add(here: Here, draft: Draft) -> list[UUID]:
    """Keep a new draft in hand; return the ids of those of the same form whose place it takes, expired ones too."""
    mine = {"network": here.network_id, "person": draft.person_id}
    gone = list(here.session.scalars(_REPLACED, mine | {"its_form": draft.form}))
    here.session.execute(_LAY_ASIDE, mine)
    values = {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
    here.session.execute(insert(drafts), values | {"network_id": here.network_id})
    return gone


def save(here: Here, draft: Draft) -> bool:
    """Keep a draft's answers, place and expiry as its next version; False when another event was faster."""
    values = {"network": here.network_id, "draft": draft.id, "known": draft.version}
    values |= {"answered": draft.answers, "held": draft.in_hand, "until": draft.expires_at}
    done = here.session.execute(_SAVE, values)
    draft.version += 1
    return bool(done.rowcount)  # type: ignore[attr-defined]


def take_in_hand(here: Here, person_id: UUID, id: UUID | None) -> None:
    """Put one draft of the person in hand and lay the others aside; None lays all aside."""
    values = {"network": here.network_id, "person": person_id}
    if id is None:
        here.session.execute(_LAY_ASIDE, values)
    else:
        here.session.execute(_TAKE_IN_HAND, values | {"draft": id})


def remove(here: Here, id: UUID) -> None:
    """Delete a draft."""
    here.session.execute(delete(drafts).where(drafts.c.network_id == here.network_id, drafts.c.id == id))


def expire(here: Here, id: UUID, now: datetime) -> None:
    """Let a draft's time end now: it is no more to be seen, and the next sweep takes it away."""
    mine = (drafts.c.network_id == here.network_id) & (drafts.c.id == id)
    here.session.execute(update(drafts).where(mine).values(expires_at=now, in_hand=False))


# Built once: each sweep has it done.
_EXPIRED: Any = (
    delete(drafts).where(drafts.c.expires_at <= bindparam("now")).returning(drafts.c.id).execution_options(**EVERYWHERE)
)


def sweep(link: Connection, now: datetime) -> list[UUID]:
    """Delete the drafts that have expired; return their ids so that their keys can be shredded."""
    return list(link.scalars(_EXPIRED, {"now": now}))
