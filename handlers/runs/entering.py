"""Coordinators enter a run, change or copy one: the form, its last look, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.forms import Form
from handlers.kit.house import FormKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.runs import fields, notices, one, said, shape
from handlers.runs.shape import Told, told_of
from handlers.training.known import rules_of
from messages.words import Msg, msg
from storage import networks, nudges, runs
from storage.ids import short, unshort
from storage.runs import CourseRun

ENTER, CHANGE = "runs.enter", "runs.change"


def ask(turn: Turn, _id: str = "") -> Reply:
    """Ask for a run."""
    params = {"today": turn.today.isoformat(), "prefecture": turn.who.network.prefecture}
    return Reply(ask=Ask(ENTER, params))


def change(turn: Turn, id: str) -> Reply:
    """Show a run as it stands, with a button for each thing that can be changed; raises Stale."""
    run = one.of(turn, id)
    params = {"today": turn.today.isoformat(), "run": id, "version": run.version, "told": shape.of_run(run).kept()}
    return Reply(ask=Ask(CHANGE, params))


def copy(turn: Turn, id: str) -> Reply:
    """Show another run like one, whose days are still to be said; raises Stale."""
    run = runs.get(turn.here, unshort(id)) if id else None
    if run is None:
        raise Stale("run")
    like = replace(shape.of_run(run), apply_from=None, apply_to=None, opens_on=None, days=())
    return Reply(ask=Ask(CHANGE, {"today": turn.today.isoformat(), "run": "", "version": 0, "told": like.kept()}))


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for another run."""
    asked = fields.fields(rules_of(turn.who.network), date.fromisoformat(params["today"]), params["prefecture"])
    # Where the network has its prefecture, a run is of that one unless something else is said at the last look.
    return Form(msg("runs-enter"), asked, at_last=(fields.PREFECTURE,) if params["prefecture"] else ())


def build_change(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for changes: each field is asked from its last card alone."""
    asked = fields.fields(rules_of(turn.who.network), date.fromisoformat(params["today"]), "", changing=True)
    title = msg("runs-change-title") if params["run"] else msg("runs-enter")
    return Form(title, asked, from_last=True)


def _told(turn: Turn, filled: Filled) -> Told:
    today, holds = date.fromisoformat(filled.params["today"]), rules_of(turn.who.network)
    kept = filled.params.get("told")
    if kept is not None:
        return fields.told(filled.answers, told_of(kept), holds, today, turn.words)
    own = filled.params["prefecture"]
    return fields.told(filled.answers, Told(), holds, today, turn.words, prefecture=own, anew=True)


def last(turn: Turn, filled: Filled) -> Card:
    """Return the run as everybody would read it, what has to be put right, and what can be changed."""
    told = _told(turn, filled)
    wrong, doubts = shape.problems(told), _doubts(turn, filled, told)
    keep = msg("runs-keep-change") if filled.params.get("run") else msg("runs-keep")
    keep = msg("runs-keep-anyway") if doubts else keep
    sends = () if wrong else (filled.button(keep, "keep", "primary"),)
    mends = tuple(
        filled.mend(msg("kit-mend", what=said.LABELS[name]), place) for place, name in enumerate(fields.FIELDS)
    )
    return Card(
        title=said.titled_for(turn, told) if told.course or told.title else msg("runs-enter"),
        facts=(said.apply_fact(told, turn.today), *said.facts(turn, told)),
        paragraphs=(*wrong, *doubts, *said.ward_says(told), msg("runs-look")),
        buttons=(*sends, *mends, filled.leave()),
        about=short(filled.id),
    )


def _doubts(turn: Turn, filled: Filled, told: Told) -> list[Msg]:
    same = [run for run in runs.everything(turn.here) if is_same(run, told)]
    twice = [msg("runs-twice")] if same and not filled.params.get("run") else []
    return [*twice, *shape.doubts(told, turn.today)]


def is_same(run: CourseRun, told: Told) -> bool:
    """Tell whether a run that takes place is the one that is told of."""
    mine = (told.course, told.opens_on, told.title, told.place)
    return not run.off_at and (run.course, run.opens_on, run.title, run.place) == mine


def decide(turn: Turn, filled: Filled, key: str) -> Reply | dict[str, Any]:
    """Keep the run; raises Stale. Where somebody else was first, nothing is overwritten."""
    told = _told(turn, filled)
    if key != "keep" or shape.problems(told):
        raise Stale("key")
    networks.hold(turn.here)
    if not filled.params.get("run"):
        run = add(turn, told)
        turn.note("run.entered")
        return Reply(cards=(Card(paragraphs=(msg("runs-entered"),)), one.card(turn, run)))
    found = runs.get(turn.here, unshort(filled.params["run"]))
    if found is None or found.off_at or found.version != filled.params["version"]:
        shows = (one.card(turn, found),) if found else ()
        return Reply(cards=(Card(paragraphs=(msg("runs-meanwhile"),), buttons=one.BACK), *shows))
    return _changed(turn, found, told)


def _changed(turn: Turn, run: CourseRun, told: Told) -> Reply:
    if told.whole() == shape.of_run(run).whole():
        return Reply(cards=(Card(paragraphs=(msg("runs-same"),)), one.card(turn, run)))
    told.put(run)
    return _told_of(turn, run, "run.changed", msg("runs-changed"))


def add(turn: Turn, told: Told) -> CourseRun:
    """Add a run; whoever calls has looked at it and holds the network."""
    run = CourseRun(entered_by=turn.person_id, entered_at=turn.now)
    told.put(run)
    # By the clock alone a run that is entered while it is set back would wait for the next day.
    nudges.look_anew(turn.here)
    return runs.add(turn.here, run)


def ask_off(turn: Turn, id: str) -> Reply:
    """Ask once before a run is taken off; raises Stale."""
    run = one.of(turn, id)
    sure = Button(msg("runs-off-now"), "runs.off_now", id, run.version, style="danger")
    stay = Button(msg("runs-off-not"), "runs.one", id)
    card = Card(title=said.titled_for(turn, run), paragraphs=(msg("runs-off-sure"),), buttons=(sure, stay), about=id)
    return Reply(cards=(card,))


def off(turn: Turn, id: str) -> Reply:
    """Take a run off: whoever has applied is told; raises Stale where it has changed meanwhile."""
    networks.hold(turn.here)
    run = one.of(turn, id)
    if turn.version != run.version:
        raise Stale("run", shows=(one.card(turn, run),))
    run.off_at = turn.now
    return _told_of(turn, run, "run.off", msg("runs-off-done"))


def back_on(turn: Turn, id: str) -> Reply:
    """Let a run that was taken off take place after all; raises Stale where it does."""
    networks.hold(turn.here)
    run = runs.get(turn.here, unshort(id)) if id else None
    if run is None or not run.off_at:
        raise Stale("run", shows=(one.card(turn, run),) if run else ())
    run.off_at = None
    return _told_of(turn, run, "run.on", msg("runs-on-done"))


def _told_of(turn: Turn, run: CourseRun, did: str, says: Msg) -> Reply:
    run.version += 1
    turn.here.session.flush()
    nudges.look_anew(turn.here)
    turn.note(did)
    tells = (msg("runs-tells"),) if notices.tell_changed(turn, run) else ()
    return Reply(cards=(Card(paragraphs=(says, *tells)), one.card(turn, run)))


def unasked(_turn: Turn, _filled: Filled) -> Reply:
    """Never called: the last card decides."""
    raise Stale("last")


FORMS = {
    ENTER: FormKind(build, unasked, sealed=True, last=last, decide=decide),
    CHANGE: FormKind(build_change, unasked, sealed=True, last=last, decide=decide),
}
