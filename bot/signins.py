"""How people come in: the web's sign-ins, and links and codes that join accounts; kept in the main database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar
from uuid import UUID

from bot import coming
from bot.faces.web.store import DemoPerson
from bot.logs import log
from bot.writer import Writer, is_passing
from handlers.kit.clock import Clock
from handlers.kit.errors import TryLater
from handlers.kit.text import digits_of
from messages.words import Msg, msg
from storage import accounts, drafts, guesses, invites, networks, offices, people, signins
from storage.db import Database, Here, Link, Session, session_on
from storage.keys import Keys

T = TypeVar("T")

ALREADY = msg("joining-known")


async def _now_or_later(work: Awaitable[T]) -> T:
    try:
        return await work
    except Exception as error:
        if is_passing(error):
            raise TryLater("busy") from None
        raise


class StoredSignIns:
    """Links, codes and sessions; in the demo, the people whom one may play. All of it raises TryLater."""

    def __init__(self, database: Database, keys: Keys, writer: Writer, clock: Clock, *, demo: bool) -> None:
        self._database = database
        self._keys = keys
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

    async def name_of(self, user_id: str) -> tuple[str, str, Mapping[str, str]]:
        """Return the name and office of the person behind an account, and her network's own terms."""

        def read(session: Session) -> tuple[str, str, Mapping[str, str]]:
            who = accounts.who(session, "web", user_id)
            if who is None:
                return "", "", {}
            return who.person.name, who.office.name if who.office else "", who.network.terms

        return await self._read(read)

    async def link_is_open(self, token: str) -> bool:
        """Tell whether a link can be used, without using it."""

        return await self._read(lambda session: coming.network_of(session, token, self._clock.now()) is not None)

    async def invites(self, token: str) -> bool:
        """Tell whether a link is an invitation that can be used, without using it."""

        return await self._read(lambda session: invites.network_of(session, token, self._clock.now()) is not None)

    async def known(self, token: str, platform: str, user_id: str) -> Msg | None:
        """Say to somebody who is in already that a link is not for her; None where it leads nowhere, and for strangers.

        Digits are never looked up here: whoever is in could guess them in peace.
        """

        def look(session: Session) -> Msg | None:
            who = accounts.who(session, platform, user_id)
            if who and (code := digits_of(token)):
                return ALREADY if len(code) == coming.OF_INVITATIONS else None
            network = coming.network_of(session, token, self._clock.now()) if who else None
            if who is None or network is None:
                return None
            return ALREADY if network == who.network.id else msg("joining-other-network")

        return await self._read(look)

    async def begins(self, platform: str, user_id: str) -> bool:
        """Tell whether somebody's first minute is not over yet."""

        def look(session: Session) -> bool:
            who = accounts.who(session, platform, user_id)
            return who is not None and who.person.state == "joining"

        return await self._read(look)

    async def use_link(self, token: str) -> str | None:
        """Use a link up and return a new session's token."""

        def use(link: Link) -> str | None:
            with session_on(link) as session:
                holder = coming.by_link(session, token, self._clock.now())
                made = self._come_in(Here(session, holder.network_id), holder.person_id) if holder else None
                session.commit()
                return made

        return await _now_or_later(self._writer.run(use))

    def _come_in(self, here: Here, person: UUID) -> str:
        return signins.make_session(here, accounts.ensure(here, person, "web").id, self._clock.now())

    async def join(self, token: str, platform: str, user_id: str) -> bool:
        """Use a link or a code up and give its person this account; False when that or the account is taken."""
        if code := digits_of(token):
            return await self._join_by_code(code, platform, user_id)

        def use(link: Link) -> bool:
            with session_on(link) as session:
                holder = coming.by_link(session, token, self._clock.now())
                if holder is None:
                    return False
                joined = accounts.join(Here(session, holder.network_id), holder.person_id, platform, user_id)
                if joined:
                    session.commit()
                return joined

        return await _now_or_later(self._writer.run(use))

    async def _join_by_code(self, code: str, platform: str, user_id: str) -> bool:
        def join(here: Here, person: UUID) -> bool | None:
            # If the program dies now and the digits come again, they must not answer a question that is open.
            drafts.take_in_hand(here, person, None)
            return accounts.join(here, person, platform, user_id) or None

        return await self._use_code(code, platform, user_id, join) or False

    async def use_code(self, code: str, address: str) -> str | None:
        """Use a code up and return a new session's token; None when it cannot be used."""
        return await self._use_code(code, "web", address, self._come_in)

    async def _use_code(self, code: str, platform: str, user: str, take: Callable[[Here, UUID], T | None]) -> T | None:
        return await _now_or_later(self._writer.run(lambda link: self.try_code(link, code, (platform, user), take)))

    def try_code(
        self, link: Link, code: str, guesser: tuple[str, str], take: Callable[[Here, UUID], T | None]
    ) -> T | None:
        """Look digits up unless there were too many wrong ones, in a running transaction, and count a wrong one."""
        now, who = self._clock.now(), self._keys.digest(f"who:{guesser[0]}:{guesser[1]}")
        guesses.wait_for_others(link)
        if guesses.too_many(link, who, now):
            return None
        taken = coming.taken_by_code(link, code, self._keys, now, take)
        if taken is None:
            guesses.add(link, who, now)
            if guesses.too_many(link, who, now):
                log.warning("codes.locked", platform=guesser[0])
        return taken

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
            offices.name_of(Here(session, network.id), person.office_id),
        )
        for network in networks.everyone(session)
        if network.invented
        for person in people.everyone(Here(session, network.id))
    ]
