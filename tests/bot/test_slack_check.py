"""`idobata check` and Slack: each missing permission and each wrong key by its name, with the cure."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot import slack as looked_at
from bot.settings import Settings, SettingsError, load
from messages.words import words_of
from tests.simulators.slack import APP_TOKEN, BOT_TOKEN, SCOPES, SECRET, Slack

SCOPE = (
    "Slackのアプリに、許可（{}）が足りません。"
    "docs/slack-manifest.yamlのとおりにして、もう一度インストールしてください。"
)
BOT = "slack_bot_token には、xoxb- で始まるもの（「OAuth & Permissions」の「Bot User OAuth Token」）を入れてください。"
APP = "slack_app_token には、xapp- で始まるもの（「Basic Information」の「App-Level Tokens」）を入れてください。"
WAY = (
    "Slackからの届き方が決まっていません。"
    "slack_app_token（Socket Mode）か slack_signing_secret（HTTP）のどちらかを入れてください。"
)


@pytest_asyncio.fixture
async def slack() -> AsyncIterator[Slack]:
    """A simulated Slack."""
    slack = Slack()
    await slack.start()
    yield slack
    await slack.stop()


async def found(slack: Slack, **given: Any) -> list[str]:
    """Return what `idobata check` says about the app, as sentences."""
    tokens = {"slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN, "slack_url": slack.url} | given
    problems = await asyncio.to_thread(looked_at.problems, Settings(**tokens))
    return [words_of().say(problem) for problem in problems]


async def test_nothing_is_said_where_all_is_well_or_slack_is_not_used(slack: Slack) -> None:
    assert await found(slack) == []
    assert looked_at.problems(Settings()) == []
    assert [method for method, _ in slack.calls] == ["auth.test", "apps.connections.open"]


@pytest.mark.parametrize(
    "scope",
    [
        "chat:write",
        "commands",
        "im:history",
        "im:read",
        "im:write",
        "app_mentions:read",
        "users:read",
        "channels:history",
        "channels:read",
        "groups:history",
        "groups:read",
    ],
)
async def test_each_missing_scope_is_named(slack: Slack, scope: str) -> None:
    slack.scopes.clear()
    slack.scopes.update(SCOPES - {scope})
    assert await found(slack) == [SCOPE.format(scope)]


async def test_two_missing_scopes_are_two_sentences(slack: Slack) -> None:
    slack.scopes.clear()
    slack.scopes.update(SCOPES - {"im:history", "im:write"})
    assert await found(slack) == [SCOPE.format("im:history"), SCOPE.format("im:write")]


async def test_a_refused_key_is_told_apart_by_which_it_is(slack: Slack) -> None:
    (said,) = await found(slack, slack_bot_token="xoxb-wrong")
    assert said.startswith("Slackの合いかぎ（slack_bot_token）が使えません。")
    (said,) = await found(slack, slack_app_token="xapp-1-wrong")
    assert said.startswith("Slackの合いかぎ（slack_app_token）が使えません。")
    slack.revoke("account_inactive")
    (said,) = await found(slack)
    assert said.startswith("Slackのアプリが、ワークスペースから外されています。")


async def test_no_network_is_said_as_such(slack: Slack) -> None:
    (said,) = await found(slack, slack_url="http://127.0.0.1:9/api/")
    assert said.startswith("いま、Slackにつながりません。")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"slack_bot_token": APP_TOKEN, "slack_app_token": BOT_TOKEN}, [BOT, APP]),
        ({"slack_bot_token": BOT_TOKEN}, [WAY]),
        ({"slack_app_token": APP_TOKEN}, [BOT]),
        ({"slack_signing_secret": SECRET}, [BOT]),
        ({"slack_bot_token": BOT_TOKEN, "slack_signing_secret": SECRET}, []),
        ({"slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN}, []),
    ],
)
def test_swapped_and_half_given_keys_are_refused_at_the_start(
    given: dict[str, str], said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "idobata.toml").write_text("".join(f'{name} = "{value}"\n' for name, value in given.items()))
    problems: list[str] = []
    try:
        load()
    except SettingsError as error:
        problems = [words_of().say(problem) for problem in error.problems]
    assert problems == said
    assert [value for value in given.values() if value in str(problems)] == []
