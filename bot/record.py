"""The record's guard: its heads follow it, a shortened one says so itself, and `idobata audit verify` looks at all."""

from __future__ import annotations

import asyncio
from uuid import UUID

from bot.logs import log
from bot.writer import Writer
from handlers.kit.clock import Clock
from messages.words import Msg, msg
from storage import audit, heads, networks
from storage.db import Database, Here, Link, session_on
from storage.heads import Head
from storage.keys import Keys
from storage.networks import Network

# `idobata check` looks at so many of the newest entries: a fifth of a second.
CHECKED = 2000


class Record:
    """Keeps the heads of all records, and notes in a record that it was shortened."""

    def __init__(self, database: Database, writer: Writer, keys: Keys, clock: Clock) -> None:
        self._database = database
        self._writer = writer
        self._keys = keys
        self._clock = clock
        self._kept: dict[UUID, Head] = {}

    async def begin(self) -> None:
        """At a start, which may follow a restore: say in each record that is shorter than it was that it is."""
        for network in await asyncio.to_thread(self._shortened):
            head = await self._writer.run(lambda link, network=network: self._note(link, network))  # type: ignore[misc]
            heads.begin_again(self._keys, network, head)
            log.warning("record.shorter", network=str(network))
        await self.tick()

    async def tick(self) -> None:
        """Let the heads follow what has been committed."""
        await asyncio.to_thread(self._follow)

    def _shortened(self) -> list[UUID]:
        with self._database.read() as session:
            found = networks.ids(session)
        return [network for network in found if self._lost(network)]

    def _lost(self, network: UUID) -> bool:
        # In this order: what is kept was committed before, so the record that is read then has it.
        kept = heads.of(self._keys, network)
        with self._database.read() as session:
            return heads.lost(Here(session, network), kept)

    def _note(self, link: Link, network: UUID) -> Head:
        with session_on(link) as session:
            here = Here(session, network)
            audit.note(here, self._keys.digest, None, audit.SHORTER, self._clock.now())
            entry = audit.head(here)
            assert entry is not None
            head = Head(entry.place, entry.link)
            session.commit()
            return head

    def _follow(self) -> None:
        with self._database.read() as session:
            newest = {network: audit.head(Here(session, network)) for network in networks.ids(session)}
        for network, entry in newest.items():
            now = Head(entry.place, entry.link) if entry else None
            if now == self._kept.get(network):
                continue
            if self._lost(network):
                # Nothing is moved on: `audit verify` says so until the next start notes it.
                log.error("record.shorter", network=str(network))
            elif now:
                heads.move_on(self._keys, network, now)
                self._kept[network] = now


def look(database: Database, keys: Keys, last: int | None = None) -> tuple[list[Msg], list[Msg]]:
    """Verify all records, or the `last` entries of each; return what is wrong and what is right, as sentences."""
    if not keys.opens():
        return [msg("check-keys")], []
    wrong: list[Msg] = []
    right: list[Msg] = []
    with database.read() as session:
        found = networks.everyone(session)
    for network in found:
        kept = heads.of(keys, network.id)
        with database.read() as session:
            here = Here(session, network.id)
            verified = audit.verify(here, keys.digest, last)
            if verified.broken:
                wrong.append(_broken(network, verified.broken))
            elif kept and heads.lost(here, kept):
                wrong.append(msg("audit-shorter", name=network.name, place=kept.place))
            else:
                right.append(msg("audit-whole", name=network.name, count=verified.count))
            right += [msg("audit-was-shorter", day=network.local(at).date()) for at in audit.shortened(here)]
    return wrong, right


def _broken(network: Network, broken: audit.Broken) -> Msg:
    at = network.local(broken.at)
    return msg("audit-broken", name=network.name, place=broken.place, day=at.date(), time=f"{at:%H:%M}")
