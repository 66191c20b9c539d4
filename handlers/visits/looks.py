"""A visit that is about to be asked for, or moved: what stands in its draft, and what that means for the booking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from handlers.kit.errors import Stale
from handlers.kit.turn import Filled, Turn
from handlers.visits import choices
from handlers.visits.booking import At, Wanted
from handlers.visits.choices import Choices
from messages import fields as disabilities
from messages.menus import Menu, by_key
from storage import people, seats
from storage.ids import short, unshort
from storage.people import Person
from storage.seal import Unreadable

WISH, LINE = "wish", "line"


@dataclass(frozen=True, slots=True)
class Look:
    """A visit that is about to be asked for: its draft, its menu, what has been chosen and what was typed."""

    filled: Filled
    menu: Menu
    chosen: Choices

    @property
    def wish(self) -> str:
        """What was typed in place of a time."""
        return self.filled.answers.get(WISH) or ""

    @property
    def line(self) -> str:
        """The one line for those who come."""
        return self.filled.answers.get(LINE) or ""

    @property
    def minutes(self) -> int:
        """How long it is to be."""
        return self.chosen.minutes if self.chosen.minutes in choices.lengths(self.menu) else self.menu.minutes

    @property
    def way(self) -> str:
        """Where it is to be."""
        return self.chosen.way if self.chosen.way in self.menu.ways else self.menu.ways[0]

    @property
    def case(self) -> str:
        """How a case may come up; empty where it has not been said, or none comes up."""
        return self.chosen.case if self.menu.case else ""

    @property
    def timed(self) -> bool:
        """Whether the day is settled as far as she is concerned."""
        return self.chosen.timed(self.wish)


def menu_of(turn: Turn, params: Mapping[str, Any]) -> Menu:
    """Return the menu of a draft; raises Unreadable when the network has it no more, or nobody could be visited."""
    menu = by_key(params["menu"], turn.who.network.menus)
    if menu is None or turn.who.person.office_id is None:
        raise Unreadable("menu")
    return menu


def look(turn: Turn, filled: Filled) -> Look:
    """Return the visit that a draft has."""
    return Look(filled, menu_of(turn, filled.params), choices.choices_of(filled.beside))


def at(turn: Turn) -> At:
    """Return where and when the person of a turn does something to a booking."""
    return At(turn.here, turn.who.network, turn.now, turn.person_id)


def fields(turn: Turn) -> tuple[str, ...]:
    """Return the network's 障害種別."""
    return disabilities.names(turn.who.network.fields)


def pool(turn: Turn, menu: Menu) -> list[tuple[Person, str]]:
    """Return who could come for a menu, each with the first pool that she is in; not the person herself."""
    found: dict[UUID, str] = {}
    for name in menu.pools:
        ids = _advisers(turn) if name == seats.ADVISER else people.with_role(turn.here, name)
        found = dict.fromkeys(ids, name) | found
    those = [one for one in people.everyone(turn.here) if one.id in found and one.state == "here"]
    return [(one, found[one.id]) for one in those if one.id != turn.person_id]


def _advisers(turn: Turn) -> list[UUID]:
    return [one.id for one in people.everyone(turn.here) if one.advises]


def unwanted(turn: Turn, looked: Look) -> tuple[UUID, ...]:
    """Return whom she would rather not have, of those who could come."""
    ids = [short(person.id) for person, _ in pool(turn, looked.menu)] if looked.chosen.unwanted else []
    return tuple(unshort(id) for id in choices.own(looked.chosen.unwanted, ids))


def wanted(turn: Turn, looked: Look) -> Wanted:
    """Return what is asked for as it stands; raises Stale for somebody who has no office."""
    office = turn.who.person.office_id
    if office is None:
        raise Stale("office")
    chosen = looked.chosen
    return Wanted(
        office=office,
        menu=looked.menu,
        minutes=looked.minutes,
        way=looked.way,
        guest=turn.person_id,
        start=chosen.start_at if looked.timed else None,
        wish=looked.wish,
        case_kind=looked.case,
        material=chosen.material,
        field=chosen.field if looked.menu.field and chosen.field in fields(turn) else "",
        line=looked.line,
        observer=chosen.observer,
        unwanted=unwanted(turn, looked),
    )
