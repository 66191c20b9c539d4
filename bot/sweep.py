"""The sweep: what has expired goes, and with private things their keys go first."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.writer import Writer
from handlers.kit import guarding
from handlers.kit.clock import Clock
from storage import (
    audit,
    drafts,
    gatherings,
    guesses,
    inbox,
    invites,
    leaving,
    shares,
    shown,
    signins,
    tombs,
)
from storage.db import Here, Link, session_on
from storage.ids import short
from storage.keys import Keys

# People whose time to be brought back is over, a tick: each takes the writer for a while.
MOST_PEOPLE = 5


class Sweep:
    """Deletes what has expired: drafts, sign-ins, invitations, guesses, shares, gatherings, inbox rows, people."""

    def __init__(self, writer: Writer, keys: Keys, clock: Clock) -> None:
        self._writer = writer
        self._keys = keys
        self._clock = clock

    async def tick(self) -> None:
        """Delete what has expired by now."""
        await self._writer.run(self._sweep, aside=True)

    async def bury(self) -> int:
        """Let tombstones win: once at each start, because a start may follow a restore."""
        return await self._writer.run(lambda link: tombs.bury(link, self._keys))

    def _sweep(self, link: Link) -> None:
        now = self._clock.now()
        # First, in the order in which who tries a code takes its locks.
        guesses.sweep(link, now)
        expired = drafts.sweep(link, now)
        for id in (*expired, *inbox.sweep(link, now)):
            self._keys.shred(id)
        # What the guard asked about, and nobody has chosen, goes from where it was written as well.
        shown.lapse(link, [guarding.about(short(id)) for id in expired])
        shown.sweep(link, [short(id) for id in expired])
        signins.sweep(link, now)
        invites.sweep(link, now)
        gatherings.sweep(link, now)
        self._end_shares(link, now)
        # Who died between a person's keys and her rows may not have been started again.
        tombs.bury_people(link, self._keys)
        for network, person in leaving.removed(link, now - timedelta(days=leaving.REMOVED_DAYS), MOST_PEOPLE):
            self._keys.shred_person(person)
            with session_on(link) as session:
                here = Here(session, network)
                leaving.erase(here, person, now)
                audit.note(here, self._keys.digest, None, "data.deleted", now, whom=person)
                session.commit()

    def _end_shares(self, link: Link, now: datetime) -> None:
        for network, id, owner in shares.expired(link, now):
            with session_on(link) as session:
                shares.take_back(Here(session, network), self._keys, id, owner, now)
                session.commit()
        # Who may not read any more keeps nothing of it before her eyes.
        for network, person, id in shares.shut_out(link):
            with session_on(link) as session:
                shown.forget(Here(session, network), person, short(id))
                session.commit()
