"""A card's file: what it may be called, what it may be, and where it has no place."""

from __future__ import annotations

import threading

import pytest

from bot.faces.files import MOST_BYTES, Paper, made, paper_of
from handlers.kit.cards import MEDIA, Card, File
from handlers.kit.errors import LimitError
from handlers.kit.limits import check_card, check_lasting
from messages.words import given, words_of

WORDS = words_of()


def card(name: str = "シート", says: str = "紙です。", *endings: str) -> Card:
    """Return a card with a file of these endings."""
    makes = {ending: lambda ending=ending: ending.encode() for ending in endings or ("docx",)}
    return Card(title=given("x"), file=File(given(name), given(says), makes))


@pytest.mark.parametrize("ending", sorted(set(MEDIA) - {"svg"}))
def test_every_kind_that_is_known_can_be_handed_over(ending: str) -> None:
    check_card(card("x", "y", ending), WORDS)
    paper = paper_of(card("x", "y", ending), WORDS)
    assert paper is not None and (paper.name, paper.media) == (f"x.{ending}", MEDIA[ending])


@pytest.mark.parametrize(
    "wrong",
    [
        card("x" * 61),
        card(""),
        card("x", ""),
        card("x", "あ" * 601),
        card("x", "y", "exe"),
        card("x", "y", "svg"),
        card("x", "y", "docx", "exe"),
    ],
)
def test_what_some_platform_could_not_take_is_refused_at_declaration(wrong: Card) -> None:
    with pytest.raises(LimitError):
        check_card(wrong, WORDS)


def test_what_is_drawn_again_and_again_has_no_file() -> None:
    check_card(card("x" * 60, "あ" * 600), WORDS)
    check_lasting((Card(title=given("x")),))
    with pytest.raises(LimitError):
        check_lasting((Card(title=given("x")), card()))


def test_a_page_is_given_lines_and_a_chat_dots() -> None:
    both = card("絵", "みた視点です。", "svg", "png")
    papers = [paper_of(both, WORDS, vector=vector) for vector in (True, False)]
    assert [paper and (paper.name, paper.picture) for paper in papers] == [("絵.svg", True), ("絵.png", True)]
    assert paper_of(Card(title=given("x")), WORDS) is None


@pytest.mark.parametrize("sign", [*'/\\:*?"<>|', "\n", "\x00"])
def test_a_name_has_nothing_that_a_system_forbids(sign: str) -> None:
    paper = paper_of(card(f"振り返り{sign}シート"), WORDS)
    assert paper is not None and paper.name == "振り返り_シート.docx"


@pytest.mark.parametrize(("size", "fits"), [(0, False), (1, True), (MOST_BYTES, True), (MOST_BYTES + 1, False)])
async def test_nothing_and_too_much_are_no_file(size: int, fits: bool) -> None:
    data = await made(Paper("x.txt", "txt", "x", lambda: b"x" * size))
    assert (data is not None) is fits


async def test_one_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.faces.files.MAKE_SECONDS", 0.05)
    hangs = threading.Event()
    try:
        assert await made(Paper("x.txt", "txt", "x", lambda: bytes(hangs.wait(5)))) is None
    finally:
        hangs.set()
    assert await made(Paper("x.txt", "txt", "x", lambda: b"x")) == b"x"
