"""Cells: quarters of an hour that are taken. The database itself refuses the second taker of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, BindParameter, Index, UniqueConstraint, Uuid, bindparam, delete, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, insert_once
from storage.ids import uuid7
from storage.tables import Owned, within
from storage.visits import Visit

MINUTES = 15
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# A host or an office, and the number of a quarter of an hour since 1970 (UTC).
Taken = tuple[UUID, int]


class Cell(Owned, Base):
    """One quarter of an hour of one host (a person, with travel) or one office, taken by one visit.

    `taker_id` leads to a person or an office, so it is no foreign key; (network, taker, cell) is unique.
    """

    __tablename__ = "visit_cells"
    __table_args__ = (
        within("visit_id", "visits"),
        UniqueConstraint("network_id", "taker_id", "cell"),
        Index("ix_visit_cells_visit", "network_id", "visit_id"),
        Index("ix_visit_cells_cell", "network_id", "cell"),
    )

    taker_id: Mapped[UUID] = mapped_column(Uuid)
    cell: Mapped[int] = mapped_column(BigInteger)
    visit_id: Mapped[UUID] = mapped_column(Uuid)


_cells = Cell.metadata.tables[Cell.__tablename__].c
# Built once: of many who want the same time all but one only look.
_HELD = (
    select(_cells.taker_id, _cells.cell, _cells.visit_id)
    .where(_cells.network_id == bindparam("network"), _cells.taker_id.in_(bindparam("takers", expanding=True)))
    .where(_cells.cell.between(bindparam("first"), bindparam("last")))
)


def cell_of(moment: datetime) -> int:
    """Return the number of the quarter of an hour that a moment lies in."""
    return int((moment - _EPOCH).total_seconds() // (MINUTES * 60))


def moment_of(cell: int) -> datetime:
    """Return when a quarter of an hour begins (UTC)."""
    return _EPOCH + timedelta(minutes=MINUTES * cell)


def take(here: Here, visit_id: UUID, wanted: Collection[Taken]) -> bool:
    """Take all of these cells for a visit, or none where one is another's; those that are its own already stay so."""
    numbers = {cell for _, cell in wanted}
    if not numbers:
        return True
    asked = {"network": here.network_id, "takers": [*{taker for taker, _ in wanted}]}
    asked |= {"first": min(numbers), "last": max(numbers)}
    held = {(taker, cell): visit for taker, cell, visit in here.session.connection().execute(_HELD, asked)}
    if any(held.get(one, visit_id) != visit_id for one in wanted):
        return False
    rows = [
        {"network_id": here.network_id, "id": uuid7(), "taker_id": taker, "cell": cell, "visit_id": visit_id}
        for taker, cell in sorted(set(wanted) - held.keys())
    ]
    return not rows or _put(here, rows)


def _put(here: Here, rows: list[dict[str, Any]]) -> bool:
    # Whoever does not wait for others (Here.alone) is still refused by the unique key: then nothing of it stays.
    table = Cell.metadata.tables[Cell.__tablename__]
    once = insert_once(here.session.connection(), table)
    on_key = once.on_conflict_do_nothing(index_elements=["network_id", "taker_id", "cell"])
    here.session.connection().execute(on_key, rows)
    mine = (Cell.network_id == here.network_id) & Cell.id.in_([row["id"] for row in rows])
    if here.session.scalar(select(func.count()).where(mine)) == len(rows):
        return True
    here.session.execute(delete(Cell).where(mine))
    return False


def keep_only(here: Here, visit_id: UUID, kept: Collection[Taken] = ()) -> None:
    """Let go of all cells of a visit but these."""
    its = (Cell.network_id == here.network_id) & (Cell.visit_id == visit_id)
    gone = [
        id
        for id, taker, cell in here.session.execute(select(Cell.id, Cell.taker_id, Cell.cell).where(its))
        if (taker, cell) not in kept
    ]
    if gone:
        here.session.execute(delete(Cell).where(Cell.network_id == here.network_id, Cell.id.in_(gone)))


def of_visit(here: Here, visit_id: UUID) -> list[Taken]:
    """Return the cells that a visit has taken."""
    its = (Cell.network_id == here.network_id) & (Cell.visit_id == visit_id)
    return [(taker, cell) for taker, cell in here.session.execute(select(Cell.taker_id, Cell.cell).where(its))]


# Built once: every look for a free time asks both.
_SOME: BindParameter[UUID] = bindparam("some", expanding=True)
_BESIDES: BindParameter[UUID] = bindparam("besides", type_=Uuid)
_BETWEEN = (Cell.network_id == bindparam("network")) & (Cell.cell >= bindparam("first"))
_BETWEEN &= Cell.cell < bindparam("last")
_BETWEEN &= or_(_BESIDES.is_(None), Cell.visit_id != _BESIDES)
_ITS = (Visit.network_id == Cell.network_id) & (Visit.id == Cell.visit_id) & (Visit.office_id == Cell.taker_id)
_TAKEN: tuple[Any, ...] = (
    select(Cell.taker_id, Cell.cell).where(Cell.taker_id.in_(_SOME), _BETWEEN),
    select(Visit.guest_id, Cell.cell).join(Visit, _ITS).where(Visit.guest_id.in_(_SOME), _BETWEEN),
)


def taken(
    here: Here, takers: Iterable[UUID], first: int, last: int, besides: UUID | None = None
) -> dict[UUID, set[int]]:
    """Return which cells from one to before another each of these has taken, but for those of one visit.

    Of a person also those in which she is visited herself: what her office has taken for a visit arranged with her.
    """
    found: dict[UUID, set[int]] = defaultdict(set)
    asked = {"network": here.network_id, "some": list(takers), "first": first, "last": last, "besides": besides}
    for wanted in _TAKEN:
        for taker, cell in here.session.execute(wanted, asked):
            if taker:
                found[taker].add(cell)
    return found


def clashes(here: Here, visit_id: UUID, wanted: Collection[Taken]) -> set[Taken]:
    """Return which of these cells are another visit's."""
    numbers = {cell for _, cell in wanted}
    busy = taken(here, {taker for taker, _ in wanted}, min(numbers), max(numbers) + 1, besides=visit_id)
    return {(taker, cell) for taker, cell in wanted if cell in busy.get(taker, ())}
