"""Signs of life: what faces tell the runtime about messages, accounts and platforms, beside events."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID, uuid5

from bot.logs import log, where
from bot.turns import Turns
from bot.writer import Writer, is_passing
from handlers.home import GAP
from handlers.kit.clock import Clock
from handlers.kit.errors import TryLater
from handlers.places import lost
from storage import accounts, outbox, places, pulses, seen, shown, standings
from storage.db import Here, Link, is_busy, session_on
from storage.fault import fault
from storage.ids import unshort
from storage.places import MOST_TITLE
from storage.pulses import Gap

T = TypeVar("T")

# So many notes of what is quoted are kept in mind at most while the database takes nothing.
MOST_UNNOTED = 10_000


@dataclass(frozen=True, slots=True)
class _Quoting:
    """Messages that quote something, as (what they are about, reference), and when they were shown to whom."""

    platform: str
    user_id: str
    quotes: list[tuple[str, str]]
    at: datetime


def id_in(key: str) -> UUID | None:
    """Return the id of what a card is about; what stands before it says what about it the card is."""
    try:
        return unshort(key[-22:])
    except ValueError:
        return None


class Signs:
    """Writes down what stands before somebody's eyes, whom nothing reaches, and when a platform was heard."""

    def __init__(self, writer: Writer, turns: Turns, clock: Clock) -> None:
        self._writer = writer
        self._turns = turns
        self._clock = clock
        self._unnoted: deque[_Quoting] = deque(maxlen=MOST_UNNOTED)

    async def seen(self, platform: str, user_id: str, until: datetime) -> None:
        """Note that the notices sent up to a moment stand before the person's eyes."""

        def write(link: Link) -> None:
            with session_on(link) as session:
                if who := accounts.who(session, platform, user_id):
                    here = Here(session, who.network.id)
                    seen.note(here, who.person.id, platform, until, self._clock.now())
                    session.commit()

        await self._writer.run(write, aside=True)

    async def quoted(self, platform: str, user_id: str, quotes: list[tuple[str, str]]) -> None:
        """Note messages, as (about, reference), that must follow what they are about; kept in mind where that fails."""
        quoting = _Quoting(platform, user_id, quotes, self._clock.now())
        first, late = partial(self._note, quoting=quoting), partial(self._note_late, quoting=quoting)
        try:
            await self._writer.surely(first, late=late)
        except Exception as error:
            if is_passing(error):
                self._keep(quoting)
            raise

    async def note_quotes(self) -> None:
        """Write down what messages quote that a busy database did not take when they were shown; raises nothing."""
        while self._unnoted:
            quoting = self._unnoted.popleft()
            try:
                await self._writer.run(partial(self._note_late, quoting=quoting), aside=True)
            except Exception as error:
                log.warning("quotes.unnoted", count=len(quoting.quotes), **where(error))
                if is_passing(error):
                    self._keep(quoting)
                    return

    def _keep(self, quoting: _Quoting) -> None:
        if len(self._unnoted) == self._unnoted.maxlen:
            log.error("quotes.dropped", count=len(self._unnoted[0].quotes))
        self._unnoted.append(quoting)

    def _note(self, link: Link, quoting: _Quoting) -> None:
        with session_on(link) as session:
            if who := accounts.who(session, quoting.platform, quoting.user_id):
                here = Here(session, who.network.id)
                # What is read back from a history may be noted already.
                known = shown.noted(here, who.person.id, quoting.platform, [about for about, _ in quoting.quotes])
                new = [quote for quote in quoting.quotes if quote not in known]
                shown.note(here, who.person.id, quoting.platform, quoting.user_id, new, quoting.at)
                session.commit()

    def _note_late(self, link: Link, quoting: _Quoting) -> None:
        self._note(link, quoting)
        # What was deleted before this could be written found no message that was to follow.
        ids = {about: id for about, _ in quoting.quotes if (id := id_in(about))}
        gone = self._turns.gone_by(link, set(ids.values()))
        shown.lapse(link, [about for about, id in ids.items() if id in gone])

    async def stopped(self, platform: str, user_id: str, why: str | None) -> None:
        """Note that nothing reaches an account any more, or, with None, that something does again."""

        def write(link: Link) -> None:
            with session_on(link) as session:
                if who := accounts.who(session, platform, user_id):
                    here = Here(session, who.network.id)
                    if why:
                        accounts.stop(here, who.account.id, why, self._clock.now())
                    else:
                        accounts.revive(here, who.account.id)
                    session.commit()

        await self._asked(write, said=True)

    async def stands(self, platform: str, chat: str, references: list[str]) -> bool:
        """Tell whether one of these messages is something that the well has standing in a place; raises TryLater."""
        return await self._asked(lambda link: standings.stand(link, platform, chat, references))

    async def places(self, platform: str) -> list[str]:
        """Return the places on a platform where the network talks; raises TryLater."""
        return await self._asked(lambda link: places.chats(link, platform))

    async def _asked(self, job: Callable[[Link], T], *, said: bool = False) -> T:
        try:
            # What a platform has said it may not say again.
            return await (self._writer.surely(job) if said else self._writer.run(job))
        except Exception as error:
            if is_busy(error):
                raise TryLater("busy") from None
            raise

    async def lost(self, platform: str, chat: str, why: str) -> None:
        """Note that the platform lets the bot no more into a place, and why: the coordinators are told."""

        def write(link: Link) -> None:
            for network, place in places.of_chat(link, platform, chat):
                with session_on(link) as session:
                    lost.lose(Here(session, network), place, why, self._clock.now())
                    session.commit()

        await self._asked(write, said=True)

    async def found(self, platform: str, chat: str, title: str) -> bool:
        """Note that the bot is in a place, and what that is called; False where nothing is connected there."""

        def write(link: Link) -> bool:
            if title:
                places.rename(link, platform, chat, title[:MOST_TITLE])
            known = places.of_chat(link, platform, chat)
            for network, place in known:
                with session_on(link) as session:
                    lost.find(Here(session, network), place)
                    session.commit()
            return bool(known)

        return await self._asked(write, said=True)

    async def moved(self, platform: str, chat: str, to: str) -> None:
        """Note that a place has another id now: what stood there can be reached no more, and stands anew."""

        def write(link: Link) -> None:
            known = places.of_chat(link, platform, chat, places.STATES)
            places.move(link, platform, chat, to)
            for network, place in known:
                with session_on(link) as session:
                    standings.begin_anew(Here(session, network), place)
                    session.commit()

        await self._asked(write, said=True)

    async def heard(self, platform: str, source: str, keeps: timedelta) -> None:
        """Note that a platform answers; after a gap longer than it keeps what people send, they are told."""
        await self._writer.run(lambda link: self._beat(link, platform, source, keeps), aside=True)

    def _beat(self, link: Link, platform: str, source: str, keeps: timedelta) -> None:
        now = self._clock.now()
        before = pulses.beat(link, source, now)
        fault("rx.mid_pulse")
        if before is None or now - before <= keeps:
            return
        with session_on(link) as session:
            for network in pulses.networks_of(session, platform):
                here = Here(session, network)
                gap = Gap(network_id=network, id=_gap_id(network, source, before), platform=platform)
                gap.since, gap.until = before, now
                session.add(gap)
                session.flush()
                outbox.post_all(here, GAP, now, [(person, gap.id) for person in accounts.people_on(here, platform)])
            session.commit()


def _gap_id(network: UUID, source: str, since: datetime) -> UUID:
    return uuid5(network, f"{source} {since.isoformat()}")
