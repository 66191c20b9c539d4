"""The shapes of what Slack tells an app: events, commands, shortcuts, actions, views."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from itertools import count, groupby
from typing import Any

import regex

from tests.simulators.slack_ledger import APP, BOT_USER, TEAM, Channel, Person, Post
from tests.simulators.slack_seen import Json, escaped
from tests.simulators.slack_views import View

TOKEN = "verification-token"
LINKED = regex.compile(r"(https?://[^\s<>|]+)")
# Slack's own names of some emoji; others are named by their first sign's name in Unicode.
NAMES = {"👍": "+1", "🙏": "pray", "😊": "blush", "🙇": "bow", "👨‍👩‍👧‍👦": "man-woman-girl-boy", "🇯🇵": "jp"}
_NUMBERS = count(1)


def workspace(person: Person, view: bool) -> Json:
    """Return the workspace that an interaction names: in a view the person's own, elsewhere the app's."""
    return team_of(person) if view else {"id": TEAM, "domain": "mihon"}


def team_of(person: Person) -> Json:
    """Return a person's workspace."""
    return {"id": person.team, "domain": "mihon" if person.team == TEAM else "elsewhere"}


def user_of(person: Person) -> Json:
    """Return a person as interactions name her."""
    name = f"user-{person.id.lower()}"
    return {"id": person.id, "username": name, "name": name, "team_id": person.team}


def typed_text(text: str) -> str:
    """Return what a person typed as it stands in a message's text: escaped, addresses made links, emoji named."""
    return "".join(_SAID[one["type"]](one) for one in _parts(text))


_SAID: dict[str, Callable[[Json], str]] = {
    "text": lambda one: escaped(one["text"]),
    "link": lambda one: f"<{escaped(one['url'])}>",
    "emoji": lambda one: f":{one['name']}:",
}


def _parts(text: str) -> Iterator[Json]:
    """Yield what a person typed as the parts of rich text."""
    for place, piece in enumerate(LINKED.split(text)):
        if place % 2:
            yield {"type": "link", "url": piece}
            continue
        for is_emoji, run in groupby(regex.findall(r"\X", piece), _is_emoji):
            if is_emoji:
                yield from (_emoji(one) for one in run)
            else:
                yield {"type": "text", "text": "".join(run)}


def _is_emoji(grapheme: str) -> bool:
    return "\ufe0f" in grapheme or bool(regex.search(r"\p{Emoji_Presentation}", grapheme))


def _emoji(grapheme: str) -> Json:
    made = unicodedata.name(grapheme[0], "emoji").lower().replace(" ", "_")
    code = "-".join(f"{ord(sign):04x}" for sign in grapheme)
    return {"type": "emoji", "name": NAMES.get(grapheme, made), "unicode": code}


def rich(text: str) -> list[Json]:
    """Return what a person typed as Slack's own blocks."""
    section = {"type": "rich_text_section", "elements": list(_parts(text))}
    return [{"type": "rich_text", "block_id": f"r{next(_NUMBERS)}", "elements": [section]}]


def callback(event: Json, *, shared: bool = False, **outer: Any) -> Json:
    """Return an event as it comes to the app; `outer` puts something else beside it."""
    number = next(_NUMBERS)
    allowed = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True}
    about: Json = {"token": TOKEN, "team_id": TEAM, "api_app_id": APP, "event": event, "type": "event_callback"}
    about |= {"event_id": f"Ev{number:08d}", "event_time": int(float(event.get("event_ts", 0)))}
    about |= {"context_team_id": TEAM, "context_enterprise_id": None, "is_ext_shared_channel": shared}
    about |= {"authorizations": [{**allowed, "is_enterprise_install": False}], "event_context": f"4-{number}"}
    return {**about, **outer}


def message_event(post: Post, channel: Channel, **more: Any) -> Json:
    """Return the event of a message that has come."""
    where = {"channel": channel.id, "channel_type": channel.kind, "event_ts": post.ts}
    shared = {"user_team": post.team, "source_team": post.team} if channel.shared else {}
    return {**post.as_json(), **where, **shared, **more}


def changed_event(post: Post, channel: Channel, before: Json, ts: str) -> Json:
    """Return the event of a message that was edited."""
    head: Json = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": ts, "event_ts": ts}
    head |= {"channel": channel.id, "channel_type": channel.kind}
    return {**head, "message": post.as_json(), "previous_message": before}


def deleted_event(post: Post, channel: Channel, ts: str) -> Json:
    """Return the event of a message that was deleted."""
    head: Json = {"type": "message", "subtype": "message_deleted", "hidden": True, "ts": ts, "event_ts": ts}
    head |= {"channel": channel.id, "channel_type": channel.kind, "deleted_ts": post.ts}
    return {**head, "previous_message": post.as_json()}


def command(person: Person, channel: Channel, name: str, text: str, trigger: str, url: str) -> Json:
    """Return a slash command."""
    where = "directmessage" if channel.user else f"channel-{channel.id.lower()}"
    about = {"token": TOKEN, "team_id": person.team, "team_domain": team_of(person)["domain"], "api_app_id": APP}
    about |= {"channel_id": channel.id, "channel_name": where, "is_enterprise_install": "false"}
    about |= {"user_id": person.id, "user_name": user_of(person)["name"], "command": name, "text": text}
    return {**about, "response_url": url, "trigger_id": trigger}


def interaction(kind: str, person: Person, **more: Any) -> Json:
    """Return what all interactions have in common, and more."""
    team = workspace(person, view="view" in more)
    head = {"type": kind, "token": TOKEN, "team": team, "user": user_of(person), "api_app_id": APP}
    return {**head, "enterprise": None, "is_enterprise_install": False, **more}


def in_message(post: Post, channel: Channel, state: Json, url: str) -> Json:
    """Return where something was pressed: in a message, which is told whole unless only one person sees it."""
    name = "directmessage" if channel.user else f"channel-{channel.id.lower()}"
    container: Json = {"type": "message", "message_ts": post.ts, "channel_id": channel.id}
    container |= {"is_ephemeral": bool(post.only_for)} | ({"thread_ts": post.thread} if post.thread else {})
    message = {} if post.only_for else {"message": post.as_json()}
    about = {"container": container, "channel": {"id": channel.id, "name": name}, **message}
    return {**about, "state": {"values": state}, "response_url": url}


def in_view(view: View) -> Json:
    """Return where something was pressed: in a modal or on the Home tab."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.as_json()}


def action(element: Json, block: str, ts: str, **chosen: Any) -> Json:
    """Return what was pressed or chosen."""
    kept: Json = {name: element[name] for name in ("text", "value", "style", "placeholder") if name in element}
    head: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": block, "action_ts": ts}
    return {**head, **kept, **chosen}
