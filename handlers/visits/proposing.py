"""A host offers another time: those at which she and who comes with her are free, or what she types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers.kit import days
from handlers.kit.cards import Card
from handlers.kit.errors import Refusal
from handlers.kit.fields import When
from handlers.kit.fields.when import time_option, wish
from handlers.kit.forms import Form
from handlers.kit.turn import Filled, Reply, Turn
from handlers.language.dates import Reading
from handlers.visits import booking, booking_times, cards, looked, whom
from handlers.visits.booking import At
from handlers.visits.booking_parts import sought_by
from messages.words import msg
from storage import seats, visits
from storage.ids import unshort
from storage.seal import Unreadable
from storage.seats import HOLDING, Seat
from storage.visits import ASKED, SETTLED, Visit

FORM = "visit.other"
FIELD = "time"
MOST = 6
# So far ahead a host may offer something; no notice binds her.
FURTHEST = timedelta(days=90)


def may(visit: Visit, seat: Seat | None) -> bool:
    """Tell whether a host can offer another time now."""
    return seat is not None and seat.state in HOLDING and visit.state in (ASKED, SETTLED) and visit.moving_to is None


def _hers(turn: Turn, params: Mapping[str, Any]) -> tuple[Visit, Seat]:
    visit = visits.get(turn.here, unshort(params["visit"]))
    seat = seats.of_person(turn.here, visit.id, turn.person_id) if visit else None
    if visit is None or seat is None or not may(visit, seat):
        raise Unreadable("visit")
    return visit, seat


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form: one time, by button or typed; raises Unreadable where none can be offered any more."""
    visit, seat = _hers(turn, params)
    network = turn.who.network
    local = network.local(turn.now)
    options = [time_option(_reading(network.local(one)), turn.words, turn.today) for one in free(turn, visit, seat)]
    field = When(
        name=FIELD,
        lead=msg("visit-other-who"),
        ask=msg("visit-other-ask"),
        now=local,
        first=turn.today,
        last=turn.today + FURTHEST,
        calendar=days.offices(network.closed_days, network.hours_from, network.hours_until),
        options=tuple(options),
    )
    return Form(msg("visit-other-form"), (field,), one_by_one=True)


def _reading(local: datetime) -> Reading:
    return Reading("day", local.date(), local.date(), (), days.minute_of(local))


def free(turn: Turn, visit: Visit, seat: Seat) -> list[datetime]:
    """Return some times at which the office, she and whoever else is asked or comes are free."""
    at = At(turn.here, turn.who.network, turn.now, turn.person_id)
    shown = whom.looked(at, sought_by(at, visit), turn.today, turn.today + FURTHEST)
    theirs = {one.pool: one.person_id for one in seats.of_visit(turn.here, visit.id, HOLDING)}
    pools = [
        [theirs[name]] if theirs.get(name) in shown.said else pool
        for name, pool in zip(visit.needs, shown.pools, strict=True)
    ]
    shown = replace(shown, pools=pools)
    possible = shown.together() & ~booking_times.passed(at, shown)
    found = booking_times.chosen(at, shown, possible, MOST + 1)
    return [one for one in found if one != visit.start_at][:MOST]


def submit(turn: Turn, filled: Filled) -> Reply:
    """Offer it: it lies with the office from then on; raises Refusal where it is no moment, or does not fit."""
    visit, _ = _hers(turn, filled.params)
    start = moment(turn, filled.answers[FIELD] or "")
    try:
        visit = booking.propose(At(turn.here, turn.who.network, turn.now, turn.person_id), visit.id, start)
    except Refusal as refusal:
        raise Refusal(refusal.sentence, FIELD) from None
    new = cards.when(turn.who.network, visit, start)
    told = msg("visit-other-told", when=new) if visit.guest_id else msg("visit-other-told-call", when=new)
    offered = Card(paragraphs=(told,))
    return Reply(cards=(offered, cards.card(turn, visit)) if looked.role(turn, visit) else (offered,))


def moment(turn: Turn, answer: str) -> datetime:
    """Return the moment that an answer names; raises Refusal where it leaves the day or the hour open."""
    read = wish(answer)
    if read.first is None or read.first != read.last or read.start is None or read.onward:
        raise Refusal(msg("visit-other-moment"), FIELD)
    return turn.who.network.midnight(read.first) + timedelta(minutes=read.start)
