"""Who is of the office's own corporation: said wherever somebody is chosen, unless the network does not mind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from handlers.fitting.ways import at
from handlers.kit.turn import Turn
from handlers.visits import matching, whom
from handlers.visits.at import Sought
from messages.words import Msg, msg
from storage import candidates, offices
from storage.people import Person

MARK = msg("fitting-time-house")


def of_office(turn: Turn, office_id: UUID | None) -> str:
    """Return the corporation of an office; empty where there is none."""
    office = offices.get(turn.here, office_id) if office_id else None
    return office.corporation if office else ""


def said(turn: Turn, person: Person, house: str) -> tuple[Msg, ...]:
    """Return that somebody is of the corporation of the office, where the network wants it said."""
    if turn.who.network.own_house == "allow" or not house or of_office(turn, person.office_id) != house:
        return ()
    return (msg("fitting-host-house"),)


def marked(turn: Turn, sought: Sought, starts: Sequence[datetime]) -> list[datetime]:
    """Return at which times whoever is asked would be of the office's corporation, where the network wants it said."""
    house = of_office(turn, sought.office) if turn.who.network.own_house == "warn" else ""
    same = {one.id for one in candidates.everyone(turn.here) if one.corporation == house} if house else set()
    return [start for start in starts if same and same & set(pair(turn, sought, start))]


def pair(turn: Turn, sought: Sought, start: datetime) -> Sequence[UUID]:
    """Return who would be asked for a time, one of each pool; nobody where one of them is not free."""
    pools = whom.on(at(turn), sought, start)
    ranked = [one for pool in pools for one in pool]
    return matching.pair(pools, ranked.index) or ()
