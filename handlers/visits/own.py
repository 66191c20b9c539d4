"""A person's own visits: the list of them, another time, one of those that lie with her, and taking it off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.kit import paging
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal, Stale
from handlers.kit.forms import Form
from handlers.kit.house import FormKind
from handlers.kit.text import fitting
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.visits import asking, booking, cards, choices, looked, looks, timing, wished
from handlers.visits.booking import Wanted
from handlers.visits.choices import Choices
from messages.menus import Menu, by_key, menu
from messages.words import Msg, given, msg
from storage import seats, visits
from storage.ids import short, unshort
from storage.seal import Unreadable
from storage.visits import ASKED, DESK, DONE, LIVE, OFF, OFFERED, SETTLED, Visit

MOVE = "visit.move"
WISH = "visit.wish"
PAGE = 6
# How much of a menu's name stands on a button, behind its day.
NAME = 12
STATES = {
    visits.ASKED: msg("visits-state-asked"),
    visits.DESK: msg("visits-state-desk"),
    visits.OFFERED: msg("visits-state-offered"),
    visits.SETTLED: msg("visits-state-settled"),
    visits.DONE: msg("visits-state-done"),
    visits.OFF: msg("visits-state-off"),
}


# Of a menu that the network has no more.
_RULES = {"notice": 1, "furthest": 90, "case": False, "field": False, "heavy": False}


def show(turn: Turn, id: str) -> Reply:
    """Show one visit as the person may see it now."""
    return Reply(cards=(cards.card(turn, looked.of(turn, id)),))


def mine(turn: Turn, id: str = "") -> Reply:
    """List the person's visits, as a guest and as a host: what is to come first, then what was."""
    found = everything(turn)
    listed, after = paging.page(found, id, PAGE, lambda visit: short(visit.id))
    if not listed:
        return Reply(cards=(_none(turn),))
    home = Button(msg("visits-back"), "visits")
    facts = tuple(Fact(_named(turn, visit), _stands(turn, visit)) for visit in listed)
    buttons = [Button(_label(turn, visit), "visit", short(visit.id)) for visit in listed]
    more = [Button(msg("visits-older"), "visits.mine", after)] if after else []
    return Reply(cards=(Card(title=msg("visits-mine"), facts=facts, buttons=(*buttons, *more, home)),))


def _none(turn: Turn) -> Card:
    # Whoever belongs to no office can ask for none.
    door = msg("visits-ask") if turn.who.person.office_id else msg("visits-back")
    buttons = (Button(door, "visits"), Button(msg("home-to-home"), "home"))
    return Card(title=msg("visits-mine"), paragraphs=(msg("visits-mine-none"),), buttons=buttons)


def everything(turn: Turn) -> list[Visit]:
    """Return the visits that are hers: those to come, the soonest first, then those that were, the newest first."""
    guest = visits.of_guest(turn.here, turn.person_id, LIVE) + seats.held_by(turn.here, turn.person_id, LIVE)
    past = visits.of_guest(turn.here, turn.person_id, (DONE, OFF)) + seats.held_by(turn.here, turn.person_id, (DONE,))
    coming = sorted(guest, key=lambda one: (one.start_at is None, one.start_at or one.asked_at))
    over = sorted(past, key=lambda one: one.start_at or one.asked_at, reverse=True)
    return list({one.id: one for one in (*coming, *over)}.values())


def _named(turn: Turn, visit: Visit) -> Msg:
    return msg("visits-named", when=cards.when(turn.who.network, visit), title=visit.title)


def _stands(turn: Turn, visit: Visit) -> Msg:
    stands = STATES[visit.state]
    return stands if visit.guest_id == turn.person_id else msg("visits-hosted", state=stands)


def _label(turn: Turn, visit: Visit) -> Msg:
    if visit.start_at is None:
        return given(fitting(visit.title, NAME))
    start = timing.label(turn.who.network, visit.start_at)
    return msg("visits-open", start=start, title=fitting(visit.title, NAME))


def _guests(turn: Turn, id: str, *states: str) -> Visit:
    """Return a visit of the person's own that stands so; raises Stale, which shows how it stands now."""
    visit = cards.pressed(turn, id)
    if visit.guest_id != turn.person_id or visit.state not in states:
        raise cards.overtaken(turn, visit)
    return visit


def take(turn: Turn, id: str, *, place: int) -> Reply:
    """Take one of the times that lie with the office; where it was taken meanwhile, say so and show what is left."""
    visit = _guests(turn, id, OFFERED, SETTLED)
    times = cards.times(visit)
    if place >= len(times):
        raise cards.overtaken(turn, visit)
    try:
        with turn.here.session.begin_nested():
            visit = booking.choose(looks.at(turn), visit.id, times[place])
    except Refusal:
        visit, taken = looked.of(turn, id), True
    else:
        taken = visit.state in (OFFERED, DESK)
    if taken:
        return Reply(cards=(Card(paragraphs=(msg("visits-taken"),)), cards.card(turn, visit)))
    return Reply(cards=(asking.done_card(turn, visit),))


def leave(turn: Turn, id: str) -> Reply:
    """Leave the day to the centre after all."""
    visit = _guests(turn, id, OFFERED)
    return Reply(cards=(asking.done_card(turn, booking.dateless(looks.at(turn), visit.id, visit.wish)),))


def ask_wish(turn: Turn, id: str) -> Reply:
    """Ask for a day of her own, where none of the times that lie with the office will do."""
    visit = _guests(turn, id, OFFERED)
    return Reply(ask=Ask(WISH, {"visit": short(visit.id)}))


def _offered(turn: Turn, params: Mapping[str, Any]) -> Visit:
    visit = visits.get(turn.here, unshort(params["visit"]))
    if visit is None or visit.guest_id != turn.person_id or visit.state != OFFERED:
        raise Unreadable("visit")
    return visit


def build_wish(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the question for her own day; raises Unreadable where the times lie with her no more."""
    field = wished.field(turn, _menu(turn, _offered(turn, params)))
    return Form(msg("visits-wish-form"), (replace(field, skip=None),), one_by_one=True)


def submit_wish(turn: Turn, filled: Filled) -> Reply:
    """Leave the visit to the centre with the day that she has written."""
    visit = _offered(turn, filled.params)
    wish = filled.answers[looks.WISH] or ""
    return Reply(cards=(asking.done_card(turn, booking.dateless(looks.at(turn), visit.id, wish)),))


def ask_off(turn: Turn, id: str) -> Reply:
    """Ask once before a visit is taken off."""
    visit = _guests(turn, id, *LIVE)
    sure = cards.button(msg("visit-take-off"), "visit.off.now", visit, "danger")
    keep = Button(msg("visits-keep"), "visit", id)
    says = msg("visits-off-sure", when=cards.when(turn.who.network, visit))
    return Reply(cards=(Card(paragraphs=(says, msg("visits-off-why")), buttons=(sure, keep), about=id),))


def off(turn: Turn, id: str) -> Reply:
    """Take a visit off; whoever was to come is told."""
    visit = _guests(turn, id, *LIVE)
    booking.cancel(looks.at(turn), visit.id)
    again = Button(msg("visits-again"), "visits")
    home = Button(msg("home-to-home"), "home")
    return Reply(cards=(Card(paragraphs=(msg("visits-off"),), buttons=(again, home), about=id),))


def move(turn: Turn, id: str) -> Reply:
    """Ask for another time: what is settled stays until all have agreed to it, what is held is asked for anew."""
    visit = _guests(turn, id, ASKED, SETTLED)
    return Reply(ask=Ask(MOVE, {"visit": short(visit.id), "held": visit.state == ASKED}))


def _moving(turn: Turn, params: Mapping[str, Any]) -> Visit:
    visit = visits.get(turn.here, unshort(params["visit"]))
    # What was settled when she began is never let go of before there is another time.
    states = (ASKED, SETTLED) if params.get("held") else (SETTLED,)
    if visit is None or visit.guest_id != turn.person_id or visit.state not in states:
        raise Unreadable("visit")
    return visit


def _menu(turn: Turn, visit: Visit) -> Menu:
    """Return the menu of a visit as it was when it was asked for."""
    now = by_key(visit.menu, turn.who.network.menus)
    rules = now.kept() if now else {"key": visit.menu, "ways": [visit.way], **_RULES}
    as_asked = {"name": visit.title, "minutes": visit.minutes, "pools": visit.needs, "buffer": visit.buffer}
    return menu(rules | as_asked)


def _wanted(turn: Turn, visit: Visit) -> Wanted:
    return Wanted(
        office=visit.office_id,
        menu=_menu(turn, visit),
        minutes=visit.minutes,
        way=visit.way,
        guest=visit.guest_id,
        field=visit.field,
        unwanted=seats.unwanted(turn.here, visit.id),
        visit=visit.id,
    )


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for another time; raises Unreadable where it cannot be moved any more."""
    visit = _moving(turn, params)
    return Form(msg("visits-form-move"), (wished.field(turn, _menu(turn, visit)),), one_by_one=True, from_last=True)


def last(turn: Turn, filled: Filled) -> Card:
    """Return the times to which it could be moved and, when one is chosen, what asking for it does."""
    visit, chosen = _moving(turn, filled.params), choices.choices_of(filled.beside)
    wanted = _wanted(turn, visit)
    typed = filled.answers.get(looks.WISH) or ""
    if (start := chosen.start_at) and chosen.timed(typed):
        return _last_look(turn, filled, visit, start)
    found = timing.find(turn, wanted, typed, chosen.first(typed))
    if chosen.view == "why":
        return timing.why_card(turn, filled, wanted, found, moving=True)
    problem = asking.PROBLEMS.get(chosen.problem)
    moving = msg("visits-moving") if visit.state == SETTLED else msg("visits-moving-held")
    says = (*((problem,) if problem else ()), moving)
    return timing.card(turn, filled, wanted, found, msg("visit-move"), *says, dateless=False)


def _last_look(turn: Turn, filled: Filled, visit: Visit, start: datetime) -> Card:
    wanted, now = (cards.when(turn.who.network, visit, at) for at in (start, visit.start_at))
    buttons = (
        filled.button(msg("visits-move-ask"), "ask", "primary"),
        filled.button(msg("visits-times"), "times"),
        filled.leave(),
    )
    says = msg("visits-move-last-held", when=wanted, now=now)
    if visit.state == SETTLED:
        says = msg("visits-move-last", when=wanted, now=now)
    return Card(title=msg("visit-move"), paragraphs=(says,), buttons=buttons, about=short(filled.id))


def decide(turn: Turn, filled: Filled, key: str) -> Reply | dict[str, Any]:
    """Take a button of one of these cards; raises Stale."""
    visit, chosen = _moving(turn, filled.params), choices.choices_of(filled.beside)
    verb, _, detail = key.partition(".")
    typed = filled.answers.get(looks.WISH) or ""
    match verb:
        case "t" if start := choices.start_of(detail):
            return chosen.at(start, typed).kept
        case "ask" if (wanted := chosen.start_at) and chosen.timed(typed):
            return _ask(turn, visit, wanted, chosen)
        case "times":
            return chosen.without_time().kept
        case "why":
            return replace(chosen, view="why").kept
        case "back" | "typed":
            return replace(chosen, view="").kept
        case "later":
            found = timing.find(turn, _wanted(turn, visit), typed, chosen.first(typed))
            return chosen.further(timing.later(turn, found), typed).kept
        case "earlier":
            return chosen.nearer(typed).kept
    raise Stale("key")


def _ask(turn: Turn, visit: Visit, start: datetime, chosen: Choices) -> Reply | dict[str, Any]:
    try:
        with turn.here.session.begin_nested():
            visit = booking.move(looks.at(turn), visit.id, start)
    except Refusal as refusal:
        return chosen.without_time(asking.problem_of(refusal)).kept
    return Reply(cards=(cards.card(turn, visit),))


def about(turn: Turn, filled: Filled) -> Msg | None:
    """Return of which visit a draft is."""
    visit = visits.get(turn.here, unshort(filled.params["visit"]))
    return msg("visit-of", title=visit.title, when=cards.when(turn.who.network, visit)) if visit else None


def gone(turn: Turn, params: Mapping[str, Any]) -> tuple[Card, ...]:
    """Return how her visit stands whose draft is of a former state: the centre may have taken it over meanwhile."""
    visit = visits.get(turn.here, unshort(params["visit"]))
    return (cards.card(turn, visit),) if visit and visit.guest_id == turn.person_id else ()


MOVING = FormKind(
    build, asking.unasked, sealed=True, last=last, decide=decide, waits=asking.waits, about=about, gone=gone
)
WISHING = FormKind(build_wish, submit_wish, sealed=True, about=about, gone=gone)
