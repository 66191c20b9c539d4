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
from storage.ids import short, uuid7
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
    for key in ("topics", "topic.0", "topic.0", "back", "chiefs", "all", "today", "back"):
        yield walk.tap(f"last.{key}")
    for key in ("advice", "field.0", "everybody"):
        yield walk.tap(f"last.{key}")
    yield walk.tap("last.unnamed")
    yield from _own(walk)
    yield from _guarded(walk)
    yield from _danger(walk)
    yield from _many(walk)
    yield from _rare(walk)
    with walk.behind() as (_, turn):
        turn.who.network.topics = before
        people.set_roles(turn.here, turn.person_id, ["counsellor"])


def _own(walk: Walk) -> Iterator[Shot]:
    """Correct the question, and take it back."""
    id = walk.data("question").partition(":")[2]
    yield walk.do(Tapped(f"ask.correct:{id}"))
    yield walk.write(msg("preview-said"))
    yield walk.tap("last.correct")
    yield walk.do(Tapped(f"ask.withdraw:{id}"))
    yield walk.tap("ask.withdraw_now")


def _guarded(walk: Walk) -> Iterator[Shot]:
    """What the guard asks: of a name, of several, of what only others could tell; and when its time is over."""
    for wrote in (msg("preview-named"), msg("preview-names"), msg("preview-number"), msg("preview-soft")):
        walk.do(ASK)
        yield walk.write(wrote)
        yield walk.tap("guard.mask")
        walk.tap("leave")
        walk.tap("drop")
    yield walk.do(Tapped(f"guard.mask:{short(uuid7())}:1"))


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
        msg("ask-similar", count=2),
        msg("ask-read"),
        msg("ask-label"),
    ]
    said += [msg("ask-similar-title", place=1, count=2, day=day), msg("ask-similar-unanswered"), msg("ask-answer")]
    said += [msg("ask-next"), msg("ask-found"), msg("ask-found-done")]
    said += [*guarding.KINDS.values(), msg("ask-gone"), msg("kit-guard-nobodys")]
    yield from (Shot(one.id, Scene(cards=(Card(paragraphs=(one,)),))) for one in said)
