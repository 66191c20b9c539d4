"""Which runs of courses somebody could still fill her window with, and which of them is the last one; pure.

The real deadline is not 31 March but the end of application of the last run that she may take.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from handlers.training.eligible import may
from handlers.training.grid import Window
from handlers.training.known import Known
from messages.courses import CHIEF, Rules
from messages.eras import april, fiscal_span, fiscal_start
from storage.runs import CourseRun

# Who has said so of a run need say nothing of another that would fill the same window.
UNDER_WAY = frozenset({"applied", "accepted"})


def possible(hers: Known, runs: Iterable[CourseRun]) -> list[CourseRun]:
    """Return the runs that would fill her present window, open or closed, in the order of opening.

    A 主任研修 fills it only for whom the record shows a 現任研修: nobody is told that it is her last chance otherwise.
    """
    window = hers.standing.window
    if hers.standing.kind != "runs" or window is None:
        return []
    first = april(window.first)
    found = [run for run in runs if run.course in hers.rules.counting and not run.off_at]
    within = [run for run in found if first <= run.ends_on <= window.deadline]
    able = {course: may(course, hers) for course in {run.course for run in within}}
    own = [run for run in within if run.course != CHIEF or able[CHIEF].known]
    return sorted((run for run in own if able[run.course].opens(run.opens_on)), key=lambda run: (run.opens_on, run.id))


def ends(run: CourseRun, rules: Rules) -> date:
    """Return the last day of a run: its own, or after how long such a course is usually over, within its fiscal year.

    What was entered has its opening day; more days than that one are its own.
    """
    if len(run.days) > 1:
        return run.ends_on
    course = rules.course(run.course)
    usual = run.opens_on + timedelta(days=course.lasts if course else 0)
    return max(run.ends_on, min(usual, fiscal_span(run.opens_on)[1] - timedelta(days=1)))


def is_under_way(run: CourseRun, state: str | None, rules: Rules, today: date) -> bool:
    """Tell whether what she has said of a run still says that nothing more is to be asked of her.

    After its last day a certificate is waited for; then nobody knows how it went.
    """
    return state in UNDER_WAY and today <= ends(run, rules) + timedelta(days=rules.duties.awaited)


def open_on(runs: Iterable[CourseRun], today: date) -> list[CourseRun]:
    """Return the runs for which one can still apply today or later; of unknown ends those that have not begun."""
    return [run for run in runs if today <= (run.apply_to or run.opens_on)]


def last(runs: Iterable[CourseRun], today: date) -> CourseRun | None:
    """Return the run whose application ends last, of those that are still open and whose end is known.

    One that the ward must recommend her for is nobody's last chance while there is another: to wait for it would risk
    that one.
    """
    ends = [(not run.by_ward, run.apply_to, run.id, run) for run in open_on(runs, today) if run.apply_to]
    return max(ends)[3] if ends else None


def closed_since(window: Window, filling: Collection[CourseRun], today: date) -> date | None:
    """Return since when all applications of the last year have closed.

    None before that year, while one is open, and where none of that year is known: then nobody knows whether it is
    over.
    """
    start = fiscal_start(window.deadline)
    of_year = [run for run in filling if run.ends_on >= start]
    if today < start or not of_year or open_on(filling, today):
        return None
    return max(start, max(run.apply_to or run.opens_on for run in of_year) + timedelta(days=1))
