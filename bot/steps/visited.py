"""Steps of the preview: after a visit, as one of the pair and as its guest see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from bot.walk import Shot, Walk
from handlers.kit.events import Sent, Tapped
from handlers.kit.turn import Scene
from handlers.visited import after
from handlers.visits import cards
from messages.words import Msg, msg
from storage import people, seats, visit_notes, visit_steps, visits
from storage.ids import short
from storage.seats import Seat
from storage.visit_steps import Promise, VisitStep
from storage.visits import Visit

TOLD = {"menu": "sv", "title": "SV", "minutes": 60, "buffer": 30, "pools": "chief centre", "way": "visit"}


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through all of it."""
    yield from _pair(walk)
    yield from _other_outcomes(walk)
    yield from _guest(walk)
    yield from _promises(walk)
    yield from _calm(walk)


def _visit(walk: Walk, *, host: bool, guest: bool = False, **values: object) -> UUID:
    """Let a visit have been two hours ago, with the person as one of the pair or as its guest."""
    with walk.behind() as (_, turn):
        others = [one for one in people.everyone(turn.here) if one.id != turn.person_id]
        mine = {"network_id": turn.here.network_id}
        start = turn.now - timedelta(hours=2)
        whom = {"office_id": turn.who.person.office_id, "guest_id": turn.person_id if guest else others[0].id}
        at = {"state": visits.SETTLED, "start_at": start, "asked_at": start - timedelta(days=9)}
        visit = Visit(**mine, **TOLD, **whom, **at | values)
        turn.here.session.add(visit)
        turn.here.session.flush()
        of_it = mine | {"visit_id": visit.id}
        turn.here.session.add(VisitStep(**of_it, what="settled", at=visit.asked_at, version=1))
        pair = [turn.person_id if host else others[1].id, others[2].id]
        for pool, person in zip((seats.CHIEF, seats.CENTRE), pair, strict=True):
            at_it = {"pool": pool, "state": seats.COMES, "asked_at": visit.asked_at}
            turn.here.session.add(Seat(**of_it, person_id=person, **at_it))
        return visit.id


def _notice(walk: Walk, kind: str, subject: UUID) -> Shot:
    with walk.behind() as (_, turn):
        found = turn.house.notice(kind)
        said = found.cards(turn, subject) if found else None
    assert said, kind
    return Shot(kind, Scene(cards=said))


def _card(walk: Walk, visit: UUID) -> Shot:
    with walk.behind() as (_, turn):
        found = visits.get(turn.here, visit)
        assert found
        return Shot("visit", Scene(cards=(cards.card(turn, found),)))


def _step(walk: Walk, visit: UUID) -> UUID:
    with walk.behind() as (_, turn):
        return visit_steps.of_visits(turn.here, [visit])[-1].id


def _answers(walk: Walk, **values: Msg | str | None) -> Shot:
    page = walk.scene.page
    assert page is not None
    own = {field.name: values.get(field.name) for field in page.fields}
    typed = {name: walk.words.say(value) if isinstance(value, Msg) else value for name, value in own.items()}
    return walk.do(Sent(page.draft, page.version, typed))


def _pair(walk: Walk) -> Iterator[Shot]:
    visit = _visit(walk, host=True)
    subject, id = _step(walk, visit), short(visit)
    for kind in (after.ASK, after.AGAIN):
        yield _notice(walk, kind, subject)
    yield _card(walk, visit)
    yield walk.do(Tapped(f"visited.say:{id}"))
    yield _answers(walk, outcome="held")
    step = msg("preview-step")
    yield _answers(walk, minutes="75", good=msg("preview-line"), quiet="yes", what1=step)
    day = (walk.clock.at + timedelta(days=7)).date().isoformat()
    yield _answers(walk, whose1="office", by1=day, what2=step)
    yield _answers(walk, whose2="hosts", what3=None)
    yield walk.do(Tapped(f"visited:{id}"))
    yield _card(walk, visit)
    yield walk.do(Tapped(f"visited.say:{id}"))
    yield _notice(walk, after.TOLD, visit)
    yield walk.do(Tapped(f"visited.more:{id}"))
    yield _answers(walk, good=msg("preview-step"), what1=None)
    yield walk.do(Tapped(f"visited.planned:{id}"))
    walk.do(Tapped(f"visited:{id}"))
    yield walk.tap("visited.remove")


def _other_outcomes(walk: Walk) -> Iterator[Shot]:
    visit = _visit(walk, host=True)
    yield walk.do(Tapped(f"visited.planned:{short(visit)}"))
    for outcome in ("absent", "cancelled"):
        visit = _visit(walk, host=True)
        walk.do(Tapped(f"visited.say:{short(visit)}"))
        yield _answers(walk, outcome=outcome)
    yield walk.do(Tapped(f"visited.more:{short(visit)}"))
    off = _visit(walk, host=True, state=visits.OFF)
    yield walk.do(Tapped(f"visited.say:{short(off)}"))
    half = _visit(walk, host=True)
    walk.do(Tapped(f"visited.say:{short(half)}"))
    yield _answers(walk, outcome="held")
    with walk.behind() as (_, turn):
        # The other of the pair is faster.
        found, pair = visits.get(turn.here, half), seats.of_visit(turn.here, half)
        other = next(seat.person_id for seat in pair if seat.person_id != turn.person_id)
        assert found
        found.state, found.outcome = visits.DONE, "held"
        mine = {"network_id": turn.here.network_id, "visit_id": half}
        turn.here.session.add(VisitStep(**mine, what="done", at=turn.now, by_id=other, version=2))
    yield _answers(walk, good=msg("preview-line"))


def _guest(walk: Walk) -> Iterator[Shot]:
    visit = _visit(walk, host=False, guest=True, state=visits.DONE, outcome="held", lasted=60, heavy=True)
    id = short(visit)
    with walk.behind() as (_, turn):
        host = seats.of_visit(turn.here, visit)[0].person_id
        note = visit_notes.write(turn.here, visit, host, walk.words.say(msg("preview-line")), turn.now).id
        turn.who.person.calm_until = turn.today + timedelta(days=14)
    yield _notice(walk, after.NOTE, note)
    yield _notice(walk, after.WORD, visit)
    yield walk.do(Tapped(f"visited:{id}"))
    yield walk.do(Tapped(f"visited.no_word:{id}"))
    yield walk.do(Tapped(f"visited.word:{id}"))
    yield walk.write(msg("preview-line"))
    yield walk.write(msg("preview-step"))
    yield walk.on_page("pick.never")
    yield walk.do(Tapped("reflection.mine:"))
    yield walk.do(Tapped(f"visited:{id}"))
    for kind in (after.MONTH, after.SEASON):
        yield _notice(walk, kind, visit)
    for verb in ("fine", "no_more"):
        yield walk.do(Tapped(f"visited.{verb}:{id}"))


def _promises(walk: Walk) -> Iterator[Shot]:
    visit = _visit(walk, host=False, guest=True, state=visits.DONE, outcome="held", lasted=60)
    for days, verb in ((7, "wait"), (-7, "did"), (None, "drop")):
        with walk.behind() as (_, turn):
            day = None if days is None else turn.today + timedelta(days=days)
            told = {"visit_id": visit, "whose": "office", "by_day": day, "made_at": turn.now}
            promise = Promise(body=walk.words.say(msg("preview-step")), **told)
            visit_steps.agree(turn.here, promise)
            id = short(promise.id)
        yield walk.do(Tapped(f"visited:{short(visit)}"))
        yield walk.do(Tapped(f"visited.promise:{id}"))
        yield walk.do(Tapped(f"visited.{verb}:{id}"))
    yield walk.do(Tapped(f"visited:{short(visit)}"))


def _calm(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("settings:"))
    with walk.behind() as (_, turn):
        roles = sorted(turn.roles)
        people.set_roles(turn.here, turn.person_id, ["support_worker"])
    # Who has no deadline of a training is told nothing at all while she rests.
    yield walk.do(Tapped("settings:"))
    for day in (False, True):
        walk.do(Tapped("settings:"))
        yield walk.tap("settings.leave")
        yield walk.write(msg("preview-day")) if day else walk.on_page("skip")
        walk.tap("settings.back")
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, roles)
    walk.do(Tapped("settings:"))
    yield walk.tap("settings.calm_over")
    # Afterwards the walk goes on without quiet weeks.
    with walk.behind() as (_, turn):
        turn.who.person.calm_until = None
