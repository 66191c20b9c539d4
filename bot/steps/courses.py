"""Steps of the preview: why a deadline is as it is, and what coordinators change of the rules of courses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.walk import Shot, Walk
from handlers.courses.rules import PARTS
from handlers.kit.events import Sent, Tapped
from handlers.kit.turn import Turn
from messages.courses.prefectures import PREFECTURES
from messages.words import given, msg
from storage import careers, completions, networks, people
from storage.careers import Extension
from storage.ids import short

END = date(2027, 3, 31)


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through every way in which somebody can stand."""
    with walk.behind() as (_, turn):
        before, prefecture = people.roles_of(turn.here, turn.person_id), turn.who.network.prefecture
        people.set_roles(turn.here, turn.person_id, ["support_worker"])
        networks.hold(turn.here).prefecture = ""
        careers.made(turn.here, turn.person_id).not_mine_at = turn.now
    yield walk.do(Tapped("training:"))
    yield walk.tap("training.why")
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, ["counsellor", "chief"])
        careers.made(turn.here, turn.person_id).not_mine_at = None
        _told(turn, ("initial", date(2021, 11, 20)))
        _moved(turn, END)
        _moved(turn, date(2026, 3, 31))
    yield walk.do(Tapped("training.why:"))
    with walk.behind() as (_, turn):
        careers.made(turn.here, turn.person_id).practice_on = date(2025, 5, 1)
    yield walk.do(Tapped("training.why:"))
    with walk.behind() as (_, turn):
        careers.made(turn.here, turn.person_id).exactly = "month"
        networks.hold(turn.here).prefecture = PREFECTURES[12]
    yield walk.do(Tapped("training.why:"))
    with walk.behind() as (_, turn):
        careers.made(turn.here, turn.person_id).exactly = "day"
        _told(turn, ("renewal", date(2024, 6, 1)), ("initial", date(2025, 6, 1)))
    yield walk.do(Tapped("training.why:"))
    # Completed within a year that was granted; nothing since; and of a year in which the next window runs.
    for year in (2014, 2016):
        with walk.behind() as (_, turn):
            _forget(turn)
            _told(turn, ("initial", date(year, 5, 1)), ("renewal", date(year + 6, 6, 1)))
            _moved(turn, date(year + 6, 3, 31))
        yield walk.do(Tapped("training.why:"))
    with walk.behind() as (_, turn):
        _forget(turn)
        networks.hold(turn.here).prefecture = prefecture
        people.set_roles(turn.here, turn.person_id, before)
    walk.do(Tapped("home:"))
    yield from _rules(walk)


def _rules(walk: Walk) -> Iterator[Shot]:
    """Go through what coordinators change, and leave it as it was."""
    with walk.behind() as (_, turn):
        before, prefecture = people.roles_of(turn.here, turn.person_id), turn.who.network.prefecture
        _forget(turn)
        people.set_roles(turn.here, turn.person_id, ["counsellor", "coordinator"])
        networks.hold(turn.here).prefecture = ""
    yield walk.do(Tapped("courses:"))
    yield walk.tap("courses.prefecture")
    yield walk.write(given(PREFECTURES[12]))
    yield from _parts(walk)
    yield from _own(walk)
    yield walk.do(Tapped("network.changes:"))
    yield from _moving(walk)
    with walk.behind() as (_, turn):
        network = networks.hold(turn.here)
        network.prefecture, network.courses = prefecture, []
        _forget(turn)
        people.set_roles(turn.here, turn.person_id, before)
    walk.do(Tapped("home:"))


def _parts(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("courses.list:"))
    yield walk.tap("courses.look")
    for part in PARTS:
        yield walk.tap(f"courses.{part}")
        if part == "guide":
            yield walk.write(msg("preview-contact"))
            yield walk.on_page("skip")
        else:
            yield walk.write(msg("preview-topic"))
    yield walk.tap("courses.checked")
    yield walk.tap("courses.reset")


def _own(walk: Walk) -> Iterator[Shot]:
    walk.do(Tapped("courses:"))
    yield walk.tap("courses.add")
    said = walk.words.say(msg("preview-contact"))
    yield _sent(walk, name=said, source=said, runs_by=said, since=said)
    yield _sent(walk, name=said, source=said, runs_by=said, since="")
    yield walk.tap("courses.since")
    yield walk.write(msg("preview-topic"))
    yield walk.write(given("2099/4"))
    yield walk.on_page("skip")
    with walk.behind() as (_, turn):
        _told(turn, (turn.who.network.courses[-1]["key"], END.replace(year=2025)))
    yield walk.tap("courses.reset")
    with walk.behind() as (_, turn):
        _forget(turn)


def _moving(walk: Walk) -> Iterator[Shot]:
    walk.do(Tapped("courses:"))
    yield walk.tap("courses.move")
    with walk.behind() as (_, turn):
        whose = short(turn.person_id)
    yield _sent(walk, whom=whose)
    with walk.behind() as (_, turn):
        _told(turn, ("initial", date(2021, 11, 20)), ("initial", date(2023, 5, 1)))
    yield walk.do(Tapped(f"courses.whose:{whose}"))
    yield walk.tap("courses.extend")
    said = walk.words.say(msg("preview-line"))
    for day in (said, "2026-01-01", "2028-03-31"):
        yield _sent(walk, to=day, issuer=PREFECTURES[12], reason=said)
    yield walk.do(Tapped(walk.data("last.keep")))
    yield walk.tap("courses.unmove")


def _sent(walk: Walk, **answers: str) -> Shot:
    page = walk.scene.page
    assert page is not None
    return walk.do(Sent(page.draft, page.version, answers))


def _told(turn: Turn, *told: tuple[str, date]) -> None:
    for course, day in told:
        completions.add(turn.here, turn.person_id, course, day, "day", turn.person_id, turn.now)


def _moved(turn: Turn, end: date) -> None:
    own = {"network_id": turn.here.network_id, "person_id": turn.person_id, "entered_at": turn.now}
    said = {"reason": turn.words.say(msg("preview-line")), "issuer": turn.words.say(msg("training-guide"))}
    turn.here.session.add(Extension(**own, **said, instead_of=end, moved_to=end.replace(year=end.year + 1)))
    turn.here.session.flush()


def _forget(turn: Turn) -> None:
    for one in completions.of_person(turn.here, turn.person_id):
        completions.remove(turn.here, one.id, turn.person_id)
    for moved in careers.extensions_of(turn.here, [turn.person_id]).get(turn.person_id, []):
        turn.here.session.delete(moved)
    careers.made(turn.here, turn.person_id).practice_on = None
    turn.here.session.flush()
