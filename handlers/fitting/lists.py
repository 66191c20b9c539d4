"""The visits' desk, and its list: what needs somebody first, then what is coming."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from handlers.fitting import judging
from handlers.fitting.ways import BACK, HOME, row, together
from handlers.fitting.ways import listed as listed_with
from handlers.kit import paging
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.limits import LABEL
from handlers.kit.text import fitting
from handlers.kit.turn import Reply, Turn
from handlers.visited import open
from handlers.visits import cards, matching, telling
from messages.words import Msg, given, msg
from storage import candidates, coverage, offices, visits
from storage.ids import short
from storage.seats import Seat
from storage.visits import DESK, LIVE, SETTLED, Visit

PAGE = 8
# What stands in a list of what a visit needs, where nobody is named.
SAYS = {
    "desk": msg("fitting-need-desk"),
    "guest": msg("fitting-need-guest"),
    "call": msg("fitting-need-call"),
    "url": msg("fitting-need-url"),
    "offered": msg("fitting-need-offered"),
    "fine": msg("fitting-need-fine"),
    "unsaid": msg("fitting-need-unsaid"),
    "over": msg("fitting-need-over"),
}

Row = tuple[Visit, str]


def show(turn: Turn, _id: str = "") -> Reply:
    """Show the doors of the visits' desk, and how many visits there are."""
    found, _ = _rows(turn)
    needing = sum(judging.needs_hand(what) for _, what in found)
    facts = (
        Fact(msg("fitting-needing"), msg("fitting-count", n=needing)),
        Fact(msg("fitting-coming"), msg("fitting-count", n=len(found) - needing)),
    )
    doors = (
        Button(msg("fitting-open"), "fitting.open"),
        Button(msg("fitting-book"), "fitting.book"),
        Button(msg("fitting-cover"), "fitting.cover"),
        Button(msg("fitting-load"), "fitting.load"),
        Button(msg("fitting-export"), "fitting.export"),
    )
    back = Button(msg("desk-back"), "desk")
    return Reply(cards=(Card(title=msg("fitting-title"), facts=facts, buttons=(*doors, back, HOME)),))


def listed(turn: Turn, after: str = "") -> Reply:
    """List the visits that are open or coming, eight at a time."""
    found, waits = _rows(turn)
    shown, last = paging.page(found, after, PAGE, lambda row: short(row[0].id))
    hosts = candidates.everyone(turn.here)
    facts = tuple(
        Fact(row(turn, visit), listed_with(_says(turn, visit, what, waits[visit.id]), *near))
        for visit, what in shown
        for near in (telling.near(turn, visit, hosts),)
    )
    opened = [Button(_label(turn, visit), "fitting.visit", short(visit.id)) for visit, _ in shown]
    more = (Button(msg("fitting-more"), "fitting.open", last),) if last else ()
    none = () if found else (msg("fitting-none"),)
    card = Card(title=msg("fitting-open"), facts=facts, paragraphs=none, buttons=(*opened, *more, BACK, HOME))
    return Reply(cards=(card,))


def _rows(turn: Turn) -> tuple[list[Row], dict[UUID, list[Seat]]]:
    found = visits.in_states(turn.here, LIVE)
    held = coverage.seats_of(turn.here, [visit.id for visit in found])
    # What has no day is fitted in another order than the one it came in.
    waiting = matching.order(turn.here, [visit for visit in found if visit.state == DESK])
    ordered = waiting + [visit for visit in found if visit.state != DESK]
    waits = {
        visit.id: [seat for seat in held.get(visit.id, []) if cards.to_answer(turn, visit, seat)] for visit in ordered
    }
    unsaid = {visit.id for visit in open.unanswered(turn.here, turn.who.network, turn.now)}
    needs = []
    for visit in ordered:
        what = _need(turn, visit, len(held.get(visit.id, [])), waits[visit.id])
        needs.append((visit, "unsaid" if visit.id in unsaid else what))
    return judging.in_order(needs), waits


def _need(turn: Turn, visit: Visit, held: int, waits: Sequence[Seat]) -> str:
    return judging.need(visit, held, turn.now, turn.today, waits=bool(waits))


def _label(turn: Turn, visit: Visit) -> Msg:
    office = offices.name_of(turn.here, visit.office_id)
    if visit.start_at is None:
        return given(fitting(office, LABEL))
    day = turn.words.say(msg("kit-day", day=turn.who.network.local(visit.start_at).date()))
    return given(fitting(f"{day} {office}", LABEL))


def _says(turn: Turn, visit: Visit, what: str, waits: Sequence[Seat]) -> Msg:
    if what in ("asked", "silent"):
        who = together(turn, [seat.person_id for seat in waits])
        if visit.answer_by is None:
            return msg("fitting-need-asked", who=who)
        return msg("fitting-need-asked-by", who=who, day=visit.answer_by)
    if what == "desk" and visit.state == SETTLED:
        return msg("fitting-need-missing")
    if what == "desk" and visit.told_by:
        return msg("fitting-need-desk-by", day=visit.told_by)
    return SAYS[what]
