"""Steps of the preview: what somebody tells of her trainings, what is asked back, and what it means for her."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.walk import Shot, Walk
from handlers.kit.cards import Card
from handlers.kit.events import Opened, Sent, Tapped
from handlers.kit.turn import Scene, Turn
from messages.eras import Era
from messages.words import msg
from storage import careers, completions, people
from storage.careers import Extension
from storage.ids import uuid7

# A Saturday.
_DAY = date(2021, 11, 20)


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through all of it as a counsellor."""
    with walk.behind() as (_, turn):
        before = people.roles_of(turn.here, turn.person_id)
        people.set_roles(turn.here, turn.person_id, ["counsellor"])
        _nothing_known(turn)
    yield walk.do(Opened())
    yield walk.do(Tapped("training:"))
    yield walk.tap("training.hush")
    yield walk.do(Tapped("training.record:"))
    yield walk.do(Tapped("training.change:"))
    yield walk.do(Tapped("training.mine:"))
    yield from _told(walk)
    yield from _asked_back(walk)
    yield from _record(walk)
    yield from _beside(walk)
    yield from _lapsed(walk)
    yield from _this_year()
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, ["support_worker"])
    yield walk.do(Tapped("training:"))
    yield walk.do(Tapped("training.record:"))
    with walk.behind() as (_, turn):
        _nothing_known(turn)
        people.set_roles(turn.here, turn.person_id, before)


def _nothing_known(turn: Turn) -> None:
    """Take what other steps have told of her."""
    for one in completions.of_person(turn.here, turn.person_id):
        completions.remove(turn.here, one.id, turn.person_id)
    life = careers.made(turn.here, turn.person_id)
    life.practice_on = life.not_mine_at = life.hushed_at = life.confirmed_on = None
    for moved in careers.extensions_of(turn.here, [turn.person_id]).get(turn.person_id, []):
        turn.here.session.delete(moved)
    turn.here.session.flush()


def _types(walk: Walk, text: str) -> Shot:
    page = walk.scene.page
    assert page is not None
    return walk.do(Sent(page.draft, page.version, {page.fields[0].name: text}))


def _told(walk: Walk) -> Iterator[Shot]:
    # Of whom no first training is known yet.
    walk.do(Tapped("training.add:"))
    walk.on_page("pick.renewal")
    _types(walk, "R5.9.1")
    yield walk.tap("last.keep")
    with walk.behind() as (_, turn):
        for one in completions.of_person(turn.here, turn.person_id):
            completions.remove(turn.here, one.id, turn.person_id)
    yield walk.do(Tapped("training.add:"))
    yield walk.on_page("pick.initial")
    # The weekday of the day before, in its brackets.
    other = walk.words.day(date(2021, 11, 19))[-3:]
    odd = (" ", "?", "11/20", "11-20", "R0", "H24.13", "R8.2.30", "R13.1.1", "3.11.20", "H24", f"R3.11.20{other}")
    for text in odd:
        yield _types(walk, text)
    season = msg("past-which-month")
    yield Shot(season.id, Scene(cards=(Card(paragraphs=(season,)),)))
    yield _types(walk, "R3.11.20")
    yield walk.tap("last.keep")
    yield walk.do(Opened())
    yield walk.do(Tapped("training:"))
    for year, month in (("c2024", "13"), ("c2024", "early"), ("c2024", "late"), ("c2024", "11")):
        walk.do(Tapped("training.more:"))
        walk.on_page("pick.renewal")
        _types(walk, year)
        yield _types(walk, month)
        if month != "13":
            yield walk.tap("last.keep")


def _asked_back(walk: Walk) -> Iterator[Shot]:
    for course, text in (("renewal", "R2.9"), ("chief", "H29.6.1"), ("initial", "R1.6.1")):
        walk.do(Tapped("training.add:"))
        walk.on_page(f"pick.{course}")
        yield _types(walk, text)
        yield walk.tap("leave")
    walk.do(Tapped("training.add:"))
    walk.on_page("pick.renewal")
    _types(walk, "R2.9")
    yield walk.tap("training.first")
    yield _types(walk, "R1.6.1")
    yield walk.tap("leave")
    yield walk.do(Opened())
    yield walk.tap("resume")
    yield walk.tap("leave")


def _record(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        for month in range(1, 8):
            day = date(2023, month, 1)
            completions.add(turn.here, turn.person_id, "specialty", day, "month", turn.person_id, turn.now)
    yield walk.do(Tapped("training.record:"))
    yield walk.tap("training.change")
    yield walk.tap("training.change")
    walk.do(Tapped("training.change:"))
    yield walk.tap("training.row")
    row = walk.data("training.drop").partition(":")[2]
    yield walk.tap("training.mend")
    yield _types(walk, "R3.11.21")
    yield walk.tap("last.keep")
    yield walk.do(Tapped(f"training.mend:{row}"))
    _types(walk, "R3.11.22")
    with walk.behind() as (_, turn):
        _nothing_known(turn)
    # What she was correcting has gone from another window.
    yield walk.do(Opened())
    with walk.behind() as (_, turn):
        completions.add(turn.here, turn.person_id, "initial", _DAY, "day", turn.person_id, turn.now)
    walk.do(Tapped("training.change:"))
    walk.tap("training.row")
    yield walk.tap("training.drop")
    yield walk.tap("training.erase")


def _beside(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("training.practice:"))
    yield _types(walk, "H30.4")
    yield walk.do(Tapped("training.practice:"))
    yield walk.do(Tapped("training.record:"))
    yield walk.do(Tapped("training.unpractised:"))
    for part in ("lecture", "facilitate", "plan"):
        yield walk.do(Tapped("training.teach:"))
        yield walk.on_page("pick.initial")
        yield walk.on_page(f"pick.{part}")
        yield _types(walk, "R6.11.20")
    walk.do(Tapped("training.change:"))
    yield walk.tap("training.taught")
    yield walk.tap("training.untaught")
    yield walk.tap("training.erase_taught")
    for verb in ("manager", "manager.on", "add"):
        yield walk.do(Tapped(f"training.{verb}:"))
    yield walk.on_page("leave")
    for verb in ("manager.off", "not_mine", "out", "", "record", "mine"):
        yield walk.do(Tapped(f"training.{verb}:".replace(".:", ":")))


def _this_year() -> Iterator[Shot]:
    """Show each line that home has in somebody's last year."""
    course, day = msg("training-title"), date(2026, 12, 1)
    deadline = Era(date(2027, 3, 31))
    for said in (
        msg("training-apply", course=course, day=day, count=7, deadline=deadline),
        msg("training-apply-today", course=course, deadline=deadline),
        msg("training-doubt", line=msg("why-day-decides"), doubt=msg("why-day-decides")),
        msg("training-applied", course=course),
        msg("training-accepted", course=course, day=day),
        msg("training-closed", course=course, deadline=deadline),
    ):
        yield Shot(said.id, Scene(cards=(Card(paragraphs=(said,)),)))


def _lapsed(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        completions.add(turn.here, turn.person_id, "initial", date(2018, 6, 1), "month", turn.person_id, turn.now)
    for verb in ("training", "training.record", "training.confirm", "training"):
        yield walk.do(Tapped(f"{verb}:"))
    yield walk.do(Opened())
    with walk.behind() as (_, turn):
        _moved(turn, date(2024, 3, 31), date(2024, 9, 30))
        completions.add(turn.here, turn.person_id, "renewal", date(2024, 6, 1), "day", turn.person_id, turn.now)
    # Where no source tells how it goes on, and where the prefecture has said it.
    yield walk.do(Tapped("training.record:"))
    with walk.behind() as (_, turn):
        _moved(turn, date(2029, 3, 31), date(2029, 6, 30))
    yield walk.do(Tapped("training.record:"))
    for course in ("renewal", "initial"):
        with walk.behind() as (_, turn):
            _nothing_known(turn)
            completions.add(turn.here, turn.person_id, course, date(2020, 6, 1), "day", None, turn.now)
        walk.do(Tapped("training.add:"))
        walk.on_page("pick.initial")
        yield _types(walk, "R3.11.20")


def _moved(turn: Turn, instead_of: date, moved_to: date) -> None:
    made = Extension(network_id=turn.here.network_id, person_id=turn.person_id, id=uuid7(), entered_at=turn.now)
    made.instead_of, made.moved_to, made.reason, made.issuer = instead_of, moved_to, "-", "-"
    turn.here.session.add(made)
    turn.here.session.flush()
