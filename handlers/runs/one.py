"""What coordinators read of a run: who has applied, who is accepted, and of whom nobody knows yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.turn import Reply, Turn
from handlers.runs import answers, said, shape
from messages.words import Msg, given, msg
from storage import applications, people, runs
from storage.ids import short, unshort
from storage.runs import CourseRun

PAGE = 6
# So many names stand in one line; the others are counted.
NAMES = 30
STATES = {
    "accepted": msg("runs-who-accepted"),
    "applied": msg("runs-who-applied"),
    "not_accepted": msg("runs-who-not-accepted"),
    "withdrawn": msg("runs-who-withdrawn"),
    "not_for_me": msg("runs-who-not-for-me"),
}
BACK = (Button(msg("runs-to-desk"), "runs.desk"),)


def of(turn: Turn, id: str) -> CourseRun:
    """Return a run that takes place; raises Stale, with how it stands, where it does not."""
    run = runs.get(turn.here, unshort(id)) if id else None
    if run is None or run.off_at:
        raise Stale("run", shows=(card(turn, run),) if run else ())
    return run


def show(turn: Turn, id: str) -> Reply:
    """Show one run; raises Stale where there is none."""
    run = runs.get(turn.here, unshort(id)) if id else None
    if run is None:
        raise Stale("run")
    return Reply(cards=(card(turn, run),))


def card(turn: Turn, run: CourseRun) -> Card:
    """Return a run as coordinators read it."""
    id, told = short(run.id), shape.of_run(run)
    if run.off_at:
        on = Button(msg("runs-on"), "runs.on", id)
        acts: tuple[Button, ...] = (on, Button(msg("runs-copy"), "runs.copy", id))
    else:
        acts = (
            Button(msg("runs-change"), "runs.change", id),
            Button(msg("runs-copy"), "runs.copy", id),
            Button(msg("runs-off"), "runs.off", id, style="danger"),
        )
    off = (msg("runs-is-off"),) if run.off_at else ()
    line = () if run.off_at else (Fact(said.LABELS["apply"], said.apply_line(run, turn.today)),)
    return Card(
        title=said.titled_for(turn, run),
        facts=(*line, *said.facts(turn, told), *_people(turn, run)),
        paragraphs=(*off, *said.ward_says(told), msg("runs-who-reads")),
        buttons=(*acts, *BACK),
        about=id,
    )


def _people(turn: Turn, run: CourseRun) -> Iterable[Fact]:
    spoken = applications.of_run(turn.here, run.id)
    here = people.belonging(turn.here, [one.person_id for one in spoken])
    for state, label in STATES.items():
        if ids := [one.person_id for one in spoken if one.state == state and one.person_id in here]:
            yield Fact(label, names(turn, ids))
    if not run.off_at and (waits := answers.unanswered(turn.here, turn.who.network, turn.today, run)):
        yield Fact(msg("runs-who-unanswered"), names(turn, waits))


def names(turn: Turn, ids: Collection[UUID]) -> Msg:
    """Return the names of people, sorted, and how many more there are."""
    found = sorted(one.name for id in ids if (one := people.get(turn.here, id)) and one.name)
    listed = given("、".join(found[:NAMES]))
    return listed if len(found) <= NAMES else msg("runs-and-more", names=listed, n=len(found) - NAMES)
