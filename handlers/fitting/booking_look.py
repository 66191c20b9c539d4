"""The last look before a visit is put in for an office that telephoned: what it will be, and whom it reaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.fitting import booking_for, finding, houses, one, setting
from handlers.fitting.booking_for import NOBODY, OPEN
from handlers.fitting.ways import at, listed, named
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal, Stale
from handlers.kit.house import FormKind
from handlers.kit.turn import Filled, Reply, Turn
from handlers.visits import booking, booking_asking, names, telling
from handlers.visits.at import sought
from handlers.visits.booking import Wanted
from messages.words import Msg, given, msg
from storage import coverage, offices
from storage.ids import unshort

KEEP = "keep"


def last(turn: Turn, filled: Filled) -> Card:
    """Return the last look: why it cannot be so, or else what it does, and each answer with its way back."""
    try:
        wanted = _wanted(turn, filled)
    except Refusal as refusal:
        return Card(paragraphs=(refusal.sentence,), buttons=(filled.leave(),))
    title, says, ways = _says(turn, filled, wanted)
    buttons = (*ways, *_mends(turn, filled), filled.leave())
    return Card(title=title, facts=_facts(turn, wanted), paragraphs=says, buttons=buttons)


def _says(turn: Turn, filled: Filled, wanted: Wanted) -> tuple[Msg, tuple[Msg, ...], tuple[Button, ...]]:
    """Return how the look begins, what follows, and the way on: none where it cannot be at all."""
    if problem := _over(turn, wanted):
        return problem, (), ()
    if not _free(turn, wanted):
        fit = filled.button(msg("fitting-book-open"), OPEN, "primary")
        return msg("fitting-book-busy"), (msg("fitting-book-busy-how"),), (fit,)
    keep = filled.button(msg("fitting-book-send"), KEEP, "primary")
    return msg("fitting-set-last"), (_does(wanted),), (keep,)


def _wanted(turn: Turn, filled: Filled) -> Wanted:
    """Return what would be asked for; raises Refusal where the network has no office, Stale where the menu is gone."""
    answers, office = filled.answers, booking_for.office_of(filled.params, filled.answers)
    if office == NOBODY:
        raise Refusal(msg("fitting-book-none"))
    menu, guest = booking_for.menu_of(turn, answers), answers.get("guest") or NOBODY
    return Wanted(
        unshort(office),
        menu,
        menu.minutes,
        answers.get("way") or menu.ways[0],
        guest=None if guest == NOBODY else unshort(guest),
        booked_by=turn.person_id,
        start=_start(turn, filled),
        case_kind=answers.get("case") or "",
    )


def _start(turn: Turn, filled: Filled) -> datetime | None:
    answers = filled.answers
    if booking_for.by_telephone(answers):
        return setting.moment(turn, answers["day"], answers["hour"])
    key = answers.get("time") or OPEN
    return None if key == OPEN else finding.moment_of(key)


def _over(turn: Turn, wanted: Wanted) -> Msg | None:
    """Return why it can be put in neither so nor without its time; None where nothing stands against it."""
    there = {person.id for some in coverage.of_offices(turn.here, [wanted.office]).values() for person in some}
    if wanted.guest and wanted.guest not in there:
        return msg("booking-no-guest")
    try:
        if wanted.start:
            booking_asking.fits(at(turn), wanted, wanted.start)
    except Refusal as refusal:
        return refusal.sentence
    return None


def _free(turn: Turn, wanted: Wanted) -> bool:
    """Tell whether a pair is free at the time, where there is one."""
    return wanted.start is None or bool(houses.pair(turn, sought(wanted), wanted.start))


def _does(wanted: Wanted) -> Msg:
    if wanted.start is None:
        return msg("fitting-book-fits")
    whom = names.together([msg("visit-one-of", pool=names.POOLS[pool]) for pool in wanted.menu.pools])
    return msg("fitting-set-reads-asked", who=whom)


def _facts(turn: Turn, wanted: Wanted) -> tuple[Fact, ...]:
    when, menu = msg("visit-when-open"), wanted.menu
    if wanted.start:
        when = telling.span(turn.who.network, wanted.start, wanted.minutes)
    found = [
        Fact(msg("visit-fact-office"), given(offices.name_of(turn.here, wanted.office))),
        Fact(msg("visit-fact-when"), when),
        Fact(msg("visit-fact-menu"), msg("visit-menu", title=menu.name, minutes=wanted.minutes)),
        Fact(msg("visit-fact-way"), names.WAYS[wanted.way]),
    ]
    if wanted.case_kind:
        found.append(Fact(msg("visit-fact-case"), names.CASES[wanted.case_kind]))
    who = named(turn, wanted.guest) if wanted.guest else msg("fitting-book-nobody")
    return (*found, Fact(msg("visit-fact-guest"), who))


def _mends(turn: Turn, filled: Filled) -> tuple[Button, ...]:
    fields = enumerate(booking_for.build(turn, filled.params).fields)
    asked = [(place, field) for place, field in fields if filled.answers.get(field.name)]
    return tuple(filled.mend(msg("kit-mend", what=field.named), place) for place, field in asked)


def decide(turn: Turn, filled: Filled, key: str) -> Reply | dict[str, Any]:
    """Ask for it, or keep it for the centre to fit; where it cannot be so by now, look once more. Raises Stale."""
    wanted = _wanted(turn, filled)
    if key not in (KEEP, OPEN):
        raise Stale("key")
    if _over(turn, wanted) or (key == KEEP and not _free(turn, wanted)):
        # The last look says it.
        return {}
    if key == OPEN and wanted.start:
        # As a wish for days and hours is kept: handlers/kit/fields/when.py.
        wish = f"{turn.who.network.local(wanted.start):%Y-%m-%d %H:%M}"
        wanted = replace(wanted, start=None, wish=wish)
    visit = booking.request(at(turn), wanted)
    turn.note("visit.booked")
    said = msg("fitting-book-done") if wanted.start else msg("fitting-book-open-done")
    return Reply(cards=(one.card(turn, visit, said),))


def about(turn: Turn, filled: Filled) -> Msg | None:
    """Return of what a draft is: which office has telephoned, and what for, as far as it is known."""
    office = booking_for.office_of(filled.params, filled.answers)
    said = [] if office == NOBODY else [given(offices.name_of(turn.here, unshort(office)))]
    said += [given(booking_for.menu_of(turn, filled.answers).name)] if "menu" in filled.answers else []
    return listed(*said) if said else None


def submit(_turn: Turn, _filled: Filled) -> Reply:
    """Never called: the last look decides."""
    raise Stale("last")


KIND = FormKind(booking_for.build, submit, last=last, decide=decide, about=about)
