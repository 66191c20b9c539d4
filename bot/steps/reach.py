"""Steps of the preview: what one knows and lets oneself be asked, and how a network goes on without an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from uuid import UUID

from bot.walk import Shot, Walk
from handlers.kit.cards import Card
from handlers.kit.events import Tapped
from handlers.kit.turn import Scene
from handlers.network import rules
from handlers.questions import reach
from handlers.reach import digest, hello, notices
from handlers.reach import rules as reach_rules
from handlers.reach import steps as reaching
from handlers.reach.whom import ASKED
from messages.words import msg
from storage import answers, asked, networks, outbox, people, questions
from storage import steps as taken_steps
from storage.answers import Answer
from storage.ids import short
from storage.questions import Question


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through all of it."""
    yield from _network(walk)
    yield from _settings(walk)
    yield from _promises(walk)
    yield from _helper(walk)
    yield from _asker(walk)
    yield from _centre(walk)
    yield from _digest(walk)


def _network(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, ["counsellor", "coordinator"])
    yield walk.do(Tapped("network:"))
    yield walk.tap("network.wording")
    yield walk.tap("network.fields")
    yield walk.tap("network.fields.add")
    yield walk.write(msg("preview-office"))
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


def _ask(walk: Walk, *, hers: bool = False, **values: object) -> UUID:
    """Let somebody have asked something, and its turn have begun; return the question's id."""
    with walk.behind() as (_, turn):
        other = next(one for one in people.everyone(turn.here) if one.id != turn.person_id)
        asker = turn.person_id if hers else other.id
        told = {"kind": "question", "audience": "all", "state": questions.OPEN, "named": False, "due_on": None}
        told |= {"asked_at": turn.now, "changed_at": turn.now, "expires_on": date(2030, 3, 31)}
        question = Question(asker_id=asker, body=walk.words.say(msg("preview-line")), **told | values)
        questions.add(turn.here, question, turn.who.network.topics[:1])
        taken_steps.begin(turn.here, question.id, turn.now)
        return question.id


def _notice(walk: Walk, kind: str, subject: UUID) -> Shot:
    with walk.behind() as (_, turn):
        found = turn.house.notice(kind)
        cards = found.cards(turn, subject) if found else None
    assert cards, kind
    return Shot(kind, Scene(cards=cards))


def _helper(walk: Walk) -> Iterator[Shot]:
    day, first = date(2030, 1, 7), None
    for step, topic, values in (
        (0, True, {}),
        (0, False, {}),
        (reach_rules.CHIEF, True, {}),
        (0, True, {"kind": "advice", "due_on": day}),
        (0, True, {"kind": "advice"}),
    ):
        id = _ask(walk, **values)
        with walk.behind() as (_, turn):
            named = turn.who.network.topics[0]
            (asked.know if topic else asked.forget)(turn.here, turn.person_id, named)
            asked.ask(turn.here, id, turn.person_id, step, turn.now)
        yield _notice(walk, ASKED, id)
        first = first or id
    assert first
    with walk.behind() as (_, turn):
        for one in asked.listening(turn.here, [one.id for one in people.everyone(turn.here)]):
            asked.know(turn.here, one, turn.who.network.topics[0])
    for verb in ("cannot", "cannot", "stop"):
        yield walk.do(Tapped(f"reach.{verb}:{short(first)}"))


def _asker(walk: Walk) -> Iterator[Shot]:
    for step, asks in ((1, True), (1, False), (2, True), (3, False)):
        id = _ask(walk, hers=True)
        with walk.behind() as (_, turn):
            taken = taken_steps.take(turn.here, id, 0, step, turn.now)
            others = [one.id for one in people.everyone(turn.here) if one.id != turn.person_id]
            if asks:
                asked.ask(turn.here, id, others[0], step, turn.now)
        assert taken
        yield _notice(walk, reaching.OFFER if step == reach_rules.CENTRE else reaching.FURTHER, taken)
    yield walk.do(Tapped(f"reach.ring:{short(id)}"))
    with walk.behind() as (_, turn):
        staff = reaching.staff(turn.here, Question(asker_id=turn.person_id))
        before = {one: people.roles_of(turn.here, one) for one in staff}
        for one in staff:
            people.set_roles(turn.here, one, ["counsellor"])
    assert taken
    yield _notice(walk, reaching.OFFER, taken)
    with walk.behind() as (_, turn):
        for one, roles in before.items():
            people.set_roles(turn.here, one, roles)


def _centre(walk: Walk) -> Iterator[Shot]:
    id = _ask(walk)
    with walk.behind() as (_, turn):
        taken = taken_steps.take(turn.here, id, 0, reach_rules.CENTRE, turn.now)
    assert taken
    yield _notice(walk, reaching.CENTRE, taken)
    yield _notice(walk, notices.RING, id)
    yield walk.do(Tapped(f"reach.rang:{short(id)}"))


def _digest(walk: Walk) -> Iterator[Shot]:
    answered, id = _ask(walk), _ask(walk)
    with walk.behind() as (_, turn):
        for topic in asked.known(turn.here, turn.person_id):
            asked.forget(turn.here, turn.person_id, topic)
        said = Answer(question_id=answered, author_id=None, kind=answers.ANSWER)
        said.body, said.at, said.changed_at = walk.words.say(msg("preview-line")), turn.now, turn.now
        answers.add(turn.here, said)
        subject = reach_rules.digest_of(turn.person_id, "weekly", turn.today)
        outbox.post(turn.here, turn.person_id, digest.KIND, subject, turn.now)
        turn.who.person.rhythm = "weekly"
    yield _notice(walk, digest.KIND, subject)
    with walk.behind() as (_, turn):
        turn.who.person.rhythm = "now"
    yield _notice(walk, digest.NEW, id)
    with walk.behind() as (_, turn):
        turn.who.person.rhythm = "weekly"
        person = turn.person_id
    yield _notice(walk, hello.KIND, person)
    yield walk.do(Tapped("reach.later:"))
