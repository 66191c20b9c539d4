"""Steps of the preview: coordinators enter, change and bring in runs; somebody looks, answers, asks for the 推薦."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from bot.walk import Shot, Walk
from handlers.kit import sheets
from handlers.kit.cards import Card, Fact
from handlers.kit.events import Opened, Sent, Tapped
from handlers.kit.turn import Scene, Turn
from handlers.runs import fields, notices, rows
from messages.eras import fiscal_year
from messages.words import msg
from storage import applications, careers, completions, networks, nudges, people, runs
from storage.applications import STATES
from storage.ids import short
from storage.runs import CourseRun

INITIAL = date(2021, 11, 20)
# The prefecture is the network's, until it is mended.
BLANK: dict[str, str | None] = dict.fromkeys(name for name in fields.FIELDS if name != fields.PREFECTURE)


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through all that is done with runs."""
    with walk.behind() as (_, turn):
        # What others have left there would stand between.
        _clear(turn)
        before = turn.who.network.prefecture, people.roles_of(turn.here, turn.person_id)
        people.set_roles(turn.here, turn.person_id, ["counsellor", "coordinator"])
    for verb in ("runs", "runs.desk", "runs.past", "runs.asked"):
        yield walk.do(Tapped(f"{verb}:"))
    yield from _enters(walk)
    yield from _changes(walk)
    yield from _brings(walk)
    yield from _lists(walk)
    yield from _says(walk)
    yield from _asks(walk)
    with walk.behind() as (_, turn):
        _untrained(turn)
        _clear(turn)
        networks.hold(turn.here).prefecture = before[0]
        people.set_roles(turn.here, turn.person_id, before[1])


def _told(walk: Walk) -> Iterator[Shot]:
    """Show what waits to be told: a letter may be full of other things."""
    with walk.behind() as (_, turn):
        told = [notices.told_changed(turn, notices.of_version(run)) for run in runs.everything(turn.here)]
        for asked in applications.recommendations(turn.here):
            told.append(notices.told_asked(turn, notices.of_request(asked)))
            told.append(notices.told_decided(turn, notices.of_answer(asked) or asked.id))
    yield from (Shot("runs.told", Scene(cards=cards)) for cards in told if cards)


def _day(turn: Turn | Walk, days: int) -> date:
    today = turn.today if isinstance(turn, Turn) else turn.network.local(turn.clock.at).date()
    return today + timedelta(days=days)


def _fills(walk: Walk, values: Mapping[str, str | None]) -> Shot:
    page = walk.scene.page
    assert page is not None
    return walk.do(Sent(page.draft, page.version, dict(values)))


def _enters(walk: Walk) -> Iterator[Shot]:
    """Enter a run, at first with what cannot be read, then with what is in no order."""
    with walk.behind() as (_, turn):
        networks.hold(turn.here).prefecture = ""
    yield walk.do(Tapped("runs.add:"))
    yield walk.on_page("leave")
    with walk.behind() as (_, turn):
        networks.hold(turn.here).prefecture = "X"
    walk.do(Tapped("runs.add:"))
    blank = BLANK | {fields.COURSE: "renewal", fields.WARD: "both"}
    monday = _day(walk, 30)
    wrong = f"{monday.month}/{monday.day}({walk.words.day(monday + timedelta(days=1))[-2]})"
    yield _fills(walk, blank | {fields.APPLY: "x", fields.OPENS: "R8.2.30", fields.DAYS: wrong, fields.URL_: "x"})
    yield _fills(walk, blank | {fields.APPLY: "R8.12", fields.OPENS: "R9.1.12", fields.DAYS: "R8.12"})
    apply, opens = f"{_day(walk, -5)}~{_day(walk, 8)}", str(_day(walk, 60))
    many = "\n".join(str(_day(walk, 59 + n)) for n in range(25))
    yield _fills(walk, blank | {fields.APPLY: apply, fields.OPENS: str(_day(walk, 1)), fields.DAYS: str(_day(walk, 0))})
    yield _mends(walk, fields.DAYS, many)
    yield _mends(walk, fields.DAYS, f"{opens} 9:30\n{_day(walk, 61)} 9:30-17:00")
    yield _mends(walk, fields.APPLY, str(_day(walk, -3)))
    yield _mends(walk, fields.OPENS, str(_day(walk, -1)))
    yield _mends(walk, fields.OPENS, opens)
    yield _mends(walk, fields.APPLY, apply)
    yield _mends(walk, fields.PLACE, "3F")
    yield _mends(walk, fields.HOW, "Web")
    yield _mends(walk, fields.URL_, "https://ward.example/a")
    yield walk.tap("last.keep")


def _mends(walk: Walk, name: str, text: str) -> Shot:
    walk.tap(f"mend.{fields.FIELDS.index(name)}")
    return _fills(walk, {name: text})


def _changes(walk: Walk) -> Iterator[Shot]:
    """Change it, not at all, while somebody else does, and to what it is; copy it; take it off and let it be on."""
    with walk.behind() as (_, turn):
        run = runs.everything(turn.here)[0]
        id, opens = short(run.id), run.opens_on
        applications.say(turn.here, run.id, turn.person_id, "accepted", turn.now)
    yield walk.do(Tapped(f"runs.change:{id}"))
    yield walk.tap("last.keep")
    walk.do(Tapped(f"runs.change:{id}"))
    yield walk.tap(f"mend.{fields.FIELDS.index(fields.PLACE)}")
    _fills(walk, {fields.PLACE: "4F"})
    yield walk.tap("last.keep")
    yield from _told(walk)
    walk.do(Tapped(f"runs.change:{id}"))
    with walk.behind() as (_, turn):
        runs.everything(turn.here)[0].version += 1
    yield walk.tap("last.keep")
    yield walk.do(Tapped(f"runs.copy:{id}"))
    _mends(walk, fields.OPENS, str(_day(walk, 59)))
    yield walk.tap("leave")
    walk.do(Tapped("runs.add:"))
    yield _fills(walk, BLANK | {"course": "renewal", "place": "4F", "opens": str(opens), "ward": "no"})
    yield walk.tap("leave")
    walk.do(Tapped(f"runs.one:{id}"))
    yield walk.tap("runs.off")
    yield walk.tap("runs.off_now")
    yield from _told(walk)
    yield walk.do(Tapped(f"run:{id}"))
    yield walk.do(Tapped(f"run.file:{id}"))
    yield walk.do(Tapped("runs.past:"))
    yield walk.do(Tapped("runs:"))
    yield walk.do(Tapped(f"runs.on:{id}"))
    yield walk.do(Tapped(f"run.file:{id}"))
    yield walk.do(Tapped(f"runs.one:{id}"))
    listed = msg("runs-and-more", names="X", n=1)
    yield Shot("names", Scene(cards=(Card(facts=(Fact(msg("runs-who-unanswered"), listed),)),)))


def _brings(walk: Walk) -> Iterator[Shot]:
    """Bring a table in: one that is none, one with every kind of row; leave it, and keep it."""
    heads = [walk.words.say(name).split("、")[0] for name in rows.HEADINGS.values()]
    course, opens = walk.words.say(msg("preview-course")), str(_day(walk, 90))
    fine = _row(COURSE=course, TITLE="A", OPENS=opens)
    wrong = [
        _row(OPENS=opens),
        _row(COURSE="x", OPENS=opens),
        _row(COURSE=course, TITLE="x" * 61, OPENS=opens),
        _row(COURSE=course, TITLE=walk.words.say(msg("preview-names")), OPENS=opens),
        _row(COURSE=course, OPENS="x"),
        _row(COURSE=course, OPENS=opens, FIRST=opens, LAST=str(_day(walk, 80))),
        _row(COURSE=course, OPENS=opens, WARD="x"),
        _row(COURSE=course, OPENS=opens, HOW="=1"),
        fine,
        fine,
    ]
    yield walk.do(Tapped("runs.template:"))
    yield walk.do(Tapped("runs.bring:"))
    for table in ([["a"], ["b"]], [heads], [heads, *wrong, fine], [heads, *[fine] * (rows.MOST_ROWS + 1)]):
        yield _gives(walk, table)
    for answer in ("leave", "bring"):
        walk.do(Tapped("runs.bring:"))
        yield _gives(walk, [heads, fine, _row(COURSE=course, TITLE="B", OPENS=str(_day(walk, -9)))])
        yield walk.on_page(f"pick.{answer}")
    walk.do(Tapped("runs.bring:"))
    yield _gives(walk, [heads, fine])


def _row(**cells: str) -> list[str]:
    by_name = {getattr(rows, name): value for name, value in cells.items()}
    return [by_name.get(what, "") for what in rows.HEADINGS]


def _gives(walk: Walk, table: list[list[str]]) -> Shot:
    page = walk.scene.page
    assert page is not None
    text = "\r\n".join(",".join(row) for row in table)
    return walk.do(Sent(page.draft, page.version, {"file": sheets.packed("a.csv", text.encode())}))


def _lists(walk: Walk) -> Iterator[Shot]:
    """Look at runs whose application is to come, ends today, is over, or of which nobody knows when it is."""
    with walk.behind() as (_, turn):
        _trained(turn, INITIAL, INITIAL)
        spans = [(1, 9), (1, None), (-9, 0), (-9, -1), (None, 5), (None, None)]
        ids = [_made(turn, first, last) for first, last in spans]
        past = _made(turn, None, None, opens=-3)
        far = _made(turn, None, None, opens=400)
    for verb in ("runs", "runs.desk"):
        yield walk.do(Tapped(f"{verb}:"))
        yield walk.tap(verb)
    for id in (*ids, past, far):
        yield walk.do(Tapped(f"run:{short(id)}"))
        yield walk.do(Tapped(f"runs.one:{short(id)}"))
        yield walk.do(Tapped(f"runs.change:{short(id)}"))
        yield walk.tap("leave")
    with walk.behind() as (_, turn):
        _trained(turn, INITIAL, turn.today)
    yield walk.do(Tapped("runs:"))
    yield walk.do(Tapped(f"run:{short(ids[0])}"))


def _made(turn: Turn, first: int | None, last: int | None, *, opens: int = 50, **values: Any) -> UUID:
    told = {"course": "renewal", "prefecture": "", "title": "A", "days": []} | values
    run = CourseRun(entered_at=turn.now, **told)
    run.apply_from = None if first is None else _day(turn, first)
    run.apply_to = None if last is None else _day(turn, last)
    run.opens_on = _day(turn, opens)
    return runs.add(turn.here, run).id


def _trained(turn: Turn, initial: date, practice: date, *renewals: date) -> None:
    _untrained(turn)
    for course, day in (("initial", initial), *(("renewal", day) for day in renewals)):
        completions.add(turn.here, turn.person_id, course, day, "day", turn.person_id, turn.now)
    careers.made(turn.here, turn.person_id).practice_on = practice


def _untrained(turn: Turn) -> None:
    for one in completions.of_person(turn.here, turn.person_id):
        turn.here.session.delete(one)
    for taught in completions.teachings_of(turn.here, turn.person_id):
        turn.here.session.delete(taught)
    careers.made(turn.here, turn.person_id).practice_on = None
    turn.here.session.flush()


def _says(walk: Walk) -> Iterator[Shot]:
    """Say everything that can be said of a run; the next day stands on home; when all are closed, whom to call."""
    with walk.behind() as (_, turn):
        _clear(turn)
        # In the last year of her window, whatever day the walk has reached.
        _trained(turn, date(fiscal_year(turn.today) - 5, 4, 1), INITIAL)
        day = {"day": turn.today.isoformat(), "from": 570, "until": 1020}
        id = short(_made(turn, None, 0, opens=0, days=[day]))
        later = short(_made(turn, None, 0, opens=0, days=[{**day, "day": _day(turn, 1).isoformat()}]))
    yield walk.do(Tapped(f"run:{later}"))
    for state in (*STATES, "accepted"):
        yield walk.do(Tapped(f"run.{state}:{id}"))
        yield walk.do(Tapped("runs:"))
        yield walk.do(Tapped(f"runs.one:{id}"))
    yield walk.do(Opened())
    yield walk.do(Tapped(f"run.unsay:{id}"))
    walk.do(Tapped(f"run.accepted:{later}"))
    yield walk.do(Opened())
    with walk.behind() as (_, turn):
        _clear(turn)
        _made(turn, None, -1, opens=1)
    yield walk.do(Tapped("runs:"))
    with walk.behind() as (_, turn):
        networks.hold(turn.here).prefecture = ""
    yield walk.do(Tapped("runs:"))


def _asks(walk: Walk) -> Iterator[Shot]:
    """Ask for the ward's 推薦, at first with an empty record; have it answered in every way."""
    with walk.behind() as (_, turn):
        _clear(turn)
        _untrained(turn)
        id, chief = (
            short(_made(turn, None, 20, by_ward=True)),
            short(_made(turn, None, 20, by_ward=True, course="chief")),
        )
    yield walk.do(Tapped(f"run.ask:{id}"))
    with walk.behind() as (_, turn):
        _trained(turn, INITIAL, INITIAL, date(2023, 5, 1))
        for part in ("lecture", "facilitate", "plan"):
            completions.teach(turn.here, turn.person_id, "renewal", part, date(2025, 5, 1), "month", turn.now)
    yield walk.do(Tapped(f"run.ask:{chief}"))
    yield walk.do(Tapped(f"run.ask:{id}"))
    yield walk.tap("run.ask_now")
    yield walk.do(Tapped(f"run.ask:{id}"))
    yield walk.do(Tapped("runs.asked:"))
    yield from _told(walk)
    walk.do(Tapped("runs.asked:"))
    yield walk.tap("runs.asked_one")
    for verb in ("give", "undecide", "not_now", "undecide"):
        yield walk.tap(f"runs.{verb}")
        yield walk.do(Tapped(f"run:{id}"))
        yield from _told(walk)
        walk.do(Tapped("runs.asked:"))
        walk.tap("runs.asked_one")
    yield walk.do(Tapped(f"run.ask_back:{id}"))
    yield walk.do(Tapped("runs.asked:"))


def _clear(turn: Turn) -> None:
    for told in nudges.of_people(turn.here, [person.id for person in people.everyone(turn.here)]):
        turn.here.session.delete(told)
    for run in runs.everything(turn.here):
        for said in applications.of_run(turn.here, run.id):
            turn.here.session.delete(said)
        for asked in applications.recommendations(turn.here):
            turn.here.session.delete(asked)
        turn.here.session.flush()
        turn.here.session.delete(run)
    turn.here.session.flush()
