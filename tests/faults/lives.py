"""A life: one person and a program that is killed under her again and again, at the points that a test names."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.faults.person import Person, asked
from tests.faults.process import PATIENCE, READY_SECONDS, Installation
from tests.faults.reflecting import follows
from tests.faults.stores import rows, state_of
from tests.world import ALONE

# Not passed any more after a kill: then an event is noted first and done in a second transaction.
FIRST = "rx.after_inbox"


def traps_from(points: Mapping[str, int], place: int) -> list[str]:
    """Return a trap for each point, beginning with one of them: so each kills at different moments of a life.

    `points` says of which passing the next start dies.
    """
    turned = [*points][place:] + [*points][:place]
    return [f"{FIRST}:kill:{1 + place}", *(f"{point}:kill:{points[point]}" for point in turned)]


def user_of(installation: Installation, name: str = ALONE) -> str:
    """Return the web user id of a person of the demo network."""
    statement = "SELECT a.user_id FROM accounts a JOIN people p ON p.id = a.person_id"
    statement += " WHERE p.name = :name AND a.platform = 'web'"
    found = rows(installation.settings, statement, name=name)
    assert len(found) == 1
    return str(found[0][0])


class Dying:
    """The program under traps for somebody who only looks whether it lives: it is started anew when it has died."""

    def __init__(self, installation: Installation, traps: Sequence[str], **given: Any) -> None:
        self.installation = installation
        self.waiting = list(traps)
        self.given = given
        self.kills: list[str] = []
        self.trap = ""
        # So far the clock is moved with each start: what was being sent is free again.
        self.forward = 61.0
        self.start()

    def start(self) -> None:
        """Start the program with the next trap, until it serves."""
        while True:
            self.trap = self.waiting.pop(0) if self.waiting else ""
            if self.installation.begin(self.trap, **self.given):
                return
            self.look(again=False)

    def look(self, *, again: bool = True) -> None:
        """Start the program anew if its trap has killed it; nothing else may have ended it."""
        process = self.installation.process
        assert process is not None
        if not process.ended():
            return
        assert process.code == -signal.SIGKILL, process.err.read_text()
        assert self.trap
        self.kills.append(self.trap)
        self.installation.forward(seconds=self.forward)
        if again:
            self.start()

    def wait_for(self, what: Callable[[], object]) -> None:
        """Wait until something has become so, however often the program dies meanwhile."""
        until = time.monotonic() + PATIENCE
        while not what():
            self.look()
            assert time.monotonic() < until
            time.sleep(0.005)


class Life:
    """Starts the program with one trap after another, each time that it has been killed; then without any."""

    def __init__(self, installation: Installation, traps: Sequence[str], passes: str = "") -> None:
        self.installation = installation
        self.waiting = list(traps)
        self.passes = passes
        # Where the program was killed, and the state in the inbox of the act that was under way: None, none was.
        self.kills: list[tuple[str, str | None]] = []
        self.trap = ""
        address = self.serve()
        self.person = Person(user_of(installation), address, self.revive)

    def serve(self) -> str:
        """Start the program until it serves: a trap may kill it before."""
        while True:
            self.trap = self.waiting.pop(0) if self.waiting else ""
            if address := self.installation.begin(self.trap, passes=self.passes):
                return address
            self.killed(None)

    def killed(self, state: str | None) -> None:
        """Note a kill: nothing else may have ended the program."""
        process = self.installation.process
        assert process is not None
        assert process.wait() == -signal.SIGKILL, process.err.read_text()
        assert self.trap
        self.kills.append((self.trap, state))

    def revive(self, person: Person) -> str:
        """Start the program anew and check that the person is shown where she stands."""
        process = self.installation.process
        assert process is not None
        process.wait()
        under_way = [id for id in person.acts if id not in person.answered]
        state = state_of(self.installation.settings, under_way[0]) if under_way else None
        self.killed(state)
        address = self.serve()
        if under_way:
            self.check_standing(person, address, person.acts[under_way[0]], done=state == "done")
        return address

    def check_standing(self, person: Person, address: str, act: dict[str, object], *, done: bool) -> None:
        """Check that she sees the question that follows from what has been kept, whatever was killed."""
        before = person.field
        tap = str(act.get("tap", "")).partition(":")[0]
        after = "about" if tap == "reflection.quick" else follows(before) if before else None
        person.meet(address)
        status, standing = person.post("/now", {})
        assert (status, asked(standing)) == (200, after if done else before), (self.trap, act)

    def check_ready(self) -> None:
        """Check that the program serves soon after a start; the fastest counts, for the machine may be busy."""
        print("ready after", *[f"{seconds:.2f}" for seconds in self.installation.ready], "s")
        assert min(self.installation.ready) < READY_SECONDS
