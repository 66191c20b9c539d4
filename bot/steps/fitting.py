"""Steps of the preview: the visits' desk, empty and with visits as they may stand; the offer that an office reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bot.walk import Shot, Walk
from handlers.fitting import booking_for, cover, judging, nudging, offers, one
from handlers.fitting.setting import AGREED, ASKS
from handlers.kit.cards import Card
from handlers.kit.events import Opened, Sent, Tapped
from handlers.kit.fields import Choice, Select
from handlers.kit.turn import Scene, Turn
from handlers.visits import names
from messages.words import Msg, msg
from storage import coverage, offices, people, seats, visit_offers, visit_steps, visits
from storage.db import Here
from storage.hosts import Host
from storage.ids import short, uuid7
from storage.offices import Office
from storage.seats import Seat
from storage.visits import Visit


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through all of it as a coordinator who is a counsellor too."""
    with walk.behind() as (_, turn):
        before = people.roles_of(turn.here, turn.person_id)
        _end_all(turn)
        people.set_roles(turn.here, turn.person_id, ["counsellor", "coordinator"])
    walk.do(Opened())
    walk.tap("desk")
    for verb in ("fitting", "fitting.open", "fitting"):
        yield walk.tap(verb)
    yield from _exports(walk)
    yield from _lists(walk)
    yield from _booking(walk)
    yield from _finding(walk)
    yield from _pair(walk)
    yield from _guests(walk)
    yield from _offering(walk)
    yield from (Shot(said.id, Scene(cards=(Card(paragraphs=(said,)),))) for said in _rare())
    with walk.behind() as (_, turn):
        _end_all(turn)
        people.set_roles(turn.here, turn.person_id, before)
    walk.do(Tapped("home:"))


def _end_all(turn: Turn) -> None:
    for live in visits.in_states(turn.here, visits.LIVE):
        live.state = visits.OFF


def _visit(turn: Turn, state: str, days: float | None = 9, **values: Any) -> Visit:
    start = None if days is None else turn.now + timedelta(days=days)
    office = people.get(turn.here, turn.person_id)
    assert office is not None
    told: dict[str, Any] = {"network_id": turn.here.network_id, "office_id": office.office_id, "start_at": start}
    told |= {"menu": "sv", "title": "SV", "minutes": 60, "buffer": 30, "pools": "chief centre", "way": "visit"}
    told["booked_by"] = turn.person_id
    visit = Visit(**told | {"state": state, "asked_at": turn.now, "version": 1, "edition": 0} | values)
    turn.here.session.add(visit)
    turn.here.session.flush()
    return visit


def _seat(turn: Turn, visit: Visit, state: str, pool: str = seats.CHIEF, **values: Any) -> None:
    role = "chief" if pool == seats.CHIEF else "centre"
    who = values.pop("who", None) or people.with_role(turn.here, role)[0]
    row: dict[str, Any] = {"network_id": turn.here.network_id, "visit_id": visit.id, "person_id": who, "pool": pool}
    turn.here.session.add(Seat(**row, state=state, asked_at=turn.now, **values))
    turn.here.session.flush()


def _lists(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        day = turn.today
        first = _visit(turn, visits.DESK, None, told_by=day, wish="x")
        if office := offices.get(turn.here, first.office_id):
            office.tel, office.address = "03-0000-0009", "x"
        _visit(turn, visits.DESK, None)
        for at in (day, None):
            _seat(turn, _visit(turn, visits.ASKED, answer_by=at), seats.ASKED)
        soon = _visit(turn, visits.SETTLED, 1, way="online")
        fine = _visit(turn, visits.SETTLED)
        over = _visit(turn, visits.SETTLED, -1)
        for one_, pool in ((v, pool) for v in (soon, fine, over) for pool in (seats.CHIEF, seats.CENTRE)):
            _seat(turn, one_, seats.COMES, pool, agreed_to=one_.start_at)
        other = people.with_role(turn.here, "centre")[-1]
        _visit(turn, visits.OFFERED, times=f"{turn.now + timedelta(days=9)}".replace(" ", "T"), guest_id=other)
        _visit(turn, visits.OFF)
        _visit(turn, visits.DESK, 20)
        by = None
        for place, what in enumerate(one.HAPPENED):
            visit_steps.add(turn.here, (soon, fine)[place % 2], what, turn.now, by)
            by = turn.person_id
        every = [short(visit.id) for visit in visits.in_states(turn.here, visits.STATES)]
    walk.do(Tapped("fitting:"))
    yield walk.tap("fitting.open")
    yield walk.tap("fitting.open")
    for id in every:
        yield walk.do(Tapped(f"fitting.visit:{id}"))
        yield walk.do(Tapped(f"fitting.read:{id}"))
    yield walk.do(Tapped(f"fitting.slip:{short(fine.id)}"))
    yield walk.do(Tapped("fitting.load:"))
    yield from _loads(walk)


def _loads(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        for id_ in people.with_role(turn.here, "chief"):
            host = turn.here.session.query(Host).filter_by(network_id=turn.here.network_id, person_id=id_).first()
            host = host or Host(network_id=turn.here.network_id, person_id=id_)
            host.a_day, host.a_week, host.a_month = 1, 1, 2
            turn.here.session.add(host)
        for ago in (10, 20, 30):
            held = _visit(turn, visits.DONE, -ago, outcome="held", lasted=50)
            _seat(turn, held, seats.COMES, agreed_to=held.start_at)
    yield walk.do(Tapped("fitting.load:"))
    yield from _exports(walk)


def _exports(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("fitting.export:"))
    for verb in ("fitting.export.year", "fitting.export.q3"):
        yield walk.do(Tapped(f"{verb}:"))


def _fills(walk: Walk, **answers: str | None) -> Shot:
    page = walk.scene.page
    assert page is not None
    return walk.do(Sent(page.draft, page.version, {field.name: answers.get(field.name) for field in page.fields}))


def _option(walk: Walk, place: int) -> str:
    page = walk.scene.page
    assert page is not None and isinstance(page.fields[0], Choice | Select)
    return page.fields[0].options[place].key


def _office(here: Here) -> Office:
    centres = coverage.centres(here)
    return next(office for office in offices.everyone(here) if office.id not in centres and office.counsellors == 1)


def _booking(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        office, day = short(_office(turn.here).id), str(turn.today + timedelta(days=1))
    for how in ("find", "open", "set"):
        yield walk.do(Tapped("fitting.book:"))
        yield _fills(walk, office=office, menu="sv", how=how)
        # In the middle of the night nobody is free.
        time = _option(walk, 0) if how == "find" else None
        yield _fills(walk, time=time, day=day, hour="19:00", way="visit", case="none", guest="nobody")
        yield walk.tap("last.open" if how == "set" else "last.keep")


def _finding(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        found = [_visit(turn, visits.DESK, None, guest_id=turn.person_id) for _ in range(3)]
        advice = _visit(turn, visits.DESK, None, pools="adviser")
    for visit, answer in zip(found, ("", "office", "set"), strict=True):
        yield walk.do(Tapped(f"fitting.times:{short(visit.id)}:{visit.version}"))
        yield walk.on_page(f"pick.{answer or _option(walk, 0)}")
    for how in (ASKS, AGREED):
        yield from _sets(walk, found[2], how)
    with walk.behind() as (_, turn):
        visit = visits.get(turn.here, found[1].id) or found[1]
    yield walk.do(Tapped(f"fitting.chosen:{short(visit.id)}:{visit.version}"))
    yield walk.on_page("leave")
    for verb in ("times", "set", "off"):
        yield walk.do(Tapped(f"fitting.{verb}:{short(advice.id)}:{advice.version}"))
    yield walk.do(Tapped(f"fitting.off:{short(visit.id)}:{visit.version}"))
    yield walk.tap("fitting.off.now")


def _sets(walk: Walk, of: Visit, how: str) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        visit = visits.get(turn.here, of.id) or of
        day = str(turn.today + timedelta(days=8 if how == ASKS else 15))
        hosts = {f"pool_{pool}": short(people.with_role(turn.here, pool)[0]) for pool in visit.needs}
    walk.do(Tapped(f"fitting.set:{short(visit.id)}:{visit.version}"))
    for hour in ("", "x", "2:00", "14:05") if how == ASKS else ():
        yield _fills(walk, day=day, hour=hour, how=how, **hosts)
    yield _fills(walk, day=day, hour="14:00", how=how, **hosts)
    yield walk.tap("last.keep")


def _pair(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        visit = _visit(turn, visits.ASKED, 40, answer_by=turn.today)
        _seat(turn, visit, seats.ASKED, who=turn.person_id)
        _seat(turn, visit, seats.COMES, seats.CENTRE, agreed_to=visit.start_at)
    nudge = Tapped(f"fitting.nudge:{short(visit.id)}:{visit.version}")
    yield walk.do(nudge)
    yield walk.do(nudge)
    with walk.behind() as (_, turn):
        told = [step for step in visit_steps.of_visits(turn.here, [visit.id]) if step.what == "nudged"]
        yield Shot(nudging.KIND, Scene(cards=nudging.told(turn, told[0].id) or ()))
    yield walk.do(Tapped(f"fitting.swap:{short(visit.id)}:{visit.version}"))
    yield walk.tap("fitting.out.chief")
    yield _fills(walk, instead=_option(walk, 1))


def _guests(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        person = people.get(turn.here, turn.person_id)
        assert person is not None and person.office_id is not None
        colleague = next(one_ for one_ in coverage.of_offices(turn.here, [person.office_id])[person.office_id])
        times = (turn.now + timedelta(days=40)).isoformat()
        found = [_visit(turn, visits.SETTLED, 41, booked_by=None) for _ in range(2)]
        called = [_visit(turn, state, 41, times=times) for state in (visits.SETTLED, visits.OFFERED)]
    for visit, chosen in zip(found, (short(colleague.id), booking_for.NOBODY), strict=True):
        yield walk.do(Tapped(f"fitting.guest:{short(visit.id)}:{visit.version}"))
        yield _fills(walk, guest=chosen)
    yield walk.do(Tapped("fitting.open:"))
    for visit, answer in zip(called, ("keep", "none"), strict=True):
        yield walk.do(Tapped(f"fitting.visit:{short(visit.id)}"))
        yield walk.do(Tapped(f"fitting.read:{short(visit.id)}"))
        yield walk.do(Tapped(f"fitting.chosen:{short(visit.id)}:{visit.version}"))
        yield walk.on_page(f"pick.{answer}")


def _offering(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        _end_all(turn)
        person = people.get(turn.here, turn.person_id)
        assert person is not None and person.office_id is not None
        office = short(person.office_id)
        last = turn.now - judging.LONG - timedelta(days=1)
        other = next(
            one_
            for one_ in offices.everyone(turn.here)
            if one_.id not in coverage.centres(turn.here) | {person.office_id}
        )
        _visit(turn, visits.DONE, None, start_at=last, outcome="held", office_id=other.id)
        empty = Office(network_id=turn.here.network_id, id=uuid7(), name="x", corporation="y", counsellors=1)
        turn.here.session.add(empty)
        turn.here.session.flush()
        for held in visits.of_office(turn.here, person.office_id, (visits.DONE,)):
            held.outcome = "cancelled"
        colleague = next(one_ for one_ in people.everyone(turn.here) if one_.id != turn.person_id)
    walk.do(Tapped("fitting:"))
    yield walk.tap("fitting.cover")
    yield walk.do(Tapped(f"fitting.office:{short(empty.id)}"))
    for verb in ("office", "send", "send", "cover"):
        yield walk.do(Tapped(f"fitting.{verb}:{office}"))
    with walk.behind() as (_, turn):
        offer = visit_offers.add(turn.here, person.office_id, colleague.id, turn.now)
        yield Shot(cover.KIND, Scene(cards=offers.told(turn, offer.id) or ()))
    yield walk.do(Tapped(f"offer.take:{short(offer.id)}"))
    yield walk.do(Tapped(f"offer.close:{short(offer.id)}"))
    with walk.behind() as (_, turn):
        turn.here.session.delete(empty)


def _rare() -> list[Msg]:
    """Return what only comes about where somebody or something has just gone, or nobody has time."""
    return [
        msg("fitting-times-offered"),
        msg("fitting-need-missing"),
        *(msg("fitting-find-one", pool=pool) for pool in names.POOLS.values()),
        msg("fitting-swap-none"),
        msg("fitting-set-none"),
        msg("fitting-set-twice"),
        msg("fitting-set-done"),
        msg("fitting-set-call"),
        msg("fitting-host-house"),
        msg("fitting-time-house"),
        msg("fitting-need-guest"),
        msg("fitting-need-call"),
        msg("fitting-set-reads-stays"),
        msg("fitting-set-reads-moving", who=names.POOLS[seats.CHIEF], moving=msg("fitting-set-last")),
        msg("fitting-set-reads-later-call"),
        msg("fitting-set-reads-freed", who=names.POOLS[seats.CHIEF]),
        msg("fitting-set-reads", settled=msg("fitting-set-last")),
        msg("fitting-host-busy"),
        msg("fitting-host-free"),
        msg("fitting-need-unsaid"),
        msg("fitting-nudge-url"),
        msg("fitting-book-none"),
        msg("fitting-book-no-times"),
        msg("fitting-cover-none"),
        msg("fitting-offer-thanks"),
        msg("fitting-load-none"),
        msg("fitting-round-unknown"),
        msg("fitting-set-nobody", pool=names.POOLS[seats.CHIEF]),
    ]
