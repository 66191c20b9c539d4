"""The web face's sign-ins, kept in the main database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.faces.web.store import DemoPerson
from bot.writer import TransactionLost, Writer
from handlers.kit.clock import Clock
from handlers.kit.errors import TryLater
from storage import accounts, networks, offices, people, signins
from storage.db import Database, Here, Link, Session, is_busy, session_on

T = TypeVar("T")


async def _now_or_later(work: Awaitable[T]) -> T:
    try:
        return await work
    except Exception as error:
        if isinstance(error, TransactionLost) or is_busy(error):
            raise TryLater("busy") from None
        raise


class StoredSignIns:
    """Links and sessions; in the demo, the people whom one may play. All of it raises TryLater."""

    def __init__(self, database: Database, writer: Writer, clock: Clock, *, demo: bool) -> None:
        self._database = database
        self._writer = writer
        self._clock = clock
        self._demo = demo

    async def user_of(self, token: str) -> str | None:
        """Return the account's user id behind a session."""

        return await self._read(lambda session: signins.user_of(session, token, self._clock.now()))

    async def _read(self, read: Callable[[Session], T]) -> T:
        def reading() -> T:
            with self._database.read() as session:
                return read(session)

        return await _now_or_later(asyncio.to_thread(reading))

    async def name_of(self, user_id: str) -> tuple[str, str]:
        """Return the name and office of the person behind an account."""

        def read(session: Session) -> tuple[str, str]:
            who = accounts.who(session, "web", user_id)
            return (who.person.name, who.office.name) if who else ("", "")

        return await self._read(read)

    async def link_is_open(self, token: str) -> bool:
        """Tell whether a link can be used, without using it."""

        return await self._read(lambda session: signins.link_is_open(session, token, self._clock.now()))

    async def use_link(self, token: str) -> str | None:
        """Use a link up and return a new session's token."""

        def use(link: Link) -> str | None:
            with session_on(link) as session:
                owner = signins.use_link(session, token, self._clock.now())
                made = (
                    signins.make_session(Here(session, owner.network_id), owner.account_id, self._clock.now())
                    if owner
                    else None
                )
                session.commit()
                return made

        return await _now_or_later(self._writer.run(use))

    async def join(self, token: str, platform: str, user_id: str) -> bool:
        """Use a link up and give its person this account; False when the link or the account is taken."""

        def use(link: Link) -> bool:
            with session_on(link) as session:
                owner = signins.use_link(session, token, self._clock.now())
                if owner is None:
                    return False
                here = Here(session, owner.network_id)
                person = session.get_one(accounts.Account, (owner.network_id, owner.account_id)).person_id
                joined = accounts.join(here, person, platform, user_id)
                if joined:
                    session.commit()
                return joined

        return await _now_or_later(self._writer.run(use))

    async def end(self, token: str) -> None:
        """End a session."""

        def end(link: Link) -> None:
            with session_on(link) as session:
                signins.end_session(session, token)
                session.commit()

        await _now_or_later(self._writer.run(end))

    async def demo_people(self) -> list[DemoPerson]:
        """Return the people of the invented network; nobody outside the demo."""
        return await self._read(_people) if self._demo else []

    async def demo_session(self, person: str) -> str | None:
        """Return a new session for a person of the invented network; None outside the demo."""
        if person not in [one.id for one in await self.demo_people()]:
            return None

        def make(link: Link) -> str | None:
            with session_on(link) as session:
                who = accounts.who(session, "web", person)
                here = Here(session, who.network.id) if who else None
                made = signins.make_session(here, who.account.id, self._clock.now()) if here and who else None
                session.commit()
                return made

        return await _now_or_later(self._writer.run(make))


def _people(session: Session) -> list[DemoPerson]:
    return [
        DemoPerson(
            str(person.id),
            person.name,
            session.get_one(offices.Office, (network.id, person.office_id)).name,
        )
        for network in networks.everyone(session)
        if network.invented
        for person in people.everyone(Here(session, network.id))
    ]
