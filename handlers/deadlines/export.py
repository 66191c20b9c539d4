"""The list as a table: who of which office has completed what, until when the next one is due, how that stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from handlers.deadlines import cards, said
from handlers.deadlines.looked import Line
from handlers.deadlines.talk import lines_of
from handlers.kit.cards import Card, File
from handlers.kit.table import Value, to_xlsx
from handlers.kit.text import folded
from handlers.kit.turn import Reply, Turn
from handlers.training import known
from handlers.training.grid import Done
from messages.courses import CHIEF, INITIAL, RENEWAL, Rules
from messages.eras import Era
from messages.words import Msg, given, msg

# Each of them has as many columns as somebody has completed it, one at least.
COURSES = (INITIAL, RENEWAL, CHIEF)
BEFORE = (msg("deadlines-head-office"), msg("deadlines-head-name"))
AFTER = (msg("deadlines-head-deadline"), msg("deadlines-head-part"), msg("deadlines-head-applied"))


def make(turn: Turn, _id: str = "") -> Reply:
    """Make the table of everybody who has deadlines, by office and name; it is recorded."""
    lines = sorted(lines_of(turn), key=lambda line: (line.office, folded(line.person.name), line.person.id))
    buttons = (cards.LIST, cards.TRAINING)
    if not lines:
        return Reply(cards=(Card(title=msg("deadlines-export"), paragraphs=(msg("deadlines-none"),), buttons=buttons),))
    turn.note("deadlines.exported")
    says = (msg("deadlines-export-what"), msg("deadlines-may-lack"))
    return Reply(
        cards=(Card(title=msg("deadlines-export"), paragraphs=says, file=_file(turn, lines), buttons=buttons),)
    )


def _file(turn: Turn, lines: Sequence[Line]) -> File:
    say, moment = turn.words.say, turn.who.network.local(turn.now)
    times = {course: max(1, *(len(_of(line, course)) for line in lines)) for course in COURSES}
    heads = [say(head) for head in (*BEFORE, *_heads(known.rules_of(turn.who.network), times), *AFTER)]
    rows = [_row(turn, line, times) for line in lines]
    return File(
        name=msg("deadlines-file", day=Era(turn.today)),
        says=msg("deadlines-file-says", day=Era(turn.today), n=len(rows)),
        makes={"xlsx": partial(to_xlsx, say(msg("deadlines-title")), heads, rows, moment)},
    )


def _of(line: Line, course: str) -> list[Done]:
    return [one for one in line.known.done if one.course == course]


def _heads(rules: Rules, times: Mapping[str, int]) -> list[Msg]:
    found = []
    for key, most in times.items():
        course = rules.course(key)
        name = given(course.name if course else key)
        found += [msg("deadlines-head-course", course=name, n=n) for n in range(1, most + 1)] if most > 1 else [name]
    return found


def _row(turn: Turn, line: Line, times: Mapping[str, int]) -> tuple[Value, ...]:
    say = turn.words.say
    done: list[Value] = []
    for course, most in times.items():
        days: list[Value] = [_day(turn, one) for one in _of(line, course)]
        done += [*days, *[""] * (most - len(days))]
    told = said.of_runs(line) if line.part == "year" or line.said.told else None
    deadline = line.deadline if line.part != "not_mine" else None
    state = say(said.PARTS[line.part])
    return (line.office, line.person.name, *done, deadline or "", state, say(told) if told else "")


def _day(turn: Turn, one: Done) -> Value:
    """Return a day as a day; what is known less exactly in words."""
    return one.on if one.exactly == "day" else turn.words.era(Era(one.on, one.exactly))
