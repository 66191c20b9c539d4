"""Steps of the preview: what one knows and lets oneself be asked, and how a network goes on without an answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from bot.walk import Shot, Walk
from handlers.kit.cards import Card
from handlers.kit.events import Tapped
from handlers.kit.turn import Scene
from handlers.network import rules
from handlers.questions import reach
from messages.words import msg
from storage import asked, networks, people
from storage.questions import Question


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through all of it."""
    yield from _network(walk)
    yield from _settings(walk)
    yield from _promises(walk)


def _network(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, ["counsellor", "coordinator"])
    yield walk.do(Tapped("network:"))
    yield walk.tap("network.fields")
    yield walk.tap("network.fields.add")
    yield walk.write(msg("preview-name"))
    yield walk.tap("network.fields.look")
    yield walk.tap("network.fields.name")
    yield walk.write(msg("preview-topic"))
    with walk.behind() as (_, turn):
        networks.hold(turn.here).fields = [walk.words.say(msg("preview-topic"))]
    walk.do(Tapped("network.fields:"))
    walk.tap("network.fields.look")
    yield walk.tap("network.fields.remove")
    yield walk.do(Tapped("network.steps:"))
    for step, wait in (("1", "1_0"), ("2", "2_1"), ("3", "3_7")):
        yield walk.tap(f"network.steps.{step}")
        yield walk.tap(f"network.step.{wait}")
    yield walk.do(Tapped("network.changes:"))


def _settings(walk: Walk) -> Iterator[Shot]:
    walk.do(Tapped("settings:"))
    with walk.behind() as (_, turn):
        networks.hold(turn.here).topics = []
    yield walk.tap("reach")
    with walk.behind() as (_, turn):
        topic = walk.words.say(msg("preview-topic"))
        networks.hold(turn.here).topics = [f"{topic}{number}" for number in range(rules.MOST_TOPICS)]
    for kind in ("topic", "field"):
        walk.do(Tapped("reach:"))
        yield walk.tap(f"reach.{kind}s")
        yield walk.tap(f"reach.{kind}")
    for choices, choice in (("oftens", "often.0"), ("rhythms", "rhythm.daily")):
        walk.do(Tapped("reach:"))
        yield walk.tap(f"reach.{choices}")
        yield walk.tap(f"reach.{choice}")
    yield walk.tap("reach.advises.on")
    walk.tap("reach.advises.off")
    with walk.behind() as (_, turn):
        if person := people.get(turn.here, turn.person_id):
            person.asks_a_week = people.ASKS_A_WEEK


def _promises(walk: Walk) -> Iterator[Shot]:
    other, field = (walk.words.say(one) for one in (msg("preview-name"), msg("preview-topic")))
    with walk.behind() as (_, turn):
        networks.hold(turn.here).fields = [other, field]
    for adviser, kind, steps in product(
        (False, True), ("question", "advice"), ([1, 2, 3], [0, 2, 0], [0, 0, 3], [0, 0, 0])
    ):
        with walk.behind() as (_, turn):
            turn.who.network.steps = steps
            question = Question(asker_id=None, kind=kind, field=field)
            for chief in people.with_role(turn.here, "chief"):
                # Who knows something else gives no advice on this.
                asked.know(turn.here, chief, field if adviser else other)
            said = reach.promise(turn, question)
            turn.who.network.steps = [1, 2, 3]
        if said:
            yield Shot("reach.promise", Scene(cards=(Card(paragraphs=(said,)),)))
