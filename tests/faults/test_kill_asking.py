"""kill -9 at the guard: the draft survives sealed, what was masked is nowhere, and the question is asked once."""

from __future__ import annotations

import pytest

from tests.faults.conftest import Install
from tests.faults.lives import Life
from tests.faults.person import Person, asked
from tests.faults.process import Installation
from tests.faults.stores import in_the_clear, integrity, rows
from tests.handlers.asking.steps import GUARD, MASKED, TYPED

pytestmark = pytest.mark.kill

SECRETS = ["山田", "見本特支"]
# What is pressed: the well, 聞く, the text, 伏せる, 匿名で聞く; the last three are killed at each point.
TEXT, MASK, POST = 3, 4, 5
POINTS = ("rx.after_inbox", "rx.mid_turn", "rx.before_commit", "rx.after_commit", "rx.before_reply")
KILLS = [(point, passing) for point in POINTS for passing in (TEXT, MASK, POST)]


def ask(person: Person) -> None:
    """Ask, have masked what the guard finds, and post; after a lost answer she goes on from what she is shown."""
    while True:
        if person.field == "text":
            person.answers(TYPED)
        elif person.data("last.unnamed"):
            person.taps("last.unnamed")
            return
        else:
            person.taps(next((verb for verb in ("guard.mask", "ask", "well") if person.data(verb)), "well"))


class Asking(Life):
    """Somebody who asks; after a kill she stands where what was kept puts her."""

    def check_standing(self, person: Person, address: str, act: dict[str, object], *, done: bool) -> None:
        """Check that the text is still asked for, or that the guard asks, as far as the text was kept."""
        person.meet(address)
        status, standing = person.post("/now", {})
        assert status == 200
        if "answers" in act:
            titles = [card["title"] for card in standing["cards"]]
            assert (asked(standing), titles) == ((None, [GUARD]) if done else ("text", []))


def live(installation: Installation, *traps: str) -> Life:
    """Ask one question, and check what is there then."""
    life = Asking(installation, traps)
    person = life.person
    person.sign_in()
    person.opens()
    ask(person)
    assert rows(installation.settings, "SELECT body, state FROM questions") == [(MASKED, "open")]
    assert rows(installation.settings, "SELECT letter FROM masks") != []
    assert integrity(installation.settings) == ["ok", "ok"] * (not installation.settings.database_url)
    installation.kill()
    assert in_the_clear(SECRETS, installation.settings.var, installation.printed) == []
    life.check_ready()
    return life


@pytest.mark.parametrize(("point", "passing"), KILLS)
def test_it_is_asked_once_and_never_as_it_was_typed(install: Install, point: str, passing: int) -> None:
    life = live(install("sqlite"), f"{point}:kill:{passing}")
    assert len(life.kills) == 1


def test_a_kill_as_its_key_is_made_loses_nothing(install: Install) -> None:
    for point in ("key.before_make", "key.after_make"):
        assert len(live(install("sqlite"), f"{point}:kill:1").kills) == 1
