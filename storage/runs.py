"""Runs of courses: when one can apply, when it opens, on which days it is held and where."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Date, String, Uuid, bindparam, false, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within


class CourseRun(Owned, Base):
    """One run of a course: `apply_from` to `apply_to` (both inclusive; None: not known), `opens_on` its opening day.

    `days` are its days, the opening day with them: [{"day": "2027-01-12", "from": 570, "until": 1020}], minutes after
    midnight, None where they are not known. `how` says how to apply, `recommended` that the network passes it on with
    a word of its own, `by_ward` that who applies needs the ward's recommendation. `off_at`: it does not take place.
    `most_days` is the most days that it has ever had: each has an entry in somebody's calendar, which may have to go.
    """

    __tablename__ = "course_runs"
    __table_args__ = (within("entered_by", "people"),)

    course: Mapped[str] = mapped_column(String(30))
    prefecture: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(60))
    apply_from: Mapped[date | None] = mapped_column(Date)
    apply_to: Mapped[date | None] = mapped_column(Date)
    opens_on: Mapped[date] = mapped_column(Date)
    days: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    place: Mapped[str] = mapped_column(String(100), default="")
    url: Mapped[str] = mapped_column(String(500), default="")
    how: Mapped[str] = mapped_column(String(200), default="")
    recommended: Mapped[bool] = mapped_column(default=False, server_default=false())
    by_ward: Mapped[bool] = mapped_column(default=False, server_default=false())
    most_days: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    entered_by: Mapped[UUID | None] = mapped_column(Uuid)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    off_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def ends_on(self) -> date:
        """Its last day; the opening day where no more is known."""
        return max([self.opens_on, *(date.fromisoformat(one["day"]) for one in self.days)])


def get(here: Here, id: UUID) -> CourseRun | None:
    """Return one run."""
    return here.session.get(CourseRun, (here.network_id, id), populate_existing=True)


def used(here: Here) -> set[str]:
    """Return the keys of all courses that have a run, also one that has been or does not take place."""
    its = CourseRun.network_id == here.network_id
    return set(here.session.scalars(select(CourseRun.course).where(its).distinct()))


# No run of a course takes longer from its first day to its last.
LONGEST = timedelta(days=366)
_LIVE = (
    select(CourseRun)
    .where(
        CourseRun.network_id == bindparam("network"),
        CourseRun.off_at.is_(None),
        or_(CourseRun.opens_on >= bindparam("since"), CourseRun.apply_to >= bindparam("since")),
    )
    .order_by(CourseRun.opens_on, CourseRun.id)
)


def live(here: Here, since: date) -> list[CourseRun]:
    """Return the runs that take place and open, or can be applied for, on a day or later; first who opens first."""
    return list(here.session.scalars(_LIVE, {"network": here.network_id, "since": since}))


def ending(here: Here, since: date) -> list[CourseRun]:
    """Return the runs that take place and end, or can be applied for, on a day or later; first who opens first.

    What began before that day may count for it: a window is filled by the day on which a course ends.
    """
    found = here.session.scalars(_LIVE, {"network": here.network_id, "since": since - LONGEST})
    return [run for run in found if max(run.ends_on, run.apply_to or run.ends_on) >= since]


def everything(here: Here) -> list[CourseRun]:
    """Return all runs, those that do not take place too; first who opens first."""
    wanted = select(CourseRun).where(CourseRun.network_id == here.network_id)
    return list(here.session.scalars(wanted.order_by(CourseRun.opens_on, CourseRun.id)))


def add(here: Here, run: CourseRun) -> CourseRun:
    """Add a run to the network."""
    run.network_id = here.network_id
    here.session.add(run)
    here.session.flush()
    return run
