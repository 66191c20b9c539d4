"""Listening: who the bot is, the sockets kept open, what was missed read from the history, each trouble said once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar
from weakref import WeakValueDictionary

from bot.faces.face import Intake
from bot.faces.saying import WRONG
from bot.faces.slack import parse
from bot.faces.slack.blocks import Json
from bot.faces.slack.bolt import Bolt
from bot.faces.slack.channels import is_place
from bot.faces.slack.events import Events
from bot.faces.slack.incoming import PLATFORM, Incoming
from bot.faces.slack.sockets import Sockets
from bot.faces.slack.wire import Wire
from bot.faces.troubles import Troubles
from bot.logs import log, where
from handlers.kit.clock import Clock
from handlers.kit.errors import BotError, Doubtful, TryLater
from messages.words import msg

T = TypeVar("T")

RETRY_SECONDS = 5.0
HEARD_SECONDS = 60.0
# What was done longer ago is not known any more and would be done again; after a longer gap people are told.
MOST_BACK = timedelta(days=25)
# In a thread that began longer ago nothing is looked for.
THREADS = timedelta(days=7)
MOST_PAGES = 50
# Slack's clock and ours, and an event that was on its way.
MARGIN = timedelta(minutes=5)


class Listening:
    """Keeps the bot reachable, and catches up on what people wrote while it was not."""

    def __init__(
        self,
        wire: Wire,
        events: Events,
        bolt: Bolt,
        troubles: Troubles,
        clock: Clock,
        heard_at: Callable[[str], datetime | None],
    ) -> None:
        self._wire = wire
        self._events = events
        self._troubles = troubles
        self._clock = clock
        self._heard_at = heard_at
        self.retry = RETRY_SECONDS
        self.heard_every = HEARD_SECONDS
        self.intake: Intake | None = None
        self.sockets = Sockets(wire, bolt.socket, lambda sentence: troubles.say("link", sentence))
        self.sockets.on_open = self._opened
        self.on_well: Callable[[], Awaitable[None]] | None = None
        self._last: datetime | None = None
        # How many gaps there were in which something may have been missed, and up to which of them all is read.
        self._gaps = self._read = 0
        self._away = False
        self._catching: asyncio.Task[None] | None = None
        self._listening: asyncio.Task[None] | None = None
        # The chats that were read since the newest gap, and whose turn it is to read one.
        self._chats: set[str] = set()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        events.before = self._hers_first
        events.on_gone = lambda: troubles.say("slack-gone", msg("slack-gone"))

    async def forever(self) -> None:
        """Listen until cancelled, whatever goes wrong."""
        await self._begin()
        self._listening = asyncio.ensure_future(self.sockets.forever()) if self._wire.sockets else None
        if self._listening is None:
            self._opened()
        try:
            while True:
                await asyncio.sleep(self.heard_every)
                if self._listening is None:
                    await self._ask()
                elif self.sockets.open:
                    await self._well()
        finally:
            if self._listening:
                self._listening.cancel()

    async def _begin(self) -> None:
        while True:
            try:
                if await self._who():
                    self._last = await asyncio.to_thread(self._heard_at, self._source)
                    return
            except Exception as error:
                log.warning("slack.trouble", **where(error))
            await asyncio.sleep(self.retry)

    async def _ask(self) -> None:
        """Ask Slack whether it is there: what is brought does not tell."""
        if not await self._who():
            self._away = True
        elif self._away:
            self._away = False
            self._opened()
        else:
            await self._well()

    async def _who(self) -> bool:
        try:
            me = await self._wire.who()
        except BotError as error:
            self._unreached(error)
            return False
        except Exception as error:
            log.error("slack.failed", **where(error))
            return False
        self._events.me = me
        if me.lacks:
            lacks = msg("slack-scope", scope=", ".join(me.lacks))
            self._troubles.say(lacks.id, lacks)
        return True

    def _unreached(self, error: BotError) -> None:
        if str(error) not in WRONG:
            self._troubles.say("link", msg("slack-unreached"))
        log.warning("slack.trouble", **where(error))

    @property
    def _source(self) -> str:
        me = self._events.me
        return f"{PLATFORM}:{me.team}" if me else ""

    @property
    def caught_up(self) -> bool:
        """Whether all that people wrote while the bot was away has been read."""
        return 0 < self._gaps == self._read

    def _opened(self) -> None:
        self._gaps += 1
        if self._catching is None or self._catching.done():
            self._catching = asyncio.ensure_future(self._catch_up())

    async def _well(self) -> None:
        self._troubles.say("link", None)
        if self.on_well:
            await self.on_well()
        if self._events.refused:
            # Slack brings it again for some minutes only: what it may have given up by now is read.
            self._events.refused = False
            self._opened()
        if self._read < self._gaps or not self.intake:
            # What people wrote meanwhile is not all read: after a kill it is still looked for from there on.
            return
        self._last = self._clock.now()
        try:
            await self.intake.heard(PLATFORM, self._source, MOST_BACK)
        except Exception as error:
            # What was sent is more urgent than when; the next time is in a minute.
            log.warning("slack.unheard", **where(error))

    async def _catch_up(self) -> None:
        """Read what people wrote since the bot last heard anything, all of it; only then it has heard."""
        while self._read < self._gaps:
            gap, now = self._gaps, self._clock.now()
            self._chats.clear()
            if self._last:
                await self._read_all()
            self._last, self._read = now, gap
            if self._read == self._gaps:
                # Meanwhile there may be another gap: then it goes on.
                await self._well()

    def _first(self) -> float:
        assert self._last is not None
        return max(self._last - MARGIN, self._clock.now() - MOST_BACK).timestamp()

    async def _read_all(self) -> None:
        first = self._first()
        for channel, user in await self._patiently(self._wire.private_chats) or []:
            async with self._turn(channel):
                # Even where it was read for something that has come since: that itself is perhaps not done yet.
                found = await self._patiently(partial(self._written, channel, first)) or []
                await self._take([one for one in found if one.get("user") == user], channel)
        for place in await self._patiently(partial(self._places)) or []:
            # In a channel only replies count, and of those only what stands below something of ours.
            found = await self._patiently(partial(self._written, place, first)) or []
            await self._take([one for one in found if one.get("thread_ts")], place)

    async def _places(self) -> list[str]:
        found = await self.intake.places(PLATFORM) if self.intake else []
        me = self._events.me
        return [chat.partition(":")[2] for chat in found if me and chat.startswith(f"{me.team}:")]

    def _turn(self, channel: str) -> asyncio.Lock:
        lock = self._turns.get(channel)
        if lock is None:
            self._turns[channel] = lock = asyncio.Lock()
        return lock

    async def _take(self, messages: list[Json], channel: str) -> None:
        for message in messages:
            await self._patiently(partial(self._caught, message, channel))
        self._chats.add(channel)

    async def _hers_first(self, incoming: Incoming) -> None:
        """Read a chat of which something has just come, where that has not been done since the gap.

        Where Slack does not let it be read now, what has come does not wait for it.
        """
        channel = incoming.spot.channel
        if self._last is None or self._read == self._gaps or channel in self._chats:
            return
        async with self._turn(channel):
            if channel not in self._chats:
                try:
                    found = await self._written(channel, self._first())
                except Exception as error:
                    log.warning("slack.unread", **where(error))
                    return
                here = [one for one in found if one.get("user") == incoming.user]
                await self._take([one for one in here if f"{channel}:{one['ts']}" != incoming.external], channel)

    async def _patiently(self, work: Callable[[], Awaitable[T]]) -> T | None:
        """Do one piece of work until it is done: what Slack or the database cannot do now is waited for."""
        while True:
            try:
                return await work()
            except (TryLater, Doubtful) as error:
                log.warning("slack.unread", state=str(error), **where(error))
                await asyncio.sleep(max(self.retry, error.seconds if isinstance(error, TryLater) else 0))
            except Exception as error:
                # It would be the same again; the others do not wait for it.
                log.error("slack.unreadable", kind="history", **where(error))
                return None

    async def _written(self, channel: str, first: float) -> list[Json]:
        """Return what was written in a chat since a moment, oldest first; in threads too that are not old."""
        oldest = f"{first - THREADS.total_seconds():.6f}"
        found = await self._wire.history(channel, oldest=oldest, pages=MOST_PAGES)
        begun = [str(one["ts"]) for one in found if float(one.get("latest_reply") or 0) > first]
        for thread in begun:
            replies = await self._wire.history(channel, oldest=f"{first:.6f}", thread=thread, pages=MOST_PAGES)
            found += [one for one in replies if one["ts"] != thread]
        return sorted((one for one in found if float(one["ts"]) > first), key=lambda one: float(one["ts"]))

    async def take_new(self, message: Json, channel: str) -> None:
        """Take a message that may have been written this moment, unless that has been done; raises TryLater."""
        if self._last and float(message["ts"]) > self._first():
            await self._caught(message, channel)

    async def _caught(self, message: Json, channel: str) -> None:
        me = self._events.me
        assert me is not None
        if message.get("thread_ts") == message["ts"]:
            # It has answers; it is none itself.
            message = {name: value for name, value in message.items() if name != "thread_ts"}
        kind = {"channel_type": "channel"} if is_place(channel) else {}
        incoming = parse.message({**message, **kind, "channel": channel}, Incoming("nothing", team=me.team))
        await self._events.caught_up(incoming)

    async def close(self) -> None:
        """Stop catching up, and let what came through the sockets be acknowledged."""
        if self._catching:
            self._catching.cancel()
        await self.sockets.close()
