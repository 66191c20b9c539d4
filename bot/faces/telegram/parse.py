"""From a raw update to what it means; pure. An update that cannot be read is quarantined by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from handlers.kit.events import Act, At, Event, Heard, Said, Tapped
from handlers.kit.text import digits_of

PLATFORM = "telegram"

# Ids behind which many people stand: anonymous group admins, channels, Telegram's own service.
SHARED = frozenset({1087968824, 136817688, 777000})

_FILES = (
    "photo", "document", "voice", "audio", "video", "video_note", "animation", "sticker", "location", "contact", "poll",
)  # fmt: skip

_GROUPS = ("group", "supergroup")
_CONNECT = "/connect"

# What somebody has only passed on, in the Bot API of now and of before.
_FORWARDED = ("forward_origin", "forward_date")

# How buttons are labelled where several cards of one message have some.
NUMBERED = re.compile(r"[0-9]{1,2} ")

Kind = Literal[
    "act", "join", "file", "forwarded", "edited", "group", "moved", "left", "back", "out", "in", "nothing"
]  # fmt: skip

# Who is in a group, as Telegram says it; who is restricted may be there or not, and may write or not.
_IN = frozenset({"creator", "administrator", "member"})


class Unreadable(Exception):
    """An update that is not what Telegram's Bot API describes."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that can be fetched: Telegram's id of it, its name, and its size in bytes."""

    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update, read: what kind it is, in which chat, and what came with it.

    `callback` is the press to be answered, `pressed` the message whose button it was (0 where that has to stay as it
    is); `token` comes with a deep link, or is what a stranger may mean as a code; `moved_to` is the new id of a group
    that became a supergroup; `written` is the person's own message; `document` is a file that she has sent. `at` is the
    group or topic, where it was done in one; `replies` whose message she replied to there, `calls` which bot she named;
    `why` the bot is out of a group, `came` that it has just come into one.
    """

    kind: Kind
    update: int
    chat: int = 0
    user: int = 0
    act: Act | None = None
    callback: str = ""
    pressed: int = 0
    thread: int | None = None
    token: str = ""
    moved_to: int = 0
    written: int = 0
    document: Document | None = None
    at: At | None = None
    replies: int = 0
    calls: str = ""
    why: str = ""
    came: bool = False

    def event(self, bot: int) -> Event:
        """Return the event for the runtime: unique by (telegram:<bot>, update id)."""
        assert self.act is not None
        reference = str(self.written) if self.written else ""
        return Event(f"{PLATFORM}:{bot}", str(self.update), PLATFORM, str(self.user), self.act, reference, self.at)


def update_id(update: Any) -> int:
    """Return an update's number; raises Unreadable where there is none: then the batch cannot be confirmed by it."""
    id = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(id, int) or isinstance(id, bool) or not 0 <= id < 2**63:
        raise Unreadable
    return id


def parse(update: Any) -> Incoming:
    """Return what an update means; raises Unreadable."""
    id = update_id(update)
    try:
        if "callback_query" in update:
            return _callback(id, update["callback_query"])
        if "message" in update:
            return _message(id, update["message"])
        if "edited_message" in update:
            message = update["edited_message"]
            if not _private(message):
                return _in_group(id, message)
            return Incoming("edited", id, _chat(message), _user(message))
        if "my_chat_member" in update:
            return _member(id, update["my_chat_member"])
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError):
        raise Unreadable from None
    return Incoming("nothing", id)


def _callback(id: int, callback: dict[str, Any]) -> Incoming:
    message = callback.get("message")
    user = int(callback["from"]["id"])
    if user in SHARED or callback["from"].get("is_bot") or not message:
        return Incoming("nothing", id, callback=str(callback["id"]))
    data = str(callback.get("data", ""))
    if not _private(message):
        at = _at(message, under=str(message["message_id"]))
        return Incoming("act", id, _chat(message), user, Tapped(data), str(callback["id"]), at=at)
    pressed = 0 if _stays(message, data) else int(message["message_id"])
    return Incoming("act", id, _chat(message), user, Tapped(data), str(callback["id"]), pressed)


def _stays(message: dict[str, Any], data: str) -> bool:
    """Tell whether a message says several things: the answer to one of them must not take the others away."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    labels = [str(button.get("text", "")) for row in rows for button in row if button.get("callback_data") == data]
    return "\n\n" in str(message.get("text", "")) or any(NUMBERED.match(label) for label in labels)


def _member(id: int, member: dict[str, Any]) -> Incoming:
    status = str(member["new_chat_member"]["status"])
    gone = status in ("kicked", "left")
    kind: Kind = "left" if gone else "back"
    if _private(member):
        return Incoming(kind, id, _chat(member), _user(member))
    if member["chat"]["type"] not in _GROUPS:
        return Incoming("nothing", id)
    may = status in _IN or bool(member["new_chat_member"].get("can_send_messages"))
    before = str(member.get("old_chat_member", {}).get("status", ""))
    # Only who was not there before is new; an administrator's rights may change every day.
    came = before not in _IN and before != "restricted"
    why = "" if may else "gone" if gone else "rights"
    found = Incoming("in" if may else "out", id, _chat(member), _user(member), at=_at(member), why=why)
    return replace(found, came=came)


def _message(id: int, message: dict[str, Any]) -> Incoming:
    if moved := message.get("migrate_to_chat_id"):
        return Incoming("moved", id, _chat(message), moved_to=int(moved))
    user = _user(message)
    if user in SHARED or message.get("from", {}).get("is_bot") or message.get("via_bot"):
        return Incoming("nothing", id)
    if not _private(message):
        return _in_group(id, message)
    if any(kind in message for kind in _FILES):
        return Incoming("file", id, _chat(message), user, document=_document(message.get("document")))
    if any(name in message for name in _FORWARDED):
        return Incoming("forwarded", id, _chat(message), user)
    if "text" not in message:
        return Incoming("nothing", id, _chat(message), user)
    return _text(id, message, str(message["text"]), user)


def _in_group(id: int, message: dict[str, Any]) -> Incoming:
    """Return what a message in a group means: a command, or a reply to something; all else is not for us."""
    nothing, user = Incoming("nothing", id), _user(message)
    shared = user in SHARED or message["from"].get("is_bot") or message.get("via_bot") or message.get("sender_chat")
    if message["chat"]["type"] not in _GROUPS or shared or any(name in message for name in _FORWARDED):
        return nothing
    text = str(message.get("text", ""))
    at = _at(message, own=str(message["message_id"]))
    if text.startswith("/"):
        command, _, rest = text.partition(" ")
        said, _, called = command.partition("@")
        # What a link says that has put the bot into a group.
        said = _CONNECT if (said, rest) == ("/start", "connect") else said
        if "edit_date" in message:
            return nothing
        kind: Kind = "act" if said == _CONNECT else "group"
        return Incoming(kind, id, _chat(message), user, Said(said), thread=_thread(message), at=at, calls=called)
    replied = message.get("reply_to_message") or {}
    sender = replied.get("from") or {}
    if not sender.get("is_bot"):
        return nothing
    at = replace(at, under=str(replied["message_id"]))
    # Only words count; of everything else its author is told why it does not.
    act = Heard(text) if text else None
    found = Incoming("act" if act else "file", id, _chat(message), user, act, at=at, replies=int(sender["id"]))
    return found if act or any(kind in message for kind in _FILES) else nothing


def _at(where: dict[str, Any], *, under: str = "", own: str = "") -> At:
    thread = _thread(where)
    title = str(where["chat"].get("title", ""))
    return At(str(where["chat"]["id"]), str(thread) if thread else "", title, under, own)


def _thread(message: dict[str, Any]) -> int | None:
    return int(message["message_thread_id"]) if message.get("is_topic_message") else None


def _document(found: dict[str, Any] | None) -> Document | None:
    if not found:
        return None
    return Document(str(found["file_id"]), str(found.get("file_name", "")), int(found.get("file_size", 0)))


def _text(id: int, message: dict[str, Any], text: str, user: int) -> Incoming:
    command, _, rest = text.partition(" ")
    if command.startswith("/"):
        command = command.partition("@")[0]
        if command == "/start" and rest.strip():
            token = digits_of(rest) or rest.strip()[:64]
            return Incoming("join", id, _chat(message), user, Said(command), token=token)
        text = f"{command} {rest}".strip()
    written, code = int(message["message_id"]), digits_of(text) or ""
    return Incoming("act", id, _chat(message), user, Said(text), token=code, written=written)


def _private(message: dict[str, Any]) -> bool:
    return bool(message["chat"]["type"] == "private")


def _chat(message: dict[str, Any]) -> int:
    return int(message["chat"]["id"])


def _user(message: dict[str, Any]) -> int:
    return int(message.get("from", {}).get("id", 0))
