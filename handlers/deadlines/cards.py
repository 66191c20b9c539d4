"""The cards of the list: how many stand where, who stands in one part, one person."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from handlers.deadlines import said
from handlers.deadlines.looked import Line
from handlers.deadlines.rules import PARTS
from handlers.desk import ways
from handlers.kit.cards import Button, Call, Card, Fact
from handlers.kit.limits import LABEL
from handlers.kit.text import fitting
from handlers.kit.turn import Turn
from handlers.training import why
from messages.eras import Era, april
from messages.words import Msg, given, msg
from storage import people
from storage.ids import short
from storage.offices import Office
from storage.offices import get as office_of

PAGE = 8
TRAINING = ways.TRAINING
LIST = Button(msg("deadlines-to-list"), "deadlines")
# Each opens the names of one part; those of this year stand on the list itself.
OPENS = {
    "check": Button(msg("deadlines-check"), "deadlines.check"),
    "unknown": Button(msg("deadlines-see-unknown"), "deadlines.unknown"),
    "later": Button(msg("deadlines-see-years"), "deadlines.years"),
    "checked": Button(msg("deadlines-checked"), "deadlines.checked"),
    "not_mine": Button(msg("deadlines-see-not-mine"), "deadlines.not_mine"),
}
RUNS = Button(msg("deadlines-runs"), "deadlines.runs")
OFFICES = Button(msg("deadlines-offices"), "deadlines.offices")
EXPORT = Button(msg("deadlines-export"), "deadlines.export")


def overview(lines: Sequence[Line], unreached: int = 0) -> Card:
    """Return how many people stand in each part, with a door to each."""
    counts = {part: sum(line.part == part for line in lines) for part in PARTS}
    facts = [Fact(said.PARTS[part], msg("deadlines-count", count=count)) for part, count in counts.items() if count]
    opens = [OPENS[part] for part in PARTS if counts[part] and part in OPENS]
    if unreached:
        facts.append(Fact(msg("desk-unreached"), msg("deadlines-count", count=unreached)))
        opens.append(Button(msg("desk-unreached"), "desk.unreached"))
    says = msg("deadlines-may-lack") if lines else msg("deadlines-none")
    more = (RUNS, OFFICES, EXPORT) if lines else ()
    buttons = (*opens, *more, TRAINING)
    return Card(title=msg("deadlines-title"), facts=tuple(facts), paragraphs=(says,), buttons=buttons)


def listed(title: Msg, shown: Sequence[Line], buttons: Sequence[Button], *, facts: Sequence[Fact]) -> Card:
    """Return one page of people, each with a button; `buttons` stand behind them."""
    opened = [Button(label(line.person.name), "deadlines.person", short(line.person.id)) for line in shown]
    none = () if shown else (msg("deadlines-nobody"),)
    return Card(title=title, facts=tuple(facts), paragraphs=none, buttons=(*opened, *buttons))


def label(name: str) -> Msg:
    """Return a name as it fits on a button."""
    return given(fitting(name, LABEL))


def years(counts: Mapping[int, int]) -> Card:
    """Return how many deadlines lie in each fiscal year; who they are of is shown where it is asked for."""
    said_of = {year: msg("deadlines-fiscal", year=Era(april(year), "year")) for year in list(counts)[:PAGE]}
    facts = tuple(Fact(named, msg("deadlines-count", count=counts[year])) for year, named in said_of.items())
    opened = tuple(
        Button(msg("deadlines-see-year", year=named), "deadlines.in", version=year) for year, named in said_of.items()
    )
    none = () if counts else (msg("deadlines-nobody"),)
    return Card(title=msg("deadlines-later"), facts=facts, paragraphs=none, buttons=(*opened, LIST))


def offices(shown: Sequence[Office], on: Button | None) -> Card:
    """Return offices by name, without a number: nothing compares them."""
    opened = tuple(Button(label(one.name), "deadlines.office", short(one.id), version=1) for one in shown)
    none = () if shown else (msg("deadlines-nobody"),)
    more = (on,) if on else ()
    return Card(title=msg("deadlines-offices"), paragraphs=none, buttons=(*opened, *more, LIST))


def person(turn: Turn, line: Line, *says: Msg, unreached: Collection[UUID] = ()) -> Card:
    """Return how one person stands, as far as the record says, and what a coordinator can do; `says` comes first."""
    facts = [Fact(msg("roster-office"), given(line.office))] if line.office else []
    facts += [*said.record(line), *_standing(line), *_confirmed(turn, line)]
    besides = said.besides(line, unreached)
    facts += [Fact(msg("deadlines-besides"), said.listed(*besides))] if besides else []
    id = short(line.person.id)
    buttons = [_confirm(line)] if line.part == "check" else []
    buttons += [Button(msg("deadlines-mend"), "deadlines.mend", id)]
    buttons += [Button(msg("deadlines-why"), "deadlines.why", id)] if line.known.standing.start else []
    buttons += [Button(msg("courses-move-hers"), "courses.whose", id)] if line.known.standing.start else []
    buttons += [Button(msg("desk-unreached"), "desk.unreached")] if line.person.id in unreached else []
    return Card(
        title=given(line.person.name),
        facts=tuple(facts),
        paragraphs=(*says, *_explained(line)),
        buttons=(*buttons, *_call(turn, line), LIST),
        about=id,
    )


def _call(turn: Turn, line: Line) -> tuple[Call, ...]:
    office = office_of(turn.here, line.person.office_id) if line.person.office_id else None
    return (Call(msg("fitting-call"), office.tel),) if office and office.tel else ()


def _confirm(line: Line) -> Button:
    """Return ［確認した］: it is said of the deadline that stands on the card, and of no other."""
    day = line.deadline
    return Button(msg("deadlines-confirm"), "deadlines.confirm", short(line.person.id), day.toordinal() if day else 0)


def _standing(line: Line) -> list[Fact]:
    if line.part == "not_mine":
        return [Fact(msg("deadlines-deadline"), msg("deadlines-by-her"))]
    facts = [Fact(msg("deadlines-deadline"), said.until(line))]
    window = line.known.standing.window
    if window and window.moved_to:
        issuer = next((one.issuer for one in line.known.extensions if one.moved_to == window.moved_to), "")
        facts.append(Fact(msg("deadlines-moved"), msg("deadlines-moved-by", issuer=issuer)))
    if line.part == "year" or (line.part == "later" and line.said.told):
        facts.append(Fact(msg("deadlines-applying"), said.of_runs(line)))
    return facts


def _confirmed(turn: Turn, line: Line) -> list[Fact]:
    life = line.known.career
    if line.part != "checked" or life is None:
        return []
    by = people.get(turn.here, life.confirmed_by) if life.confirmed_by else None
    looked = said.confirmed(line)
    who = msg("deadlines-confirmed-by", looked=looked, name=by.name) if by and by.name else looked
    return [Fact(msg("deadlines-confirmed"), who)]


def _explained(line: Line) -> tuple[Msg, ...]:
    if line.part == "check" and line.deadline:
        return msg("deadlines-check-what", day=Era(line.deadline)), msg("deadlines-check-how")
    unsure = line.known.standing.unsure
    return (*((why.UNSURE[unsure],) if unsure else ()), msg("deadlines-may-lack"))
