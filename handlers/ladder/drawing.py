"""The picture of a way as SVG: fiscal years downward, so that a telephone has room for what is said beside them.

Every sign has its own shape or pattern, and its words: it is read in black and white, and without the colour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from handlers.kit.lines import broken, width_of
from handlers.kit.picture import FONTS
from handlers.ladder.scene import Filling, Frame, Mark, Picture, Shape, Strip
from messages.eras import april, fiscal_year

# On a phone all of it is half as wide.
WIDTH = 680
LETTER, LINE, EDGE = 28, 38, 16
SMALL = 24
INK, WATER, PAPER, TODAY = "#2c2924", "#1d5c66", "#ffffff", "#e6e1d6"
STRIPS, STRIP, GAP = 143, 30, 6
FRAME = 22
SIGNS = 20  # from the middle of a sign to its words
HEAD, FOOT = 124, 26
PAD = 12  # above and below the lines of a year
PATTERNS = (
    '<path d="M-4 4 L4 -4 M0 16 L16 0 M12 20 L20 12" stroke="{ink}" stroke-width="3"/>',
    '<circle cx="8" cy="8" r="3" fill="{ink}"/>',
    '<path d="M0 8 H16" stroke="{ink}" stroke-width="3"/>',
    '<path d="M8 0 V16" stroke="{ink}" stroke-width="3"/>',
    '<path d="M0 8 H16 M8 0 V16" stroke="{ink}" stroke-width="2"/>',
)


Line = tuple[Shape, bool, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A fiscal year: its name, where it begins and how high it is, and the lines beside it.

    A line is the shape of what it belongs to, whether its sign stands before it, and its words.
    """

    year: int
    name: str
    top: int
    high: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything stands: the rows, the left edge of windows and texts, and where the years end."""

    rows: tuple[Row, ...]
    frames_at: int
    words_at: int

    @property
    def top(self) -> int:
        """Where the years begin."""
        return self.rows[0].top

    @property
    def bottom(self) -> int:
        """Where the years end."""
        return self.rows[-1].top + self.rows[-1].high

    def at(self, day: date) -> float:
        """Return how far down a day stands; before the first and after the last year at their edge."""
        row = next((one for one in self.rows if one.year == fiscal_year(day)), None)
        if row is None:
            return self.top if fiscal_year(day) < self.rows[0].year else self.bottom
        return row.top + row.high * (day - april(row.year)).days / 366


def plan(picture: Picture) -> Plan:
    """Return where everything of a picture stands."""
    frames_at = STRIPS + len(picture.strips) * (STRIP + GAP) + GAP
    words_at = frames_at + FRAME + 36
    # What may not begin a line hangs over the edge of it.
    room = 2 * (WIDTH - LETTER - words_at) // LETTER
    rows, top = [], HEAD
    for year, name in picture.years:
        lines = tuple(line for mark in picture.marks if mark.year == year for line in _lines(mark, room))
        below = len(picture.now) if year == fiscal_year(picture.today) else 0
        high = max(1, len(lines), 1 + below) * LINE + 2 * PAD
        rows.append(Row(year, name, top, high, lines))
        top += high
    return Plan(tuple(rows), frames_at, words_at)


def _lines(mark: Mark, room: int) -> list[Line]:
    words = [line for part in mark.words for line in broken(part, room)]
    return [(mark.shape, number == 0, line) for number, line in enumerate(words)]


def draw(picture: Picture) -> str:
    """Return the picture as SVG."""
    placed = plan(picture)
    legend = list(_legend(picture))
    foot = placed.bottom + FOOT
    parts = [
        *_head(picture, foot + len(legend) * LINE + EDGE),
        *_rows(picture, placed),
        *(line for number, strip in enumerate(picture.strips) for line in _strip(placed, number, strip)),
        *(_frame(frame, placed) for frame in picture.frames),
        *_marks(placed),
        *(f'<g class="legend" transform="translate(0 {foot + n * LINE})">{row}</g>' for n, row in enumerate(legend)),
        "</svg>",
    ]
    return "\n".join(parts)


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" fill="{INK}"{more}>{escape(words)}</text>'


def _head(picture: Picture, high: int) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" width="{WIDTH}" height="{high}"'
        f' role="img" aria-labelledby="title desc" font-family="{FONTS}" font-size="{LETTER}">'
    )
    yield f'<title id="title">{escape(picture.title)}</title><desc id="desc">{escape(picture.text)}</desc>'
    drawn = "".join(
        f'<pattern id="band{n}" width="16" height="16" patternUnits="userSpaceOnUse">'
        f'<rect width="16" height="16" fill="{PAPER}"/>{lines.format(ink=INK)}</pattern>'
        for n, lines in enumerate(PATTERNS)
    )
    yield f"<defs>{drawn}</defs>"
    yield f'<rect width="{WIDTH}" height="{high}" fill="{PAPER}"/>'
    yield _text(EDGE, 52, picture.title, f' font-size="34" stroke="{INK}"')
    yield _text(EDGE, 96, picture.day, f' font-size="{SMALL}"')


def _rows(picture: Picture, placed: Plan) -> Iterator[str]:
    for row in placed.rows:
        now = row.year == fiscal_year(picture.today)
        if now:
            yield f'<rect class="now" x="0" y="{row.top}" width="{WIDTH}" height="{row.high}" fill="{TODAY}"/>'
        yield f'<path d="M0 {row.top} H{WIDTH}" stroke="{INK}" stroke-width="{3 if now else 1}"/>'
        yield _text(EDGE, row.top + PAD + LETTER, row.name, f' class="year" font-size="{SMALL}"')
        for number, words in enumerate(picture.now if now else (), start=1):
            y = row.top + PAD + number * LINE
            if number == 1:
                # White on dark, whatever the printer makes of the grey.
                wide = width_of(words) * SMALL // 2 + 20
                yield f'<rect x="{EDGE - 4}" y="{y + 3}" width="{wide}" height="{LINE - 4}" rx="8" fill="{INK}"/>'
                yield _text(EDGE + 6, y + LETTER, words, f' font-size="{SMALL}"').replace(INK, PAPER)
            else:
                yield _text(EDGE, y + LETTER, words, f' font-size="{SMALL}"')
    today = next(row for row in placed.rows if row.year == fiscal_year(picture.today))
    for y in (today.top + today.high, placed.bottom):
        yield f'<path d="M0 {y} H{WIDTH}" stroke="{INK}" stroke-width="3"/>'


def _strip(placed: Plan, number: int, strip: Strip) -> Iterator[str]:
    """Give a band's strip and, where it is long enough, its name down along it."""
    x = STRIPS + number * (STRIP + GAP)
    top, bottom = placed.at(strip.first), placed.at(strip.until) if strip.until else placed.bottom
    yield (
        f'<g class="band"><rect x="{x}" y="{top:g}" width="{STRIP}" height="{bottom - top:g}"'
        f' fill="url(#band{number % len(PATTERNS)})" stroke="{INK}" stroke-width="2"/>'
    )
    long = width_of(strip.name) * SMALL // 2 + 12
    if bottom - top >= long + 12:
        middle = x + STRIP / 2
        yield f'<rect x="{x + 2}" y="{top + 6:g}" width="{STRIP - 4}" height="{long}" fill="{PAPER}"/>'
        yield _text(middle, top + 12, strip.name, f' font-size="{SMALL}" writing-mode="vertical-rl"')
    yield "</g>"


def _frame(frame: Frame, placed: Plan) -> str:
    top, bottom = placed.at(frame.first), placed.at(frame.until)
    box = _box(frame.filling, placed.frames_at, top + 3, FRAME, bottom - top - 6, "window")
    return box + _hook(frame.filling, placed.frames_at + FRAME / 2, (top + bottom) / 2)


def _hook(filling: Filling, x: float, y: float) -> str:
    if filling != "filled":
        return ""
    return f'<path d="M{x - 7:g} {y:g} l5 7 l9 -13" fill="none" stroke="{PAPER}" stroke-width="4"/>'


def _box(filling: Filling, x: float, y: float, wide: float, high: float, name: str) -> str:
    dashes = ' stroke-dasharray="10 7"' if filling == "passed" else ""
    return (
        f'<rect class="{name} {filling}" x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="8"'
        f' fill="{WATER if filling == "filled" else PAPER}" stroke="{INK}" stroke-width="4"{dashes}/>'
    )


def _marks(placed: Plan) -> Iterator[str]:
    for row in placed.rows:
        for number, (shape, first, words) in enumerate(row.lines):
            y = row.top + PAD + number * LINE + LETTER
            heavy = f' stroke="{INK}"' if shape == "until" else ""
            sign = _sign(shape, placed.words_at - SIGNS, y - 10) if first else ""
            yield f'<g class="mark {shape}">{sign}{_text(placed.words_at, y, words, heavy)}</g>'


def _sign(shape: Shape, x: float, y: float) -> str:
    drawn = {
        "began": f'<circle r="9" fill="{PAPER}"',
        "done": f'<circle r="10" fill="{INK}"',
        "taught": f'<path d="M0 -11 L12 9 H-12 Z" fill="{INK}"',
        "from": f'<path d="M0 -12 L12 0 L0 12 L-12 0 Z" fill="{PAPER}"',
        "until": f'<path d="M-8 13 V-12 H12 L6 -4 L12 4 H-8" fill="{INK}"',
    }[shape]
    return f'{drawn} transform="translate({x:g} {y:g})" stroke="{INK}" stroke-width="3"/>'


def _legend(picture: Picture) -> Iterator[str]:
    """Give the lines below: what each sign, window and pattern of this picture means, then what is not in it."""
    for number, strip in enumerate(picture.strips):
        swatch = f'<rect x="{EDGE}" y="4" width="34" height="26" fill="url(#band{number % len(PATTERNS)})"'
        yield f'{swatch} stroke="{INK}" stroke-width="2"/>{_text(EDGE + 48, LETTER, strip.label)}'
    for filling, words in picture.fillings.items():
        if any(frame.filling == filling for frame in picture.frames):
            yield (
                _box(filling, EDGE + 2, 4, 30, 26, "key")
                + _hook(filling, EDGE + 17, 17)
                + _text(EDGE + 48, LETTER, words)
            )
    for shape, words in picture.shapes.items():
        if any(mark.shape == shape for mark in picture.marks):
            yield _sign(shape, EDGE + 17, LETTER - 10) + _text(EDGE + 48, LETTER, words)
    for note in picture.notes:
        for line in broken(note, 2 * (WIDTH - 2 * EDGE) // SMALL):
            yield _text(EDGE, LETTER, line, f' font-size="{SMALL}"')
