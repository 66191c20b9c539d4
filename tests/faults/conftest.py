"""Fixtures: the fork server, one a worker, and installations to kill."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from tests import postgres
from tests.faults.beside import Beside, BesideSlack
from tests.faults.process import Forks, Installation
from tests.simulators.slack import APP_TOKEN, BOT_TOKEN
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
        kind = "postgres" if settings.database_url else "sqlite"
        if kind not in forks.warm:
            forks.warm_up(kind, settings_for(tmp_path / "warm", kind))
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
def slack() -> Iterator[BesideSlack]:
    """The simulated Slack; every call that it got was one that the Web API describes."""
    slack = BesideSlack()
    yield slack
    wrong = slack.do(lambda simulated: simulated.wrong)
    slack.close()
    assert wrong == []


@pytest.fixture
def with_telegram(install: Install, beside: Beside, tmp_path: Path) -> Install:
    """Return a function from a backend's name to an installation that has a bot on the simulated Telegram."""
    return lambda backend: on_chats(install(settings_for(tmp_path / "bot", backend, None, **telegram_of(beside))))


@pytest.fixture
def with_slack(install: Install, slack: BesideSlack, tmp_path: Path) -> Install:
    """Return a function from a backend's name to an installation that has an app on the simulated Slack."""
    return lambda backend: on_chats(install(settings_for(tmp_path / "app", backend, None, **slack_of(slack))), slack)


@pytest.fixture
def with_chats(install: Install, beside: Beside, slack: BesideSlack, tmp_path: Path) -> Install:
    """Return a function from a backend's name to an installation that has both."""
    given = {**telegram_of(beside), **slack_of(slack)}
    return lambda backend: on_chats(install(settings_for(tmp_path / "both", backend, None, **given)), slack)


def telegram_of(beside: Beside) -> dict[str, Any]:
    """Return the settings of a bot on the simulated Telegram."""
    return {"telegram_token": TOKEN, "telegram_url": beside.telegram.url}


def slack_of(slack: BesideSlack) -> dict[str, Any]:
    """Return the settings of an app on the simulated Slack."""
    return {"slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN, "slack_url": slack.slack.url}


def on_chats(installation: Installation, slack: BesideSlack | None = None) -> Installation:
    """Let the program try again soon where a platform was not there for it, and Slack's clock be the program's."""
    for name in ("telegram", "slack"):
        installation.constants[f"bot.faces.{name}.listening.RETRY_SECONDS"] = 0.05
    if slack:
        slack.do(lambda simulated: setattr(simulated.book, "clock", lambda: time.time() + installation.clock_ahead))
    return installation


@pytest.fixture
def untouched_of(install: Install, tmp_path: Path) -> Install:
    """Return a function from a backend's name to an installation on which the program has never been started."""
    return lambda backend: install(untouched(tmp_path / "new", backend))
