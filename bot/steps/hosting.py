"""Steps of the preview: a host says when she has time, closes and opens days, is asked about next month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from bot.walk import Shot, Walk
from handlers.hosting import monthly, rules
from handlers.kit.cards import Card
from handlers.kit.days import is_working_day
from handlers.kit.events import Sent, Tapped
from handlers.kit.turn import Scene
from messages.words import msg
from storage import hosts, offices, people, seats
from storage.hosts import HostDay
from storage.ids import short, uuid7
from storage.seats import Seat
from storage.visits import SETTLED, Visit


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through all of it, as a 主任 with visits to come."""
    with walk.behind() as (_, turn):
        before = people.roles_of(turn.here, turn.person_id)
        people.set_roles(turn.here, turn.person_id, ["counsellor", "chief"])
    yield walk.do(Tapped("hosting:"))
    yield from _week(walk)
    yield from _days(walk)
    yield from _caps(walk)
    yield from _month(walk)
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, before)


def _types(walk: Walk, text: str) -> Shot:
    page = walk.scene.page
    assert page is not None
    return walk.do(Sent(page.draft, page.version, {page.fields[0].name: text}))


def _week(walk: Walk) -> Iterator[Shot]:
    yield walk.tap("hosting.week")
    yield walk.tap("hosting.week.1")
    for wrong in ("x", "9:00-25:00", "12:00-9:00"):
        yield _types(walk, wrong)
    yield _types(walk, "13:00-17:00")
    walk.tap(f"hosting.week.{rules.EVERY}")
    yield walk.on_page("pick.none")
    walk.tap("hosting.week.3")
    walk.on_page("pick.all")
    _visits(walk, 6)
    yield walk.do(Tapped("hosting:"))
    yield walk.tap("hosting.pause")
    yield walk.do(Tapped("hosting:"))
    yield walk.tap("hosting.resume")


def _visits(walk: Walk, count: int) -> None:
    """Let her come to so many visits, one a week."""
    with walk.behind() as (_, turn):
        office, mine = offices.everyone(turn.here)[0], {"network_id": turn.here.network_id}
        for number in range(1, count + 1):
            at = turn.now + timedelta(days=7 * number)
            visit = Visit(
                **mine, office_id=office.id, menu="sv", title=walk.words.say(msg("preview-topic")), minutes=60
            )
            visit.pools, visit.way, visit.state, visit.start_at, visit.asked_at = (
                "chief",
                "visit",
                SETTLED,
                at,
                turn.now,
            )
            turn.here.session.add(visit)
            turn.here.session.flush()
            told = {"pool": seats.CHIEF, "state": seats.COMES, "asked_at": turn.now}
            turn.here.session.add(Seat(**mine, id=uuid7(), visit_id=visit.id, person_id=turn.person_id, **told))


def _line(walk: Walk, verb: str, text: str) -> Shot:
    walk.do(Tapped(f"{verb}:"))
    return _types(walk, text)


def _on(walk: Walk, weekday: int, after: int) -> str:
    """Return a working day that is a weekday, so many days from now or later, as people type it."""
    with walk.behind() as (_, turn):
        day = turn.today + timedelta(days=after)
        while day.weekday() != weekday or not is_working_day(day):
            day += timedelta(days=1)
    return f"{day:%Y/%m/%d}"


def _days(walk: Walk) -> Iterator[Shot]:
    tuesday, wednesday, thursday = _on(walk, 1, 3), _on(walk, 2, 3), _on(walk, 3, 20)
    yield walk.do(Tapped("hosting.days:"))
    yield walk.do(Tapped("hosting.close:"))
    yield _types(walk, f"{tuesday} 14:00")
    yield _types(walk, f"{tuesday} 10:00-15:00")
    yield walk.tap("hosting.undo")
    yield _line(walk, "hosting.close", f"{thursday}~{_on(walk, 4, 28)}")
    yield _line(walk, "hosting.close", thursday)
    yield walk.do(Tapped("hosting.open:"))
    yield _types(walk, f"{wednesday} 10:00-12:00")
    yield _line(walk, "hosting.open", f"{thursday} 9:00-12:00")
    with walk.behind() as (_, turn):
        mine = {"network_id": turn.here.network_id, "person_id": turn.person_id, "open": False}
        for number in range(1, rules.MOST_DAYS - 6):
            day = turn.today + timedelta(days=60 + number)
            turn.here.session.add(HostDay(**mine, day=day, from_minute=600, until_minute=660))
    yield walk.do(Tapped("hosting.days:"))
    yield walk.tap("hosting.days")
    yield walk.tap("hosting.drop")
    yield _line(walk, "hosting.close", f"{_on(walk, 0, 30)}~{_on(walk, 2, 45)}")
    with walk.behind() as (_, turn):
        rows = hosts.days(turn.here, [turn.person_id], turn.today, turn.today + timedelta(days=400))
        hosts.drop_days(turn.here, turn.person_id, [row.id for row in rows[turn.person_id]])
    yield walk.do(Tapped("home:"))


def _caps(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("hosting.caps:"))
    for of, count in (("day", 1), ("week", 2), ("month", 4)):
        yield walk.tap(f"hosting.caps.{of}")
        yield walk.tap(f"hosting.cap.{of}_{count}")


def _month(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        subject = rules.subject_of(turn.person_id, rules.next_month(turn.today))
        # Who has said it since the 20th is not asked.
        for week in hosts.weeks(turn.here, [turn.person_id])[turn.person_id]:
            week.from_day -= timedelta(days=60)
    yield _asked(walk, subject)
    yield walk.do(Tapped(f"hosting.month.same:{short(subject)}"))
    yield walk.do(Tapped("hosting.next:"))
    walk.tap("hosting.next.2")
    yield walk.on_page("pick.am")
    yield walk.do(Tapped(f"hosting.month.no:{short(subject)}"))
    yield walk.do(Tapped("hosting:"))
    yield walk.do(Tapped(f"hosting.month.yes:{short(subject)}"))
    with walk.behind() as (_, turn):
        for week in hosts.weeks(turn.here, [turn.person_id])[turn.person_id]:
            turn.here.session.delete(week)
        turn.here.session.flush()
    yield _asked(walk, subject)
    yield walk.do(Tapped("hosting:"))


def _asked(walk: Walk, subject: UUID) -> Shot:
    with walk.behind() as (_, turn):
        hosts.ensure(turn.here, turn.person_id).asked_for = None
        cards: tuple[Card, ...] | None = monthly.cards_of(turn, subject)
    assert cards
    return Shot(monthly.KIND, Scene(cards=cards))
