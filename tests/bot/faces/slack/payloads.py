"""What Slack sends, as docs.slack.dev shows it, with only what this program could look at."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

TEAM, APP, WHO, TRIGGER = "T123ABC456", "A123ABC456", "U123ABC456", "12466734323.1395872398"


def event(inner: Json, **outer: Any) -> Json:
    """Return what the Events API brings."""
    allowed = {"enterprise_id": None, "team_id": TEAM, "user_id": "U0BOT", "is_bot": True}
    body: Json = {"token": "Z", "team_id": TEAM, "api_app_id": APP, "event": inner, "type": "event_callback"}
    body |= {"event_id": "Ev123ABC456", "event_time": 1355517523, "authorizations": [allowed]}
    return {**body, "is_ext_shared_channel": False, **outer}


def message(text: str, **more: Any) -> Json:
    """Return the inner event of a message in a private chat with the app."""
    told = {"type": "message", "channel": "D024BE91L", "user": WHO, "text": text, "ts": "1355517523.000005"}
    return {**told, "event_ts": "1355517523.000005", "channel_type": "im", "team": TEAM, **more}


def interaction(kind: str, *, stranger: bool = False, **more: Any) -> Json:
    """Return what every interaction has, and more."""
    user = {"id": WHO, "username": "mihon", "name": "mihon", "team_id": "T0999" if stranger else TEAM}
    body = {"type": kind, "token": "Z", "team": {"id": TEAM, "domain": "mihon"}, "user": user, "api_app_id": APP}
    return {**body, "enterprise": None, "is_enterprise_install": False, "trigger_id": TRIGGER, **more}


def pressed(
    value: str,
    *,
    view: str = "",
    ephemeral: bool = False,
    block: str = "taps.0",
    action_id: str = "tap.0",
    thread_ts: str = "",
) -> Json:
    """Return a press: in a message, in what only she sees, or in a view of this type."""
    action: Json = {"type": "button", "block_id": block, "action_id": action_id, "action_ts": "1548426417.840180"}
    action |= {"value": value} if value else {}
    if view:
        where: Json = {"container": {"type": "view", "view_id": "VMHU10V25"}, "view": {"id": "VMHU10V25", "type": view}}
        return interaction("block_actions", actions=[action], **where)
    ts = "1548261231.000200"
    container = {"type": "message", "message_ts": ts, "channel_id": "D024BE91L", "is_ephemeral": ephemeral}
    container |= {"thread_ts": thread_ts} if thread_ts else {}
    more: Json = {"container": container, "channel": {"id": "D024BE91L", "name": "directmessage"}}
    more |= {} if ephemeral else {"message": {"type": "message", "ts": ts, "text": "…"}}
    return interaction("block_actions", actions=[action], response_url="https://hooks.example/1", **more)


def typed(text: str | None) -> Json:
    """Return what stands in a text field."""
    return {"type": "plain_text_input", "value": text}


def submitted(values: Json, metadata: str, callback_id: str = "page") -> Json:
    """Return a modal that was sent."""
    view = {"id": "VNHU13V36", "type": "modal", "private_metadata": metadata, "callback_id": callback_id}
    return interaction("view_submission", view={**view, "state": {"values": values}}, response_urls=[])


def command(text: str) -> Json:
    """Return a slash command."""
    body = {"token": "Z", "team_id": TEAM, "team_domain": "mihon", "channel_id": "C2147483705", "channel_name": "test"}
    body |= {"user_id": WHO, "user_name": "mihon", "command": "/idobata", "text": text, "api_app_id": APP}
    return {**body, "response_url": "https://hooks.example/2", "trigger_id": "13345224609.738474920"}
