"""The picture of somebody's way: what it shows, in words and as a file; drawn after the turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from handlers.kit.cards import File
from handlers.kit.picture import to_png
from handlers.kit.text import utf16_units
from handlers.kit.turn import Turn
from handlers.ladder import said, way
from handlers.ladder.bands import Since
from handlers.ladder.drawing import PATTERNS, draw
from handlers.ladder.scene import Filling, Frame, Mark, Picture, Shape, Strip
from handlers.ladder.way import Step
from handlers.training.grid import Window
from handlers.training.known import Known
from messages.eras import Era, EraYears, april, fiscal_year
from messages.ladder import Band, Ladder
from messages.words import Msg, given, msg

# Dots across: sharp on a phone's screen, and a tenth of a megabyte.
DOTS = 1080
# So many years fit on a picture that can still be read; a longer way stands in the list.
MOST_YEARS = 30
MOST_SAYS = 560
SHAPES: dict[str, Shape] = {"practice": "began", "done": "done", "taught": "taught", "may": "from", "chief": "from"}
SIGNS: dict[Shape, Msg] = {
    "began": msg("paper-ladder-sign-began"),
    "done": msg("paper-ladder-sign-done"),
    "taught": msg("paper-ladder-sign-taught"),
    "from": msg("paper-ladder-sign-from"),
    "until": msg("paper-ladder-sign-until"),
}
FILLINGS: dict[Filling, Msg] = {
    "filled": msg("paper-ladder-sign-filled"),
    "open": msg("paper-ladder-sign-open"),
    "passed": msg("paper-ladder-sign-passed"),
}


def file(turn: Turn, known: Known, steps: Sequence[Step], ladder: Ladder, since: Since | None, *, duty: bool) -> File:
    """Return the picture of a way as a file, and the same in words; without windows where they do not concern her."""
    picture = scene(turn, known, steps, ladder, since, duty=duty)
    return File(
        name=msg("ladder-picture-file", day=msg("kit-day", day=Era(turn.today))),
        says=_says(turn, known, steps),
        makes={"svg": lambda: draw(picture).encode(), "png": partial(_dots, picture)},
    )


def _dots(picture: Picture) -> bytes:
    return to_png(draw(picture), DOTS)


def _says(turn: Turn, known: Known, steps: Sequence[Step]) -> Msg:
    """Return the steps in words, as many as a picture's words may be: the last ones, which matter most."""
    lines = [turn.words.say(said.line(known, step)) for step in steps]
    whole, more = "", turn.words.say(msg("paper-ladder-picture-more"))
    for line in reversed(lines):
        if utf16_units(line + whole + more) > MOST_SAYS:
            return given(whole + more)
        whole = line + whole
    return given(whole)


def scene(
    turn: Turn, known: Known, steps: Sequence[Step], ladder: Ladder, since: Since | None, *, duty: bool
) -> Picture:
    """Return all that the picture shows."""
    say, every = turn.words.say, way.years_of(steps, turn.today)
    shown = range(max(every.start, every.stop - MOST_YEARS), every.stop)
    year = since.year(turn.today) if since else None
    earlier = msg("paper-ladder-picture-earlier", year=EraYears(shown.start, shown.start))
    now = [msg("paper-ladder-picture-now"), *([msg("paper-ladder-picture-year", year=year)] if year else [])]
    return Picture(
        title=say(msg("ladder-title")),
        day=say(msg("paper-ladder-picture-day", day=msg("kit-day", day=Era(turn.today)))),
        text="".join(say(said.line(known, step)) for step in steps),
        years=tuple((one, say(msg("kit-day", day=EraYears(one, one)))) for one in shown),
        today=turn.today,
        now=tuple(map(say, now)),
        strips=tuple(_strips(turn, ladder, since, shown)),
        frames=tuple(_frames(known, turn.today)) if duty else (),
        marks=tuple(
            Mark(fiscal_year(one.on), SHAPES.get(one.kind, "until"), tuple(map(say, _mark(known, one))))
            for one in steps
        ),
        shapes={shape: say(words) for shape, words in SIGNS.items()},
        fillings={filling: say(words) for filling, words in FILLINGS.items()},
        notes=(say(earlier),) if every.start < shown.start else (),
    )


def _strips(turn: Turn, ladder: Ladder, since: Since | None, shown: range) -> list[Strip]:
    """Return the bands of which something lies within the years that are shown."""
    if since is None:
        return []
    found = [(band, since.begins(band.first), _end(since, band)) for band in ladder.bands[: len(PATTERNS)]]
    return [
        Strip(band.name, turn.words.say(said.band(band)), first, until)
        for band, first, until in found
        if fiscal_year(first) < shown.stop and (until is None or fiscal_year(until) >= shown.start)
    ]


def _end(since: Since, band: Band) -> date | None:
    return None if band.last is None else since.begins(band.last + 1)


def _frames(known: Known, today: date) -> list[Frame]:
    windows = (*known.standing.before, *known.standing.windows)
    return [Frame(april(one.first), one.deadline, _filling(one, today)) for one in windows]


def _filling(window: Window, today: date) -> Filling:
    if window.filled:
        return "filled"
    return "open" if today <= window.deadline else "passed"


def _mark(known: Known, step: Step) -> tuple[Msg, ...]:
    """Return what stands beside a year: short, and with its month or day."""
    course, until = said.course_of(known, step.course), msg("kit-day", day=Era(step.on))
    match step.kind:
        case "window":
            return msg("paper-ladder-mark-window", course=course), until
        case "apply":
            return msg("paper-ladder-mark-apply", course=course), until
        case "group":
            return given(course), until
        case "lapsed":
            return (msg("paper-ladder-mark-lapsed"),)
    named = _named(step, course)
    return (named if step.exactly == "year" else msg("paper-ladder-mark", what=named, month=step.on.month),)


def _named(step: Step, course: str) -> Msg:
    match step.kind, step.part:
        case "practice", _:
            return msg("paper-ladder-mark-practice")
        case "taught", "lecture":
            return msg("paper-ladder-mark-lecture", course=course)
        case "taught", "facilitate":
            return msg("paper-ladder-mark-facilitate", course=course)
        case "taught", _:
            return msg("paper-ladder-mark-plan", course=course)
        case "done", _:
            return given(course)
    return msg("paper-ladder-mark-may", course=course)
