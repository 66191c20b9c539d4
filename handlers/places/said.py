"""What somebody says in a place below what stands there: it counts as an answer, after the guard.

Her name is to be seen there, so it is said with her name everywhere. Where the guard finds something, or where the
asker of a question without a name would give herself away, it goes no further than to her, with a way on in private.
"""

from __future__ import annotations

from handlers.kit import guarding
from handlers.kit.cards import Card
from handlers.kit.events import Heard
from handlers.kit.text import clean
from handlers.kit.turn import Ask, Reply, Turn
from handlers.questions import answering, looked, rules, saying
from messages.words import Msg, msg
from storage import answers, places, questions, standings
from storage.answers import ANSWER, ASKER, Answer
from storage.ids import short
from storage.places import Meeting
from storage.questions import Question

NOTHING = Reply()


def overhear(turn: Turn, act: Heard) -> Reply:
    """Take something said in a place, edited or taken back there; what is not said to the well is passed over."""
    at = turn.at
    assert at is not None
    place = places.at(turn.here, turn.who.account.platform, at.chat, at.topic)
    if place is None or place.state != places.HERE:
        return NOTHING
    text = clean(act.text or "").strip()
    if own := standings.at(turn.here, place.id, at.own):
        return _changed(turn, answers.get(turn.here, own.subject_id), text if act.text is not None else None)
    stands = standings.at(turn.here, place.id, at.under)
    question = questions.get(turn.here, stands.question_id) if stands else None
    if question is None or not text:
        return NOTHING
    if not looked.readable(turn, question):
        return Reply(whisper=msg("kit-stale-there"))
    return _said(turn, place, question, text)


def _said(turn: Turn, place: Meeting, question: Question, text: str) -> Reply:
    assert turn.at is not None
    if len(text) > rules.MOST:
        return Reply(whisper=msg("places-long", most=rules.MOST))
    if question.asker_id == turn.person_id and not question.named:
        return _in_private(question, ASKER, text, msg("places-asker"))
    if guarding.look(turn, text):
        return _in_private(question, ANSWER, text, msg("places-guard"))
    answer = saying.say(turn, question, "answer", text, named=True)
    standings.keep_own(turn.here, place.id, question.id, answer.id, turn.at.own, turn.now)
    return Reply(whisper=msg("places-heard"))


def _in_private(question: Question, kind: str, text: str, why: Msg, answer: Answer | None = None) -> Reply:
    params = {"question": short(question.id), "kind": kind} | ({"answer": short(answer.id)} if answer else {})
    form = Ask("answer.there", params, answers={answering.FIELD: text})
    return Reply(cards=(Card(paragraphs=(why, msg("places-delete"))),), ask=form)


def _changed(turn: Turn, answer: Answer | None, text: str | None) -> Reply:
    """Let what was said in a place follow what its author has made of it there."""
    if answer is None or answer.author_id != turn.person_id or answer.state != answers.HERE:
        return NOTHING
    question = questions.get(turn.here, answer.question_id)
    if question is None or not looked.readable(turn, question) or text == answer.body:
        return NOTHING
    if not text:
        saying.withdraw(turn, answer)
        return Reply(whisper=msg("places-withdrawn"))
    if len(text) > rules.MOST:
        return Reply(whisper=msg("places-long", most=rules.MOST))
    if guarding.look(turn, text):
        return _in_private(question, answer.kind, text, msg("places-guard"), answer)
    saying.correct(turn, answer, text, named=answer.named)
    return Reply(whisper=msg("places-corrected"))
