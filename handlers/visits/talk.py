"""Visits when an office speaks: one door, what can be asked for, and one's own visits."""

from __future__ import annotations

from functools import partial

from handlers.kit import drafting
from handlers.kit.cards import PEOPLE, Button, Card
from handlers.kit.errors import Stale
from handlers.kit.house import Conversation, FormKind
from handlers.kit.turn import Ask, Reply, Turn
from handlers.visits import asking, bringing, cards, choices, own
from messages.menus import menus
from messages.words import given, msg
from storage.ids import short, unshort
from storage.seats import ADVISER

# So many menus stand on one card, with the other ways.
MENUS = 7
# Of what is so short (in minutes) and needs an adviser alone it is said what it is.
SHORT = 30
# What others bring to visits, as far as it is there and hers to press: what its button says, and its verb.
DOORS = ((msg("visits-hours"), "hosting"),)


def door(_turn: Turn) -> tuple[Button, ...]:
    """Return the one door on home."""
    return (Button(msg("visits-door"), "visits"),)


def show(turn: Turn, _id: str = "", *, page: int = 0) -> Reply:
    """Show what can be asked for, one's own visits, and what is half asked."""
    every = menus(turn.who.network.menus)
    shown = every[page * MENUS : (page + 1) * MENUS] or every[:MENUS]
    asks = [Button(given(one.name), "visits.ask", short(choices.menu_id(one.key))) for one in shown]
    more = (
        [Button(msg("visits-more"), "visits.more" if shown == every[:MENUS] else "visits")]
        if len(every) > MENUS
        else []
    )
    drafts = [open for open in drafting.mine(turn) if open.draft.form == asking.FORM]
    half = [Button(msg("kit-resume"), "resume", open.id) for open in drafts]
    others = [Button(label, verb) for label, verb in DOORS if turn.house.may(turn, verb)]
    ways = [*half, *others, Button(msg("visits-mine"), "visits.mine"), Button(msg("home-to-home"), "home")]
    if turn.who.person.office_id is None:
        return Reply(cards=(_without_office(*others),))
    short_ones = [one for one in shown if one.pools == (ADVISER,) and one.minutes <= SHORT]
    tells = [msg("visits-short", title=one.name, minutes=one.minutes) for one in short_ones]
    tells += [msg("visits-half", what=asking.about(turn, open.filled)) for open in drafts]
    says = (msg("visits-what"), msg("visits-which"), *tells)
    return Reply(cards=(Card(title=msg("visits-door"), paragraphs=says, buttons=(*asks, *more, *ways)),))


def _without_office(*others: Button) -> Card:
    ways = (PEOPLE, Button(msg("home-to-home"), "home"))
    return Card(title=msg("visits-door"), paragraphs=(msg("visits-no-office"),), buttons=(*others, *ways))


def ask(turn: Turn, id: str) -> Reply:
    """Begin to ask for what a menu is; raises Stale where the network has it no more."""
    if turn.who.person.office_id is None:
        return Reply(cards=(_without_office(),))
    every = {choices.menu_id(one.key): one for one in menus(turn.who.network.menus)}
    menu = every.get(unshort(id)) if id else None
    if menu is None:
        raise Stale("menu")
    return Reply(ask=Ask(asking.FORM, {"menu": menu.key}))


CONVERSATION = Conversation(
    name="visits",
    doors=door,
    verbs={
        "visits": show,
        "visits.more": partial(show, page=1),
        "visits.ask": ask,
        "visits.mine": own.mine,
        "visit": own.show,
        "visit.move": own.move,
        **{f"visit.take.{place}": partial(own.take, place=place) for place in range(cards.TIMES)},
        "visit.leave": own.leave,
        own.WISH: own.ask_wish,
        bringing.FORM: bringing.ask,
        "visit.off": own.ask_off,
        "visit.off.now": own.off,
    },
    typed={"visits-word": "visits", "visits-word-mine": "visits.mine"},
    forms={
        asking.FORM: asking.KIND,
        own.MOVE: own.MOVING,
        own.WISH: own.WISHING,
        bringing.FORM: FormKind(bringing.build, bringing.submit),
    },
)
