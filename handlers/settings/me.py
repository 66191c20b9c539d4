"""What others see of a person: the name that she goes by, and her office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.joining.forms import office_options
from handlers.kit.errors import Refusal
from handlers.kit.fields import Name, Select
from handlers.kit.forms import Form
from handlers.kit.turn import Filled, Reply, Turn
from handlers.settings import cards
from messages.words import msg
from storage import careers, offices
from storage.ids import unshort

NAME = 60  # storage/people.py


def build_name(turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form that asks for the name, on one page with the one that she has now."""
    now = msg("settings-name-now", name=turn.who.person.name)
    field = Name(name="name", lead=now, ask=msg("settings-name-ask"), label=msg("settings-name"), most=NAME)
    return Form(msg("settings-name"), (field,), one_by_one=True)


def rename(turn: Turn, filled: Filled) -> Reply:
    """Call her by another name from now on."""
    turn.who.person.name = filled.answers["name"] or turn.who.person.name
    turn.here.session.flush()
    return Reply(cards=(cards.settings_card(turn),))


def build_office(turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form that asks for the office, one of those that the network has now."""
    options = office_options(offices.everyone(turn.here))
    field = Select(name="office", ask=msg("settings-office-ask"), label=msg("settings-office"), options=options)
    return Form(msg("settings-office"), (field,))


def move(turn: Turn, filled: Filled) -> Reply:
    """Let her belong to another office from now on; raises Refusal where it has just gone."""
    chosen = filled.answers["office"]
    office = offices.get(turn.here, unshort(chosen)) if chosen else None
    if office is None:
        raise Refusal(msg("kit-choose"), "office")
    if office.id != turn.who.person.office_id:
        careers.move(turn.here, turn.person_id)
    turn.who.person.office_id = office.id
    turn.here.session.flush()
    return Reply(cards=(cards.settings_card(turn),))
