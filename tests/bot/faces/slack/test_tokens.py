"""Bad input of Slack's keys in the settings: one in another's place, or one that is missing, is a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SettingsError, load
from messages.words import msg, words_of

BOT, APP, SECRET = "xoxb-himitsu-bot", "xapp-himitsu-app", "himitsu-secret"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def problems(**given: str) -> list[str]:
    """Return the ids of the sentences with which settings are refused; none where they are taken."""
    lines = [f'slack_{name} = "{value}"' for name, value in given.items()]
    Path("idobata.toml").write_text("\n".join(lines))
    try:
        load()
    except SettingsError as error:
        said = " ".join(words_of().say(problem) for problem in error.problems)
        assert [secret for secret in given.values() if secret and secret in said] == []
        return [problem.id for problem in error.problems]
    return []


CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "sockets": ({"bot_token": BOT, "app_token": APP}, []),
    "signed http": ({"bot_token": BOT, "signing_secret": SECRET}, []),
    "all three": ({"bot_token": BOT, "app_token": APP, "signing_secret": SECRET}, []),
    "none": ({}, []),
    "swapped": ({"bot_token": APP, "app_token": BOT}, ["settings-slack-bot", "settings-slack-app"]),
    "the bot's twice": ({"bot_token": BOT, "app_token": BOT}, ["settings-slack-app"]),
    "the app's twice": ({"bot_token": APP, "app_token": APP}, ["settings-slack-bot"]),
    "a person's": ({"bot_token": "xoxp-himitsu", "app_token": APP}, ["settings-slack-bot"]),
    "the secret for the bot's": ({"bot_token": SECRET, "app_token": APP}, ["settings-slack-bot"]),
    "the secret for the app's": ({"bot_token": BOT, "app_token": SECRET}, ["settings-slack-app"]),
    "only the bot's": ({"bot_token": BOT}, ["settings-slack-way"]),
    "only the app's": ({"app_token": APP}, ["settings-slack-bot"]),
    "only the secret": ({"signing_secret": SECRET}, ["settings-slack-bot"]),
    "a space before it": ({"bot_token": f" {BOT}", "app_token": APP}, ["settings-slack-bot"]),
}


@pytest.mark.parametrize(("given", "said"), CASES.values(), ids=CASES.keys())
def test_a_key_in_anothers_place_or_one_that_is_missing_is_said(given: dict[str, str], said: list[str]) -> None:
    assert problems(**given) == said


EMPTY: dict[str, dict[str, str]] = {
    "all": {"bot_token": "", "app_token": "", "signing_secret": ""},
    "the app's": {"bot_token": BOT, "app_token": "", "signing_secret": SECRET},
    "the secret": {"bot_token": BOT, "app_token": APP, "signing_secret": ""},
}


@pytest.mark.parametrize("given", EMPTY.values(), ids=EMPTY.keys())
def test_a_key_that_is_empty_is_none(given: dict[str, str]) -> None:
    assert problems(**given) == []


@pytest.mark.parametrize("given", [{"bot_token": BOT, "app_token": "", "signing_secret": ""}])
def test_two_empty_keys_are_no_way_to_listen(given: dict[str, str]) -> None:
    assert problems(**given) == ["settings-slack-way"]


@pytest.mark.parametrize("id", ["settings-slack-bot", "settings-slack-app", "settings-slack-way"])
def test_each_sentence_says_what_to_put_where(id: str) -> None:
    said = words_of().say(msg(id))
    assert ("slack_" in said, said.endswith("。"), "himitsu" in said) == (True, True, False)
