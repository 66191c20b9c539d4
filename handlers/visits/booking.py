"""What happens to a visit, each step in one transaction and alone in its network: the one way in which bookings change.

Every function takes hold of the network's bookings first (`Here.alone`), looks at the rows as they are then, and
raises `Stale` where what was pressed is no longer so. Each leaves the visit, its seats and its cells in agreement,
adds a step, and has everybody told whom it concerns (follow.py), once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from messages.menus import Menu
from storage.db import Here
from storage.networks import Network
from storage.visits import Visit


@dataclass(frozen=True, slots=True)
class At:
    """Where and when something is done: a turn's `here`, network, moment, and who does it (None: the clock)."""

    here: Here
    network: Network
    now: datetime
    by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an office asks for. `guest` is the person with whom it is arranged, `booked_by` a coordinator for her.

    Without `start` it is for the centre to fit (`wish` then says what was typed, empty: any day). `unwanted` are people
    whom the office would rather not have.
    """

    office: UUID
    menu: Menu
    minutes: int
    way: str
    guest: UUID | None = None
    booked_by: UUID | None = None
    start: datetime | None = None
    wish: str = ""
    case_kind: str = ""
    material: str = ""
    field: str = ""
    line: str = ""
    observer: bool = False
    unwanted: Collection[UUID] = ()


@dataclass(frozen=True, slots=True)
class Times:
    """The times that suit all rules, soonest first; why there are not more: code words that never name a host."""

    times: Sequence[datetime]
    why: Sequence[str] = ()
    # Whether any host has given any hours at all.
    hours: bool = True


def times(at: At, wanted: Wanted, *, first: date | None = None, last: date | None = None, most: int = 5) -> Times:
    """Return the times when somebody of each pool is free, the soonest first, each on a day of its own where possible.

    `first` and `last` narrow the days. `why` has of: 'notice', 'furthest', 'closed', 'hours', 'taken', 'caps', 'house',
    'field', 'longer' (a shorter visit would fit), 'online' (without travel it would), 'later'.
    """
    raise NotImplementedError


def request(at: At, wanted: Wanted) -> Visit:
    """Ask for a visit: its cells are held at once and a fair pair is asked; without a time it goes to the centre.

    Raises Refusal where the time was taken meanwhile or fits no rule: nothing is kept then.
    """
    raise NotImplementedError


def accept(at: At, visit_id: UUID) -> Visit:
    """A host comes; when everybody who was asked comes, it is settled. Raises Stale where she is not asked any more."""
    raise NotImplementedError


def decline(at: At, visit_id: UUID, reason: str = "", *, another: bool = False) -> Visit:
    """A host cannot (`another`: would rather that somebody else goes): the next fair one is asked for the same time.

    If none is left new times go to the office, and without any the centre fits it; also after it was settled.
    """
    raise NotImplementedError


def propose(at: At, visit_id: UUID, start: datetime) -> Visit:
    """A host offers another time: it lies with the office. Raises Refusal where it does not fit the others."""
    raise NotImplementedError


def choose(at: At, visit_id: UUID, start: datetime) -> Visit:
    """The office takes one of the times that lie with it, or the centre one for it: hosts are asked for it."""
    raise NotImplementedError


def move(at: At, visit_id: UUID, start: datetime) -> Visit:
    """Move it: the same pair first, whose old time stays held until all have agreed. Raises Refusal if nobody can."""
    raise NotImplementedError


def swap(at: At, visit_id: UUID, out: UUID, instead: UUID | None = None) -> Visit:
    """Replace one host, keep the other and the time; `instead` None: the next fair one. Raises Refusal."""
    raise NotImplementedError


def assign(at: At, visit_id: UUID, start: datetime, hosts: Collection[UUID], *, agreed: bool = False) -> Visit:
    """A coordinator sets time and hosts; `agreed`: everybody has said yes by telephone, so it is settled at once.

    Binds no notice and no hours, only that nobody is in two places: raises Refusal.
    """
    raise NotImplementedError


def dateless(at: At, visit_id: UUID, wish: str = "") -> Visit:
    """Leave the day to the centre."""
    raise NotImplementedError


def cancel(at: At, visit_id: UUID) -> Visit:
    """Take it off, whoever of those concerned does it; no reason is asked."""
    raise NotImplementedError


def finish(at: At, visit_id: UUID, outcome: str, lasted: int | None = None) -> Visit:
    """A host says how it went (storage/visits.OUTCOMES); 'postponed' and 'absent' lead back to finding a day."""
    raise NotImplementedError


def expire(here: Here, network: Network, now: datetime) -> None:
    """What nobody has answered in time goes to the coordinators' desk, never back to the office; safe to run again.

    Also where a host or guest belongs no more, or an office has nobody left.
    """
    raise NotImplementedError
