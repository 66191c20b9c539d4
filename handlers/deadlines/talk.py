"""期限の一覧 when spoken to: its parts, years and offices, and one person; coordinators only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from handlers.deadlines import cards, looked, rules, said
from handlers.deadlines.looked import Line
from handlers.deadlines.rules import Part
from handlers.desk import unreached
from handlers.kit import paging
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.house import Tap
from handlers.kit.turn import Reply, Turn
from handlers.ladder.due import due_by_year
from handlers.training import why
from messages.eras import Era, april, fiscal_year
from messages.words import Msg, msg
from storage import offices
from storage.ids import short, unshort


def lines_of(turn: Turn) -> list[Line]:
    """Return everybody who has deadlines, as they stand now."""
    return looked.everyone(turn.here, turn.who.network, turn.today)


def missed(turn: Turn) -> set[UUID]:
    """Return the ids of those whom nothing reaches."""
    return {one.person.id for one in unreached.found_by(turn.here, turn.who.network, turn.now)}


def show(turn: Turn, _id: str = "") -> Reply:
    """Show whose last year this is, and how many stand in each part."""
    lines = lines_of(turn)
    lost = missed(turn)
    card = cards.overview(lines, sum(line.person.id in lost for line in lines))
    if not any(line.part == "year" for line in lines):
        return Reply(cards=(card,))
    return Reply(cards=(_page(turn, lines, "", part="year", back=False), card))


def part(turn: Turn, after: str = "", *, of: Part) -> Reply:
    """Show the people of one part, eight at a time."""
    return Reply(cards=(_page(turn, lines_of(turn), after, part=of),))


def _page(turn: Turn, lines: Sequence[Line], after: str, *, part: Part, back: bool = True) -> Card:
    found = [line for line in lines if line.part == part]
    return paged(turn, found, after, said.PARTS[part], lambda last: Button(MORE, f"deadlines.{part}", last), back=back)


MORE = msg("roster-more")


def paged(
    turn: Turn, found: Sequence[Line], after: str, title: Msg, on: Callable[[str], Button], *, back: bool = True
) -> Card:
    """Return the page that begins after somebody; `on` makes the button for the one behind it."""
    shown, last = paging.page(found, after, cards.PAGE, lambda line: short(line.person.id))
    lost = missed(turn)
    buttons = [*([on(last)] if last else []), *([cards.LIST] if back else [])]
    return cards.listed(title, shown, buttons, facts=[said.fact(line, lost) for line in shown])


def years(turn: Turn, _id: str = "") -> Reply:
    """Show how many deadlines lie in each of the coming fiscal years, in words and as bars; without a name."""
    counts = rules.by_year(line.deadline for line in _later(turn) if line.deadline)
    drawn = due_by_year(turn, counts) if counts else None
    return Reply(cards=(replace(cards.years(counts), file=drawn),))


def _later(turn: Turn) -> list[Line]:
    return [line for line in lines_of(turn) if line.part == "later"]


def in_year(turn: Turn, after: str = "") -> Reply:
    """Show whose deadline lies in one fiscal year (the press's version); raises Stale."""
    year = turn.version or 0
    if not rules.FIRST <= year <= rules.LAST:
        raise Stale("year")
    found = [line for line in _later(turn) if line.deadline and fiscal_year(line.deadline) == year]
    title = msg("deadlines-fiscal", year=Era(april(year), "year"))
    return Reply(cards=(paged(turn, found, after, title, lambda last: Button(MORE, "deadlines.in", last, year)),))


def by_office(turn: Turn, after: str = "") -> Reply:
    """Show the offices in which somebody has deadlines, by name, eight at a time."""
    has = {line.person.office_id for line in lines_of(turn)}
    found = [one for one in offices.everyone(turn.here) if one.id in has]
    shown, last = paging.page(found, after, cards.PAGE, lambda one: short(one.id))
    return Reply(cards=(cards.offices(shown, Button(MORE, "deadlines.offices", last) if last else None),))


def of_office(turn: Turn, id: str) -> Reply:
    """Show one page (the press's version, from 1) of an office's people; raises Stale."""
    office = offices.get(turn.here, unshort(id)) if id else None
    if office is None:
        raise Stale("office")
    found = [line for line in lines_of(turn) if line.person.office_id == office.id]
    page = turn.version or 1
    shown = found[(page - 1) * cards.PAGE : page * cards.PAGE]
    on = [Button(MORE, "deadlines.office", id, page + 1)] if len(found) > page * cards.PAGE else []
    lost = missed(turn)
    facts = [said.fact(line, lost, office=False) for line in shown]
    return Reply(cards=(cards.listed(cards.label(office.name), shown, (*on, cards.OFFICES, cards.LIST), facts=facts),))


def person(turn: Turn, id: str) -> Reply:
    """Show one person; raises Stale."""
    return shown(turn, found(turn, id))


def found(turn: Turn, id: str) -> Line:
    """Return one person of the list; raises Stale where it does not concern her (any more)."""
    line = looked.one(turn.here, turn.who.network, turn.today, unshort(id)) if id else None
    if line is None:
        raise Stale("person")
    return line


def shown(turn: Turn, line: Line, *says: Msg) -> Reply:
    """Show how somebody stands now; `says` comes first."""
    return Reply(cards=(cards.person(turn, line, *says, unreached=missed(turn)),))


def because(turn: Turn, id: str) -> Reply:
    """Show why somebody's deadline is as it is, as far as the record says; raises Stale."""
    line = found(turn, id)
    back = (Button(msg("kit-back"), "deadlines.person", id), cards.LIST)
    card = why.card(line.known, turn.who.network, staff=why.staff(turn), buttons=back)
    return Reply(cards=(replace(card, title=msg("deadlines-why-of", name=line.person.name), about=id),))


PARTS: tuple[Part, ...] = ("year", "check", "unknown", "checked", "not_mine")
VERBS: dict[str, Tap] = {
    "deadlines": show,
    **{f"deadlines.{one}": partial(part, of=one) for one in PARTS},
    "deadlines.years": years,
    "deadlines.in": in_year,
    "deadlines.offices": by_office,
    "deadlines.office": of_office,
    "deadlines.person": person,
    "deadlines.why": because,
}
