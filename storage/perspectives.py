"""Which perspective set a network has chosen, and the sets that it has brought in; the shipped one is a data file."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within


class ChosenSet(Base):
    """The set that a network's new reflections use."""

    __tablename__ = "chosen_sets"

    network_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("networks.id"), primary_key=True)
    set_id: Mapped[str] = mapped_column(String(40))
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


def choose(here: Here, set_id: str, now: datetime) -> None:
    """Set the network's set; old reflections keep theirs."""
    here.session.merge(ChosenSet(network_id=here.network_id, set_id=set_id, chosen_at=now))
