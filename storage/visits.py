"""Visits (事業所訪問): what an office has asked for, when it takes place, who comes, what was agreed. No case, ever."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, Uuid, false, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within

# Hosts are being asked for `start_at`, whose cells are held; the centre is fitting it together (no time, or nobody
# has answered in time); other times lie with the office to choose from; everybody has agreed; it is over and somebody
# has said how it went; it is off.
ASKED, DESK, OFFERED, SETTLED, DONE, OFF = "asked", "desk", "offered", "settled", "done", "off"
STATES = (ASKED, DESK, OFFERED, SETTLED, DONE, OFF)
# What may still take place.
LIVE = (ASKED, DESK, OFFERED, SETTLED)
WAYS = ("visit", "online", "centre")
# How an individual case may come up: not at all, without names, with the person's consent in writing.
CASES = ("none", "anonymous", "consent")
OUTCOMES = ("held", "postponed", "absent", "cancelled")


class Visit(Owned, Base):
    """One visit, as it was asked for and as it stands.

    `guest_id` is the person of the office with whom it is arranged (None: nobody of it is here, the centre telephones),
    `booked_by` the coordinator who arranged it for them. `menu` is the key of the network's menu, `title` its name,
    `minutes`, `buffer` (travel, minutes before and after, hosts only) and `pools` (who comes: 'chief', 'centre',
    'adviser', one of each named) as they were when it was asked for. `case_kind` as in CASES, empty where none may come
    up; `material` and `field` (障害種別) are keys and names, `line` the one line that the guard has let through.

    `start_at` is when it takes place or is asked for, `moving_to` a time to which it would be moved; both are held.
    `wish` is what was typed or chosen in place of a time (handlers/kit/fields/when.py), `times` those that lie with the
    office (ISO, UTC). Hosts are to answer by the end of `answer_by`; `told_by` is the day that the office was told.
    `edition` is the number of the calendar entry (SEQUENCE), `version` grows with every change, for buttons.

    Afterwards: `outcome` of OUTCOMES, `lasted` minutes, `heavy` (it asked much of her), `word_id` her own
    reflection on it (loose: nobody else's rows lead there). What was good stands in storage/visit_notes.py.
    """

    __tablename__ = "visits"
    __table_args__ = (
        within("office_id", "offices"),
        within("guest_id", "people"),
        within("booked_by", "people"),
        Index("ix_visits_state", "network_id", "state", "start_at"),
        Index("ix_visits_office", "network_id", "office_id", "start_at"),
    )

    office_id: Mapped[UUID] = mapped_column(Uuid)
    guest_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    booked_by: Mapped[UUID | None] = mapped_column(Uuid)
    menu: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(40))
    minutes: Mapped[int]
    buffer: Mapped[int] = mapped_column(default=0)
    pools: Mapped[str] = mapped_column(String(60))
    way: Mapped[str] = mapped_column(String(10))
    case_kind: Mapped[str] = mapped_column(String(10), default="")
    material: Mapped[str] = mapped_column(String(20), default="")
    field: Mapped[str] = mapped_column(String(20), default="")
    line: Mapped[str] = mapped_column(Text, default="")
    observer: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[str] = mapped_column(String(10))
    wish: Mapped[str] = mapped_column(String(400), default="")
    times: Mapped[str] = mapped_column(Text, default="")
    start_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moving_to: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer_by: Mapped[date | None] = mapped_column(Date)
    told_by: Mapped[date | None] = mapped_column(Date)
    url: Mapped[str] = mapped_column(String(500), default="")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    edition: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    outcome: Mapped[str] = mapped_column(String(10), default="")
    lasted: Mapped[int | None]
    heavy: Mapped[bool] = mapped_column(default=False, server_default=false())
    word_id: Mapped[UUID | None] = mapped_column(Uuid)

    @property
    def needs(self) -> tuple[str, ...]:
        """From which pools somebody comes, one of each that is named."""
        return tuple(self.pools.split())

    @property
    def lacks_guest(self) -> bool:
        """Whether it is arranged with nobody: who answered for the office has left, and no coordinator telephones."""
        return self.guest_id is None and self.booked_by is None

    @property
    def by_telephone(self) -> bool:
        """Whether a time lies with an office of which nobody is here to choose: the centre asks it by telephone."""
        if self.guest_id is not None:
            return False
        return self.state == OFFERED or (self.state == SETTLED and bool(self.times) and self.moving_to is None)

    @property
    def is_live(self) -> bool:
        """Whether it may still take place."""
        return self.state in LIVE


def get(here: Here, id: UUID) -> Visit | None:
    """Return a visit of the network as it stands now."""
    return here.session.get(Visit, (here.network_id, id), populate_existing=True)


def in_states(here: Here, states: Collection[str]) -> list[Visit]:
    """Return the visits in these states, the soonest first, those without a time last, then in order of asking."""
    wanted = select(Visit).where(Visit.network_id == here.network_id, Visit.state.in_(tuple(states)))
    return list(here.session.scalars(wanted.order_by(Visit.start_at.is_(None), Visit.start_at, Visit.asked_at)))


def settled_between(here: Here, since: datetime, until: datetime) -> list[Visit]:
    """Return the settled visits that begin from one moment to before another, the soonest first."""
    within_time = (Visit.start_at >= since) & (Visit.start_at < until)
    wanted = select(Visit).where(Visit.network_id == here.network_id, Visit.state == SETTLED, within_time)
    return list(here.session.scalars(wanted.order_by(Visit.start_at, Visit.id)))


def of_guest(here: Here, person_id: UUID, states: Collection[str] = LIVE) -> list[Visit]:
    """Return the visits that are arranged with a person, the soonest first, those without a time last."""
    mine = (Visit.network_id == here.network_id) & (Visit.guest_id == person_id)
    wanted = select(Visit).where(mine, Visit.state.in_(tuple(states)))
    return list(here.session.scalars(wanted.order_by(Visit.start_at.is_(None), Visit.start_at, Visit.asked_at)))


def of_office(here: Here, office_id: UUID, states: Collection[str] = STATES) -> list[Visit]:
    """Return the visits of an office, the newest first."""
    its = (Visit.network_id == here.network_id) & (Visit.office_id == office_id)
    return list(
        here.session.scalars(select(Visit).where(its, Visit.state.in_(tuple(states))).order_by(Visit.id.desc()))
    )


def over(here: Here, before: datetime) -> list[Visit]:
    """Return the visits that have begun before a moment and of which nobody has said how they went."""
    settled = (Visit.network_id == here.network_id) & (Visit.state == SETTLED)
    return list(here.session.scalars(select(Visit).where(settled, Visit.start_at < before).order_by(Visit.start_at)))


def bind_word(here: Here, id: UUID, guest_id: UUID, word_id: UUID) -> None:
    """Let a visit lead its guest to her own reflection on it."""
    hers = (Visit.network_id == here.network_id) & (Visit.id == id) & (Visit.guest_id == guest_id)
    here.session.execute(update(Visit).where(hers).values(word_id=word_id))
