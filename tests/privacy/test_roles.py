"""Roles x actions: every verb and every form of the house, tried by everybody in every state, against one table.

Whoever may not is answered as by an old button, and not a row is changed but the record's. The table itself is gone
through for everybody; what is refused is pressed by one, dealt out among the roles, and by everybody in the soak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from bot.app import build_house
from handlers.kit import talk
from handlers.kit.cards import Card
from handlers.kit.events import Tapped
from handlers.kit.turn import Scene, Traits, Turn
from messages.words import msg
from storage import drafts, networks, people
from storage.db import Here
from storage.drafts import Draft
from storage.ids import short, uuid7
from storage.people import ROLES, Person
from tests.privacy.two import rows_of
from tests.world import ALONE, World

pytestmark = pytest.mark.slow

TRAITS = Traits(together=True, home=True)
# So many of the roles that may not press a verb, or answer a form, try it in each state, in turn; in the soak all.
SOME = 1
STATES: dict[str, dict[str, Any]] = {
    "joining": {"agreed_at": None},
    "here": {},
    "paused": {"paused_at": True},
    "removed": {"removed_at": True},
}
EVERYBODY, COORDINATORS = frozenset((*ROLES, "none")), frozenset({"coordinator"})
TRAINED = frozenset({"counsellor", "support_worker", "chief", "centre", "coordinator", "manager"})
HERE, COMING, ANY = frozenset({"here"}), frozenset({"joining", "here"}), frozenset(STATES)
# What coordinators do about runs of courses.
DESK = ("desk", "past", "one", "add", "change", "copy", "off", "off_now", "on", "template", "asked", "asked_one")
GIVEN = ("give", "not_now", "undecide", "enter", "bring")
# Who may press a verb that begins so, or answer such a form: in which roles and states. The longest beginning counts.
EXPECTED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "reflection": (EVERYBODY, HERE),
    "trial": (EVERYBODY, HERE),
    "friday": (EVERYBODY, HERE),
    "rhythms": (EVERYBODY, HERE),
    "cohorts": (EVERYBODY, HERE),
    "poll": (EVERYBODY, HERE),
    "cohort": (COORDINATORS, HERE),
    "sharing": (EVERYBODY, HERE),
    "settings": (EVERYBODY, HERE),
    "hosting": (frozenset({"chief", "centre"}), HERE),
    "gathering": (COORDINATORS, HERE),
    "gathering.trial": (EVERYBODY, HERE),
    "deadlines": (COORDINATORS, HERE),
    "courses": (COORDINATORS, HERE),
    "training": (TRAINED, HERE),
    "run": (TRAINED, HERE),
    "runs": (TRAINED, HERE),
    **{f"runs.{what}": (COORDINATORS, HERE) for what in (*DESK, *GIVEN)},
    "nudge": (frozenset({"counsellor", "chief", "manager"}), HERE),
    "ladder": (EVERYBODY, HERE),
    "ladder.set": (COORDINATORS, HERE),
    "deadlines.own": (frozenset({"manager"}), HERE),
    "desk": (COORDINATORS, HERE),
    "yearsheet": (COORDINATORS, HERE),
    "yearsheet.mine": (EVERYBODY, HERE),
    "yearsheet.other": (EVERYBODY, HERE),
    "yearsheet.mend": (EVERYBODY, HERE),
    "network": (COORDINATORS, HERE),
    "keep": (COORDINATORS, HERE),
    "find": (EVERYBODY, HERE),
    "handouts": (EVERYBODY, HERE),
    "still": (EVERYBODY, HERE),
    "answer": (EVERYBODY, HERE),
    "ask": (EVERYBODY, HERE),
    "correct": (EVERYBODY, HERE),
    "flag": (EVERYBODY, HERE),
    "follow": (EVERYBODY, HERE),
    "helped": (EVERYBODY, HERE),
    "mine": (EVERYBODY, HERE),
    "question": (EVERYBODY, HERE),
    "reach": (EVERYBODY, HERE),
    "resolve": (EVERYBODY, HERE),
    "well": (EVERYBODY, HERE),
    "places.connect": (EVERYBODY, HERE),
    "places.answer": (EVERYBODY, HERE),
    "places.follow": (EVERYBODY, HERE),
    "flagged": (COORDINATORS, HERE),
    "fitting": (COORDINATORS, HERE),
    "offer": (EVERYBODY, HERE),
    "places": (COORDINATORS, HERE),
    "visit": (EVERYBODY, HERE),
    "visited": (EVERYBODY, HERE),
    "visits": (EVERYBODY, HERE),
    "record": (COORDINATORS, HERE),
    "roster": (COORDINATORS, HERE),
    "mydata": (EVERYBODY, ANY),
    "joining": (EVERYBODY, COMING),
    "joining.code": (EVERYBODY, HERE),
    "joining.out": (EVERYBODY, HERE),
    "help": (EVERYBODY, ANY),
    "people": (EVERYBODY, ANY),
}


def expected(name: str, role: str, state: str) -> bool:
    """Return what the table says of a verb or a form."""
    begins = [one for one in EXPECTED if name == one or name.startswith(f"{one}.")]
    assert begins, f"{name} stands in no row of the table"
    roles, states = EXPECTED[max(begins, key=len)]
    return role in roles and state in states


def becomes(world: World, role: str, state: str) -> UUID:
    """Give the counsellor who is alone one role and a state; return the network's id."""
    with world.app.stores.database.write() as session:
        network = networks.everyone(session)[0].id
        person = people.by_name(Here(session, network), ALONE)[0]
        people.set_roles(Here(session, network), person.id, [] if role == "none" else [role])
        now = world.clock.now()
        stands: dict[str, Any] = {"agreed_at": now, "paused_at": None, "removed_at": None}
        for name, value in (stands | STATES[state]).items():
            setattr(person, name, now if value is True else value)
    return network


Tries = Callable[[Callable[[Turn], Any]], Any]


@contextmanager
def trying(world: World) -> Iterator[Tries]:
    """Give a function that lets her do something in a turn of its own, all of them in one transaction."""
    turns, user = world.app.delivery._turns, world.person(ALONE)
    with world.app.stores.database.writer.begin() as link:

        def tries(does: Callable[[Turn], Any]) -> Any:
            turn = turns.begin(link, "web", user, TRAITS)
            found = does(turn)
            turn.here.session.commit()
            return found

        yield tries


def presses(data: str) -> Callable[[Turn], bool]:
    """Return what presses a button, and says whether it was answered as an old one."""
    return lambda turn: is_refused(talk.respond(turn, Tapped(data)))


def is_refused(scene: Scene) -> bool:
    """Tell whether an answer is the one of an old button."""
    return scene.cards[:1] == (Card(paragraphs=(msg("kit-stale"),)),)


def rows(world: World, network: UUID) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of the network but its record."""
    return {name: found for name, found in rows_of(world.app.stores, network).items() if name != "audit"}


def noted(world: World) -> list[str]:
    """Return what was noted as refused."""
    with world.app.stores.database.read() as session:
        found = session.connection().exec_driver_sql("SELECT detail FROM audit WHERE did = 'refused'")
        return [str(detail) for (detail,) in found]


def verbs() -> list[str]:
    """Return every verb of the house."""
    return sorted(verb for one in build_house().conversations for verb in one.verbs)


def forms() -> list[str]:
    """Return every form of the house."""
    return sorted(form for one in build_house().conversations for form in one.forms)


@pytest.fixture(params=list(STATES))
def state(request: pytest.FixtureRequest) -> str:
    """How she belongs to the network."""
    return str(request.param)


@pytest.fixture(params=[SOME, pytest.param(len(EVERYBODY), marks=pytest.mark.soak)], ids=["some", "all"])
def pressing(request: pytest.FixtureRequest) -> int:
    """How many of the roles that may not press a verb do so."""
    return int(request.param)


def pressed_by(roles: list[str], place: int, most: int) -> set[str]:
    """Return so many of the roles, beginning elsewhere at each place."""
    return {roles[(place + step) % len(roles)] for step in range(min(most, len(roles)))}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_every_verb_is_for_whom_the_table_says(world: World, state: str, pressing: int) -> None:
    refused, wrong = set(), []
    may = {verb: [role for role in sorted(EVERYBODY) if expected(verb, role, state)] for verb in verbs()}
    others = {verb: sorted(EVERYBODY.difference(mine)) for verb, mine in may.items()}
    press = {verb: pressed_by(roles, place, pressing) for place, (verb, roles) in enumerate(others.items())}
    for role in sorted(EVERYBODY):
        network = becomes(world, role, state)
        before = rows(world, network)
        with trying(world) as tries:
            mine = tries(lambda turn: {verb: turn.house.may(turn, verb, "verbs") for verb in may})
            wrong += [(role, verb) for verb, hers in mine.items() if hers != (role in may[verb])]
            for verb in (verb for verb in may if role in press[verb]):
                refused.add(verb)
                wrong += [] if tries(presses(f"{verb}:{short(uuid7())}")) else [(role, verb)]
        assert rows(world, network) == before, role
    assert wrong == []
    assert refused == {verb for verb, roles in others.items() if roles}
    # After a few a day no more of it is noted; nothing else ever is.
    assert set(noted(world)) <= refused
    assert bool(noted(world)) == bool(refused)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_is_allowed_is_done_and_not_noted_as_refused(world: World, state: str) -> None:
    becomes(world, "coordinator", state)
    with world.app.stores.database.writer.begin() as link:
        for verb in verbs():
            if expected(verb, "coordinator", state):
                turn = world.app.delivery._turns.begin(link, "web", world.person(ALONE), TRAITS)
                talk.respond(turn, Tapped(f"{verb}:"))
                turn.here.session.rollback()
    assert noted(world) == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_every_form_is_for_whom_the_table_says(world: World, state: str, pressing: int) -> None:
    others = {form: [role for role in sorted(EVERYBODY) if not expected(form, role, state)] for form in forms()}
    triers = {form: pressed_by(roles, place, pressing) for place, (form, roles) in enumerate(others.items())}
    for role in sorted(EVERYBODY):
        network = becomes(world, role, state)
        mine = {form: role not in roles for form, roles in others.items()}
        until = world.clock.now() + timedelta(days=1)
        lying = {form: lies(world, form, until) for form in others if role in triers[form]}
        before = rows(world, network)
        with trying(world) as tries:
            assert tries(lambda turn: {form: turn.house.may(turn, form, "forms") for form in others}) == mine
            for form, draft in lying.items():
                for press in (f"resume:{draft}", f"send:{draft}:1", f"skip:{draft}:1"):
                    assert tries(presses(press)), (role, form, press)
        assert rows(world, network) == before, role
        forgets(world)


def lies(world: World, form: str, until: datetime) -> str:
    """Let a draft of a form lie there from a time when she might still answer it."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.everyone(session)[0].id)
        person: Person = people.by_name(here, ALONE)[0]
        draft = Draft(uuid7(), person.id, form, {}, b'{"answers": {}, "heeded": false}', 1, False, until)
        drafts.add(here, draft)
        drafts.take_in_hand(here, person.id, None)
    return short(draft.id)


def forgets(world: World) -> None:
    """Let her drafts be gone: who has another role next may be shown them, and they say nothing."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.everyone(session)[0].id)
        for draft in drafts.of_person(here, people.by_name(here, ALONE)[0].id, world.clock.now()):
            drafts.remove(here, draft.id)


def test_the_table_names_nothing_that_is_gone() -> None:
    named: Iterator[str] = iter([*verbs(), *forms()])
    begun = {one for name in named for one in EXPECTED if name == one or name.startswith(f"{one}.")}
    assert begun == set(EXPECTED)
