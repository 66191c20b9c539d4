"""How an occurrence is said: one line each, with its date, the days that are left, and why now; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from handlers.nudges.stages import GAP, GROUP, Due, Facts
from handlers.runs.said import titled
from handlers.training import whom
from handlers.training.eligible import may
from handlers.training.grid import Done, Window
from messages.courses import CHIEF, INITIAL, RENEWAL
from messages.eras import Era, EraYears, april, fiscal_start
from messages.words import Msg, given, msg
from storage.runs import CourseRun

# So many runs are named in one message; the rest is behind a door.
MOST_RUNS = 3


def course_of(facts: Facts) -> Msg:
    """Return the name of the course that fills a window."""
    return _course(facts, RENEWAL)


def title(facts: Facts, due: Due) -> Msg:
    """Return what a message is about."""
    if due.topic == GROUP:
        return _course(facts, GROUP)
    if due.topic == GAP:
        return msg("nudges-gap-title")
    return _course(facts, course_key(facts, due) if due.rule in ("eligible", "done") else RENEWAL)


def course_key(facts: Facts, due: Due) -> str:
    """Return the key of the course that an occurrence is of: by its run, or what fills her window."""
    if due.topic == GROUP:
        return GROUP
    if due.rule == "eligible":
        return due.stage.partition(".")[2]
    run = run_of(facts, due.about)
    return run.course if run else RENEWAL


def _course(facts: Facts, key: str) -> Msg:
    course = facts.known.rules.course(key)
    return given(course.name) if course else msg("training-title")


def run_of(facts: Facts, id: UUID | None) -> CourseRun | None:
    """Return the run with this id."""
    return next((run for run in facts.runs if run.id == id), None)


def named(facts: Facts, found: Sequence[Due]) -> list[CourseRun]:
    """Return the runs for which one can apply and that are named in what is told together."""
    told = [one for one in found if one.rule in ("run", "last")]
    return [run for one in told[:MOST_RUNS] if (run := run_of(facts, one.about))]


def lines(facts: Facts, found: Sequence[Due], today: date, ward: Sequence[Msg] = ()) -> tuple[Msg, ...]:
    """Return what is said of occurrences that are told together, the reason last; `ward` goes with the runs."""
    first = found[0]
    if first.rule == "lapsed":
        return (line(facts, first, today), msg("nudges-lapsed-look", tel=whom.by_tel(facts.tel), by=_by(facts)))
    if first.topic != "course" or first.rule in ("done", "closed"):
        return (line(facts, first, today), *_why(facts, first))
    if first.rule == "last":
        return (line(facts, first, today), *ward, msg("nudges-last"), *_exact(facts, found))
    runs = [due for due in found if due.about]
    says = [line(facts, due, today) for due in runs[:MOST_RUNS]]
    more = [msg("nudges-runs-more", count=len(runs) - MOST_RUNS)] if len(runs) > MOST_RUNS else []
    may = [line(facts, due, today) for due in found if due.rule == "eligible"]
    own = [] if first.rule == "eligible" else [_year(facts, today)]
    return (*own, *says, *more, *ward, *_exact(facts, found), *may, *_why(facts, first))


def open_question(facts: Facts, runs: Sequence[CourseRun]) -> bool:
    """Tell whether the exact day of what she has told roughly decides about one of these runs."""
    return any(may(run.course, facts.known).decides(run.opens_on) for run in runs)


def _exact(facts: Facts, found: Sequence[Due]) -> tuple[Msg, ...]:
    return (msg("why-day-decides"),) if open_question(facts, named(facts, found)) else ()


def line(facts: Facts, due: Due, today: date) -> Msg:
    """Return one occurrence in one line."""
    run = run_of(facts, due.about)
    if due.rule == "done":
        return msg("nudges-done", title=titled(facts.known.rules, run) if run else "")
    if run is not None:
        return _run(titled(facts.known.rules, run), run, due, today)
    if due.rule == "lapsed":
        return msg("nudges-lapsed", day=Era(due.due))
    if due.rule == "closed":
        return msg("nudges-closed", tel=whom.by_tel(facts.tel), by=_by(facts))
    if due.rule == "eligible":
        return msg("nudges-may", day=Era(due.due), course=_course(facts, due.stage.partition(".")[2]))
    if due.topic == GROUP:
        return msg("nudges-group", day=Era(due.due))
    return msg("nudges-gap") if due.topic == GAP else _year(facts, today)


def _run(title: Msg, run: CourseRun, due: Due, today: date) -> Msg:
    if due.name == "open":
        if run.apply_to is None:
            return msg("nudges-run-open", title=title)
        return msg("nudges-run-open-until", title=title, day=run.apply_to)
    if due.name == "soon":
        return msg("nudges-run-soon", title=title, day=due.due)
    left = (due.due - today).days
    if left == 0:
        return msg("nudges-run-today", title=title)
    return msg("nudges-run-closes", title=title, day=due.due, left=left)


def _year(facts: Facts, today: date) -> Msg:
    """Say where she stands in her window: its last year, its first, or between."""
    window = facts.known.standing.window
    assert window is not None
    deadline = Era(window.deadline)
    if today >= fiscal_start(window.deadline):
        return msg("nudges-year-last", day=deadline)
    if today < april(window.first + 1):
        able = may(RENEWAL, facts.known)
        if able.on and able.on > today:
            # On the day itself two years are full: it is after the day before.
            after = Era(able.on - timedelta(days=1))
            if able.early:
                return msg("nudges-year-roughly", day=deadline, after=after)
            return msg("nudges-year-not-yet", day=deadline, after=after)
        return msg("nudges-year-first", day=deadline)
    return msg("nudges-year", day=deadline)


def _why(facts: Facts, due: Due) -> tuple[Msg, ...]:
    """Say why now, from what she has told, and by which rule."""
    start, window = facts.known.standing.start, facts.known.standing.window
    if due.topic == GROUP:
        first = max(one for one in facts.known.done if one.course == INITIAL)
        return (msg("nudges-why-group", day=_month(first)), _source(facts, GROUP))
    if due.rule == "eligible":
        chief = due.stage.endswith(CHIEF)
        why = msg("nudges-why-chief") if chief else msg("nudges-why-practice", by=_by(facts))
        return (why, _source(facts, CHIEF if chief else RENEWAL))
    if due.rule not in ("window", "run") or start is None or window is None:
        return ()
    return (_grid(facts, _month(start), window), _source(facts, RENEWAL))


def _grid(facts: Facts, start: Era, window: Window) -> Msg:
    if window.moved_to:
        return msg("nudges-why-moved", day=start)
    return msg("nudges-why", day=start, years=EraYears(window.first, window.last), by=_by(facts))


def _month(done: Done) -> Era:
    # More than the month says nothing more here.
    return Era(done.on, "year" if done.exactly == "year" else "month")


def _by(facts: Facts) -> Msg:
    """Return who runs the course, and so decides; where nobody is named it is the prefecture."""
    course = facts.known.rules.course(RENEWAL)
    return given(course.runs_by) if course and course.runs_by else msg("training-guide")


def _source(facts: Facts, key: str) -> Msg:
    course = facts.known.rules.course(key)
    return source_of(course.brief if course else "")


def source_of(name: str) -> Msg:
    """Say by which rule it is."""
    return msg("nudges-source", source=name)
