"""Offices never or long not visited: for coordinators alone, each with a gentle offer to send or a number to call."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handlers.fitting import judging
from handlers.fitting.judging import Unvisited
from handlers.fitting.ways import BACK, HOME, listed
from handlers.kit import paging
from handlers.kit.cards import Button, Call, Card, Fact
from handlers.kit.errors import Refusal, Stale
from handlers.kit.limits import LABEL
from handlers.kit.text import fitting
from handlers.kit.turn import Reply, Turn
from messages.words import Msg, given, msg
from storage import coverage, offices, outbox, visit_offers
from storage.ids import short, unshort
from storage.offices import Office

KIND = "fitting.offer"
PAGE = 8
# The year before the first of 令和.
ERA = 2018


def _unvisited(turn: Turn) -> list[Unvisited]:
    without = coverage.awaited(turn.here) | coverage.centres(turn.here)
    return judging.unvisited(offices.everyone(turn.here), coverage.last_held(turn.here), without, turn.now)


def show(turn: Turn, after: str = "") -> Reply:
    """List the offices that nobody has visited yet or for long, eight at a time."""
    found, offered = _unvisited(turn), visit_offers.newest(turn.here)
    shown, last = paging.page(found, after, PAGE, lambda it: short(it.office.id))
    facts = tuple(Fact(given(it.office.name), _said(turn, it, offered.get(it.office.id))) for it in shown)
    opened = [Button(given(fitting(it.office.name, LABEL)), "fitting.office", short(it.office.id)) for it in shown]
    more = (Button(msg("fitting-more"), "fitting.cover", last),) if last else ()
    said = msg("fitting-cover-what") if found else msg("fitting-cover-none")
    card = Card(title=msg("fitting-cover"), facts=facts, paragraphs=(said,), buttons=(*opened, *more, BACK, HOME))
    return Reply(cards=(card,))


def _said(turn: Turn, it: Unvisited, offered: datetime | None) -> Msg:
    parts = [_last(turn, it.last)]
    if it.office.counsellors == 1:
        parts.append(msg("fitting-cover-one"))
    if offered:
        parts.append(msg("fitting-cover-offered", day=turn.who.network.local(offered).date()))
    return listed(*parts)


def _last(turn: Turn, last: datetime | None) -> Msg:
    if last is None:
        return msg("fitting-cover-never")
    local = turn.who.network.local(last)
    return msg("fitting-cover-last", year=local.year - ERA, month=local.month)


def office(turn: Turn, id: str) -> Reply:
    """Show one office: when it was visited last, what would be sent to it, its telephone; raises Stale."""
    return Reply(cards=(_card(turn, _office(turn, id)),))


def _office(turn: Turn, id: str) -> Office:
    found = offices.get(turn.here, unshort(id)) if id else None
    if found is None:
        raise Stale("office")
    return found


def _card(turn: Turn, of: Office, *said: Msg) -> Card:
    last, offered = coverage.last_held(turn.here).get(of.id), visit_offers.newest(turn.here).get(of.id)
    there = coverage.of_offices(turn.here, [of.id]).get(of.id, [])
    facts = [Fact(msg("fitting-cover-visited"), _said(turn, Unvisited(of, last), offered))]
    if of.tel:
        facts.append(Fact(msg("visit-fact-tel"), given(of.tel)))
    may = there and judging.may_offer(offered, turn.now) and of.id not in coverage.awaited(turn.here)
    send = (Button(msg("fitting-offer-send"), "fitting.send", short(of.id), style="primary"),) if may else ()
    call = (Call(msg("fitting-call"), of.tel),) if of.tel else ()
    says = (msg("fitting-offer-would"), *offer_says(), msg("fitting-offer-quiet")) if may else ()
    if not there:
        says = (msg("fitting-offer-nobody"),)
    return Card(
        title=given(of.name),
        facts=tuple(facts),
        paragraphs=(*said, *says),
        buttons=(
            *send,
            Button(msg("fitting-book"), "fitting.book", short(of.id)),
            *call,
            Button(msg("fitting-cover-back"), "fitting.cover"),
            BACK,
        ),
    )


def offer_says() -> tuple[Msg, ...]:
    """Return what an office reads when it is offered a visit."""
    return (msg("fitting-offer-says"), msg("fitting-offer-nothing"))


def send(turn: Turn, id: str) -> Reply:
    """Let the people of an office read in their next letter that somebody would come; raises Refusal, Stale."""
    turn.here.alone()
    of = _office(turn, id)
    there = coverage.of_offices(turn.here, [of.id]).get(of.id, [])
    if not there or of.id in coverage.awaited(turn.here):
        raise Stale("office")
    if not judging.may_offer(visit_offers.newest(turn.here).get(of.id), turn.now):
        raise Refusal(msg("fitting-offer-again"))
    offer = visit_offers.add(turn.here, of.id, turn.person_id, turn.now)
    to: list[tuple[UUID, UUID]] = [(person.id, offer.id) for person in there if person.id != turn.person_id]
    outbox.post_all(turn.here, KIND, turn.now, to)
    turn.note("visit.offered")
    return Reply(cards=(_card(turn, of, msg("fitting-offer-sent")),))
