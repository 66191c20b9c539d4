"""Who is of the office's own corporation: said wherever somebody is chosen, unless the network does not mind."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handlers.fitting.ways import at
from handlers.kit.turn import Turn
from handlers.visits import matching, whom
from handlers.visits.at import Sought
from messages.words import Msg, msg
from storage import candidates, offices
from storage.people import Person


def of_office(turn: Turn, office_id: UUID | None) -> str:
    """Return the corporation of an office; empty where there is none."""
    office = offices.get(turn.here, office_id) if office_id else None
    return office.corporation if office else ""


def said(turn: Turn, person: Person, house: str) -> tuple[Msg, ...]:
    """Return that somebody is of the corporation of the office, where the network wants it said."""
    if turn.who.network.own_house == "allow" or not house or of_office(turn, person.office_id) != house:
        return ()
    return (msg("fitting-host-house"),)


def said_at(turn: Turn, sought: Sought, start: datetime) -> tuple[Msg, ...]:
    """Return that whoever is asked for a time would be of the office's corporation, where the network wants it said."""
    house = of_office(turn, sought.office)
    if turn.who.network.own_house == "allow" or not house:
        return ()
    pools = whom.on(at(turn), sought, start)
    ranked = [one for pool in pools for one in pool]
    pair = matching.pair(pools, ranked.index) or ()
    same = {one.id for one in candidates.everyone(turn.here) if one.corporation == house}
    return (msg("fitting-time-house"),) if same & set(pair) else ()
