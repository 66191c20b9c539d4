"""Which perspective set a network has chosen, and the sets that it has brought in; the shipped one is a data file."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within


class ChosenSet(Base):
    """The set that a network's new reflections use; `own_id` where it is one that the network has brought in."""

    __tablename__ = "chosen_sets"
    __table_args__ = (within("own_id", "own_sets"),)

    network_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("networks.id"), primary_key=True)
    set_id: Mapped[str] = mapped_column(String(40))
    own_id: Mapped[UUID | None] = mapped_column(Uuid)
    chosen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OwnSet(Owned, Base):
    """A set that a coordinator has brought in: its TOML as it was checked; an older version stays for open drafts."""

    __tablename__ = "own_sets"
    __table_args__ = (within("added_by", "people"), UniqueConstraint("network_id", "set_id", "version"))

    set_id: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(Integer)
    toml: Mapped[str] = mapped_column(Text)
    added_by: Mapped[UUID] = mapped_column(Uuid)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


def chosen(here: Here, otherwise: str) -> str:
    """Return the id of the network's set."""
    row = here.session.get(ChosenSet, here.network_id)
    return row.set_id if row else otherwise


def chosen_with(here: Here, otherwise: str) -> tuple[str, UUID | None]:
    """Return the id of the network's set with its row, where it is one that the network has brought in."""
    row = here.session.get(ChosenSet, here.network_id)
    return (row.set_id, row.own_id) if row else (otherwise, None)


def choose(here: Here, set_id: str, now: datetime, own_id: UUID | None = None) -> None:
    """Set the network's set; old reflections keep theirs."""
    here.session.merge(ChosenSet(network_id=here.network_id, set_id=set_id, own_id=own_id, chosen_at=now))


def own_set(here: Here, id: UUID) -> OwnSet | None:
    """Return one version of a set that the network has brought in."""
    return here.session.get(OwnSet, (here.network_id, id))


def own_sets(here: Here) -> list[OwnSet]:
    """Return all that the network has brought in: by id, the newest version first."""
    wanted = select(OwnSet).where(OwnSet.network_id == here.network_id)
    return list(here.session.scalars(wanted.order_by(OwnSet.set_id, OwnSet.version.desc())))


def add_own(here: Here, set_id: str, version: int, toml: str, by: UUID, now: datetime) -> OwnSet:
    """Keep a set that was checked, and return it."""
    row = OwnSet(network_id=here.network_id, set_id=set_id, version=version, toml=toml, added_by=by, added_at=now)
    here.session.add(row)
    here.session.flush()
    return row
