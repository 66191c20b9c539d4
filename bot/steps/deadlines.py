"""Steps of the preview's walk: 期限の一覧 in each of its parts, by run, as a table, and a manager's own office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from bot.walk import Shot, Walk
from handlers.deadlines import cards, export, mending, stands
from handlers.home import GAP
from handlers.kit.cards import Card
from handlers.kit.events import Opened, Sent, Tapped
from handlers.kit.turn import Scene, Turn
from handlers.training import duty
from messages.courses import INITIAL, RENEWAL
from messages.words import msg
from storage import applications, careers, claims, completions, outbox, people, runs
from storage.careers import Extension
from storage.completions import Completion
from storage.ids import short, uuid7
from storage.people import Person, Role
from storage.runs import CourseRun

# When each of them completed 初任者研修: in November 2026 a window ends this year, two have ended, one has begun.
YEAR, PASSED, LATER = date(2021, 11, 20), date(2018, 6, 9), date(2024, 10, 5)


def steps(walk: Walk) -> Iterator[Shot]:
    """Look at the list while nobody has told anything, and then with people in each of its parts."""
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, ["manager", "coordinator", "counsellor"])
    walk.do(Opened())
    walk.tap("desk")
    yield walk.tap("desk.training")
    yield walk.tap("deadlines")
    for verb in ("year", "years", "runs", "own"):
        yield walk.do(Tapped(f"deadlines.{verb}:"))
    yield Shot("deadlines.none", Scene(cards=(cards.overview([]),)))
    with walk.behind() as (_, turn):
        ids = _crowd(turn)
    yield from _parts(walk)
    yield from _people(walk, ids)
    yield from _runs(walk, ids)
    yield walk.do(Tapped("deadlines.export:"))
    heads = (*export.BEFORE, msg("deadlines-head-course", course=walk.network.name, n=2), *export.AFTER)
    yield Shot("deadlines.heads", Scene(cards=(Card(paragraphs=heads),)))
    yield from _own(walk, ids)
    yield from _mended(walk, ids)


def _crowd(turn: Turn) -> list[UUID]:
    """Let a dozen more people belong, so that there are two pages; return the ids of all who have deadlines."""
    office = people.everyone(turn.here)[1].office_id
    for n in range(cards.PAGE + 4):
        one = Person(network_id=turn.here.network_id, office_id=office, name=f"{turn.who.person.name} {n}")
        one.joined_at = one.agreed_at = turn.now
        turn.here.session.add(one)
        turn.here.session.flush()
        turn.here.session.add(Role(network_id=turn.here.network_id, person_id=one.id, role="counsellor"))
        _done(turn, one.id, YEAR)
        careers.made(turn.here, one.id).practice_on = YEAR
    ids = [person.id for person in people.with_any_role(turn.here, duty.ROLES)]
    # In front are those of the demo network, each in another part.
    for id, day in zip(ids[1:], (PASSED, PASSED, LATER), strict=False):
        _done(turn, id, day)
    confirmed, her = careers.made(turn.here, ids[2]), careers.made(turn.here, ids[4])
    confirmed.confirmed_on, confirmed.confirmed_by, her.not_mine_at = turn.today, turn.person_id, turn.now
    return ids


def _done(turn: Turn, id: UUID, day: date) -> None:
    told = {"network_id": turn.here.network_id, "exactly": "day", "entered_at": turn.now}
    turn.here.session.add(Completion(**told, person_id=id, course=INITIAL, done_on=day))
    turn.here.session.flush()


def _parts(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("deadlines:"))
    yield walk.tap("deadlines.year")
    for verb in ("check", "unknown", "checked", "not_mine", "years"):
        yield walk.do(Tapped(f"deadlines.{verb}:"))
    yield walk.tap("deadlines.in")
    yield walk.do(Tapped("deadlines.offices:"))
    yield walk.tap("deadlines.office")


def _people(walk: Walk, ids: list[UUID]) -> Iterator[Shot]:
    button = f"deadlines.confirm:{short(ids[1])}:{date(2024, 3, 31).toordinal()}"
    for id in (ids[1], ids[4]):
        yield walk.do(Tapped(f"deadlines.person:{short(id)}"))
    yield walk.do(Tapped(button))
    yield walk.do(Tapped(button))
    with walk.behind() as (link, turn):
        moved = Extension(network_id=turn.here.network_id, person_id=ids[-1], instead_of=date(2027, 3, 31))
        moved.moved_to, moved.reason, moved.issuer = date(2027, 12, 31), walk.network.name, walk.network.name
        moved.entered_at = turn.now
        turn.here.session.add(moved)
        for id, change in ((ids[-2], "away_since"), (ids[-3], "paused_at")):
            person = people.get(turn.here, id)
            setattr(person, change, turn.now)
        outbox.post(turn.here, ids[-4], GAP, uuid7(), turn.now)
        turn.here.session.flush()
        for notice in claims.claim(link, turn.now, 100):
            outbox.begin(link, notice, "web", turn.now)
            outbox.settle(link, notice, "dead", turn.now, reason="gone")
    yield walk.do(Tapped("deadlines:"))
    for id in ids[-4:]:
        yield walk.do(Tapped(f"deadlines.person:{short(id)}"))
    yield walk.tap("deadlines.why")


def _runs(walk: Walk, ids: list[UUID]) -> Iterator[Shot]:
    """Show what somebody can have said of a run: first where all have closed, then of some still to come."""
    with walk.behind() as (_, turn):
        closed = _run(turn, opens=-5, until=-9)
        found = runs.get(turn.here, closed)
        assert found is not None
        found.days = [
            {"day": (turn.today - timedelta(days=ago)).isoformat(), "from": None, "until": None} for ago in (5, 3)
        ]
    yield walk.do(Tapped("deadlines.year:"))
    with walk.behind() as (_, turn):
        still = _run(turn, opens=40, until=9)
        applications.say(turn.here, closed, ids[-1], "accepted", turn.now)
        about = _run(turn, opens=-130, until=-140)
        for id, state in ((ids[-10], "applied"), (ids[-11], "accepted")):
            applications.say(turn.here, _run(turn, opens=-200, until=-210), id, state, turn.now)
        applications.say(turn.here, about, ids[-12], "accepted", turn.now)
        for id, state in zip(ids[-9:-1], (*stands.UNDER_WAY, *stands.ANSWERS), strict=False):
            applications.say(turn.here, still, id, state, turn.now)
        its = runs.get(turn.here, still)
        assert its is not None
        its.by_ward, applications.ask(turn.here, still, ids[-4], turn.now).state = True, "not_now"
    yield walk.do(Tapped("deadlines.year:"))
    yield walk.tap("deadlines.year")
    for id in (ids[-1], *ids[-12:-9]):
        yield walk.do(Tapped(f"deadlines.person:{short(id)}"))
    yield walk.do(Tapped("deadlines.runs:"))
    yield walk.tap("deadlines.run")
    yield walk.tap("deadlines.run.unanswered")


def _run(turn: Turn, *, opens: int, until: int) -> UUID:
    day = turn.today + timedelta(days=opens)
    run = CourseRun(network_id=turn.here.network_id, course=RENEWAL, prefecture="", title="", opens_on=day, days=[])
    run.apply_to, run.entered_at = turn.today + timedelta(days=until), turn.now
    turn.here.session.add(run)
    turn.here.session.flush()
    return run.id


def _own(walk: Walk, ids: list[UUID]) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        person = people.get(turn.here, ids[-1])
        assert person is not None
        turn.who.person.office_id = person.office_id
        for id in ids[-2:]:
            careers.made(turn.here, id).tells_manager = True
    yield walk.do(Tapped("deadlines.own:"))


def _mended(walk: Walk, ids: list[UUID]) -> Iterator[Shot]:
    """Put right what the record says of somebody, and show what she is told of it."""
    yield walk.do(Tapped(f"deadlines.mend:{short(ids[-2])}"))
    yield walk.tap("deadlines.row")
    yield walk.tap("deadlines.redo")
    page = walk.scene.page
    assert page is not None
    yield walk.do(Sent(page.draft, page.version, {page.fields[0].name: "R3.11.21"}))
    yield walk.tap("last.keep")
    walk.do(Tapped(f"deadlines.mend:{short(ids[-2])}"))
    walk.tap("deadlines.row")
    yield walk.tap("deadlines.drop")
    with walk.behind() as (_, turn):
        one = completions.add(turn.here, turn.person_id, RENEWAL, LATER, "day", None, turn.now)
        told = [(mending.TOLD, mending.notice(turn, one.id) or ()), (mending.GONE, mending.gone(turn, one.id))]
    # A letter holds eight things, and others may come first.
    yield from (Shot(kind, Scene(cards=shown)) for kind, shown in told)
