"""Turns are made here: who stands behind an account, in a savepoint of the running transaction or for reading."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from bot.faces.face import Told
from handlers.kit import days
from handlers.kit.clock import Clock
from handlers.kit.house import House
from handlers.kit.limits import check_lasting
from handlers.kit.turn import Scene, Traits, Turn
from storage import accounts, board, outbox, seen
from storage.db import Database, Here, Link, Session, session_on
from storage.ids import short
from storage.keys import Keys
from storage.outbox import Notice

T = TypeVar("T")


class NoTurn(Exception):
    """The account belongs to nobody."""


class Turns:
    """Makes turns for accounts."""

    def __init__(self, database: Database, keys: Keys, house: House, clock: Clock) -> None:
        self.database = database
        self.keys = keys
        self.house = house
        self.clock = clock

    def begin(self, link: Link, platform: str, user_id: str, traits: Traits, *, lock: bool = False) -> Turn:
        """Begin a turn in a savepoint of the connection's transaction; raises NoTurn."""
        return self._turn(session_on(link), platform, user_id, traits, lock)

    @contextmanager
    def looking(self, link: Link, platform: str, user_id: str, traits: Traits) -> Iterator[Turn]:
        """Give a turn in the running transaction that is only looked at; raises NoTurn."""
        with session_on(link) as session:
            yield self._turn(session, platform, user_id, traits, lock=False)

    def reading(self, platform: str, user_id: str, traits: Traits, read: Callable[[Turn], T]) -> T:
        """Run a function on a turn that can only read, and return what it returns; raises NoTurn."""
        with self.database.read() as session:
            return read(self._turn(session, platform, user_id, traits, lock=False))

    def _turn(self, session: Session, platform: str, user_id: str, traits: Traits, lock: bool) -> Turn:
        who = accounts.who(session, platform, user_id, lock=lock)
        if who is None:
            raise NoTurn
        here = Here(session, who.network.id)
        return Turn(here, who, self.clock.now(), self.keys, self.house, traits)

    def told(self, turn: Turn, since: datetime) -> list[Told]:
        """Return what was sent to this account since a moment and is open; what a letter has brought stands in it."""
        found = outbox.open_for(turn.here, turn.person_id)
        here = [notice for notice in found if notice.letter is None and notice.platform == turn.who.account.platform]
        notices = [notice for notice in here if notice.sent_at and notice.sent_at > since]
        return [told for notice in notices if (told := self.render(turn, notice))]

    def gone(self, ids: Collection[UUID]) -> set[UUID]:
        """Return those of these things that nobody can read any more: shredded, withdrawn, hidden."""
        with self.database.read() as session:
            return self.gone_by(session.connection(), ids)

    def gone_by(self, link: Link, ids: Collection[UUID]) -> set[UUID]:
        """Return the same by what stands in a transaction."""
        return self.keys.shredded(ids) | board.unreadable(link, ids)

    def unseen(self, turn: Turn, platform: str) -> tuple[Told, ...]:
        """Return what came to a page while none was open; what a letter has brought stands in the letter."""
        notices = [one for one in seen.unseen(turn.here, turn.person_id, platform) if one.letter is None]
        return tuple(told for notice in notices if (told := self.render(turn, notice)))

    def render(self, turn: Turn, notice: Notice) -> Told | None:
        """Return a notice as it is shown now; None when it no longer matters."""
        kind = turn.house.notice(notice.kind)
        cards = kind.cards(turn, notice.subject_id) if kind and turn.house.tells(turn, notice.kind) else None
        if not cards:
            return None
        check_lasting(cards)
        return Told(short(notice.id), notice.sent_at or turn.now, Scene(cards=cards), turn.words, _quiet(turn))


def _quiet(turn: Turn) -> bool:
    person, network = turn.who.person, turn.who.network
    return not days.rings(network.local(turn.now), person.hours_from, person.hours_until, network.closed_days)
