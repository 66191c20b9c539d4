"""What a person would see in her chats, and what the Bot API refuses to show there."""

from __future__ import annotations

import json
import struct
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from handlers.kit.text import utf16_units
from tests.simulators.bot_api import Given

Json = dict[str, Any]
DELETABLE_SECONDS = 48 * 3600
PNG = b"\x89PNG\r\n\x1a\n"


class Refused(Exception):
    """What the Bot API answers instead of a result."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


@dataclass(slots=True)
class Message:
    """One message as the person sees it; `date` is in seconds since 1970."""

    id: int
    chat: int
    text: str
    keyboard: list[list[Json]]
    bold: list[str]
    quiet: bool = False
    thread: int | None = None
    edits: int = 0
    date: int = 0
    # The message that it is a reply to, and its chat as the Bot API describes it, where that is a group.
    under: int = 0
    group: Json = field(default_factory=dict)
    # A file, whose caption the text is; and whether it is shown as a picture.
    file: Given | None = None
    photo: bool = False

    def as_json(self) -> Json:
        """Return it as the Bot API describes a message of the bot."""
        chat = {"id": self.chat, "type": "private" if self.chat > 0 else "supergroup", "first_name": "みほん"}
        data: Json = {"message_id": self.id, "date": self.date, "chat": self.group or chat, **self._content()}
        data |= {"message_thread_id": self.thread, "is_topic_message": True} if self.thread else {}
        return data | ({"reply_markup": {"inline_keyboard": self.keyboard}} if self.keyboard else {})

    def _content(self) -> Json:
        if self.file is None:
            return {"text": self.text}
        about = {"file_id": f"file-{self.id}", "file_unique_id": f"unique-{self.id}", "file_size": len(self.file.data)}
        if self.photo:
            return {"photo": [{**about, "width": 90, "height": 90}], "caption": self.text}
        return {"document": {**about, "file_name": self.file.name}, "caption": self.text}


@dataclass(slots=True)
class Group:
    """A group: its title, its topics where it has some, and whether the bot is in it and may write."""

    id: int
    title: str
    topics: tuple[int, ...] = ()
    inside: bool = True
    may_write: bool = True
    moved_to: int = 0

    def as_json(self) -> Json:
        """Return it as the Bot API describes a chat."""
        kind = "supergroup" if self.id <= -(10**12) else "group"
        return {"id": self.id, "type": kind, "title": self.title} | ({"is_forum": True} if self.topics else {})

    def check(self) -> None:
        """Raise Refused where the bot cannot write."""
        if self.moved_to:
            moved = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, moved, migrate_to_chat_id=self.moved_to)
        if not self.inside:
            raise Refused(403, "Forbidden: bot was kicked from the supergroup chat")
        if not self.may_write:
            raise Refused(400, "Bad Request: not enough rights to send text messages to the chat")


@dataclass(slots=True)
class Limits:
    """How much Telegram lets through before it says 429: a bucket a chat, windows for groups and for all."""

    chat: float = 1.0
    burst: float = 5.0
    group: int = 20
    group_seconds: float = 60.0
    overall: int = 30
    seconds: float = 1.0
    refused: int = 0
    _full: dict[int, float] = field(default_factory=dict)
    _groups: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _all: deque[float] = field(default_factory=deque)

    def check(self, chat: int, now: float) -> None:
        """Count one message to a chat; raises Refused with the seconds to wait."""
        full = max(now, self._full.get(chat, now))
        waits = [full - now - (self.burst - 1) / self.chat, _over(self._all, now, self.overall, self.seconds)]
        if chat < 0:
            waits.append(_over(self._groups[chat], now, self.group, self.group_seconds))
        if max(waits) > 0:
            self.refused += 1
            raise Refused(429, f"Too Many Requests: retry after {max(waits)}", retry_after=max(waits))
        self._full[chat] = full + 1 / self.chat
        self._all.append(now)
        self._groups[chat].append(now)


def _over(sent: deque[float], now: float, most: int, seconds: float) -> float:
    while sent and sent[0] <= now - seconds:
        sent.popleft()
    return sent[-most] + seconds - now if len(sent) >= most else 0.0


class Ledger:
    """The messages of all chats, changed only by calls of the Bot API."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.deleted: list[Message] = []
        self.blocked: set[int] = set()
        # Why nothing reaches a chat, where it is not that the person has blocked the bot.
        self.gone: dict[int, Refused] = {}
        # The groups that somebody has made, by their ids.
        self.groups: dict[int, Group] = {}
        # What people have written in groups.
        self.others: dict[int, set[int]] = {}
        self.now = 1795000000
        self.number = 0

    def next(self) -> int:
        """Return the next message's number."""
        self.number += 1
        return self.number

    def _reach(self, chat: int) -> None:
        if chat in self.gone:
            raise self.gone[chat]
        if chat in self.groups:
            self.groups[chat].check()
        if chat in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")

    def send(self, params: Json) -> Json:
        """Show a message."""
        chat = int(params["chat_id"])
        self._reach(chat)
        thread = int(params["message_thread_id"]) if "message_thread_id" in params else None
        group = self.groups.get(chat)
        if group and thread not in (None, *group.topics):
            raise Refused(400, "Bad Request: message thread not found")
        under = self._replied(chat, json.loads(params.get("reply_parameters", "{}")))
        message = Message(self.next(), chat, *content(params), date=self.now, under=under)
        message.group = group.as_json() if group else {}
        message.quiet = str(params.get("disable_notification")).lower() == "true"
        message.thread = thread
        self.messages.append(message)
        return message.as_json()

    def _replied(self, chat: int, reply: Json) -> int:
        if not reply:
            return 0
        there = [m.id for m in self.messages if m.chat == chat]
        if int(reply["message_id"]) in there or int(reply["message_id"]) in self.others.get(chat, ()):
            return int(reply["message_id"])
        if not reply.get("allow_sending_without_reply"):
            raise Refused(400, "Bad Request: message to be replied not found")
        return 0

    def give(self, params: Json, *, photo: bool) -> Json:
        """Show a file, or a picture."""
        chat = int(params["chat_id"])
        self._reach(chat)
        file: Given = params["photo" if photo else "document"]
        message = Message(self.next(), chat, caption_of(params), [], [], date=self.now, file=file, photo=photo)
        (check_picture if photo else check_file)(file)
        self.messages.append(message)
        return message.as_json()

    def cover(self, params: Json) -> Json:
        """Put another file in a file's place."""
        message = self._find(params, "edit")
        if message.file is None:
            raise Refused(400, "Bad Request: message can't be edited")
        file: Given = params["file"]
        check_file(file)
        message.file, message.photo, message.text = file, False, caption_of(json.loads(params["media"]))
        message.edits += 1
        return message.as_json()

    def edit(self, params: Json) -> Json:
        """Put something else in a message's place."""
        message = self._find(params, "edit")
        if message.file is not None:
            raise Refused(400, "Bad Request: there is no text in the message to edit")
        text, keyboard, bold = content(params)
        if (message.text, message.keyboard) == (text, keyboard):
            raise Refused(400, "Bad Request: message is not modified")
        message.text, message.keyboard, message.bold = text, keyboard, bold
        message.edits += 1
        return message.as_json()

    def delete(self, params: Json) -> bool:
        """Take a message away; what is older than two days stays."""
        message = self._find(params, "delete")
        if self.now - message.date >= DELETABLE_SECONDS:
            raise Refused(400, "Bad Request: message can't be deleted for everyone")
        self.messages.remove(message)
        self.deleted.append(message)
        return True

    def _find(self, params: Json, what: str) -> Message:
        self._reach(int(params["chat_id"]))
        wanted = (int(params["chat_id"]), int(params["message_id"]))
        for message in self.messages:
            if (message.chat, message.id) == wanted:
                return message
        raise Refused(400, f"Bad Request: message to {what} not found")


def caption_of(params: Json) -> str:
    """Return a file's caption; raises Refused for what breaks a limit."""
    caption = str(params.get("caption", ""))
    if utf16_units(caption) > 1024:
        raise Refused(400, "Bad Request: message caption is too long")
    return caption


def check_file(file: Given) -> None:
    """Raise Refused for a file that a bot cannot send."""
    if not file.data:
        raise Refused(400, "Bad Request: file must be non-empty")
    if len(file.data) > 50 * 2**20:
        raise Refused(413, "Request Entity Too Large")


def check_picture(file: Given) -> None:
    """Raise Refused for what is no picture, or one that Telegram does not show."""
    if len(file.data) > 10 * 2**20:
        raise Refused(400, "Bad Request: file is too big for a photo")
    if not file.data.startswith(PNG) or len(file.data) < 24:
        raise Refused(400, "Bad Request: IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", file.data[16:24])
    if width + height > 10_000 or not 1 / 20 <= width / max(height, 1) <= 20:
        raise Refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")


def content(params: Json) -> tuple[str, list[list[Json]], list[str]]:
    """Return a call's text, keyboard and bold stretches; raises Refused for what breaks a limit."""
    text = str(params.get("text", ""))
    if not text.strip():
        raise Refused(400, "Bad Request: message text is empty")
    if utf16_units(text) > 4096:
        raise Refused(400, "Bad Request: message is too long")
    if text.encode("utf-8", "replace").decode() != text:
        raise Refused(400, "Bad Request: strings must be encoded in UTF-8")
    markup = json.loads(params["reply_markup"]) if "reply_markup" in params else {}
    keyboard: list[list[Json]] = markup.get("inline_keyboard", [])
    for button in [button for row in keyboard for button in row]:
        if not 1 <= len(str(button.get("callback_data", "")).encode()) <= 64:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    if any(len(row) > 8 for row in keyboard) or sum(map(len, keyboard)) > 100:
        raise Refused(400, "Bad Request: too many buttons")
    return text, keyboard, _bold(text, json.loads(params.get("entities", "[]")))


def _bold(text: str, entities: list[Json]) -> list[str]:
    units = text.encode("utf-16-le")
    found = []
    for entity in entities:
        start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
        if not 0 <= start < end <= len(units):
            raise Refused(400, "Bad Request: entity beyond the text")
        found.append(units[start:end].decode("utf-16-le"))
    return found
