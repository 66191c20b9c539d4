"""The cards of nudges: what is told with what can be done about it, and what is said after a press."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from handlers.kit.cards import PEOPLE, Button, Call, Card
from handlers.kit.limits import LABEL
from handlers.kit.text import fitting
from handlers.kit.turn import Turn
from handlers.nudges.stages import GAP, GROUP, Due, Facts
from handlers.nudges.words import lines, named, open_question, title
from handlers.runs.mine import answer
from handlers.runs.said import titled_for
from messages.words import Msg, given, msg
from storage import applications
from storage.ids import short
from storage.runs import CourseRun

APPLIED = msg("nudges-applied")
# Where the day of a completion is told and mended, why the grid says so, and all that there is: others' verbs.
MEND, WHY, ALL = "training.record", "training.why", "training"
RUN, RUNS, RUNS_TITLE = "run", "runs", msg("runs-mine")
# So many runs are offered as buttons.
MOST = 6
# A press has room for one id and a short number.
MARKS = 10**7


def card(turn: Turn, facts: Facts, found: Sequence[Due], subject: UUID) -> Card:
    """Return what is told: in whose favour the reason speaks, and a button for each answer."""
    id, first = short(subject), found[0]
    runs = named(facts, found)
    says = lines(facts, found, turn.today, _by_ward(turn, runs))
    asks = open_question(facts, runs) and turn.house.may(turn, MEND)
    exact = (Button(msg("training-back"), MEND),) if asks else ()
    buttons = (*exact, *_buttons(turn, first, id, runs))
    return Card(title=title(facts, first), paragraphs=says, buttons=buttons, about=id)


def _doors(turn: Turn, runs: Sequence[CourseRun]) -> tuple[Button, ...]:
    """Return the door to the run that is named; where there are several, to all that she may take."""
    if not runs or not turn.house.may(turn, RUN):
        return ()
    return (Button(msg("runs-look-again"), RUN, short(runs[0].id)) if len(runs) == 1 else Button(RUNS_TITLE, RUNS),)


def _by_ward(turn: Turn, runs: Sequence[CourseRun]) -> tuple[Msg, ...]:
    """Say what to do where the ward's 推薦 is needed: she asks for it, or has done so and waits."""
    of_ward = [run for run in runs if run.by_ward]
    if not of_ward:
        return ()
    asked = {
        one.run_id: says for one in applications.requests_of(turn.here, turn.person_id) if (says := answer(turn, one))
    }
    if len(runs) == 1 and of_ward and runs[0].id in asked:
        return asked[runs[0].id]
    if all(run.id in asked for run in of_ward):
        return ()
    return (msg("nudges-by-ward") if len(runs) == 1 else msg("nudges-by-ward-some"),)


def _buttons(turn: Turn, due: Due, id: str, runs: Sequence[CourseRun]) -> tuple[Button | Call, ...]:
    did = Button(msg("nudges-did"), "nudge.done", id)
    if due.rule == "lapsed":
        verb, of = (MEND, "") if turn.house.may(turn, MEND) else ("nudge.done", id)
        return (Button(msg("nudges-did-when"), verb, of, style="primary"), *_calls(turn))
    if due.rule == "closed":
        return (*_calls(turn), did, PEOPLE)
    wait = (
        Button(msg("nudges-later"), "nudge.later", id),
        Button(msg("nudges-not-mine"), "nudge.not_mine", id),
        Button(msg("nudges-away"), "nudge.away", id),
    )
    if due.topic == GAP:
        return (Button(msg("nudges-visit"), "visits", style="primary"), *wait)
    if due.topic == GROUP:
        return (did, *wait)
    if due.rule == "done":
        return (did, Button(msg("nudges-missed"), "nudge.missed", id), *wait[:1], *wait[2:])
    why = [Button(msg("nudges-reason"), WHY)] if turn.house.may(turn, WHY) else []
    return (Button(APPLIED, "nudge.applied", id, style="primary"), *_doors(turn, runs), did, *wait, *why)


def _calls(turn: Turn) -> tuple[Call, ...]:
    return tuple(Call(msg("home-call", name=one["name"]), one["tel"]) for one in turn.who.network.contacts[:1])


def sure_not_mine(id: str, *, of_run: bool) -> Card:
    """Ask whether nothing of it is to be told any more, or only of this run; leaving it shows what was told again."""
    only = (Button(msg("nudges-not-this"), "nudge.not_this", id),) if of_run else ()
    buttons = (
        Button(msg("training-not-mine-now"), "nudge.out", id),
        *only,
        Button(msg("kit-leave"), "nudge.look", id),
    )
    says = (msg("training-not-mine-ask"), msg("training-not-mine-seen"))
    return Card(title=msg("nudges-not-mine"), paragraphs=says, buttons=(*buttons, home()), about=id)


def which(turn: Turn, runs: Sequence[CourseRun], id: str) -> Card:
    """Return the question which run it was; a choice carries what was told, that it be answered with it."""
    names = [(run, turn.words.say(titled_for(turn, run))) for run in runs[:MOST]]
    buttons = [Button(given(fitting(name, LABEL)), "nudge.for", id, mark(run)) for run, name in names]
    return Card(title=APPLIED, paragraphs=(msg("nudges-applied-which"),), buttons=(*buttons, home()), about=id)


def mark(run: CourseRun) -> int:
    """Return the number by which a press names a run."""
    return run.id.int % MARKS


def when(id: str) -> Card:
    """Return the question when she wants to hear of it again."""
    buttons = (
        Button(msg("nudges-tomorrow"), "nudge.tomorrow", id),
        Button(msg("nudges-week"), "nudge.week", id),
        Button(msg("nudges-day"), "nudge.day", id),
    )
    return Card(title=msg("nudges-later"), paragraphs=(msg("nudges-later-when"),), buttons=buttons, about=id)


def said(*says: Msg, buttons: Sequence[Button] = (), about: str = "") -> Card:
    """Return what is said after a press, with the way home."""
    return Card(paragraphs=says, buttons=(*buttons, home()), about=about)


def home() -> Button:
    """Return the way home."""
    return Button(msg("home-to-home"), "home")
