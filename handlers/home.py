"""Home: what waits for me, then the doors that exist, then the people one can talk to. Help and contacts with it."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args
from uuid import UUID

from handlers.kit import drafting
from handlers.kit.cards import PEOPLE, Button, Call, Card, Fact
from handlers.kit.contacts import Contact, reached
from handlers.kit.house import Conversation, NoticeKind
from handlers.kit.turn import Reply, Turn
from messages.words import Msg, given, msg
from storage import glance, pulses
from storage.ids import short
from storage.people import State

# Police and ambulance: there in every network, whatever else its contacts are.
ALWAYS = ("110", "119")


def home(turn: Turn) -> tuple[Card, ...]:
    """Return the home cards: drafts laid aside, what the conversations have waiting, and the doors."""
    if turn.who.person.left_at:
        # In the very turn in which she left; after it she is a stranger.
        return (Card(paragraphs=(msg("home-left"),)),)
    aside = [drafting.waiting_card(turn, open) for open in drafting.aside(turn)]
    open = turn.house.open_to(turn)
    there = {"", *glance.at(turn.here, turn.person_id, turn.now)}
    waiting = [card for talk in open if talk.waits_on in there for card in talk.waiting(turn)]
    lines = [said for talk in open if (said := talk.line(turn))]
    waiting += [said for said in lines if isinstance(said, Card)]
    doors = [button for talk in open for button in talk.doors(turn)]
    if turn.who.person.state != "here" and waiting:
        # Before the first minute is over, or behind a closed door, one card says it all.
        waiting[-1] = replace(waiting[-1], buttons=(*waiting[-1].buttons, *doors))
        return (*aside, *waiting)
    says = tuple(said for said in lines if isinstance(said, Msg))
    return (*aside, *waiting, Card(title=msg("home-title"), paragraphs=says, buttons=tuple(doors)))


def people(turn: Turn, _id: str = "") -> Reply:
    """Show whom one can talk to: the network's contacts, those first who answer now, then 110 and 119."""
    contacts = reached(turn)
    own = [Call(msg("home-call", name=contact.name), contact.tel) for contact in contacts]
    facts = [Fact(given(contact.name), _how(contact)) for contact in contacts]
    calls: tuple[Button | Call, ...] = (
        *own,
        Call(msg("home-police"), ALWAYS[0]),
        Call(msg("home-ambulance"), ALWAYS[1]),
    )
    buttons = (*calls, *_way_back(turn), Button(msg("home-to-home"), "home"))
    card = Card(title=msg("home-people-title"), paragraphs=(msg("home-people"),), facts=tuple(facts), buttons=buttons)
    return Reply(cards=(card,))


def _way_back(turn: Turn) -> tuple[Button, ...]:
    return tuple(Button(msg("kit-resume"), "resume", short(open.draft.id)) for open in drafting.mine(turn)[:1])


def _how(contact: Contact) -> Msg:
    return msg("home-hours", tel=contact.tel, hours=contact.when) if contact.hours else given(contact.tel)


def help(turn: Turn, _id: str = "") -> Reply:
    """Show what can be done here, what must not be written, and how to stop."""
    paragraphs = (msg("home-help-what"), msg("home-help-mine"), msg("home-help-how"), msg("home-help-privacy"))
    doors = (
        *_way_back(turn),
        Button(msg("home-to-home"), "home"),
        PEOPLE,
        *((Button(msg("joining-title"), "joining.code"),) if turn.house.may(turn, "joining.code") else ()),
    )
    return Reply(cards=(Card(title=msg("home-help"), paragraphs=paragraphs, buttons=doors),))


GAP = "home.gap"


def gap(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Say honestly from when to when nothing was heard here: what people sent then is lost on the platform."""
    found = pulses.gap(turn.here, subject)
    if found is None:
        return None
    since, until = (turn.who.network.local(moment) for moment in (found.since, found.until))
    when = msg("home-gap", since=since.date(), since_hour=since.hour, until=until.date(), until_hour=until.hour)
    return (Card(paragraphs=(when, msg("home-gap-again"))),)


CONVERSATION = Conversation(
    name="home",
    doors=lambda _turn: (Button(msg("home-help"), "help"), PEOPLE),
    verbs={"help": help, "people": people},
    typed={"home-word-people": "people"},
    notices={GAP: NoticeKind(gap, pace="soon", repeats=True, even_calm=True)},
    # Whatever has become of somebody, there is help, and people to talk to.
    states=frozenset(get_args(State)),
)
