"""Listening: the long poll or the webhook kept alive, and each trouble said once, with its cure."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram.error import TelegramError

from bot.faces.face import Intake
from bot.faces.telegram import errors
from bot.faces.telegram.hook import TelegramHook
from bot.faces.telegram.parse import PLATFORM
from bot.faces.telegram.updates import Updates
from bot.faces.telegram.wire import MOST_UPDATES, Unparseable, Wire
from bot.faces.troubles import Troubles
from bot.logs import log, where
from handlers.kit.clock import Clock
from handlers.kit.errors import TryLater
from messages.words import msg

RETRY_SECONDS = 5.0
HEARD_SECONDS = 60.0
HOOK_SECONDS = 60.0
# Telegram keeps what people send for so long.
KEEPS = timedelta(hours=24)
MOST_SKEW = timedelta(minutes=5)
# So often an answer that cannot be read is asked for, one update at a time, before that update is passed over.
MOST_UNPARSEABLE = 3


class Listening:
    """Asks Telegram for updates, or sees to it that Telegram brings them."""

    def __init__(
        self, wire: Wire, updates: Updates, troubles: Troubles, clock: Clock, known: Callable[[], list[str]]
    ) -> None:
        self._wire = wire
        self._updates = updates
        self.troubles = troubles
        self._clock = clock
        self._known = known
        self.retry = RETRY_SECONDS
        self.check = HOOK_SECONDS
        self.name = ""
        self.intake: Intake | None = None
        self.hook: TelegramHook | None = None
        self.hook_url = ""
        self._offset = 0
        self._most = MOST_UPDATES
        self._unparseable = 0
        self._unhooked = False
        self._heard_at = -HEARD_SECONDS
        self.on_well: Callable[[], Awaitable[None]] | None = None

    async def forever(self) -> None:
        """Listen until cancelled, whatever goes wrong."""
        while True:
            try:
                await self._once()
            except TelegramError as error:
                await self._wrong(error)
            except TimeoutError as error:
                self._unreached(error)
            except Unparseable as odd:
                self._pass_over(odd)
            except TryLater:
                # Nothing was confirmed: the same updates come again.
                await asyncio.sleep(self.retry)
            except Exception as error:
                log.error("telegram.loop", **where(error))
                await asyncio.sleep(self.retry)

    async def _once(self) -> None:
        if not self.name:
            await self._begin()
        if self.hook:
            await self._keep_hook()
            return
        updates = await self._wire.updates(self._offset, self._most)
        self._most, self._unparseable = MOST_UPDATES, 0
        await self._well()
        before = self._offset
        self._offset = await self._updates.take(updates, before)
        if updates and self._offset == before:
            # Nothing of this batch can be confirmed; it would come again at once.
            await asyncio.sleep(self.retry)

    async def _begin(self) -> None:
        await self._wire.open()
        self._updates.bot, self.name = await self._wire.who()
        known = await asyncio.to_thread(self._known)
        if known and self._source not in known:
            self.troubles.say("bot", msg("telegram-other-bot", name=self.name))
        # A first long poll may take half a minute: who was away is told before that.
        await self._well()
        if self.hook:
            await self._wire.hook(self.hook_url)

    async def _keep_hook(self) -> None:
        url, waiting = await self._wire.hooked()
        if url != self.hook_url:
            await self._wire.hook(self.hook_url)
        await self._well()
        # A few may be on their way; many that wait cannot get through.
        self.troubles.say("hook", msg("telegram-webhook-unreached") if waiting > MOST_UPDATES else None)
        await asyncio.sleep(self.check)

    @property
    def _source(self) -> str:
        return f"{PLATFORM}:{self._updates.bot}"

    async def _well(self) -> None:
        self.troubles.say("link", None)
        if self.on_well:
            await self.on_well()
        if self._wire.date:
            skewed = abs(self._wire.date - self._clock.now()) > MOST_SKEW
            self.troubles.say("clock", msg("telegram-clock") if skewed else None)
        now = asyncio.get_running_loop().time()
        if self.intake and now >= self._heard_at + HEARD_SECONDS:
            self._heard_at = now
            try:
                await self.intake.heard(PLATFORM, self._source, KEEPS)
            except Exception as error:
                # What was sent is more urgent than when; the next time is in a minute.
                log.warning("telegram.unheard", **where(error))

    async def _wrong(self, error: TelegramError) -> None:
        match errors.trouble(error):
            case "token":
                self.refused()
                await asyncio.sleep(self.retry * 6)
            case "hooked" if not self._unhooked:
                # Left over from a time with a webhook; if it comes back, somebody else keeps setting it.
                self._unhooked = True
                await self._unhook()
            case "twice" | "hooked":
                self.troubles.say("link", msg("telegram-twice"))
                await asyncio.sleep(self.retry)
            case _:
                self._unreached(error)
                await asyncio.sleep(self.retry)

    async def _unhook(self) -> None:
        try:
            await self._wire.unhook()
        except TelegramError as error:
            self._unhooked = False
            self._unreached(error)
            await asyncio.sleep(self.retry)

    def refused(self) -> None:
        """Report that the token is refused: wrong, or revoked since."""
        self.troubles.say("link", msg("telegram-token"))

    def _unreached(self, error: Exception) -> None:
        self.troubles.say("link", msg("telegram-unreached"))
        log.warning("telegram.trouble", **where(error))

    def _pass_over(self, odd: Unparseable) -> None:
        if self._most > 1:
            self._most = 1
            return
        self._unparseable += 1
        if self._unparseable >= MOST_UNPARSEABLE:
            log.error("telegram.unreadable", count=1)
            self._offset, self._unparseable = odd.first + 1, 0
