"""What happens in channels, as Slack tells it: replies in threads, the bot let in or taken out; pure.

What is written in a channel and is no reply is nobody's business here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.faces.slack.blocks import Json
from bot.faces.slack.incoming import Incoming, Spot
from bot.faces.slack.texts import WRITTEN, is_foreign, with_emoji, written
from handlers.kit.events import At, Heard

# Of the events that tell that the bot is in a channel, or is not any more, which say what.
CAME = ("member_joined_channel", "channel_unarchive", "group_unarchive", "channel_rename", "group_rename")
WENT = ("channel_left", "group_left", "channel_archive", "group_archive", "channel_deleted", "group_deleted")
CHANGES = (*CAME, *WENT)


def is_place(channel: str) -> bool:
    """Tell whether a channel is one where several talk: public, or private."""
    return channel[:1] in ("C", "G")


def change(event: Json, base: Incoming) -> Incoming:
    """Return what the coming or going of somebody in a channel means; whose it is, only the caller can say."""
    found: Any = event["channel"]
    channel, title = (str(found["id"]), str(found["name"])) if isinstance(found, dict) else (str(found), "")
    who = str(event.get("user", "")) if event["type"] == "member_joined_channel" else ""
    at = At(f"{base.team}:{channel}", "", title)
    spot = Spot("message", channel=channel)
    inviter = str(event.get("inviter", ""))
    return replace(base, kind="in" if event["type"] in CAME else "out", user=inviter, token=who, spot=spot, at=at)


def said(event: Json, base: Incoming) -> Incoming:
    """Return what a message in a channel means: a reply in a thread, new, edited or deleted; all else is nothing."""
    subtype, channel = event.get("subtype"), str(event["channel"])
    if not is_place(channel):
        return base
    before = event.get("previous_message") or {}
    found = event["message"] if subtype == "message_changed" else before if subtype == "message_deleted" else event
    thread = str(found.get("thread_ts") or "")
    new = subtype in WRITTEN
    known = new or subtype in ("message_changed", "message_deleted")
    if not known or found.get("bot_id") or found.get("subtype") not in WRITTEN or thread in ("", str(found["ts"])):
        return base
    if is_foreign(found, base.team) or (subtype == "message_changed" and found.get("text") == before.get("text")):
        return base
    text = written(with_emoji(str(found.get("text", "")), found.get("blocks") or []))
    heard = Heard(None) if subtype == "message_deleted" else Heard(text)
    at = At(f"{base.team}:{channel}", under=f"{channel}:{thread}", own=f"{channel}:{found['ts']}")
    # A channel and a moment name a message wherever it is found; what became of it later has a number of its own.
    external = f"{channel}:{found['ts']}" if new else base.external
    spot = Spot("message", channel=channel, thread=thread)
    return replace(base, kind="act", user=str(found["user"]), external=external, act=heard, at=at, spot=spot)
