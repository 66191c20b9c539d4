"""Steps of the preview: one visit in each state, as its guest, its hosts and the centre see it, and what is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID

from bot.walk import Shot, Walk
from handlers.kit.cards import Card
from handlers.kit.events import Sent, Tapped
from handlers.kit.turn import Scene, Turn
from handlers.visits import cards, deciding, looked, names, notices, reminding, running, stages
from handlers.visits.follow import AT_ONCE
from messages.words import Msg, msg
from storage import cells, offices, people, seats, visits
from storage.ids import short
from storage.people import Person
from storage.seats import ASKED, CHIEF, COMES, Seat
from storage.visit_steps import VisitStep
from storage.visits import DESK, DONE, OFF, OFFERED, SETTLED, Visit

URL = "https://example.com/j/1"


def steps(walk: Walk) -> Iterator[Shot]:
    """Show it to the person as a guest, then as a host, then as a coordinator."""
    with walk.behind() as (_, turn):
        before = people.roles_of(turn.here, turn.person_id)
        people.set_roles(turn.here, turn.person_id, ["counsellor", "chief"])
    yield from _guest(walk)
    yield from _host(walk)
    yield from _pressed(walk)
    yield from _days(walk)
    yield from _told(walk)
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, ["counsellor", "coordinator"])
    yield from _staff(walk)
    with walk.behind() as (_, turn):
        # What others show of visits is not about these.
        for visit in visits.in_states(turn.here, visits.STATES):
            visit.state, visit.guest_id = OFF, None
        people.set_roles(turn.here, turn.person_id, before)


def _visit(turn: Turn, *, host: str = "", **values: Any) -> Visit:
    """Keep a visit of the person's, or with her as a host whose seat stands so; a chief and the centre come."""
    chief = next(one for one in people.with_role(turn.here, "chief") if one != turn.person_id)
    other = people.with_role(turn.here, "centre")[-1]
    office = next(one for one in offices.everyone(turn.here) if one.counsellors > 1)
    office.address = office.parking = turn.words.say(msg("preview-line"))
    mine: dict[str, Any] = {"network_id": turn.here.network_id}
    start = turn.who.network.midnight(turn.today) + timedelta(days=9, hours=14)
    told: dict[str, Any] = {"menu": "sv", "title": "SV", "minutes": 60, "pools": "chief centre", "way": "visit"}
    told |= {"state": SETTLED, "start_at": start, "asked_at": turn.now, "settled_at": turn.now}
    told |= {"told_by": turn.today, "answer_by": turn.today, "case_kind": "anonymous"}
    told |= {"guest_id": chief if host else turn.person_id, "office_id": office.id}
    visit = Visit(**mine, **told | values)
    turn.here.session.add(visit)
    turn.here.session.flush()
    first = turn.person_id if host else chief
    state = COMES if visit.state in (SETTLED, DONE) else ASKED
    for who, pool, stands in ((first, CHIEF, host or state), (other, seats.CENTRE, state)):
        seat = Seat(**mine, visit_id=visit.id, person_id=who, pool=pool, state=stands, asked_at=turn.now)
        seat.agreed_to = visit.start_at
        turn.here.session.add(seat)
    turn.here.session.flush()
    return visit


def _gone(turn: Turn) -> Person:
    left = Person(network_id=turn.here.network_id, name="", joined_at=turn.now, left_at=turn.now)
    turn.here.session.add(left)
    turn.here.session.flush()
    return left


def _card(turn: Turn, visit: Visit) -> Shot:
    return Shot("visit", Scene(cards=(cards.card(turn, visit),)))


def _guest(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        later = turn.now + timedelta(days=12)
        for state, values in (
            ("asked", {"material": "copy", "field": walk.words.say(msg("preview-line"))[:20], "observer": True}),
            ("asked", {"told_by": None, "material": "plan"}),
            (DESK, {"start_at": None, "material": "notes"}),
            (DESK, {"material": "none", "settled_at": None}),
            (DESK, {"told_by": None}),
            (OFFERED, {"times": later.isoformat()}),
            (OFFERED, {"times": later.isoformat(), "settled_at": None}),
            (SETTLED, {"times": later.isoformat()}),
            (SETTLED, {"moving_to": later}),
            ("asked", {"pools": "adviser observer"}),
            (DONE, {}),
            (OFF, {}),
        ):
            yield _card(turn, _visit(turn, state=state, **values))
        visit = _visit(turn)
        seats.of_visit(turn.here, visit.id)[0].person_id = _gone(turn).id
        yield _card(turn, visit)
        for way, case in product(names.WAYS, ("none", "anonymous", "consent")):
            yield _card(turn, _visit(turn, way=way, case_kind=case, url=URL))


def _host(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        later = turn.now + timedelta(days=12)
        for seat, values in (
            (ASKED, {"state": "asked"}),
            (COMES, {"state": "asked", "office_id": _alone(turn)}),
            (COMES, {"state": OFFERED}),
            (COMES, {"state": DESK}),
            (COMES, {"way": "online", "url": URL}),
            (COMES, {"way": "online"}),
        ):
            yield _card(turn, _visit(turn, host=seat, **values))
        moving = _visit(turn, host=COMES, moving_to=later)
        span = range(cells.cell_of(later) - 2, cells.cell_of(later) + 7)
        assert cells.take(turn.here, moving.id, [(turn.person_id, cell) for cell in span])
        yield Shot("visit", Scene(cards=(cards.asking(turn, moving),)))


def _alone(turn: Turn) -> UUID:
    return next(one.id for one in offices.everyone(turn.here) if one.counsellors == 1)


def _of_one_house(turn: Turn) -> Shot:
    """Show a visit to the office of somebody who goes, in a network that wants to read that."""
    rule, turn.who.network.own_house = turn.who.network.own_house, "warn"
    visit = _visit(turn)
    goes = people.get(turn.here, seats.of_visit(turn.here, visit.id)[0].person_id)
    if goes and goes.office_id:
        visit.office_id = goes.office_id
    shot = Shot("visit", Scene(cards=(cards.staff(turn, visit),)))
    turn.who.network.own_house = rule
    return shot


def _id(walk: Walk, **values: Any) -> str:
    with walk.behind() as (_, turn):
        return short(_visit(turn, **values).id)


def _pressed(walk: Walk) -> Iterator[Shot]:
    asked = _id(walk, host=ASKED, state="asked")
    yield walk.do(Tapped(f"visit.other:{asked}"))
    yield _types(walk, walk.words.say(msg("preview-day")))
    yield walk.on_page("leave")
    yield walk.do(Tapped(f"visit.accept:{asked}"))
    yield walk.do(Tapped(f"visit.unable:{asked}"))
    yield walk.tap("visit.unable.now")
    yield walk.tap("visit.why.busy")
    yield walk.do(Tapped(f"visit.accept:{asked}"))
    asked = _id(walk, host=ASKED, state="asked")
    yield walk.do(Tapped(f"visit.someone:{asked}"))
    asked = _id(walk, host=ASKED, state="asked")
    yield walk.do(Tapped(f"visit.cannot:{asked}"))
    settled = _id(walk, host=COMES)
    yield walk.do(Tapped(f"visit.file:{settled}"))
    yield walk.do(Tapped(f"visit.cancel:{settled}"))
    yield walk.tap("visit.cancel.now")
    yield walk.do(Tapped(f"visit.file:{settled}"))
    with walk.behind() as (_, turn):
        at = cards.when(turn.who.network, _visit(turn))
    told = msg("visit-other-told", when=at), msg("visit-other-told-call", when=at)
    anew = msg("visit-asked-anew"), msg("visit-asked-anew-centre")
    for said in (*told, *anew, msg("visit-declined-moving"), msg("visit-other-moment")):
        yield _said(said)


def _said(said: Msg) -> Shot:
    return Shot(said.id, Scene(cards=(Card(paragraphs=(said,)),)))


def _types(walk: Walk, text: str) -> Shot:
    page = walk.scene.page
    assert page is not None
    return walk.do(Sent(page.draft, page.version, {page.fields[0].name: text}))


def _days(walk: Walk) -> Iterator[Shot]:
    """Remind of visits, online without an address too, and say who is late."""
    with walk.behind() as (_, turn):
        online = _visit(turn, host=COMES, way="online")
        for visit, name in product((online, _visit(turn, way="online")), ("week", "day", "soon")):
            start = turn.who.network.local(visit.start_at or turn.now)
            stage = next(one for one in stages.stages(start) if one.name == name)
            yield Shot(reminding.KIND[stage.name], Scene(cards=(reminding.card(turn, visit, stage),)))
    near = _id(walk, host=COMES, way="online", start_at=walk.clock.now() + timedelta(minutes=30))
    yield walk.do(Tapped(f"visit.late:{near}"))
    yield walk.tap("visit.late.10")
    yield walk.do(Tapped(f"visit.url:{near}"))
    yield walk.write(msg("preview-line"))
    yield _types(walk, URL)
    with walk.behind() as (_, turn):
        visit = looked.of(turn, near)
        others = [seat.person_id for seat in seats.of_visit(turn.here, visit.id)]
        for what, who in product(("late.5", "link"), (*others, visit.guest_id)):
            step = _step(turn, visit, what, who)
            draw = running.told_late if what.startswith("late") else running.told_link
            yield Shot(what, Scene(cards=draw(turn, step.id) or ()))


def _step(turn: Turn, visit: Visit, what: str, who: UUID | None = None) -> VisitStep:
    step = VisitStep(network_id=visit.network_id, visit_id=visit.id, what=what, at=turn.now, by_id=who)
    step.version = visit.version
    turn.here.session.add(step)
    turn.here.session.flush()
    return step


def _told(walk: Walk) -> Iterator[Shot]:
    kinds = deciding.DECIDING.notices
    with walk.behind() as (_, turn):
        for what in ("settled", "swapped", "moved", "unmoved"):
            visit = _visit(turn)
            step = _step(turn, visit, what)
            yield Shot(what, Scene(cards=kinds[f"visit.{what}{AT_ONCE}"].cards(turn, step.id) or ()))
        freed = _visit(turn, host=seats.RELEASED)
        yield Shot("freed", Scene(cards=kinds["visit.freed"].cards(turn, _step(turn, freed, "freed").id) or ()))
        if hers := seats.of_person(turn.here, freed.id, turn.person_id):
            hers.agreed_to = None
        yield Shot("freed", Scene(cards=kinds["visit.freed"].cards(turn, _step(turn, freed, "freed").id) or ()))
        off = {"state": DONE, "outcome": "cancelled"}
        for what, values in (
            ("guestless", {"host": COMES, "guest_id": None}),
            ("named", {"host": COMES}),
            ("named", {"host": COMES, "guest_id": None, "booked_by": turn.person_id}),
            ("named", {}),
            ("called", {"host": COMES, **off}),
            ("called", off),
        ):
            step = _step(turn, _visit(turn, **values), what)
            yield Shot(what, Scene(cards=kinds[f"visit.{what}"].cards(turn, step.id) or ()))
        lapsed = _visit(turn, state=DESK, settled_at=None)
        for what in ("times", "lapsed", "desk"):
            _step(turn, lapsed, what)
        yield _card(turn, lapsed)
        for pool in range(2):
            lacks = _visit(turn)
            seats.of_visit(turn.here, lacks.id)[pool].state = seats.RELEASED
            yield _card(turn, lacks)
        yield Shot("gone", Scene(cards=(cards.not_yours(),)))


def _staff(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        everyone = [*people.everyone(turn.here), _gone(turn)]
        stands = [(seats.DECLINED, reason) for reason in ("", *names.REASONS, seats.ANOTHER)]
        stands += [(seats.SILENT, ""), (seats.RELEASED, ""), (COMES, "")]
        for state, reason in stands:
            visit = _visit(turn, guest_id=everyone[0].id, moving_to=turn.now + timedelta(days=12))
            for seat in seats.of_visit(turn.here, visit.id):
                seat.state, seat.reason = state, reason
            yield Shot("visit", Scene(cards=(cards.staff(turn, visit),)))
        seats.of_visit(turn.here, visit.id)[0].person_id = next(one.id for one in everyone if not one.name)
        yield Shot("visit", Scene(cards=(cards.staff(turn, visit),)))
        yield _of_one_house(turn)
        told = notices.kinds()
        booked = _visit(turn, guest_id=None, booked_by=turn.person_id)
        yield Shot("settled", Scene(cards=told["visit.settled"].cards(turn, _step(turn, booked, "settled").id) or ()))
        for state in ("asked", OFFERED):
            yield Shot("visit", Scene(cards=(cards.staff(turn, _visit(turn, guest_id=everyone[0].id, state=state)),)))
        later = {"guest_id": None, "times": (turn.now + timedelta(days=12)).isoformat()}
        for what, values in (
            ("fit", {"guest_id": everyone[0].id, "state": DESK}),
            ("fit", later),
            ("guestless", {"guest_id": None}),
            ("called", {"guest_id": None, "booked_by": turn.person_id, "state": DONE, "outcome": "cancelled"}),
        ):
            step = _step(turn, _visit(turn, **values), what)
            yield Shot(what, Scene(cards=told[f"visit.{what}"].cards(turn, step.id) or ()))
        few = _visit(turn, guest_id=everyone[0].id)
        seats.of_visit(turn.here, few.id)[0].state = seats.RELEASED
        told_of = told["visit.searching"].cards(turn, _step(turn, few, "searching").id)
        yield Shot("searching", Scene(cards=told_of or ()))
