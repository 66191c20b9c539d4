"""届いていない人: the list for coordinators, trying once more, and the line about it in their letter."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handlers.desk import rules
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.turn import Reply, Turn
from messages.words import Msg, msg
from storage import offices, outbox, people, unreached
from storage.db import Here
from storage.ids import short, unshort
from storage.networks import Network
from storage.stirring import TOLD_UNREACHED
from storage.unreached import Unreached

KIND = TOLD_UNREACHED
# The code words that an account or a notice may carry; any other is a refusal.
WHY = {
    "blocked": msg("desk-why-blocked"),
    "gone": msg("desk-why-gone"),
    "refused": msg("desk-why-refused"),
    "attempts": msg("desk-why-attempts"),
    "no_account": msg("desk-why-no-account"),
    "unseen": msg("desk-why-unseen"),
}
# So many have a button on one card; the others move up when these are reached.
MOST = 8


def is_open(turn: Turn) -> bool:
    """Tell whether the person may see the list now."""
    return rules.ROLE in turn.roles


def show(turn: Turn, _id: str = "") -> Reply:
    """Show whom nothing reaches, since when and why."""
    found = found_by(turn.here, turn.who.network, turn.now)
    if not found:
        return Reply(cards=(Card(title=msg("desk-unreached"), paragraphs=(msg("desk-none"),), buttons=(_home(),)),))
    # A name may be longer than a button: the number beside it is not.
    places = list(enumerate(found[:MOST], start=1))
    facts = tuple(Fact(msg("desk-place", place=n, who=_named(turn, one)), _why(turn, one)) for n, one in places)
    again = [Button(msg("desk-again", place=n), "desk.again", short(one.person.id)) for n, one in places if one.again]
    more = (msg("desk-more", count=len(found) - MOST),) if len(found) > MOST else ()
    card = Card(
        title=msg("desk-unreached"), facts=facts, paragraphs=(msg("desk-how"), *more), buttons=(*again, _home())
    )
    return Reply(cards=(card,))


def found_by(here: Here, network: Network, now: datetime) -> list[Unreached]:
    """Return whom nothing reaches now, longest first."""
    day = rules.unseen_since(network.local(now).date(), network.closed_days)
    return unreached.everyone(here, network.midnight(day), now)


def _named(turn: Turn, one: Unreached) -> Msg:
    return msg("desk-person", name=one.person.name, office=offices.name_of(turn.here, one.person.office_id))


def _why(turn: Turn, one: Unreached) -> Msg:
    since = turn.who.network.local(one.since).date()
    return msg("desk-since", why=WHY.get(one.why, WHY["refused"]), since=since)


def _home() -> Button:
    return Button(msg("desk-back"), "desk")


def again(turn: Turn, id: str) -> Reply:
    """Try once more to send a person what could not be sent; raises Stale."""
    person = people.get(turn.here, unshort(id)) if id else None
    if person is None:
        raise Stale("person")
    if not unreached.try_again(turn.here, person.id, turn.now):
        return show(turn)
    card = Card(
        paragraphs=(msg("desk-trying", name=person.name),), buttons=(Button(msg("desk-look"), "desk.unreached"),)
    )
    return Reply(cards=(card,))


def plan(here: Here, network: Network, now: datetime) -> None:
    """Let the coordinators' next letter name whom nothing reaches; each person once, until she is reached again."""
    found = [one.person.id for one in found_by(here, network, now)]
    for person in found:
        for coordinator in people.with_role(here, rules.ROLE):
            if coordinator != person:
                outbox.post(here, coordinator, KIND, person, now)
    unreached.forget_told(here, KIND, found)


def told(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Return the line about one person; None when she has been reached meanwhile, or the reader is no coordinator."""
    if not is_open(turn):
        return None
    now = [one for one in found_by(turn.here, turn.who.network, turn.now) if one.person.id == subject]
    if not now:
        return None
    said = msg("desk-told", who=_named(turn, now[0]))
    return (Card(paragraphs=(said,), buttons=(Button(msg("desk-unreached"), "desk.unreached"),)),)
