"""Shown: which messages on a platform quote which private thing, so that deleting the thing reaches them too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Uuid,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from storage.db import EVERYWHERE, Base, Here, UtcDateTime
from storage.ids import next_id
from storage.tables import within

# `about` is what a card says it is about; `gone` says that the thing was deleted and the message must follow.
shown = Table(
    "shown",
    Base.metadata,
    Column("network_id", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("platform", String(20), nullable=False),
    Column("user_id", String(100), nullable=False),
    Column("about", String(40), nullable=False),
    Column("reference", String(60), nullable=False),
    Column("shown_at", UtcDateTime, nullable=False),
    Column("gone", Boolean, nullable=False),
    PrimaryKeyConstraint("network_id", "id"),
    Index("ix_shown_about", "network_id", "person_id", "about"),
    Index("ix_shown_gone", "gone"),
    within("person_id", "people"),
)


@dataclass(frozen=True, slots=True)
class Quote:
    """One message that quotes something deleted: where it stands and since when."""

    network_id: UUID
    id: UUID
    platform: str
    user_id: str
    reference: str
    shown_at: datetime


_COLUMNS = [shown.c[name] for name in Quote.__dataclass_fields__]


def note(
    here: Here, person_id: UUID, platform: str, user_id: str, quotes: list[tuple[str, str]], now: datetime
) -> None:
    """Note the messages (about, reference) that were shown to a person."""
    row = {"network_id": here.network_id, "person_id": person_id, "platform": platform, "user_id": user_id}
    row |= {"shown_at": now, "gone": False}
    rows = [{**row, "id": next_id(), "about": about, "reference": reference} for about, reference in quotes]
    if rows:
        here.session.execute(insert(shown), rows)


def noted(here: Here, person_id: UUID, platform: str, about: Collection[str]) -> set[tuple[str, str]]:
    """Return which messages (about, reference) on a platform are known to quote these things."""
    mine = (shown.c.network_id == here.network_id) & (shown.c.person_id == person_id)
    known = select(shown.c.about, shown.c.reference).where(mine, shown.c.platform == platform)
    return {(row.about, row.reference) for row in here.session.execute(known.where(shown.c.about.in_(list(about))))}


def forget(here: Here, person_id: UUID, about: str) -> None:
    """Let every message that quotes a thing follow it: it has been deleted."""
    mine = (shown.c.network_id == here.network_id) & (shown.c.person_id == person_id)
    here.session.execute(update(shown).where(mine, shown.c.about == about).values(gone=True))


def pass_on(here: Here, person_id: UUID, before: str, after: str) -> None:
    """Let every message that quotes a thing belong to another that has taken its place."""
    mine = (shown.c.network_id == here.network_id) & (shown.c.person_id == person_id)
    here.session.execute(update(shown).where(mine, shown.c.about == before).values(about=after))


# Built once: each tick asks it.
_GONE: Any = (
    select(*_COLUMNS)
    .where(shown.c.gone, shown.c.platform.in_(bindparam("platforms", expanding=True)))
    .where(shown.c.id.not_in(bindparam("but", expanding=True)))
    .order_by(shown.c.id)
    .limit(bindparam("most", type_=Integer))
    .execution_options(**EVERYWHERE)
)


def gone(link: Connection, platforms: Collection[str], but: Collection[UUID], most: int) -> list[Quote]:
    """Return messages on these platforms that must be deleted or redrawn, oldest first, `but` for some."""
    asked = {"platforms": list(platforms), "but": list(but), "most": most}
    return [Quote(*row) for row in link.execute(_GONE, asked)]


def done(link: Connection, quote: Quote) -> None:
    """Note that a message quotes nothing any more."""
    link.execute(delete(shown).where(shown.c.network_id == quote.network_id, shown.c.id == quote.id))


def lapse(link: Connection, abouts: list[str]) -> None:
    """Let every message about things whose time is over follow them."""
    if abouts:
        over = update(shown).where(shown.c.about.in_(abouts)).values(gone=True)
        link.execute(over.execution_options(**EVERYWHERE))


def sweep(link: Connection, abouts: list[str]) -> None:
    """Forget messages about things that have expired."""
    if abouts:
        link.execute(delete(shown).where(shown.c.about.in_(abouts), ~shown.c.gone).execution_options(**EVERYWHERE))


def forget_all(here: Here, *abouts: str) -> None:
    """Let every message that quotes one of these things follow it, whoever was shown it."""
    these = (shown.c.network_id == here.network_id) & shown.c.about.in_(abouts)
    here.session.execute(update(shown).where(these).values(gone=True))
