"""What is right to be told about somebody's trainings on a day, and why: occurrences, each with its days; pure.

An occurrence is named by its rule, the day that it is of and its stage; it is told once for ever. It is right from its
first day to its last: of the stages of one thing at most one is, so who was not told in time is told what holds now.
What is said of a 'course' is told together, and waits together where she has asked for later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from handlers.language.months import months_on
from handlers.nudges.spans import days_before, open_before
from handlers.runs.answers import fills
from handlers.training import chances, duty, group
from handlers.training.eligible import may
from handlers.training.grid import Done, Window
from handlers.training.known import Known
from messages.courses import CHIEF, RENEWAL
from messages.eras import april, fiscal_start
from storage.ids import short
from storage.runs import CourseRun

Topic = Literal["course", "group", "gap"]
COURSE, GROUP, GAP = "course", "group", "gap"
# So many days before the end of an application it is told, and on its last day.
CLOSING = {"d14": 14, "d3": 3, "d0": 0}
# So many days before it opens a run is told of whose end of application nobody knows.
SOON = 14
# After so many days what was not told is news no more: a course is over, somebody may take one, some months are full.
STAYS = 90
# So many months after 初任者研修, and before the first 現任研修, a visit is offered.
GAPS = (18, 30, 42)
# A manager hears of these, of the last two where it is the last run: never of a record that seems to have lapsed.
LATE = ("final", "d3", "closed")
# What presses most is said first.
_ORDER = ("lapsed", "closed", "last", "d0", "d3", "d14", "soon", "done", "final", "open", "early", "may", "begins")


@dataclass(frozen=True, slots=True)
class Due:
    """One occurrence: its rule, the day that it is of, its stage, the days on which it is right, and its run."""

    rule: str
    due: date
    stage: str
    since: date
    until: date
    about: UUID | None = None

    @property
    def key(self) -> tuple[str, date, str]:
        """What makes it one, of one person."""
        return self.rule, self.due, self.stage

    @property
    def name(self) -> str:
        """Its stage without the run."""
        return self.stage.partition(".")[0]

    @property
    def topic(self) -> str:
        """What it is told together with."""
        return topic_of(self.rule)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at for one person: her record, the runs, and how she stands to them by run.

    `closed` are days on which no letter comes though others work. `later` are the topics of which she wants to hear
    later; `resting`: she is on leave or in quiet weeks. `tel` is the centre's telephone, empty where it has none.
    `not_now` are the runs that need the ward's word and for which it does not recommend her this time.
    """

    known: Known
    runs: Sequence[CourseRun]
    said: Mapping[UUID, str]
    closed: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    resting: bool = False
    tel: str = ""
    not_now: frozenset[UUID] = frozenset()

    @property
    def course_waits(self) -> bool:
        """Whether nothing comes to her about the course but what would be lost."""
        return self.resting or COURSE in self.later


def topic_of(rule: str) -> str:
    """Return the topic of a rule; what is told again has it in its name."""
    own = rule.removeprefix("again-")
    return own if own in (GROUP, GAP) else COURSE


def right(facts: Facts, today: date) -> tuple[Due, ...]:
    """Return what is right to be told on a day, once or more, what presses most first."""
    if duty.declined(facts.known):
        return ()
    every = (*_course(facts, today), *_group(facts.known), *_gap(facts.known))
    found = [one for one in every if one.since <= today <= one.until]
    runs = {run.id: place for place, run in enumerate(facts.runs)}
    return tuple(sorted(found, key=lambda one: (_place(one), one.due, runs.get(one.about, 0) if one.about else 0)))


def fresh(found: Iterable[Due], made: Collection[tuple[str, date, str]], facts: Facts, today: date) -> list[Due]:
    """Return what of that is to be told now: what was not made yet, and nothing that waits but the last chance."""
    new = [one for one in found if one.key not in made]
    return [one for one in new if _now(one, made, facts, today)]


def _now(one: Due, made: Collection[tuple[str, date, str]], facts: Facts, today: date) -> bool:
    if one.rule != "last":
        return not facts.resting and one.topic not in facts.later
    # Who was told two weeks before, and rests since, hears of it once more near its end.
    told = any(("run", one.due, f"{stage}.{one.stage.partition('.')[2]}") in made for stage in CLOSING)
    return not told or today >= open_before(days_before(one.due, CLOSING["d3"]), facts.closed)


def _place(one: Due) -> int:
    return _ORDER.index(one.name) if one.name in _ORDER else len(_ORDER)


def under_way(facts: Facts, filling: Iterable[CourseRun], today: date) -> bool:
    """Tell whether she has applied for, or is accepted at, a run that would fill her window."""
    return any(chances.is_under_way(run, facts.said.get(run.id), facts.known.rules, today) for run in filling)


def last_chance(window: Window, facts: Facts, today: date) -> CourseRun | None:
    """Return the run after whose application nothing known is left for her in the last year; None before it."""
    last = chances.last(_left(facts, fills(facts.known, facts.runs)), today)
    return last if last and last.ends_on >= fiscal_start(window.deadline) else None


def _left(facts: Facts, filling: Iterable[CourseRun]) -> list[CourseRun]:
    """Return the runs of which she has said nothing yet: what she has turned down, or was refused, is no chance.

    Neither is what she cannot apply for, because the ward does not recommend her this time.
    """
    return [run for run in filling if run.id not in facts.said and run.id not in facts.not_now]


def _course(facts: Facts, today: date) -> Iterable[Due]:
    yield from _done(facts)
    standing = facts.known.standing
    window = standing.window
    if window is None:
        return
    if standing.kind == "lapsed":
        yield from _lapsed(facts, window)
        return
    filling = fills(facts.known, facts.runs)
    if under_way(facts, filling, today):
        return
    if closed := _closed(window, filling, today):
        yield closed
        return
    yield from _stages(window, facts.known.rules.duties.early)
    yield from _may(facts.known, window)
    last = last_chance(window, facts, today)
    for run in chances.open_on(_left(facts, filling), today):
        yield from _run(run, facts.closed)
        if last is run and facts.course_waits and run.apply_to:
            first = open_before(days_before(run.apply_to, CLOSING["d14"]), facts.closed)
            yield Due("last", run.apply_to, f"last.{short(run.id)}", first, run.apply_to, run.id)


def _lapsed(facts: Facts, window: Window) -> Iterable[Due]:
    career = facts.known.career
    confirmed = career.confirmed_on if career else None
    if confirmed is None or confirmed <= window.deadline:
        yield Due("lapsed", window.deadline, "lapsed", window.deadline + timedelta(days=1), date.max)


def _closed(window: Window, filling: Sequence[CourseRun], today: date) -> Due | None:
    """Return the one message after the last application of the last year; None while one is open, or none is known."""
    since = chances.closed_since(window, filling, today)
    return Due("closed", window.deadline, "closed", since, window.deadline) if since else None


def _stages(window: Window, early: int) -> Iterable[Due]:
    begins, final = april(window.first), fiscal_start(window.deadline)
    soon = max(months_on(window.deadline, -early), begins)
    ends = (("begins", begins, min(months_on(begins, 12), soon, final)), ("early", soon, final))
    for stage, since, end in ends:
        yield Due("window", window.deadline, stage, since, end - timedelta(days=1))
    yield Due("window", window.deadline, "final", final, window.deadline)


def _may(known: Known, window: Window) -> Iterable[Due]:
    """Yield that she may take the first 現任研修, or a 主任研修, from a day on."""
    renewal = may(RENEWAL, known)
    if renewal.why == "practice" and renewal.on and renewal.on > april(window.first):
        yield _from(renewal.on, RENEWAL)
    chief = may(CHIEF, known)
    if chief.on and not any(one.course == CHIEF for one in known.done):
        yield _from(chief.on, CHIEF)


def _from(day: date, course: str) -> Due:
    return Due("eligible", day, f"may.{course}", day, day + timedelta(days=STAYS))


def _run(run: CourseRun, closed: frozenset[str]) -> Iterable[Due]:
    """Yield the opening of an application and its stages towards the end, each on a day on which letters come."""
    end = run.apply_to
    if end is None:
        yield from _endless(run, closed)
        return
    starts = [(name, open_before(days_before(end, days), closed)) for name, days in CLOSING.items()]
    ends = [*(day - timedelta(days=1) for _, day in starts[1:]), end]
    if run.apply_from:
        until = starts[0][1] - timedelta(days=1)
        yield Due("run", run.apply_from, f"open.{short(run.id)}", run.apply_from, until, run.id)
    for (name, since), until in zip(starts, ends, strict=True):
        # Before it has begun nothing of its end is said.
        yield Due("run", end, f"{name}.{short(run.id)}", max(since, run.apply_from or since), until, run.id)


def _endless(run: CourseRun, closed: frozenset[str]) -> Iterable[Due]:
    """Yield what is said of a run whose application ends nobody knows when: that it begins soon."""
    first, until = open_before(days_before(run.opens_on, SOON), closed), run.opens_on - timedelta(days=1)
    if run.apply_from:
        before = first - timedelta(days=1)
        yield Due("run", run.apply_from, f"open.{short(run.id)}", run.apply_from, before, run.id)
    since = max(first, run.apply_from or first)
    yield Due("run", run.opens_on, f"soon.{short(run.id)}", since, until, run.id)


def _done(facts: Facts) -> Iterable[Due]:
    """Yield, after a course that she has applied for, the question about the day of its completion."""
    for run in facts.runs:
        if facts.said.get(run.id) in chances.UNDER_WAY and not run.off_at and not _completed(facts.known.done, run):
            day = chances.ends(run, facts.known.rules)
            after = day + timedelta(days=1)
            yield Due("done", day, f"done.{short(run.id)}", after, after + timedelta(days=STAYS), run.id)


def _completed(done: Iterable[Done], run: CourseRun) -> bool:
    return any(one.course == run.course and one.last >= run.opens_on for one in done)


def _group(known: Known) -> Iterable[Due]:
    start, duties = group.due_after(known), known.rules.duties
    if start is None:
        return
    days = [*(months_on(start.on, months) for months in duties.group_at), group.due_by(known, start)]
    for months, since, end in zip(duties.group_at, days, days[1:], strict=False):
        yield Due(GROUP, days[-1], f"m{months}", since, end - timedelta(days=1))


def of_topic(found: Iterable[Due], facts: Facts, topic: str, today: date) -> list[Due]:
    """Return what can be said of a topic to whoever wanted to hear of it again: what is right, or where she stands."""
    if duty.declined(facts.known):
        return []
    own = [one for one in found if one.topic == topic]
    standing = facts.known.standing
    if own or topic != COURSE or standing.kind != "runs" or standing.window is None:
        return own
    if april(standing.window.first) > today or under_way(facts, fills(facts.known, facts.runs), today):
        return []
    deadline = standing.window.deadline
    return [Due("window", deadline, "stands", date.min, deadline)]


def gap_since(known: Known) -> date | None:
    """Return since when she waits for the first 現任研修; None where she has had one, or nobody knows."""
    start = known.standing.start
    if known.standing.kind != "runs" or start is None or start.exactly == "year":
        return None
    return None if any(one.course in known.rules.counting and one.on >= start.on for one in known.done) else start.on


def _gap(known: Known) -> Iterable[Due]:
    since = gap_since(known)
    if since is None:
        return
    for months in GAPS:
        day = months_on(since, months)
        yield Due(GAP, day, f"m{months}", day, day + timedelta(days=STAYS))
