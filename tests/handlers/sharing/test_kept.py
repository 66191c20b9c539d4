"""How a share is kept: sealed with a key of its own, gone from old backups too; and what the rules say."""

from __future__ import annotations

import pytest

from handlers.kit.errors import Refusal
from handlers.sharing import cards, rules
from handlers.sharing.kept import Opened
from handlers.sharing.rules import GROUP, MUTUAL, SINGLE, Line
from messages.words import words_of
from storage import gatherings, shares
from storage.ids import uuid7
from tests.handlers.sharing.conftest import Pair
from tests.handlers.sharing.steps import ALONES_NAME, CHIEFS_NAME, LINE, NEXT, STEP, chooses
from tests.handlers.sharing.steps import SINGLE as AN_SV
from tests.handlers.sharing.steps import shares as shares_with
from tests.privacy.sealed import backup, opened
from tests.talk import Talk
from tests.world import World


def of_shares(world: World) -> list[str]:
    """Return what the keys open now of the shares that stand in the database."""
    return opened(world.app.stores, [one for one in backup(world.app.stores) if one.place.table == "shares"])


def test_an_old_backup_opens_nothing_that_was_taken_back(pair: Pair) -> None:
    talk, world = pair[0], pair[0].world
    shares_with(talk, AN_SV, 1)
    before = [one for one in backup(world.app.stores) if one.place.table == "shares"]
    (text,) = opened(world.app.stores, before)
    # Only what was chosen is in it.
    assert (LINE in text, STEP in text) == (True, False)
    talk.presses("sharing.mine:").taps("1を取り下げる")
    assert opened(world.app.stores, before) == []
    # The reflection itself is still hers.
    talk.enters("これまでのふりかえり").taps("11月24日（火）　面談")
    assert LINE in talk.text


def test_what_is_only_being_prepared_is_sealed_too_and_goes_within_the_hour(talk: Talk) -> None:
    world = talk.world
    chooses(talk, AN_SV, 1)
    assert [LINE in text for text in of_shares(world)] == [True]
    talk.waits(minutes=59)
    assert len(of_shares(world)) == 1
    talk.waits(minutes=1)
    assert backup(world.app.stores)[:1] and of_shares(world) == []


def test_the_question_with_whom_is_over_when_what_it_was_about_is(talk: Talk) -> None:
    chooses(talk, AN_SV, 1).sees("だれに見せますか。")
    pressed = talk.data(CHIEFS_NAME)
    talk.presses("reflection.mine:").taps("11月23日（月）　面談").taps("消す").taps("消す（元に戻せません）")
    talk.presses(pressed).sees("前の画面のボタンでした。いまの様子はこちらです。")
    assert ALONES_NAME not in talk.text


def test_a_set_of_ten_has_its_lines_on_two_cards() -> None:
    lines = [Line(place, f"視点{place}", "ことば") for place in range(rules.MOST_LINES)]
    share = shares.Share(purpose=SINGLE, state=shares.PREPARED)
    first, second = (cards.lines_card(Opened(share, ()), lines, page) for page in (0, 1))
    said = [[words_of().say(button.label) for button in card.buttons] for card in (first, second)]
    assert said[0] == [*(f"{n}を見せる" for n in range(1, 9)), "ほかのところ", NEXT, "やめておく"]
    assert said[1] == ["9を見せる", "10を見せる", "11を見せる", "ほかのところ", NEXT, "やめておく"]


LINES = (Line(0, "本人中心", "あ"), Line(2, "社会モデル", "い"), Line(6, "", "う"))


def test_what_is_chosen_stands_in_the_reflections_order() -> None:
    assert rules.chosen(LINES, {6, 0}, str) == (LINES[0], LINES[2])
    assert rules.chosen(LINES, {1, 5}, str) == ()
    assert [rules.fit_for_others(line, str) for line in LINES] == list(LINES)


@pytest.mark.parametrize(("purpose", "most"), [(MUTUAL, 1), (SINGLE, 1), (GROUP, 10)])
def test_a_use_has_so_many_readers_and_no_more(purpose: str, most: int) -> None:
    rules.check_readers(purpose, most, "who")
    with pytest.raises(Refusal) as refused:
        rules.check_readers(purpose, most + 1, "who")
    assert refused.value.field == "who"


def test_some_come_first_and_nobody_is_left_out() -> None:
    assert rules.first_those(["a", "b", "c", "d"], ["c", "a"]) == ["a", "c", "b", "d"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_gatherings_digits_are_six_and_need_the_master_key(world: World) -> None:
    digest, id = world.app.stores.keys.digest, uuid7()
    assert gatherings.code_of(id, digest) == gatherings.code_of(id, digest)
    found = {gatherings.code_of(uuid7(), digest) for _ in range(200)}
    assert (len(found) > 190, {len(code) for code in found}, {code.isdigit() for code in found}) == (True, {6}, {True})
    assert gatherings.code_of(id, lambda text: b"x" * 32) != gatherings.code_of(id, digest)
