"""What is asked of a coordinator: whom to invite, and a name to look for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.joining.forms import NAME, office_options
from handlers.kit.fields import Choice, Name, Option, Select
from handlers.kit.forms import Form
from handlers.kit.roles import ROLES
from handlers.kit.turn import Turn
from messages.words import msg
from storage import offices

CHOOSES = "chooses"


def build_invite(turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form of an invitation."""
    role = Choice(
        name="role",
        label=msg("roster-role"),
        ask=msg("roster-role-ask"),
        options=tuple(Option(role, said) for role, said in ROLES.items()),
    )
    office = Select(
        name="office",
        label=msg("roster-office"),
        ask=msg("roster-office-ask"),
        options=(Option(CHOOSES, msg("roster-chooses")), *office_options(offices.everyone(turn.here))),
        always=CHOOSES,
    )
    name = Name(
        name="name",
        label=msg("roster-for"),
        ask=msg("roster-for-ask"),
        skip=msg("roster-nobody"),
        most=NAME,
    )
    return Form(msg("roster-invite-title"), (role, office, name), sends=msg("roster-make"))


def build_find(_turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form that asks for a name to look for."""
    # One question: what is found comes at once, on every face.
    return Form(msg("roster-find"), (Name(name="name", ask=msg("roster-find-ask"), most=NAME),), one_by_one=True)
