"""The coordinators' desk: one door on home, behind it few rooms, in them everything that only they do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from handlers.desk import rules, unreached
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.house import Conversation, NoticeKind
from handlers.kit.turn import Reply, Turn
from messages.words import Msg, given, msg
from storage import stirring

NAMES = {
    "well": msg("desk-room-well"),
    "training": msg("desk-room-training"),
    "people": msg("desk-room-people"),
    "house": msg("desk-room-house"),
}
HOME = Button(msg("home-to-home"), "home")


def _doors(turn: Turn, room: str) -> list[Button]:
    """Return the doors in a room, those of other conversations with it; of no room: those on the desk itself."""
    doors = [button for talk in turn.house.open_to(turn) for button in talk.desk(turn)]
    return [button for button in doors if rules.room_of(button.verb) == room]


def show(turn: Turn, _id: str = "") -> Reply:
    """Show the rooms, and what is in each of them."""
    rooms = {room: doors for room in rules.ROOMS if (doors := _doors(turn, room))}
    facts = tuple(Fact(NAMES[room], _listed(turn, doors)) for room, doors in rooms.items())
    buttons = (*_doors(turn, ""), *(Button(NAMES[room], f"desk.{room}") for room in rooms), HOME)
    return Reply(cards=(Card(title=msg("desk-title"), facts=facts, buttons=buttons),))


def _listed(turn: Turn, doors: Sequence[Button]) -> Msg:
    return given("、".join(turn.words.say(door.label) for door in doors))


def enter(turn: Turn, _id: str = "", *, room: str) -> Reply:
    """Show the doors of one room."""
    back = Button(msg("desk-back"), "desk")
    return Reply(cards=(Card(title=NAMES[room], buttons=(*_doors(turn, room), back, HOME)),))


CONVERSATION = Conversation(
    name="desk",
    doors=lambda _turn: (Button(msg("desk-title"), "desk"),),
    desk=lambda _turn: (Button(msg("desk-unreached"), "desk.unreached"),),
    rooms=tuple(Button(name, f"desk.{room}") for room, name in NAMES.items()),
    only=frozenset({rules.ROLE}),
    verbs={
        "desk": show,
        **{f"desk.{room}": partial(enter, room=room) for room in rules.ROOMS},
        "desk.unreached": unreached.show,
        "desk.again": unreached.again,
    },
    notices={unreached.KIND: NoticeKind(unreached.told)},
    plan=unreached.plan,
    takes_up=stirring.UNREACHED,
)
