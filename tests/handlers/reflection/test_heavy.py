"""Heavy words: a quiet card first and alone, once; nothing is kept of it and nobody is told."""

from __future__ import annotations

import pytest

from messages.heavy import is_heavy
from tests.chat import Chat
from tests.handlers.reflection.steps import HOME, QUICK, QUIET, TRIAL, rows

ALONE_CARD = [QUIET, "書いたことは、だれにも知らせていません。", "［人に話す］", "［つづける］"]


def at_a_line(chat: Chat, way: str = QUICK) -> Chat:
    """Go to the first text of a reflection."""
    return chat.taps("ふりかえり").taps(way).taps("面談").taps("これから考えたい")


@pytest.mark.parametrize("way", [QUICK, TRIAL])
def test_the_quiet_card_comes_first_and_alone(chat: Chat, way: str) -> None:
    at_a_line(chat, way).says("きょうはもう限界です")
    assert chat.text.split("\n") == ALONE_CARD
    assert chat.page is None
    chat.taps("つづける").sees("社会モデル（2/2）")


def test_it_comes_once_in_a_reflection(chat: Chat) -> None:
    at_a_line(chat).says("もう限界").taps("つづける").taps("これから考えたい").says("つらい").sees(
        "次の一歩を、1行だけ。"
    )
    chat.says("辞めたい").sees("いつ聞きましょうか。").taps("聞かなくていい")
    chat.sees("本人中心：もう限界", "社会モデル：つらい", "次の一歩：辞めたい")


def test_it_comes_at_the_next_step_too_and_what_was_written_is_kept(chat: Chat) -> None:
    chat.taps("ふりかえり").taps(QUICK).taps("面談").taps("今回は関係しない").taps("今回は関係しない")
    chat.says("しんどい")
    assert chat.text.split("\n") == ALONE_CARD
    chat.taps("つづける").sees("いつ聞きましょうか。").taps("聞かなくていい").sees("次の一歩：しんどい")


def test_the_door_leads_to_people_and_back(chat: Chat) -> None:
    at_a_line(chat).says("もう限界").taps("人に話す").sees(
        "ひとりで抱えなくて大丈夫です。話したことは、ここには残りません。",
        "みほん 支える人のこころの電話：03-0000-0003（毎日 17:00〜22:00）",
        "［☎ 110（警察）］",
        "［☎ 119（救急）］",
    )
    chat.says("つづきから").sees("社会モデル（2/2）")


def test_it_comes_after_a_restart_as_it_stood(chat: Chat) -> None:
    at_a_line(chat).says("もう限界")
    chat.world.restart()
    chat.opens().sees_home("ふりかえりの書きかけがあります", HOME)
    chat.taps("つづきから").taps("これから考えたい").says("つらい").sees("次の一歩を、1行だけ。")


def test_heavy_words_typed_at_home_are_met_as_inside(chat: Chat) -> None:
    chat.says("もう限界です")
    assert chat.text.split("\n") == ALONE_CARD[:3]
    chat.taps("人に話す").sees("［☎ 110（警察）］")


def test_heavy_words_are_counted_and_kept_nowhere(chat: Chat) -> None:
    before = rows(chat.world)
    chat.says("死にたい").sees(QUIET)
    chat.world.tick()
    assert rows(chat.world) == before


def test_an_ordinary_text_brings_no_quiet_card(chat: Chat) -> None:
    at_a_line(chat).says("書きづらい計画のこと").sees("社会モデル（2/2）")


@pytest.mark.parametrize(
    "text",
    [
        "もう限界",
        "モウ限界、つらい",
        "死 に た い",
        "ｾｸﾊﾗがあった",
        "もう\n限界",
        "虐待かもしれない",
        "本人が亡くなった",
        "眠れません",
    ],
)
def test_heavy_words_are_found_however_written(text: str) -> None:
    assert is_heavy(text)


@pytest.mark.parametrize(
    "text",
    ["", "使いづらい様式", "虐待防止の研修", "塩辛い", "つらいと話していた", "親が亡くなった後の話", "帰り道が好き"],
)
def test_harmless_phrases_are_harmless(text: str) -> None:
    assert not is_heavy(text)


def test_a_heavy_word_beside_a_harmless_phrase_is_found() -> None:
    assert is_heavy("虐待防止の研修のあと、つらい")
    assert is_heavy("使いづらい様式で、もう限界")
