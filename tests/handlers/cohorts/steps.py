"""What tests of cohorts share: a cohort with a poll as rows, what is kept of them, and buttons by their row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from storage import cohorts, completions, networks, people, polls
from storage.db import Here
from storage.ids import short
from storage.polls import YES
from tests.talk import Talk
from tests.world import ALONE, CENTRE, World

TOKYO = ZoneInfo("Asia/Tokyo")
KOBAYASHI, ITO, SUZUKI = "小林 なお", "伊藤 あおい", "鈴木 かなえ"
TITLE = "秋の組"
FIRST, SECOND, THIRD = "2026-12-10 14:00", "2026-12-11 10:00", "2026-12-16 14:00"
CLOSES = "2026-12-04"
MORNING = "おはようございます。お知らせは1つだけです。"
ASKS = f"{TITLE}の集まり（グループスーパービジョン）、いつ行けますか"
WHO_SEES = "組の方に見えるのは、行ける人数だけです。お名前は、日を決めるセンターの調整役が見ます。"
TIMES = ("12月10日（木）14:00–15:30", "12月11日（金）10:00–11:30", "12月16日（水）14:00–15:30")


def moment(day: str, clock: str = "") -> datetime:
    """Return a moment in Tokyo."""
    return datetime.fromisoformat(f"{day} {clock}".strip()).replace(tzinfo=TOKYO)


def on(talk: Talk, day: str, clock: str = "09:05") -> Talk:
    """Let it become the morning of a day."""
    return talk.waits_until(moment(day, clock))


@contextmanager
def rows_in(world: World) -> Iterator[Here]:
    """Give the demo network, to change what stands there."""
    with world.app.stores.database.write() as session:
        yield Here(session, networks.ids(session)[0])


def person(here: Here, name: str) -> UUID:
    """Return the id of somebody of the demo network."""
    return people.by_name(here, name)[0].id


def group(world: World, *names: str, title: str = TITLE) -> UUID:
    """Make a cohort of these people; return its id."""
    with rows_in(world) as here:
        made = cohorts.make(here, title, date(2026, 11, 1), person(here, CENTRE), world.clock.now())
        cohorts.join(here, made.id, [person(here, name) for name in names or (ALONE, KOBAYASHI, ITO)])
        return made.id


def polled(world: World, *names: str, times: tuple[str, ...] = (FIRST, SECOND, THIRD)) -> tuple[UUID, list[UUID]]:
    """Ask a cohort about some times; return the poll's id and those of its times."""
    cohort = group(world, *names)
    with rows_in(world) as here:
        starts = [moment(one).astimezone(UTC) for one in times]
        closes, by = date.fromisoformat(CLOSES), person(here, CENTRE)
        poll = polls.begin(here, cohort, starts, 90, "センターの会議室", closes, by, world.clock.now())
        return poll.id, [one.id for one in polls.times(here, poll.id)]


def says(world: World, time: UUID, *names: str, what: str = YES) -> None:
    """Let people have said something of a time."""
    with rows_in(world) as here:
        for name in names:
            polls.vote(here, time, person(here, name), what, world.clock.now())


def votes(world: World, poll: UUID) -> list[tuple[str, str, str]]:
    """Return what was said of a poll's times: who, which day, what."""
    with rows_in(world) as here:
        starts = {one.id: f"{one.start_at.astimezone(TOKYO):%m-%d}" for one in polls.times(here, poll)}
        names = {one.id: one.name for one in people.everyone(here)}
        return sorted((names[one.person_id], starts[one.time_id], one.says) for one in polls.votes(here, poll))


def stands(world: World, poll: UUID) -> tuple[str, str, int]:
    """Return how a poll stands: state, time, version."""
    with rows_in(world) as here:
        found = polls.get(here, poll)
        assert found
        at = f"{found.start_at.astimezone(TOKYO):%m-%d %H:%M}" if found.start_at else ""
        return found.state, at, found.version


def recorded(world: World, name: str) -> list[tuple[str, str]]:
    """Return the group supervisions that somebody has in her record, each with how exactly it is known."""
    with rows_in(world) as here:
        found = completions.of_person(here, person(here, name))
        return [(str(one.done_on), one.exactly) for one in found if one.course == "group"]


def button(verb: str, id: UUID, version: int | None = None) -> str:
    """Return a button's data."""
    return f"{verb}:{short(id)}" + ("" if version is None else f":{version}")
