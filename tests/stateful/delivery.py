"""What people may be told unasked, when, where and how often, in plain Python: no database, no faces, no words.

It is written from what is promised, not from the program. It is told what was posted, how people live and what each
message showed, and it says what is wrong with that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from uuid import UUID

TOKYO = timezone(timedelta(hours=9))
# From the calendar on the wall: public holidays on weekdays, and the days when offices are closed by custom.
CLOSED = {date(2026, 11, 23), *(date(2026, 12, day) for day in (29, 30, 31)), *(date(2027, 1, d) for d in (1, 2, 3))}
CLOSED |= {date(2027, month, day) for month, day in ((1, 11), (2, 11), (2, 23), (3, 22), (4, 29), (5, 3), (5, 4))}
CLOSED |= {date(2027, month, day) for month, day in ((5, 5), (7, 19), (8, 11), (9, 20), (9, 23), (10, 11), (11, 3))}
CLOSED |= {date(2027, 11, 23), *(date(2027, 12, day) for day in (29, 30, 31))}
# The calendar ends here.
LAST = datetime(2027, 12, 1, tzinfo=UTC)

KINDS = {"flow.now": "now", "flow.soon": "soon", "flow.morning": "morning"}
WEB, TELEGRAM = "web", "telegram"


def local(moment: datetime) -> datetime:
    """Return a moment by the clock on the wall."""
    return moment.astimezone(TOKYO)


def minute_of(moment: datetime) -> int:
    """Return the minute of the day by the clock on the wall."""
    return local(moment).hour * 60 + local(moment).minute


def works(day: date) -> bool:
    """Tell whether offices are open."""
    return day.weekday() < 5 and day not in CLOSED


def at(day: date, minute: int) -> datetime:
    """Return a minute of a day as a moment."""
    return datetime.combine(day, time(minute // 60, minute % 60), TOKYO).astimezone(UTC)


def next_working(moment: datetime, minute: int) -> datetime:
    """Return the next time that it is this minute of a working day."""
    day = local(moment).date()
    while not works(day) or at(day, minute) <= moment:
        day += timedelta(days=1)
    return at(day, minute)


@dataclass
class Person:
    """How somebody wants to be told, and the accounts that she has."""

    name: str
    faces: tuple[str, ...]
    morning_at: int = 540
    hours: tuple[int, int] = (540, 1080)
    after: str = "quiet"
    face: str | None = None
    away: bool = False
    until: date | None = None
    # Whether answers were ever to wait for her morning: then some have been put off.
    ever_patient: bool = False

    def rings(self, moment: datetime) -> bool:
        """Tell whether her telephone may ring."""
        return works(local(moment).date()) and self.hours[0] <= minute_of(moment) < self.hours[1]

    def takes_letter(self, moment: datetime) -> bool:
        """Tell whether a letter may come."""
        end = max(self.hours[1], self.morning_at + 60)
        return works(local(moment).date()) and self.morning_at <= minute_of(moment) < end

    def lives(self, values: Mapping[str, Any]) -> None:
        """Let her change how she wants to be told."""
        for name, value in values.items():
            setattr(self, name, value)
        self.ever_patient |= self.after == "morning"

    @property
    def habits(self) -> dict[str, Any]:
        """What the program must know of her."""
        names = ("morning_at", "hours", "after", "face", "away", "until")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Show:
    """One message that stands before a person's eyes."""

    platform: str
    name: str
    id: str
    at: datetime
    numbers: tuple[int, ...]
    # Beside these numbers it shows something that was not posted here: a gap, a line for coordinators.
    others: bool
    again: bool
    letter: bool
    quiet: bool


@dataclass
class Post:
    """One notice: its number is its place in the order of posting."""

    number: int
    name: str
    kind: str
    due: datetime
    withdrawn: bool = False
    # It was given up at some time: whoever tries it once more does not bring back its place.
    given_up: bool = False
    # It may have been shown on a face that cannot say so.
    doubted: bool = False
    shows: list[Show] = field(default_factory=list)

    @property
    def pace(self) -> str:
        """Now, soon or morning."""
        return KINDS[self.kind]

    @property
    def alive(self) -> bool:
        """Whether she is to be told of it, and was not yet."""
        return not self.withdrawn and not self.shows


@dataclass(frozen=True)
class Row:
    """A row of the outbox as far as it is looked at."""

    id: UUID
    person_id: UUID
    kind: str
    subject_id: UUID
    state: str
    attempts: int
    lease_until: datetime | None
    begun_at: datetime | None
    platform: str | None
    letter: UUID | None
    sent_at: datetime | None
    closed_at: datetime | None
    reference: str | None
    reason: str | None


class Ledger:
    """Everything that was posted and everything that was shown."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = {person.name: person for person in people}
        self.posts: list[Post] = []
        self.letters: dict[tuple[str, date], str] = {}
        self.brought: set[str] = set()
        # Letters that may have been shown: on the page before a kill, or before an error that nobody has foreseen.
        self.begun: set[str] = set()

    def post(self, name: str, kind: str, due: datetime) -> Post:
        """Note a notice that was posted."""
        post = Post(len(self.posts), name, kind, due)
        self.posts.append(post)
        return post

    def of(self, show: Show) -> list[Post]:
        """Return what a message showed of what was posted."""
        return [self.posts[number] for number in show.numbers]

    def takes(self, show: Show) -> list[str]:
        """Take a message in and return what is wrong with it."""
        wrong = [*self._wrong(show), *(self._wrong_letter(show) if show.letter else self._wrong_notice(show))]
        for post in self.of(show):
            post.shows.append(show)
        return [f"{said}: {show}" for said in wrong]

    def _wrong(self, show: Show) -> Iterable[str]:
        person, posts = self.people[show.name], self.of(show)
        if person.away:
            yield "on leave"
        if show.quiet == person.rings(show.at):
            yield "rings at the wrong time"
        if any(post.name != show.name or post.withdrawn for post in posts):
            yield "not hers, or no longer true"
        doubted = show.platform == TELEGRAM and any(post.doubted for post in posts)
        if doubted != show.again and (doubted or show.platform == WEB or not show.others):
            yield "marked wrongly"
        before = [old for post in posts for old in post.shows if old.platform == show.platform]
        if show.platform == TELEGRAM and before and not show.again:
            yield "repeated without a mark"
        if show.platform == WEB and any(old.id != show.id for old in before):
            yield "twice on the page"

    def _wrong_letter(self, show: Show) -> Iterable[str]:
        person, day = self.people[show.name], local(show.at).date()
        stands = show.platform == WEB and show.id in self.begun
        if not stands and not person.takes_letter(show.at):
            yield "a letter at the wrong hour"
        if not stands and self.letters.setdefault((show.name, day), show.id) != show.id:
            yield "two letters on one day"
        if show.platform == TELEGRAM and show.id in self.brought and not (show.again and show.id in self.begun):
            yield "the same letter twice"
        if any(post.pace != "morning" for post in self.of(show)):
            yield "in a letter"
        if show.platform == TELEGRAM:
            self.brought.add(show.id)

    def _wrong_notice(self, show: Show) -> Iterable[str]:
        person = self.people[show.name]
        for post in self.of(show):
            if post.pace == "morning":
                yield "not in a letter"
            if post.pace == "soon" and person.after == "morning" and not person.rings(show.at):
                yield "an answer at night"
            if not post.shows and any(self._is_before(old, post) for old in self.posts[: post.number]):
                yield "overtook another"

    def _is_before(self, old: Post, new: Post) -> bool:
        hers = old.name == new.name and old.due <= new.due and old.alive and not old.given_up
        in_order = ("now",) if self.people[new.name].ever_patient else ("now", "soon")
        return hers and old.pace in in_order and new.pace in in_order

    def wrong_rows(self, rows: list[Row]) -> list[str]:
        """Return what is wrong with the outbox: with single rows, or because of what is missing."""
        found: dict[int, Row] = {}
        letters = {row.subject_id for row in rows if row.state in ("waiting", "sending")}
        wrong = []
        for row in rows:
            wrong += [f"{said}: {row}" for said in _wrong_row(row, letters)]
            if row.kind in KINDS:
                found[row.subject_id.int] = row
        for post in self.posts:
            kept = found.get(post.number)
            wrong += [f"{said}: {post} {kept}" for said in _wrong_post(post, kept)] if kept else [f"lost: {post}"]
        return wrong


def _wrong_row(row: Row, letters: set[UUID]) -> Iterable[str]:
    if row.state not in ("waiting", "sending", "carried", "sent", "moot", "ambiguous", "dead"):
        yield "no state"
    if (row.lease_until is not None) != (row.state == "sending") or row.attempts < 0:
        yield "a lease without a sending"
    if row.begun_at is not None and row.state not in ("sending", "waiting"):
        yield "begun and ended"
    if row.letter is not None and row.state not in ("carried", "sent"):
        yield "in a letter and not carried"
    if row.state == "carried" and row.letter not in letters:
        yield "carried by nothing"
    if row.state == "sent" and not (row.sent_at and row.platform and row.reference):
        yield "sent nowhere"
    if row.state == "dead" and not row.reason:
        yield "dead for no reason"
    if row.state == "ambiguous" and row.kind in KINDS:
        yield "in doubt for good"


def _wrong_post(post: Post, row: Row) -> Iterable[str]:
    if row.state == "sent" and row.platform not in {show.platform for show in post.shows}:
        yield "said to be sent"
    if row.state == "moot" and not post.withdrawn:
        yield "given up silently"
    if row.kind != post.kind:
        yield "another kind"
