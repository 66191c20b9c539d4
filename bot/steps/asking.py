"""Steps of the preview's walk: asking, the guard, whom to call first, the last card and all that it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.walk import Shot, Walk
from handlers.kit import guarding
from handlers.kit.cards import Card
from handlers.kit.events import Said, Tapped
from handlers.kit.turn import Scene
from handlers.questions import rules as well
from messages.words import msg
from storage import people, questions
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
    day = walk.clock.at.date()
    said = [
        msg("ask-stop-life"),
        msg("ask-posted-until", day=day),
        msg("ask-similar", count=2),
        msg("ask-read"),
        msg("ask-label"),
    ]
    said += [msg("ask-similar-title", place=1, count=2, day=day), msg("ask-similar-unanswered"), msg("ask-answer")]
    said += [msg("ask-next"), msg("ask-found"), msg("ask-found-done")]
    said += [*guarding.KINDS.values(), msg("kit-guard"), msg("kit-guard-held", until=day, hour="18:50")]
    said += [msg("kit-guard-becomes", said="x", mask="A"), msg("kit-guard-mask"), msg("kit-guard-rewrite")]
    said += [msg("kit-guard-no-name"), msg("kit-guard-nobodys"), msg("kit-guard-no-name-of", said="x")]
    said += [msg("kit-guard-fine"), msg("kit-guard-gone"), msg("kit-guard-over")]
    yield from (Shot(one.id, Scene(cards=(Card(paragraphs=(one,)),))) for one in said)
