"""おためし: nothing of it is kept, and what it needed on the way is gone at its end or after an hour."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.keys import text_keys
from tests.handlers.reflection.steps import HOME, STALE, TRIAL, keys, reflect, rows
from tests.talk import Talk

THERE = "おためしなので、井戸端からは、もう消しました。"
GONE = {
    "web": ("おためしなので、書いたものはもう消しました。ここに見えているだけです。",),
    "telegram": (THERE, "Telegramの画面とサーバーには残ります。"),
    "slack": (THERE, "Slackの画面とサーバーには残ります。ワークスペースの管理者が読める設定のこともあります。"),
}
THERE_UNTIL = "井戸端からは、11月23日（月）の18:50に消えます。"
UNTIL = {
    "web": ("11月23日（月）の18:50に消えます。それまでは、あなただけが読めます。",),
    "telegram": (THERE_UNTIL, GONE["telegram"][1]),
    "slack": (THERE_UNTIL, GONE["slack"][1]),
}
NOTHING = {"drafts": 0, "reflections": 0, "reflection_lines": 0, "outbox": 0, "text_keys": 0}


def left(talk: Talk) -> dict[str, int]:
    """Return what is left in the tables, tombstones aside."""
    return {name: count for name, count in rows(talk.world).items() if name != "tombstones"}


@pytest.mark.each_face
def test_nothing_is_kept_of_a_trial(talk: Talk) -> None:
    reflect(talk, way=TRIAL, line="ためしの帰り道", step="ためしの一歩").sees(
        "おつかれさまでした",
        *GONE[talk.face],
        "よかったこと（本人中心）：ためしの帰り道",
        "次の一歩：ためしの一歩",
    )
    assert talk.buttons == ["はじめの画面へ"]
    assert left(talk) == NOTHING
    assert rows(talk.world)["tombstones"] == 1
    talk.waits(days=30).hears()
    assert left(talk) == NOTHING


def test_a_trial_never_asks_when(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(TRIAL).taps("面談").taps("今回は関係しない").taps("今回は関係しない")
    talk.says("一歩").sees("おつかれさまでした", "次の一歩：一歩")


def test_a_trial_is_sealed_while_it_lasts(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(TRIAL).taps("面談").taps("よかったところがある").says("ためしの帰り道")
    assert left(talk) == NOTHING | {"drafts": 1, "text_keys": 1}
    var: Path = talk.world.settings.var
    for path in var.rglob("*"):
        if path.is_file():
            assert "ためしの帰り道".encode() not in path.read_bytes(), path.name


@pytest.mark.each_face
def test_a_trial_that_is_left_waits_for_an_hour(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(TRIAL).taps("面談").says("やめる")
    talk.sees("お試しのふりかえりの書きかけがあります", *UNTIL[talk.face])
    talk.waits(minutes=59).taps("つづきから").sees("本人中心（1/2）")


def test_after_an_hour_it_is_gone_with_its_key(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(TRIAL).taps("面談").taps("よかったところがある").says("ためしの帰り道")
    old = talk.data("よかったところがある")
    talk.world.clock.forward(hours=1)
    talk.opens().sees_home(HOME)
    talk.presses(old).sees(STALE)
    talk.comes().hears()
    assert left(talk) == NOTHING


def test_a_trial_does_not_live_longer_by_being_answered(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(TRIAL)
    talk.waits(minutes=50)
    talk.taps("面談").taps("よかったところがある")
    talk.waits(minutes=10).sees_home(HOME)
    assert left(talk) == NOTHING


def test_a_trial_begun_after_one_that_ran_out_leaves_no_key_behind(talk: Talk) -> None:
    talk.taps("ふりかえり").taps(TRIAL).taps("面談")
    talk.world.clock.forward(hours=2)
    talk.opens().taps("ふりかえり").taps(TRIAL).sees("なにについて？")
    assert keys(talk.world, text_keys) == 1


def test_a_trial_does_not_count_as_looked_at(talk: Talk) -> None:
    reflect(talk, way=TRIAL)
    talk.enters("ふりかえり").taps(TRIAL).taps("面談").sees("本人中心（1/2）")
