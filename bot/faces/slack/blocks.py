"""Slack's blocks, one function each; what people wrote is never markup: plain text, without emoji codes."""

from __future__ import annotations

from typing import Any

from handlers.kit.text import split

Json = dict[str, Any]

MOST_TEXT = 3000
MOST_HEADER = 150
MOST_BUTTONS = 25
_STYLES = {"primary": "primary", "danger": "danger"}


def plain(text: str) -> Json:
    """Return a plain text object."""
    return {"type": "plain_text", "text": text, "emoji": False}


def escape(text: str) -> str:
    """Return a text that says in mrkdwn what it says."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def section(text: str) -> list[Json]:
    """Return a paragraph; a long one is split between graphemes, never cut."""
    return [{"type": "section", "text": plain(part)} for part in split(text, MOST_TEXT)]


def title(text: str) -> list[Json]:
    """Return a heading; one that is too long for it is a paragraph."""
    return [{"type": "header", "text": plain(text)}] if len(text) <= MOST_HEADER else section(text)


def call(label: str, tel: str) -> Json:
    """Return a telephone number that a telephone dials when it is pressed."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": f"{escape(label)}　<tel:{tel}|{tel}>"}}


def quote(text: str) -> list[Json]:
    """Return somebody's own words, set off as such."""
    return [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_quote", "elements": [{"type": "text", "text": part}]}],
        }
        for part in split(text, MOST_TEXT)
    ]


def buttons(shown: list[tuple[str, str, str]], block: str) -> list[Json]:
    """Return rows of buttons, each given as (label, data, style)."""
    elements = [_button(place, *one) for place, one in enumerate(shown)]
    rows = [elements[start : start + MOST_BUTTONS] for start in range(0, len(elements), MOST_BUTTONS)]
    return [{"type": "actions", "block_id": f"{block}.{place}", "elements": row} for place, row in enumerate(rows)]


def _button(place: int, label: str, data: str, style: str) -> Json:
    button: Json = {"type": "button", "action_id": f"tap.{place}", "text": plain(label), "value": data}
    return button | ({"style": _STYLES[style]} if style in _STYLES else {})


def link(label: str, url: str, block: str) -> Json:
    """Return a button that opens an address."""
    element = {"type": "button", "action_id": "link", "text": plain(label), "url": url}
    return {"type": "actions", "block_id": block, "elements": [element]}


def answer(block: str, ask: str, element: Json, *, optional: bool) -> Json:
    """Return a field of a modal."""
    label = plain(ask)
    return {"type": "input", "block_id": block, "label": label, "element": element, "optional": optional}
