"""A visit is taken off by the centre: looked at once more before, and everybody concerned is told."""

from __future__ import annotations

from handlers.fitting import one
from handlers.fitting.ways import at
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.turn import Reply, Turn
from handlers.visits import booking, cards
from messages.words import msg
from storage import offices
from storage.ids import short


def ask(turn: Turn, id: str) -> Reply:
    """Ask whether a visit is to be taken off, and say who is told; raises Stale."""
    visit = one.of(turn, id)
    facts = (
        Fact(msg("visit-fact-when"), cards.when(turn.who.network, visit)),
        Fact(msg("visit-fact-office"), msg("fitting-name", name=offices.name_of(turn.here, visit.office_id))),
    )
    buttons = (
        cards.button(msg("fitting-off-now"), "fitting.off.now", visit, "danger"),
        Button(msg("fitting-off-not"), "fitting.visit", short(visit.id)),
    )
    says = msg("fitting-off-guest") if visit.guest_id else msg("fitting-off-call")
    card = Card(title=msg("fitting-off-ask"), facts=facts, paragraphs=(says,), buttons=buttons, about=short(visit.id))
    return Reply(cards=(card,))


def now(turn: Turn, id: str) -> Reply:
    """Take it off; raises Stale."""
    visit = booking.cancel(at(turn), one.of(turn, id).id)
    turn.note("visit.cancelled")
    return Reply(cards=(one.card(turn, visit, msg("fitting-off-done")),))
