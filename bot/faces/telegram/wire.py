"""The Bot API by python-telegram-bot's client: raw updates in, messages out; what goes wrong says what it means."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
import warnings
from collections.abc import Awaitable, Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import TelegramError
from telegram.request import HTTPXRequest
from telegram.warnings import PTBUserWarning

from bot.faces.files import Paper
from bot.faces.telegram.errors import meaning
from bot.faces.telegram.render import Out
from handlers.kit.errors import TryLater, Undeliverable

T = TypeVar("T")

POLL_SECONDS = 25
SLACK_SECONDS = 10
ANSWER_SECONDS = 15.0
MOST_UPDATES = 100
MOST_HOOKS = 8
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
# What the message that was wanted to change says for itself: it does so already, or it is not there, or will not.
_NOT_CHANGED = ("no_message", "refused")
_FIRST = re.compile(rb'"update_id"\s*:\s*(\d{1,18})')


class Unparseable(Exception):
    """A whole answer that cannot be read because of an update within; `first` is the number of the first in it."""

    def __init__(self, first: int) -> None:
        super().__init__(first)
        self.first = first


class _Polled(HTTPXRequest):
    """The long poll's connection."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return an answer; raises Unparseable for one that came whole and can still not be read."""
        try:
            return HTTPXRequest.parse_json_payload(payload)
        except (RecursionError, TelegramError) as error:
            found = _FIRST.search(payload)
            if found and payload.rstrip().endswith(b"]}"):
                raise Unparseable(int(found[1])) from None
            if isinstance(error, RecursionError):
                raise TelegramError("unreadable") from None
            raise


class Wire:
    """One bot's connection to Telegram."""

    def __init__(
        self,
        token: str,
        base: str,
        *,
        poll_seconds: int = POLL_SECONDS,
        slack_seconds: float = SLACK_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self.poll_seconds = poll_seconds
        self._slack_seconds = slack_seconds
        # A token begins with the bot's number. The webhook's secret is the same in every worker and kept nowhere.
        number = token.partition(":")[0]
        self.bot = int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
        self.secret = hmac.new(token.encode(), b"idobata telegram webhook", hashlib.sha256).hexdigest()
        # The server's own clock when it last spoke, and what is told when it refuses the token.
        self.date: datetime | None = None
        self.on_refused: Callable[[], None] = lambda: None
        more: dict[str, Any] = {"event_hooks": {"response": [self._dated]}}
        # Two pools: the long poll must not stand in the way of answers.
        answers = HTTPXRequest(32, read_timeout=answer_seconds, connect_timeout=10, pool_timeout=10, httpx_kwargs=more)
        self._poll = poll = _Polled(1, connect_timeout=10, httpx_kwargs=more)
        self._bot = (
            Bot(token, f"{base}/bot", f"{base}/file/bot", request=answers, get_updates_request=poll)
            if base
            else Bot(token, request=answers, get_updates_request=poll)
        )

    async def _dated(self, response: Any) -> None:
        try:
            self.date = parsedate_to_datetime(response.headers.get("Date", ""))
        except ValueError:
            self.date = None

    async def who(self) -> tuple[int, str]:
        """Return the bot's id and user name; raises TelegramError."""
        me = await self._bot.get_me()
        return me.id, me.username or ""

    async def updates(self, offset: int, most: int = MOST_UPDATES) -> list[Any]:
        """Return raw updates from an offset on, waiting for the first; what lies below the offset is thereby confirmed.

        Raw, because one update that the library cannot parse would hold up all behind it for ever. Raises
        TelegramError, Unparseable, and TimeoutError where nothing comes back at all.
        """
        asked = {"offset": offset, "timeout": self.poll_seconds, "allowed_updates": KINDS, "limit": most}
        wait = self.poll_seconds + self._slack_seconds
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PTBUserWarning)
            # A second guard: a connection that is half open must be noticed whatever the library waits for.
            try:
                async with asyncio.timeout(wait + self._slack_seconds):
                    found = await self._bot.do_api_request("getUpdates", asked, read_timeout=wait)
            except (asyncio.CancelledError, TimeoutError):
                # Cut off at certain moments, the library takes its one connection for taken for ever.
                try:
                    await self._poll.shutdown()
                finally:
                    await self._poll.initialize()
                raise
        return found if isinstance(found, list) else []

    async def send(self, chat: int, out: Out, *, thread: int | None = None, quiet: bool = False, under: int = 0) -> int:
        """Send a message, `under` another if that is there, and return its number; raises as all calls do."""
        reply = ReplyParameters(under, allow_sending_without_reply=True) if under else None
        message = await self._call(
            lambda: self._bot.send_message(
                chat,
                out.text,
                entities=_entities(out),
                reply_markup=_markup(out),
                message_thread_id=thread,
                disable_notification=quiet,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_parameters=reply,
            )
        )
        return message.message_id

    async def give(self, chat: int, paper: Paper, data: bytes, mark: str = "") -> int:
        """Send a file, a picture as one, and return its message's number; raises as send does."""
        caption = f"{mark}\n{paper.says}" if mark else paper.says

        def put() -> Awaitable[Any]:
            if paper.picture:
                return self._bot.send_photo(chat, data, caption, filename=paper.name)
            return self._bot.send_document(
                chat, data, caption, filename=paper.name, disable_content_type_detection=True
            )

        return int((await self._call(put)).message_id)

    async def fetch(self, file: str) -> bytes:
        """Return what stands in a file that somebody has sent; raises TryLater, Doubtful and Undeliverable."""
        found = await self._call(lambda: self._bot.get_file(file))
        return bytes(await self._call(found.download_as_bytearray))

    async def cover(self, chat: int, message: int, sentence: str, name: str) -> bool:
        """Put a file that says a sentence in the place of a file; True where it is so or is gone."""

        def put() -> Awaitable[object]:
            return self._bot.edit_message_media(
                InputMediaDocument(sentence.encode(), caption=sentence, filename=name), chat, message
            )

        return await self._changed(put) in ("", "same", "no_message")

    async def edit(self, chat: int, message: int, out: Out) -> bool:
        """Put another text and keyboard in a message's place; False where Telegram does not let it be changed."""

        def put() -> Awaitable[object]:
            return self._bot.edit_message_text(
                out.text,
                chat,
                message,
                entities=_entities(out),
                reply_markup=_markup(out),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )

        return await self._changed(put) in ("", "same")

    async def delete(self, chat: int, message: int) -> bool:
        """Delete a message; True where it is gone, False where Telegram does not let it be deleted."""
        return await self._changed(lambda: self._bot.delete_message(chat, message)) in ("", "no_message")

    async def change(self, chat: int, message: int, out: Out) -> None:
        """Put another text and keyboard in a message's place; raises Undeliverable("no_message") where that is gone."""
        if not await self.edit(chat, message, out):
            raise Undeliverable("no_message")

    async def redraw(self, chat: int, message: int, out: Out) -> bool:
        """Put another text in a message's place; True where it says so or is gone, False where it stays as it was."""

        def put() -> Awaitable[object]:
            return self._bot.edit_message_text(out.text, chat, message)

        return await self._changed(put) in ("", "same", "no_message")

    async def _changed(self, call: Callable[[], Awaitable[object]]) -> str:
        """Make a call about a message and return how it was refused; empty where it was done."""
        try:
            await self._call(call)
        except Undeliverable as error:
            if str(error) in ("same", *_NOT_CHANGED):
                return str(error)
            raise
        return ""

    async def pressed(self, callback: str, says: str = "") -> None:
        """Let a pressed button rest, and say something to whoever pressed it, for her alone.

        A press that is too old is no harm, and nothing waits for it.
        """
        try:
            await self._bot.answer_callback_query(callback, says or None, show_alert=bool(says) or None)
        except Exception:
            return

    async def _call(self, call: Callable[[], Awaitable[T]]) -> T:
        try:
            return await call()
        except Exception as error:
            found = meaning(error)
            if isinstance(found, TryLater) and str(found) == "token":
                self.on_refused()
            raise found from error

    async def hook(self, url: str) -> None:
        """Let Telegram bring updates to an address; raises TelegramError."""
        await self._bot.set_webhook(url, max_connections=MOST_HOOKS, allowed_updates=KINDS, secret_token=self.secret)

    async def hooked(self) -> tuple[str, int]:
        """Return the address that updates are brought to (empty: none), and how many wait; raises TelegramError."""
        info = await self._bot.get_webhook_info()
        return info.url, info.pending_update_count

    async def unhook(self) -> None:
        """Let Telegram bring nothing any more; what waits is kept; raises TelegramError."""
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def set_up(self, private: list[tuple[str, str]], groups: list[tuple[str, str]], about: str) -> None:
        """Set the commands of private chats and of groups, and what stands on the bot's first page."""
        for commands, scope in (
            (private, BotCommandScopeAllPrivateChats()),
            (groups, BotCommandScopeAllGroupChats()),
        ):
            await self._bot.set_my_commands([BotCommand(name, words) for name, words in commands], scope=scope)
        await self._bot.set_my_description(about)
        await self._bot.set_my_short_description(about[:120])

    async def close(self) -> None:
        """Close the connections."""
        await self._bot.shutdown()

    async def open(self) -> None:
        """Open the connections; raises TelegramError."""
        await self._bot.initialize()


def _entities(out: Out) -> list[MessageEntity]:
    return [MessageEntity(MessageEntity.BOLD, offset, length) for offset, length in out.bold]


def _markup(out: Out) -> InlineKeyboardMarkup | None:
    if not out.keyboard:
        return None
    rows = [[InlineKeyboardButton(b["text"], callback_data=b["callback_data"]) for b in row] for row in out.keyboard]
    return InlineKeyboardMarkup(rows)
