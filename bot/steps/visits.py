"""Steps of the preview's walk: asking for a visit in four taps, all that can be wished for, one's own visits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.walk import Shot, Walk
from handlers.kit.cards import Button, Card
from handlers.kit.events import Tapped
from handlers.kit.turn import Scene
from handlers.visits import choices
from handlers.visits.asking import PROBLEMS
from handlers.visits.own import STATES
from messages.words import msg
from storage import people, visits
from storage.ids import short
from storage.visits import Visit

ASK = Tapped(f"visits.ask:{short(choices.menu_id('case'))}")
# What each of the wishes is changed to.
WISHES = {
    "length": "minutes.60",
    "way": "way.online",
    "material": "material.copy",
    "field": "field.0",
}


def steps(walk: Walk) -> Iterator[Shot]:
    """Ask for a visit, change all that can be changed, look at one's own, move one and take it off."""
    yield walk.do(Tapped("visits.mine:"))
    yield walk.do(Tapped("visits:"))
    yield walk.do(ASK)
    yield from _words(walk)
    yield _first(walk, "last.t.")
    yield _first(walk, "last.case.anonymous")
    yield from _wishes(walk)
    yield walk.tap("last.ask")
    yield walk.do(Tapped("visits.mine:"))
    yield walk.tap("visit")
    yield from _moved(walk)
    yield from _wished(walk)
    yield from _taken_off(walk)
    yield from _whenever(walk)
    yield from _without_office(walk)
    yield from _rare(walk)


def _first(walk: Walk, prefix: str) -> Shot:
    """Press the first button whose verb begins so."""
    found = [one for card in walk.scene.cards for one in card.buttons if isinstance(one, Button)]
    shot = walk.do(Tapped(next(one.data for one in found if one.verb.startswith(prefix))))
    # Who or when is another at each walk.
    return Shot(prefix, shot.scene)


def _words(walk: Walk) -> Iterator[Shot]:
    walk.tap("last.why")
    yield walk.tap("last.later")
    yield walk.tap("last.earlier")
    yield walk.tap("last.why")
    yield walk.tap("last.back")
    yield walk.tap("mend.0")
    yield walk.write(msg("preview-said"))
    yield walk.on_page("back")
    walk.tap("mend.0")
    yield walk.write(msg("preview-wish"))
    walk.tap("mend.0")
    yield walk.on_page("skip")


def _wishes(walk: Walk) -> Iterator[Shot]:
    yield walk.tap("last.wishes")
    for view, choice in WISHES.items():
        yield walk.tap(f"last.{view}")
        yield _first(walk, f"last.{choice}")
    yield walk.tap("last.observer")
    yield walk.tap("mend.1")
    yield walk.write(msg("preview-line"))
    yield walk.tap("last.back")


def _moved(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        (held, *_) = visits.of_guest(turn.here, turn.person_id, (visits.ASKED,))
    yield walk.do(Tapped(f"visit.move:{short(held.id)}"))
    yield _first(walk, "last.t.")
    walk.tap("leave")
    with walk.behind() as (_, turn):
        for visit in visits.of_guest(turn.here, turn.person_id):
            visit.state = visits.SETTLED
            id = short(visit.id)
    yield walk.do(Tapped(f"visit.move:{id}"))
    yield walk.tap("last.why")
    walk.tap("last.back")
    yield _first(walk, "last.t.")
    walk.tap("last.times")
    yield walk.tap("leave")


def _wished(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        (visit, *_) = visits.of_guest(turn.here, turn.person_id)
        before, visit.state, id = visit.state, visits.OFFERED, short(visit.id)
    yield walk.do(Tapped(f"visit.wish:{id}"))
    yield walk.on_page("leave")
    with walk.behind() as (_, turn):
        for visit in visits.of_guest(turn.here, turn.person_id):
            visit.state = before


def _taken_off(walk: Walk) -> Iterator[Shot]:
    walk.do(Tapped("visits.mine:"))
    walk.tap("visit")
    yield walk.tap("visit.off")
    yield walk.tap("visit.off.now")


def _whenever(walk: Walk) -> Iterator[Shot]:
    walk.do(ASK)
    walk.tap("last.whenever")
    yield walk.tap("last.case.none")
    for verb in ("last.wishes", "last.people", "last.no.", "last.up", "last.back", "last.ask"):
        yield _first(walk, verb)
    with walk.behind() as (_, turn):
        # Enough for a second page.
        for visit in visits.of_guest(turn.here, turn.person_id):
            kept = {column.name: getattr(visit, column.name) for column in Visit.__table__.columns}
            for _ in range(6):
                turn.here.session.add(Visit(**{name: value for name, value in kept.items() if name != "id"}))
    yield walk.do(Tapped("visits.mine:"))
    with walk.behind() as (_, turn):
        for visit in visits.of_guest(turn.here, turn.person_id):
            visit.state = visits.OFF


def _without_office(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        person = people.get(turn.here, turn.person_id)
        assert person is not None
        office, person.office_id = person.office_id, None
    yield walk.do(Tapped("visits:"))
    with walk.behind() as (_, turn):
        person = people.get(turn.here, turn.person_id)
        assert person is not None
        person.office_id = office


def _rare(walk: Walk) -> Iterator[Shot]:
    """What only a fuller network, or somebody who is faster, would bring about."""
    day = date(2026, 12, 1)
    said = [*PROBLEMS.values(), *STATES.values()]
    said += [msg("visits-why-full"), msg("visits-why-house"), msg("visits-why-field"), msg("visits-why-longer")]
    said += [msg("visits-why-online"), msg("visits-why-later")]
    said += [msg("visits-why-furthest", day=day), msg("visits-be-online"), msg("visits-hosted", state=STATES["asked"])]
    said += [
        msg("visits-for-near", wish="x"),
        msg("visits-for-none", wish="x"),
        msg("visits-none"),
        msg("visits-more"),
        msg("visits-more-people"),
    ]
    said += [msg("visits-ask"), msg("visits-half", what="x")]
    said += [msg("visits-named-way", when="x", title="x", way="x")]
    said += [msg("visits-lines"), msg("visits-lines-which"), msg("visits-lines-who"), msg("visits-lines-none")]
    said += [msg("kit-waiting-title", title=msg("visits-form-move"))]
    said += [msg("visits-for", wish="x"), msg("visits-whenever-wish", wish="x")]
    said += [msg("visits-left-open"), msg("visits-people-none"), msg("visits-mine-none"), msg("visits-hours")]
    yield from (Shot(one.id, Scene(cards=(Card(paragraphs=(one,)),))) for one in said)
