"""Renaming terms: said everywhere at once, on every face, and back again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handlers.network.terms import TERMS
from messages.words import FOLLOWS, TERM_LENGTH, shipped_terms
from tests.chat import Chat
from tests.handlers.network.steps import DONE, MEANWHILE, SAME, STALE, changed_by_other, goes, kept, network, noted
from tests.house.catalogue import catalogue
from tests.talk import Talk
from tests.world import ALONE, CENTRE

TalkAs = Callable[[str], Talk]
ASKS = "「ふりかえり」を、なんと呼びますか。20字までです。"
TAKEN = "「センター」は、ほかのところで使っている言葉です。別の言葉にしてください。"
MORE = "20字までです（いま21字）。短くして、もう一度送ってください。書いた文はそのまま残っています。"
LONG = MORE


def test_every_term_of_the_catalogue_can_be_renamed_and_says_where_it_is_said() -> None:
    every = {name: entries[0].text for name, entries in catalogue().terms.items()}
    # What another word is called for short goes with it.
    assert shipped_terms() == {name: text for name, text in every.items() if name not in FOLLOWS}
    assert (set(TERMS), set(FOLLOWS)) == (set(shipped_terms()), set(every) - set(TERMS))


def test_a_renamed_word_is_said_at_once_and_to_everybody(talk_as: TalkAs) -> None:
    talk, other = talk_as(CENTRE), talk_as(ALONE)
    goes(talk, "ことばを変える").sees(
        "ことば", "ふりかえり：ひとりで仕事を見直す場の呼び名です。はじめの画面のボタンと、その先に出ます。"
    )
    talk.taps("「ふりかえり」を変える").sees(ASKS, "［はじめの言葉に戻す］")
    talk.says("  ふり返り\u200b ").sees(DONE, "［「ふり返り」を変える］")
    assert network(talk.world).terms == {"reflection": "ふり返り"}
    assert kept(talk.world) == [("term.reflection", "", "ふり返り", False)]
    assert noted(talk.world) == [("network.changed", "term.reflection")]
    other.says("ホーム").taps("ふり返り").sees("ふり返り", "［これまでのふり返り］")
    # On Slack that is the Home tab, drawn anew.
    other.opens().sees("［ふり返り］", "［これまでのふり返り］")
    # What others type is read with the new word, and still with the old one.
    for typed in ("ふり返り", "ふりかえり"):
        other.says(typed).sees("［これまでのふり返り］")


def test_nothing_brings_the_shipped_word_back(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), "ことばを変える", "「センター」を変える").says("基幹")
    talk.sees(DONE).taps("「基幹」を変える").taps("はじめの言葉に戻す").sees(DONE, "［「センター」を変える］")
    assert network(talk.world).terms == {}
    assert [change[1:3] for change in kept(talk.world)] == [("", "基幹"), ("基幹", "")]


@pytest.mark.parametrize("same", ["ふりかえり", " ふりかえり "])
def test_the_same_word_changes_nothing(talk_as: TalkAs, same: str) -> None:
    talk = goes(talk_as(CENTRE), "ことばを変える", "「ふりかえり」を変える").says(same).sees(SAME)
    assert (network(talk.world).terms, kept(talk.world), noted(talk.world)) == ({}, [], [])


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("長" * (TERM_LENGTH + 1), MORE),
        ("a" + "🧭" * 10, LONG),
        ("🧭", "文字で書いてください。絵文字や記号だけでは、呼べないためです。"),
        ("センター", TAKEN),
        (" ｾﾝﾀｰ", TAKEN.replace("センター", "ｾﾝﾀｰ")),
    ],
)
def test_a_word_that_cannot_be_is_refused_beside_its_field(talk_as: TalkAs, word: str, says: str) -> None:
    talk = goes(talk_as(CENTRE), "ことばを変える", "「ふりかえり」を変える").says(word).sees(says, ASKS)
    assert network(talk.world).terms == {}
    talk.says("ひとやすみ").sees(DONE)
    assert network(talk.world).terms == {"reflection": "ひとやすみ"}


@pytest.mark.parametrize("word", ["長" * TERM_LENGTH, '"', "{ $x }", "a\\b", "<b>x</b>", "*x*", "１つめ"])
def test_any_word_that_fits_is_said_as_it_is(talk_as: TalkAs, word: str) -> None:
    talk = goes(talk_as(CENTRE), "ことばを変える", "「井戸端」を変える")
    if word == '"':
        talk.says(word).sees("文字で書いてください。絵文字や記号だけでは、呼べないためです。")
        word = 'a"'
    talk.says(word)
    assert network(talk.world).terms == {"well": word}
    assert f"［「{word}」を変える］" in talk.text
    talk.enters("ふりかえり")
    assert f"🔒 {word}の中では" in talk.text


def test_who_comes_second_overwrites_nothing(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), "ことばを変える", "「ふりかえり」を変える")
    changed_by_other(talk.world, "term.reflection", "みかえし")
    talk.says("ふり返り").sees(MEANWHILE, "書いたもの：「ふり返り」", "［「みかえし」を変える］")
    assert network(talk.world).terms == {"reflection": "みかえし"}
    talk.taps("「みかえし」を変える").says("ふり返り").sees(DONE)
    assert network(talk.world).terms == {"reflection": "ふり返り"}


def test_it_is_the_coordinators_alone(chat_as: Callable[[str], Chat]) -> None:
    for verb in ("network", "network.terms", "network.term.well", "network.changes", "network.set.choose"):
        chat_as(ALONE).presses(f"{verb}:").sees(STALE)
    assert kept(chat_as(ALONE).world) == []
