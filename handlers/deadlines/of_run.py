"""Who has applied for a run, who is accepted, and of whom nobody knows yet; by run, names only when opened."""

from __future__ import annotations

from typing import Literal

from handlers.deadlines import cards, said
from handlers.deadlines.looked import Line
from handlers.deadlines.talk import MORE, lines_of, missed
from handlers.kit import paging
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.turn import Reply, Turn
from handlers.runs import answers
from handlers.runs.said import titled_for
from messages.words import Msg, msg
from storage import applications, runs
from storage.ids import short, unshort
from storage.runs import CourseRun

Group = Literal["accepted", "applied", "unanswered", "others"]
GROUPS: dict[Group, Msg] = {
    "accepted": msg("deadlines-run-accepted"),
    "applied": msg("deadlines-run-applied"),
    "unanswered": msg("deadlines-run-unanswered"),
    "others": msg("deadlines-run-others"),
}
_GROUP_OF: dict[str, Group] = {"accepted": "accepted", "applied": "applied"}


def every(turn: Turn, after: str = "") -> Reply:
    """Show the runs that are still to come, eight at a time, with a button for each."""
    found = runs.live(turn.here, turn.today)
    shown, last = paging.page(found, after, cards.PAGE, lambda run: short(run.id))
    facts = tuple(Fact(named(turn, run), _when(run)) for run in shown)
    opened = [Button(cards.label(turn.words.say(named(turn, run))), "deadlines.run", short(run.id)) for run in shown]
    none = () if shown else (msg("deadlines-no-run"),)
    on = [Button(MORE, "deadlines.runs", last)] if last else []
    card = Card(title=msg("deadlines-runs"), facts=facts, paragraphs=none, buttons=(*opened, *on, cards.LIST))
    return Reply(cards=(card,))


def named(turn: Turn, run: CourseRun) -> Msg:
    """Return what a run is called: its course, and its own name."""
    return titled_for(turn, run)


def _when(run: CourseRun) -> Msg:
    opens = msg("deadlines-opens", day=run.opens_on)
    return said.listed(msg("deadlines-open-until", day=run.apply_to), opens) if run.apply_to else opens


def one(turn: Turn, id: str) -> Reply:
    """Show how many have said what of one run; raises Stale."""
    run = _run(turn, id)
    counts = {group: len(lines) for group, lines in _groups(turn, run).items()}
    facts = (
        Fact(msg("deadlines-when"), _when(run)),
        *(Fact(GROUPS[group], msg("deadlines-count", count=count)) for group, count in counts.items()),
    )
    opened = [Button(GROUPS[group], f"deadlines.run.{group}", id, 1) for group, count in counts.items() if count]
    card = Card(title=named(turn, run), facts=facts, buttons=(*opened, cards.RUNS, cards.LIST), about=id)
    return Reply(cards=(card,))


def _run(turn: Turn, id: str) -> CourseRun:
    run = runs.get(turn.here, unshort(id)) if id else None
    if run is None or run.off_at:
        raise Stale("run")
    return run


def _groups(turn: Turn, run: CourseRun) -> dict[Group, list[Line]]:
    """Return those of the list who have said one thing of a run, and those who have said nothing."""
    lines = lines_of(turn)
    hers = {line.person.id: line.known for line in lines}
    states = {one.person_id: one.state for one in applications.of_run(turn.here, run.id)}
    waits = set(answers.unanswered(turn.here, turn.who.network, turn.today, run, hers))
    group = {id: _GROUP_OF.get(state, "others") for id, state in states.items()} | dict.fromkeys(waits, "unanswered")
    return {key: [line for line in lines if group.get(line.person.id) == key] for key in GROUPS}


def members(turn: Turn, id: str, *, group: Group) -> Reply:
    """Show one page (the press's version, from 1) of those who have said one thing of a run; raises Stale."""
    found, page = _groups(turn, _run(turn, id))[group], turn.version or 1
    shown = found[(page - 1) * cards.PAGE : page * cards.PAGE]
    on = [Button(MORE, f"deadlines.run.{group}", id, page + 1)] if len(found) > page * cards.PAGE else []
    back = Button(msg("deadlines-to-run"), "deadlines.run", id)
    lost = missed(turn)
    facts = [said.fact(line, lost) for line in shown]
    return Reply(cards=(cards.listed(GROUPS[group], shown, (*on, back), facts=facts),))
