"""A manager reads until when it is for those of her own office who have said so, once it is near; no more than that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from storage import careers
from storage.ids import short
from tests.chat import Chat
from tests.handlers.deadlines import people
from tests.handlers.deadlines.people import DONE, HIM, LAST, LATER, PASSED
from tests.talk import STALE, Talk
from tests.world import World

CONSENT = (
    "期限が近づき、「管理者に伝えてよい」としている方だけが出ます。伝えるかどうかは、ご本人がいつでも変えられます。"
)
HER = "伊藤 あおい：令和9年3月31日（水）まで"
TalkAs = Callable[[str], Talk]


@pytest.fixture
def manager(talk_as: TalkAs) -> Talk:
    """The chat of the manager of an office of three, who is a chief there."""
    talk = talk_as(HIM)
    people.train(talk.world, *DONE)
    with people.inside(talk.world) as here:
        people.set_roles(here, people.id_of(here, HIM), ["chief", "manager"])
    return talk


def tells(manager: Talk, name: str, *, tells: bool) -> None:
    """Let somebody say whether her manager may be told."""
    with people.inside(manager.world) as here:
        careers.made(here, people.id_of(here, name)).tells_manager = tells


def test_nobody_is_shown_who_has_not_said_so(manager: Talk) -> None:
    manager.presses("deadlines.own:").sees("事業所の研修の期限", CONSENT)
    assert not any(name in manager.text for name in (LAST, PASSED, LATER))


def test_who_has_said_so_is_shown_until_she_takes_it_back(manager: Talk) -> None:
    tells(manager, LAST, tells=True)
    manager.presses("deadlines.own:").sees(CONSENT, HER)
    assert PASSED not in manager.text
    tells(manager, LAST, tells=False)
    manager.presses("deadlines.own:").sees(CONSENT)
    assert LAST not in manager.text


def test_another_office_is_no_business_of_hers(manager: Talk) -> None:
    for name in (LATER, LAST, HIM):
        tells(manager, name, tells=True)
    manager.presses("deadlines.own:").sees(HER)
    # Nor is her own line among the others'.
    assert LATER not in manager.text and f"{HIM}：" not in manager.text
    with people.inside(manager.world) as here:
        people.person_of(here, LAST).office_id = people.person_of(here, LATER).office_id
    manager.presses("deadlines.own:")
    assert LAST not in manager.text


def test_the_coordinators_list_is_not_hers(manager: Talk) -> None:
    tells(manager, LAST, tells=True)
    for verb in ("deadlines", "deadlines.year", "deadlines.person", "deadlines.export", "deadlines.confirm"):
        manager.presses(f"{verb}:").sees(STALE)


def test_who_manages_no_more_reads_nothing(manager: Talk) -> None:
    tells(manager, LAST, tells=True)
    with people.inside(manager.world) as here:
        people.set_roles(here, people.id_of(here, HIM), ["chief"])
    manager.presses("deadlines.own:").sees(STALE)
    assert LAST not in manager.text


def test_who_comes_to_another_office_has_told_its_manager_nothing(world: World) -> None:
    people.train(world, *DONE)
    with people.inside(world) as here:
        people.set_roles(here, people.id_of(here, HIM), ["chief", "manager"])
        careers.made(here, people.id_of(here, LATER)).tells_manager = True
        office = short(people.office_of(here, HIM))
    Chat(world, world.person(LATER)).opens().presses("settings.office:").fills({"office": office})
    manager = Chat(world, world.person(HIM)).opens().presses("deadlines.own:").sees(CONSENT)
    assert LATER not in manager.text
    tells(manager, LATER, tells=True)
    # Consent is to what is near.
    assert LATER not in manager.presses("deadlines.own:").text
    world.clock.forward(days=(date(2028, 9, 30) - world.clock.now().date()).days)
    manager = Chat(world, world.person(HIM)).opens().presses("deadlines.own:")
    manager.sees("中村 ゆう：令和12年3月31日（日）まで")


def test_what_she_says_of_runs_a_lapse_and_leave_are_not_the_managers(manager: Talk) -> None:
    run = people.offer(manager.world, until=date(2026, 12, 11), opens=date(2027, 1, 15))
    people.says(manager.world, LAST, run, "not_accepted")
    with people.inside(manager.world) as here:
        people.person_of(here, LAST).away_since = manager.world.clock.now()
        people.person_of(here, PASSED).office_id = people.office_of(here, HIM)
    for name in (LAST, PASSED):
        tells(manager, name, tells=True)
    manager.presses("deadlines.own:").sees(HER)
    assert [line for line in manager.text.splitlines() if LAST in line] == [HER]
    assert PASSED not in manager.text


def test_where_one_tells_of_a_training_it_is_said_who_reads(talk_as: TalkAs) -> None:
    talk = talk_as(LAST)
    talk.presses("training.add:").sees("読めるのは、あなたとセンターの調整役だけです。修了証の写しはいりません。")
    tells(talk, LAST, tells=True)
    talk.presses("home:").presses("training.add:")
    talk.sees(
        "読めるのは、あなたとセンターの調整役です。管理者は、近づいた期限だけを読めます。修了証の写しはいりません。"
    )
