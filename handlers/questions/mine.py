"""What a person has asked and said herself: her questions, her answers, each with what she can still do."""

from __future__ import annotations

from handlers.kit import paging
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.turn import Reply, Turn
from handlers.questions import lists, looked, rules, thread
from messages.words import msg
from storage import answers, board, questions
from storage.answers import Answer
from storage.ids import short, unshort
from storage.questions import Question


def asked(turn: Turn, id: str = "") -> Reply:
    """List what the person has asked, open ones first; what she has withdrawn is nowhere."""
    kept = [one for one in questions.of_asker(turn.here, turn.person_id) if one.state not in questions.OVER]
    kept = [one for one in kept if rules.sees(turn.roles, one.audience)]
    # One more than a page holds says that there is more.
    listed, more = paging.page(kept, id, lists.PAGE, lambda one: short(one.id))
    none = msg("mine-questions-none")
    card = lists.card(turn, msg("mine-questions"), listed, "mine.questions", none, lists.well(), more=bool(more))
    return Reply(cards=(card,))


def said(turn: Turn, id: str = "") -> Reply:
    """List what the person has said to others' questions, newest first."""
    found = [one for one in board.said_by(turn.here, turn.person_id) if _question(turn, one)]
    listed, more = paging.page(found, id, lists.PAGE, lambda one: short(one.id))
    facts, buttons = [], []
    for place, one in enumerate(listed, start=1):
        day = turn.who.network.local(one.at).date()
        what = msg("well-state-hidden") if one.state == answers.HIDDEN else msg("mine-said")
        facts.append(Fact(msg("mine-entry", place=place, day=day, what=what), lists.begins(one.body)))
        buttons.append(Button(msg("well-read", place=place), "mine.answer", short(one.id)))
    older = [Button(msg("well-older"), "mine.answers", more)] if more else []
    none = () if listed else (msg("mine-answers-none"),)
    ways = (*buttons, *older, lists.well())
    quotes = tuple(short(one.id) for one in listed)
    return Reply(cards=(Card(msg("mine-answers"), tuple(facts), paragraphs=none, buttons=ways, quotes=quotes),))


def _question(turn: Turn, answer: Answer) -> Question | None:
    question = questions.get(turn.here, answer.question_id)
    return question if looked.readable(turn, question) else None


def own(turn: Turn, id: str) -> tuple[Question, Answer]:
    """Return something that the person has said, also where it is hidden, with its question; raises Stale."""
    answer = answers.get(turn.here, unshort(id)) if id else None
    question = _question(turn, answer) if answer else None
    hers = answer and answer.author_id == turn.person_id and answer.state != answers.WITHDRAWN
    if answer is None or question is None or not hers:
        raise Stale("answer")
    return question, answer


def one(turn: Turn, id: str) -> Reply:
    """Show one thing that the person has said, what she can do with it, and the way to its question."""
    question, answer = own(turn, id)
    read = Button(msg("mine-thread"), "question", short(question.id))
    looked.note(turn, [id])
    return Reply(cards=(thread.said_card(turn, question, answer, *thread.own_ways(answer), read, lists.well()),))
