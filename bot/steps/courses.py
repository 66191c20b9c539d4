"""Steps of the preview: why a deadline is as it is, and what coordinators change of the rules of courses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.walk import Shot, Walk
from handlers.kit.events import Tapped
from handlers.kit.turn import Turn
from messages.words import msg
from storage import careers, completions, networks, people
from storage.careers import Extension

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


def _told(turn: Turn, *told: tuple[str, date]) -> None:
    for course, day in told:
        completions.add(turn.here, turn.person_id, course, day, "day", turn.person_id, turn.now)


def _moved(turn: Turn, end: date) -> None:
    own = {"network_id": turn.here.network_id, "person_id": turn.person_id, "entered_at": turn.now}
    said = {"reason": turn.words.say(msg("preview-line")), "issuer": turn.words.say(msg("why-prefecture"))}
    turn.here.session.add(Extension(**own, **said, instead_of=end, moved_to=end.replace(year=end.year + 1)))
    turn.here.session.flush()


def _forget(turn: Turn) -> None:
    for one in completions.of_person(turn.here, turn.person_id):
        completions.remove(turn.here, one.id, turn.person_id)
    for moved in careers.extensions_of(turn.here, [turn.person_id]).get(turn.person_id, []):
        turn.here.session.delete(moved)
    careers.made(turn.here, turn.person_id).practice_on = None
    turn.here.session.flush()
