"""What is asked: which training and when, since when somebody works in 相談支援, where she has taught."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.kit.errors import Refusal
from handlers.kit.fields import Answers, Choice, Option, Past, Select
from handlers.kit.fields.past import exactly_of
from handlers.kit.forms import Form
from handlers.kit.text import clean, fitting
from handlers.kit.turn import Turn
from handlers.language.told import month_of
from handlers.training import known, whom
from messages.words import Msg, Words, given, msg
from storage import careers

COURSE, PART, ON, MONTH = "course", "part", "on", "month"
ADD, MEND, PRACTICE, TEACH = "training.add", "training.mend", "training.practice", "training.teach"
# A 初任者研修 that is told in between, while another form of these waits.
FIRST = "training.first"
PARTS = {
    "lecture": msg("training-part-lecture"),
    "facilitate": msg("training-part-facilitate"),
    "plan": msg("training-part-plan"),
}
# Whose year alone is known: of a fiscal year no more is needed than in which part of the year it was.
EARLY, LATE = "early", "late"
# What a button of a list may say.
_LABEL = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Month(Select):
    """The month of a year that is known: typed, or in which part of the year it was."""

    options: tuple[Option, ...] = (
        Option(EARLY, msg("training-month-early")),
        Option(LATE, msg("training-month-late")),
    )

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the month as m11, or the part of the year; raises Refusal for anything else."""
        if self.stands(raw or ""):
            return raw
        typed = clean(raw or "")
        for option in self.options:
            if typed == words.say(option.label):
                return option.key
        month = month_of(typed)
        if month is None:
            raise Refusal(msg("training-month-unread"), self.name)
        return f"m{month:02}"

    def stands(self, value: str) -> bool:
        """Tell whether an answer is one as it is kept."""
        return value in (EARLY, LATE) or bool(re.fullmatch(r"m(?:0[1-9]|1[0-2])", value))


def when_of(answers: Answers) -> tuple[date, str]:
    """Return the day that was told, and how exactly: 'day', 'month' or 'year' (a fiscal year)."""
    on, exactly = exactly_of(answers[ON] or "")
    month = answers.get(MONTH) or ""
    if exactly != "calendar":
        return on, exactly
    if month in (EARLY, LATE):
        return date(on.year - (month == EARLY), 4, 1), "year"
    return date(on.year, int(month[1:]), 1), "month"


def build_add(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form that asks for a completed training; who reads it is said where she begins."""
    lead = None if params.get("more") else readers(turn)
    ask = msg("training-on-ask")
    return _form(msg("training-form"), _course(turn, lead), *_when(turn, ask))


def readers(turn: Turn) -> Msg:
    """Return who reads what she tells of her trainings."""
    life = careers.of_person(turn.here, turn.person_id)
    return msg("training-readers-manager") if life and life.tells_manager else msg("training-readers")


def build_mend(turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form that asks anew when it was."""
    return _form(msg("training-form"), *_when(turn, msg("training-on-ask")))


def build_practice(turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form that asks since when she works in 相談支援."""
    why = msg("training-practice-why", where=whom.where(turn.who.network))
    fields = _when(turn, msg("training-practice-ask"), why)
    return _form(msg("training-practice-form"), *fields)


def build_teach(turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form that asks where she has taught."""
    part = Choice(
        name=PART,
        ask=msg("training-part-ask"),
        label=msg("training-part-label"),
        options=tuple(Option(key, label) for key, label in PARTS.items()),
    )
    fields = _when(turn, msg("training-taught-ask"))
    return _form(msg("training-teach-form"), _course(turn, msg("training-teach-why")), part, *fields)


def _form(title: Msg, *fields: Select | Choice) -> Form:
    return Form(title, fields, one_by_one=True)


def _course(turn: Turn, lead: Msg | None) -> Select:
    courses = known.rules_of(turn.who.network).courses
    options = tuple(Option(one.key, given(fitting(one.name, _LABEL))) for one in courses)
    ask, label = msg("training-course-ask"), msg("training-course-label")
    return Select(name=COURSE, lead=lead, ask=ask, label=label, options=options)


def _when(turn: Turn, ask: Msg, lead: Msg | None = None) -> tuple[Past, Month]:
    on = Past(name=ON, ask=ask, lead=lead, label=msg("training-on-label"), today=turn.today)
    month = Month(
        name=MONTH,
        ask=msg("training-month-ask"),
        after=(ON,),
        when=lambda answers: (answers.get(ON) or "").startswith("c"),
    )
    return on, month
