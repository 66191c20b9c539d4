"""kill -9 of the real program at every fault point of a reflection and of its deletion, on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest

from tests.faults.conftest import Install
from tests.faults.lives import Life
from tests.faults.person import Person
from tests.faults.process import Forks, Installation
from tests.faults.reflecting import READ, TEXTS, delete, reads, reflect
from tests.faults.stores import in_the_clear, integrity, key_rows, rows
from tests.spread import BACKENDS, spread
from tests.world import settings_for

pytestmark = pytest.mark.kill

# What a press passes, in this order, and whether it is kept once the point is reached.
PRESS = {
    "rx.before_begin": False,
    "rx.after_inbox": False,
    "rx.mid_turn": False,
    "rx.before_commit": False,
    "rx.after_commit": True,
    "rx.before_reply": True,
}
KEYS = {"key.before_make": False, "key.after_make": False, "key.after_shred": False}
# Around all that: nothing of it is begun yet, and it has been answered.
BEFORE, AFTER = "rx.received", "rx.after_reply"
POINTS_OF_A_LIFE = {BEFORE: False, **PRESS, AFTER: True, **KEYS}


def live(installation: Installation, *traps: str, passes: str = "", given_up: int = 0) -> Life:
    """Live from the first sign-in to the deletion of the reflection, and check what is there on the way."""
    life = Life(installation, traps, passes)
    person = life.person
    person.sign_in()
    person.opens()
    reflect(person)
    check_kept(installation)
    assert reads(person) == [READ]
    delete(person)
    check_gone(installation)
    check_inbox(installation, person, given_up)
    installation.kill()
    assert in_the_clear(TEXTS, installation.settings.var, installation.printed) == []
    life.check_ready()
    return life


def check_kept(installation: Installation) -> None:
    """Check that there is one reflection, with its key, its lines and no draft."""
    settings = installation.settings
    ids = [row[0] for row in rows(settings, "SELECT id FROM reflections")]
    lines = rows(settings, "SELECT reflection_id, position FROM reflection_lines ORDER BY position")
    assert lines == [(ids[0], 0), (ids[0], 1)]
    assert len(ids) == 1
    assert ids[0] in [row[0] for row in key_rows(settings, "SELECT id FROM text_keys")]
    assert rows(settings, "SELECT id FROM drafts") == []
    assert integrity(settings) == ["ok", "ok"] * (not settings.database_url)


def check_gone(installation: Installation) -> None:
    """Check that nothing of the reflection is left but its tombstone."""
    settings = installation.settings
    for table in ("reflections", "reflection_lines", "drafts", "outbox"):
        assert rows(settings, f"SELECT id FROM {table}") == [], table
    assert len(key_rows(settings, "SELECT id FROM tombstones")) == 1
    assert integrity(settings) == ["ok", "ok"] * (not settings.database_url)


def check_inbox(installation: Installation, person: Person, given_up: int) -> None:
    """Check that each press has exactly one row and was answered: all done, but for those that were given up."""
    found = rows(installation.settings, "SELECT external_id, state FROM inbox ORDER BY id")
    assert sorted(id for id, _ in found) == sorted(person.acts)
    assert Counter(state for _, state in found) == Counter(done=len(found) - given_up, failed=given_up)
    assert person.problems == []
    assert sorted(person.answered) == sorted(person.acts)


def expected(point: str, kills: list[tuple[str, str | None]]) -> bool:
    """Tell whether a kill came where it was wanted: before the commit nothing of the press was kept, after it all."""
    return [state for _, state in kills] in ([None], ["done" if POINTS_OF_A_LIFE[point] else None])


@pytest.mark.soak
@pytest.mark.parametrize("point", POINTS_OF_A_LIFE)
def test_a_kill_at_any_passing_of_a_point_loses_nothing_and_does_nothing_twice(install: Install, point: str) -> None:
    killed = 0
    while kills := live(install("sqlite"), f"{point}:kill:{killed + 1}").kills:
        killed += 1
        assert expected(point, kills)
    assert killed >= (1 if point in KEYS else 15)


@pytest.fixture(scope="session")
def passings(forks: Forks, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Counter[str]]:
    """How often a life without a kill passes each point, counted once on each database."""

    @cache
    def count(backend: str) -> Counter[str]:
        folder = tmp_path_factory.mktemp("passings")
        installation = Installation(forks, settings_for(folder / "counted", backend), folder / "printed")
        live(installation, passes=str(folder / "passes"))
        return Counter((folder / "passes").read_text().split())

    return count


# Of all passings of a point.
WHICH: dict[str, Callable[[int], int]] = {
    "first": lambda last: 1,
    "middle": lambda last: (last + 1) // 2,
    "last": lambda last: last,
}
ROTATED = [*WHICH][1:] + [*WHICH][:1]
# Every point on both databases, and never the same passing of it.
PASSINGS = spread(POINTS_OF_A_LIFE, ["sqlite"], WHICH) + spread(POINTS_OF_A_LIFE, ["postgres"], ROTATED)


@pytest.mark.parametrize(("point", "backend", "which"), PASSINGS)
def test_the_first_a_middle_and_the_last_passing(
    install: Install, passings: Callable[[str], Counter[str]], point: str, backend: str, which: str
) -> None:
    # Once the last press has been answered nobody sees any more of what dies then.
    passing = WHICH[which](passings(backend)[point] - (point == AFTER))
    kills = live(install(backend), f"{point}:kill:{passing}").kills
    assert len(kills) == 1
    assert expected(point, kills)


# After an unclean stop a press is first noted and then done: where it was noted and not done, it killed the program.
SECOND = {
    "rx.before_begin:kill:4": None,
    "rx.before_commit:kill:4": None,
    "rx.after_commit:kill:4": "started",
    "rx.before_begin:kill:5": "started",
    "rx.mid_turn:kill:1": "started",
    "rx.before_commit:kill:5": "started",
    "rx.after_commit:kill:5": "done",
    "rx.before_reply:kill:1": "done",
}


@pytest.mark.parametrize(("trap", "backend"), spread(SECOND, BACKENDS))
def test_killed_again_at_the_same_press_she_loses_at_most_that_press(install: Install, trap: str, backend: str) -> None:
    given_up = SECOND[trap] == "started"
    life = live(install(backend), "rx.mid_turn:kill:6", trap, given_up=given_up)
    assert life.kills == [("rx.mid_turn:kill:6", None), (trap, SECOND[trap])]
