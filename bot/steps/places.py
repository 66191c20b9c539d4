"""What the preview shows of places: how one is connected, what stands there, what is whispered there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.faces.hello import HELLO
from bot.steps.questions import asked, said
from bot.walk import Shot, Walk
from handlers.kit.cards import Card
from handlers.kit.events import At, Tapped
from handlers.kit.turn import Scene
from handlers.places import lost
from handlers.questions import rules, standing
from messages.words import msg
from storage import answers, people, places, questions
from storage.ids import short

GROUP = At("-1", title="g")
# What is said to whoever says something there.
HEARD = (
    *(msg("places-heard"), msg("places-corrected"), msg("places-withdrawn"), msg("places-long", most=rules.MOST)),
    *(msg("places-guard"), msg("places-asker"), msg("places-delete")),
)
ADDRESS = "https://t.me/idobata_bot?startgroup=connect"


def steps(walk: Walk) -> Iterator[Shot]:
    """Connect a place, change it, lose it, disconnect it; see what stands there."""
    walk.turns.house = replace(walk.turns.house, group_address=lambda: ADDRESS)
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, ["counsellor", "coordinator"])
    yield walk.do(Tapped("desk:"))
    yield walk.do(Tapped("places:"))
    yield _said(HELLO)
    yield from (_said(Card(paragraphs=(said,))) for said in HEARD)
    yield walk.do(Tapped("places.connect:"), GROUP)
    yield walk.tap("places.chiefs")
    yield _whispered(walk, "places.connect:")
    for verb in ("places", "places.one", "places.all", "places", "places.one", "places.off"):
        yield walk.tap(verb)
    yield from _lost(walk)
    yield from _standing(walk)
    walk.do(Tapped("places:"))
    walk.tap("places.one")
    walk.tap("places.off")
    yield walk.tap("places.drop")
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, ["counsellor"])
    yield _whispered(walk, "places.connect:")
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, ["counsellor", "coordinator"])


def _said(card: Card) -> Shot:
    return Shot("there", Scene(cards=(card,)))


def _whispered(walk: Walk, data: str) -> Shot:
    before = walk.scene
    scene = walk.do(Tapped(data), GROUP).scene
    walk.scene = before
    return _said(Card(paragraphs=(scene.whisper,) if scene.whisper else ()))


def _lost(walk: Walk) -> Iterator[Shot]:
    for why in lost.WHY:
        with walk.behind() as (_, turn):
            (place,) = places.everyone(turn.here)
            lost.find(turn.here, place.id)
            lost.lose(turn.here, place.id, why, turn.now)
            told = lost.told(turn, place.id) or ()
        yield walk.do(Tapped("places:"))
        yield from map(_said, told)
    with walk.behind() as (_, turn):
        lost.find(turn.here, place.id)
    for platform in ("telegram", "slack"):
        with walk.behind() as (_, turn):
            places.everyone(turn.here)[0].platform = platform
        yield walk.do(Tapped("places:"))


def _standing(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        me, other = turn.person_id, people.with_role(turn.here, "chief")[0]
    question, own = asked(walk, other), asked(walk, me)
    kinds = [said(walk, question, me, kind=kind) for kind in (answers.ANSWER, answers.BACK, answers.ASKER)]
    for data in (question, question, own):
        yield _whispered(walk, f"places.follow:{short(data.id)}")
    with walk.behind() as (_, turn):
        cards = [standing.draw(turn.here, question.audience, question.id, None)]
        cards += [standing.draw(turn.here, question.audience, question.id, one.id) for one in kinds]
        questions.move(turn.here, question.id, [questions.OPEN], questions.RESOLVED, turn.now)
        cards.append(standing.draw(turn.here, question.audience, question.id))
        questions.move(turn.here, question.id, [questions.RESOLVED], questions.WITHDRAWN, turn.now)
    for card in cards:
        assert card is not None
        yield _said(card)
    yield _whispered(walk, f"places.follow:{short(question.id)}")
    yield _said(Card(paragraphs=(msg("places-begin-first", name=ADDRESS),)))
