"""The command line's side of Slack: what is wrong with the app's set-up."""

from __future__ import annotations

import asyncio

from bot.settings import Settings
from messages.words import Msg


def problems(settings: Settings) -> list[Msg]:
    """Return what is wrong with the app's tokens, scopes and Socket Mode; nothing where Slack is not used."""
    if not settings.slack_bot_token:
        return []
    # The library takes half a second to import: only where it is used.
    from bot.faces.slack.setup import problems as of_app
    from bot.faces.slack.wire import Wire

    app_token = settings.slack_app_token.get_secret_value() if settings.slack_app_token else ""
    return asyncio.run(of_app(Wire(settings.slack_bot_token.get_secret_value(), app_token, settings.slack_url)))
