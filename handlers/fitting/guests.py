"""With whom of the office a visit is arranged, where nobody is: another person of it, or the centre telephones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.fitting import booking_for, one
from handlers.fitting.ways import at, visit_of
from handlers.kit.errors import Stale
from handlers.kit.forms import Form
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.visits import booking
from messages.words import msg
from storage.ids import short, unshort

FORM = "fitting.guest"


def ask(turn: Turn, id: str) -> Reply:
    """Ask with whom it is arranged; raises Stale where it is with somebody."""
    visit = one.of(turn, id)
    if not visit.is_live or visit.guest_id is not None:
        raise Stale("guest")
    return Reply(ask=Ask(FORM, {"visit": short(visit.id)}))


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the question: who of the office is here, or nobody."""
    visit = visit_of(turn, params)
    office = short(visit.office_id) if visit else booking_for.NOBODY
    field = booking_for.guest_field(turn, lambda _: office)
    return Form(msg("fitting-guest"), (field,), sends=msg("fitting-guest-send"))


def submit(turn: Turn, filled: Filled) -> Reply:
    """Arrange it with her; raises Refusal where she cannot be, Stale where it is with somebody by now."""
    visit = visit_of(turn, filled.params)
    if visit is None:
        raise Stale("visit")
    chosen = filled.answers["guest"] or booking_for.NOBODY
    guest = None if chosen == booking_for.NOBODY else unshort(chosen)
    done = booking.name(at(turn), visit.id, guest)
    turn.note("visit.guest", guest)
    said = msg("fitting-guest-told") if guest else msg("fitting-guest-call")
    return Reply(cards=(one.card(turn, done, said),))
