"""Several at once: an answer or a reading and a taking back, two offers; a death in the middle; on both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from storage.ids import unshort
from storage.keys import text_keys
from tests.chat import Chat
from tests.handlers.reflection.steps import keys, reflect
from tests.handlers.sharing.conftest import WORKING
from tests.handlers.sharing.steps import (
    CHIEF,
    CHIEFS_NAME,
    LINE,
    MUTUAL,
    NEXT,
    SHOW,
    SINGLE,
    STALE,
    at_once,
    chooses,
    shares,
    states,
)
from tests.world import ALONE, World

ROUNDS = 4


def chats(world: World) -> tuple[Chat, Chat]:
    """Return the chats of the two."""
    world.clock.at = WORKING
    return Chat(world, world.person(ALONE)).opens(), Chat(world, world.person(CHIEF)).opens()


def test_an_answer_and_the_taking_back_of_the_offer_come_at_once(world: World) -> None:
    talk, chief = chats(world)
    reflect(chief, line="こたえ")
    for _ in range(ROUNDS):
        chooses(talk, MUTUAL, 1).taps(CHIEFS_NAME).taps(SHOW)
        chief.opens().taps("ことばを選ぶ").taps("11月24日（火）　面談").taps("1を見せる").taps(NEXT)
        answer, offer = chief.data(SHOW), talk.presses("sharing.mine:").data("1を取り下げる")
        at_once(world, (chief.user, answer), (talk.user, offer))
        # Whoever was first: the offer is gone, and the answer is either read by who offered, or by nobody.
        assert states(world) in (["open"], ["declined"], [])
        if states(world) == ["open"]:
            chief.presses("sharing.mine:").taps("1を取り下げる")
        world.clock.forward(hours=1)
        world.tick()
        assert states(world) == []


def test_a_reading_and_a_taking_back_come_at_once(world: World) -> None:
    talk, chief = chats(world)
    for _ in range(ROUNDS):
        shares(talk, SINGLE, 1)
        back = talk.taps("分かち合っているもの").data("1を取り下げる")
        id = back.partition(":")[2]
        shown, _ = at_once(world, (chief.user, f"sharing.read:{id}"), (talk.user, back))
        assert (LINE in shown) != ("kit-stale" in shown)
        chief.presses(f"sharing.read:{id}").sees(STALE)
        assert (states(world), world.app.stores.keys.shredded([unshort(id)])) == ([], {unshort(id)})


def test_two_offers_to_each_other_are_two_offers(world: World) -> None:
    talk, chief = chats(world)
    chooses(talk, MUTUAL, 1).taps(CHIEFS_NAME)
    chooses(chief, MUTUAL, 1).taps("加藤 みのりさん（相談室 みなも）")
    at_once(world, (talk.user, talk.data(SHOW)), (chief.user, chief.data(SHOW)))
    assert states(world) == ["offered", "offered"]


def gone_from(world: World, about: str) -> list[tuple[Any, ...]]:
    """Return whether what was shown of a share must follow."""
    with world.app.stores.database.read() as session:
        found = session.execute(text("SELECT gone FROM shown WHERE about = :about"), {"about": about})
        return [tuple(row) for row in found]


def test_a_death_between_the_key_and_the_rows_is_finished_at_the_next_start(world: World) -> None:
    talk, chief = chats(world)
    shares(talk, SINGLE, 1)
    id = talk.taps("分かち合っているもの").data("1を取り下げる").partition(":")[2]
    chief.presses(f"sharing.read:{id}")
    assert LINE in chief.everything
    before = keys(world, text_keys)
    # As a kill leaves it: the key is gone, everything else stands.
    world.app.stores.keys.shred(unshort(id))
    assert (states(world), [bool(row[0]) for row in gone_from(world, id)]) == (["open"], [False])
    chief.presses(f"sharing.read:{id}").sees(STALE)
    world.restart()
    assert (states(world), keys(world, text_keys)) == ([], before - 1)
    assert [bool(row[0]) for row in gone_from(world, id)] == [True]
    talk.opens().presses(f"sharing.take_back:{id}").sees(STALE)
    talk.presses("sharing.mine:").sees("いまは、だれにも見せていません。")
