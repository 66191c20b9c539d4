"""Every fault point there is, with both databases: killed at (A3, A6), an error there, and a delay there (A68).

A migration is one transaction of hundreds of statements, all of which pass the same point: `make test` stops each
database at a few of them, far apart; `make soak` with an error at each, and by a kill at every fifth.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.trap import Injected
from storage.db import open_database
from storage.fault import POINTS, set_trap
from storage.migrate import HEADS, migrate, revision_of
from tests.bot.trouble import rows as rows_in
from tests.faults.conftest import Install, untouched
from tests.faults.lives import FIRST
from tests.faults.point_lives import FACES, LivingChat, begin, failing, heard, lives, quicken, texts
from tests.faults.stores import integrity, rows
from tests.faults.test_kill import POINTS_OF_A_LIFE, PRESS
from tests.faults.test_kill_phone import RECEIVING, SENDING, WIPING
from tests.faults.test_starts import works
from tests.spread import BACKENDS, marked, spread
from tests.world import fill

MIGRATING = ("migrate.statement", "migrate.before_commit")


def test_every_point_is_one_where_a_test_kills() -> None:
    sending = [trap.split(":")[0] for traps, *_ in SENDING.values() for trap in traps]
    wiping = [trap.split(":")[0] for trap in WIPING]
    assert {*POINTS_OF_A_LIFE, *RECEIVING, FIRST, *sending, *wiping, *MIGRATING} == set(POINTS)


# At every fifth statement in the soak; otherwise each database at every hundredth, the other one at those between.
FAR_APART = [("sqlite", 1, 100), ("postgres", 51, 100), ("sqlite", 1, 5), ("postgres", 1, 5)]


@pytest.mark.kill
@pytest.mark.parametrize(("backend", "first", "step"), marked(FAR_APART, ordinary=2))
def test_killed_within_a_migration_the_next_start_begins_anew(
    untouched_of: Install, backend: str, first: int, step: int
) -> None:
    installation = untouched_of(backend)
    killed = 0
    while not installation.begin(f"migrate.statement:kill:{killed * step + first}"):
        assert installation.process
        assert installation.process.wait() == -signal.SIGKILL
        killed += 1
    assert killed >= 200 // step
    installation.kill()
    assert rows(installation.settings, "SELECT version_num FROM alembic_version") == [(HEADS["main"],)]
    assert integrity(installation.settings) == ["ok", "ok"] * (backend == "sqlite")
    works(installation)


Meet = Callable[[str, str], LivingChat]


@pytest.fixture
def meet(tmp_path: Path) -> Iterator[Meet]:
    """Return a function that starts the program on a database, with a face, and gives somebody's chat there."""
    begun: list[LivingChat] = []

    def start(backend: str, face: str) -> LivingChat:
        begun.append(begin(tmp_path / "var", backend, face))
        return begun[-1]

    yield start
    set_trap(None)
    for chat in begun:
        chat.world.close()


# What is passed where the database is written stands on both databases, every other point on one; all with all in the
# soak.
ELSEWHERE = [point for point in POINTS if point not in (*PRESS, *MIGRATING)]
PLACES = spread(PRESS, BACKENDS, FACES, turns=2)
PLACES += spread(ELSEWHERE[::2], BACKENDS, FACES) + spread(ELSEWHERE[1::2], BACKENDS, FACES[::-1])


@pytest.mark.parametrize(("point", "backend", "face"), PLACES)
def test_an_error_at_any_point_costs_at_most_what_was_just_done(
    meet: Meet, point: str, backend: str, face: str
) -> None:
    chat = meet(backend, face)
    trap, passed = failing(point)
    quicken(chat)
    set_trap(trap)
    lives(chat)
    heard(chat)
    set_trap(None)
    assert passed[point] >= 1
    assert rows_in(chat.world, "SELECT id FROM drafts") == []
    assert rows_in(chat.world, "SELECT kind FROM outbox WHERE state IN ('sending', 'carried')") == []
    assert integrity(chat.world.settings) == ["ok", "ok"] * (not chat.world.settings.database_url)


@pytest.mark.slow
@pytest.mark.parametrize(("face", "backend"), spread(FACES, BACKENDS))
def test_a_delay_at_every_point_changes_nothing_and_every_point_is_passed(
    meet: Meet, tmp_path: Path, face: str, backend: str
) -> None:
    passed: Counter[str] = Counter()

    def trap(here: str) -> None:
        passed[here] += 1
        if passed[here] % 5 == 1:
            time.sleep(0.02)

    set_trap(trap)
    fill(untouched(tmp_path / "new", backend))
    chat = meet(backend, face)
    lives(chat)
    heard(chat)
    set_trap(None)
    assert set(passed) == set(POINTS)
    plain = Counter(texts(chat))
    assert {text for text, count in plain.items() if count > 1} <= {texts(chat)[-1]}
    assert len(rows_in(chat.world, "SELECT id FROM inbox WHERE state <> 'done'")) == 0


# At each statement in the soak; otherwise each database at every fortieth, the other one at those between.
EACH = [("sqlite", 0, 40), ("postgres", 20, 40), ("sqlite", 0, 1), ("postgres", 0, 1)]


@pytest.mark.parametrize(("backend", "first", "step"), marked(EACH, ordinary=2))
def test_an_error_at_each_statement_of_a_migration_leaves_nothing_half_done(
    tmp_path: Path, backend: str, first: int, step: int
) -> None:
    settings = untouched(tmp_path / "new", backend)
    settings.var.mkdir(exist_ok=True)
    database = open_database(settings.database)
    failed = first

    def trap(here: str) -> None:
        passed[here] += 1
        if (here, passed[here]) == ("migrate.statement", failed + 1):
            raise Injected(here)

    while True:
        passed: Counter[str] = Counter()
        set_trap(trap)
        try:
            assert migrate(database.writer, "main")
            break
        except Injected:
            with database.reader.connect() as connection:
                assert revision_of(connection) is None
            failed += step
        finally:
            set_trap(None)
    assert failed > 200
    database.dispose()
    assert rows(settings, "SELECT version_num FROM alembic_version") == [(HEADS["main"],)]
