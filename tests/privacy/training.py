"""One row of somebody's in every table of the trainings, and what the functions on them are given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from storage import awaited, nudges, outbox
from storage.applications import Application, Recommendation
from storage.awaited import Awaited
from storage.careers import Career, Extension
from storage.cohorts import Cohort, Member, Poll, PollTime, Vote
from storage.completions import Completion, Teaching
from storage.db import Here
from storage.rhythms import Month, Tick
from storage.runs import CourseRun

DAY = date(2021, 11, 20)
MONTH = date(2026, 11, 1)


def run_of(person_id: UUID) -> UUID:
    """Return the id of the run that somebody has entered."""
    return uuid5(person_id, "run")


def request_of(person_id: UUID) -> UUID:
    """Return the id of what somebody asks of the ward."""
    return uuid5(person_id, "request")


def another_run(given: Any) -> CourseRun:
    """Return another run that somebody enters, of no network yet."""
    told = {"course": "renewal", "prefecture": "東京都", "title": "現任研修", "opens_on": DAY, "days": []}
    return CourseRun(**told, entered_by=given.person, entered_at=given.now)


def completion_of(person_id: UUID) -> UUID:
    """Return the id of what somebody has completed."""
    return uuid5(person_id, "completion")


def extension_of(person_id: UUID) -> UUID:
    """Return the id of a deadline of somebody's that was moved."""
    return uuid5(person_id, "extension")


def teaching_of(person_id: UUID) -> UUID:
    """Return the id of where somebody has taught."""
    return uuid5(person_id, "teaching")


def nudge_of(person_id: UUID) -> UUID:
    """Return the id of what somebody was told."""
    return uuid5(person_id, "nudge")


def cohort_of(person_id: UUID) -> UUID:
    """Return the id of the cohort in which somebody is."""
    return uuid5(person_id, "cohort")


def poll_of(person_id: UUID) -> UUID:
    """Return the id of what somebody's cohort is asked."""
    return uuid5(person_id, "poll")


def time_of(person_id: UUID) -> UUID:
    """Return the id of the time that somebody's cohort is asked about."""
    return uuid5(person_id, "time")


def waited_for(person_id: UUID) -> str:
    """Return the name of whom somebody's roster names."""
    return f"架空 {uuid5(person_id, 'awaited')}"


def awaited_of(person_id: UUID) -> UUID:
    """Return the id of whom somebody's roster names."""
    return uuid5(person_id, "awaited")


def waiting(person_id: UUID, **values: Any) -> Awaited:
    """Return whom somebody's roster names."""
    name, office = waited_for(person_id), "架空の事業所"
    alike = awaited.alike(name, office)
    return Awaited(**values, id=awaited_of(person_id), person_id=person_id, name=name, office=office, alike=alike)


def train(here: Here, person_id: UUID, now: datetime) -> None:
    """Let somebody have been trained, teach, apply, be told, be of a group with a poll, and have entered it all."""
    mine: dict[str, Any] = {"network_id": here.network_id}
    hers = mine | {"person_id": person_id}
    run, group, poll, when = (uuid5(person_id, name) for name in ("run", "cohort", "poll", "time"))
    told = {"course": "initial", "exactly": "day", "entered_at": now}
    entered = mine | {"entered_by": person_id, "entered_at": now}
    made = {"made_by": person_id, "made_at": now}
    in_a_year = now.date() + timedelta(days=365)
    first = [
        Completion(**hers, **told, id=completion_of(person_id), done_on=DAY, entered_by=person_id),
        Teaching(**hers, **told, id=teaching_of(person_id), part="lecture", taught_on=DAY),
        Career(**hers, practice_on=DAY, confirmed_by=person_id, tells_manager=True, cases=True),
        Extension(
            **entered,
            id=extension_of(person_id),
            person_id=person_id,
            instead_of=DAY,
            moved_to=in_a_year,
            reason="特例",
            issuer="都",
        ),
        CourseRun(
            **entered, id=run, course="renewal", prefecture="東京都", title="現任研修", opens_on=in_a_year, days=[]
        ),
        waiting(person_id, **entered),
        Cohort(**mine, id=group, title="架空の組", ended_on=DAY, **made),
        Month(**hers, first_day=MONTH, planned=12, left=3, at=now),
        Tick(**hers, item="plan", at=now),
    ]
    of_run = hers | {"run_id": run}
    then = [
        Application(**of_run, state="applied", at=now),
        _nudge(here, person_id, now, run),
        Recommendation(**of_run, id=request_of(person_id), state="asked", asked_at=now, decided_by=person_id),
        Member(**hers, cohort_id=group),
        Poll(**mine, id=poll, cohort_id=group, minutes=90, place="", closes_on=in_a_year, state="open", **made),
    ]
    for rows in (first, then, [PollTime(**mine, id=when, poll_id=poll, start_at=now + timedelta(days=20))]):
        here.session.add_all(rows)
        here.session.flush()
    here.session.add(Vote(**hers, time_id=when, says="yes", at=now))
    here.session.flush()


def _nudge(here: Here, person_id: UUID, now: datetime, run: UUID) -> nudges.Nudge:
    hers: dict[str, Any] = {"network_id": here.network_id, "person_id": person_id, "about": run, "made_at": now}
    answered = {"answered": "later", "again_on": now.date() + timedelta(days=1)}
    id, due = nudge_of(person_id), now.date() + timedelta(days=365)
    outbox.post(here, person_id, "nudge.told", id, now + timedelta(days=999))
    return nudges.Nudge(**hers, **answered, id=id, rule="run", due=due, stage="open", told_as=id)


def _another(person_id: UUID) -> nudges.New:
    id = uuid5(person_id, "another nudge")
    return nudges.New(id, "window", person_id, DAY, "final", None, id)


ARGUMENTS: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "applications.of_people": lambda a: ([a.person],),
    "applications.of_run": lambda a: (run_of(a.person),),
    "applications.recommendations": lambda a: (),
    "applications.ask": lambda a: (run_of(a.person), a.person, a.now),
    "applications.recommendation": lambda a: (request_of(a.person),),
    "applications.request": lambda a: (run_of(a.person), a.person),
    "applications.requests_of": lambda a: (a.person,),
    "applications.standing_at": lambda a: ("asked", [run_of(a.person)], [a.person]),
    "applications.unsay": lambda a: (run_of(a.person), a.person),
    "applications.say": lambda a: (run_of(a.person), a.person, "accepted", a.now),
    "awaited.everyone": lambda a: (),
    "careers.confirm": lambda a: (a.person, DAY, a.person, a.now.date()),
    "careers.move": lambda a: (a.person,),
    "careers.telling_manager": lambda a: (a.office,),
    "awaited.fitting": lambda a: (awaited.alike(waited_for(a.person), "架空の事業所"),),
    "awaited.get": lambda a: (awaited_of(a.person),),
    "awaited.put": lambda a: (waited_for(a.person), "架空の事業所", [], a.person, a.now),
    "awaited.named": lambda a: ([awaited.alike(waited_for(a.person), "架空の事業所")], a.now + timedelta(days=1)),
    "awaited.remove": lambda a: (awaited_of(a.person),),
    "careers.extensions_of": lambda a: ([a.person],),
    "careers.extend": lambda a: (a.person, (date(2030, 3, 31), date(2031, 3, 31)), "特例", "都", a.person, a.now),
    "careers.extension": lambda a: (extension_of(a.person),),
    "careers.retract": lambda a: (extension_of(a.person),),
    "careers.made": lambda a: (a.person,),
    "careers.of_people": lambda a: ([a.person],),
    "careers.of_person": lambda a: (a.person,),
    "cohorts.drop": lambda a: (cohort_of(a.person), a.person),
    "cohorts.end": lambda a: (cohort_of(a.person), a.now),
    "cohorts.get": lambda a: (cohort_of(a.person),),
    "cohorts.grouped": lambda a: (),
    "cohorts.join": lambda a: (cohort_of(a.person), [a.other]),
    "cohorts.live": lambda a: (),
    "cohorts.make": lambda a: ("架空の組", DAY, a.person, a.now),
    "cohorts.members": lambda a: (cohort_of(a.person),),
    "cohorts.of_person": lambda a: (a.person,),
    "polls.begin": lambda a: (cohort_of(a.person), [a.now], 60, "", DAY, a.person, a.now),
    "polls.call_off": lambda a: (poll_of(a.person),),
    "polls.get": lambda a: (poll_of(a.person),),
    "polls.newest": lambda a: (cohort_of(a.person),),
    "polls.of_person": lambda a: (a.person,),
    "polls.settle": lambda a: (poll_of(a.person), a.now),
    "polls.standing": lambda a: (a.now,),
    "polls.time": lambda a: (time_of(a.person),),
    "polls.times": lambda a: (poll_of(a.person),),
    "polls.vote": lambda a: (time_of(a.person), a.person, "no", a.now),
    "polls.votes": lambda a: (poll_of(a.person),),
    "completions.bring": lambda a: ([(a.person, "renewal", DAY, "day")], [completion_of(a.person)], a.person, a.now),
    "completions.add": lambda a: (a.person, "renewal", DAY, "day", None, a.now),
    "completions.get": lambda a: (completion_of(a.person),),
    "completions.move": lambda a: (completion_of(a.person), a.person, date(2020, 1, 10), "day", a.now),
    "completions.of_people": lambda a: ([a.person],),
    "completions.of_person": lambda a: (a.person,),
    "completions.remove": lambda a: (completion_of(a.person), a.person),
    "completions.used": lambda a: (),
    "completions.teach": lambda a: (a.person, "initial", "facilitate", date(2022, 6, 1), "day", a.now),
    "completions.untaught": lambda a: (teaching_of(a.person), a.person),
    "completions.teachings_of": lambda a: (a.person,),
    "nudges.again": lambda a: (a.now.date(), a.now.date() + timedelta(days=2)),
    "nudges.answer": lambda a: (nudge_of(a.person), a.person, "done", a.now),
    "nudges.begin": lambda a: (a.now + timedelta(days=9), a.now + timedelta(days=9), a.now + timedelta(days=10)),
    "nudges.brief": lambda a: ([a.person], DAY),
    "nudges.ended": lambda a: (["nudge.told"], [nudge_of(a.person)], "waiting"),
    "nudges.waiting": lambda a: (["nudge.told"], [nudge_of(a.person)]),
    "nudges.tell_with": lambda a: ({nudge_of(a.person): a.person},),
    "nudges.look_anew": lambda _a: (),
    "nudges.forget": lambda a: ([nudge_of(a.person)],),
    "nudges.make": lambda a: ([_another(a.person)], a.now),
    "nudges.told_as": lambda a: (nudge_of(a.person), a.person),
    "nudges.get": lambda a: (nudge_of(a.person),),
    "nudges.of_people": lambda a: ([a.person],),
    "rhythms.forget": lambda a: (a.person,),
    "rhythms.keep": lambda a: (a.person, MONTH, 5, a.now),
    "rhythms.leave": lambda a: (a.person, MONTH, 5, a.now),
    "rhythms.month": lambda a: (a.person, MONTH),
    "rhythms.months_of": lambda a: (a.person,),
    "rhythms.said": lambda a: (MONTH,),
    "rhythms.unfinished": lambda a: (MONTH, a.now + timedelta(days=1)),
    "rhythms.wanting": lambda a: ("cases",),
    "rhythms.ticks_of": lambda a: (a.person,),
    "trained.of_person": lambda a: (a.person,),
    "runs.add": lambda a: (another_run(a),),
    "runs.everything": lambda a: (),
    "ticks.add": lambda a: (a.person, "council", a.now),
    "ticks.remove": lambda a: (a.person, "plan"),
    "runs.get": lambda a: (run_of(a.person),),
    "runs.used": lambda a: (),
    "runs.live": lambda a: (DAY,),
    "runs.ending": lambda a: (DAY,),
}
