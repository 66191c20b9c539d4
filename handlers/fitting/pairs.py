"""Another host for one of the pair: the other one and the time stay."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from handlers.fitting import houses, one
from handlers.fitting.ways import at, by_name, listed, named, visit_of
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import Option, Select
from handlers.kit.forms import Form
from handlers.kit.text import fitting
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.visits import booking, cards, names, whom
from handlers.visits.at import sought_for
from messages.eras import fiscal_span
from messages.words import Msg, msg
from storage import coverage, people, seats
from storage.ids import short, unshort
from storage.people import Person
from storage.seats import CHIEF, Seat
from storage.visits import SETTLED, Visit

FORM, FIND = "fitting.swap", "fitting.find"
NEXT = "next"
NAME = 30


def choose(turn: Turn, id: str) -> Reply:
    """Ask for whom of those who come another is looked for; raises Stale."""
    visit = one.of(turn, id)
    held = one.held(turn, visit)
    ways = [
        cards.button(msg("fitting-find-one", pool=names.POOLS[pool]), f"fitting.find.{pool}", visit, "primary")
        for pool in missing(turn, visit)
    ]
    ways += [
        cards.button(msg("fitting-swap-one", pool=names.POOLS[seat.pool]), f"fitting.out.{seat.pool}", visit)
        for seat in held
    ]
    back = Button(msg("kit-back"), "fitting.visit", short(visit.id))
    card = Card(
        title=msg("fitting-swap"), paragraphs=(msg("fitting-swap-how"),), buttons=(*ways, back), about=short(visit.id)
    )
    return Reply(cards=(card,))


def ask(turn: Turn, id: str, *, pool: str) -> Reply:
    """Ask who comes instead; raises Stale where nobody of this pool is asked or comes."""
    visit = one.of(turn, id)
    seat = _of_pool(turn, visit, pool)
    return Reply(ask=Ask(FORM, {"visit": short(visit.id), "out": short(seat.person_id)}))


def missing(turn: Turn, visit: Visit) -> list[str]:
    """Return the pools of which nobody is asked or comes to a visit that was settled."""
    there = {seat.pool for seat in one.held(turn, visit)}
    return [pool for pool in visit.needs if pool not in there] if visit.state == SETTLED else []


def find(turn: Turn, id: str, *, pool: str) -> Reply:
    """Ask who comes where nobody of a pool does; raises Stale, and Refusal where nobody is free."""
    visit = one.of(turn, id)
    if pool not in missing(turn, visit):
        raise Stale("seat")
    if not _free(turn, visit, pool):
        raise Refusal(msg("booking-nobody"))
    return Reply(ask=Ask(FIND, {"visit": short(visit.id), "pool": pool}))


def build_find(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form that asks who of a pool comes: those who are free at the visit's time, by name."""
    visit, pool = visit_of(turn, params), params.get("pool", CHIEF)
    free, been = (_free(turn, visit, pool) if visit else set()), load(turn)
    able_ = able(turn, visit, pool) if visit else []
    house = houses.of_office(turn, visit.office_id if visit else None)
    options = [
        Option(short(person.id), said_of(person, been, *houses.said(turn, person, house)))
        for person in able_
        if person.id in free
    ]
    field = Select(
        name="instead",
        ask=msg("fitting-set-who", pool=names.POOLS[pool]),
        label=names.POOLS[pool],
        options=tuple(options) or (Option(NEXT, msg("fitting-set-none")),),
    )
    return Form(msg("fitting-swap"), (field,), sends=msg("fitting-swap-send"))


def submit_find(turn: Turn, filled: Filled) -> Reply:
    """Have her asked beside those who come; raises Refusal where she is elsewhere then, Stale where it stands so."""
    visit, chosen = visit_of(turn, filled.params), filled.answers["instead"] or NEXT
    if visit is None or visit.start_at is None or filled.params["pool"] not in missing(turn, visit) or chosen == NEXT:
        raise Stale("visit")
    beside = [seat.person_id for seat in one.held(turn, visit)]
    done = booking.assign(at(turn), visit.id, visit.start_at, [*beside, unshort(chosen)])
    turn.note("visit.assigned")
    return Reply(cards=(one.card(turn, done, msg("fitting-asked")),))


def _of_pool(turn: Turn, visit: Visit, pool: str) -> Seat:
    found = [seat for seat in one.held(turn, visit) if seat.pool == pool]
    if not found:
        raise Stale("seat")
    return found[0]


def listed_for(turn: Turn, visit: Visit, pool: str) -> list[Person]:
    """Return who of a pool is shown for a visit, by name; also whom the office would rather not have.

    Whoever were missing here would be known by that.
    """
    return _of(turn, visit, pool, ())


def able(turn: Turn, visit: Visit, pool: str) -> list[Person]:
    """Return who may be asked from a pool for a visit, by name: nobody whom the matching would not ask."""
    return _of(turn, visit, pool, seats.unwanted(turn.here, visit.id))


def _of(turn: Turn, visit: Visit, pool: str, unwanted: Collection[UUID]) -> list[Person]:
    pools = whom.pools_of(at(turn), sought_for(visit, unwanted))
    found = pools[visit.needs.index(pool)] if pool in visit.needs else []
    return by_name([person for one in found if (person := people.get(turn.here, one.id))])


def _free(turn: Turn, visit: Visit, pool: str) -> set[UUID]:
    if visit.start_at is None:
        return set()
    sought = sought_for(visit, seats.unwanted(turn.here, visit.id))
    return set(whom.on(at(turn), sought, visit.start_at)[visit.needs.index(pool)])


def said_of(person: Person, been: Mapping[UUID, tuple[int, int]], *facts: Msg) -> Msg:
    """Return a host's name with how often she goes this fiscal year: a fact for whoever fits visits together."""
    held, comes = been.get(person.id, (0, 0))
    # A name may be as long as the whole line of a list.
    name = msg("fitting-host", name=fitting(person.name, NAME), n=held + comes)
    return listed(name, *facts)


def load(turn: Turn) -> dict[UUID, tuple[int, int]]:
    """Return how often each host has been and goes in this fiscal year."""
    since, until = (turn.who.network.midnight(day) for day in fiscal_span(turn.today))
    return coverage.turns(turn.here, since, until)


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form that asks who comes instead of somebody."""
    visit, out = _params(turn, params)
    seat = seats.of_person(turn.here, visit.id, out) if visit and out else None
    options = [Option(NEXT, msg("fitting-swap-next"))]
    if visit and seat:
        here = {one.person_id for one in one.held(turn, visit)}
        free, been = _free(turn, visit, seat.pool), load(turn)
        house = houses.of_office(turn, visit.office_id)
        for person in listed_for(turn, visit, seat.pool):
            if person.id not in here:
                when = msg("fitting-host-free") if person.id in free else msg("fitting-host-busy")
                options.append(Option(short(person.id), said_of(person, been, when, *houses.said(turn, person, house))))
    field = Select(
        name="instead",
        ask=msg("fitting-swap-who", name=named(turn, out)),
        label=msg("fitting-swap-whom"),
        options=tuple(options),
        always=NEXT,
    )
    return Form(msg("fitting-swap-form"), (field,), sends=msg("fitting-swap-send"))


def _params(turn: Turn, params: Mapping[str, Any]) -> tuple[Visit | None, UUID | None]:
    out = params.get("out")
    return visit_of(turn, params), unshort(out) if out else None


def submit(turn: Turn, filled: Filled) -> Reply:
    """Have another asked; raises Refusal where nobody is free, Stale where it stands otherwise by now."""
    visit, out = _params(turn, filled.params)
    if visit is None or out is None:
        raise Stale("visit")
    chosen = filled.answers["instead"] or NEXT
    instead = None if chosen == NEXT else unshort(chosen)
    seat = seats.of_person(turn.here, visit.id, out)
    if instead and seat and instead not in {one.id for one in able(turn, visit, seat.pool)}:
        known = instead in {one.id for one in listed_for(turn, visit, seat.pool)}
        # The same as of somebody who is not free.
        raise Refusal(msg("booking-nobody") if known else msg("fitting-swap-none"), "instead")
    done = booking.swap(at(turn), visit.id, out, instead)
    turn.note("visit.swapped", out)
    return Reply(cards=(one.card(turn, done, msg("fitting-swapped")),))
