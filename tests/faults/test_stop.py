"""SIGTERM in the middle of everything: a clean end within ten seconds, and what was acknowledged is there."""

from __future__ import annotations

import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.faults.conftest import Install
from tests.faults.lives import user_of
from tests.faults.person import LOST, Person, asked
from tests.faults.process import Installation
from tests.faults.reflecting import ANSWERS
from tests.faults.stores import integrity, rows
from tests.faults.test_kill_unasked import never

pytestmark = pytest.mark.kill

DRAIN_SECONDS = 10
EVERYBODY = "SELECT a.user_id FROM accounts a JOIN people p ON p.id = a.person_id ORDER BY p.name"


class Gone(Exception):
    """The line was lost, and nobody starts the program again."""


def goes_home(_person: Person) -> str:
    """Give up when the line is lost."""
    raise Gone


def answer_forever(person: Person, answered: list[str]) -> None:
    """Answer the seven questions again and again until the line is lost; note the last one that was acknowledged."""
    while True:
        try:
            if person.field is None:
                person.taps("reflection.quick" if person.data("reflection.quick") else "reflection")
            elif person.field == "step":
                person.acts_once({"tap": person.shown["page"]["buttons"][0]["data"]})
            else:
                person.answers(ANSWERS[person.field])
        except (Gone, *LOST):
            return
        answered[0] = person.field or ""


@pytest.fixture
def burst(install: Install, backend: str) -> tuple[Installation, list[Person]]:
    """The program, and all people of the demo network signed in."""
    installation = install(backend)
    address = installation.begin()
    assert address
    everybody = [Person(row[0], address, goes_home) for row in rows(installation.settings, EVERYBODY)]
    for person in everybody:
        person.sign_in()
        person.opens()
    return installation, everybody


def test_sigterm_in_a_burst_ends_cleanly_and_keeps_what_was_acknowledged(
    burst: tuple[Installation, list[Person]],
) -> None:
    installation, everybody = burst
    fields = [[""] for _ in everybody]
    pairs = zip(everybody, fields, strict=True)
    threads = [threading.Thread(target=answer_forever, args=pair) for pair in pairs]
    streams = [person.listens(person.origin, "0") for person in everybody]
    for thread in threads:
        thread.start()
    while sum(len(person.answered) for person in everybody) < 60:
        time.sleep(0.005)
    began = time.monotonic()
    assert installation.stop() == 0
    assert time.monotonic() - began < DRAIN_SECONDS
    for thread in (*threads, *streams):
        thread.join()

    acknowledged = sorted(id for person in everybody for id in person.answered)
    done = [row[0] for row in rows(installation.settings, "SELECT external_id FROM inbox WHERE state = 'done'")]
    assert set(acknowledged) <= set(done)
    # Not more than one press of each person can have been done without her knowing.
    assert len(done) - len(acknowledged) <= len(everybody)
    assert integrity(installation.settings) == ["ok", "ok"] * (not installation.settings.database_url)

    address = installation.begin()
    assert address
    assert installation.process
    assert [(entry["event"], entry["state"]) for entry in installation.process.log()] == [("started", "clean")]
    for person, field in zip(everybody, fields, strict=True):
        person.revive = never
        person.meet(address)
        stands = asked(person.now())
        lost = [id for id in person.acts if id in done and id not in person.answered]
        assert lost or (stands or "") == field[0]
        # What was sent and not answered may be sent again: it is there once.
        for id in [id for id in person.acts if id not in person.answered]:
            status, _ = person.acts_once(person.acts[id], id)
            assert status == 200
    again = [row[0] for row in rows(installation.settings, "SELECT external_id FROM inbox")]
    assert sorted(again) == sorted(id for person in everybody for id in person.acts)


def test_sigterm_while_nothing_happens_and_sigint_end_at_once(install: Install) -> None:
    installation = install("sqlite")
    for number in (signal.SIGTERM, signal.SIGINT):
        address = installation.begin()
        assert address
        person = Person(user_of(installation), address, never)
        assert person.insist("/demo/person", urlencode({"person": person.user}))[0] == 303
        stream = person.listens(address, "0")
        assert installation.process
        began = time.monotonic()
        installation.process.signal(number)
        assert installation.process.wait() == 0
        stream.join()
        assert time.monotonic() - began < DRAIN_SECONDS
        assert [entry["event"] for entry in installation.process.log()] == ["started", "stopped"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_twice_it_leaves_at_once_and_the_next_start_loses_nothing(
    install: Install, backend: str, number: signal.Signals
) -> None:
    installation = install(backend)
    # The first event after the sign-in takes a second to be committed; the stop waits for it.
    address = installation.begin()
    assert address
    person = Person(user_of(installation), address, goes_home)
    person.sign_in()
    person.opens()
    assert installation.stop() == 0
    traps = ",".join(f"rx.before_commit:sleep:{passing}" for passing in range(4, 12))
    address = installation.begin(traps)
    assert address and installation.process
    person.meet(address)
    id, act = str(uuid4()), {"tap": "reflection.quick:"}
    person.acts[id] = act
    broke: list[type[Exception]] = []

    def presses() -> None:
        for _ in range(3):
            try:
                person.post("/event", {"id": id, **act})
            except LOST as error:
                broke.append(type(error))

    thread = threading.Thread(target=presses)
    thread.start()
    time.sleep(0.2)
    installation.process.signal(number)
    time.sleep(0.2)
    began = time.monotonic()
    installation.process.signal(number)
    assert installation.process.wait() == 128 + number
    assert time.monotonic() - began < 1
    thread.join()
    assert broke

    address = installation.begin()
    assert address and installation.process
    assert [(entry["event"], entry["state"]) for entry in installation.process.log()] == [("started", "unclean")]
    person.meet(address)
    status, shown = person.post("/event", {"id": id, **act})
    assert (status, asked(shown)) == (200, "about")
    assert rows(installation.settings, "SELECT external_id, state FROM inbox") == [(id, "done")]
    assert integrity(installation.settings) == ["ok", "ok"] * (not installation.settings.database_url)


def test_a_second_sigterm_ends_at_once_and_what_was_not_answered_is_done_when_it_comes_again(
    install: Install, backend: str
) -> None:
    installation = install(backend)
    installation.constants["bot.trap.SLEEP_SECONDS"] = 30
    address = installation.begin("rx.mid_turn:sleep:1")
    assert address
    person = Person(user_of(installation), address, goes_home)
    person.sign_in()
    person.opens()
    act = {"tap": person.data("reflection") or ""}
    process = installation.process
    assert process
    with ThreadPoolExecutor() as threads:
        pressed = threads.submit(person.post, "/event", {"id": "5b0c2d70-6c0e-4d5e-9d56-0123456789ab", **act})
        # Long enough for the press to have reached its turn, where it now stands.
        time.sleep(0.5)
        assert not pressed.done()
        began = time.monotonic()
        process.signal(signal.SIGTERM)
        time.sleep(0.3)
        assert not process.ended()
        process.signal(signal.SIGTERM)
        assert process.wait() == 128 + signal.SIGTERM
        assert time.monotonic() - began < DRAIN_SECONDS / 2
        with pytest.raises(LOST):
            pressed.result()
    address = installation.begin()
    assert address
    person.meet(address)
    person.revive = never
    assert person.acts_once(act, "5b0c2d70-6c0e-4d5e-9d56-0123456789ab")[0] == 200
    assert rows(installation.settings, "SELECT state FROM inbox") == [("done",)]
