"""The card with the six digits: where it is found, what it says, and that the newest digits are the only ones."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from storage.signins import SignIn
from tests.chat import Chat
from tests.handlers.reflection.steps import HOME, QUICK
from tests.world import World

WORDS = ["番号", "つなぐ", "つなぎたい", "ばんごう", "ほかのアプリとつなぐ", "　番号。"]


def digits(chat: Chat) -> str:
    """Return the digits that are shown, as they are shown."""
    (found,) = re.findall(r"^番号：(.*)$", chat.text, re.M)
    return str(found)


def codes(world: World) -> int:
    """Return how many codes there are."""
    with world.app.stores.database.read() as session:
        return session.scalar(select(func.count()).select_from(SignIn).where(SignIn.kind == "code")) or 0


def test_the_card_says_what_to_do_with_it_and_until_when(chat: Chat) -> None:
    chat.says("番号")
    assert chat.text.split("\n") == [
        "ほかのアプリとつなぐ",
        f"番号：{digits(chat)}",
        "いつまで：18:00まで、1回だけ",
        "ほかのアプリの井戸端では、この番号をそのまま送ってください。",
        "ブラウザーでは、井戸端の画面を開いて、この番号を書いてください。",
        "この番号で、あなたとして入れます。ほかの人には見せないでください。",
        "［新しい番号を出す］",
        "［はじめの画面へ］",
    ]
    assert re.fullmatch(r"\d{3} \d{3}", digits(chat))


@pytest.mark.parametrize("word", WORDS)
def test_it_is_found_by_its_words(chat: Chat, word: str) -> None:
    chat.says(word).sees("ほかのアプリとつなぐ")


def test_it_is_found_on_the_help_card_and_leads_home(chat: Chat) -> None:
    chat.says("ヘルプ").taps("ほかのアプリとつなぐ").sees("いつまで：18:00まで、1回だけ")
    chat.taps("はじめの画面へ").sees(HOME)


def test_new_digits_take_the_place_of_the_old_ones(chat: Chat) -> None:
    world = chat.world
    shown = {digits(chat.says("番号"))}
    for _ in range(5):
        shown.add(digits(chat.taps("新しい番号を出す")))
        assert codes(world) == 1
    assert len(shown) > 1
    assert chat.shown["cards"][0]["key"] == "joining", "on the page the newest card takes the old one's place"


def test_what_is_half_written_is_laid_aside_meanwhile(chat: Chat) -> None:
    chat.taps("ふりかえり").taps(QUICK).taps("面談").says("番号").sees("ほかのアプリとつなぐ")
    chat.sees_home("ふりかえりの書きかけがあります", HOME)


def test_in_the_middle_of_a_text_it_is_an_answer(chat: Chat) -> None:
    chat.taps("ふりかえり").taps(QUICK).taps("面談").taps("よかったところがある").says("番号").sees("社会モデル（2/2）")
    assert codes(chat.world) == 0


def test_the_same_press_sent_again_shows_no_digits_a_second_time(chat: Chat) -> None:
    press = {"tap": "joining.code:"}
    first = chat.sends(press, id="11111111-1111-4111-8111-111111111111").text
    assert re.search(r"\d{3} \d{3}", first)
    again = chat.sends(press, id="11111111-1111-4111-8111-111111111111").text
    assert re.search(r"\d{3} \d{3}", again) is None
    assert codes(chat.world) == 1
