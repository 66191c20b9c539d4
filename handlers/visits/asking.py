"""Asking for a visit: a time, how a case may come up, the last card, and the one tap that books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.kit.cards import Button, Card
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import Text
from handlers.kit.forms import Form
from handlers.kit.house import FormKind
from handlers.kit.turn import Filled, Reply, Turn
from handlers.visits import booking, choices, looks, names, telling, timing, wished, wishes
from handlers.visits.looks import LINE, Look
from messages.words import Msg, given, msg
from storage import shown
from storage.ids import short
from storage.visits import ASKED, CASES, Visit

FORM = "visit"
MOST = 200
PROBLEMS = {"taken": msg("visits-taken"), "over": msg("visits-over"), "unfit": msg("visits-unfit")}
# What the booking says of a time that does not do any more (booking-...), and what is said above new ones.
REFUSED = {"taken": "taken", "nobody": "taken", "past": "over", "notice": "over", "furthest": "over"}


def problem_of(refusal: Refusal) -> str:
    """Return what is said above new times where one was refused; raises what is not about the time."""
    problem = REFUSED.get(refusal.sentence.id.removeprefix("booking-"))
    if problem is None:
        raise refusal
    return problem


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form: both its fields are asked from its last card alone. Raises Unreadable where the menu is gone."""
    menu = looks.menu_of(turn, params)
    line = Text(
        name=LINE,
        ask=msg("visits-line-ask"),
        lead=msg("visits-line-who"),
        label=msg("visits-line"),
        skip=msg("visits-no-line"),
        most=MOST,
        lines=2,
        shared=True,
    )
    return Form(msg("visits-form"), (wished.field(turn, menu), line), one_by_one=True, from_last=True)


def last(turn: Turn, filled: Filled) -> Card:
    """Return the card that is looked at: times, the handling of a case, the last look, or what is being changed."""
    looked = looks.look(turn, filled)
    wanted = looks.wanted(turn, looked)
    if wishes.shows(looked):
        return wishes.card(turn, looked)
    if looked.chosen.view == "why":
        return timing.why_card(turn, filled, wanted, _found(turn, looked))
    if not looked.timed:
        found = _found(turn, looked)
        # Where no host has said when she has time there is nothing to choose from.
        if found.hours:
            problem = PROBLEMS.get(looked.chosen.problem)
            says = (problem,) if problem else ()
            return timing.card(turn, filled, wanted, found, given(looked.menu.name), *says)
    if looked.menu.case and not looked.case:
        return _case_card(looked)
    return _last_card(turn, looked)


def _found(turn: Turn, looked: Look) -> timing.Found:
    return timing.find(turn, looks.wanted(turn, looked), looked.wish, looked.chosen.first(looked.wish))


def _case_card(looked: Look) -> Card:
    buttons = [looked.filled.button(names.CASES[key], f"case.{key}") for key in CASES]
    return Card(
        title=msg("visits-case"),
        paragraphs=(msg("visits-case-hint"),),
        buttons=(*buttons, looked.filled.leave()),
        about=short(looked.filled.id),
    )


def when(turn: Turn, looked: Look) -> Msg:
    """Return the day as it stands: a time, what was typed, or any."""
    if looked.timed and (start := looked.chosen.start_at):
        return telling.span(turn.who.network, start, looked.minutes)
    wish = wished.of(turn, wished.field(turn, looked.menu), looked.wish)
    return msg("visits-whenever-wish", wish=wish.says) if wish else msg("visits-whenever")


def _last_card(turn: Turn, looked: Look) -> Card:
    filled, start = looked.filled, looked.timed and looked.chosen.start
    whom = names.together([msg("visit-one-of", pool=names.POOLS[pool]) for pool in looked.menu.pools])
    asks = msg("visits-asks", who=whom) if start else msg("visits-fits", who=whom)
    ask = msg("visits-ask-time") if start else msg("visits-ask-any")
    other = filled.button(msg("visits-times"), "times")
    write = filled.mend(msg("visits-write"), timing.PLACES[looks.WISH])
    buttons: list[Button] = [
        filled.button(ask, "ask", "primary"),
        filled.button(msg("visits-wishes"), "wishes"),
        other if start else write,
        filled.leave(),
    ]
    return Card(
        title=_named(turn, looked),
        facts=wishes.changed(turn, looked),
        quote=looked.line or None,
        paragraphs=(asks, msg("visits-seen-by")),
        buttons=tuple(buttons),
        about=short(filled.id),
    )


def _named(turn: Turn, looked: Look) -> Msg:
    """Return when, what, where and how a case may come up, in one line."""
    way, title = names.WAYS[looked.way], looked.menu.name
    if looked.case:
        return msg("visits-named-case", when=when(turn, looked), title=title, way=way, case=names.CASES[looked.case])
    return msg("visits-named-way", when=when(turn, looked), title=title, way=way)


def decide(turn: Turn, filled: Filled, key: str) -> Reply | dict[str, Any]:
    """Take a button of one of these cards; raises Refusal and Stale."""
    looked = looks.look(turn, filled)
    verb, _, detail = key.partition(".")
    chosen = looked.chosen
    match verb:
        case "t" if start := choices.start_of(detail):
            return chosen.at(start, looked.wish).kept
        case "typed":
            return replace(chosen, view="", problem="").kept
        case "whenever":
            return chosen.on_any_day(looked.wish).kept
        case "times":
            return chosen.without_time().kept
        case "later":
            return chosen.further(timing.later(turn, _found(turn, looked)), looked.wish).kept
        case "earlier":
            return chosen.nearer(looked.wish).kept
        case "case" if detail in CASES:
            return replace(chosen, case=detail, view="").kept
        case "why" | "wishes":
            return replace(chosen, view=verb).kept
        case "ask" if looked.case or not looked.menu.case:
            return ask(turn, looked)
    return wishes.decide(turn, looked, verb, detail)


def ask(turn: Turn, looked: Look) -> Reply | dict[str, Any]:
    """Ask for it; where the time was taken meanwhile, the person is shown others and loses nothing."""
    wanted = looks.wanted(turn, looked)
    try:
        with turn.here.session.begin_nested():
            visit = booking.request(looks.at(turn), wanted)
    except Refusal as refusal:
        return looked.chosen.without_time(problem_of(refusal)).kept
    # What she wrote in a chat belongs to the visit from now on, and goes with it.
    shown.pass_on(turn.here, turn.person_id, short(looked.filled.id), short(visit.id))
    return Reply(cards=(done_card(turn, visit),))


def done_card(turn: Turn, visit: Visit) -> Card:
    """Return what has become of what was asked: by when she hears, and the ways on."""
    see = Button(msg("visits-see"), "visit", short(visit.id))
    home = Button(msg("home-to-home"), "home")
    return Card(paragraphs=(told(visit),), buttons=(see, home), about=short(visit.id))


def told(visit: Visit) -> Msg:
    """Return by when she hears: of a time that is held, or of a day that the centre finds."""
    if visit.state == ASKED:
        return msg("visit-held", day=visit.told_by) if visit.told_by else msg("visit-held-open")
    return msg("visits-left", day=visit.told_by) if visit.told_by else msg("visits-left-open")


def unasked(_turn: Turn, _filled: Filled) -> Reply:
    """Never called: the last card decides."""
    raise Stale("last")


def waits(filled: Filled) -> bool:
    """Tell whether something was chosen that is worth keeping for whoever stops."""
    return choices.choices_of(filled.beside).any


def about(turn: Turn, filled: Filled) -> Msg:
    """Return of what a draft is: its menu, with its day once one is chosen."""
    looked = looks.look(turn, filled)
    return _named(turn, looked) if looked.timed else given(looked.menu.name)


KIND = FormKind(build, unasked, sealed=True, last=last, decide=decide, waits=waits, about=about)
