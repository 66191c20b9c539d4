"""Delivery: outbox -> notice -> face. Only delivery says anything unasked."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from bot.faces.face import Face, Told
from bot.logs import log, where
from bot.turns import Turns
from bot.writer import Writer
from handlers.kit.clock import Clock
from handlers.kit.errors import Undeliverable
from storage import accounts, networks, outbox
from storage.accounts import Account
from storage.db import Here, Link, session_on
from storage.fault import fault
from storage.outbox import Notice

AT_ONCE = 50
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=10)


class Delivery:
    """Takes due notices under a lease, shows them, and writes down how it went."""

    def __init__(self, writer: Writer, turns: Turns, clock: Clock, faces: Sequence[Face]) -> None:
        self._writer = writer
        self._turns = turns
        self._clock = clock
        self._faces = {face.platform: face for face in faces}

    async def tick(self) -> int:
        """Deliver what is due now; return how many notices were taken. Safe in several processes at once."""
        taken = await self._writer.run(lambda link: outbox.claim(link, self._clock.now(), AT_ONCE))
        fault("out.after_claim")
        for notice in taken:
            try:
                await self._deliver(notice)
            except Undeliverable as error:
                await self._settle(notice, "dead", reason=str(error))
            except Exception as error:
                log.warning("notice.failed", row=str(notice.id), kind=notice.kind, **where(error))
                await self._later(notice)
        return len(taken)

    async def _deliver(self, notice: Notice) -> None:
        account = await self._writer.run(lambda link: self._account(link, notice))
        if account is None:
            raise Undeliverable("no_account")
        face = self._faces[account.platform]
        told = await self._writer.run(lambda link: self._render(link, notice, account, face))
        if told is None:
            await self._settle(notice, "moot")
            return
        fault("out.before_send")
        reference = await face.show(account.user_id, told)
        fault("out.after_send")
        await self._settle(notice, "sent", reference=reference)

    def _account(self, link: Link, notice: Notice) -> Account | None:
        with session_on(link) as session:
            owned = accounts.of_person(Here(session, notice.network_id), notice.person_id)
            # The faces stand in the order in which they reach people: a telephone before a page that may be closed.
            by_platform = {account.platform: account for account in owned}
            return next((by_platform[name] for name in self._faces if name in by_platform), None)

    def _render(self, link: Link, notice: Notice, account: Account, face: Face) -> Told | None:
        with self._turns.looking(link, account.platform, account.user_id, face.traits) as turn:
            return self._turns.render(turn, notice)

    async def _later(self, notice: Notice) -> None:
        if notice.attempts + 1 >= MOST_ATTEMPTS:
            await self._settle(notice, "dead", reason="attempts")
            return
        wait = FIRST_WAIT * 2**notice.attempts * random.uniform(0.5, 1.5)
        await self._settle(notice, "waiting", wait=wait)

    async def _settle(
        self,
        notice: Notice,
        state: str,
        *,
        reference: str = "",
        reason: str = "",
        wait: timedelta = timedelta(),
    ) -> None:
        at = self._clock.now() + wait
        await self._writer.run(lambda link: outbox.settle(link, notice, state, at, reference=reference, reason=reason))
        log.info("notice", row=str(notice.id), kind=notice.kind, state=state)

    async def plan(self) -> None:
        """Let every conversation put what has become due in the outbox; done twice it is done once."""
        for network in await self._writer.run(_network_ids):
            await self._writer.run(lambda link, id=network: self._plan(link, id))  # type: ignore[misc]

    def _plan(self, link: Link, network_id: UUID) -> None:
        with session_on(link) as session:
            network = session.get_one(networks.Network, network_id)
            for talk in self._turns.house.conversations:
                if talk.plan:
                    talk.plan(Here(session, network_id), network, self._clock.now())
            session.commit()


def _network_ids(link: Link) -> list[UUID]:
    with session_on(link) as session:
        return [network.id for network in networks.everyone(session)]
