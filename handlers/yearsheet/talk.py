"""受講年度確認票 when spoken to: coordinators bring it in and take it out; whom it names is asked about herself."""

from __future__ import annotations

from handlers.desk import ways
from handlers.desk.rules import ROLE
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.house import Conversation
from handlers.kit.turn import Reply, Turn
from handlers.yearsheet import bringing, exporting, mine, telling, waiting
from messages.words import msg
from storage import awaited, glance, stirring


def show(turn: Turn, _id: str = "") -> Reply:
    """Show what can be done with the roster, and for how many people it waits."""
    waits = len(awaited.everyone(turn.here))
    facts = (Fact(msg("yearsheet-waiting"), msg("yearsheet-people", n=waits)),) if waits else ()
    buttons = (
        Button(msg("yearsheet-bring"), "yearsheet.bring"),
        Button(msg("yearsheet-export"), "yearsheet.export"),
        Button(msg("yearsheet-blank"), "yearsheet.blank"),
        Button(msg("yearsheet-waiting"), "yearsheet.waiting"),
        ways.TRAINING,
    )
    return Reply(cards=(Card(msg("yearsheet-title"), facts, None, (msg("yearsheet-what"),), buttons),))


CONVERSATION = Conversation(
    name="yearsheet",
    doors=lambda _turn: (),
    desk=lambda _turn: (Button(msg("yearsheet-title"), "yearsheet"),),
    only=frozenset({ROLE}),
    verbs=ways.taps(
        {
            "yearsheet": show,
            "yearsheet.bring": bringing.ask,
            "yearsheet.export": exporting.export,
            "yearsheet.blank": exporting.blank,
            "yearsheet.waiting": waiting.show,
            "yearsheet.one": waiting.one,
            "yearsheet.drop": waiting.drop,
        }
    ),
    forms=ways.forms({bringing.FORM: bringing.KIND}),
    plan=mine.plan,
    takes_up=stirring.AWAITED,
)

NAMED = Conversation(
    name="named in a roster",
    doors=lambda _turn: (),
    waiting=mine.waiting,
    waits_on=glance.AWAITED,
    notices=telling.NOTICES,
    verbs={"yearsheet.mine": mine.yes, "yearsheet.other": mine.other, "yearsheet.mend": mine.mend},
)
