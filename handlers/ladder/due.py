"""How many deadlines lie in which fiscal year, as bars: for planning, without names, and of nobody in particular."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial, reduce
from html import escape

from handlers.kit.cards import File
from handlers.kit.picture import FONTS, to_png
from handlers.kit.turn import Turn
from handlers.ladder.drawing import EDGE, INK, LETTER, PAPER, PATTERNS, SMALL, WIDTH
from messages.eras import Era, EraYears
from messages.words import Msg, msg

DOTS = 1080
HEAD, ROW, BAR = 124, 60, 36
FROM, UNTIL = 160, 580
# So many years ahead a deadline lies: two windows.
MOST = 12


def due_by_year(turn: Turn, counts: Mapping[int, int]) -> File:
    """Return the picture of how many deadlines lie in each fiscal year, by its number; years between with none too."""
    years = range(min(counts, default=0), max(counts, default=-1) + 1)[:MOST]
    day = msg("kit-day", day=Era(turn.today))
    says = [_line(year, counts.get(year, 0)) for year in years]
    say = turn.words.say
    drawing = partial(
        draw,
        say(msg("paper-ladder-due-title")),
        say(msg("paper-ladder-picture-day", day=day)),
        [(say(_named(year)), counts.get(year, 0), say(_count(counts.get(year, 0)))) for year in years],
    )
    return File(
        name=msg("ladder-due-file", day=day),
        says=reduce(lambda one, other: msg("paper-joined", one=one, other=other), says)
        if says
        else msg("ladder-due-nobody"),
        makes={"svg": lambda: drawing().encode(), "png": lambda: to_png(drawing(), DOTS)},
    )


def _named(year: int) -> Msg:
    return msg("kit-day", day=EraYears(year, year))


def _count(count: int) -> Msg:
    return msg("paper-ladder-due-count", count=count)


def _line(year: int, count: int) -> Msg:
    return msg("ladder-due-line", year=_named(year), count=count)


def draw(title: str, day: str, bars: list[tuple[str, int, str]]) -> str:
    """Return bars as SVG: each a name, how many, and how many in words."""
    return "\n".join(_parts(title, day, bars))


def _parts(title: str, day: str, bars: list[tuple[str, int, str]]) -> Iterator[str]:
    high, most = HEAD + len(bars) * ROW + EDGE, max((count for _, count, _ in bars), default=0)
    told = "、".join(f"{name} {words}" for name, _, words in bars)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" width="{WIDTH}" height="{high}"'
        f' role="img" aria-labelledby="title desc" font-family="{FONTS}" font-size="{LETTER}" fill="{INK}">'
    )
    yield f'<title id="title">{escape(title)}</title><desc id="desc">{escape(told)}</desc>'
    pattern = f'<rect width="16" height="16" fill="{PAPER}"/>{PATTERNS[0].format(ink=INK)}'
    yield f'<defs><pattern id="bar" width="16" height="16" patternUnits="userSpaceOnUse">{pattern}</pattern></defs>'
    yield f'<rect width="{WIDTH}" height="{high}" fill="{PAPER}"/>'
    yield f'<text x="{EDGE}" y="52" font-size="34" stroke="{INK}">{escape(title)}</text>'
    yield f'<text x="{EDGE}" y="96" font-size="{SMALL}">{escape(day)}</text>'
    for number, (name, count, words) in enumerate(bars):
        top = HEAD + number * ROW
        wide = (UNTIL - FROM) * count / most if most else 0
        bar = f'<rect x="{FROM}" y="{top + 12}" width="{wide:g}" height="{BAR}" fill="url(#bar)" stroke="{INK}"'
        drawn = f'{bar} stroke-width="3"/>' if count else ""
        yield (
            f'<g class="year"><text x="{EDGE}" y="{top + 39}" font-size="{SMALL}">{escape(name)}</text>'
            f'{drawn}<text x="{FROM + wide + 12:g}" y="{top + 39}">{escape(words)}</text></g>'
        )
    yield "</svg>"
