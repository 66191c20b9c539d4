"""The flower as a drawing: its petals, which are filled, its names and words, on a page and in dots."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest

from handlers.kit.picture import FONTS, to_png
from handlers.reflection.flower import (
    HEIGHT,
    INK,
    LETTER,
    LINE,
    PAPER,
    WATER,
    WIDTH,
    Petal,
    Said,
    draw,
    middle_of,
    name_of,
    width_of,
    wrapped,
)
from messages.perspectives import DEFAULT, MOST, load_set
from tests.png import read_png

S = "{http://www.w3.org/2000/svg}"
SAID = Said("どの視点を見たか", "見た視点：本人中心。", "最近見た視点", "これからの視点")
LABELS = [perspective.label for perspective in load_set(DEFAULT).perspectives]
LONGEST = "長い名前の視点をいくつも並べてみるとこう"


def petals(count: int, *lately: int, label: str = "") -> list[Petal]:
    """Return so many petals, some of them looked at lately."""
    return [Petal(f"k{n}", label or LABELS[n % len(LABELS)], n in lately) for n in range(count)]


def drawn(given: list[Petal]) -> tuple[Element, list[Element]]:
    """Return a drawing and its petals, read as XML."""
    root = fromstring(draw(given, SAID))
    return root, [one for one in root.findall(f"{S}g") if one.get("class") == "petal"]


def names(petal: Element) -> list[str]:
    """Return the lines of a petal's name."""
    return [line.text or "" for line in petal.iter(f"{S}text")]


def test_a_petal_for_each_perspective_from_the_top_clockwise() -> None:
    _, found = drawn(petals(6, 0, 3))
    assert [petal.get("data-key") for petal in found] == [f"k{n}" for n in range(6)]
    assert ["".join(names(petal)) for petal in found] == LABELS
    shapes = [petal.find(f"{S}path") for petal in found]
    turns = [(shape.get("transform") or "").rpartition("rotate(")[2] for shape in shapes if shape is not None]
    assert turns == ["0)", "60)", "120)", "180)", "240)", "300)"]
    fills = [shape.get("fill") for shape in shapes if shape is not None]
    assert fills == ["url(#seen)", PAPER, PAPER, "url(#seen)", PAPER, PAPER]
    assert {shape.get("stroke") for shape in shapes if shape is not None} == {INK}


def test_the_words_of_it_stand_in_it_for_who_cannot_see_it() -> None:
    root, _ = drawn(petals(6, 0))
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title desc")
    found = {one.get("id"): one.text for one in root if one.tag in (f"{S}title", f"{S}desc")}
    assert found == {"title": "どの視点を見たか", "desc": "見た視点：本人中心。"}
    assert [one.text for one in root.findall(f"{S}text")] == ["最近見た視点", "これからの視点"]


def test_there_is_no_number_on_it() -> None:
    root, _ = drawn(petals(10, 1, 2, 3))
    assert not any(sign.isdigit() for one in root.iter(f"{S}text") for sign in one.text or "")


def light(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [INK, WATER])
def test_every_colour_stands_out_in_grey_too(colour: str) -> None:
    assert (light(PAPER) + 0.05) / (light(colour) + 0.05) >= 4.5


def box(petal: Petal, degrees: float) -> tuple[float, float, float, float]:
    """Return the room that a petal's name takes: left, top, right, bottom."""
    name = name_of(petal.label, degrees)
    wide = max(map(width_of, name.lines)) * LETTER / 2
    left = {"start": name.x, "middle": name.x - wide / 2, "end": name.x - wide}[name.anchor]
    return left, name.y - LETTER, left + wide, name.y - LETTER + len(name.lines) * LINE


@pytest.mark.parametrize("count", range(1, MOST + 1))
def test_the_longest_names_fit_and_none_lies_over_another(count: int) -> None:
    boxes = [box(petal, place * 360 / count) for place, petal in enumerate(petals(count, label=LONGEST))]
    assert min(min(left, top) for left, top, _, _ in boxes) >= 0
    assert max(right for _, _, right, _ in boxes) <= WIDTH
    # Below that stands what a pattern means.
    assert max(bottom for _, _, _, bottom in boxes) <= HEIGHT - 64
    over = [
        (one, other)
        for one, a in enumerate(boxes)
        for other, b in enumerate(boxes[:one])
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert over == []


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("本人中心", ("本人中心",)),
        ("エンパワメント", ("エンパワメント",)),
        ("地域に根ざすこと", ("地域に根", "ざすこと")),
        ("ストレングスとリカバリー", ("ストレングス", "とリカバリー")),
        ("あいうえおかー", ("あいうえおかー",)),
        ("あいうえおかきーくけこさし", ("あいうえおかきー", "くけこさし")),
        ("Quality of Life", ("Quality ", "of Life")),
        ("👨‍👩‍👧", ("👨‍👩‍👧",)),
        ("a\u202eb\x01c", ("abc",)),
        (LONGEST, (LONGEST[:7], LONGEST[7:14], LONGEST[14:])),
    ],
)
def test_a_name_is_broken_into_even_lines(label: str, lines: tuple[str, ...]) -> None:
    assert wrapped(label) == lines


def test_a_name_of_signs_breaks_nothing() -> None:
    _, found = drawn([Petal('"><x', "</text>&]]>", True)])
    assert found[0].get("data-key") == '"><x'
    assert names(found[0]) == ["</text>&]]>"]


@pytest.mark.parametrize(("count", "lately"), [(6, (0, 2, 5)), (10, (1, 3)), (1, ()), (2, (0, 1))])
def test_in_dots_each_petal_is_filled_or_not_as_in_the_drawing(count: int, lately: tuple[int, ...]) -> None:
    picture = read_png(to_png(draw(petals(count, *lately), SAID), WIDTH // 2))
    assert (picture.width, picture.height) == (WIDTH // 2, HEIGHT // 2)
    filled = []
    for place in range(count):
        x, y = middle_of(place, count)
        dark = picture.around(x / 2, y / 2, half=7)
        assert dark == 0 or dark > 0.45
        filled += [place] if dark else []
    assert tuple(filled) == lately


def glyph(text: str) -> list[bytes]:
    """Return how a text looks in dots."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" font-family="{FONTS}">'
    return read_png(to_png(f'{drawing}<text y="30" font-size="30">{text}</text></svg>', 40)).rows


def test_every_sign_that_is_drawn_is_in_the_font() -> None:
    nothing, missing = glyph(" "), glyph("\ue000")
    assert missing != nothing
    signs = sorted(set("".join([*LABELS, SAID.seen, SAID.waits])))
    shapes = {sign: glyph(sign) for sign in signs}
    assert [sign for sign, rows in shapes.items() if rows in (nothing, missing)] == []
    assert len({tuple(rows) for rows in shapes.values()}) == len(signs)


def test_what_is_no_drawing_is_refused() -> None:
    with pytest.raises(ValueError):
        to_png("<svg", 100)
