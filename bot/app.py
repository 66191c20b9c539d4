"""The one place where everything is put together."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.delivery import Delivery
from bot.dense import Meaning
from bot.faces.face import Face, Hook
from bot.faces.web.face import WebFace
from bot.indexing import Indexing
from bot.logs import log, where
from bot.record import Record
from bot.runtime import Runtime
from bot.settings import KEYS, MAIN, Settings, SettingsError, master_key
from bot.signins import StoredSignIns
from bot.standing import Standings
from bot.sweep import Sweep
from bot.ticker import Ticker
from bot.turns import Turns
from bot.writer import Writer
from handlers import home
from handlers.conversations import CONVERSATIONS
from handlers.kit.clock import Clock, WallClock
from handlers.kit.house import House
from messages.words import Msg, msg
from storage import pulses
from storage.db import Database, open_database
from storage.fault import fault
from storage.keys import Keys, is_empty, open_key_store
from storage.migrate import migrate
from storage.reflections import holds_reflections

# Of the ten seconds that a stop may take.
DRAIN_SECONDS = 3
# What the link says that puts the Telegram bot into a group.
GROUP = "connect"


class AlreadyRunning(Exception):
    """Another process runs on the same folder."""


def build_house(own_sets: Path | None = None, own_papers: Path | None = None) -> House:
    """Return the house with every conversation there is, in the order in which home shows their doors."""
    return House(CONVERSATIONS, home.home, own_sets, own_papers)


@dataclass(frozen=True, slots=True)
class Stores:
    """The two databases, opened and brought to the program's schema."""

    database: Database
    keys: Keys


def open_stores(settings: Settings) -> Stores:
    """Open both stores; raises SchemaTooNew, SettingsError, and what the database raises when it is not there."""
    settings.var.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not settings.keys_url and (settings.var / MAIN).exists() and not (settings.var / KEYS).exists():
        # New keys in place of lost ones would only make it harder to put the old ones back.
        raise SettingsError([msg("settings-keys-gone", file=KEYS)])
    engine = open_key_store(settings.keys)
    migrate(engine, "keys")
    fresh = is_empty(engine)
    keys = Keys(engine, master_key(settings, fresh=fresh))
    database = open_database(settings.database)
    migrate(database.writer, "main")
    # Asked again last: the keys of what another process has kept meanwhile were there before it.
    if fresh and holds_reflections(database) and is_empty(engine):
        raise SettingsError([msg("settings-keys-gone", file=KEYS)])
    return Stores(database, keys)


class RunLock:
    """One running process a folder; it also remembers whether the last one ended by itself."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "idobata.lock"
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._file)
            raise AlreadyRunning from None
        self.unclean = os.read(self._file, 10) == b"running"
        self._write(b"running")

    def _write(self, state: bytes) -> None:
        # In this order: killed in between, "running" is never read as a clean end.
        os.pwrite(self._file, state, 0)
        os.ftruncate(self._file, len(state))
        os.fsync(self._file)

    def release(self, *, started: bool = True) -> None:
        """Note a clean end; a start that was refused leaves what the last run had noted."""
        self._write(b"" if started or not self.unclean else b"running")
        os.close(self._file)


Report = Callable[[Msg], None]
# The address that a link's token makes; empty where there is none.
WayIn = Callable[[str], str]


def note_it(sentence: Msg) -> None:
    """Note in the log what is wrong with a face; the command line says it as well."""
    log.warning("face.trouble", kind=sentence.id)


def _telegram(
    settings: Settings, database: Database, signins: StoredSignIns, report: Report, clock: Clock
) -> tuple[list[Face], list[Hook], list[WayIn]]:
    if not settings.telegram_token:
        return [], [], []
    # The library takes 0.4 s to import: only where it is used.
    from bot.faces.telegram.face import TelegramFace
    from bot.faces.telegram.wire import MOST_UPDATES, Wire

    class Confirming(Wire):
        async def updates(self, offset: int, most: int = MOST_UPDATES) -> list[Any]:
            if offset:
                fault("rx.before_confirm")
            return await super().updates(offset, most)

    def known() -> list[str]:
        with database.read() as session:
            return pulses.sources(session, TelegramFace.platform)

    wire = Confirming(settings.telegram_token.get_secret_value(), settings.telegram_url)
    face = TelegramFace(wire, signins, report, clock, known)
    hook = face.brought(settings.telegram_webhook) if settings.telegram_webhook else None

    def way_in(token: str) -> str:
        # Its name is known once Telegram has been asked.
        return f"{face.address}?start={token}" if face.listening.name else ""

    return [face], [hook] if hook else [], [way_in]


def _slack(
    settings: Settings, database: Database, signins: StoredSignIns, report: Report, clock: Clock
) -> tuple[list[Face], list[Hook]]:
    if not settings.slack_bot_token:
        return [], []
    # The library takes half a second to import: only where it is used.
    from bot.faces.slack.face import SlackFace
    from bot.faces.slack.wire import Wire

    class Confirming(Wire):
        async def acknowledge(self, socket: Any, answer: dict[str, Any]) -> None:
            fault("rx.before_confirm")
            await super().acknowledge(socket, answer)

    def heard_at(source: str) -> datetime | None:
        with database.read() as session:
            return pulses.heard_at(session, source)

    bot_token, app_token, secret = (
        given.get_secret_value() if given else ""
        for given in (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
    )
    wire = Confirming(bot_token, app_token, settings.slack_url)
    face = SlackFace(wire, signins, report, clock, heard_at, secret=secret)
    return [face], [face.hook] if face.hook else []


class App:
    """A whole Idobata in one process."""

    def __init__(
        self, settings: Settings, clock: Clock | None = None, house: House | None = None, report: Report = note_it
    ) -> None:
        self.settings = settings
        self.clock = clock or WallClock()
        self.stores = open_stores(settings)
        self.lock = RunLock(settings.var)
        database, keys = self.stores.database, self.stores.keys
        self._chats: list[WayIn] = []
        house = house or build_house(settings.perspectives, settings.papers)
        meaning = Meaning() if settings.search == "semantic" else None
        self.house = replace(house, meaning=meaning, ways_in=self._ways_in, group_address=self._group_address)
        self.writer = Writer(database)
        turns = Turns(database, keys, self.house, self.clock)
        self.runtime = Runtime(self.writer, turns, self.clock, unclean=self.lock.unclean)
        signins = StoredSignIns(database, keys, self.writer, self.clock, demo=settings.demo)
        telegram, telegram_hooks, self._chats = _telegram(settings, database, signins, report, self.clock)
        slack, slack_hooks = _slack(settings, database, signins, report, self.clock)
        hooks = [*telegram_hooks, *slack_hooks]
        self.web = WebFace(signins, self.clock, settings.web_host, settings.web_port, settings.address, hooks)
        self.faces: tuple[Face, ...] = (*telegram, *slack, self.web)
        self.delivery = Delivery(self.writer, turns, self.clock, self.faces)
        self.standings = Standings(self.writer, turns, self.clock, self.faces)
        self.sweep = Sweep(self.writer, keys, self.clock)
        self.indexing = Indexing(database, self.writer, meaning)
        self.record = Record(database, self.writer, keys, self.clock)
        self._ticker: Ticker | None = None

    def _ways_in(self, token: str) -> tuple[str, ...]:
        chats = [way_in(token) for way_in in self._chats]
        return (f"{self.settings.address}/in/{token}", *(address for address in chats if address))

    def _group_address(self) -> str:
        # A link that begins a private chat, asked to begin in a group.
        found = [way_in(GROUP).replace("?start=", "?startgroup=") for way_in in self._chats]
        return next(filter(None, found), "")

    async def start(self, *, tick: bool = True) -> None:
        """Serve: let tombstones win, open the faces, redraw for whoever lost an answer, begin to tick."""
        self.writer.start()
        await self.sweep.bury()
        await self.record.begin()
        await self.sweep.tick()
        for face in self.faces:
            await face.listen(self.runtime)
        by_platform = {face.platform: face for face in self.faces}
        for platform, user_id, shown in await self.runtime.unreplied():
            if platform in by_platform:
                await by_platform[platform].redraw(user_id, shown)
        if tick:
            self._ticker = Ticker(self._deliver, self.delivery.plan, self._sweep)
            self._ticker.start()
        log.info("started", state="unclean" if self.lock.unclean else "clean")

    async def _deliver(self) -> None:
        await self.runtime.note_quotes()
        await self.delivery.go_on()
        await self.standings.go_on()

    async def _sweep(self) -> None:
        await self.runtime.note_replied()
        await self.sweep.tick()
        await self.record.tick()
        await self.indexing.tick()

    async def stop(self) -> None:
        """Stop: no new events, those under way are finished and answered, everything is written down."""
        if self._ticker:
            self._ticker.stop()
        await asyncio.gather(self.delivery.drain(DRAIN_SECONDS), self.standings.drain(DRAIN_SECONDS))
        await asyncio.gather(*(face.close() for face in self.faces))
        await self.runtime.note_quotes()
        try:
            await self.runtime.note_replied()
            await self.record.tick()
        except Exception as error:
            # The worst is one redrawing too many after the next start, or a head that lags; the stop must not end here.
            log.warning("stop.unnoted", **where(error))
        await self.writer.stop()
        self.stores.database.dispose()
        self.stores.keys.engine.dispose()
        self.lock.release()
        log.info("stopped")
