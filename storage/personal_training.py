"""Personal data of the trainings: whose each column of their tables is, as storage/personal.py says of all others."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import InstrumentedAttribute

from storage.applications import Application, Recommendation
from storage.awaited import Awaited
from storage.careers import Career, Extension
from storage.cohorts import Cohort, Member, Poll, PollTime, Vote
from storage.completions import Completion, Teaching
from storage.nudges import Nudge
from storage.personal_well import NETWORKS, OTHERS, TECHNICAL
from storage.rhythms import Month, Tick
from storage.runs import CourseRun
from storage.whose import Rows, by, rows

# Who entered what is about others, or the network's own: that stays, of nobody.
ENTERED: tuple[InstrumentedAttribute[UUID | None], ...] = (
    Completion.entered_by,
    Career.confirmed_by,
    Extension.entered_by,
    Recommendation.decided_by,
    CourseRun.entered_by,
    Poll.made_by,
    Cohort.made_by,
    Awaited.entered_by,
)

# In an order in which they can go: what points at a row goes before it.
TRAINING: tuple[Rows, ...] = (
    rows(
        Completion,
        "nothing",
        "id course done_on exactly entered_at",
        people="person_id entered_by",
        hers=by(Completion, "person_id"),
        goes=by(Completion, "person_id"),
    ),
    rows(
        Teaching,
        "nothing",
        "course part taught_on exactly entered_at",
        people="person_id",
        withheld={TECHNICAL: "id"},
        hers=by(Teaching, "person_id"),
        goes=by(Teaching, "person_id"),
    ),
    rows(
        Career,
        "nothing",
        "practice_on exactly not_mine_at hushed_at confirmed_on tells_manager cases months",
        people="person_id confirmed_by",
        withheld={TECHNICAL: "id"},
        hers=by(Career, "person_id"),
        goes=by(Career, "person_id"),
    ),
    rows(
        Extension,
        "nothing",
        "instead_of moved_to reason issuer entered_at",
        people="person_id entered_by",
        withheld={TECHNICAL: "id"},
        hers=by(Extension, "person_id"),
        goes=by(Extension, "person_id"),
    ),
    rows(
        Application,
        "nothing",
        "state at",
        people="person_id",
        withheld={TECHNICAL: "id", OTHERS: "run_id"},
        hers=by(Application, "person_id"),
        goes=by(Application, "person_id"),
    ),
    rows(
        Recommendation,
        "nothing",
        "state asked_at decided_at",
        people="person_id decided_by",
        withheld={TECHNICAL: "id", OTHERS: "run_id"},
        hers=by(Recommendation, "person_id"),
        goes=by(Recommendation, "person_id"),
    ),
    rows(
        Nudge,
        "nothing",
        "rule due stage made_at answered answered_at again_on",
        people="person_id",
        withheld={TECHNICAL: "id told_as", OTHERS: "about"},
        hers=by(Nudge, "person_id"),
        goes=by(Nudge, "person_id"),
    ),
    rows(
        CourseRun,
        "the course, entered by nobody",
        "id entered_at",
        people="entered_by",
        withheld={
            NETWORKS: "course prefecture title apply_from apply_to opens_on days place url how recommended by_ward"
            " off_at",
            TECHNICAL: "version most_days",
        },
        hers=by(CourseRun, "entered_by"),
    ),
    rows(
        Vote,
        "nothing",
        "says at",
        people="person_id",
        withheld={TECHNICAL: "id", OTHERS: "time_id"},
        hers=by(Vote, "person_id"),
        goes=by(Vote, "person_id"),
    ),
    rows(PollTime, NETWORKS, withheld={NETWORKS: "id poll_id start_at"}),
    rows(
        Poll,
        "the group's date, asked for by nobody",
        "id made_at",
        people="made_by",
        withheld={NETWORKS: "cohort_id minutes place closes_on state start_at", TECHNICAL: "version"},
        hers=by(Poll, "made_by"),
    ),
    rows(
        Member,
        "nothing",
        people="person_id",
        withheld={TECHNICAL: "id", OTHERS: "cohort_id"},
        hers=by(Member, "person_id"),
        goes=by(Member, "person_id"),
    ),
    rows(
        Cohort,
        "the group without her, made by nobody",
        "id made_at",
        people="made_by",
        withheld={NETWORKS: "title ended_on off_at"},
        hers=by(Cohort, "made_by"),
    ),
    rows(
        Awaited,
        "who is waited for, entered by nobody",
        "entered_at refused_at",
        people="entered_by person_id",
        # Until she has said that it is she it is nobody's; home shows it to her.
        withheld={TECHNICAL: "id", OTHERS: "name office alike rows"},
        hers=by(Awaited, "entered_by", "person_id"),
        goes=by(Awaited, "person_id"),
    ),
    rows(
        Month,
        "nothing",
        "first_day planned left at",
        people="person_id",
        withheld={TECHNICAL: "id"},
        hers=by(Month, "person_id"),
        goes=by(Month, "person_id"),
    ),
    rows(
        Tick,
        "nothing",
        "item at",
        people="person_id",
        withheld={TECHNICAL: "id"},
        hers=by(Tick, "person_id"),
        goes=by(Tick, "person_id"),
    ),
)
