"""Who is asked to come: whose turn it is, so that the load of a fiscal year is fair; the order of what is fitted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from storage import offices, visits
from storage.db import Here
from storage.visits import DONE, SETTLED, Visit

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with a host: is she of the office's corporation, does she know its field, her load, asked when."""

    own_house: bool = False
    knows: bool = False
    load: int = 0
    asked_at: datetime | None = None


def turn_of(
    standings: Mapping[UUID, Standing], first: Collection[UUID] = (), last: Collection[UUID] = ()
) -> Callable[[UUID], Any]:
    """Return by what hosts are put in order: those of `first`, other corporations, who knows the field, fair turns.

    Those of `last` come after all others.
    """

    def key(who: UUID) -> Any:
        it = standings.get(who, Standing())
        return (who not in first, who in last, it.own_house, not it.knows, it.load, it.asked_at or _NEVER, who)

    return key


def pair(pools: Sequence[Iterable[UUID]], key: Callable[[UUID], Any]) -> tuple[UUID, ...] | None:
    """Return one of each pool, nobody twice, the first in order that is possible; None where there is none."""
    if not pools:
        return ()
    for who in sorted(pools[0], key=key):
        rest = pair([[one for one in pool if one != who] for pool in pools[1:]], key)
        if rest is not None:
            return (who, *rest)
    return None


def order(here: Here, waiting: Iterable[Visit]) -> list[Visit]:
    """Return visits in the order in which they are fitted: offices never visited, then of one person, then as asked."""

    def key(visit: Visit) -> Any:
        known = visits.of_office(here, visit.office_id, (SETTLED, DONE))
        office = offices.get(here, visit.office_id)
        seen = any(one.id != visit.id and one.outcome in ("", "held") for one in known)
        return seen, office is None or office.counsellors > 1, visit.asked_at, visit.id

    return sorted(waiting, key=key)
