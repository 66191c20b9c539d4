"""Pulses: when each platform was last heard, so that a gap that is too long can be told honestly."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Connection, String, Table, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.accounts import Account
from storage.db import EVERYWHERE, Base, Here, Session, UtcDateTime, insert_once
from storage.tables import Owned

# Of no network: a bot or a Slack app is heard, whoever speaks through it.
pulses = Table(
    "pulses",
    Base.metadata,
    Column("source", String(100), primary_key=True),
    Column("heard_at", UtcDateTime, nullable=False),
)


class Gap(Owned, Base):
    """A time in which a platform was not heard for longer than it keeps what people send."""

    __tablename__ = "gaps"

    platform: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)


def beat(link: Connection, source: str, now: datetime) -> datetime | None:
    """Note that a source was heard now, and return when it was heard before; None for the first time."""
    first = insert_once(link, pulses).values(source=source, heard_at=now).on_conflict_do_nothing()
    # Locked, so that of two workers only one sees how long it was.
    known = select(pulses.c.heard_at).where(pulses.c.source == source).with_for_update()
    before: datetime | None = link.scalar(known)
    if before is None:
        link.execute(first)
    elif before < now:
        link.execute(update(pulses).where(pulses.c.source == source).values(heard_at=now))
    return before


def heard_at(session: Session, source: str) -> datetime | None:
    """Return when a source was last heard; None for one that never was."""
    return session.scalar(select(pulses.c.heard_at).where(pulses.c.source == source))


def gap(here: Here, id: UUID) -> Gap | None:
    """Return one of the network's gaps."""
    return here.session.get(Gap, (here.network_id, id))


def networks_of(session: Session, platform: str) -> list[UUID]:
    """Return the networks in which somebody has an account on a platform."""
    wanted = select(Account.network_id).where(Account.platform == platform).distinct()
    return list(session.scalars(wanted.order_by(Account.network_id).execution_options(**EVERYWHERE)))


def sources(session: Session, platform: str) -> list[str]:
    """Return the sources of a platform that were ever heard."""
    wanted = select(pulses.c.source).where(pulses.c.source.startswith(f"{platform}:", autoescape=True))
    return list(session.scalars(wanted.order_by(pulses.c.source)))
