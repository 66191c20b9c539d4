"""One visit at the desk: what stands, who was asked and what she said, what has happened, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from handlers.fitting.ways import BACK, HOME, named
from handlers.kit.cards import Button, Call, Card, Fact, Style
from handlers.kit.fields import whenwords
from handlers.kit.fields.when import wish
from handlers.kit.turn import Reply, Turn
from handlers.visited import open
from handlers.visited.looked import is_guest
from handlers.visits import cards, looked, telling
from handlers.visits.wished import Wished
from messages.words import Msg, given, msg
from storage import coverage, offices, visit_steps
from storage.ids import short
from storage.seats import Seat
from storage.visit_steps import VisitStep
from storage.visits import ASKED, DESK, OFFERED, SETTLED, Visit

# The newest steps that a card shows.
STEPS = 8
CALL = msg("fitting-set-call")
# What has happened, by the code word of a step; what is not for the desk has none.
HAPPENED = {
    "asked": msg("fitting-step-asked"),
    "settled": msg("fitting-step-settled"),
    "swapped": msg("fitting-step-swapped"),
    "searching": msg("fitting-step-searching"),
    "guestless": msg("fitting-step-guestless"),
    "named": msg("fitting-step-named"),
    "times": msg("fitting-step-times"),
    "desk": msg("fitting-step-desk"),
    "moving": msg("fitting-step-moving"),
    "moved": msg("fitting-step-moved"),
    "unmoved": msg("fitting-step-unmoved"),
    "off": msg("fitting-step-off"),
    "called": msg("fitting-step-called"),
    "done": msg("fitting-step-done"),
    "postponed": msg("fitting-step-postponed"),
    "absent": msg("fitting-step-absent"),
    "nudged": msg("fitting-step-nudged"),
}


def of(turn: Turn, id: str) -> Visit:
    """Return the visit of a button; raises Stale, which shows how it stands where a button is of a former version."""
    return cards.pressed(turn, id)


def show(turn: Turn, id: str) -> Reply:
    """Show one visit; raises Stale."""
    return Reply(cards=(card(turn, looked.of(turn, id)),))


def card(turn: Turn, visit: Visit, *said: Msg) -> Card:
    """Return the desk's card of a visit; `said` stands first on it."""
    office = offices.get(turn.here, visit.office_id)
    facts = [*telling.facts(turn, visit, "coordinator"), *telling.place(turn, visit)]
    if visit.wish:
        hoped = wished(visit)
        facts.append(Fact(msg("fitting-wish"), hoped.says if hoped else given(visit.wish)))
    steps = tuple(_happened(turn, visit))
    call = (Call(msg("fitting-call"), office.tel),) if office and office.tel and visit.is_live else ()
    further = (Button(msg("fitting-list"), "fitting.open"), BACK, HOME)
    title = msg("fitting-visit", office=office.name if office else "")
    ways: list[Button | Call] = [*_ways(turn, visit), *call]
    if CALL in said:
        # What she needs for the call comes first.
        ways.sort(key=lambda one: isinstance(one, Button) and (one.verb != "fitting.read") + 1)
    return Card(
        title=title,
        facts=tuple(facts),
        quote=looked.line(turn, visit),
        paragraphs=(*said, *steps),
        buttons=(*ways, *further),
        about=short(visit.id),
    )


def settled(visit: Visit) -> tuple[Msg, ...]:
    """Return what a coordinator reads who has settled a visit: who is told, and whom she calls herself."""
    return (msg("fitting-set-done-all"),) if visit.guest_id else (msg("fitting-set-done"), CALL)


def wished(visit: Visit) -> Wished | None:
    """Return what an office wished for in place of a time; None where it wished for nothing that can be read."""
    try:
        reading = wish(visit.wish)
    except ValueError:
        return None
    first = reading.first or date.min
    return Wished(reading, first, reading.last or first, whenwords.whole(reading))


def _happened(turn: Turn, visit: Visit) -> Iterator[Msg]:
    found = [step for step in visit_steps.of_visits(turn.here, [visit.id]) if step.what in HAPPENED]
    for step in found[-STEPS:]:
        at = turn.who.network.local(step.at)
        yield msg("fitting-step", day=at.date(), time=f"{at:%-H:%M}", what=HAPPENED[step.what], by=_by(turn, step))


def _by(turn: Turn, step: VisitStep) -> Msg:
    return named(turn, step.by_id) if step.by_id else msg("fitting-step-clock")


def waiting(turn: Turn, visit: Visit) -> list[Seat]:
    """Return the seats of those who have not answered yet."""
    return [seat for seat in held(turn, visit) if cards.to_answer(turn, visit, seat)]


def held(turn: Turn, visit: Visit) -> list[Seat]:
    """Return the seats of those who are asked or come, in the order of the pools."""
    return coverage.seats_of(turn.here, [visit.id]).get(visit.id, [])


def to_nudge(turn: Turn, visit: Visit) -> list[UUID]:
    """Return who may be asked once more: who has not answered, or who comes to a talk online without an address yet."""
    if found := waiting(turn, visit):
        return [seat.person_id for seat in found]
    lacks = visit.state == SETTLED and visit.way == "online" and not visit.url
    return [seat.person_id for seat in held(turn, visit)] if lacks else []


def nudged_today(turn: Turn, visit: Visit) -> bool:
    """Tell whether somebody was nudged about a visit today."""
    nudges = [step for step in visit_steps.of_visits(turn.here, [visit.id]) if step.what == "nudged"]
    return any(turn.who.network.local(step.at).date() == turn.today for step in nudges)


def _ways(turn: Turn, visit: Visit) -> tuple[Button, ...]:
    if open.waits(visit, turn.now) and not is_guest(turn, visit):
        return (cards.button(msg("visited-say"), "visited.say", visit, "primary"),)
    if not visit.is_live or (visit.start_at and visit.start_at <= turn.now):
        return ()
    found = []
    if to_nudge(turn, visit) and not nudged_today(turn, visit):
        found.append(cards.button(msg("fitting-nudge"), "fitting.nudge", visit, "primary"))
    if visit.state == DESK:
        found.append(cards.button(msg("fitting-times"), "fitting.times", visit, "primary"))
    if visit.guest_id is None:
        style: Style = "primary" if visit.lacks_guest else "plain"
        found.append(cards.button(msg("fitting-guest"), "fitting.guest", visit, style))
    if visit.state == OFFERED or visit.by_telephone:
        first: Style = "primary" if visit.by_telephone else "plain"
        found.append(cards.button(msg("fitting-chosen"), "fitting.chosen", visit, first))
    if visit.state in (ASKED, SETTLED) and visit.start_at and not visit.moving_to:
        found.append(cards.button(msg("fitting-swap"), "fitting.swap", visit))
    found.append(cards.button(msg("fitting-set"), "fitting.set", visit))
    found.append(Button(msg("fitting-read"), "fitting.read", short(visit.id)))
    return (*found, cards.button(msg("fitting-off"), "fitting.off", visit))
