"""期限の一覧: until when trainings are due, for coordinators; and for a manager, of whom has said that she may."""

from __future__ import annotations

from functools import partial

from handlers.deadlines import confirming, export, mending, of_run, own, rules, talk
from handlers.desk import ways
from handlers.kit.cards import Button
from handlers.kit.house import Conversation
from messages.words import msg

CONVERSATION = Conversation(
    name="deadlines",
    doors=lambda _turn: (),
    desk=lambda _turn: (Button(msg("deadlines-title"), "deadlines"),),
    only=frozenset({rules.ROLE}),
    verbs=ways.taps(
        {
            **talk.VERBS,
            **mending.VERBS,
            "deadlines.confirm": confirming.confirm,
            "deadlines.runs": of_run.every,
            "deadlines.run": of_run.one,
            **{f"deadlines.run.{group}": partial(of_run.members, group=group) for group in of_run.GROUPS},
            "deadlines.export": export.make,
        }
    ),
    forms=ways.forms(mending.FORMS),
    notices=mending.NOTICES,
)
OWN = own.CONVERSATION
