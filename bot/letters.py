"""朝の1通: everything unasked that can wait is one message a person and day, at her hour of a working day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID, uuid5

from handlers.kit import days
from handlers.kit.house import House
from handlers.kit.turn import Turn
from handlers.morning import LETTER
from storage import letters, outbox
from storage.db import Here, Link
from storage.fault import fault
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


def plan(here: Here, network: Network, kinds: Collection[str], now: datetime) -> None:
    """Post the letter of each person who has something waiting and whose hour has come."""
    local = network.local(now)
    for person in letters.waiting_people(here, kinds, now):
        if days.is_letter_time(local, person.morning_at, person.hours_until, network.closed_days):
            outbox.post(here, person.id, LETTER, letter_of(person.id, local.date()), now)


def fill(link: Link, turn: Turn, letter: Notice, kinds: Collection[str]) -> list[Notice]:
    """Put what is waiting into a letter that is about to be sent; what no longer matters is left out for good."""
    # After a letter that the platform did not take one thing comes by itself, until it is known which it was.
    most = 1 if letters.was_refused(turn.here, turn.person_id, LETTER) else MOST_IN_LETTER
    while True:
        found = letters.carry(turn.here, turn.person_id, letter.subject_id, kinds, most, turn.now)
        moot = [notice for notice in found if not _cards(turn, notice)]
        letters.drop(link, moot)
        if not moot:
            break
    fault("out.after_carry")
    return found


def _cards(turn: Turn, notice: Notice) -> object:
    kind = turn.house.notice(notice.kind)
    return kind and kind.cards(turn, notice.subject_id)
