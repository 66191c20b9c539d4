"""Who is said to have written something at the well: the one place where a name is shown to others, or is not."""

from __future__ import annotations

from uuid import UUID

from handlers.kit.turn import Turn
from messages.eras import Era
from messages.words import Msg, msg
from storage import offices, people
from storage.answers import ASKER, Answer
from storage.db import Here
from storage.questions import Question


def asker(here: Here, question: Question, viewer: UUID | None = None) -> Msg:
    """Return who has asked, as one person reads it; without a `viewer` as it stands in a place that many read."""
    return _named(here, question.asker_id, question.named, viewer)


def speaker(here: Here, question: Question, answer: Answer, viewer: UUID | None = None) -> Msg:
    """Return who has said something in a thread; the asker herself is 質問した方 to others, whatever her name."""
    if answer.kind == ASKER:
        mine = viewer is not None and viewer in (answer.author_id, question.asker_id)
        return msg("question-by-you") if mine else msg("question-by-asker")
    return _named(here, answer.author_id, answer.named, viewer)


def day_of(turn: Turn, question: Question) -> Msg:
    """Return the day on which something was asked, with its era where that is not this one."""
    day = turn.who.network.local(question.asked_at).date()
    return msg("kit-day", day=day if day.year == turn.today.year else Era(day))


def _named(here: Here, author_id: UUID | None, named: bool, viewer: UUID | None) -> Msg:
    if author_id is None:
        # What the centre has brought from its minutes is nobody's and said to be the centre's; who leaves is unnamed.
        return msg("question-by-record") if named else msg("question-by-nobody")
    if author_id == viewer:
        return msg("question-by-you") if named else msg("question-by-you-unnamed")
    person = people.get(here, author_id) if named else None
    if person is None or person.state == "removed" or not person.name:
        return msg("question-by-nobody")
    office = offices.name_of(here, person.office_id)
    return msg("question-by", name=person.name, office=office) if office else msg("question-by-name", name=person.name)
