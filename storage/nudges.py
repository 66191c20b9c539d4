"""Nudges: one row for each occurrence of something to be told about somebody's trainings, made once and for all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Index, String, Table, UniqueConstraint, Uuid, and_, bindparam, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime, insert_once
from storage.networks import Network
from storage.outbox import outbox
from storage.runs import CourseRun
from storage.tables import Owned, within

# So many rows go into one statement: SQLite takes 32,766 parameters.
AT_ONCE = 500


class Nudge(Owned, Base):
    """One occurrence: which rule speaks, to whom, of which day (`due`), at which stage; once for ever.

    `about` is the run that it is of, where it is of one. `answered` is what she pressed: 'applied', 'done', 'later'
    (then `again_on` is the day she chose), 'not_mine', 'away' or '' while she has not. `told_as` is the subject of the
    notice that tells it: what becomes due together is told together.
    """

    __tablename__ = "nudges"
    __table_args__ = (
        within("person_id", "people"),
        within("about", "course_runs"),
        UniqueConstraint("network_id", "rule", "person_id", "due", "stage"),
        Index("ix_nudges_again", "network_id", "again_on"),
        Index("ix_nudges_told", "network_id", "told_as"),
    )

    rule: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[UUID] = mapped_column(Uuid)
    due: Mapped[date] = mapped_column(Date)
    stage: Mapped[str] = mapped_column(String(40))
    about: Mapped[UUID | None] = mapped_column(Uuid)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered: Mapped[str] = mapped_column(String(10), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    again_on: Mapped[date | None] = mapped_column(Date)
    told_as: Mapped[UUID] = mapped_column(Uuid)


@dataclass(frozen=True, slots=True)
class New:
    """An occurrence that is to be made; see Nudge."""

    id: UUID
    rule: str
    person_id: UUID
    due: date
    stage: str
    about: UUID | None
    told_as: UUID


@dataclass(frozen=True, slots=True)
class Brief:
    """What a plan looks at of a nudge; see there."""

    id: UUID
    person_id: UUID
    rule: str
    due: date
    stage: str
    told_as: UUID
    answered: str
    again_on: date | None


NEW = tuple(New.__dataclass_fields__)
BRIEF = [getattr(Nudge, name) for name in Brief.__dataclass_fields__]
# How many people go into one statement.
PEOPLE = 5000
# Built once: a country's day asks them of each network.
_STILL = (
    select(*BRIEF)
    .where(
        Nudge.network_id == bindparam("network"),
        or_(Nudge.due >= bindparam("since"), Nudge.rule == "lapsed"),
        Nudge.person_id.in_(bindparam("ids", expanding=True)),
    )
    .order_by(Nudge.id)
)
_AGAIN = (
    select(*BRIEF)
    .where(
        Nudge.network_id == bindparam("network"),
        Nudge.answered == "later",
        Nudge.again_on >= bindparam("first"),
        Nudge.again_on <= bindparam("last"),
    )
    .order_by(Nudge.again_on, Nudge.id)
)
_ENDED = select(outbox.c.subject_id).where(
    outbox.c.network_id == bindparam("network"),
    outbox.c.kind.in_(bindparam("kinds", expanding=True)),
    outbox.c.state == bindparam("state"),
    outbox.c.subject_id.in_(bindparam("ids", expanding=True)),
    outbox.c.closed_at.is_(None),
)


def get(here: Here, id: UUID) -> Nudge | None:
    """Return one nudge."""
    return here.session.get(Nudge, (here.network_id, id), populate_existing=True)


def of_people(here: Here, ids: Collection[UUID]) -> list[Nudge]:
    """Return the nudges of these people, the earliest first."""
    its = (Nudge.network_id == here.network_id) & Nudge.person_id.in_(ids)
    return list(here.session.scalars(select(Nudge).where(its).order_by(Nudge.due, Nudge.made_at, Nudge.id)))


def told_as(here: Here, subject: UUID, person_id: UUID) -> list[Nudge]:
    """Return those of somebody's nudges that one notice tells, in the order in which they were made."""
    its = (Nudge.network_id == here.network_id) & (Nudge.told_as == subject) & (Nudge.person_id == person_id)
    wanted = select(Nudge).where(its).order_by(Nudge.id).execution_options(populate_existing=True)
    return list(here.session.scalars(wanted))


def brief(here: Here, ids: Sequence[UUID], since: date) -> list[Brief]:
    """Return the nudges of these people that are of a day since then, or of a record that seems to have lapsed."""
    found: list[Brief] = []
    for first in range(0, len(ids), PEOPLE):
        values = {"network": here.network_id, "since": since, "ids": ids[first : first + PEOPLE]}
        found += [Brief(*row) for row in here.session.execute(_STILL, values)]
    return found


def again(here: Here, first: date, last: date) -> list[Brief]:
    """Return the nudges of which somebody wants to hear again on one of these days, the earliest first."""
    values = {"network": here.network_id, "first": first, "last": last}
    return [Brief(*row) for row in here.session.execute(_AGAIN, values)]


def make(here: Here, rows: Sequence[New], now: datetime) -> set[UUID]:
    """Make these occurrences; return the ids of those that were not there yet, of whoever made them."""
    table: Table = Nudge.__table__  # type: ignore[assignment]
    made: set[UUID] = set()
    same = {"network_id": here.network_id, "made_at": now, "answered": ""}
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        values = [{**same, **{name: getattr(row, name) for name in NEW}} for row in some]
        wanted = insert_once(here.session.connection(), table).on_conflict_do_nothing()
        made |= set(here.session.scalars(wanted.returning(table.c.id), values))
    return made


def ended(here: Here, kinds: Collection[str], subjects: Collection[UUID], state: str) -> set[UUID]:
    """Return those of some subjects whose notice of one of these kinds is in a state, and was not answered."""
    values = {"network": here.network_id, "kinds": list(kinds), "state": state, "ids": list(subjects)}
    return set(here.session.scalars(_ENDED, values))


def waiting(here: Here, kinds: Collection[str], subjects: Collection[UUID]) -> dict[UUID, tuple[str, datetime]]:
    """Return those of some subjects whose notice waits to be sent, with its kind and when it is due; they are held."""
    own = (outbox.c.network_id == here.network_id) & (outbox.c.state == "waiting") & outbox.c.closed_at.is_(None)
    its = own & outbox.c.kind.in_(list(kinds)) & outbox.c.subject_id.in_(list(subjects))
    wanted = select(outbox.c.subject_id, outbox.c.kind, outbox.c.due_at).where(its).with_for_update(of=outbox)
    return {subject: (kind, due) for subject, kind, due in here.session.execute(wanted)}


def tell_with(here: Here, instead: Mapping[UUID, UUID]) -> None:
    """Let occurrences, by their ids, be told by other notices than those that wait to tell them."""
    for id, subject in instead.items():
        its = (Nudge.network_id == here.network_id) & (Nudge.id == id)
        here.session.execute(update(Nudge).where(its).values(told_as=subject))


def forget(here: Here, ids: Collection[UUID]) -> None:
    """Delete occurrences that were never told: they may be made anew."""
    its = (Nudge.network_id == here.network_id) & Nudge.id.in_(list(ids))
    here.session.execute(delete(Nudge).where(its))


def answer(here: Here, subject: UUID, person_id: UUID, said: str, now: datetime, again_on: date | None = None) -> None:
    """Keep what somebody has answered to what one notice told her, in place of what she answered before."""
    its = (Nudge.network_id == here.network_id) & (Nudge.told_as == subject) & (Nudge.person_id == person_id)
    here.session.execute(update(Nudge).where(its).values(answered=said, answered_at=now, again_on=again_on))


def look_anew(here: Here) -> bool:
    """Let it be looked once more on the same day: a run or a record has changed; False where there is no network."""
    its = update(Network).where(Network.id == here.network_id).values(nudges_anew=True).returning(Network.id)
    # What is held of the network may wait to be written: only this column is.
    return here.session.scalar(its.execution_options(synchronize_session=False)) is not None


_THIS_DAY = and_(Network.nudged_at >= bindparam("midnight"), Network.nudged_at < bindparam("next_midnight"))
_ENTERED = (CourseRun.network_id == Network.id) & (CourseRun.entered_at > Network.nudged_at)
_ANEW = or_(Network.nudges_anew, select(CourseRun.id).where(_ENTERED).exists())
# Built once: every minute asks it of each network.
_BEGIN = (
    update(Network)
    .where(Network.id == bindparam("network"), or_(Network.nudged_at.is_(None), ~_THIS_DAY, _ANEW))
    .values(nudged_at=bindparam("now"), nudges_anew=False)
    .returning(Network.id)
    .execution_options(synchronize_session=False)
)


def begin(here: Here, now: datetime, midnight: datetime, next_midnight: datetime) -> bool:
    """Note that it is looked at what is due; False where somebody has done so this day, and since what has changed."""
    its = {"network": here.network_id, "now": now, "midnight": midnight, "next_midnight": next_midnight}
    return here.session.scalar(_BEGIN, its) is not None
