"""Who may know is asked, and nobody is left alone: steps on a clock of working days."""

from __future__ import annotations

from datetime import date, datetime

from handlers.kit.turn import Turn
from handlers.reach import rules, steps, whom
from messages.words import Msg, msg
from storage import again, asked
from storage.questions import Question


def begin(turn: Turn, question: Question) -> None:
    """Ask those who may know, and set when the first step is due."""
    steps.begin(turn.here, turn.who.network, question, turn.now)


def follow(turn: Turn, question: Question) -> None:
    """Let the clock stand once there is an answer, and go on where there is none any more."""
    steps.follow(turn.here, turn.who.network, question, turn.now)


def retold(turn: Turn, question: Question) -> None:
    """Ask those who were asked once more, in the question's new words: what they were shown of it has gone."""
    waits = [row.person_id for row in asked.of_question(turn.here, question.id) if row.declined_at is None]
    again.post_again(turn.here, whom.ASKED, question.id, waits, turn.now)


def promise(turn: Turn, question: Question) -> Msg | None:
    """Say what happens, and by which day, to a question that is asked now; None where nothing can be promised.

    Of an advice: who is asked for it, or that there is no adviser of its field.
    """
    times, begun = steps.times(turn.who.network), turn.who.network.local(turn.now)
    if question.kind != "advice":
        found = rules.promised(begun, times)
        return _unless(found) if found else None
    found = rules.advised_by(begun, times)
    if not whom.advisers(turn.here, question):
        unless = rules.promised(begun, times)
        return msg("reach-no-adviser", then=_unless(unless)) if unless else msg("reach-no-adviser-only")
    return msg("reach-advice-by", then=_unless(found)) if found else msg("reach-advice-soon")


def advised_by(turn: Turn, at: datetime) -> date | None:
    """Return the day by which an advice that is asked for at a moment comes, or else the last step is taken."""
    found = rules.advised_by(turn.who.network.local(at), steps.times(turn.who.network))
    return found.day if found else None


def _unless(found: rules.Promise) -> Msg:
    if found.step == rules.KNOW:
        return msg("reach-promise-know", day=found.day)
    if found.step == rules.CHIEF:
        return msg("reach-promise-chief", day=found.day)
    return msg("reach-promise-centre", day=found.day)
