"""A whole Idobata for tests: the real program on a database of its own, with a clock that can be set."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from bot.app import App, Report, note_it, open_stores
from bot.bring import DEMO, bring, read_file
from bot.settings import Settings
from handlers.kit.house import House
from storage import accounts, networks, people, signins
from storage.db import Here
from tests import disk, postgres
from tests.postgres_keeper import lock
from tests.postgres_pool import pool, snapshot
from tests.simulators.slack import Slack
from tests.simulators.telegram import Telegram

T = TypeVar("T")

# A Monday, 17:50 in Tokyo.
START = datetime(2026, 11, 23, 8, 50, tzinfo=UTC)
ALONE = "加藤 みのり"
CENTRE = "田中 みほ"


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        """Return the set moment."""
        return self.at

    def forward(self, **delta: float) -> None:
        """Move the clock on."""
        self.at += timedelta(**delta)


def fill(settings: Settings) -> None:
    """Bring both stores to the program's schema and put the demo network in."""
    stores = open_stores(settings)
    bring(stores.database, read_file(DEMO), START)
    stores.database.dispose()
    stores.keys.engine.dispose()


@cache
def _sqlite_template() -> Path:
    # Filled by the first worker who asks.
    folder, done = disk.shared() / "template", disk.shared() / "template.done"
    with lock(disk.shared() / "template.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            fill(Settings(var=folder, demo=True))
            done.touch()
    return folder


@cache
def _postgres_templates() -> tuple[str, str]:
    server = postgres.server()
    keys = server.template("template_keys", lambda url: None)

    def fill_main(url: str) -> None:
        keys_url = server.url("template_keys")
        fill(Settings(var=_sqlite_template(), database_url=url, keys_url=keys_url, demo=True))

    main = server.template("template_main", fill_main)
    return main, keys


class Stand(NamedTuple):
    """How things stand in an installation: what another one needs to begin there."""

    folder: Path
    rows: tuple[str, str] = ("", "")


def stand_of(settings: Settings) -> Stand:
    """Return how things stand in an installation whose program has stopped."""
    urls = settings.database_url, settings.keys_url
    return Stand(settings.var, (snapshot(urls[0]), snapshot(urls[1])) if all(urls) else ("", ""))


def settings_for(folder: Path, backend: str, stand: Stand | None = None, **given: Any) -> Settings:
    """Return the settings of an installation under a folder: fresh, with the demo network, or as another one stood."""
    template, rows = stand or Stand(_sqlite_template())
    folder.mkdir(parents=True, exist_ok=True)
    if backend == "sqlite":
        for name in ("idobata.db", "keys.db", "master.key"):
            shutil.copy(template / name, folder / name)
        return Settings(var=folder, demo=True, web_port=0, **given)
    shutil.copy(template / "master.key", folder / "master.key")
    main, keys = _postgres_templates()
    urls: dict[str, Any] = {"database_url": pool().lease(main, rows[0]), "keys_url": pool().lease(keys, rows[1])}
    return Settings(var=folder, demo=True, web_port=0, **urls, **given)


class World:
    """The program running in this process, without its own ticking; `run` waits for a coroutine of its loop."""

    def __init__(
        self,
        settings: Settings,
        clock: SetClock | None = None,
        house: House | None = None,
        *,
        beside: Telegram | Slack | None = None,
        also: Slack | None = None,
        report: Report = note_it,
    ) -> None:
        self._runner = asyncio.Runner()
        self._beside = [one for one in (beside, also) if one]
        self.report = report
        for one in self._beside:
            self.run(one.start())
            name = "telegram_url" if isinstance(one, Telegram) else "slack_url"
            settings = settings.model_copy(update={name: one.url})
        self.settings = settings
        self.clock = clock or SetClock()
        for one in self._beside:
            if isinstance(one, Slack):
                # Its histories are read from moments of our clock on.
                one.book.clock = lambda: self.clock.now().timestamp()
        self.house = house
        self.app = App(settings, self.clock, house, report)
        self.run(self.app.start(tick=False))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine to its end and return its result."""
        # The runner's own `run` sets a signal handler each time, and in taking it back describes all of the result.
        return self._runner.get_loop().run_until_complete(work)

    def tick(self) -> None:
        """Plan and deliver what is due at the clock's time, and sweep."""
        self.run(self.app.delivery.plan())
        self.run(self.app.delivery.tick())
        self.run(self.app.standings.tick())
        self.run(self.app.sweep.tick())

    def person(self, name: str = ALONE) -> str:
        """Return the web user id of a person of the demo network."""
        with self.app.stores.database.read() as session:
            here = Here(session, networks.ids(session)[0])
            return str(people.by_name(here, name)[0].id)

    def signs_in(self, name: str = ALONE) -> None:
        """Let a person be signed in to the page, for thirty days."""
        with self.app.stores.database.write() as session:
            who = accounts.who(session, "web", self.person(name))
            assert who is not None
            signins.make_session(Here(session, who.network.id), who.account.id, self.clock.now())

    def restart(self) -> None:
        """Stop and start the program on the same databases."""
        self.run(self.app.stop())
        self.app = App(self.settings, self.clock, self.house, self.report)
        self.run(self.app.start(tick=False))

    def close(self) -> None:
        """Stop the program."""
        self.run(self.app.stop())
        for one in self._beside:
            self.run(one.stop())
        self._runner.close()
