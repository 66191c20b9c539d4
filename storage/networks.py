"""Networks: one 相談支援事業所ネットワーク each, usually a ward; the tenant, with its own words and contacts."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, String, Uuid, false, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import EVERYWHERE, Base, Here, UtcDateTime

# 8:30 to 17:15, as most town halls work; minutes after midnight.
HOURS = (510, 1035)
STEPS = (1, 2, 3)
YEARS = 1
OWN_HOUSE = "warn"
ANSWER_DAYS = 2


class Network(Base):
    """A network: name, time zone, renamed terms, contacts [{name, tel, hours}].

    `hours_from` and `hours_until` are when its centre works (minutes after midnight), `closed_days` the days on which
    it does not although others do (YYYY-MM-DD), `topics` what questions can be about,
    `fields` the 障害種別 that people may know (none: those of messages/fields.toml).

    `steps` are the working days after which more people, 主任 and the centre are asked about a question that nobody has
    answered (0: that step is left out), `years` after how many further fiscal years a question goes. Answers on the
    topics of `ageing` are doubted from each 1 April on, and from the days `revised_on` (YYYY-MM-DD).

    `menus` are what can be booked (none: those of messages/menus.toml). `own_house` says whether somebody of an
    office's own corporation may visit it: 'allow', 'warn' (only where there is nobody else, and it is said) or
    'forbid'. Hosts are to answer within `answer_days` working days.

    `prefecture` says whose courses and guides apply ('' while nobody has said). `courses` are its own courses, and
    changes to those of messages/courses by key; `ladder` the roles that it expects (none: messages/ladder.toml).
    `nudged_at`: when it was last looked at what is due of trainings. `nudges_anew`: a run or record has changed since.
    """

    __tablename__ = "networks"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    zone: Mapped[str] = mapped_column(String(50))
    invented: Mapped[bool]
    terms: Mapped[dict[str, str]] = mapped_column(JSON)
    contacts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    hours_from: Mapped[int] = mapped_column(default=HOURS[0], server_default=text(str(HOURS[0])))
    hours_until: Mapped[int] = mapped_column(default=HOURS[1], server_default=text(str(HOURS[1])))
    closed_days: Mapped[list[str]] = mapped_column(JSON, default=list)
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    steps: Mapped[list[int]] = mapped_column(JSON, default=lambda: list(STEPS))
    years: Mapped[int] = mapped_column(default=YEARS, server_default=text(str(YEARS)))
    ageing: Mapped[list[str]] = mapped_column(JSON, default=list)
    revised_on: Mapped[list[str]] = mapped_column(JSON, default=list)
    menus: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    own_house: Mapped[str] = mapped_column(String(10), default=OWN_HOUSE, server_default=OWN_HOUSE)
    answer_days: Mapped[int] = mapped_column(default=ANSWER_DAYS, server_default=text(str(ANSWER_DAYS)))
    prefecture: Mapped[str] = mapped_column(String(10), default="")
    courses: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    ladder: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    nudged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    nudges_anew: Mapped[bool] = mapped_column(default=False, server_default=false())

    def local(self, moment: datetime) -> datetime:
        """Return a moment in the network's own zone."""
        return moment.astimezone(ZoneInfo(self.zone))

    def midnight(self, day: date) -> datetime:
        """Return the moment when a day begins in the network's own zone."""
        return datetime.combine(day, time(), ZoneInfo(self.zone))


def by_name(session: Session, name: str) -> Network | None:
    """Return the network of this name."""
    return session.scalar(select(Network).where(Network.name == name))


# Built once: every tick asks them several times.
_EVERYONE = select(Network).order_by(Network.made_at, Network.id).execution_options(**EVERYWHERE)
_IDS = _EVERYONE.with_only_columns(Network.id)


def everyone(session: Session) -> list[Network]:
    """Return all networks, oldest first."""
    return list(session.scalars(_EVERYONE))


def ids(session: Session) -> list[UUID]:
    """Return the ids of all networks, oldest first."""
    return list(session.scalars(_IDS))


def hold(here: Here) -> Network:
    """Return the network as it stands now; nobody else changes it until the transaction is over."""
    return here.session.get_one(Network, here.network_id, with_for_update=True, populate_existing=True)
