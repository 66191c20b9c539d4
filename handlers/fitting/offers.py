"""What an office reads when it is offered a visit, and its answer: nobody is told which it was."""

from __future__ import annotations

from uuid import UUID

from handlers.fitting import cover
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Forbidden, Stale
from handlers.kit.turn import Reply, Turn
from messages.words import msg
from storage import coverage, visit_offers
from storage.ids import short, unshort
from storage.visit_offers import VisitOffer

# What opens the asking for a visit: handlers/visits.
ASK = "visits"


def _open(turn: Turn, id: UUID) -> VisitOffer | None:
    offer = visit_offers.get(turn.here, id)
    if offer is None or offer.closed_at or offer.office_id != turn.who.person.office_id:
        return None
    # Meanwhile somebody of the office has asked.
    return None if offer.office_id in coverage.awaited(turn.here) else offer


def told(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Return the offer; None where it needs no answer any more, or she is of another office now."""
    offer = _open(turn, subject)
    if offer is None:
        return None
    id = short(offer.id)
    buttons = (
        Button(msg("fitting-offer-take"), "offer.take", id, style="primary"),
        Button(msg("fitting-offer-not-now"), "offer.close", id),
    )
    says = (*cover.offer_says(), msg("fitting-offer-free"))
    return (Card(title=msg("fitting-offer-title"), paragraphs=says, buttons=buttons, about=id),)


def _mine(turn: Turn, id: str) -> VisitOffer:
    offer = visit_offers.get(turn.here, unshort(id)) if id else None
    if offer is None:
        raise Stale("offer")
    if offer.office_id != turn.who.person.office_id:
        raise Forbidden("offer")
    return offer


def take(turn: Turn, id: str) -> Reply:
    """Go on to asking for a visit; raises Stale for another office's."""
    offer = _mine(turn, id)
    visit_offers.close(turn.here, offer.office_id, turn.now)
    asks = turn.house.verb(ASK)
    if asks is None:
        return Reply(cards=(Card(paragraphs=(msg("fitting-offer-thanks"),), buttons=_home()),))
    return asks(turn, "")


def close(turn: Turn, id: str) -> Reply:
    """Let the offer be: no reason is asked, nobody is told; raises Stale for another office's."""
    offer = _mine(turn, id)
    visit_offers.close(turn.here, offer.office_id, turn.now)
    return Reply(cards=(Card(paragraphs=(msg("fitting-offer-closed"),), buttons=_home(), about=short(offer.id)),))


def _home() -> tuple[Button, ...]:
    return (Button(msg("home-to-home"), "home"),)
