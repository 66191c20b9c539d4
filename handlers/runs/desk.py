"""The coordinators' list of runs: those to come, and those that are over or do not take place."""

from __future__ import annotations

from handlers.desk import ways
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.paging import page
from handlers.kit.turn import Reply, Turn
from handlers.runs import said
from messages.words import Msg, msg
from storage import runs
from storage.ids import short
from storage.runs import CourseRun

PAGE = 6


def show(turn: Turn, id: str = "", *, past: bool = False) -> Reply:
    """Show the runs to come, or those before; a page at a time."""
    found = [run for run in runs.everything(turn.here) if _is_past(turn, run) == past]
    shown, more = page(found[::-1] if past else found, id, PAGE, lambda run: short(run.id))
    places = list(enumerate(shown, 1))
    facts = tuple(
        Fact(msg("runs-place-title", place=n, title=said.titled_for(turn, run)), _line(turn, run)) for n, run in places
    )
    see = tuple(Button(msg("runs-see", place=n), "runs.one", short(run.id)) for n, run in places)
    verb = "runs.past" if past else "runs.desk"
    further = (Button(msg("runs-more"), verb, more),) if more else ()
    nothing = () if found else (msg("runs-none-past") if past else msg("runs-none"),)
    title = msg("runs-past-title") if past else msg("runs-desk")
    ways = _past_ways() if past else _ways(turn)
    return Reply(cards=(Card(title=title, facts=facts, paragraphs=nothing, buttons=(*see, *further, *ways)),))


def _ways(turn: Turn) -> tuple[Button, ...]:
    before = any(_is_past(turn, run) for run in runs.everything(turn.here))
    return (
        Button(msg("runs-add"), "runs.add"),
        Button(msg("runs-bring"), "runs.bring"),
        *((Button(msg("runs-past-door"), "runs.past"),) if before else ()),
        ways.TRAINING,
    )


def _past_ways() -> tuple[Button, ...]:
    return (Button(msg("runs-to-desk"), "runs.desk"),)


def _is_past(turn: Turn, run: CourseRun) -> bool:
    return bool(run.off_at) or run.ends_on < turn.today


def _line(turn: Turn, run: CourseRun) -> Msg:
    if run.off_at:
        return msg("runs-is-off")
    opens = said.named(run.opens_on, turn.today)
    return msg("runs-line", opens=opens, apply=said.apply_line(run, turn.today))
