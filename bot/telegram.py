"""The command line's side of Telegram: setting the bot up, and the deep link of a personal link."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.faces.telegram.setup import Unready, open_wire
from bot.faces.telegram.wire import Wire
from bot.settings import Settings
from messages.words import Msg, msg, words_of

# Latin letters only, for Telegram takes no others; what they do is said in Japanese.
COMMANDS = (
    ("start", msg("telegram-start")),
    ("home", msg("telegram-home")),
    ("ask", msg("telegram-ask")),
    ("reflect", msg("telegram-reflect")),
    ("settings", msg("telegram-settings")),
    ("help", msg("telegram-help")),
    ("cancel", msg("telegram-cancel")),
)
# In a group the bot says where to talk; coordinators connect it.
GROUP_COMMANDS = (*COMMANDS[:1], ("connect", msg("telegram-connect")))


def set_up(settings: Settings) -> tuple[Msg, bool]:
    """Set commands and descriptions; return what to say, and whether all is well."""
    words = words_of()

    async def work(wire: Wire) -> Msg:
        _, name = await wire.who()
        private, groups = ([(id, words.say(said)) for id, said in listed] for listed in (COMMANDS, GROUP_COMMANDS))
        await wire.set_up(private, groups, words.say(msg("telegram-about")))
        return msg("telegram-ready", name=name)

    return _with_bot(settings, work)


def deep_link(settings: Settings, token: str) -> Msg:
    """Return the sentence with the link that opens the bot and signs its person in."""

    async def work(wire: Wire) -> Msg:
        _, name = await wire.who()
        return msg("telegram-deep-link", address=f"https://t.me/{name}?start={token}")

    return _with_bot(settings, work)[0]


def _with_bot(settings: Settings, work: Callable[[Wire], Awaitable[Msg]]) -> tuple[Msg, bool]:
    if not settings.telegram_token:
        return msg("telegram-missing"), False

    async def run(token: str) -> Msg:
        async with open_wire(token, settings.telegram_url) as wire:
            return await work(wire)

    try:
        return asyncio.run(run(settings.telegram_token.get_secret_value())), True
    except Unready as error:
        return error.sentence, False
