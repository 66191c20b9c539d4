"""Several at once: an answer or a reading and a taking back, two offers; a death in the middle; on both databases."""

from __future__ import annotations

from sqlalchemy import text

from storage.ids import unshort
from storage.keys import text_keys
from tests.handlers.reflection.steps import keys, reflect
from tests.handlers.sharing.conftest import Pair
from tests.handlers.sharing.steps import (
    CHIEFS_NAME,
    LINE,
    MUTUAL,
    NEXT,
    SHOW,
    SINGLE,
    STALE,
    chooses,
    shares,
    states,
)
from tests.talk import at_once
from tests.world import World

ROUNDS = 4


def test_an_answer_and_the_taking_back_of_the_offer_come_at_once(pair: Pair) -> None:
    talk, chief = pair
    world = talk.world
    reflect(chief, line="こたえ")
    for _ in range(ROUNDS):
        chooses(talk, MUTUAL, 1).taps(CHIEFS_NAME).taps(SHOW)
        chief.comes().taps("ことばを選ぶ").taps("11月24日（火）　面談").taps("1を見せる").taps(NEXT)
        answer, offer = chief.data(SHOW), talk.presses("sharing.mine:").data("1を取り下げる")
        at_once((chief, answer), (talk, offer))
        # Whoever was first: the offer is gone, and the answer is either read by who offered, or by nobody.
        assert states(world) in (["open"], ["declined"], [])
        if states(world) == ["open"]:
            chief.presses("sharing.mine:").taps("1を取り下げる")
        world.clock.forward(hours=1)
        world.tick()
        assert states(world) == []


def test_a_reading_and_a_taking_back_come_at_once(pair: Pair) -> None:
    talk, chief = pair
    world = talk.world
    for _ in range(ROUNDS):
        shares(talk, SINGLE, 1)
        chief.comes()
        back = talk.taps("分かち合っているもの").data("1を取り下げる")
        id = back.partition(":")[2]
        at_once((chief, f"sharing.read:{id}"), (talk, back))
        assert (LINE in chief.text) != (STALE in chief.text)
        # Who was first read it, and has it no longer.
        chief.comes()
        assert LINE not in chief.everything
        chief.presses(f"sharing.read:{id}").sees(STALE)
        assert (states(world), world.app.stores.keys.shredded([unshort(id)])) == ([], {unshort(id)})


def test_two_offers_to_each_other_are_two_offers(pair: Pair) -> None:
    talk, chief = pair
    chooses(talk, MUTUAL, 1).taps(CHIEFS_NAME)
    chooses(chief, MUTUAL, 1).taps("加藤 みのりさん（相談室 みなも）")
    at_once((talk, talk.data(SHOW)), (chief, chief.data(SHOW)))
    assert states(talk.world) == ["offered", "offered"]


def gone_from(world: World, about: str) -> set[bool]:
    """Return whether what was shown of a share must follow."""
    with world.app.stores.database.read() as session:
        found = session.execute(text("SELECT gone FROM shown WHERE about = :about"), {"about": about})
        return {bool(gone) for (gone,) in found}


def test_a_death_between_the_key_and_the_rows_is_finished_at_the_next_start(pair: Pair) -> None:
    talk, chief = pair
    world = talk.world
    shares(talk, SINGLE, 1)
    id = talk.taps("分かち合っているもの").data("1を取り下げる").partition(":")[2]
    chief.presses(f"sharing.read:{id}")
    assert LINE in chief.everything
    before = keys(world, text_keys)
    # As a kill leaves it: the key is gone, everything else stands.
    world.app.stores.keys.shred(unshort(id))
    assert (states(world), gone_from(world, id)) == (["open"], {False})
    chief.presses(f"sharing.read:{id}").sees(STALE)
    chief.restarts()
    assert (states(world), keys(world, text_keys)) == ([], before - 1)
    assert gone_from(world, id) == {True}
    chief.comes()
    assert LINE not in chief.everything
    talk.opens().presses(f"sharing.take_back:{id}").sees(STALE)
    talk.presses("sharing.mine:").sees("いまは、だれにも見せていません。")
