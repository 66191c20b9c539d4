"""Delivery: outbox -> notice -> face. Only delivery says anything unasked."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import TypeVar
from uuid import UUID

from bot import letters
from bot.faces.face import Face
from bot.logs import log, where
from bot.ready import Ready, Readying
from bot.turns import Turns
from bot.writer import Writer
from handlers.kit.clock import Clock
from handlers.kit.errors import Doubtful, Over, TryLater, Undeliverable
from storage import accounts, calm, claims, networks, outbox, people, shown, stirring
from storage.db import Here, Link, session_on
from storage.fault import fault
from storage.outbox import Notice
from storage.shown import Quote

T = TypeVar("T")

AT_ONCE = 50
MOST_UNDER_WAY = 4 * AT_ONCE
# So often is tried what fails for a reason that nobody has foreseen; a platform that is away is waited for.
MOST_ATTEMPTS = 8
# What a face looks for before it sends it again may stand long in doubt: a platform that stumbles for eight hours.
MOST_LOOKS = 40
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
WIPE_AGAIN = timedelta(minutes=1)
# What means that an account is reached no more, not only this notice.
STOPS = ("blocked", "gone")


class Delivery:
    """Takes due notices under a lease, shows them, and writes down how it went."""

    def __init__(self, writer: Writer, turns: Turns, clock: Clock, faces: Sequence[Face]) -> None:
        self._writer = writer
        self._turns = turns
        self._clock = clock
        self._faces = {face.platform: face for face in faces}
        self._ready = Readying(turns, self._faces)
        self._under_way: dict[asyncio.Task[None], int] = {}
        self._wiping: asyncio.Task[None] | None = None
        self._rests: dict[UUID, datetime] = {}

    async def _aside(self, job: Callable[[Link], T]) -> T:
        return await self._writer.run(job, aside=True)

    async def tick(self) -> int:
        """Deliver what is due now; return how many notices were taken. Safe in several processes at once."""
        taken = await self.take()
        await asyncio.gather(*self._under_way)
        await self.wipe()
        return taken

    async def take(self) -> int:
        """Begin to deliver what is due now and return how many notices that is: no slow one holds up the next tick."""
        room = min(AT_ONCE, self._room())
        if room <= 0:
            return 0
        kinds = self._ready.kinds
        away = self._ready.on_leave
        taken = await self._aside(lambda link: claims.claim(link, self._clock.now(), room, kinds, away))
        fault("out.after_claim")
        by_person = sorted(taken, key=lambda notice: (notice.network_id, notice.person_id))
        for _, group in groupby(by_person, key=lambda notice: (notice.network_id, notice.person_id)):
            notices = list(group)
            task = asyncio.create_task(self._in_order(notices))
            self._under_way[task] = len(notices)
            task.add_done_callback(self._under_way.pop)
        return len(taken)

    async def go_on(self) -> None:
        """Begin what is due, and what becomes free meanwhile, waiting for no slow one: what the ticker calls."""
        while await self.take():
            if self._room() <= 0:
                await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
        if self._wiping is None or self._wiping.done():
            self._wiping = asyncio.create_task(self._wipe_safely())

    async def _wipe_safely(self) -> None:
        try:
            await self.wipe()
        except Exception as error:
            log.warning("quote.later", **where(error))

    def _room(self) -> int:
        return MOST_UNDER_WAY - sum(self._under_way.values())

    async def drain(self, seconds: float) -> None:
        """Wait for what is under way, so long at most; the rest is taken again when its lease is over."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)

    async def _in_order(self, notices: list[Notice]) -> None:
        for place, notice in enumerate(notices):
            try:
                if not await self._deliver(notice):
                    await self._aside(lambda link, rest=notices[place + 1 :]: outbox.release(link, rest))  # type: ignore[misc]
                    return
            except Exception as error:
                # Not even this could be written down: the lease will end, and all is tried again.
                log.error("notice.stuck", row=str(notice.id), kind=notice.kind, **where(error))
                return

    async def _deliver(self, notice: Notice) -> bool:
        """Send one notice and settle it; False when it must be tried again before anything later."""
        ready: Ready | None = None
        try:
            ready = await self._aside(lambda link: self._ready.prepare(link, notice))
            if ready is None:
                return True
            fault("out.before_send")
            if self._clock.now() >= ready.until:
                # The process stood still: by now it may be somebody else's to send.
                await self._later(notice, doubtful=ready.told.perhaps)
                return False
            reference = await ready.face.show(ready.user_id, ready.told)
        except Over:
            # What it carried waits again: the next letter brings it.
            await self._settle(notice, "moot")
            return True
        except Undeliverable as error:
            return await self._stopped(notice, ready.account if ready else None, str(error))
        except Doubtful:
            if ready and ready.face.repeatable:
                # The face looks whether it stands there before it sends it again.
                return await self._failed(notice, doubtful=True, most=MOST_LOOKS)
            return await self._in_doubt(notice)
        except TryLater as error:
            # Certainly not shown now; what may have been shown before stays in doubt.
            perhaps = ready is not None and ready.told.perhaps
            await self._later(notice, timedelta(seconds=error.seconds), doubtful=perhaps)
            return False
        except Exception as error:
            log.warning("notice.failed", row=str(notice.id), kind=notice.kind, **where(error))
            return await self._failed(notice, doubtful=ready is not None)
        fault("out.after_send")
        await self._settle(notice, "sent", reference=reference)
        return True

    async def _stopped(self, notice: Notice, account: UUID | None, reason: str) -> bool:
        now = self._clock.now()

        def stop(link: Link) -> bool:
            with session_on(link) as session:
                here = Here(session, notice.network_id)
                if account and reason in STOPS:
                    accounts.stop(here, account, reason, now)
                left = accounts.reachable(here, notice.person_id, list(self._faces)) if reason in STOPS else False
                session.commit()
            outbox.settle(link, notice, "waiting" if left else "dead", now, reason=reason)
            return not left

        done = await self._aside(stop)
        log.info("notice", row=str(notice.id), kind=notice.kind, state="dead" if done else "elsewhere")
        return done

    async def _in_doubt(self, notice: Notice) -> bool:
        kind = self._turns.house.notice(notice.kind)
        if kind and not kind.repeats:
            await self._settle(notice, "ambiguous", doubtful=True)
            return True
        # The first repeat is owed; that it is repeated for ever is not.
        return await self._failed(notice, doubtful=True, most=MOST_ATTEMPTS if notice.doubtful else notice.attempts + 1)

    async def _failed(self, notice: Notice, *, doubtful: bool, most: int = MOST_ATTEMPTS) -> bool:
        if notice.attempts >= most:
            await self._settle(notice, "dead", reason="attempts", doubtful=doubtful)
            return True
        await self._later(notice, doubtful=doubtful)
        return False

    async def _later(self, notice: Notice, least: timedelta = timedelta(), *, doubtful: bool = False) -> None:
        backoff: timedelta = min(FIRST_WAIT * 2 ** min(notice.attempts - 1, 10), LONGEST_WAIT)
        wait = max(least, backoff * random.uniform(0.5, 1.5))
        await self._settle(notice, "waiting", wait=wait, doubtful=doubtful)

    async def _settle(
        self,
        notice: Notice,
        state: str,
        *,
        reference: str = "",
        reason: str = "",
        wait: timedelta = timedelta(),
        doubtful: bool = False,
    ) -> None:
        at = self._clock.now() + wait

        def settle(link: Link) -> bool:
            return outbox.settle(link, notice, state, at, reference=reference, reason=reason, doubtful=doubtful)

        # What has been shown and is not written down would be shown again.
        held = await self._writer.surely(settle)
        log.info("notice", row=str(notice.id), kind=notice.kind, state=state if held else "lost")

    async def wipe(self) -> None:
        """Let messages that quote something deleted follow it; what cannot be reached now is tried again."""
        now, faces = self._clock.now(), list(self._faces)
        self._rests = {id: until for id, until in self._rests.items() if until > now}
        for quote in await self._aside(lambda link: shown.gone(link, faces, self._rests, AT_ONCE)):
            if not await self._wiped(quote):
                # The others do not wait for it.
                self._rests[quote.id] = now + WIPE_AGAIN

    async def _wiped(self, quote: Quote) -> bool:
        try:
            fault("out.before_wipe")
            await self._faces[quote.platform].wipe(quote.user_id, quote.reference, quote.shown_at)
        except Undeliverable as error:
            log.warning("quote.stays", row=str(quote.id), **where(error))
        except Exception as error:
            log.warning("quote.later", row=str(quote.id), **where(error))
            return False
        fault("out.after_wipe")
        await self._aside(lambda link: shown.done(link, quote))
        return True

    async def plan(self) -> None:
        """Let every conversation put what has become due in the outbox, then the letters; twice is once."""
        for network, stirs in (await self._aside(_stirring)).items():
            await self._aside(lambda link, id=network, stirs=stirs: self._plan(link, id, stirs))  # type: ignore[misc]

    def _plan(self, link: Link, network_id: UUID, stirs: Collection[str]) -> None:
        now = self._clock.now()
        with session_on(link) as session:
            here, network = Here(session, network_id), session.get_one(networks.Network, network_id)
            if stirring.LEAVE in stirs:
                people.come_back(here, network.local(now).date())
            for talk in self._turns.house.conversations:
                if talk.plan and (not talk.takes_up or talk.takes_up in stirs):
                    talk.plan(here, network, now)
            session.flush()
            if stirring.LEAVE in stirs:
                calm.end(here, network.local(now).date(), self._ready.calm.after)
            letters.plan(here, network, self._ready.kinds, now, self._ready.calm)
            session.commit()


def _stirring(link: Link) -> dict[UUID, frozenset[str]]:
    with session_on(link) as session:
        return stirring.everywhere(session)
