"""The coordinators' desk: one door on home, behind it everything that only they do."""

from __future__ import annotations

from handlers.desk import rules, unreached
from handlers.kit.cards import Button, Card
from handlers.kit.house import Conversation, NoticeKind
from handlers.kit.turn import Reply, Turn
from messages.words import msg


def show(turn: Turn, _id: str = "") -> Reply:
    """Show the doors of the desk, those of other conversations with it."""
    doors = [button for talk in turn.house.open_to(turn) for button in talk.desk(turn)]
    home = Button(msg("home-to-home"), "home")
    return Reply(cards=(Card(title=msg("desk-title"), buttons=(*doors, home)),))


CONVERSATION = Conversation(
    name="desk",
    doors=lambda _turn: (Button(msg("desk-title"), "desk"),),
    desk=lambda _turn: (Button(msg("desk-unreached"), "desk.unreached"),),
    only=frozenset({rules.ROLE}),
    verbs={"desk": show, "desk.unreached": unreached.show, "desk.again": unreached.again},
    notices={unreached.KIND: NoticeKind(unreached.told)},
    plan=unreached.plan,
)
