"""What was good is read by the guest and the pair alone, and goes with either; the guard looks at it."""

from __future__ import annotations

from uuid import UUID

import pytest

from handlers.visited import open
from storage import people, seats
from storage.ids import short
from storage.seats import Seat, Unwanted
from tests.chat import Chat
from tests.handlers.visited.steps import AS_USUAL, GOOD, OUTCOME, PLANNED, SATO, SUZUKI, answers, at, outcomes, settled
from tests.handlers.visits.hosts import network, rows
from tests.privacy.full import Full, leave
from tests.talk import STALE
from tests.world import ALONE, CENTRE, World

OTHERS = ("伊藤 あおい", "高橋 まこと", CENTRE)


@pytest.fixture
def noted(world: World) -> UUID:
    """A visit that was held, with a note by the 主任; its id."""
    visit = settled(world)
    with network(world) as (here, _):
        host = people.by_name(here, CENTRE)[0]
        of_it = {"network_id": here.network_id, "visit_id": visit, "person_id": host.id}
        here.session.add(Seat(**of_it, pool=seats.CENTRE, state=seats.DECLINED, asked_at=world.clock.now()))
        here.session.add(Unwanted(**of_it))
    chief = chat(world, SATO)
    chief.waits_until(at(world, "2026-11-24 15:30")).taps("くわしく残す")
    answers(chief, OUTCOME, PLANNED, ("good", GOOD, GOOD), AS_USUAL)
    return visit


def chat(world: World, name: str) -> Chat:
    """Return somebody's page."""
    return Chat(world, world.person(name)).opens()


def test_nobody_else_reads_what_was_good(world: World, noted: UUID) -> None:
    (note,) = (short(UUID(str(id))) for (id,) in rows(world, "SELECT id FROM visit_notes"))
    for name in (ALONE, SATO, SUZUKI):
        assert GOOD in chat(world, name).presses(f"visited:{short(noted)}").text
    for name in OTHERS:
        for verb in ("visited", "visited.more", "visited.word", "visited.fine"):
            other = chat(world, name).presses(f"{verb}:{short(noted)}").sees(STALE)
            assert GOOD not in other.everything
        chat(world, name).presses(f"visited.remove:{note}").sees(STALE)
    # Her colleague of the pair cannot delete it either.
    chat(world, SUZUKI).presses(f"visited.remove:{note}").sees(STALE)
    assert rows(world, "SELECT body FROM visit_notes") == [(GOOD,)]


def test_the_guest_takes_it_along_and_so_does_its_author(world: World, noted: UUID) -> None:
    for name, has in ((ALONE, True), (SATO, True), (SUZUKI, False), (CENTRE, False)):
        own = chat(world, name).says("わたしのデータ").taps("わたしのデータを受け取る").taps("ファイルを受け取る")
        found = {file: data.decode("utf-8-sig") for file, data in own.files}
        assert [GOOD in text for text in found.values()] == [has, has], name


@pytest.mark.parametrize("name", [ALONE, SATO])
def test_it_goes_with_whoever_leaves(world: World, noted: UUID, name: str) -> None:
    leave(world, Full(name, UUID(world.person(name)), (), ""))
    assert rows(world, "SELECT count(*) FROM visit_notes") == [(0,)]
    wished = rows(world, "SELECT count(*) FROM visit_unwanted")
    # Whom the guest would rather not have goes with her, too.
    assert wished == [(0,)] if name == ALONE else [(1,)]


def test_a_name_in_it_is_masked_before_anybody_reads_it(world: World) -> None:
    settled(world)
    chief = chat(world, SATO)
    chief.waits_until(at(world, "2026-11-24 15:30")).taps("くわしく残す").fills({"outcome": "held"})
    chief.fills({"minutes": None, "good": "山田さんの話をよく聴いておられました", "quiet": "no", "what1": None})
    chief.sees("出す前に、ここだけ確認させてください")
    assert rows(world, "SELECT count(*) FROM visit_notes") == [(0,)]
    chief.taps("伏せる").sees("残しました")
    assert rows(world, "SELECT body FROM visit_notes") == [("Aさんの話をよく聴いておられました",)]


def test_a_coordinator_says_only_what_is_recorded(world: World) -> None:
    visit = settled(world)
    world.clock.at = at(world, "2026-11-27 10:00")
    staff = chat(world, CENTRE).presses(f"visit:{short(visit)}").taps("どうだったかを残す")
    staff.fills({"outcome": "held"})
    assert staff.page and [field["name"] for field in staff.page["fields"]] == ["minutes"]
    staff.fills({"minutes": "45"}).sees("残しました")
    assert outcomes(world) == [("done", "held", 45, False)]
    assert "どうなったか" not in chat(world, CENTRE).presses(f"visit:{short(visit)}").text


def test_what_nobody_has_answered_lies_on_the_coordinators_list(world: World) -> None:
    visit = settled(world)
    found = {}
    for moment in ("2026-11-24 14:30", "2026-11-24 18:00", "2026-11-25 10:00", "2026-11-26 10:00", "2026-11-27 10:00"):
        world.clock.at = at(world, moment)
        world.tick()
        with network(world) as (here, its):
            found[moment[8:10] + moment[13:]] = [one.id for one in open.unanswered(here, its, world.clock.now())]
    assert list(found.values()) == [[], [], [], [visit], [visit]]


def test_who_only_looks_on_is_not_asked(world: World) -> None:
    visit = settled(world)
    with network(world) as (here, _):
        mine = (Seat.network_id == here.network_id) & (Seat.visit_id == visit) & (Seat.pool == seats.CENTRE)
        here.session.query(Seat).filter(mine).update({"pool": seats.OBSERVER})
    world.clock.at = at(world, "2026-11-24 15:30")
    world.tick()
    asked = "SELECT p.name FROM outbox o JOIN people p ON p.id = o.person_id WHERE o.kind = 'visited.ask'"
    assert rows(world, asked) == [(SATO,)]
    chat(world, SUZUKI).presses(f"visited.planned:{short(visit)}").sees(STALE)
