"""Text at the edge: what comes in is cleaned, what is long is split between graphemes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.kit.text import clean, clean_name, command_form, digits_of, graphemes, split, utf16_units

FAMILY = "👨‍👩‍👧‍👦"
FLAG = "🇯🇵"
WOMAN = "🤷🏽‍♀️"
GA = "か\u3099"
STACK = "e" + "\u0301" * 40
PIECES = [FAMILY, FLAG, WOMAN, GA, STACK, "𠮷", "葛\U000e0100", "한", "\r\n", "a", " ", "\n", "\u200d", "\ufe0f", "１"]
anything = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=60).map("".join)
surrogates = st.text(st.characters(categories=["Cs", "Cc", "Cf", "Lo", "Mn", "Zs"]), max_size=40)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  こんにちは  ", "こんにちは"),
        ("一行\r\n二行\r三行\n四行", "一行\n二行\n三行\n四行"),
        ("a\x00b\x07c\x1bd\x7fe\x85f", "abcde\nf"),
        ("\ta\tb\t", "a\tb"),
        ("\ud83d", ""),
        ("あ\udc00い\ud800う", "あいう"),
        ("\u202eあべこべ\u202c\u2066x\u2069", "あべこべx"),
        ("\ufeff先頭\u200e\u200f\u061c", "先頭"),
        ("\u2028\u2029", ""),
        ("\u200b\u200c\u200d\u2060\u00ad\ufe0f \u3000", ""),
        (GA, "が"),
        (FAMILY, FAMILY),
        (WOMAN, WOMAN),
        ("𠮷野家で葛\U000e0100飾区", "𠮷野家で葛\U000e0100飾区"),
        ("\ufffe\uffff", ""),
        ("", ""),
    ],
)
def test_what_comes_in_is_fit_to_keep(raw: str, kept: str) -> None:
    assert clean(raw) == kept


@given(st.one_of(anything, surrogates))
def test_cleaning_leaves_nothing_to_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once.encode("utf-8").decode() == once
    assert unicodedata.normalize("NFC", once) == once
    assert not [char for char in once if unicodedata.category(char) == "Cc" and char not in "\t\n"]


def test_ten_thousand_characters_come_in_whole() -> None:
    text = "井戸端" * 3333 + "。"
    assert clean(text) == text
    assert len(graphemes(text)) == 10_000


def test_a_name_is_one_line_without_marks_that_nobody_sees() -> None:
    assert clean_name(" 加藤\u200b \n みのり\ufe0f\t") == "加藤 みのり"
    assert clean_name("\u200d\u2060") == ""


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("やめる", "やめる"),
        (" やめる。 ", "やめる"),
        ("／ＨＥＬＰ", "help"),
        ("/start", "start"),
        ("つづき から", "つづきから"),
        ("ﾍﾙﾌﾟ", "ヘルプ"),
        ("１週間後", "1週間後"),
        ("Cancel!", "cancel"),
        ("\u200e", ""),
    ],
)
def test_commands_are_compared_as_people_type_them(typed: str, folded: str) -> None:
    assert command_form(typed) == folded


@pytest.mark.parametrize("cluster", [FAMILY, FLAG, WOMAN, GA, STACK, "葛\U000e0100", "\r\n", "한", "𠮷", "नि"])
def test_what_a_person_sees_as_one_is_one(cluster: str) -> None:
    assert graphemes(f"あ{cluster}い") == ["あ", cluster, "い"]


def test_length_counts_as_telegram_counts() -> None:
    assert [utf16_units(text) for text in ("", "あ", "𠮷", FLAG, "\ud83d")] == [0, 1, 2, 4, 1]


def test_a_long_text_is_split_where_it_is_full() -> None:
    assert split("", 10) == [""]
    assert split("あいうえおかき", 3) == ["あいう", "えおか", "き"]
    assert split("𠮷𠮷𠮷", 3) == ["𠮷", "𠮷", "𠮷"]
    assert split(f"ああ{FAMILY}い", 12) == ["ああ", f"{FAMILY}い"]
    assert split(FLAG * 3, 6) == [FLAG, FLAG, FLAG]


def test_a_stack_of_marks_longer_than_a_message_is_split_all_the_same() -> None:
    assert split(STACK, 10) == [STACK[:10], STACK[10:20], STACK[20:30], STACK[30:40], STACK[40:]]


@given(st.one_of(anything, st.text(max_size=200)), st.integers(2, 60))
def test_nothing_is_lost_by_splitting(text: str, most: int) -> None:
    parts = split(text, most)
    assert "".join(parts) == text
    assert all(utf16_units(part) <= most for part in parts)
    assert all(parts) or parts == [""]


@given(anything, st.integers(100, 200))
@settings(max_examples=200)
def test_nobody_sees_half_a_character(text: str, most: int) -> None:
    parts = split(text, most)
    whole = [grapheme for grapheme in graphemes(text) if utf16_units(grapheme) > most]
    if not whole:
        assert [grapheme for part in parts for grapheme in graphemes(part)] == graphemes(text)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("012345", "012345"),
        (" 012 345\n", "012345"),
        ("０１２　３４５", "012345"),
        ("012-345", "012345"),
        ("012ー345", "012345"),
        ("012－345", "012345"),
        ("012\u2212345", "012345"),
        ("0\u200e12\ufeff345", "012345"),
        ("①②③④⑤⑥", "123456"),
        ("12345", None),
        ("1234567", None),
        ("١٢٣٤٥٦", None),
        ("12345a", None),
        ("一二三四五六", None),
        ("¹²³⁴⁵⁶", "123456"),
        ("+12345", None),
        ("123.456", None),
        ("1" * 10_000, None),
        ("\ud800", None),
        ("", None),
    ],
)
def test_six_digits_are_read_as_people_write_them(typed: str, digits: str | None) -> None:
    assert digits_of(typed) == digits
