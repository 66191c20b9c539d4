"""A58: somebody goes through the whole house, writes a canary into every field, and much goes wrong on the way.

No log has a text, a name, a link or a number; the record has none either; nothing is left in a folder for files that
come and go.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.record import look
from storage.fault import set_trap
from tests.crawl import Crawl, writes_everywhere
from tests.fixtures import SLACK, TELEGRAM, WEB, Place
from tests.handlers.joining.newcomers import answers
from tests.privacy.conftest import Output
from tests.privacy.find import found_in, traces
from tests.talk import Talk
from tests.world import CENTRE, World

pytestmark = pytest.mark.slow

BIRDS = ["カナリヤ壱", "カナリヤ弐", "カナリヤ参", "カナリヤ肆"]
STEPS = 200
EVERY = 9
# What opens a door: links, and digits of a code.
DOORS = re.compile(r"/in/([\w-]{20,})|\?start=([\w-]{20,})|\b(\d{4} \d{4}|\d{3} \d{3})\b")


@pytest.fixture(params=[pytest.param(one, id=one.face) for one in (WEB, TELEGRAM, SLACK)])
def place(request: pytest.FixtureRequest) -> Place:
    """Each face."""
    place: Place = request.param
    return place


@pytest.fixture
def troubled() -> Iterator[None]:
    """Let every ninth turn fall over, and say something private in doing so."""
    passed = 0

    def trap(point: str) -> None:
        nonlocal passed
        passed += point == "rx.mid_turn"
        if point == "rx.mid_turn" and passed % EVERY == 0:
            raise ValueError(BIRDS[0])

    set_trap(trap)
    yield
    set_trap(None)


def doors(crawl: Crawl) -> list[str]:
    """Return the links and numbers that were shown."""
    return sorted({next(filter(None, found)) for screen in crawl.screens for found in DOORS.findall(screen)})


def recorded(world: World) -> str:
    """Return everything that stands in the record."""
    with world.app.stores.database.read() as session:
        return str(session.execute(text("SELECT * FROM audit")).all())


def an_office(world: World) -> str:
    """Return what some office is called now."""
    with world.app.stores.database.read() as session:
        return str(session.scalars(text("SELECT name FROM offices")).first())


def test_whatever_is_done_and_goes_wrong_nothing_is_told(
    output: Output,
    meets: Callable[[str], Talk],
    troubled: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    talk, folder = meets(CENTRE), tmp_path / "passing"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    world = talk.world
    writes_everywhere(world.app.stores, BIRDS)
    crawl = Crawl(talk, BIRDS)
    # An invitation for certain: how far the walk comes depends on how many doors there are.
    talk.opens().presses("roster.invite:")
    crawl.screens.append(answers(talk, ("role", "主任"), ("office", an_office(world)), ("name", BIRDS[1])).text)
    secrets = doors(crawl.goes(STEPS))
    print(talk.face, len(crawl.screens), len(crawl.written), *crawl.pressed.items(), sep="\n")
    # The invitation's link and its digits, and what lets her come in by another way.
    assert len(secrets) >= 3
    assert len(crawl.written) >= 5
    written = output()
    digits = [secret.replace(" ", "") for secret in secrets]
    assert traces(written.encode(), [*BIRDS, CENTRE, *secrets, *digits]) == []
    assert '"turn.failed"' in written
    # Whoever has the databases has names, but no way in.
    assert found_in(world.settings, [*secrets, *(one for one in digits if len(one) > 8)]) == {}
    assert [bird for bird in (*BIRDS, CENTRE, *secrets) if bird in recorded(world)] == []
    assert recorded(world) != "[]"
    assert look(world.app.stores.database, world.app.stores.keys)[0] == []
    assert list(folder.rglob("*")) == []
