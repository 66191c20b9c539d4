"""Somebody's way in order of time: what she has done, and what comes next with its day; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handlers.training import chances, group
from handlers.training.eligible import may
from handlers.training.grid import Window
from handlers.training.known import Known
from messages.courses import CHIEF, GROUP, RENEWAL
from messages.eras import fiscal_year
from storage.completions import Teaching
from storage.runs import CourseRun

Kind = Literal["practice", "done", "taught", "may", "apply", "window", "lapsed", "group", "chief"]

# So many fiscal years are looked ahead at least.
AHEAD = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its day and how exactly that is known, what it is, of which course.

    Of a 'done' one `window` is what it filled; a 'window' is one that is to be filled until `on`, a 'lapsed' one has
    passed; 'may': from `on` she may take the renewal, where `part` is 'roughly' maybe earlier; 'apply': until `on` she
    can apply for the last run of it; 'group': until `on` the group supervision; 'chief': from `on` she may take the
    主任研修.
    """

    on: date
    kind: Kind
    exactly: str = "day"
    course: str = ""
    part: str = ""
    window: Window | None = None


def past(known: Known, teachings: Iterable[Teaching]) -> list[Step]:
    """Return what somebody has done, the oldest first; of one day what was begun, then taken, then taught."""
    windows = {one.filled: one for one in (*known.standing.before, *known.standing.windows) if one.filled}
    career = known.career
    began = [Step(career.practice_on, "practice", career.exactly)] if career and career.practice_on else []
    done = [Step(one.on, "done", one.exactly, one.course, window=windows.get(one)) for one in sorted(known.done)]
    taught = [Step(one.taught_on, "taught", one.exactly, one.course, one.part) for one in teachings]
    return sorted((*began, *done, *taught), key=lambda step: step.on)


def ahead(known: Known, runs: Iterable[CourseRun], today: date) -> list[Step]:
    """Return what comes next for somebody whom the deadlines concern, the nearest day first."""
    found = [*_renewal(known, runs, today), *_group(known, today), *_chief(known, today)]
    return sorted(found, key=lambda step: step.on)


def _renewal(known: Known, runs: Iterable[CourseRun], today: date) -> list[Step]:
    standing, window = known.standing, known.standing.window
    if window is None:
        return []
    if standing.kind == "lapsed":
        return [Step(window.deadline, "lapsed", course=RENEWAL, window=window)]
    found = [Step(window.deadline, "window", course=RENEWAL, window=window)]
    able = may(RENEWAL, known)
    if able.why == "practice" and able.on and today < able.on:
        found.append(Step(able.on, "may", course=RENEWAL, part="roughly" if able.early else ""))
    last = chances.last(chances.possible(known, runs), today)
    if last and last.apply_to:
        found.append(Step(last.apply_to, "apply", course=last.course))
    return found


def _group(known: Known, today: date) -> list[Step]:
    start = group.due_after(known)
    until = group.due_by(known, start) if start else None
    return [Step(until, "group", course=GROUP)] if until and today <= until else []


def _chief(known: Known, today: date) -> list[Step]:
    able = may(CHIEF, known)
    took = any(one.course == CHIEF for one in known.done)
    return [Step(able.on, "chief", course=CHIEF)] if able.on and today < able.on and not took else []


def years_of(steps: Collection[Step], today: date) -> range:
    """Return the fiscal years from the first step to the last, today's and those just ahead with them."""
    found = [fiscal_year(today), fiscal_year(today) + AHEAD, *(fiscal_year(step.on) for step in steps)]
    found += [step.window.first for step in steps if step.window]
    return range(min(found), max(found) + 1)
