"""kill -9 under somebody who reflects on her telephone: nothing is lost, and what comes twice says so (A1 to A5)."""

from __future__ import annotations

from uuid import UUID

import pytest

from storage.ids import short
from tests.faults.beside import Beside, Shown
from tests.faults.conftest import Install
from tests.faults.lives import Dying, traps_from, user_of
from tests.faults.person import Person
from tests.faults.phone import GAP_SAID, Phone, joined
from tests.faults.process import Installation
from tests.faults.reflecting import TEXTS, reflect
from tests.faults.stores import in_the_clear, integrity, rows
from tests.faults.test_kill_unasked import DELIVERING, PLANNING, QUESTION, never, wait_for
from tests.spread import BACKENDS, spread
from tests.world import ALONE

pytestmark = pytest.mark.kill

USER = 700100200
# Everything that an update passes, in this order, and of which passing the next start dies: a start passes the points
# of a commit four times, and after an unclean stop a commit comes before each turn.
RECEIVING = {
    "rx.received": 2,
    "rx.before_begin": 7,
    "rx.mid_turn": 2,
    "rx.before_commit": 7,
    "rx.after_commit": 8,
    "rx.before_reply": 2,
    "rx.after_reply": 2,
    "rx.before_confirm": 2,
    "rx.mid_pulse": 1,
}


def begun(installation: Installation, beside: Beside) -> None:
    """Let somebody reflect on her page while the bot is heard, and stop."""
    address = installation.begin()
    assert address
    person = Person(user_of(installation), address, never)
    person.sign_in()
    reflect(person)
    # Something has to come for the bot to know that it hears.
    beside.do(lambda telegram: telegram.writes(USER, "/home"))
    wait_for(lambda: rows(installation.settings, "SELECT source FROM pulses"))
    assert installation.stop() == 0


def letters(installation: Installation) -> list[str]:
    """Return the states of the letters, oldest first."""
    found = rows(installation.settings, "SELECT state FROM outbox WHERE kind = 'morning.letter' ORDER BY due_at")
    return [row[0] for row in found]


def counted(shown: list[Shown]) -> tuple[int, int]:
    """Return how many came plainly and how many marked."""
    marked = sum(one.marked for one in shown)
    return len(shown) - marked, marked


def check(installation: Installation, phone: Phone) -> None:
    """Check what she has seen and what is kept: one reflection, whole, and no message twice that does not say so."""
    settings = installation.settings
    assert phone.unmarked_repeats() == []
    phone.check_home()
    found = rows(settings, "SELECT external_id, state FROM inbox WHERE platform = 'telegram' ORDER BY received_at")
    assert sorted(int(id) for id, _ in found) == sorted(phone.acts)
    assert {state for _, state in found} <= {"done", "failed"}
    ids = [row[0] for row in rows(settings, "SELECT id FROM reflections")]
    assert (len(ids), phone.finished) == (1, 1)
    assert phone.kept <= {short(UUID(str(id))) for id in ids}
    assert rows(settings, "SELECT id FROM drafts") == []
    assert integrity(settings) == ["ok", "ok"] * (not settings.database_url)


@pytest.mark.parametrize(("place", "backend"), spread([0, 3, 6], BACKENDS))
def test_a_reflection_on_a_telephone_survives_a_kill_at_every_point_of_receiving(
    with_telegram: Install, beside: Beside, place: int, backend: str
) -> None:
    installation = with_telegram(backend)
    joined(installation, ALONE, USER)
    dying = Dying(installation, traps_from(RECEIVING, place))
    phone = Phone(beside, USER, dying.look)
    phone.reflects()
    while dying.waiting or dying.trap:
        # What has not killed during the reflection kills while she looks at home.
        phone.looks_home()
    assert dying.kills == traps_from(RECEIVING, place)
    check(installation, phone)
    installation.kill()
    assert in_the_clear(TEXTS, installation.settings.var, installation.printed) == []


# The gap of a week is told at once, and may be told again; the letter is not sent again: the next one brings it.
SENDING = {
    "never begun": (["out.after_claim:kill:1", "out.after_carry:kill:1"], "sent", (1, 0), (1, 0)),
    "before": (["out.before_send:kill:1", "out.before_send:kill:2"], "ambiguous", (0, 1), (0, 1)),
    "after": (["out.after_send:kill:1", "out.after_send:kill:2"], "ambiguous", (1, 1), (1, 1)),
}


@pytest.mark.parametrize(("when", "backend"), spread(SENDING, BACKENDS[::-1]))
def test_what_is_unasked_comes_once_or_says_that_it_may_have_come_before(
    with_telegram: Install, beside: Beside, when: str, backend: str
) -> None:
    traps, state, gap, question = SENDING[when]
    installation = with_telegram(backend)
    joined(installation, ALONE, USER)
    begun(installation, beside)
    installation.forward(days=7)
    installation.begin()
    beside.do(lambda telegram: telegram.writes(USER, "/home"))
    # So the gap is told first, and then comes the letter.
    wait_for(lambda: rows(installation.settings, "SELECT id FROM outbox WHERE kind = 'home.gap'"))
    installation.kill()
    dying = Dying(installation, traps, ticks=PLANNING | DELIVERING)
    dying.wait_for(lambda: letters(installation) == [state])
    assert dying.kills == traps
    assert rows(installation.settings, "SELECT state FROM outbox WHERE kind = 'home.gap'") == [("sent",)]
    if state == "ambiguous":
        # What nobody can know waits for the next morning's letter, and says so there.
        assert rows(installation.settings, QUESTION)[0][1] == "waiting"
        installation.kill()
        installation.forward(hours=23)
        dying.start()
        dying.wait_for(lambda: letters(installation) == [state, "sent"])
    wait_for(lambda: rows(installation.settings, QUESTION)[0][1] == "sent")
    told = [one for one in beside.shown(USER) if any(data.startswith("reflection.yet:") for data in one.buttons)]
    assert counted(told) == question
    assert {TEXTS[2] in one.text for one in told} == {True}
    assert counted([one for one in beside.shown(USER) if GAP_SAID in one.text]) == gap
    assert rows(installation.settings, "SELECT id FROM outbox WHERE state IN ('waiting', 'sending', 'carried')") == []


WIPING = ["out.before_wipe:kill:1", "out.after_wipe:kill:1"]


def test_what_quotes_a_deleted_reflection_goes_however_often_the_program_dies(
    with_telegram: Install, beside: Beside, backend: str
) -> None:
    installation = with_telegram(backend)
    joined(installation, ALONE, USER)
    dying = Dying(installation, [])
    phone = Phone(beside, USER, dying.look)
    phone.reflects()
    id = next(iter(phone.kept))
    phone.presses_gone(f"reflection.delete:{id}")
    phone.presses_gone(f"reflection.erase:{id}")
    assert rows(installation.settings, "SELECT id FROM reflections") == []
    quoting = [text for text in TEXTS if any(text in seen.text for seen in beside.do(lambda t: t.seen(USER)))]
    assert quoting == TEXTS
    installation.kill()
    dying = Dying(installation, WIPING, ticks=DELIVERING)
    dying.wait_for(lambda: rows(installation.settings, "SELECT id FROM shown") == [])
    assert dying.kills == WIPING
    assert [text for text in TEXTS if any(text in seen.text for seen in beside.do(lambda t: t.seen(USER)))] == []
    assert phone.unmarked_repeats() == []
