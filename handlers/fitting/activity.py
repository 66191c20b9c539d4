"""What was done, as a table for the advisers' fees: who, when, which menu, how long, where; nothing that was said."""

from __future__ import annotations

from datetime import date
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
from storage import coverage, offices
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
    found = coverage.ended_between(turn.here, network.midnight(begins), network.midnight(ends))
    came = coverage.seats_of(turn.here, [visit.id for visit in found])
    rows = [
        _row(turn, visit, seat.person_id, seat.pool)
        for visit in found
        for seat in came.get(visit.id, [])
        if seat.state == COMES
    ]
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


def _row(turn: Turn, visit: Visit, host: UUID, pool: str) -> tuple[Value, ...]:
    say = turn.words.say
    begins = turn.who.network.local(visit.start_at or visit.asked_at)
    return (
        begins.date(),
        f"{begins:%-H:%M}",
        say(named(turn, host)),
        say(names.POOLS[pool]),
        visit.title,
        say(names.WAYS[visit.way]),
        _minutes(visit),
        offices.name_of(turn.here, visit.office_id),
        say(OUTCOMES.get(visit.outcome, msg("fitting-outcome-held"))),
    )


def _minutes(visit: Visit) -> Value:
    # Of what did not take place there is no time to be paid for.
    if visit.outcome != "held":
        return visit.lasted or ""
    return visit.minutes if visit.lasted is None else visit.lasted
