"""The roles that are looked for in a band, as a list that one ticks oneself: hers alone, not counted, not compared."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import NAMESPACE_OID, uuid5

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.house import Tap
from handlers.kit.turn import Reply, Turn
from handlers.ladder import bands, said
from handlers.training import known as known_of
from messages.eras import Era
from messages.ladder import Band, Ladder, Role, ladder
from messages.words import Msg, given, msg
from storage import rhythms, ticks
from storage.ids import short


def id_of(key: str) -> str:
    """Return what a button names a band or role by: of its key, so that another wording is still the same."""
    return short(uuid5(NAMESPACE_OID, f"ladder {key}"))


def show(turn: Turn, _id: str = "") -> Reply:
    """Show the roles of every band that holds for her year of work; of all where that is not known."""
    holds = ladder(turn.who.network.ladder)
    since = bands.since(holds, known_of.of(turn))
    hers = bands.holding(holds, since.year(turn.today) if since else None) or holds.bands
    return Reply(cards=_cards(turn, holds, hers))


def look(turn: Turn, id: str) -> Reply:
    """Show the roles of one band; raises Stale where there is none (any more)."""
    holds = ladder(turn.who.network.ladder)
    found = next((one for one in holds.bands if id_of(one.key) == id), None)
    if found is None:
        raise Stale("band", show(turn).cards)
    return Reply(cards=_cards(turn, holds, (found,)))


def _cards(turn: Turn, holds: Ladder, shown: Iterable[Band]) -> tuple[Card, ...]:
    ticked, hers = rhythms.ticks_of(turn.here, turn.person_id), tuple(shown)
    cards = [_card(holds, band, ticked) for band in hers]
    others = [
        Button(msg("ladder-band-see", name=band.name), "ladder.band", id_of(band.key))
        for band in holds.bands
        if band not in hers
    ]
    back = (Button(msg("ladder-back"), "ladder"), Button(msg("home-to-home"), "home"))
    keeps = [turn.traits.keeps] if turn.traits.keeps else []
    says = (msg("ladder-roles-mine"), *keeps)
    return (*cards, Card(paragraphs=says, buttons=(*others, *back)))


def _card(holds: Ladder, band: Band, ticked: set[str]) -> Card:
    found = list(enumerate(holds.of_band(band.key), start=1))
    facts = [
        Fact(
            msg("ladder-role-mine", place=n) if role.key in ticked else msg("ladder-role-not", place=n),
            given(role.text),
        )
        for n, role in found
    ]
    none = () if found else (msg("ladder-roles-none"),)
    return Card(
        title=said.band(band),
        facts=tuple(facts),
        paragraphs=(*none, *_sources([role for _, role in found])),
        buttons=tuple(_turned(n, role, ticked) for n, role in found),
        about=id_of(band.key),
    )


def _turned(place: int, role: Role, ticked: set[str]) -> Button:
    if role.key in ticked:
        return Button(msg("ladder-untick", place=place), "ladder.untick", id_of(role.key))
    return Button(msg("ladder-tick", place=place), "ladder.tick", id_of(role.key))


def _sources(found: list[Role]) -> list[Msg]:
    seen = sorted({(role.source, role.checked_on) for role in found if role.source and role.checked_on})
    says = [msg("ladder-roles-source", source=source, day=msg("kit-day", day=Era(on))) for source, on in seen if on]
    return [*says, *([msg("ladder-roles-own")] if any(not role.source for role in found) else [])]


def tick(turn: Turn, id: str) -> Reply:
    """Let her say that she takes a role on; it may be said already. Raises Stale."""
    band, role = _role(turn, id)
    ticks.add(turn.here, turn.person_id, role.key, turn.now)
    return look(turn, id_of(band.key))


def untick(turn: Turn, id: str) -> Reply:
    """Take a tick back; it may be gone already. Raises Stale."""
    band, role = _role(turn, id)
    ticks.remove(turn.here, turn.person_id, role.key)
    return look(turn, id_of(band.key))


def _role(turn: Turn, id: str) -> tuple[Band, Role]:
    holds = ladder(turn.who.network.ladder)
    found = [(band, role) for band in holds.bands for role in holds.of_band(band.key) if id_of(role.key) == id]
    if not found:
        raise Stale("role", show(turn).cards)
    return found[0]


VERBS: dict[str, Tap] = {
    "ladder.roles": show,
    "ladder.band": look,
    "ladder.tick": tick,
    "ladder.untick": untick,
}
