"""おためし: nothing of it is kept, and what it needed on the way is gone at its end or after an hour."""

from __future__ import annotations

from pathlib import Path

from storage.keys import text_keys
from tests.chat import Chat
from tests.handlers.reflection.steps import HOME, STALE, TRIAL, keys, reflect, rows

NOTHING = {"drafts": 0, "reflections": 0, "reflection_lines": 0, "outbox": 0, "text_keys": 0}


def left(chat: Chat) -> dict[str, int]:
    """Return what is left in the tables, tombstones aside."""
    return {name: count for name, count in rows(chat.world).items() if name != "tombstones"}


def test_nothing_is_kept_of_a_trial(chat: Chat) -> None:
    reflect(chat, way=TRIAL, line="ためしの帰り道", step="ためしの一歩").sees(
        "おつかれさまでした",
        "おためしなので、書いたものはもう消しました。ここに見えているだけです。",
        "よかったこと（本人中心）：ためしの帰り道",
        "次の一歩：ためしの一歩",
    )
    assert chat.buttons == ["はじめの画面へ"]
    assert left(chat) == NOTHING
    assert rows(chat.world)["tombstones"] == 1
    chat.world.clock.forward(days=30)
    chat.world.tick()
    assert left(chat) == NOTHING


def test_a_trial_never_asks_when(chat: Chat) -> None:
    chat.taps("ふりかえり").taps(TRIAL).taps("面談").taps("今回は関係しない").taps("今回は関係しない")
    chat.says("一歩").sees("おつかれさまでした", "次の一歩：一歩")


def test_a_trial_is_sealed_while_it_lasts(chat: Chat) -> None:
    chat.taps("ふりかえり").taps(TRIAL).taps("面談").taps("よかったところがある").says("ためしの帰り道")
    assert left(chat) == NOTHING | {"drafts": 1, "text_keys": 1}
    var: Path = chat.world.settings.var
    for path in var.rglob("*"):
        if path.is_file():
            assert "ためしの帰り道".encode() not in path.read_bytes(), path.name


def test_a_trial_that_is_left_waits_for_an_hour(chat: Chat) -> None:
    chat.taps("ふりかえり").taps(TRIAL).taps("面談").says("やめる")
    chat.sees(
        "おためしふりかえりの書きかけがあります", "11月23日（月）の18:50まで、あなただけが読める形で残しておきます。"
    )
    chat.world.clock.forward(minutes=59)
    chat.world.tick()
    chat.taps("つづきから").sees("本人中心（1/2）")


def test_after_an_hour_it_is_gone_with_its_key(chat: Chat) -> None:
    chat.taps("ふりかえり").taps(TRIAL).taps("面談").taps("よかったところがある").says("ためしの帰り道")
    assert chat.page is not None
    old = {"draft": chat.page["draft"], "version": chat.page["version"], "answers": {"social_model.look": "good"}}
    chat.world.clock.forward(hours=1)
    chat.opens().sees_home(HOME)
    chat.sends(old).sees(STALE)
    chat.world.tick()
    assert left(chat) == NOTHING


def test_a_trial_does_not_live_longer_by_being_answered(chat: Chat) -> None:
    chat.taps("ふりかえり").taps(TRIAL)
    chat.world.clock.forward(minutes=50)
    chat.taps("面談").taps("よかったところがある")
    chat.world.clock.forward(minutes=10)
    chat.world.tick()
    assert left(chat) == NOTHING


def test_a_trial_begun_after_one_that_ran_out_leaves_no_key_behind(chat: Chat) -> None:
    chat.taps("ふりかえり").taps(TRIAL).taps("面談")
    chat.world.clock.forward(hours=2)
    chat.opens().taps("ふりかえり").taps(TRIAL).sees("なにについて？")
    assert keys(chat.world, text_keys) == 1


def test_a_trial_does_not_count_as_looked_at(chat: Chat) -> None:
    reflect(chat, way=TRIAL)
    chat.taps("ふりかえり").taps(TRIAL).taps("面談").sees("本人中心（1/2）")
