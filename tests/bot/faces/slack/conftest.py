"""The program with a simulated Slack beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.faces.slack import survey
from tests.bot.faces.slack.desk import Begun, begin
from tests.simulators.slack import Slack
from tests.slack_chat import SlackChat

USER = "U700100200"


@pytest.fixture
def begins(tmp_path: Path) -> Iterator[Callable[..., Begun]]:
    """Return a way to begin the program beside a simulator on SQLite, as `desk.begin` does; it is closed at the end."""
    begun: list[Begun] = []

    def start(slack: Slack | None = None, **how: Any) -> Begun:
        begun.append(begin(tmp_path / f"var{len(begun)}", slack or Slack(), **how))
        return begun[-1]

    yield start
    for one in begun:
        one.world.close()


@pytest.fixture
def line(begins: Callable[..., Begun]) -> Iterator[SlackChat]:
    """The chat of a counsellor on SQLite, for what happens between the bot and Slack, whatever the database."""
    begun = begins()
    yield begun.chat(USER)
    assert begun.slack.wrong == []


@pytest.fixture
def form(begins: Callable[..., Begun]) -> Iterator[SlackChat]:
    """The same, where there is a form as well whose fields are asked together."""
    begun = begins(house=survey.house())
    yield begun.chat(USER)
    assert begun.slack.wrong == []


@pytest.fixture
def desk(backend: str, tmp_path: Path) -> Iterator[SlackChat]:
    """The same on each database."""
    begun = begin(tmp_path / "var", Slack(), backend)
    yield begun.chat(USER)
    begun.world.close()
    assert begun.slack.wrong == []
