"""One's own question later: corrected after the guard, taken back from everywhere, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable

from tests.handlers.asking.steps import GUARD, LOOK, MASK, POST, TEXT, asked, asks, rows
from tests.privacy.find import found_in
from tests.talk import STALE, Talk
from tests.world import CENTRE

NEW = "土曜と日曜の居場所を知りませんか"


def posted(talk: Talk) -> str:
    """Ask, and return the question's id as buttons have it."""
    asks(talk).taps(POST)
    return talk.data("質問を見る").partition(":")[2]


def test_it_is_corrected_after_the_guard(talk: Talk) -> None:
    id = posted(talk)
    talk.presses(f"ask.correct:{id}")
    assert TEXT in talk.everything
    talk.says("山田さんの" + NEW).sees(GUARD).taps(MASK).sees(LOOK, f"「Aさんの{NEW}」")
    assert asked(talk.world)[0][0] == TEXT
    talk.taps("直した文に差し替える").sees("差し替えました。前の文は、どこにも残っていません。")
    assert asked(talk.world) == [(f"Aさんの{NEW}", False, "question", "all", "open")]
    assert rows(talk.world, "SELECT version FROM questions") == [(2,)]
    # Who is which letter in its thread is known by a digest.
    assert rows(talk.world, "SELECT DISTINCT letter FROM masks") == [("A",)]
    assert found_in(talk.world.settings, ["山田"]) == {}


def test_it_is_taken_back_and_its_text_is_nowhere(talk: Talk) -> None:
    id = posted(talk)
    talk.presses(f"ask.withdraw:{id}").sees(
        "取り下げると、質問の文はどこからも消えます。ついた答えも見られなくなります。"
    )
    talk.taps("残しておく").sees(f"「{TEXT}」")
    assert asked(talk.world)[0][0] == TEXT
    talk.presses(f"ask.withdraw:{id}").taps("取り下げる").sees("取り下げました。")
    assert asked(talk.world) == [("", False, "question", "all", "withdrawn")]
    talk.comes()
    assert TEXT not in talk.everything
    for verb in ("ask.correct", "ask.withdraw", "ask.withdraw_now"):
        talk.presses(f"{verb}:{id}").sees(STALE)


def test_nobody_else_can(talk_as: Callable[[str], Talk], talk: Talk) -> None:
    id = posted(talk)
    other = talk_as(CENTRE)
    for verb in ("ask.correct", "ask.withdraw", "ask.withdraw_now"):
        other.presses(f"{verb}:{id}").sees(STALE)
    assert asked(talk.world)[0][0] == TEXT


def test_what_is_taken_back_meanwhile_is_not_corrected(talk: Talk) -> None:
    id = posted(talk)
    talk.presses(f"ask.correct:{id}").says(NEW)
    put = talk.data("直した文に差し替える")
    talk.presses(f"ask.withdraw:{id}").taps("取り下げる")
    talk.presses(put).sees("この質問は、もう直せません。")
    assert asked(talk.world)[0][0] == ""
