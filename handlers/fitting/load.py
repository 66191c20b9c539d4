"""What each host has done and can give, as facts in the order of names; how long a round of all offices takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from handlers.fitting import rounds
from handlers.fitting.rounds import Giving, Round
from handlers.fitting.ways import BACK, HOME, by_name, listed
from handlers.kit import paging
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.turn import Reply, Turn
from handlers.visits import names
from messages.eras import fiscal_span
from messages.menus import Menu, menus
from messages.words import Msg, msg
from storage import coverage, hosts, offices, people
from storage.hosts import Host, Week
from storage.ids import short
from storage.people import Person
from storage.seats import CENTRE, CHIEF

PAGE = 10
POOLS = (CHIEF, CENTRE)
WITHIN = timedelta(days=365 * rounds.PACE_MONTHS // rounds.MONTHS)
# The year before the first of 令和.
ERA = 2018


def show(turn: Turn, after: str = "") -> Reply:
    """Show what lies ahead, then the hosts, some at a time."""
    people_of = _hosts(turn)
    ids = [person.id for person, _ in people_of]
    caps, weeks = hosts.caps(turn.here, ids), hosts.weeks(turn.here, ids)
    shown, last = paging.page(people_of, after, PAGE, lambda row: f"{short(row[0].id)}")
    facts = tuple(_fact(turn, person, pools, caps.get(person.id)) for person, pools in shown)
    more = (Button(msg("fitting-more"), "fitting.load", last),) if last else ()
    said = () if after else _ahead(turn, _givings(turn, people_of, caps, weeks))
    card = Card(
        title=msg("fitting-load"),
        facts=facts,
        paragraphs=(*said, *(() if people_of else (msg("fitting-load-none"),))),
        buttons=(*more, BACK, HOME),
    )
    return Reply(cards=(card,))


def _hosts(turn: Turn) -> list[tuple[Person, list[str]]]:
    """Return those who visit, by name, each once with her pools."""
    found: dict[UUID, list[str]] = {}
    for pool in POOLS:
        for id in people.with_role(turn.here, pool):
            found.setdefault(id, []).append(pool)
    known = [person for id in found if (person := people.get(turn.here, id)) and person.state == "here"]
    return [(person, found[person.id]) for person in by_name(known)]


def _fact(turn: Turn, person: Person, pools: Sequence[str], cap: Host | None) -> Fact:
    held, comes = _turns(turn).get(person.id, (0, 0))
    said = [msg("fitting-load-held", n=held), msg("fitting-load-comes", n=comes)]
    if cap and cap.a_day is not None:
        said.append(msg("fitting-load-day", n=cap.a_day))
    if cap and cap.a_week is not None:
        said.append(msg("fitting-load-week", n=cap.a_week))
    if cap and cap.a_month is not None:
        said.append(msg("fitting-load-month", n=cap.a_month))
    name = msg("fitting-load-name", name=person.name, role=listed(*(names.POOLS[pool] for pool in pools)))
    return Fact(name, listed(*said))


def _turns(turn: Turn) -> Mapping[UUID, tuple[int, int]]:
    since, until = (turn.who.network.midnight(day) for day in fiscal_span(turn.today))
    return coverage.turns(turn.here, since, until)


def _givings(
    turn: Turn,
    people_of: Sequence[tuple[Person, list[str]]],
    caps: Mapping[UUID, Host],
    weeks: Mapping[UUID, list[Week]],
) -> list[Giving]:
    """Return what each gives: somebody of two pools gives to the one of which there are fewer."""
    sizes = {pool: sum(pool in pools for _, pools in people_of) for pool in POOLS}
    found = []
    for person, pools in people_of:
        now = [week for week in weeks.get(person.id, []) if week.from_day <= turn.today]
        spans = tuple((day, start, end) for day, start, end in now[-1].spans) if now else ()
        cap = caps.get(person.id)
        limits = (cap.a_day, cap.a_week, cap.a_month) if cap else (None, None, None)
        found.append(Giving(min(pools, key=lambda pool: sizes[pool]), spans, *limits))
    return found


def ahead(turn: Turn, givings: Sequence[Giving]) -> Round:
    """Return what lies ahead for visits of the first menu to which one of both pools comes."""
    network, menu = turn.who.network, _menu(turn)
    _, year_ends = fiscal_span(turn.today)
    until = network.midnight(year_ends)
    held = [one for one in coverage.ended_between(turn.here, turn.now - WITHIN, turn.now) if one.outcome == "held"]
    coming = coverage.coming_between(turn.here, turn.now, until)
    centres = coverage.centres(turn.here)
    return rounds.ahead(
        turn.today,
        givings=givings,
        pools=POOLS,
        minutes=menu.minutes + 2 * menu.buffer,
        offices=sum(office.id not in centres for office in offices.everyone(turn.here)),
        held=sum(set(one.needs) == set(POOLS) for one in held),
        coming=coming,
        year_ends=year_ends,
    )


def _menu(turn: Turn) -> Menu:
    found = menus(turn.who.network.menus)
    return next((menu for menu in found if set(menu.pools) == set(POOLS)), found[0])


def _ahead(turn: Turn, givings: Sequence[Giving]) -> tuple[Msg, ...]:
    it = ahead(turn, givings)
    who = msg("fitting-round-who", chiefs=it.hosts[CHIEF], centre=it.hosts[CENTRE], offices=it.offices)
    if it.ends is None:
        return (who, msg("fitting-round-unknown"), msg("fitting-round-left", n=it.left))
    ends = msg("fitting-round-ends", year=it.ends[0] - ERA, month=it.ends[1])
    how = msg("fitting-round-pace", n=_number(it.pace)) if it.pace is not None else msg("fitting-round-new")
    can = msg("fitting-round-can", n=_number(it.can))
    left = msg("fitting-round-left", n=it.left)
    return (who, ends, can, how, msg("fitting-round-not"), left)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
