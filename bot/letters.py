"""朝の1通: everything unasked that can wait is one message a person and day, at her hour of a working day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from handlers.kit import days
from handlers.kit.house import House, NoticeKind
from handlers.kit.turn import Turn
from handlers.morning import LETTER
from storage import letters, outbox
from storage.db import Here, Link
from storage.fault import fault
from storage.letters import Calm
from storage.networks import Network
from storage.outbox import Notice

# What does not fit in today's letter comes with the next: nobody reads the ninth thing.
MOST_IN_LETTER = 8


def letter_of(person_id: UUID, day: date) -> UUID:
    """Return the id of a person's letter of a day: the outbox takes each only once."""
    return uuid5(person_id, day.isoformat())


def is_todays(turn: Turn, letter: Notice) -> bool:
    """Tell whether a letter may still go out: the one of today, and it is not her evening, night or day off."""
    person, network = turn.who.person, turn.who.network
    local = network.local(turn.now)
    in_time = days.is_letter_time(local, person.morning_at, person.hours_until, network.closed_days)
    return in_time and letter.subject_id == letter_of(person.id, local.date())


def by_letter(house: House) -> frozenset[str]:
    """Return the kinds that a letter carries."""
    kinds = {name: kind for talk in house.conversations for name, kind in talk.notices.items()}
    return frozenset(name for name, kind in kinds.items() if kind.pace == "morning" and name != LETTER)


def calm_of(house: House) -> Calm:
    """Return what comes in quiet weeks too, what comes by letter when they are over, and what comes on leave too."""
    kinds = {name: kind for talk in house.conversations for name, kind in talk.notices.items()}
    even = frozenset(name for name, kind in kinds.items() if kind.even_calm)
    away = frozenset(name for name, kind in kinds.items() if kind.even_away)
    return Calm(by_letter(house) & even, frozenset(name for name, kind in kinds.items() if rests(kind)), away)


def first_of(house: House) -> frozenset[str]:
    """Return the kinds that a letter carries before all others."""
    return frozenset(name for talk in house.conversations for name, kind in talk.notices.items() if kind.first)


def rests(kind: NoticeKind) -> bool:
    """Tell whether a kind of notice that is no letter's waits in quiet weeks."""
    return kind.pace == "soon" and not kind.even_calm


def after_calm(turn: Turn) -> datetime:
    """Return when a letter may bring what waits for the end of a person's quiet weeks."""
    person, network = turn.who.person, turn.who.network
    assert person.calm_until
    day = days.working_day(max(person.calm_until, turn.today + timedelta(days=1)), network.closed_days)
    return network.midnight(day) + timedelta(minutes=person.morning_at)


def plan(here: Here, network: Network, kinds: Collection[str], now: datetime, calm: Calm) -> None:
    """Post the letter of each person who has something waiting and whose hour has come."""
    local = network.local(now)
    for person in letters.waiting_people(here, kinds, now, local.date(), calm):
        if days.is_letter_time(local, person.morning_at, person.hours_until, network.closed_days):
            outbox.post(here, person.id, LETTER, letter_of(person.id, local.date()), now)


def fill(link: Link, turn: Turn, letter: Notice, kinds: frozenset[str], calm: Calm) -> list[Notice]:
    """Put what is waiting into a letter that is about to be sent; what no longer matters is left out for good."""
    until = turn.who.person.calm_until
    quiet = until is not None and turn.today < until
    after: Collection[str] = ()
    if turn.who.person.away_since:
        kinds = kinds & calm.away
    elif quiet:
        kinds = kinds & calm.even
    elif until and kinds:
        after = calm.after
    # After a letter that the platform did not take one thing comes by itself, until it is known which it was.
    most = 1 if letters.was_refused(turn.here, turn.person_id, LETTER) else MOST_IN_LETTER
    first = first_of(turn.house)
    while True:
        found = letters.carry(turn.here, turn.person_id, letter.subject_id, kinds, most, turn.now, after, first)
        moot = [notice for notice in found if not _cards(turn, notice)]
        letters.drop(link, moot)
        if not moot:
            break
    fault("out.after_carry")
    return found


def _cards(turn: Turn, notice: Notice) -> object:
    kind = turn.house.notice(notice.kind)
    return kind and kind.cards(turn, notice.subject_id)
