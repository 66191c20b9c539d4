"""Fixtures: the fork server, one a worker, and installations to kill."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.settings import Settings
from tests import postgres
from tests.faults.beside import Beside
from tests.faults.process import Forks, Installation
from tests.simulators.telegram import TOKEN
from tests.world import settings_for


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """The fork server."""
    server = Forks()
    yield server
    server.close()


def untouched(folder: Path, backend: str) -> Settings:
    """Return settings with which the program has never been started: empty databases, at most a master key."""
    if backend == "sqlite":
        return Settings(var=folder, demo=True, web_port=0)
    # Where the key store is a database of its own, the program makes no master key by itself.
    folder.mkdir()
    (folder / "master.key").write_text(base64.b64encode(bytes(32)).decode())
    name = f"untouched_{abs(hash(str(folder)))}"
    urls = {f"{store}_url": postgres.server().create(f"{name}_{store}") for store in ("database", "keys")}
    return Settings(var=folder, demo=True, web_port=0, database_url=urls["database_url"], keys_url=urls["keys_url"])


Install = Callable[..., Installation]


@pytest.fixture
def install(forks: Forks, tmp_path: Path) -> Iterator[Install]:
    """Return a function from a backend's name, or from settings, to an installation; all are killed in the end."""
    made: list[Installation] = []
    number = count()

    def new(backend: str | Settings) -> Installation:
        name = f"i{next(number)}"
        settings = settings_for(tmp_path / name, backend) if isinstance(backend, str) else backend
        made.append(Installation(forks, settings, tmp_path / f"{name}-printed"))
        return made[-1]

    yield new
    for installation in made:
        installation.kill()


@pytest.fixture
def beside() -> Iterator[Beside]:
    """The simulated Telegram; every call that it got was one that the Bot API describes."""
    beside = Beside()
    yield beside
    wrong = beside.do(lambda telegram: telegram.wrong)
    beside.close()
    assert wrong == []


@pytest.fixture
def with_telegram(install: Install, beside: Beside, tmp_path: Path) -> Install:
    """Return a function from a backend's name to an installation that has a bot on the simulated Telegram."""

    def new(backend: str) -> Installation:
        settings = settings_for(tmp_path / "bot", backend, telegram_token=TOKEN, telegram_url=beside.telegram.url)
        installation = install(settings)
        # How long the bot waits where Telegram was not there, or was not there for it.
        installation.constants["bot.faces.telegram.listening.RETRY_SECONDS"] = 0.05
        return installation

    return new


@pytest.fixture
def untouched_of(install: Install, tmp_path: Path) -> Install:
    """Return a function from a backend's name to an installation on which the program has never been started."""
    return lambda backend: install(untouched(tmp_path / "new", backend))
