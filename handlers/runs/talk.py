"""Runs of courses when spoken to: a person's own list, and what coordinators do with them."""

from __future__ import annotations

from functools import partial

from handlers.desk import ways
from handlers.desk.rules import ROLE
from handlers.kit.cards import Button
from handlers.kit.house import Conversation, NoticeKind
from handlers.runs import bringing, calendar, desk, entering, mine, notices, one, recommending
from handlers.training.talk import ROLES
from messages.words import msg
from storage import glance
from storage.applications import STATES

CONVERSATION = Conversation(
    name="runs",
    doors=lambda _turn: (),
    waiting=mine.waiting,
    waits_on=glance.RUNS,
    only=ROLES,
    verbs={
        "runs": mine.show,
        "run": mine.see,
        **{f"run.{state}": partial(mine.say, state=state) for state in STATES},
        "run.unsay": mine.unsay,
        "run.file": calendar.take,
        "run.ask": recommending.ask,
        "run.ask_now": recommending.ask_now,
        "run.ask_back": recommending.ask_back,
    },
    notices={
        notices.CHANGED: NoticeKind(notices.told_changed, even_calm=True),
        notices.DECIDED: NoticeKind(notices.told_decided, even_calm=True),
    },
)

DESK = Conversation(
    name="runs.desk",
    doors=lambda _turn: (),
    desk=lambda _turn: (Button(msg("runs-desk"), "runs.desk"), Button(msg("runs-asked-door"), "runs.asked")),
    only=frozenset({ROLE}),
    verbs=ways.taps(
        {
            "runs.desk": desk.show,
            "runs.past": partial(desk.show, past=True),
            "runs.one": one.show,
            "runs.add": entering.ask,
            "runs.change": entering.change,
            "runs.copy": entering.copy,
            "runs.off": entering.ask_off,
            "runs.off_now": entering.off,
            "runs.on": entering.back_on,
            "runs.bring": bringing.ask,
            "runs.template": bringing.template,
            "runs.asked": recommending.desk,
            "runs.asked_one": recommending.one,
            "runs.give": partial(recommending.decide, state="given"),
            "runs.not_now": partial(recommending.decide, state="not_now"),
            "runs.undecide": recommending.undecide,
        }
    ),
    forms=ways.forms({**entering.FORMS, **bringing.FORMS}),
    notices={notices.ASKED: NoticeKind(notices.told_asked)},
)
