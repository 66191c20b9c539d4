"""The flower: a petal for each perspective of the set, filled where it was looked at lately; a picture, not a score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from math import cos, pi, radians, sin, tan

from handlers.kit.lines import width_of as width_of
from handlers.kit.picture import FONTS
from handlers.kit.text import clean, graphemes
from handlers.language.breaking import NEVER_FIRST

WIDTH, HEIGHT = 960, 760
X, Y = 480, 345
INNER, TIP, NAMES = 46, 190, 208
# On a phone the whole is a third as wide.
LETTER, LINE = 34, 38
ROW = 7  # full-width letters of a name on one line
INK, WATER, PAPER = "#2c2924", "#1d5c66", "#ffffff"


@dataclass(frozen=True, slots=True)
class Petal:
    """One perspective: its key and name, and whether it was looked at lately."""

    key: str
    label: str
    lately: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What is said in words: the picture's name, what it shows, and the names of a filled and an empty petal."""

    title: str
    text: str
    seen: str
    waits: str


@dataclass(frozen=True, slots=True)
class Name:
    """Where the name of a petal stands: its lines, the side on which they are aligned, the place of the first one."""

    lines: tuple[str, ...]
    anchor: str
    x: float
    y: float


def draw(petals: list[Petal], said: Said) -> str:
    """Return the flower as SVG: 1 to 10 petals from the top clockwise, each with its name, and what a pattern means."""
    parts = [*_head(said), *_petals(petals), *_legend(said), "</svg>"]
    return "\n".join(parts)


def _head(said: Said) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' role="img" aria-labelledby="title desc" font-family="{FONTS}" font-size="{LETTER}">'
    )
    yield f'<title id="title">{escape(said.title)}</title><desc id="desc">{escape(said.text)}</desc>'
    yield (
        '<defs><pattern id="seen" width="16" height="16" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="16" height="16" fill="{WATER}"/><rect width="3" height="16" fill="{PAPER}"/></pattern></defs>'
    )
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'


def _petals(petals: list[Petal]) -> Iterator[str]:
    turn = 360 / len(petals)
    shape = outline(len(petals))
    for place, petal in enumerate(petals):
        name = name_of(petal.label, place * turn)
        lines = "".join(
            f'<text x="{name.x:.0f}" y="{name.y + row * LINE:.0f}" text-anchor="{name.anchor}">{escape(line)}</text>'
            for row, line in enumerate(name.lines)
        )
        yield (
            f'<g class="petal" data-key="{escape(petal.key)}">'
            f'<path d="{shape}" transform="translate({X} {Y}) rotate({place * turn:g})" {_fill(petal.lately)}/>'
            f'<g fill="{INK}">{lines}</g></g>'
        )
    yield f'<circle cx="{X}" cy="{Y}" r="{INNER - 14}" fill="{PAPER}" stroke="{INK}" stroke-width="3"/>'


def _fill(lately: bool) -> str:
    return f'fill="{"url(#seen)" if lately else PAPER}" stroke="{INK}" stroke-width="3"'


def outline(count: int) -> str:
    """Return the path of one petal of so many, pointing up from the middle: none touches its neighbour."""
    wide = round(112 * tan(min(pi / count, pi / 7)))
    belly, low = round(wide * 1.3), -INNER - 54
    return f"M0 {-INNER} C{-belly} {low} {-wide} {-TIP} 0 {-TIP} C{wide} {-TIP} {belly} {low} 0 {-INNER} Z"


def middle_of(place: int, count: int) -> tuple[float, float]:
    """Return the point in the middle of a petal."""
    angle = radians(place * 360 / count)
    half = (INNER + TIP) / 2
    return X + half * sin(angle), Y - half * cos(angle)


def name_of(label: str, degrees: float) -> Name:
    """Return where a name stands: beyond the petal's tip, on its side of the flower."""
    lines = wrapped(label)
    angle = radians(degrees)
    side, up = sin(angle), cos(angle)
    high = len(lines) * LINE
    anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
    middle = Y - up * (NAMES + high / 2)
    return Name(lines, anchor, X + side * NAMES, middle - high / 2 + LETTER)


def wrapped(label: str) -> tuple[str, ...]:
    """Return a name in lines of about the same width, at most seven full-width letters, between graphemes."""
    letters = graphemes(" ".join(clean(label).split()))
    whole = sum(map(width_of, letters))
    rows = max(1, -(-whole // (2 * ROW)))
    room = 2 * -(-whole // (2 * rows))
    lines, line = [], ""
    for letter in letters:
        if width_of(line) + width_of(letter) > room and letter not in NEVER_FIRST:
            lines.append(line)
            line = ""
        line += letter
    return (*lines, line)


def _legend(said: Said) -> Iterator[str]:
    for x, lately, text in ((X - 340, True, said.seen), (X + 40, False, said.waits)):
        yield f'<rect x="{x}" y="{HEIGHT - 56}" width="44" height="32" rx="8" {_fill(lately)}/>'
        yield f'<text x="{x + 56}" y="{HEIGHT - 28}" fill="{INK}">{escape(text)}</text>'
