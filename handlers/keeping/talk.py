"""What coordinators do with what the well keeps, and what everybody may: いまも同じです, 様式とリンク."""

from __future__ import annotations

from functools import partial

from handlers.desk.rules import ROLE
from handlers.keeping import ageing, bringing, handouts, month, plan, region
from handlers.kit.cards import Button, Card
from handlers.kit.house import Conversation, FormKind, NoticeKind
from handlers.kit.turn import Reply, Turn
from messages.words import msg
from storage import stirring


def show(_turn: Turn, _id: str = "") -> Reply:
    """Show the doors to it."""
    buttons = (
        Button(msg("keep-month-door"), "keep.month"),
        Button(msg("keep-region"), "keep.region"),
        Button(msg("keep-handouts"), "handouts"),
        Button(msg("keep-bring"), "keep.bring"),
        Button(msg("desk-back"), "desk"),
    )
    return Reply(cards=(Card(title=msg("keep-title"), buttons=buttons),))


CONVERSATION = Conversation(
    name="keeping",
    doors=lambda _turn: (),
    desk=lambda _turn: (Button(msg("keep-title"), "keep"),),
    only=frozenset({ROLE}),
    verbs={
        "keep": show,
        "keep.month": month.show,
        "keep.month.last": partial(month.show, back=1),
        "keep.month.paper": month.paper,
        "keep.month.paper1": partial(month.paper, back=1),
        "keep.region": region.show,
        "keep.region.one": region.one,
        "keep.take_up": region.take_up,
        "keep.leave_be": region.leave_be,
        "keep.handout.add": handouts.ask,
        "keep.handout.remove": handouts.remove,
        "keep.bring": bringing.ask,
    },
    forms={
        handouts.FORM: FormKind(handouts.build, handouts.submit, sealed=True),
        bringing.FORM: FormKind(bringing.build, bringing.submit, sealed=True),
        bringing.SURE: FormKind(bringing.build_sure, bringing.submit_sure),
    },
    plan=plan.plan,
    takes_up=stirring.QUESTIONS,
)

SHELF = Conversation(
    name="shelf",
    doors=lambda _turn: (),
    verbs={"handouts": handouts.show, "still": ageing.still},
    notices={region.KIND: NoticeKind(region.told)},
)
