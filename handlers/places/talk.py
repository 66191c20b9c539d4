"""場所: the coordinators' list of where the network talks, who reads there, and how to connect another place."""

from __future__ import annotations

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.house import Conversation, NoticeKind
from handlers.kit.turn import Reply, Turn
from handlers.places import lost, rules
from messages.words import Msg, given, msg
from storage import places, standings
from storage.ids import short, unshort
from storage.places import Meeting

READS = {"all": msg("places-all"), "chiefs": msg("places-chiefs")}
PLATFORMS = {"telegram": msg("places-telegram"), "slack": msg("places-slack")}
# So many stand on one card with their buttons.
MOST = 8


def show(turn: Turn, _id: str = "") -> Reply:
    """List the places, each with a button, and say how another is connected."""
    found = list(enumerate(places.everyone(turn.here)[:MOST], start=1))
    facts = tuple(Fact(msg("places-place", n=n, place=given(rules.title(one))), _stands(one)) for n, one in found)
    buttons = tuple(Button(msg("places-change", n=n), "places.one", short(one.id)) for n, one in found)
    group = turn.house.group_address()
    ways = (*((msg("places-how-link", address=group),) if group else ()), msg("places-how-telegram"))
    says = (*(() if found else (msg("places-none"),)), *ways, msg("places-how-slack"))
    back = Button(msg("desk-back"), "desk")
    return Reply(cards=(Card(title=msg("places-title"), facts=facts, paragraphs=says, buttons=(*buttons, back)),))


def _stands(place: Meeting) -> Msg:
    if place.state == places.GONE:
        return lost.WHY.get(place.gone_why, lost.WHY["gone"])
    return msg("places-stands", platform=PLATFORMS.get(place.platform, given("")), reads=READS[place.audience])


def one(turn: Turn, id: str) -> Reply:
    """Show one place, and what can be changed about it."""
    place = _place(turn, id, places.HERE, places.GONE)
    other = "chiefs" if place.audience == "all" else "all"
    buttons = (
        Button(msg("places-only-chiefs") if other == "chiefs" else msg("places-for-all"), f"places.{other}", id),
        Button(msg("places-off"), "places.off", id),
        Button(msg("places-back"), "places"),
    )
    return Reply(cards=(Card(title=given(rules.title(place)), paragraphs=(_stands(place),), buttons=buttons),))


def _place(turn: Turn, id: str, *states: str) -> Meeting:
    place = places.get(turn.here, unshort(id)) if id else None
    if place is None or place.state not in states:
        raise Stale("place")
    return place


def for_all(turn: Turn, id: str) -> Reply:
    """Connect a place for everybody who belongs, or let everybody read there."""
    return _connected(turn, id, "all")


def for_chiefs(turn: Turn, id: str) -> Reply:
    """Connect a place where only 主任 and 基幹 talk, or say so of one that is connected."""
    return _connected(turn, id, "chiefs")


def _connected(turn: Turn, id: str, audience: str) -> Reply:
    place = _place(turn, id, *places.STATES)
    if place.audience != audience:
        # What is for 主任 and 基幹 alone goes where everybody reads, and comes again where they are among themselves.
        standings.want_of(turn.here, place.id, "chiefs", turn.now)
    if place.state == places.HERE and place.audience != audience:
        places.set_audience(turn.here, place.id, audience)
    elif place.state != places.HERE:
        places.connect(turn.here, place.id, audience, turn.person_id, turn.now)
    turn.note("place.connected", detail=audience)
    title = msg("places-connected", place=given(rules.title(place)))
    says = (msg("places-reads", reads=READS[audience]), msg("places-names"), msg("places-readers"))
    return Reply(cards=(Card(title=title, paragraphs=says, buttons=(Button(msg("places-back"), "places"),)),))


def off(turn: Turn, id: str) -> Reply:
    """Ask whether a place is to be disconnected."""
    place = _place(turn, id, places.HERE, places.GONE)
    buttons = (Button(msg("places-drop"), "places.drop", id, style="danger"), Button(msg("places-keep"), "places"))
    title = msg("places-off-sure", place=given(rules.title(place)))
    return Reply(cards=(Card(title=title, paragraphs=(msg("places-off-what"),), buttons=buttons),))


def drop(turn: Turn, id: str) -> Reply:
    """Disconnect a place."""
    place = _place(turn, id, places.HERE, places.GONE)
    places.disconnect(turn.here, place.id)
    turn.note("place.disconnected")
    title = msg("places-dropped", place=given(rules.title(place)))
    return Reply(cards=(Card(paragraphs=(title,), buttons=(Button(msg("places-back"), "places"),)),))


CONVERSATION = Conversation(
    name="places",
    doors=lambda _turn: (),
    desk=lambda _turn: (Button(msg("places-title"), "places"),),
    only=frozenset({rules.ROLE}),
    verbs={
        "places": show,
        "places.one": one,
        "places.all": for_all,
        "places.chiefs": for_chiefs,
        "places.off": off,
        "places.drop": drop,
    },
    notices={lost.KIND: NoticeKind(lost.told)},
)
