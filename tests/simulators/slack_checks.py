"""What Slack, and Idobata's own promises, have against a payload that the product sends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.simulators.slack_blocks import ID, check_blocks, plain_text
from tests.simulators.slack_seen import Json
from tests.simulators.slack_shapes import anything, flag, one_of, shape, string

# Beyond this Slack says msg_blocks_too_long; its own number is not told.
ALL_TEXT = 12000
# What is special in mrkdwn when it is not escaped: a mention, a channel, a link that says something else.
SPECIAL = re.compile(r"<(?:[!@#]|https?:)", re.IGNORECASE)
CALLING = {"user", "usergroup", "broadcast", "channel", "link"}
SHARED = {"type": one_of("modal", "home"), "blocks": anything}
MAY = {"callback_id": ID, "external_id": string(255, 0), "private_metadata": string(3000, 0)}
MODAL = shape(
    {**SHARED, "title": plain_text(24)},
    {**MAY, "submit": plain_text(24), "close": plain_text(24), "clear_on_close": flag, "notify_on_close": flag}
    | {"submit_disabled": flag},
)
HOME = shape(SHARED, MAY)
METADATA = shape({"event_type": string(255), "event_payload": anything})


def check_message(params: Json, *, text: bool = True) -> list[str]:
    """Return what is wrong with a message; a fallback text is needed."""
    blocks = params.get("blocks") or []
    wrong = check_blocks(blocks, 50) or _sdk(blocks)
    said = params.get("text", "")
    if not isinstance(said, str) or (text and not said.strip()):
        wrong.append("text: the fallback is missing")
    if not wrong and sum(map(len, texts_of(blocks))) > ALL_TEXT:
        wrong.append("msg_blocks_too_long")
    if params.get("metadata") is not None:
        wrong += check_metadata(params["metadata"])
    return wrong


def check_metadata(metadata: Any) -> list[str]:
    """Return what is wrong with a message's metadata."""
    wrong = METADATA(metadata, "metadata")
    if not wrong and not isinstance(metadata["event_payload"], dict):
        wrong.append("metadata.event_payload: no object")
    return wrong + (["metadata: too large"] if len(json.dumps(metadata)) > 16000 else [])


def check_view(view: Any, *kinds: str) -> list[str]:
    """Return what is wrong with a view of one of these types."""
    if not isinstance(view, dict):
        return ["view: no object"]
    if view.get("type") not in kinds:
        return [f"view.type: {view.get('type')!r} is none of {', '.join(kinds)}"]
    wrong = (MODAL if view["type"] == "modal" else HOME)(view, "view")
    wrong += check_blocks(view.get("blocks"), 100, "view.blocks")
    if wrong:
        return wrong
    if view["type"] == "modal" and not view.get("submit") and any(one["type"] == "input" for one in view["blocks"]):
        wrong.append("view.submit: an input needs it")
    try:
        View(**view).validate_json()
    except SlackObjectFormationError as error:
        wrong.append(f"view: {error}")
    return wrong + _sdk(view["blocks"]) + (["view: too large"] if len(json.dumps(view)) > 250000 else [])


def _sdk(blocks: list[Json]) -> list[str]:
    """Return what slack_sdk's own models have against blocks."""
    return [wrong for block in blocks if (wrong := _sdk_on(json.dumps(block)))]


@lru_cache(maxsize=4096)
def _sdk_on(block: str) -> str:
    # Asked once for what stands on every home again.
    given = json.loads(block)
    try:
        parsed = Block.parse(given)
        if parsed is None:
            return f"{given.get('type')}: slack_sdk does not know it"
        parsed.to_dict()
    except SlackObjectFormationError as error:
        return f"{given.get('type')}: {error}"
    return ""


def texts_of(part: Any) -> list[str]:
    """Return every text in blocks, in order."""
    return [text["text"] for text in _texts(part)]


def _texts(part: Any) -> Iterator[Json]:
    if isinstance(part, dict):
        if part.get("type") in ("plain_text", "mrkdwn", "markdown") and isinstance(part.get("text"), str):
            yield part
        for value in part.values():
            yield from _texts(value)
    if isinstance(part, list):
        for item in part:
            yield from _texts(item)


def injected(part: Any, text: str = "") -> list[str]:
    """Return what stands unescaped, and special, in the mrkdwn of blocks and in a message's text."""
    marked = [one["text"] for one in _texts(part) if one["type"] != "plain_text"]
    wrong = [f"not escaped: {one[:80]}" for one in [*marked, text] if SPECIAL.search(one)]
    return wrong + [f"rich text calls somebody: {one['type']}" for one in _rich(part) if one["type"] in CALLING]


def _rich(part: Any) -> Iterator[Json]:
    """Yield the smallest parts of rich text."""
    for one in part if isinstance(part, list) else []:
        if str(one.get("type", "")).startswith("rich_text"):
            yield from _rich(one.get("elements", []))
        else:
            yield one
