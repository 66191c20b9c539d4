"""From the page's JSON to an event; pure."""

from __future__ import annotations

import base64
import json
import re
from typing import Any
from urllib.parse import parse_qs

from handlers.kit.events import Act, Event, Said, Sent, Tapped
from handlers.kit.sheets import packed
from handlers.kit.text import digits_of

PLATFORM = "web"
_EVENT_ID = re.compile(r"[0-9a-fA-F-]{8,64}")
_MOST_ANSWERS = 50
_MOST_KEYS = 500


class Unreadable(Exception):
    """A body that no page of ours has sent."""


def parse_json(body: bytes) -> dict[str, Any]:
    """Return the JSON object of a body; broken UTF-8 is replaced, everything else that is wrong raises Unreadable."""
    try:
        data = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(data, dict):
        raise Unreadable
    return data


def parse_event(body: bytes, user_id: str) -> tuple[Event, list[str]]:
    """Return the event of a POST /event, and what the page's cards are about; raises Unreadable."""
    data = parse_json(body)
    id = data.get("id")
    if not isinstance(id, str) or not _EVENT_ID.fullmatch(id):
        raise Unreadable
    return Event(_source(user_id), id, PLATFORM, user_id, _act(data)), _keys(data)


def _source(user_id: str) -> str:
    return f"{PLATFORM}:{user_id}"


def _act(data: dict[str, Any]) -> Act:
    match data:
        case {"say": str(text)}:
            return Said(_whole(text))
        case {"tap": str(press)}:
            return Tapped(press)
        case {"draft": str(draft), "version": int(version), "answers": dict(answers)}:
            if len(answers) <= _MOST_ANSWERS and not isinstance(version, bool):
                return Sent(draft, version, {name: _answer(value) for name, value in answers.items()})
    raise Unreadable


def _answer(value: object) -> str | None:
    match value:
        case None:
            return None
        case str(text):
            return _whole(text)
        case {"name": str(name), "data": str(data)}:
            try:
                return packed(name, base64.b64decode(data, validate=True))
            except ValueError:
                raise Unreadable from None
    raise Unreadable


def _whole(text: str) -> str:
    # JSON can escape half of a surrogate pair; no UTF-8 can carry it, not even back to the page as what was typed.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def keys_of(body: bytes) -> list[str]:
    """Return what a page says that its cards are about; raises Unreadable."""
    return _keys(parse_json(body))


def _keys(data: dict[str, Any]) -> list[str]:
    shows = data.get("shows", [])
    if not isinstance(shows, list) or len(shows) > _MOST_KEYS or not all(isinstance(key, str) for key in shows):
        raise Unreadable
    return shows


def unsent_of(body: bytes, user_id: str) -> tuple[str, str] | None:
    """Return source and id of the event that a page could not send, None where there is none; raises Unreadable."""
    match parse_json(body).get("unsent"):
        case None:
            return None
        case str(id) if _EVENT_ID.fullmatch(id):
            return _source(user_id), id
    raise Unreadable


def parse_person(body: bytes) -> str:
    """Return the person whom the demo's plain form names; empty where it names none."""
    return parse_qs(body.decode("utf-8", "replace")).get("person", [""])[0]


def parse_code(body: bytes) -> str | None:
    """Return the digits of the plain form before the chat; None where it has no such thing."""
    return digits_of(parse_qs(body.decode("utf-8", "replace")).get("code", [""])[0])


def cursor_micros(data: dict[str, Any]) -> int:
    """Return a cursor (microseconds since 1970) of a body or header; anything odd counts as 0, the beginning."""
    text = str(data.get("cursor", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
