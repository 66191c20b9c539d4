"""気になる and 地域課題かも: one tap each; a coordinator looks, and nobody sees whose tap it was."""

from __future__ import annotations

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.turn import Reply, Turn
from handlers.questions import flagged, lists, looked, naming, thread
from messages.words import msg
from storage import answers, flags
from storage.ids import short
from storage.questions import Question


def which(turn: Turn, id: str) -> Reply:
    """Ask what of a thread is meant: the question, or one of the things said last."""
    question = looked.question(turn, id)
    mine = question.asker_id == turn.person_id
    facts, buttons = [], [] if mine else [Button(msg("question-flag-question"), "flag.question", id)]
    said = answers.thread(turn.here, question.id)[-thread.PAGE :]
    others = [one for one in said if one.author_id != turn.person_id]
    for place, one in enumerate(others, start=1):
        who = naming.speaker(turn.here, question, one, turn.person_id)
        facts.append(Fact(msg("question-flag-entry", place=place, who=who), lists.begins(one.body)))
        buttons.append(Button(msg("question-flag-said", place=place), "flag.said", short(one.id)))
    back = Button(msg("question-back"), "question", id)
    says = (msg("question-flag-why"), msg("question-flag-who"))
    quotes = tuple(short(one.id) for one in others)
    card = Card(msg("question-flag"), tuple(facts), paragraphs=says, buttons=(*buttons, back), quotes=quotes)
    return Reply(cards=(card,))


def question(turn: Turn, id: str) -> Reply:
    """Have a coordinator look at a question."""
    found = looked.question(turn, id)
    if flags.mark(turn.here, found.id, None, turn.person_id, flags.LOOK, turn.now):
        flagged.tell(turn, found.id)
    return _done(found)


def said(turn: Turn, id: str) -> Reply:
    """Have a coordinator look at something said."""
    found, answer = looked.said(turn, id)
    if flags.mark(turn.here, found.id, answer.id, turn.person_id, flags.LOOK, turn.now):
        flagged.tell(turn, answer.id)
    return _done(found)


def _done(question: Question) -> Reply:
    read = Button(msg("question-back"), "question", short(question.id))
    says = (msg("question-flagged"), msg("question-flag-who"))
    return Reply(cards=(Card(paragraphs=says, buttons=(read, lists.well())),))


def region(turn: Turn, id: str) -> Reply:
    """Note that a question may be a matter of the region."""
    found = looked.question(turn, id)
    flags.mark(turn.here, found.id, None, turn.person_id, flags.REGION, turn.now)
    read = Button(msg("question-back"), "question", id)
    says = (msg("question-region-done"), msg("question-flag-who"))
    return Reply(cards=(Card(paragraphs=says, buttons=(read, lists.well())),))
