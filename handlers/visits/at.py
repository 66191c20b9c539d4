"""What a step of a booking is given, what an office asks for, and what it is offered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from messages.menus import Menu
from storage.db import Here
from storage.networks import Network
from storage.visits import Visit


@dataclass(frozen=True, slots=True)
class At:
    """Where and when something is done: a turn's `here`, network, moment, and who does it (None: the clock)."""

    here: Here
    network: Network
    now: datetime
    by: UUID | None = None

    @property
    def today(self) -> date:
        """The day in the network's zone."""
        return self.network.local(self.now).date()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an office asks for. `guest` is the person with whom it is arranged, `booked_by` a coordinator for her.

    Without `start` it is for the centre to fit (`wish` then says what was typed, empty: any day). `unwanted` are people
    whom the office would rather not have. `visit` is one that would be moved: what is held for it does not count.
    """

    office: UUID
    menu: Menu
    minutes: int
    way: str
    guest: UUID | None = None
    booked_by: UUID | None = None
    start: datetime | None = None
    wish: str = ""
    case_kind: str = ""
    material: str = ""
    field: str = ""
    line: str = ""
    observer: bool = False
    unwanted: Collection[UUID] = ()
    visit: UUID | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """The times that suit all rules, soonest first; why there are not more: code words that never name a host."""

    times: Sequence[datetime]
    why: Sequence[str] = ()
    # Whether any host has given any hours at all.
    hours: bool = True


@dataclass(frozen=True, slots=True)
class Sought:
    """What hosts are looked for: for which office, how long, from which pools; whom not, and whose cells are its own.

    `buffer` is travel before and after, in minutes, nothing unless they travel.
    """

    office: UUID
    needs: tuple[str, ...]
    minutes: int
    buffer: int
    field: str
    guest: UUID | None
    unwanted: frozenset[UUID] = frozenset()
    visit: UUID | None = None


def sought(wanted: Wanted) -> Sought:
    """Return what hosts are looked for where an office asks."""
    travel = wanted.menu.buffer if wanted.way == "visit" else 0
    found = wanted.office, wanted.menu.pools, wanted.minutes, travel, wanted.field, wanted.guest
    return Sought(*found, frozenset(wanted.unwanted), wanted.visit)


def sought_for(visit: Visit, unwanted: Collection[UUID]) -> Sought:
    """Return what hosts are looked for where a visit stands already."""
    found = visit.office_id, visit.needs, visit.minutes, travel(visit), visit.field, visit.guest_id
    return Sought(*found, frozenset(unwanted), visit.id)


def travel(visit: Visit) -> int:
    """Return how many minutes of travel hold a host before and after."""
    return visit.buffer if visit.way == "visit" else 0
