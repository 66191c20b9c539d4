"""A visit for an office that telephoned: the office, the menu, a time, how a case may come up; then it is asked for."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any

from handlers.fitting import finding, hours, houses, one, setting
from handlers.fitting.ways import at, listed
from handlers.joining.forms import office_options
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import Answers, AnyField, Choice, Option, Select
from handlers.kit.forms import Form
from handlers.kit.limits import LABEL
from handlers.kit.text import fitting
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.visits import booking, cards, names
from handlers.visits.at import sought
from handlers.visits.booking import Wanted
from messages.menus import Menu, by_key, menus
from messages.words import Msg, given, msg
from storage import coverage, offices
from storage.ids import short, unshort
from storage.visits import Visit

FORM, LAST = "fitting.book", "fitting.book.last"
FIND, SET, OPEN = "find", "set", "open"
NOBODY = "nobody"
MOST = 7


def ask(turn: Turn, id: str = "") -> Reply:
    """Begin to book for an office, one in particular where a button names it."""
    if id and offices.get(turn.here, unshort(id)) is None:
        raise Stale("office")
    return Reply(ask=Ask(FORM, {"office": id}))


def _typed(answers: Answers) -> bool:
    return answers.get("how") == SET


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return what is asked first: the office, the menu, and how a time is found."""
    fields: list[AnyField] = [] if params.get("office") else [_office(turn)]
    own = menus(turn.who.network.menus)
    menu = tuple(Option(one_.key, given(one_.name)) for one_ in own)
    fields.append(
        Select(name="menu", ask=msg("fitting-book-menu"), label=msg("visit-fact-menu"), options=menu),
    )
    ways = (
        Option(FIND, msg("fitting-book-find")),
        Option(SET, msg("fitting-book-set")),
        Option(OPEN, msg("fitting-book-open")),
    )
    fields.append(Choice(name="how", ask=msg("fitting-book-how"), label=msg("fitting-book-time"), options=ways))
    fields.append(setting.day_field(turn, label=msg("fitting-head-day"), after=("how",), when=_typed))
    fields.append(hours.field(turn, after=("how",), when=_typed))
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


def submit(turn: Turn, filled: Filled) -> Reply:
    """Look for times where they are to be found, then ask for the rest; raises Refusal."""
    answers = filled.answers
    office: str = filled.params["office"] or answers["office"] or NOBODY
    if office == NOBODY:
        raise Refusal(msg("fitting-book-none"))
    menu, how = _menu(turn, answers["menu"]), answers["how"]
    params: dict[str, Any] = {"office": office, "menu": menu.key, "times": []}
    if how == SET:
        start = setting.moment(turn, answers["day"], answers["hour"])
        if start <= turn.now:
            raise Refusal(msg("booking-past"), "hour")
        params["start"] = finding.key_of(start)
    if how == FIND:
        wanted = Wanted(unshort(office), menu, menu.minutes, menu.ways[0], booked_by=turn.person_id)
        times = booking.times(at(turn), wanted, most=MOST).times
        if not times:
            raise Refusal(msg("fitting-book-no-times"), "how")
        params["times"] = [finding.key_of(moment) for moment in times]
        params["near"] = [finding.key_of(moment) for moment in houses.marked(turn, sought(wanted), times)]
    return Reply(ask=Ask(LAST, params))


def _menu(turn: Turn, key: str | None) -> Menu:
    found = by_key(key or "", turn.who.network.menus)
    if found is None:
        raise Stale("menu")
    return found


def build_last(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return what is asked then: which time, the way, how a case may come up, with whom it is arranged."""
    menu = by_key(params.get("menu", ""), turn.who.network.menus)
    fields: list[AnyField] = []
    if times := params.get("times"):
        options = [Option(key, _when(turn, menu, key, params.get("near", ()))) for key in times]
        options.append(Option(OPEN, msg("fitting-book-open")))
        fields.append(
            Choice(name="time", ask=msg("fitting-book-which"), label=msg("visit-fact-when"), options=tuple(options))
        )
    if menu and len(menu.ways) > 1:
        ways = tuple(Option(way, names.WAYS[way]) for way in menu.ways)
        fields.append(Choice(name="way", ask=msg("fitting-book-way"), label=msg("visit-fact-way"), options=ways))
    if menu and menu.case:
        cases = tuple(Option(case, said) for case, said in names.CASES.items())
        fields.append(Choice(name="case", ask=msg("fitting-book-case"), label=msg("visit-fact-case"), options=cases))
    fields.append(guest_field(turn, params.get("office", "")))
    return Form(msg("fitting-book-title"), tuple(fields), sends=msg("fitting-book-send"))


def _when(turn: Turn, menu: Menu | None, key: str, near: Container[str]) -> Msg:
    when = cards.when(turn.who.network, Visit(minutes=menu.minutes if menu else 0), finding.moment_of(key))
    return listed(when, *((houses.MARK,) if key in near else ()))


def guest_field(turn: Turn, office: str) -> Select:
    """Return the field that asks who of an office is told; NOBODY where the centre telephones."""
    its = [unshort(office)] if office else []
    there = [person for some in coverage.of_offices(turn.here, its).values() for person in some]
    people = [Option(short(person.id), given(fitting(person.name, LABEL))) for person in there if person.name]
    nobody = Option(NOBODY, msg("fitting-book-nobody"))
    return Select(
        name="guest",
        ask=msg("fitting-book-guest"),
        label=msg("visit-fact-guest"),
        options=(*people, nobody),
        always=NOBODY,
    )


def submit_last(turn: Turn, filled: Filled) -> Reply:
    """Ask for the visit; where nobody is free at the hour that was said, it is kept for the centre to fit."""
    params, answers = filled.params, filled.answers
    menu, office = _menu(turn, params["menu"]), unshort(params["office"])
    key = answers.get("time") or params.get("start") or OPEN
    guest = answers["guest"] or NOBODY
    start = None if key == OPEN else finding.moment_of(key)
    wanted = Wanted(
        office,
        menu,
        menu.minutes,
        answers.get("way") or menu.ways[0],
        guest=None if guest == NOBODY else unshort(guest),
        booked_by=turn.person_id,
        start=start,
        case_kind=answers.get("case") or "",
    )
    visit, said = _asked(turn, wanted, typed="start" in params)
    turn.note("visit.booked")
    return Reply(cards=(one.card(turn, visit, said),))


def _asked(turn: Turn, wanted: Wanted, *, typed: bool) -> tuple[Visit, Msg]:
    said = msg("fitting-book-open-done") if wanted.start is None else msg("fitting-book-done")
    if not typed or wanted.start is None:
        return booking.request(at(turn), wanted), said
    try:
        # What is refused leaves nothing of it behind.
        with turn.here.session.begin_nested():
            return booking.request(at(turn), wanted), said
    except Refusal:
        # As a wish for days and hours is kept: handlers/kit/fields/when.py.
        wish = f"{turn.who.network.local(wanted.start):%Y-%m-%d %H:%M}"
        return booking.request(at(turn), replace(wanted, start=None, wish=wish)), msg("fitting-book-busy")
