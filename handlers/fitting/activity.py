"""What was done, as a table for the advisers' fees: who, when, which menu, how long, where; nothing that was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from handlers.fitting import judging
from handlers.fitting.ways import BACK, HOME, named
from handlers.kit.cards import Button, Card, File
from handlers.kit.table import Value, to_xlsx
from handlers.kit.turn import Reply, Turn
from handlers.questions import ageing
from handlers.visits import names
from messages.eras import fiscal_span, fiscal_year
from messages.words import Msg, msg
from storage import coverage, offices, visit_steps
from storage.seats import COMES
from storage.visits import Visit

HEADS = (
    msg("fitting-head-day"),
    msg("fitting-head-begins"),
    msg("fitting-head-host"),
    msg("fitting-head-pool"),
    msg("fitting-head-menu"),
    msg("fitting-head-way"),
    msg("fitting-head-minutes"),
    msg("fitting-head-office"),
    msg("fitting-head-outcome"),
)
OUTCOMES = {
    "held": msg("fitting-outcome-held"),
    "postponed": msg("fitting-outcome-postponed"),
    "absent": msg("fitting-outcome-absent"),
    "cancelled": msg("fitting-outcome-cancelled"),
}
QUARTERS = 4


def show(turn: Turn, _id: str = "") -> Reply:
    """Ask of which time the table is to be."""
    first, _ = fiscal_span(turn.today)
    year, last = _year(first), _year(date(first.year - 1, 4, 1))
    whole = (
        Button(msg("fitting-export-year", year=year), "fitting.export.year"),
        Button(msg("fitting-export-year", year=last), "fitting.export.last"),
    )
    parts = tuple(
        Button(msg("fitting-export-quarter", first=begins.month, last=_last_month(ends)), f"fitting.export.q{place}")
        for place, (begins, ends) in enumerate(judging.quarters(first), 1)
        if begins <= turn.today
    )
    says = (msg("fitting-export-what"), msg("fitting-export-not"))
    return Reply(cards=(Card(title=msg("fitting-export"), paragraphs=says, buttons=(*whole, *parts, BACK, HOME)),))


def _year(first: date) -> Msg:
    return ageing.fiscal_said(fiscal_year(first))


def _last_month(after: date) -> int:
    return (after.month - 2) % 12 + 1


def year(turn: Turn, _id: str = "", *, back: int = 0) -> Reply:
    """Make the table of this fiscal year, or of one so many years back."""
    first, _ = fiscal_span(turn.today)
    first = date(first.year - back, first.month, 1)
    said = msg("fitting-export-year", year=_year(first))
    return _made(turn, first, date(first.year + 1, first.month, 1), said)


def quarter(turn: Turn, _id: str = "", *, place: int) -> Reply:
    """Make the table of a quarter of this fiscal year."""
    first, _ = fiscal_span(turn.today)
    begins, ends = judging.quarters(first)[place - 1]
    part = msg("fitting-export-quarter", first=begins.month, last=_last_month(ends))
    return _made(turn, begins, ends, msg("fitting-export-part", year=_year(first), part=part))


def _made(turn: Turn, begins: date, ends: date, said: Msg) -> Reply:
    network, say = turn.who.network, turn.words.say
    rows = _rows(turn, network.midnight(begins), network.midnight(ends))
    turn.note("visits.exported")
    back = (Button(msg("fitting-export"), "fitting.export"), BACK)
    if not rows:
        return Reply(cards=(Card(title=said, paragraphs=(msg("fitting-export-none"),), buttons=back),))
    heads, title = tuple(say(head) for head in HEADS), say(msg("fitting-export-sheet"))
    file = File(
        name=msg("fitting-export-file", time=said),
        says=msg("fitting-export-says", time=said, n=len(rows)),
        makes={"xlsx": partial(to_xlsx, title, heads, rows, network.local(turn.now))},
    )
    return Reply(cards=(Card(title=said, paragraphs=(msg("fitting-export-not"),), file=file, buttons=back),))


def _rows(turn: Turn, since: datetime, until: datetime) -> list[tuple[Value, ...]]:
    """Return a row for each host of what is over, and of what was gone to in vain before another day was found."""
    found = coverage.ended_between(turn.here, since, until)
    came = coverage.seats_of(turn.here, [visit.id for visit in found])
    went = [
        Went(visit, visit.start_at or visit.asked_at, seat.person_id, seat.pool, visit.outcome)
        for visit in found
        for seat in came.get(visit.id, [])
        if seat.state == COMES
    ]
    for visit, step in visit_steps.in_vain(turn.here, since, until):
        went.append(Went(visit, step.at, step.by_id, step.what.removeprefix(visit_steps.WENT), "absent"))
    return [_row(turn, one) for one in sorted(went, key=lambda one: (one.at, one.visit.id))]


@dataclass(frozen=True, slots=True)
class Went:
    """That somebody went to a visit at a time, for which pool, and how it went."""

    visit: Visit
    at: datetime
    host: UUID | None
    pool: str
    outcome: str


def _row(turn: Turn, went: Went) -> tuple[Value, ...]:
    say, visit = turn.words.say, went.visit
    begins = turn.who.network.local(went.at)
    return (
        begins.date(),
        f"{begins:%-H:%M}",
        say(named(turn, went.host)),
        say(names.POOLS[went.pool]),
        visit.title,
        say(names.WAYS[visit.way]),
        _minutes(visit, went.outcome),
        offices.name_of(turn.here, visit.office_id),
        say(OUTCOMES.get(went.outcome, msg("fitting-outcome-held"))),
    )


def _minutes(visit: Visit, outcome: str) -> Value:
    # Of what did not take place there is no time to be paid for.
    if outcome != "held":
        return (visit.lasted or "") if visit.outcome == outcome else ""
    return visit.minutes if visit.lasted is None else visit.lasted
