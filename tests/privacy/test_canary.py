"""Canary texts are typed at every place; afterwards they are in the owner's chat and nowhere else in the clear."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from handlers.kit.errors import TryLater
from storage.drafts import drafts
from storage.fault import set_trap
from storage.keys import text_keys
from tests.chat import Chat
from tests.privacy.conftest import Output
from tests.privacy.find import found_in, traces
from tests.privacy.sealed import backup, opened
from tests.world import World

BUG = "うまくいきませんでした。前に書いた分は残っています。もう一度、お試しください。"


class Canaries:
    """Hands out texts that occur nowhere else, and remembers them."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, place: str) -> str:
        """Return the canary of a place."""
        self.texts.append(f"カナリヤ{len(self.texts):02}鳴く{place}")
        return self.texts[-1]


@pytest.fixture
def canary() -> Canaries:
    """A new flock."""
    return Canaries()


@pytest.fixture
def failing() -> Iterator[Callable[[Exception], None]]:
    """Let the next turns fail in their middle with an error."""

    def fail(error: Exception) -> None:
        def trap(point: str) -> None:
            if point == "rx.mid_turn":
                raise error

        set_trap(trap)

    yield fail
    set_trap(None)


def sees(chat: Chat, *texts: str) -> None:
    """Check that these texts are shown to the owner."""
    missing = [text for text in texts if text not in repr(chat.shown)]
    assert missing == []


def begin(chat: Chat, way: str = "3分（2つの視点）") -> Chat:
    """Go through the door to the first question."""
    return chat.opens().taps("ふりかえり").taps(way)


def type_everywhere(chat: Chat, canary: Canaries) -> None:
    """Type a canary wherever something can be typed, as far as the end of a reflection."""
    begin(chat).says(canary("なにについて"))
    chat.taps("つづきから").fills({"about": canary("えらぶところ")}).sees("どれか1つを選んでください。")
    sees(chat, canary.texts[-1])
    chat.taps("面談").says(canary("見かた")).taps("つづきから").taps("よかったところがある")
    chat.says(canary("長すぎる") * 60).sees(
        "500字までです（いま720字）。短くして、もう一度送ってください。書いた文はそのまま残っています。"
    )
    sees(chat, canary.texts[-1])
    old = chat.page
    assert old is not None
    chat.says(canary("一行目"))
    stale = {"draft": old["draft"], "version": old["version"], "answers": {old["fields"][0]["name"]: canary("古い")}}
    chat.sends(stale).taps("これから考えたい")
    heavy = f"もう限界です{canary('きつい')}"
    chat.says(heavy).sees("今日は、きつい一日でしたね。話せる相手がいます。").taps("つづける")
    chat.says(canary("次の一歩")).taps("1週間後").sees("おつかれさまでした")
    sees(chat, *(text for text in canary.texts if text[-2:] in ("行目", "つい", "一歩")))
    chat.sends({"say": canary("家で")}).sends({"tap": f"reflection.read:{canary('ボタン')}"[:60]})
    chat.sends({"say": f"もう限界です{canary('戸口できつい')}"})


def leave_and_drop(chat: Chat, canary: Canaries) -> None:
    """Stop half-way and throw it away; stop half-way and let it wait."""
    begin(chat).taps("とばす").taps("これから考えたい").says(canary("捨てる")).taps("やめる").taps("消してやめる")
    begin(chat).taps("とばす").taps("これから考えたい").says(canary("待たせる")).sends({"say": "やめる"})
    chat.taps("つづきから").taps("戻る")


def try_out(chat: Chat, canary: Canaries) -> None:
    """Go through a trial to its closing card."""
    begin(chat, "おためし（保存しません）").taps("会議").taps("よかったところがある").says(canary("ためし"))
    chat.taps("今回は関係しない").says(canary("ためしの一歩"))
    chat.sees("おためしなので、書いたものはもう消しました。ここに見えているだけです。")
    sees(chat, *canary.texts[-2:])


def test_what_was_typed_is_nowhere_in_the_clear(
    world: World, chat: Chat, output: Output, canary: Canaries, failing: Callable[[Exception], None]
) -> None:
    type_everywhere(chat, canary)
    leave_and_drop(chat, canary)
    try_out(chat, canary)
    failing(ValueError(canary("ねじれ")))
    chat.opens().sends({"say": canary("失敗する")}).sees(BUG)
    set_trap(None)
    # A reflection with two lines, the draft that waits, the failed event: all of them open for their owner.
    assert len(opened(world.app.stores, backup(world.app.stores))) == 5
    assert found_in(world.settings, canary.texts) == {}
    world.clock.forward(days=8)
    world.tick()
    sees(chat.opens(), next(text for text in canary.texts if text.endswith("次の一歩")))
    assert found_in(world.settings, canary.texts) == {}
    world.restart()
    assert found_in(world.settings, canary.texts) == {}
    assert '"turn.failed"' in output()
    assert traces(output().encode(), canary.texts) == []


def test_a_failing_database_repeats_nothing_that_was_typed(
    world: World, chat: Chat, output: Output, canary: Canaries, failing: Callable[[Exception], None]
) -> None:
    begin(chat).taps("面談").taps("よかったところがある")
    failing(OperationalError(canary("文"), {"line": canary("値")}, Exception(canary("もとの誤り"))))
    with pytest.raises(TryLater) as caught:
        chat.says(canary("失敗する"))
    set_trap(None)
    assert traces("".join(traceback.format_exception(caught.value)).encode(), canary.texts) == []
    assert traces(output().encode(), canary.texts) == []
    assert found_in(world.settings, canary.texts) == {}


def test_a_failed_turns_text_lies_sealed_for_seven_days(
    world: World, chat: Chat, canary: Canaries, failing: Callable[[Exception], None]
) -> None:
    stores = world.app.stores
    failing(ValueError())
    chat.sends({"say": canary("失敗する")}).sees(BUG)
    set_trap(None)
    old = backup(stores)
    assert [canary.texts[0] in text.encode().decode("unicode_escape") for text in opened(stores, old)] == [True]
    world.clock.forward(days=7)
    world.tick()
    assert backup(stores) == []
    assert opened(stores, old) == []


def test_after_deletion_an_old_backup_opens_nothing_with_the_newest_keys(
    world: World, chat: Chat, canary: Canaries
) -> None:
    stores = world.app.stores
    begin(chat).taps("面談").taps("よかったところがある").says(canary("一行目")).taps("今回は関係しない")
    half = backup(stores)
    chat.says(canary("次の一歩")).taps("1週間後")
    old = backup(stores)
    assert [one for text in opened(stores, half) for one in canary.texts if one in text] == canary.texts[:1]
    assert sorted(one for text in opened(stores, old) for one in canary.texts if one in text) == canary.texts
    chat.taps("消す").taps("消す（元に戻せません）")
    assert opened(stores, half + old) == []
    assert backup(stores) == []


def test_a_dropped_draft_opens_nowhere(world: World, chat: Chat, canary: Canaries) -> None:
    stores = world.app.stores
    begin(chat).taps("とばす").taps("これから考えたい").says(canary("捨てる"))
    old = backup(stores)
    assert [canary.texts[0] in text for text in opened(stores, old)] == [True]
    chat.taps("やめる").taps("消してやめる")
    assert opened(stores, old) == []
    assert backup(stores) == []


def test_a_draft_that_is_begun_afresh_takes_the_old_one_with_it(world: World, chat: Chat, canary: Canaries) -> None:
    stores = world.app.stores
    begin(chat).taps("とばす").taps("これから考えたい").says(canary("古い"))
    old = backup(stores)
    begin(chat).taps("消して新しくはじめる")
    assert opened(stores, old) == []
    assert len(backup(stores)) == 1


def test_a_draft_that_expired_opens_nowhere(world: World, chat: Chat, canary: Canaries) -> None:
    stores = world.app.stores
    begin(chat).taps("とばす").taps("これから考えたい").says(canary("待たせる"))
    old = backup(stores)
    world.clock.forward(days=7, seconds=-1)
    world.tick()
    assert [canary.texts[0] in text for text in opened(stores, old)] == [True]
    world.clock.forward(seconds=1)
    world.tick()
    assert opened(stores, old) == []
    assert backup(stores) == []


def keys_there(world: World) -> int:
    """Return how many texts have a key."""
    with world.app.stores.keys.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(text_keys)) or 0


def test_a_trials_key_is_gone_at_its_closing_card(world: World, chat: Chat, canary: Canaries) -> None:
    stores = world.app.stores
    begin(chat, "おためし（保存しません）").taps("会議").taps("よかったところがある").says(canary("ためし"))
    old = backup(stores)
    assert [canary.texts[0] in text for text in opened(stores, old)] == [True]
    assert keys_there(world) == 1
    chat.taps("今回は関係しない").says(canary("ためしの一歩"))
    sees(chat, *canary.texts)
    assert keys_there(world) == 0
    assert opened(stores, old) == []
    assert backup(stores) == []
    assert found_in(world.settings, canary.texts) == {}


def test_a_trial_that_was_left_is_gone_after_an_hour(world: World, chat: Chat, canary: Canaries) -> None:
    stores = world.app.stores
    begin(chat, "おためし（保存しません）").taps("会議").taps("よかったところがある").says(canary("ためし"))
    old = backup(stores)
    world.clock.forward(minutes=60, seconds=-1)
    world.tick()
    assert [canary.texts[0] in text for text in opened(stores, old)] == [True]
    world.clock.forward(seconds=1)
    chat.opens()
    assert canary.texts[0] not in repr(chat.shown)
    world.tick()
    assert opened(stores, old) == []
    assert keys_there(world) == 0
    with stores.database.read() as session:
        assert session.scalar(select(func.count()).select_from(drafts)) == 0


def test_nobody_else_ever_sees_it(world: World, chat: Chat, chat_as: Callable[[str], Chat], canary: Canaries) -> None:
    type_everywhere(chat, canary)
    world.clock.forward(days=7)
    world.tick()
    for name in ("田中 みほ", "佐藤 はるか", "小林 なお"):
        other = chat_as(name)
        for label in ("これまでのふりかえり", "ふりかえり", "使い方", "人に話す"):
            assert traces(repr(other.shown).encode(), canary.texts) == []
            other.opens().taps(label)
        assert traces(repr(other.shown).encode(), canary.texts) == []
