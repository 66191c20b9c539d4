"""Every fault point that a visit passes, from the office's last tap to its end: an error there, and a delay there."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.trap import Injected
from handlers.kit.errors import TryLater
from messages.words import msg, words_of
from storage.fault import set_trap
from storage.ids import short
from tests.bot.trouble import rows
from tests.chat import Chat
from tests.faults.point_lives import failing
from tests.faults.stores import integrity
from tests.faults.test_kill_visits import ORDER, PRESSING, TELLING
from tests.handlers.visits.hosts import HOSTS, have_hours
from tests.handlers.visits.three import NOW
from tests.spread import BACKENDS, spread
from tests.world import ALONE, CENTRE, World, settings_for

POINTS = ("rx.received", "rx.before_begin", *PRESSING, "rx.after_reply", *TELLING)
SORRY = words_of().say(msg("runtime-bug"))
MOST = 60
STEPS = "SELECT what, version FROM visit_steps ORDER BY id"
SEATS = "SELECT p.name, s.state FROM visit_seats s JOIN people p ON p.id = s.person_id ORDER BY p.name"
TOLD = "SELECT o.kind, p.name, o.state FROM outbox o JOIN people p ON p.id = o.person_id WHERE o.kind LIKE 'visit.%'"
WAITING = "SELECT id FROM outbox WHERE kind LIKE 'visit.%' AND state IN ('waiting', 'sending', 'carried')"
CELLS = "SELECT taker_id, cell FROM visit_cells ORDER BY taker_id, cell"


class Pressing:
    """An office, hosts and the centre on their pages: each presses again until what she wanted is answered."""

    def __init__(self, folder: Path, backend: str) -> None:
        self.world = World(settings_for(folder, backend))
        self.world.clock.at = NOW.astimezone(UTC)
        with self.world.app.stores.database.write() as session:
            session.connection().exec_driver_sql("UPDATE people SET rhythm = 'none'")
        have_hours(self.world, *HOSTS)
        self.office = self.page(ALONE)
        self.stands: list[object] = []

    def page(self, name: str) -> Chat:
        """Return somebody's page."""
        return Chat(self.world, self.world.person(name)).opens()

    def insists(self, chat: Chat, act: dict[str, Any]) -> None:
        """Send an act as the page does: with the same id until it is answered, anew where the answer is a failure."""
        id = str(uuid4())
        for _ in range(MOST):
            try:
                chat.sends(act, id)
            except (Injected, TryLater):
                continue
            if not any(SORRY in card["paragraphs"] for card in chat.shown["cards"]):
                return
            id = str(uuid4())
        raise AssertionError(act)

    def comes(self) -> None:
        """Let all that is to be said be said, and note how everything stands."""
        for _ in range(MOST):
            with suppress(Injected):
                self.world.tick()
            if not rows(self.world, WAITING):
                break
            self.world.clock.forward(seconds=61)
        taken = rows(self.world, CELLS)
        assert len(taken) == len(set(taken))
        self.stands.append(
            [rows(self.world, STEPS), rows(self.world, SEATS), sorted(rows(self.world, TOLD)), len(taken)]
        )

    def asks(self) -> dict[str, str]:
        """Let the office come to the last tap; return it."""
        self.office.presses("visits")
        while True:
            data = [str(one.get("data", "")) for card in self.office.shown["cards"] for one in card["buttons"]]
            press = next(one for start in (*ORDER, "visits.ask") for one in data if one.startswith(start))
            if press.startswith(ORDER[0]):
                return {"tap": press}
            self.office.presses(press)

    @property
    def visit(self) -> str:
        """The visit's id and version, as buttons have them."""
        ((id, version),) = rows(self.world, "SELECT id, version FROM visits")
        return f"{short(UUID(str(id)))}:{version}"

    def asked(self) -> list[str]:
        """Return who is asked, by name."""
        return [str(name) for name, state in rows(self.world, SEATS) if state == "asked"]

    def accepts(self, name: str) -> None:
        """Let a host say yes, from her home."""
        host = self.page(name)
        self.insists(host, {"tap": on_home(host, "visit.accept:")})

    def swaps(self, centre: Chat) -> None:
        """Let the centre have the next 主任 asked in place of the one who comes."""
        self.insists(centre, {"tap": f"fitting.out.chief:{self.visit}"})
        centre.opens()
        assert centre.page
        answers = {"instead": "next"}
        self.insists(centre, {"draft": centre.page["draft"], "version": centre.page["version"], "answers": answers})

    def lives(self, accepting: Callable[[], None] | None = None) -> list[object]:
        """Hold a time, accept, swap a host, accept, take it off; return how all stood after each."""
        last, centre = self.asks(), self.page(CENTRE)
        if accepting:
            accepting()
        self.insists(self.office, last)
        self.comes()
        for host in self.asked():
            self.accepts(host)
            self.comes()
        self.swaps(centre)
        self.comes()
        for host in self.asked():
            self.accepts(host)
            self.comes()
        self.insists(self.office, {"tap": f"visit.off.now:{self.visit}"})
        self.comes()
        return self.stands


def on_home(chat: Chat, verb: str) -> str:
    """Return the data of the button on home that does this."""
    data = [str(one.get("data", "")) for card in chat.shown["home"] for one in card["buttons"]]
    return next(one for one in data if one.startswith(verb))


Begin = Callable[[str], Pressing]


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    """Return a function that starts the program on a database."""
    begun: list[Pressing] = []

    def start(backend: str) -> Pressing:
        begun.append(Pressing(tmp_path / f"var{len(begun)}", backend))
        return begun[-1]

    yield start
    set_trap(None)
    for one in begun:
        one.world.close()


@pytest.fixture(scope="module")
def plain() -> dict[str, list[object]]:
    """How all stands after each step where nothing fails, by database: found once."""
    return {}


@pytest.mark.parametrize(("point", "backend"), spread(POINTS, BACKENDS))
def test_with_errors_at_any_point_a_visit_goes_as_it_goes_without(
    begin: Begin, plain: dict[str, list[object]], point: str, backend: str
) -> None:
    if backend not in plain:
        plain[backend] = begin(backend).lives()
    assert [len(stand[0]) for stand in plain[backend]] == [1, 1, 2, 4, 5, 6]  # type: ignore[index]
    trap, passed = failing(point)
    pressing = begin(backend)
    assert pressing.lives(lambda: set_trap(trap)) == plain[backend]
    set_trap(None)
    assert passed[point] > 1
    assert integrity(pressing.world.settings) == ["ok", "ok"] * (backend == "sqlite")


@pytest.mark.parametrize("backend", BACKENDS)
def test_with_delays_two_hosts_who_say_yes_at_once_settle_it_once(begin: Begin, backend: str) -> None:
    pressing = begin(backend)
    passed: Counter[str] = Counter()

    def trap(here: str) -> None:
        passed[here] += 1
        time.sleep(0.01 * (passed[here] % 3))

    last = pressing.asks()
    set_trap(trap)
    pressing.insists(pressing.office, last)
    hosts = [pressing.page(name) for name in pressing.asked()]
    press = on_home(hosts[0], "visit.accept:")

    async def at_once() -> None:
        # Each presses twice.
        await asyncio.gather(*(host.pressing(press) for host in (*hosts, *hosts)))

    pressing.world.run(at_once())
    pressing.comes()
    set_trap(None)
    assert rows(pressing.world, STEPS) == [("asked", 1), ("settled", 3)]
    told = Counter(kind for kind, _, _ in rows(pressing.world, TOLD))
    assert (told["visit.asked"], told["visit.settled"]) == (2, 2)
    assert set(POINTS) <= set(passed)
