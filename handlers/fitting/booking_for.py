"""A visit for an office that telephoned: the office, the menu, a time, how a case may come up, who of it is told.

What is found for the answers so far is looked for when it is asked; the last look is handlers/fitting/booking_look.py.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Self

from handlers.fitting import finding, hours, houses, setting
from handlers.fitting.ways import at, listed
from handlers.joining.forms import office_options
from handlers.kit.errors import Stale
from handlers.kit.fields import Answers, AnyField, Choice, Option, Select
from handlers.kit.forms import Form
from handlers.kit.limits import LABEL
from handlers.kit.text import fitting
from handlers.kit.turn import Ask, Reply, Turn
from handlers.visits import booking, names, telling, timing
from handlers.visits.at import sought
from handlers.visits.booking import Wanted
from messages.menus import Menu, by_key, menus
from messages.words import Words, given, msg
from storage import coverage, offices
from storage.ids import short, unshort

FORM = "fitting.book"
FIND, SET, OPEN = "find", "set", "open"
NOBODY = "nobody"
MOST = 7

Finds = Callable[[Answers], tuple[Option, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Times(Choice):
    """One of the times that suit what was answered; or one that was said by telephone, or the day is fitted later."""

    finds: Finds
    turn: Turn

    def seen(self, answers: Answers) -> Self:
        """Return the question with the times of now."""
        found = self.finds(answers)
        return replace(self, ask=self.ask if found else msg("fitting-book-no-times"), options=(*found, *self.options))

    def show(self, value: str, words: Words) -> str:
        """Return the time that was chosen, also one that is nobody's any more."""
        if value in (SET, OPEN):
            return Choice.show(self, value, words)
        return words.say(timing.label(self.turn.who.network, finding.moment_of(value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways(Choice):
    """How one meets, of what the menu has."""

    finds: Finds

    def seen(self, answers: Answers) -> Self:
        """Return the question with the menu's ways."""
        return replace(self, options=self.finds(answers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Select):
    """Who of an office is told; whether she is still of it is said at the last look."""

    finds: Finds

    def seen(self, answers: Answers) -> Self:
        """Return the question with those who are of the office."""
        return replace(self, options=self.finds(answers))

    def stands(self, value: str) -> bool:
        """Tell nothing: the last look does."""
        return True


def ask(turn: Turn, id: str = "") -> Reply:
    """Begin to book for an office, one in particular where a button names it."""
    if id and offices.get(turn.here, unshort(id)) is None:
        raise Stale("office")
    return Reply(ask=Ask(FORM, {"office": id}))


def by_telephone(answers: Answers) -> bool:
    """Tell whether the time is one that was said by telephone."""
    return SET in (answers.get("how"), answers.get("time"))


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return what is asked: the office, the menu, and how a time is found; then what follows from these."""
    its = () if params.get("office") else (_office(turn),)
    menu = tuple(Option(one.key, given(one.name)) for one in menus(turn.who.network.menus))
    ways = (
        Option(FIND, msg("fitting-book-find")),
        Option(SET, msg("fitting-book-set")),
        Option(OPEN, msg("fitting-book-open")),
    )
    fields: list[AnyField] = [
        *its,
        Select(name="menu", ask=msg("fitting-book-menu"), label=msg("visit-fact-menu"), options=menu),
        Choice(name="how", ask=msg("fitting-book-how"), label=msg("fitting-book-time"), options=ways),
        *_then(turn, params, ("menu", "how", *(field.name for field in its))),
    ]
    return Form(msg("fitting-book-title"), tuple(fields), sends=msg("fitting-book-next"))


def _office(turn: Turn) -> Select:
    centres = coverage.centres(turn.here)
    found = [office for office in offices.everyone(turn.here) if office.id not in centres]
    return Select(
        name="office",
        ask=msg("fitting-book-office"),
        label=msg("visit-fact-office"),
        options=office_options(found) or (Option(NOBODY, msg("fitting-book-none")),),
    )


def _then(turn: Turn, params: Mapping[str, Any], first: tuple[str, ...]) -> tuple[AnyField, ...]:
    cases = tuple(Option(case, said) for case, said in names.CASES.items())
    timed = (*first, "time")
    return (
        Times(
            name="time",
            ask=msg("fitting-book-which"),
            label=msg("visit-fact-when"),
            options=(Option(SET, msg("fitting-book-set")), Option(OPEN, msg("fitting-book-open"))),
            finds=_times(turn, params),
            turn=turn,
            after=first,
            when=lambda answers: answers.get("how") == FIND,
        ),
        setting.day_field(turn, label=msg("fitting-head-day"), after=timed, when=by_telephone),
        hours.field(turn, after=timed, when=by_telephone),
        Ways(
            name="way",
            ask=msg("fitting-book-way"),
            label=msg("visit-fact-way"),
            options=_ways(names.WAYS),
            finds=lambda answers: _ways(menu_of(turn, answers).ways),
            after=first,
            when=lambda answers: "menu" in answers and len(menu_of(turn, answers).ways) > 1,
        ),
        Choice(
            name="case",
            ask=msg("fitting-book-case"),
            label=msg("visit-fact-case"),
            options=cases,
            after=first,
            when=lambda answers: "menu" in answers and menu_of(turn, answers).case,
        ),
        guest_field(turn, lambda answers: office_of(params, answers), after=first),
    )


def _ways(ways: Collection[str]) -> tuple[Option, ...]:
    return tuple(Option(way, names.WAYS[way]) for way in ways)


def office_of(params: Mapping[str, Any], answers: Answers) -> str:
    """Return the office that is visited, as buttons have it; NOBODY where the network has none."""
    return params.get("office") or answers.get("office") or NOBODY


def menu_of(turn: Turn, answers: Answers) -> Menu:
    """Return what it is for; raises Stale where the network has it no more."""
    found = by_key(answers.get("menu") or "", turn.who.network.menus)
    if found is None:
        raise Stale("menu")
    return found


def _times(turn: Turn, params: Mapping[str, Any]) -> Finds:
    """Return what finds the times of an office and a menu, each once in a turn."""

    @cache
    def found(office: str, key: str) -> tuple[Option, ...]:
        menu = menu_of(turn, {"menu": key})
        wanted = Wanted(unshort(office), menu, menu.minutes, menu.ways[0], booked_by=turn.person_id)
        starts = booking.times(at(turn), wanted, most=MOST).times
        near = houses.marked(turn, sought(wanted), starts)
        spans = {one: telling.span(turn.who.network, one, menu.minutes) for one in starts}
        return tuple(
            Option(finding.key_of(one), listed(said, *((houses.MARK,) if one in near else ())))
            for one, said in spans.items()
        )

    def finds(answers: Answers) -> tuple[Option, ...]:
        office = office_of(params, answers)
        # Of what is gone since there is nothing to find: it is asked again before.
        return () if office == NOBODY or "menu" not in answers else found(office, answers["menu"] or "")

    return finds


def guest_field(turn: Turn, office: Callable[[Answers], str], after: tuple[str, ...] = ()) -> Told:
    """Return the field that asks who of an office is told; NOBODY where the centre telephones."""
    nobody = Option(NOBODY, msg("fitting-book-nobody"))

    def finds(answers: Answers) -> tuple[Option, ...]:
        its = [unshort(id) for id in (office(answers),) if id != NOBODY]
        there = [person for some in coverage.of_offices(turn.here, its).values() for person in some]
        people = [Option(short(person.id), given(fitting(person.name, LABEL))) for person in there if person.name]
        return (*people, nobody)

    return Told(
        name="guest",
        ask=msg("fitting-book-guest"),
        label=msg("visit-fact-guest"),
        options=(nobody,),
        finds=finds,
        always=NOBODY,
        after=after,
    )
