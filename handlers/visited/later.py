"""One and three months after a visit: a light question with the door to the next one, which can be turned off."""

from __future__ import annotations

from uuid import UUID

from handlers.kit.cards import Button, Card
from handlers.kit.turn import Reply, Turn
from handlers.visited import looked
from handlers.visited.after import LATER, MONTH
from messages.words import Msg, msg
from storage import outbox, visits
from storage.ids import short
from storage.visits import DONE, LIVE, Visit


def card(turn: Turn, subject: UUID, *, kind: str) -> tuple[Card, ...] | None:
    """Return the question; None where it is not hers, or she has been visited since or will be."""
    visit = visits.get(turn.here, subject)
    if visit is None or visit.guest_id != turn.person_id or visit.start_at is None or _again(turn, visit):
        return None
    day = turn.who.network.local(visit.start_at).date()
    said = msg("visited-month", day=day) if kind == MONTH else msg("visited-season", day=day)
    id = short(visit.id)
    buttons = (
        Button(msg("visited-later-door"), "visits", style="primary"),
        Button(msg("visited-later-fine"), "visited.fine", id),
        Button(msg("visited-later-no-more"), "visited.no_more", id),
    )
    return (Card(paragraphs=(said,), buttons=buttons, about=id),)


def _again(turn: Turn, visit: Visit) -> bool:
    own = visits.of_guest(turn.here, turn.person_id, (*LIVE, DONE))
    return any(other.asked_at > visit.asked_at and other.id != visit.id for other in own)


def fine(turn: Turn, id: str) -> Reply:
    """Take the answer that nothing is needed: what was asked until now is answered; raises Stale."""
    return _answered(turn, id, msg("visited-later-good"), also_later=False)


def no_more(turn: Turn, id: str) -> Reply:
    """Ask no more about a visit; raises Stale."""
    return _answered(turn, id, msg("visited-later-over"), also_later=True)


def _answered(turn: Turn, id: str, says: Msg, *, also_later: bool) -> Reply:
    visit = looked.guested(turn, id)
    asked = {notice.kind for notice in outbox.open_for(turn.here, turn.person_id) if notice.subject_id == visit.id}
    for kind in LATER:
        if also_later or kind in asked:
            outbox.close(turn.here, turn.person_id, kind, visit.id, turn.now)
    home = Button(msg("home-to-home"), "home")
    return Reply(cards=(Card(paragraphs=(says,), buttons=(home,), about=short(visit.id)),))
