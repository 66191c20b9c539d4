"""What people write on Slack, as they saw it; and who of them belongs to another workspace."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.faces.slack.blocks import Json
from handlers.kit.text import digits_of

# What a message is that somebody has written, as Slack calls its kinds.
WRITTEN = (None, "file_share", "me_message", "thread_broadcast")
_LINK = re.compile(r"(?:/in/|[?&]start=)([A-Za-z0-9_-]{16,64})")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_WRAPPED = re.compile(r"<((?:https?://|mailto:|tel:)[^|>]+)(?:\|([^>]*))?>")


def is_foreign(event: Json, team: str) -> bool:
    """Tell whether somebody from another company's workspace wrote, by Slack Connect."""
    return any(str(event.get(name) or team) != team for name in ("user_team", "source_team", "team"))


def written(text: str) -> str:
    """Return a text as its author saw it: Slack escapes three signs and wraps addresses."""
    text = _WRAPPED.sub(lambda match: match[2] or match[1], text)
    for escaped, sign in _ENTITIES:
        text = text.replace(escaped, sign)
    return text


def with_emoji(text: str, blocks: list[Json]) -> str:
    """Return a text with its emoji as signs: Slack names them (`:+1:`), and the signs stand in the blocks."""
    for element in _elements(blocks):
        if element.get("type") == "emoji" and element.get("unicode"):
            sign = "".join(chr(int(code, 16)) for code in str(element["unicode"]).split("-"))
            tone = f":skin-tone-{element['skin_tone']}:" if element.get("skin_tone") else ""
            text = text.replace(f":{element['name']}:{tone}", sign, 1)
    return text


def _elements(blocks: list[Json]) -> Iterator[Json]:
    for block in blocks:
        yield block
        yield from _elements([one for one in block.get("elements", []) if isinstance(one, dict)])


def token_in(text: str) -> str:
    """Return what may be a code or a link's token in a text; empty where there is none."""
    text = text.strip()
    found = _LINK.search(text)
    return digits_of(text) or (found[1] if found else "") or (text if _TOKEN.fullmatch(text) else "")
