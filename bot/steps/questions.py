"""Steps of the preview's walk: the well, its board, and threads as those in them see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bot.walk import Shot, Walk
from handlers.kit.cards import Card
from handlers.kit.events import Tapped
from handlers.kit.turn import Scene
from handlers.questions import hub, lists, naming, thread
from messages.words import msg
from storage import answers, followers, people, questions
from storage.answers import Answer
from storage.ids import short
from storage.questions import Question

WELL = Tapped("well:")


def steps(walk: Walk) -> Iterator[Shot]:
    """See the empty well, then a board of two pages and a long thread."""
    for empty in ("well", "well.open", "mine.questions", "mine.answers"):
        yield walk.do(Tapped(f"{empty}:"))
    with walk.behind() as (_, turn):
        me, other = turn.person_id, people.with_role(turn.here, "chief")[0]
    for place in range(hub.FIRST + lists.PAGE + 1):
        long = asked(walk, other, named=place % 2 == 0, audience="all")
    for _ in range(thread.PAGE + 1):
        said(walk, long, me)
    asked(walk, other, state=questions.RESOLVED)
    asked(walk, me, state=questions.HIDDEN)
    yield walk.do(WELL)
    for _ in range(2):
        yield walk.tap("well.older")
    yield walk.do(Tapped("well.open:"))
    yield walk.do(Tapped(f"question:{short(long.id)}"))
    yield walk.tap("question.before")
    yield walk.do(Tapped("mine.questions:"))
    yield walk.do(Tapped("mine.answers:"))
    yield walk.tap("mine.answer")
    yield from _told(walk, other)


def asked(walk: Walk, by: Any, **values: Any) -> Question:
    """Let somebody have asked something."""
    with walk.behind() as (_, turn):
        told = {"kind": "question", "audience": "all", "state": questions.OPEN, "named": False}
        told |= {"asked_at": turn.now, "changed_at": turn.now, "expires_on": turn.today + timedelta(days=400)}
        question = Question(asker_id=by, body=turn.words.say(msg("preview-said")), **told | values)
        questions.add(turn.here, question, ["x"])
    return question


def said(walk: Walk, to: Question, by: Any, **values: Any) -> Answer:
    """Let somebody have said something in a thread."""
    with walk.behind() as (_, turn):
        told = {"kind": answers.ANSWER, "named": False, "at": turn.now, "changed_at": turn.now}
        told |= {"body": turn.words.say(msg("preview-line"))}
        answer = Answer(question_id=to.id, author_id=by, **told | values)
        answers.add(turn.here, answer)
    return answer


def _told(walk: Walk, other: Any) -> Iterator[Shot]:
    """Show every way in which somebody is named."""
    records = asked(walk, None, kind="record", named=True, audience="chiefs")
    named = asked(walk, other, named=True)
    unnamed = asked(walk, other)
    with walk.behind() as (_, turn):
        followers.follow(turn.here, named.id, other)
        cards = [*thread.cards(turn, named)]
        person = people.get(turn.here, other)
        assert person
        office, person.office_id = person.office_id, None
        turn.here.session.flush()
        cards += [thread.question_card(turn, one) for one in (records, named, unnamed)]
        cards += [Card(paragraphs=(label,)) for label, _ in (hub.ASK, hub.FIND)]
        cards += [Card(paragraphs=(naming.asker(turn.here, one, one.asker_id),)) for one in (named, unnamed)]
        for by, kind in ((other, answers.ASKER), (turn.person_id, answers.ASKER), (turn.person_id, answers.BACK)):
            answer = Answer(question_id=named.id, author_id=by, kind=kind, body=named.body, at=turn.now, named=True)
            cards.append(thread.said_card(turn, named, answer))
        yield Shot("naming", Scene(cards=tuple(cards)))
        person.office_id = office
