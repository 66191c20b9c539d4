"""What all tables of a network have in common: the pair (network_id, id) as key, and keys that stay in the network."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Uuid
from sqlalchemy.orm import Mapped, declared_attr, mapped_column


class Owned:
    """A row of one network: its primary key is (network_id, id)."""

    @declared_attr
    @classmethod
    def network_id(cls) -> Mapped[UUID]:
        """The network that the row belongs to."""
        return mapped_column(Uuid, ForeignKey("networks.id"), primary_key=True, sort_order=-2)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, sort_order=-1)


def within(column: str, table: str) -> ForeignKeyConstraint:
    """Return a foreign key (network_id, column) on (network_id, id): a row cannot point into another network."""
    return ForeignKeyConstraint(["network_id", column], [f"{table}.network_id", f"{table}.id"])
