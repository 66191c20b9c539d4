"""Steps of the preview: one's way as a list and a picture, the roles that one ticks, the bands that a ward sets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.walk import Shot, Walk
from handlers.kit.cards import Button, Card
from handlers.kit.events import Sent, Tapped
from handlers.kit.turn import Scene, Turn
from handlers.ladder import rows
from handlers.ladder.due import due_by_year
from handlers.ladder.shown import TITLE
from messages.courses import CHIEF, INITIAL, RENEWAL
from messages.eras import april, fiscal_year
from messages.ladder import kept
from messages.words import msg
from storage import careers, completions, networks, people
from storage.ids import short
from storage.runs import CourseRun


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through all of it, as a counsellor at several points of her way, then as a coordinator."""
    with walk.behind() as (_, turn):
        before = people.roles_of(turn.here, turn.person_id)
        people.set_roles(turn.here, turn.person_id, ["counsellor", "coordinator"])
    yield from _ways(walk)
    yield from _roles(walk)
    yield from _bands(walk)
    with walk.behind() as (_, turn):
        network = networks.hold(turn.here)
        counts = {2026: 3, 2028: 1}
        cards = tuple(Card(title=TITLE, file=due_by_year(turn, given)) for given in (counts, {}))
        network.ladder = []
        people.set_roles(turn.here, turn.person_id, before)
    yield Shot("due", Scene(cards=cards))
    walk.do(Tapped("home:"))


def _ways(walk: Walk) -> Iterator[Shot]:
    """Show the way of somebody without a record, then with more and more of one."""
    with walk.behind() as (_, turn):
        _knows(turn, None, [])
    yield walk.do(Tapped("ladder:"))
    with walk.behind() as (_, turn):
        years = [turn.today - timedelta(days=365 * number) for number in range(40)]
        people.set_roles(turn.here, turn.person_id, ["manager"])
    yield walk.do(Tapped("ladder:"))
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, ["counsellor", "coordinator"])
    for practice, done in ((years[1], [(INITIAL, years[0])]), (years[4], [(INITIAL, years[4])])):
        with walk.behind() as (_, turn):
            _knows(turn, practice, done)
        yield from _drawn(walk)
    with walk.behind() as (_, turn):
        id, opens = _run(turn)
    yield from _drawn(walk)
    # Since when she works is known roughly: two years are full long after that run, and about when it opens.
    for practice, exactly in ((years[1].replace(day=1), "month"), (april(fiscal_year(opens) - 2), "year")):
        with walk.behind() as (_, turn):
            _knows(turn, practice, [(INITIAL, years[4])], exactly)
        yield walk.do(Tapped("ladder:"))
        yield walk.do(Tapped(f"run:{id}"))
    late, then = (INITIAL, years[8]), (RENEWAL, years[1])
    for practice, done in ((years[8], [late]), (years[8], [late, then]), (years[39], _more(years))):
        with walk.behind() as (_, turn):
            _knows(turn, practice, done)
        yield from _drawn(walk)
    yield walk.do(Tapped("ladder.earlier:"))
    with walk.behind() as (_, turn):
        careers.made(turn.here, turn.person_id).not_mine_at = turn.now
    yield walk.do(Tapped("ladder:"))
    with walk.behind() as (_, turn):
        _knows(turn, None, [])


def _knows(turn: Turn, practice: date | None, done: list[tuple[str, date]], exactly: str = "day") -> None:
    """Let this be all that is known of her."""
    for one in completions.of_person(turn.here, turn.person_id):
        turn.here.session.delete(one)
    turn.here.session.flush()
    for course, day in done:
        completions.add(turn.here, turn.person_id, course, day, "month", None, turn.now)
    career = careers.made(turn.here, turn.person_id)
    career.practice_on, career.not_mine_at, career.exactly = practice, None, exactly
    for taught in completions.teachings_of(turn.here, turn.person_id):
        turn.here.session.delete(taught)
    turn.here.session.flush()
    for part in ("lecture", "facilitate", "plan") if len(done) > 1 else ():
        day = turn.today - timedelta(days=900)
        completions.teach(turn.here, turn.person_id, RENEWAL, part, day, "year", turn.now)


def _run(turn: Turn) -> tuple[str, date]:
    """Let there be a run that fills the window, soon; return its id and its opening day."""
    opens = turn.today + timedelta(days=20)
    run = CourseRun(network_id=turn.here.network_id, course=RENEWAL, prefecture="", title="x", opens_on=opens, days=[])
    run.apply_to, run.entered_at = turn.today + timedelta(days=3), turn.now
    turn.here.session.add(run)
    turn.here.session.flush()
    return short(run.id), opens


def _more(years: list[date]) -> list[tuple[str, date]]:
    renewals = [(RENEWAL, years[number]) for number in (1, 6)]
    return [
        (INITIAL, years[8]),
        *renewals,
        ("group", years[7]),
        *(("specialty", day) for day in years[3:23]),
        (CHIEF, years[0]),
    ]


def _drawn(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("ladder:"))
    yield walk.tap("ladder.picture")


def _roles(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("ladder.roles:"))
    yield walk.tap("ladder.tick")
    yield walk.tap("ladder.untick")
    yield walk.tap("ladder.band")
    with walk.behind() as (_, turn):
        careers.made(turn.here, turn.person_id).practice_on = turn.today - timedelta(days=365 * 9)
    yield walk.do(Tapped("ladder.roles:"))
    with walk.behind() as (_, turn):
        careers.made(turn.here, turn.person_id).practice_on = None


def _fills(walk: Walk, **answers: str) -> Shot:
    page = walk.scene.page
    assert page is not None
    return walk.do(Sent(page.draft, page.version, {field.name: answers.get(field.name) for field in page.fields}))


def _look(walk: Walk, place: int) -> Shot:
    """Show a band, by its place in the list."""
    buttons = [button for card in walk.scene.cards for button in card.buttons if isinstance(button, Button)]
    return walk.do(Tapped([button.data for button in buttons if button.verb == "ladder.set.band"][place]))


def _bands(walk: Walk) -> Iterator[Shot]:
    named = walk.words.say(rows.told(kept()[1]))[:2]
    yield walk.do(Tapped("ladder.set:"))
    yield walk.tap("ladder.set.count")
    yield walk.do(Tapped("ladder:"))
    with walk.behind() as (_, turn):
        _knows(turn, None, [(INITIAL, turn.today)])
    yield walk.do(Tapped("ladder:"))
    with walk.behind() as (_, turn):
        _knows(turn, None, [])
    walk.do(Tapped("ladder.set:"))
    yield walk.tap("ladder.set.add")
    yield _fills(walk, name=walk.words.say(TITLE), first="9", last="3")
    yield _fills(walk, last="9")
    walk.do(Tapped("ladder.set.add:"))
    yield _fills(walk, name=named, first="9")
    yield walk.on_page("leave")
    walk.do(Tapped("ladder.set:"))
    yield _look(walk, -1)
    yield from _its_roles(walk)


def _its_roles(walk: Walk) -> Iterator[Shot]:
    yield walk.tap("ladder.set.new")
    yield walk.write(msg("preview-topic"))
    yield walk.do(Tapped("ladder.roles:"))
    walk.do(Tapped("ladder.set:"))
    yield walk.tap("ladder.set.band")
    yield walk.tap("ladder.set.name")
    yield walk.on_page("leave")
    walk.do(Tapped("ladder.set:"))
    yield _look(walk, 1)
    data = [button.data for button in walk.scene.cards[0].buttons if isinstance(button, Button)]
    yield walk.do(Tapped(data[1]))
    yield walk.tap("ladder.set.up")
    yield walk.tap("ladder.set.role")
    yield walk.tap("ladder.set.reword")
    yield walk.write(msg("preview-line"))
    yield walk.tap("ladder.set.drop")
    yield walk.do(Tapped("network.changes:"))
    with walk.behind() as (_, turn):
        network = networks.hold(turn.here)
        network.ladder = [row for row in kept() if "count_from" in row or row.get("band") == "first"]
    walk.do(Tapped("ladder.set:"))
    yield walk.tap("ladder.set.band")
    yield walk.tap("ladder.set.drop")
    yield walk.do(Tapped("ladder.roles:"))
