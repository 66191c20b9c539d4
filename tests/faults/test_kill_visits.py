"""kill -9 between holding a time, both hosts' yes and the messages: one visit, no cell twice, each is told once."""

from __future__ import annotations

import signal
import time

import pytest

from tests.faults.conftest import Install
from tests.faults.lives import user_of
from tests.faults.person import Person
from tests.faults.process import PATIENCE, Installation
from tests.faults.stores import change, integrity, rows
from tests.spread import BACKENDS, marked
from tests.world import ALONE

pytestmark = pytest.mark.kill

TICKING = {"bot.ticker.DELIVER_SECONDS": 0.05, "bot.ticker.PLAN_SECONDS": 0.05}
# A start passes these three times before anybody presses anything.
PRESSING = {"rx.after_inbox": 1, "rx.mid_turn": 1, "rx.before_commit": 4, "rx.after_commit": 4, "rx.before_reply": 1}
TELLING = ("out.after_claim", "out.before_send", "out.after_send")
MOMENTS = ("hold", "accept", "settle", "off")
FIRST = [("rx.before_commit", "hold"), ("rx.after_commit", "settle"), ("out.after_send", "tell")]
REST = [(point, moment) for point in PRESSING for moment in MOMENTS] + [(point, "tell") for point in TELLING]
KILLS = [*FIRST, *(one for one in REST if one not in FIRST)]
PLACES = [(point, moment, backend) for backend in BACKENDS for point, moment in KILLS]
# What the office presses, the last first.
ORDER = ("last.ask", "last.case.", "last.t")
TOLD = "SELECT p.name, o.state FROM outbox o JOIN people p ON p.id = o.person_id WHERE o.kind = :kind ORDER BY p.name"


class Three:
    """The program under a trap at one moment, and those who press: an office and the two hosts that are asked."""

    def __init__(self, installation: Installation, point: str, moment: str) -> None:
        self.installation, self.point, self.moment = installation, point, moment
        self.kills = 0
        self.people: list[Person] = []
        # Nobody is told of anything else.
        change(installation.settings, "UPDATE people SET rhythm = 'none'")
        self.address = self._begin("")
        self.office = self.joins(ALONE)

    def _begin(self, trap: str) -> str:
        address = self.installation.begin(trap)
        assert address
        return address

    def joins(self, name: str) -> Person:
        """Let somebody sign in."""
        person = Person(user_of(self.installation, name), self.address, self.revive)
        self.people.append(person)
        person.sign_in()
        return person

    def comes(self, moment: str) -> None:
        """Set the trap if this is the moment."""
        if moment == self.moment:
            assert self.installation.stop() == 0
            self._meet(self._begin(f"{self.point}:kill:{PRESSING[self.point]}"))

    def _meet(self, address: str) -> None:
        self.address = address
        for person in self.people:
            person.meet(address)

    def revive(self, _person: Person) -> str:
        """Start the program anew after the kill."""
        assert self.installation.process
        assert self.installation.process.wait() == -signal.SIGKILL, self.installation.process.err.read_text()
        self.kills += 1
        self._meet(self._begin(""))
        return self.address

    def asks(self) -> None:
        """Let the office ask in four taps, with the trap at the last one."""
        office = self.office
        office.opens()
        office.taps("visits")
        office.taps("visits.ask")
        while True:
            buttons = [str(one.get("data", "")) for card in office.shown["cards"] for one in card["buttons"]]
            press = next(
                one for start in ("last.ask", "last.case.", "last.t") for one in buttons if one.startswith(start)
            )
            if press.startswith("last.ask"):
                self.comes("hold")
            office.acts_once({"tap": press})
            if press.startswith("last.ask"):
                return

    def hosts(self) -> list[str]:
        """Return who is asked, by name."""
        asked = "SELECT p.name FROM visit_seats s JOIN people p ON p.id = s.person_id WHERE s.state = 'asked'"
        return sorted(str(name) for (name,) in rows(self.installation.settings, asked))

    def tells(self) -> None:
        """Let everything be told, maybe with a kill on the way."""
        assert self.installation.stop() == 0
        trap = f"{self.point}:kill:1" if self.moment == "tell" else ""
        self.installation.begin(trap, ticks=TICKING)
        if trap:
            assert self.installation.process
            assert self.installation.process.wait() == -signal.SIGKILL
            self.kills += 1
            # Longer than the lease of what was being delivered.
            self.installation.forward(seconds=61)
            self.installation.begin("", ticks=TICKING)
        until = time.monotonic() + PATIENCE
        waiting = "SELECT id FROM outbox WHERE kind LIKE 'visit.%' AND state NOT IN ('sent', 'moot')"
        while rows(self.installation.settings, waiting):
            assert time.monotonic() < until
            time.sleep(0.01)
        self.installation.kill()


@pytest.mark.parametrize(("point", "moment", "backend"), marked(PLACES, ordinary=len(FIRST)))
def test_one_visit_is_settled_and_each_is_told_once(install: Install, point: str, moment: str, backend: str) -> None:
    three = Three(install(backend), point, moment)
    settings = three.installation.settings
    three.asks()
    hosts = three.hosts()
    assert len(hosts) == 2
    assert rows(settings, "SELECT state FROM visits") == [("asked",)]
    for name, when in zip(hosts, ("accept", "settle"), strict=True):
        person = three.joins(name)
        person.opens()
        three.comes(when)
        person.taps("visit.accept")
    assert rows(settings, "SELECT state, version FROM visits") == [("settled", 3)]
    off = moment == "off"
    if off:
        three.office.opens()
        three.comes("off")
        visit = next(data for data in _data(three.people[-1]) if data.startswith("visit.file:"))
        three.office.acts_once({"tap": f"visit.off.now:{visit.partition(':')[2]}"})
    three.tells()
    assert three.kills == 1
    told = {kind: rows(settings, TOLD, kind=f"visit.{kind}") for kind in ("asked", "settled", "off")}
    assert [name for name, _ in told["asked"]] == hosts
    assert sorted(name for name, _ in told["settled"]) == sorted([ALONE, hosts[0]])
    assert told["off"] == ([(name, "sent") for name in hosts] if off else [])
    assert {state for _, state in told["settled"]} == ({"moot"} if off else {"sent"})
    taken = rows(settings, "SELECT taker_id, cell FROM visit_cells")
    assert len(taken) == len(set(taken)) == (0 if off else 2 * 8 + 4)
    assert integrity(settings) == ["ok", "ok"] * (not settings.database_url)


def _data(person: Person) -> list[str]:
    return [str(one.get("data", "")) for card in person.shown["cards"] for one in card["buttons"]]
