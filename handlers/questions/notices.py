"""What is said unasked about questions. None of it tells more than the thread does to whoever reads it now."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from uuid import UUID

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.turn import Turn
from handlers.questions import looked, naming
from messages.words import Msg, given, msg
from storage import again, answers, followers, outbox, questions
from storage.answers import ANSWER, ASKER, BACK, Answer
from storage.ids import short
from storage.questions import OPEN, Question

# To the asker; to who follows; to who has said something; to whom it was told before.
ANSWERED, FOLLOWED, REPLIED, HELPED = "question.answered", "question.followed", "question.replied", "question.helped"
CORRECTED = "question.corrected"
OF_THREADS = (ANSWERED, FOLLOWED, REPLIED, CORRECTED)


def tell(turn: Turn, question: Question, answer: Answer) -> None:
    """Tell the asker, and who follows, of something said in a thread; whoever said it is not told."""
    if answer.kind == ASKER:
        _post(turn, REPLIED, answer, _speakers(turn, question))
        return
    to = [question.asker_id] if question.asker_id else []
    _post(turn, ANSWERED, answer, to)
    if answer.kind == ANSWER:
        _post(turn, FOLLOWED, answer, [one for one in followers.of(turn.here, question.id) if one not in to])


def _speakers(turn: Turn, question: Question) -> list[UUID]:
    said = [one.author_id for one in answers.thread(turn.here, question.id) if one.kind in (ANSWER, BACK)]
    return list(dict.fromkeys(id for id in said if id and id != question.asker_id))


def _post(turn: Turn, kind: str, answer: Answer, to: Collection[UUID]) -> None:
    due = [(person, answer.id) for person in to if person != answer.author_id]
    outbox.post_all(turn.here, kind, turn.now, due)


def tell_corrected(turn: Turn, answer: Answer) -> None:
    """Tell those who were told of something that it says something else now."""
    to = again.told(turn.here, OF_THREADS, answer.id)
    again.post_again(turn.here, CORRECTED, answer.id, to, turn.now)


def tell_helped(turn: Turn, answer: Answer) -> None:
    """Tell who has said something that it helped."""
    if answer.author_id and answer.author_id != turn.person_id:
        outbox.post(turn.here, answer.author_id, HELPED, answer.id, turn.now)


def read(turn: Turn, ids: Collection[UUID]) -> None:
    """Note that the person has read these things in their thread."""
    if ids:
        again.close_about(turn.here, turn.person_id, OF_THREADS, ids, turn.now)


def _find(turn: Turn, subject: UUID) -> tuple[Question, Answer] | None:
    """Return what a notice is about, where the person can read it now."""
    answer = answers.get(turn.here, subject)
    question = questions.get(turn.here, answer.question_id) if answer else None
    if answer is None or answer.state != answers.HERE or question is None or not looked.readable(turn, question):
        return None
    return question, answer


def answered(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Tell the asker that somebody has answered, or asks her something; None when that cannot be read any more."""
    found = _find(turn, subject)
    if found is None or found[0].asker_id != turn.person_id:
        return None
    question, answer = found
    if answer.kind == BACK:
        reply = Button(msg("question-reply"), "answer.more", short(question.id), style="primary")
        card = _quoting(turn, question, answer, lambda who: msg("question-told-back", who=who), reply)
    else:
        ways = asker_ways(question, answer)
        card = _quoting(turn, question, answer, lambda who: msg("question-told-answer", who=who), *ways)
    return (replace(card, buttons=(*card.buttons, _thread(question))),)


def asker_ways(question: Question, answer: Answer | None = None) -> tuple[Button, ...]:
    """Return what an asker can do with an answer."""
    id = short(question.id)
    helped = answer is not None and answer.helped_at is None
    thanks = (Button(msg("question-helped"), "helped", short(answer.id), style="primary"),) if answer and helped else ()
    resolve = (Button(msg("question-resolve"), "resolve", id),) if question.state == OPEN else ()
    return (*thanks, Button(msg("question-more"), "answer.more", id), *resolve)


def _thread(question: Question) -> Button:
    return Button(msg("mine-thread"), "question", short(question.id))


def _quoting(turn: Turn, question: Question, answer: Answer, title: Callable[[Msg], Msg], *ways: Button) -> Card:
    who = naming.speaker(turn.here, question, answer, turn.person_id)
    return Card(title=title(who), facts=_which(turn, question), quote=answer.body, buttons=ways, about=short(answer.id))


def _which(turn: Turn, question: Question) -> tuple[Fact, ...]:
    """Say which question it is without its words, which may have to go before these do."""
    topics = questions.topics_of(turn.here, question.id)
    about = (Fact(msg("question-topics"), given("、".join(topics))),) if topics else ()
    return (Fact(msg("question-asked-on"), naming.day_of(turn, question)), *about)


def followed(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Tell who follows that somebody has answered; None when she follows no more, or it cannot be read any more."""
    found = _find(turn, subject)
    if found is None or not followers.follows(turn.here, found[0].id, turn.person_id):
        return None
    return (_quoting(turn, *found, lambda who: msg("question-told-followed", who=who), _thread(found[0])),)


def replied(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Tell who has said something in a thread what the asker says to it."""
    found = _find(turn, subject)
    if found is None:
        return None
    ways = (Button(msg("question-answer"), "answer", short(found[0].id), style="primary"), _thread(found[0]))
    return (_quoting(turn, *found, lambda who: msg("question-told-replied", who=who), *ways),)


def corrected(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Tell again what somebody has said, as it is corrected now."""
    found = _find(turn, subject)
    if found is None:
        return None
    ways = asker_ways(*found) if found[0].asker_id == turn.person_id else ()
    return (_quoting(turn, *found, lambda who: msg("question-told-corrected", who=who), *ways, _thread(found[0])),)


def helped(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Tell who has said something that the asker says たすかりました: once, without any count."""
    found = _find(turn, subject)
    if found is None or found[1].author_id != turn.person_id or found[1].helped_at is None:
        return None
    card = Card(title=msg("question-told-helped"), facts=_which(turn, found[0]), buttons=(_thread(found[0]),))
    return (card,)
