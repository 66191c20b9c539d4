"""Steps of the preview's walk: asking, the guard, whom to call first, the last card and all that it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.walk import Shot, Walk
from handlers.kit.cards import Card
from handlers.kit.events import Said, Tapped
from handlers.kit.turn import Scene
from handlers.questions import rules as well
from messages.words import msg
from storage import people, questions
from storage.ids import short
from storage.questions import Question

ASK = Tapped("ask:")


def steps(walk: Walk) -> Iterator[Shot]:
    """Ask, look at all that can be changed, and post."""
    with walk.behind() as (_, turn):
        before = turn.who.network.topics
        turn.who.network.topics = [turn.words.say(msg("preview-line"))[:20]]
        people.set_roles(turn.here, turn.person_id, ["counsellor", "chief"])
    yield walk.do(ASK)
    yield walk.write(msg("preview-line"))
    for key in ("topics", "topic.0", "back", "chiefs", "all", "today", "back"):
        yield walk.tap(f"last.{key}")
    yield walk.tap("last.unnamed")
    yield from _danger(walk)
    yield from _many(walk)
    yield from _rare(walk)
    with walk.behind() as (_, turn):
        turn.who.network.topics = before
        people.set_roles(turn.here, turn.person_id, ["counsellor"])


def _danger(walk: Walk) -> Iterator[Shot]:
    walk.do(ASK)
    yield walk.write(msg("preview-danger"))
    yield walk.tap("last.general")
    yield walk.tap("leave")
    walk.tap("drop")


def _many(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        told = {"kind": "question", "audience": "all", "state": questions.OPEN, "body": "x"}
        at = {"asked_at": turn.now, "changed_at": turn.now, "expires_on": turn.today}
        for _ in range(well.AN_HOUR):
            questions.add(turn.here, Question(asker_id=turn.person_id, **told | at), [])
    walk.do(Said(walk.words.say(msg("preview-ask"))))
    yield walk.tap("last.named")
    walk.tap("leave")
    walk.tap("drop")
    walk.clock.at += timedelta(hours=2)


def _rare(walk: Walk) -> Iterator[Shot]:
    """What only a network with more questions, or a longer walk, would bring about."""
    said = [msg("ask-posted-until", day=walk.clock.at.date()), msg("ask-similar", count=2), msg("ask-read")]
    yield from (Shot(one.id, Scene(cards=(Card(paragraphs=(one,)),))) for one in said)
