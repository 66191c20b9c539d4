"""An event whose turn kills the program is not tried a third time: its sender reads a sentence, others go on."""

from __future__ import annotations

import signal
import threading
from uuid import uuid4

import pytest

from messages.words import msg, words_of
from tests.faults.conftest import Install
from tests.faults.lives import user_of
from tests.faults.person import LOST, Person, paragraphs
from tests.faults.process import Installation
from tests.faults.reflecting import READ, TEXTS, reads, reflect
from tests.faults.stores import in_the_clear, integrity, rows, state_of
from tests.faults.test_kill_unasked import never, wait_for
from tests.handlers.training.steps import TELL
from tests.world import CENTRE

pytestmark = pytest.mark.kill

POISON = words_of().say(msg("runtime-poison"))
CANARY = "この一文で、プログラムが落ちる"


def people(installation: Installation, fault: str = "") -> tuple[Person, Person]:
    """Start and sign two people in."""
    address = installation.begin(fault)
    assert address
    two = Person(user_of(installation), address, never), Person(user_of(installation, CENTRE), address, never)
    for person in two:
        person.sign_in()
        person.opens()
    return two


def died(installation: Installation) -> None:
    """Check that the program was killed by its trap."""
    assert installation.process
    assert installation.process.wait() == -signal.SIGKILL


def started(installation: Installation, fault: str, *people: Person) -> None:
    """Start again with another trap."""
    address = installation.begin(fault)
    assert address
    for person in people:
        person.meet(address)


def deadly(person: Person, act: dict[str, str]) -> None:
    """Send an act that kills the program."""
    with pytest.raises(LOST):
        person.post("/event", dict(act))


def test_the_third_time_she_reads_a_sentence_and_the_program_lives(install: Install, backend: str) -> None:
    installation = install(backend)
    she, other = people(installation, "rx.mid_turn:kill:1")
    act = {"id": str(uuid4()), "say": CANARY}
    deadly(she, act)
    died(installation)
    assert state_of(installation.settings, act["id"]) is None

    started(installation, "rx.mid_turn:kill:1", she, other)
    deadly(she, act)
    died(installation)
    assert state_of(installation.settings, act["id"]) == "started"

    # One turn may pass here, and it is not hers.
    started(installation, "rx.mid_turn:kill:2", she, other)
    status, answer = she.post("/event", dict(act))
    assert (status, paragraphs(answer)) == (200, [POISON])
    assert [card["title"] for card in answer["home"]] == [card["title"] for card in other.shown["home"]]
    assert other.acts_once({"say": "こんにちは"})[0] == 200
    assert paragraphs(other.shown) == []
    found = rows(installation.settings, "SELECT state, body IS NULL FROM inbox WHERE external_id = :id", id=act["id"])
    assert found == [("failed", False)]
    # Sent a fourth time it is over, and not tried again: she is told the same, for the answer may have been lost.
    status, answer = she.post("/event", dict(act))
    assert (status, paragraphs(answer), answer["kept"]) == (200, [POISON, TELL], False)
    assert installation.stop() == 0

    started(installation, "", she, other)
    reflect(she)
    assert reads(she) == [READ]
    assert installation.stop() == 0
    assert in_the_clear([CANARY, *TEXTS], installation.settings.var, installation.printed) == []


@pytest.mark.parametrize("point", ["key.before_make", "key.after_make", "rx.before_commit"])
def test_killed_while_the_poisonous_event_is_put_aside_it_is_put_aside_next_time(install: Install, point: str) -> None:
    installation = install("sqlite")
    she, _ = people(installation, "rx.mid_turn:kill:1")
    act = {"id": str(uuid4()), "say": CANARY}
    deadly(she, act)
    started(installation, "rx.mid_turn:kill:1", she)
    deadly(she, act)
    died(installation)
    # A start commits three times, the event is looked up in a fourth transaction.
    started(installation, f"{point}:kill:{5 if point == 'rx.before_commit' else 1}", she)
    deadly(she, act)
    died(installation)
    started(installation, "", she)
    status, answer = she.post("/event", dict(act))
    assert (status, paragraphs(answer)) == (200, [POISON])
    assert state_of(installation.settings, act["id"]) == "failed"
    assert integrity(installation.settings) == ["ok", "ok"]


def test_whoever_acts_beside_a_poisonous_event_is_not_taken_for_it(install: Install, backend: str) -> None:
    installation = install(backend)
    she, other = people(installation)
    installation.kill()
    # A start commits three times, the event is noted in a fourth; its turn is slow, and then deadly.
    started(installation, "rx.mid_turn:sleep:1,rx.before_commit:kill:5", she, other)
    act, beside = {"id": str(uuid4()), "say": CANARY}, {"id": str(uuid4()), "say": "こんにちは"}
    threads = [threading.Thread(target=deadly, args=pair) for pair in ((she, act), (other, beside))]
    threads[0].start()
    wait_for(lambda: state_of(installation.settings, act["id"]))
    threads[1].start()
    for thread in threads:
        thread.join()
    died(installation)
    assert state_of(installation.settings, beside["id"]) is None

    started(installation, "", she, other)
    status, answer = other.post("/event", dict(beside))
    assert (status, paragraphs(answer)) == (200, [])
    status, answer = she.post("/event", dict(act))
    assert (status, paragraphs(answer)) == (200, [POISON])
    assert [state_of(installation.settings, one["id"]) for one in (act, beside)] == ["failed", "done"]


def test_an_event_that_could_not_be_kept_after_an_unclean_stop_is_no_poison(install: Install) -> None:
    installation = install("sqlite")
    she, _ = people(installation)
    installation.kill()
    # The press is noted, and then its turn meets an error of the program: which lives, so that it may be tried again.
    started(installation, "rx.before_begin:error:5", she)
    act = {"id": str(uuid4()), "tap": she.data("reflection") or ""}
    assert she.post("/event", dict(act))[0] == 500
    assert state_of(installation.settings, act["id"]) == "started"
    status, answer = she.post("/event", dict(act))
    assert status == 200
    assert POISON not in paragraphs(answer)
    assert state_of(installation.settings, act["id"]) == "done"
