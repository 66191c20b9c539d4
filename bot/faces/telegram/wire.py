"""The Bot API by python-telegram-bot's client: raw updates in, messages out, errors told apart by what they mean."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.request import HTTPXRequest
from telegram.warnings import PTBUserWarning

from bot.faces.telegram.render import Out
from handlers.kit.errors import Undeliverable

T = TypeVar("T")

POLL_SECONDS = 25
SLACK_SECONDS = 10
MOST_WAIT = 30.0
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]


class Wire:
    """One bot's connection to Telegram."""

    def __init__(self, token: str, base: str, *, poll_seconds: int = POLL_SECONDS) -> None:
        self._poll_seconds = poll_seconds
        # Two pools: the long poll must not stand in the way of answers.
        answers = HTTPXRequest(connection_pool_size=32, read_timeout=15, connect_timeout=10, pool_timeout=10)
        poll = HTTPXRequest(connection_pool_size=1, connect_timeout=10)
        self._bot = (
            Bot(token, f"{base}/bot", f"{base}/file/bot", request=answers, get_updates_request=poll)
            if base
            else Bot(token, request=answers, get_updates_request=poll)
        )

    async def who(self) -> tuple[int, str]:
        """Return the bot's id and user name; raises InvalidToken, NetworkError."""
        me = await self._bot.get_me()
        return me.id, me.username or ""

    async def updates(self, offset: int) -> list[Any]:
        """Return raw updates from an offset on, waiting for the first; what lies below the offset is thereby confirmed.

        Raw, because one update that the library cannot parse would hold up all behind it for ever.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PTBUserWarning)
            found = await self._bot.do_api_request(
                "getUpdates",
                {"offset": offset, "timeout": self._poll_seconds, "allowed_updates": KINDS, "limit": 100},
                read_timeout=self._poll_seconds + SLACK_SECONDS,
            )
        return found if isinstance(found, list) else []

    async def send(self, chat: int, out: Out, *, thread: int | None = None, quiet: bool = False) -> int:
        """Send a message and return its number; raises Undeliverable where it can never arrive."""
        message = await _patiently(
            lambda: self._bot.send_message(
                chat,
                out.text,
                entities=_entities(out),
                reply_markup=_markup(out),
                message_thread_id=thread,
                disable_notification=quiet,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        )
        return message.message_id

    async def edit(self, chat: int, message: int, out: Out) -> bool:
        """Put another text and keyboard in a message's place; False where Telegram does not let it be changed."""
        try:
            await _patiently(
                lambda: self._bot.edit_message_text(
                    out.text,
                    chat,
                    message,
                    entities=_entities(out),
                    reply_markup=_markup(out),
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )
            )
        except BadRequest as error:
            # The same text again is what was wanted; anything else (too old, deleted) is sent anew.
            return "not modified" in str(error)
        return True

    async def pressed(self, callback: str) -> None:
        """Let a pressed button rest; a press that is too old is no harm."""
        try:
            await self._bot.answer_callback_query(callback)
        except (BadRequest, NetworkError):
            return

    async def set_up(self, commands: list[tuple[str, str]], about: str) -> None:
        """Set the commands of private chats and what stands on the bot's first page."""
        from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

        listed = [BotCommand(name, words) for name, words in commands]
        await self._bot.set_my_commands(listed, scope=BotCommandScopeAllPrivateChats())
        await self._bot.set_my_commands(listed[:1], scope=BotCommandScopeAllGroupChats())
        await self._bot.set_my_description(about)
        await self._bot.set_my_short_description(about[:120])

    async def close(self) -> None:
        """Close the connections."""
        await self._bot.shutdown()

    async def open(self) -> None:
        """Open the connections; raises InvalidToken, NetworkError."""
        await self._bot.initialize()


def _entities(out: Out) -> list[MessageEntity]:
    return [MessageEntity(MessageEntity.BOLD, offset, length) for offset, length in out.bold]


def _markup(out: Out) -> InlineKeyboardMarkup | None:
    if not out.keyboard:
        return None
    rows = [[InlineKeyboardButton(b["text"], callback_data=b["callback_data"]) for b in row] for row in out.keyboard]
    return InlineKeyboardMarkup(rows)


async def _patiently(call: Callable[[], Awaitable[T]]) -> T:
    """Make a call, waiting as long as Telegram asks; what can never succeed raises Undeliverable."""
    for attempt in range(5):
        try:
            return await call()
        except RetryAfter as error:
            wait = error.retry_after
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
            if attempt == 4 or seconds > MOST_WAIT:
                raise
            await asyncio.sleep(seconds)
        except ChatMigrated as error:
            raise Undeliverable(f"moved:{error.new_chat_id}") from None
        except Forbidden:
            raise Undeliverable("blocked") from None
    raise AssertionError("unreachable")


__all__ = ["BadRequest", "InvalidToken", "NetworkError", "RetryAfter", "TimedOut", "Wire"]
