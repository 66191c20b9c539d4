"""Who could begin a visit when: what hosts have said and what is taken, laid over one another; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from handlers.visits import free, quarters
from handlers.visits.at import Sought
from storage.networks import Network


@dataclass(frozen=True, slots=True)
class Said:
    """One host as masks: her hours, what she has taken out, what is booked, days on which she wants no more visits.

    `no`: when she has said that this visit cannot begin with her.
    """

    hours: int = 0
    out: int = 0
    taken: int = 0
    full: int = 0
    no: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """Some days from `first` on; `pools` stand in the order of what is needed, `taken` is booked with the office.

    `length` is in quarters of an hour. `barred` are hosts whom a rule of the network keeps away ('house'), or who do
    not know the field where others do ('field').
    """

    first: date
    days: int
    wanted: Sought
    length: int
    pools: Sequence[Sequence[UUID]]
    said: Mapping[UUID, Said]
    taken: int = 0
    barred: Mapping[str, frozenset[UUID]] | None = None
    gives_hours: bool = True

    def starts(self, besides: str = "") -> dict[UUID, int]:
        """Return when each host can begin; `besides`: as if one of the rules 'taken', 'caps', 'online' were none."""
        size = self.days * free.DAY
        buffer = 0 if besides == "online" else quarters.needed(self.wanted.buffer)
        at_home = free.starts(-1, 0 if besides == "taken" else self.taken, size, self.length)
        found = {}
        for who, it in self.said.items():
            busy = it.out if besides == "taken" else it.out | it.taken
            full = 0 if besides == "caps" else it.full
            found[who] = at_home & ~full & ~it.no & free.starts(it.hours, busy, size, self.length, buffer)
        return found

    def open_to(self, besides: str = "") -> list[list[UUID]]:
        """Return who may be asked of each pool; `besides`: as if 'house' or 'field' were no rule."""
        no = {who for rule, some in (self.barred or {}).items() if rule != besides for who in some}
        return [[who for who in pool if who not in no] for pool in self.pools]

    def together(self, besides: str = "") -> int:
        """Return when each pool can send somebody of its own."""
        return free.together(self.open_to(besides), self.starts(besides))

    def shorter(self, minutes: int) -> Ground:
        """Return the same for a shorter visit."""
        return replace(self, length=quarters.needed(minutes))

    def who(self, place: int) -> list[list[UUID]]:
        """Return of each pool who can begin at a quarter of an hour."""
        starts = self.starts()
        return [[who for who in pool if starts[who] >> place & 1] for pool in self.open_to()]


def place_of(network: Network, first: date, moment: datetime) -> int:
    """Return the bit of a moment, counted from the first day."""
    local = network.local(moment)
    return (local.date() - first).days * free.DAY + (local.hour * 60 + local.minute) // free.MINUTES


def moment_at(network: Network, first: date, place: int) -> datetime:
    """Return the moment of a bit."""
    day, quarter = divmod(place, free.DAY)
    local = network.midnight(first + timedelta(days=day))
    return local.replace(hour=quarter // 4, minute=quarter % 4 * free.MINUTES).astimezone(UTC)
