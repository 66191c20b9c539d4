"""What the preview shows of the roster: bringing one in with every kind of line, who is waited for, and being asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from bot.walk import Shot, Walk
from handlers.kit import sheets
from handlers.kit.cards import Button
from handlers.kit.events import Opened, Sent, Tapped
from handlers.kit.turn import Scene, Turn
from handlers.yearsheet import bringing, exporting, lines, telling
from messages.courses import CHIEF, INITIAL, RENEWAL
from messages.words import msg
from storage import awaited, completions, offices, people
from storage.offices import Office
from storage.people import Person

PAGES = 9


def steps(walk: Walk) -> Iterator[Shot]:
    """Look at the roster while there is none, bring it in in every way, and leave nothing behind."""
    with walk.behind() as (_, turn):
        _tidy(turn)
    walk.do(Opened())
    walk.tap("desk")
    walk.tap("desk.training")
    yield walk.tap("yearsheet")
    yield walk.tap("yearsheet.waiting")
    for verb in ("blank", "export"):
        yield walk.do(Tapped(f"yearsheet.{verb}:"))
    yield from _wrong(walk)
    yield from _taken(walk)
    yield from _waiting(walk)
    yield from _asked(walk)
    with walk.behind() as (_, turn):
        _tidy(turn)


def _heads(walk: Walk) -> list[str]:
    office, name = (walk.words.say(head) for head in bringing.RESULTS[1:3])
    return [office, name, *(walk.words.say(exporting.HEADS[one]("")) for one in (INITIAL, RENEWAL, CHIEF))]


def _brings(walk: Walk, *rows: list[str]) -> Shot:
    walk.do(Tapped("yearsheet.bring:"))
    return _gives(walk, [_heads(walk), *rows])


def _gives(walk: Walk, rows: list[list[str]]) -> Shot:
    page = walk.scene.page
    assert page is not None
    text = "\r\n".join(",".join(row) for row in rows)
    return walk.do(Sent(page.draft, page.version, {"file": sheets.packed("a.csv", text.encode())}))


def _last(walk: Walk, key: str) -> Shot:
    """Press the button of the last card whose key begins so."""
    # What would be done is part of the key: it is another each time.
    return replace(walk.do(Tapped(_data(walk, key))), act=f"last.{key}")


def _wrong(walk: Walk) -> Iterator[Shot]:
    """Bring what is no roster, and one in which every line is in question."""
    yield walk.do(Tapped("yearsheet.bring:"))
    yield _gives(walk, [["a"], ["b"]])
    yield _brings(walk)
    yield _brings(walk, *(["A", str(number), "H24", "", ""] for number in range(lines.MOST + 1)))
    wrong = [["A", "1", "=1", "", ""], ["A", "", "H24", "", ""], ["", "2", "H24", "", ""]]
    wrong += [["A", "x" * 61, "H24", "", ""]]
    wrong += [["A", "3", day, "", ""] for day in ("?", "R8.2.30", "R0.1.1", "R30", "H5")]
    wrong += [["A", "4", "H24、H25", "", ""], ["A", "4", "H24", "", ""], ["A", "5", "R3", "R2", ""]]
    with walk.behind() as (_, turn):
        one = people.get(turn.here, turn.person_id)
        assert one is not None
        two = _double(turn, one)
        place, name = offices.name_of(turn.here, one.office_id), one.name
    yield _brings(walk, *wrong, [place, name, "H24", "", ""])
    yield _last(walk, "page_1")
    yield _last(walk, "page_0")
    yield walk.do(Tapped(walk.data("mend.0")))
    yield walk.on_page("leave")
    with walk.behind() as (_, turn):
        turn.here.session.delete(turn.here.session.get_one(Person, (turn.here.network_id, two)))


def _double(turn: Turn, one: Person) -> UUID:
    two = Person(network_id=turn.here.network_id, office_id=one.office_id, name=one.name, joined_at=turn.now)
    two.agreed_at = turn.now
    turn.here.session.add(two)
    turn.here.session.flush()
    return two.id


def _sum(walk: Walk) -> str:
    return walk.words.say(msg("yearsheet-sum")).partition("、")[0]


def _taken(walk: Walk) -> Iterator[Shot]:
    """Bring a roster with a line of each kind that can be taken; what changes meanwhile is shown again."""
    with walk.behind() as (_, turn):
        everybody = [person for person in people.everyone(turn.here) if person.state == "here" and person.office_id]
        one, others = turn.who.person, [each for each in everybody if each.id != turn.person_id][1:3]
        told = date(2015, 11, 20)
        completions.add(turn.here, one.id, INITIAL, told, "day", None, turn.now)
        completions.add(turn.here, others[0].id, INITIAL, told, "day", others[0].id, turn.now)
        others[1].removed_at = turn.now
        new = everybody[0]
        other = next(each for each in everybody if each.id not in (one.id, new.id, *(each.id for each in others)))
        named = (one, *others, new, other)
        names = [(offices.name_of(turn.here, each.office_id), each.name) for each in named]
    own, hers, gone, new_one, unnamed = ([*each] for each in names)
    rows = [[*own, "H27.12.20", "R2", "R5"], [*hers, "H27.10.1", "", ""], [*gone, "H27", "", ""]]
    rows += [[*new_one, "H27", "", ""], [unnamed[0], f"{unnamed[1].split()[0]} X", "H24", "", ""]]
    rows += [
        ["A", own[1], "H24", "", ""],
        ["A", "1", "H24", "", ""],
        ["A", "2", "", "", ""],
        [_sum(walk), "", "7", "", ""],
    ]
    yield _brings(walk, *rows)
    take = _data(walk, "bring")
    with walk.behind() as (_, turn):
        completions.add(turn.here, turn.person_id, CHIEF, date(2023, 4, 1), "year", turn.person_id, turn.now)
    yield replace(walk.do(Tapped(take)), act="last.bring")
    yield _last(walk, "bring")
    yield _brings(walk, *rows)
    with walk.behind() as (_, turn):
        people.by_name(turn.here, gone[1])[0].removed_at = None


def _data(walk: Walk, key: str) -> str:
    buttons = [one for card in walk.scene.cards for one in card.buttons if isinstance(one, Button)]
    return next(button.data for button in buttons if button.verb.startswith(f"last.{key}"))


def _waiting(walk: Walk) -> Iterator[Shot]:
    many = [["A", f"1{number}", "H24", "", ""] for number in range(PAGES)]
    yield _brings(walk, *many)
    yield _last(walk, "bring")
    yield walk.do(Tapped("yearsheet:"))
    yield walk.tap("yearsheet.waiting")
    yield walk.tap("yearsheet.waiting")
    yield walk.tap("yearsheet.one")
    yield walk.tap("yearsheet.drop")


def _asked(walk: Walk) -> Iterator[Shot]:
    """Be asked whether a roster means oneself, in each way of answering."""
    with walk.behind() as (_, turn):
        for one in awaited.everyone(turn.here):
            awaited.remove(turn.here, one.id)
    for verb in ("mine", "mend", "other"):
        with walk.behind() as (_, turn):
            office = turn.here.session.get_one(Office, (turn.here.network_id, turn.who.person.office_id))
            rows = [{"course": RENEWAL, "done_on": "2020-04-01", "exactly": "year"}]
            mine = awaited.put(turn.here, turn.who.person.name, office.name, rows, turn.person_id, turn.now)
            mine.person_id = turn.person_id
        yield walk.do(Opened())
        yield walk.do(Tapped("yearsheet.waiting:"))
        walk.do(Opened())
        yield walk.tap(f"yearsheet.{verb}")
    yield walk.do(Tapped("yearsheet.waiting:"))
    yield _brings(walk, [office.name, turn.who.person.name, "", "R2", ""])
    yield _brings(walk, [office.name, turn.who.person.name, "H24", "R2", ""])
    # A letter holds eight things, and others may come first.
    yield Shot(telling.TOLD, Scene(cards=telling.notice(turn, turn.person_id)))


def _tidy(turn: Turn) -> None:
    # What is walked to later is as it was.
    for one in awaited.everyone(turn.here):
        awaited.remove(turn.here, one.id)
    for person in people.everyone(turn.here):
        for row in completions.of_person(turn.here, person.id):
            completions.remove(turn.here, row.id, person.id)
