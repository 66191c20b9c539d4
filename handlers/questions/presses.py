"""What is done to a thread with one tap: following, たすかりました, resolving, opening again, taking back."""

from __future__ import annotations

from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.turn import Reply, Turn
from handlers.questions import lists, looked, mine, notices, saying, spread
from messages.words import Msg, msg
from storage import answers, followers, questions
from storage.ids import short, unshort
from storage.questions import Question


def _said(question: Question, says: tuple[Msg, ...], *ways: Button) -> Reply:
    read = Button(msg("mine-thread"), "question", short(question.id))
    return Reply(cards=(Card(paragraphs=says, buttons=(*ways, read, lists.well())),))


def follow(turn: Turn, id: str) -> Reply:
    """Let the person hear of the answers; others see one more, and not who."""
    question = looked.held(turn, id)
    if question.asker_id == turn.person_id:
        raise Stale("asker")
    if followers.follow(turn.here, question.id, turn.person_id):
        spread.changed(turn, question)
    stop = Button(msg("question-unfollow"), "follow.stop", id)
    return _said(question, (msg("question-following"), msg("question-following-who")), stop)


def unfollow(turn: Turn, id: str) -> Reply:
    """Let the person hear no more of the answers."""
    question = looked.held(turn, id)
    if followers.follows(turn.here, question.id, turn.person_id):
        followers.leave(turn.here, question.id, turn.person_id)
        spread.changed(turn, question)
    return _said(question, (msg("question-unfollowed"),))


def helped(turn: Turn, id: str) -> Reply:
    """Tell who has said something that it helped; said twice is told once."""
    question, answer = looked.said(turn, id)
    if question.asker_id != turn.person_id or answer.kind == answers.ASKER:
        raise Stale("asker")
    if answers.helped(turn.here, answer.id, turn.now):
        notices.tell_helped(turn, answer)
    return _said(question, (msg("question-helped-done"),), *notices.asker_ways(question))


def resolve(turn: Turn, id: str) -> Reply:
    """Let the asker's question be resolved: it can still be found, answered, and opened again."""
    question = looked.asked(turn, id)
    if questions.move(turn.here, question.id, (questions.OPEN,), questions.RESOLVED, turn.now):
        spread.changed(turn, looked.question(turn, id))
    reopen = Button(msg("question-reopen"), "resolve.reopen", id)
    return _said(question, (msg("question-resolved-done"), msg("question-resolved-late")), reopen)


def reopen(turn: Turn, id: str) -> Reply:
    """Open the asker's question again: whoever may know is asked anew."""
    question = looked.asked(turn, id)
    if questions.move(turn.here, question.id, (questions.RESOLVED,), questions.OPEN, turn.now):
        spread.posted(turn, looked.question(turn, id))
    return _said(question, (msg("question-reopened"),), Button(msg("question-more"), "answer.more", id))


def withdraw(turn: Turn, id: str) -> Reply:
    """Ask once whether something that the person has said is to go."""
    mine.own(turn, id)
    yes = Button(msg("question-withdraw-now"), "answer.gone", id, style="danger")
    no = Button(msg("question-keep"), "mine.answer", id)
    return Reply(cards=(Card(paragraphs=(msg("question-withdraw-ask"),), buttons=(yes, no)),))


def withdrawn(turn: Turn, id: str) -> Reply:
    """Take back something that the person has said."""
    answer = answers.get(turn.here, unshort(id)) if id else None
    if answer is None or answer.author_id != turn.person_id or not saying.withdraw(turn, answer):
        raise Stale("answer")
    says = (msg("question-withdrawn"), *([turn.traits.leaves] if turn.traits.leaves else []))
    return Reply(cards=(Card(paragraphs=says, buttons=(lists.well(),)),), wipes=True)
