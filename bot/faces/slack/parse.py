"""From what Slack brings to what it means; pure. What cannot be read is quarantined by itself."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

from bot.faces.slack import channels
from bot.faces.slack.blocks import Json
from bot.faces.slack.incoming import Incoming, Kind, Spot, Where
from bot.faces.slack.render import STAYS
from bot.faces.slack.texts import WRITTEN, is_foreign, token_in, with_emoji, written
from bot.faces.slack.views import JOIN
from handlers.kit.events import Act, At, Opened, Said, Sent, Tapped

# What the shortcuts of the manifest do, by their callback ids.
SHORTCUTS = {"idobata_home": Tapped("home:"), "idobata_reflect": Tapped("reflection:")}
# The one on a message.
QUESTION = "question"


class Unreadable(Exception):
    """Something that is not what Slack's documentation describes."""


def parse(body: Any) -> Incoming:
    """Return what a request's body means; raises Unreadable."""
    try:
        if body.get("type") == "event_callback":
            return _event(body)
        if "command" in body:
            return _command(body)
        reader = _INTERACTIONS.get(body.get("type"))
        return reader(body) if reader else Incoming("nothing")
    except (LookupError, TypeError, AttributeError, ValueError, OverflowError, RecursionError):
        raise Unreadable from None


def kind_of(body: Any) -> str:
    """Return what a body that cannot be read says that it is, for the log: one of Slack's words, nothing else."""
    said = body.get("type") if isinstance(body, dict) else None
    return str(said) if said in ("event_callback", *_INTERACTIONS) else "other"


def _event(body: Json) -> Incoming:
    event = body["event"]
    # In a channel shared with another company `team_id` may be theirs; whose app it is stands in the authorization.
    team = (body.get("authorizations") or [{}])[0].get("team_id") or body["team_id"]
    base = Incoming("nothing", str(body["event_id"]), str(body["api_app_id"]), str(team))
    if event["type"] == "app_uninstalled" or (event["type"] == "tokens_revoked" and event["tokens"].get("bot")):
        return replace(base, kind="gone")
    if event["type"] == "app_home_opened":
        shown: Kind = "open" if event.get("tab") == "home" else "nothing"
        return replace(base, kind=shown, user=str(event["user"]), act=Opened(), spot=Spot("home"))
    if event["type"] in channels.CHANGES:
        return channels.change(event, base)
    if event["type"] == "app_mention" and not event.get("bot_id"):
        spot = Spot("message", channel=str(event["channel"]), thread=str(event.get("thread_ts", "")))
        return replace(base, kind="group", user=str(event["user"]), spot=spot)
    return message(event, base) if event["type"] == "message" else base


def message(event: Json, base: Incoming) -> Incoming:
    """Return what a message of a private chat means, as an event or as the history has it.

    A channel and a moment name a message wherever it is found; the number of an event does not stand in the history.
    """
    subtype = event.get("subtype")
    if event.get("channel_type", "im") != "im":
        return channels.said(event, base)
    spot = Spot("message", channel=str(event["channel"]), thread=str(event.get("thread_ts", "")))
    if subtype == "message_changed":
        changed = event["message"]
        same = changed.get("text") == event.get("previous_message", {}).get("text")
        if same or changed.get("bot_id") or changed.get("subtype") == "tombstone":
            # A tombstone stands where a message with answers was deleted.
            return base
        return replace(base, kind="edited", user=str(changed["user"]), spot=spot)
    if event.get("bot_id") or subtype not in WRITTEN:
        return base
    found = replace(base, user=str(event["user"]), external=f"{event['channel']}:{event['ts']}", spot=spot)
    if is_foreign(event, base.team):
        return replace(found, kind="stranger")
    if event.get("files") or subtype == "file_share":
        return replace(found, kind="file")
    text = written(with_emoji(str(event.get("text", "")), event.get("blocks") or []))
    return replace(found, kind="act", act=Said(text), token=token_in(text))


def _person(body: Json) -> Incoming:
    """Return what all interactions have: whose they are. A user of another team is a stranger."""
    team, user = str((body.get("team") or {})["id"]), body["user"]
    own = str(user.get("team_id") or team) == team
    app = str(body.get("api_app_id", ""))
    return Incoming("act" if own else "stranger", _digest(body), app, team, str(user["id"]), waits=True)


def _digest(body: Json) -> str:
    """Return what names an interaction: it has no number of its own, but a trigger that no other has."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _pressed(body: Json) -> Incoming:
    person, pressed = _person(body), body["actions"][0]
    person = replace(person, spot=_pressed_where(body, str(pressed.get("block_id", ""))), at=_at(body, person.team))
    if person.at and not person.at.alone:
        # What it leads to opens in front of her, as from a shortcut: nothing of it is for all.
        person = replace(person, spot=replace(person.spot, where="shortcut"))
    person = replace(person, view=body["view"]) if person.spot.where == "modal" else person
    if person.kind == "stranger":
        return person
    if pressed.get("action_id") == "link" or "value" not in pressed:
        return replace(person, kind="nothing")
    if pressed["value"] == JOIN:
        return replace(person, kind="code")
    return replace(person, act=Tapped(str(pressed["value"])))


def _pressed_where(body: Json, block: str) -> Spot:
    container, trigger = body["container"], str(body.get("trigger_id", ""))
    if container["type"] == "view":
        where: Where = "home" if body["view"]["type"] == "home" else "modal"
        return Spot(where, trigger, view=str(body["view"]["id"]))
    respond = str(body.get("response_url", ""))
    if container.get("is_ephemeral"):
        return Spot("ephemeral", trigger, channel=str(container["channel_id"]), respond=respond)
    found = body.get("message") or {}
    ts, channel = str(container["message_ts"]), str(container["channel_id"])
    thread = str(container.get("thread_ts") or found.get("thread_ts") or "")
    # What begins a thread stands outside it.
    thread = "" if thread == ts else thread
    return Spot("message", trigger, channel=channel, ts=ts, thread=thread, stays=block.startswith(STAYS))


def _at(body: Json, team: str) -> At | None:
    """Return the channel in which something was pressed; None in a private chat, in a modal and on the Home tab."""
    found = body["container"]
    channel = str(found.get("channel_id", ""))
    if found["type"] == "view" or not channels.is_place(channel):
        return None
    title = str((body.get("channel") or {}).get("name", ""))
    under = f"{channel}:{found['message_ts']}"
    return At(f"{team}:{channel}", "", title, under, alone=bool(found.get("is_ephemeral")))


def _submitted(body: Json) -> Incoming:
    person, view = _person(body), body["view"]
    values = view.get("state", {}).get("values", {})
    spot = Spot("modal", str(body.get("trigger_id", "")), view=str(view["id"]), fields=tuple(values))
    person = replace(person, spot=spot, view=view)
    if view.get("callback_id") == JOIN and person.kind == "act":
        said = _value(values["token"]["answer"]) or ""
        return replace(person, kind="join", token=token_in(said) or said.strip()[:64])
    draft, _, version = str(view.get("private_metadata", "")).partition(":")
    answers = {id.partition(":")[0]: _value(found["answer"]) for id, found in values.items()}
    files = {id.partition(":")[0]: one for id, found in values.items() for one in found["answer"].get("files") or ()}
    return replace(person, act=Sent(draft, int(version), answers), files=files)


def typed_into(view: Json) -> list[str]:
    """Return the texts that were typed into a modal, in their order."""
    found = [one.get("answer") or {} for one in (view.get("state") or {}).get("values", {}).values()]
    return [str(one["value"]) for one in found if one.get("type") == "plain_text_input" and one.get("value")]


def _value(found: Json) -> str | None:
    match found["type"]:
        case "plain_text_input":
            return found.get("value")
        case "datepicker":
            return found.get("selected_date")
        case "file_input":
            # What stands in it is fetched before the turn.
            return None
        case "radio_buttons" | "static_select":
            return (found.get("selected_option") or {}).get("value")
    raise ValueError(found["type"])


def _closed(body: Json) -> Incoming:
    person = _person(body)
    return replace(person, kind="closed" if person.kind == "act" else "nothing", spot=Spot("home"))


def _shortcut(body: Json) -> Incoming:
    person, act = _person(body), _from_message(body) or SHORTCUTS.get(str(body["callback_id"]))
    # An entry that the manifest once had, or will have: whoever presses it is told how things stand.
    act = act or Tapped(f"{body['callback_id']}:")
    return replace(person, act=act, spot=Spot("shortcut", str(body["trigger_id"])))


def _from_message(body: Json) -> Act | None:
    """Return what a shortcut on a message means: what it says becomes the draft of a question."""
    if (body["type"], body["callback_id"]) != ("message_action", QUESTION):
        return None
    message = body["message"]
    text = written(with_emoji(str(message.get("text") or ""), message.get("blocks") or []))
    return Said(f"/question_post {text}")


_INTERACTIONS = {
    "block_actions": _pressed,
    "view_submission": _submitted,
    "view_closed": _closed,
    "shortcut": _shortcut,
    "message_action": _shortcut,
}


def _command(body: Json) -> Incoming:
    spot = Spot("command", str(body["trigger_id"]), channel=str(body["channel_id"]), respond=str(body["response_url"]))
    text = written(str(body.get("text", ""))).strip()
    person = Incoming("act", _digest(body), str(body.get("api_app_id", "")), str(body["team_id"]))
    act = Said(f"/{text.removeprefix('/')}") if text else Tapped("home:")
    if channels.is_place(spot.channel):
        # Others talk there, but what she types and is answered she alone sees.
        at = At(f"{person.team}:{spot.channel}", "", str(body.get("channel_name", "")), alone=True)
        person = replace(person, at=at)
    return replace(person, user=str(body["user_id"]), act=act, spot=spot, token=token_in(text), waits=True)
