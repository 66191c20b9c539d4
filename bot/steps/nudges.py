"""Steps of the preview: what is told of trainings when it is due, and what each answer to it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from bot.walk import Shot, Walk
from handlers.kit.events import Sent, Tapped
from handlers.kit.turn import Scene, Turn
from handlers.nudges import cards, managers, notices
from handlers.nudges.plan import TOLD
from handlers.nudges.stages import right
from messages.eras import fiscal_year
from messages.words import msg
from storage import applications, careers, completions, nudges, people, runs
from storage.careers import Extension
from storage.ids import next_id, short
from storage.nudges import New
from storage.runs import CourseRun

DAY = timedelta(days=1)
Span = tuple[date | None, date | None, date]


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through all of it."""
    with walk.behind() as (_, turn):
        before, today = people.roles_of(turn.here, turn.person_id), turn.today
        people.set_roles(turn.here, turn.person_id, ["counsellor"])
        others = runs.live(turn.here, today - 900 * DAY)
        for run in others:
            run.off_at = turn.now
    for known in _records(today):
        yield from _told(walk, *known)
    yield from _answers(walk, today)
    yield from _manager(walk, today)
    yield from _moved(walk, today)
    with walk.behind() as (_, turn):
        _clear(turn)
        people.set_roles(turn.here, turn.person_id, before)
        for other in others:
            if stays := runs.get(turn.here, other.id):
                stays.off_at = None


def _records(today: date) -> Iterator[tuple[str, Sequence[tuple[str, date]], Sequence[Span]]]:
    """Yield what she may be told, what she has completed then, and the runs that there are."""
    year, later = fiscal_year(today), today + 60 * DAY
    first = {ago: [("initial", date(year - ago, 6, 15))] for ago in (1, 3, 5, 7)}
    yield ("window", first[1], ())
    yield ("window", [*first[1], ("practice", today - DAY)], ())
    yield ("window", [*first[1], ("practice-month", today.replace(day=1))], ())
    yield ("window", first[5], ())
    yield ("run", first[3], [(None, today + 10 * DAY, later)])
    yield ("run", first[5], [(today, None, later)])
    yield ("run", first[5], [(today, today + 40 * DAY, later + number * DAY) for number in range(5)])
    yield ("run", first[5], [(None, today, later)])
    yield ("run", first[5], [(None, None, today + 10 * DAY)])
    yield ("closed", first[5], [(None, today - DAY, today)])
    yield ("done", first[5], [(None, today - 9 * DAY, today - 2 * DAY)])
    yield ("lapsed", first[7], ())
    yield ("group", [("initial", today - 100 * DAY)], ())
    yield ("gap", [("initial", today - 560 * DAY)], ())
    yield ("eligible", first[3], ())
    yield ("eligible", [*first[5], ("renewal", today.replace(day=1, year=today.year - 3))], ())


def _clear(turn: Turn) -> None:
    here, id = turn.here, turn.person_id
    for one in completions.of_person(here, id):
        completions.remove(here, one.id, id)
    nudges.forget(here, [row.id for row in nudges.of_people(here, [id])])
    for run in runs.live(here, turn.today - 900 * DAY):
        for said in applications.of_run(here, run.id):
            here.session.delete(said)
        here.session.flush()
        here.session.delete(run)
    career = careers.made(here, id)
    career.practice_on, career.not_mine_at, career.exactly = None, None, "day"
    here.session.flush()


def _lets(walk: Walk, rule: str, done: Sequence[tuple[str, date]], spans: Sequence[Span]) -> UUID:
    """Let her have that record, and make what is right then; return what tells it."""
    with walk.behind() as (_, turn):
        _clear(turn)
        here, id = turn.here, turn.person_id
        for course, day in done:
            if course.startswith("practice"):
                life = careers.made(here, id)
                life.practice_on, life.exactly = day, course.partition("-")[2] or "day"
            else:
                completions.add(here, id, course, day, "day", id, turn.now)
        if rule == "eligible" and len(done) == 1:
            careers.made(here, id).practice_on = turn.today.replace(day=1, year=turn.today.year - 2)
        for number, (since, until, opens) in enumerate(spans, 1):
            given = {"course": "renewal", "prefecture": "", "title": walk.words.say(msg("preview-run", n=number))}
            row = CourseRun(network_id=here.network_id, **given, entered_at=turn.now, opens_on=opens, days=[])
            row.apply_from, row.apply_to, row.by_ward = since, until, rule == "run"
            if rule == "done":
                row.days = [{"day": day.isoformat(), "from": None, "until": None} for day in (opens, opens + DAY)]
            here.session.add(row)
            here.session.flush()
            if rule == "done":
                applications.say(here, row.id, id, "applied", turn.now)
        told = next_id()
        found = [due for due in right(notices.facts_of(turn), turn.today) if due.rule == rule]
        assert found, rule
        ids = [told, *(next_id() for _ in found[1:])]
        rows = [
            New(own, due.rule, id, due.due, due.stage, due.about, told) for own, due in zip(ids, found, strict=True)
        ]
        nudges.make(here, rows, turn.now)
        return told


def _told(walk: Walk, rule: str, done: Sequence[tuple[str, date]], spans: Sequence[Span]) -> Iterator[Shot]:
    subject = _lets(walk, rule, done, spans)
    if rule != "gap":
        yield _notice(walk, TOLD, subject)
        return
    # Whoever has gone through everything has been visited lately: she would not be offered it.
    with walk.behind() as (_, turn):
        facts = notices.facts_of(turn)
        found = [due for due in right(facts, turn.today) if due.rule == rule]
        said = cards.card(turn, facts, found, subject)
    yield Shot(TOLD, Scene(cards=(said,)))


def _notice(walk: Walk, kind: str, subject: UUID) -> Shot:
    with walk.behind() as (_, turn):
        found = turn.house.notice(kind)
        said = found.cards(turn, subject) if found else None
    assert said, kind
    return Shot(kind, Scene(cards=said))


def _answers(walk: Walk, today: date) -> Iterator[Shot]:
    done = [("initial", date(fiscal_year(today) - 5, 6, 15))]
    one: Sequence[Span] = [(None, today + 3 * DAY, today + 60 * DAY)]
    for verbs in (
        ("applied",),
        ("later", "week"),
        ("not_mine", "look", "out", "mine"),
        ("not_mine", "not_this"),
        ("missed",),
        ("away",),
        ("done",),
    ):
        id = short(_lets(walk, "run", done, one))
        for verb in verbs:
            yield walk.do(Tapped(f"nudge.{verb}:{id}"))
        if walk.scene.page:
            yield walk.on_page("leave")
    yield walk.do(Tapped(f"nudge.applied:{short(_lets(walk, 'run', done, [*one, *one]))}"))
    yield walk.do(Tapped(f"nudge.applied:{short(_lets(walk, 'window', done, ()))}"))
    yield walk.do(Tapped(f"nudge.day:{short(_lets(walk, 'run', done, one))}"))
    page = walk.scene.page
    assert page is not None
    yield walk.do(Sent(page.draft, page.version, {page.fields[0].name: f"{today + 9 * DAY:%Y/%m/%d}"}))
    with walk.behind() as (_, turn):
        rows = [row for row in nudges.of_people(turn.here, [turn.person_id]) if row.again_on]
        facts = notices.facts_of(turn)
        last = next(due for due in right(facts, turn.today) if due.rule == "last")
        told = next_id()
        nudges.make(turn.here, [New(told, last.rule, turn.person_id, last.due, last.stage, last.about, told)], turn.now)
    assert rows
    yield _notice(walk, TOLD, told)


def _manager(walk: Walk, today: date) -> Iterator[Shot]:
    """As her manager: somebody else of the office is told of."""
    done = [("initial", date(fiscal_year(today) - 5, 6, 15))]
    subject = _lets(walk, "window", done, ())
    with walk.behind() as (_, turn):
        (row,) = nudges.told_as(turn.here, subject, turn.person_id)
        other = next(one for one in people.everyone(turn.here) if one.id != turn.person_id)
        office, roles = other.office_id, people.roles_of(turn.here, other.id)
        own = people.roles_of(turn.here, turn.person_id)
        for course, day in done:
            completions.add(turn.here, other.id, course, day, "day", other.id, turn.now)
        other.office_id = turn.who.person.office_id
        people.set_roles(turn.here, other.id, ["counsellor"])
        people.set_roles(turn.here, turn.person_id, ["manager"])
        career = careers.made(turn.here, other.id)
        tells, career.tells_manager, row.person_id = career.tells_manager, True, other.id
        turn.here.session.flush()
        id = row.id
    yield _notice(walk, managers.KIND, id)
    # Whoever has no deadline is told nothing at all on leave.
    yield walk.do(Tapped("settings.leave:"))
    yield walk.on_page("leave")
    with walk.behind() as (_, turn):
        again = people.get(turn.here, other.id)
        assert again
        nudges.forget(turn.here, [id])
        again.office_id, careers.made(turn.here, other.id).tells_manager = office, tells
        people.set_roles(turn.here, other.id, roles)
        people.set_roles(turn.here, turn.person_id, own)
        for one in completions.of_person(turn.here, other.id):
            if (one.course, one.done_on) in done:
                completions.remove(turn.here, one.id, other.id)


def _moved(walk: Walk, today: date) -> Iterator[Shot]:
    year = fiscal_year(today)
    with walk.behind() as (_, turn):
        who = {"network_id": turn.here.network_id, "person_id": turn.person_id, "entered_at": turn.now}
        moved = {"instead_of": date(year + 1, 3, 31), "moved_to": date(year + 2, 3, 31)}
        turn.here.session.add(Extension(**who, **moved, reason="-", issuer="-"))
    yield from _told(walk, "window", [("initial", date(year - 5, 6, 15))], ())
