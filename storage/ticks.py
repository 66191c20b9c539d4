"""Ticking a role of the ladder, and taking the tick back: for oneself, read by nobody else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from storage.db import Here, insert_once
from storage.ids import uuid7
from storage.rhythms import Tick


def add(here: Here, person_id: UUID, item: str, now: datetime) -> None:
    """Keep that somebody takes a role on; it may be kept already."""
    row = {"network_id": here.network_id, "id": uuid7(), "person_id": person_id, "item": item, "at": now}
    added = insert_once(here.session.connection(), Tick.metadata.tables["ticks"])
    here.session.execute(added.values(row).on_conflict_do_nothing())


def remove(here: Here, person_id: UUID, item: str) -> None:
    """Forget that somebody has ticked a role; she may not have."""
    its = (Tick.network_id == here.network_id) & (Tick.person_id == person_id) & (Tick.item == item)
    here.session.execute(delete(Tick).where(its))
