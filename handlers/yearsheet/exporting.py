"""The roster to hand over: everybody's trainings in the columns in which they can be brought back, and a blank one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from handlers.kit.cards import Button, Card, File
from handlers.kit.table import Value, to_xlsx
from handlers.kit.turn import Reply, Turn
from handlers.training.grid import Done
from handlers.yearsheet import looking
from handlers.yearsheet.headings import COURSES
from handlers.yearsheet.judging import JOINED
from messages.courses import CHIEF, INITIAL, RENEWAL
from messages.eras import Era
from messages.words import Msg, Words, msg
from storage import awaited, completions, people

# Whose office must post it; others stand in it where something is known of them.
ROLES = frozenset({"counsellor", "chief", "support_worker"})
# So many columns at least, as on paper.
LEAST = {INITIAL: 1, RENEWAL: 3, CHIEF: 1}
HEADS = {
    INITIAL: lambda n: msg("yearsheet-head-initial", n=n),
    RENEWAL: lambda n: msg("yearsheet-head-renewal", n=n),
    CHIEF: lambda n: msg("yearsheet-head-chief", n=n),
}
BACK = (Button(msg("yearsheet-back"), "yearsheet"),)


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the roster, and how she stands to the network."""

    office: str
    name: str
    done: tuple[Done, ...]
    stands: Msg


def export(turn: Turn, _id: str = "") -> Reply:
    """Hand over the roster as it stands; that it was is in the record."""
    found = _everybody(turn)
    file = _file(turn, found, msg("yearsheet-title"))
    turn.note("roster.exported")
    says = (msg("yearsheet-exported", n=len(found)), msg("yearsheet-exported-names"))
    return Reply(cards=(Card(msg("yearsheet-export"), (), None, says, BACK, file=file),))


def blank(turn: Turn, _id: str = "") -> Reply:
    """Hand over the headings alone, to be filled in."""
    file = _file(turn, [], msg("yearsheet-blank-file"))
    return Reply(cards=(Card(msg("yearsheet-blank"), (), None, (msg("yearsheet-how-days"),), BACK, file=file),))


def _everybody(turn: Turn) -> list[Line]:
    everybody = [(person, office) for person, office in looking.placed(turn.here) if person.state in JOINED]
    done = completions.of_people(turn.here, [person.id for person, _ in everybody])
    found = []
    for person, office in everybody:
        hers = tuple(Done(one.done_on, one.course, one.exactly) for one in done.get(person.id, ()))
        hers = tuple(one for one in hers if one.course in COURSES)
        if office and (hers or ROLES & set(people.roles_of(turn.here, person.id))):
            found.append(Line(office, person.name, hers, msg("yearsheet-stands-here")))
    for one in awaited.everyone(turn.here):
        found.append(Line(one.office, one.name, looking.kept(one), looking.stands(one)))
    return sorted(found, key=lambda line: (line.office, line.name))


def _file(turn: Turn, found: Sequence[Line], title: Msg) -> File:
    words, local = turn.words, turn.who.network.local(turn.now)
    heads, rows = table(found, words)
    said = words.say(title)
    return File(name=title, says=title, makes={"xlsx": partial(to_xlsx, said, heads, rows, local)})


def table(found: Sequence[Line], words: Words) -> tuple[list[str], list[list[Value]]]:
    """Return the headings and lines of a roster: as many columns of a course as somebody has completed it."""
    most = {course: max([LEAST[course], *(len(_of(line, course)) for line in found)]) for course in COURSES}
    heads = [words.say(msg("yearsheet-column-office")), words.say(msg("yearsheet-column-name"))]
    for course in COURSES:
        heads += [words.say(HEADS[course](number + 1 if most[course] > 1 else "")) for number in range(most[course])]
    rows: list[list[Value]] = []
    for line in found:
        row: list[Value] = [line.office, line.name]
        for course in COURSES:
            days = [_cell(one, words) for one in _of(line, course)]
            row += [*days, *[""] * (most[course] - len(days))]
        rows.append([*row, words.say(line.stands)])
    return [*heads, words.say(msg("yearsheet-column-stands"))], rows


def _of(line: Line, course: str) -> list[Done]:
    return sorted(one for one in line.done if one.course == course)


def _cell(one: Done, words: Words) -> Value:
    return one.on if one.exactly == "day" else words.say(msg("yearsheet-day", day=Era(one.on, one.exactly)))
