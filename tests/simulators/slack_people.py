"""What people do on the simulated Slack with words: they write, edit, command, come to the Home tab."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from tests.simulators.slack_carrier import COMMANDS, EVENTS, INTERACTIVE, Carrier, Delivery
from tests.simulators.slack_ledger import BOT_USER, STRANGERS, TEAM, Channel, Ledger, Person, Post
from tests.simulators.slack_payloads import (
    callback,
    changed_event,
    command,
    deleted_event,
    interaction,
    message_event,
    rich,
    typed_text,
)
from tests.simulators.slack_seen import Json
from tests.simulators.slack_views import Views

LISTENING = {"im": "im:history", "channel": "channels:history", "group": "groups:history"}
READING = {"channel": "channels:read", "group": "groups:read"}
_FILES = count(1)


class People:
    """The people's side: whoever is named is there; each act returns its delivery to the app."""

    def __init__(self, book: Ledger, views: Views, carrier: Carrier, scopes: set[str]) -> None:
        self.book = book
        self.views = views
        self.carrier = carrier
        self.scopes = scopes
        # Whether the app is told of its own messages, as Slack does.
        self.echo = True
        # What was chosen in messages: by channel, ts, block and action.
        self.kept: dict[tuple[str, str, str, str], Any] = {}
        # Keeps what a person brings, and returns it as an app is told of it.
        self.keep_file: Callable[[str, bytes, str], Json] = lambda _name, _data, _user: {}
        # Returns an address for answers: for a person in a channel, and the message that it is about.
        self.response_url: Callable[[str, Channel, Post | None], str] = lambda _user, _channel, _post: ""

    def stranger(self, user: str) -> Person:
        """Let somebody be of another workspace (Slack Connect)."""
        return self.book.people.setdefault(user, Person(user, team=STRANGERS))

    def guest(self, user: str, *, single: bool = False) -> Person:
        """Let somebody be a guest of this workspace, in several channels or in a single one."""
        return self.book.people.setdefault(user, Person(user, guest=True, single=single))

    def event(self, event: Json, *, user: str = "", needs: str = "", shared: bool = False, **outer: Any) -> Delivery:
        """Bring an event of one's own; without the scope that it needs, Slack would not."""
        delivery = Delivery(EVENTS, callback(event, shared=shared, **outer), user)
        if needs and needs not in self.scopes:
            delivery.given_up = True
            return delivery
        return self.carrier.add(delivery)

    def poison(self, raw: str) -> Delivery:
        """Bring an event whose payload is this text."""
        return self.carrier.add(Delivery(EVENTS, {}, raw=raw))

    def opens_home(self, user: str, *, tab: str = "home") -> Delivery:
        """Let a person come to the app's Home tab, or to its messages."""
        self.book.person(user)
        dm, ts = self.book.dm(user), self.book.next_ts()
        dm.opened = True
        event: Json = {"type": "app_home_opened", "user": user, "channel": dm.id, "tab": tab, "event_ts": ts}
        home = self.views.homes.get(user)
        if home is not None and tab == "home":
            event["view"] = home.as_json()
        return self.event(event, user=user)

    def writes(
        self,
        user: str,
        text: str,
        thread_ts: str = "",
        *,
        channel: str = "",
        silent: bool = False,
        **more: Any,
    ) -> Delivery:
        """Let a person write in her DM with the app, or in a channel; silent: the app is not told.

        `more` goes into the event: `subtype`, `files`, `bot_id`, ...; `outer` beside it.
        """
        outer = more.pop("outer", {})
        person = self.book.person(user)
        place = self.book.channels[channel] if channel else self.book.dm(user)
        place.opened = True
        ts = self.book.next_ts()
        post = Post(place.id, ts, user, typed_text(text), rich(text), None, thread_ts, team=person.team)
        post.more = {"client_msg_id": f"00000000-0000-4000-8000-{self.book.number:012d}"}
        post.more |= {name: more[name] for name in ("subtype", "files") if name in more}
        self.book.add(post)
        event = message_event(post, place, **more)
        if silent:
            return Delivery(EVENTS, callback(event, shared=place.shared, **outer), user, given_up=True)
        needs, outer = LISTENING[place.kind], {"team_id": place.origin, **outer}
        return self.event(event, user=user, needs=needs, shared=place.shared, **outer)

    def uploads(self, user: str, name: str = "メモ.pdf", text: str = "") -> Delivery:
        """Let a person put a file into her DM with the app."""
        id = f"F{next(_FILES):04d}"
        file = {"id": id, "name": name, "title": name, "mimetype": "application/pdf", "filetype": "pdf", "size": 9}
        return self.writes(user, text, subtype="file_share", files=[{**file, "user": user}], upload=False)

    def edits(self, user: str, ts: str, text: str, channel: str = "") -> Delivery:
        """Let a person edit a message of hers, in her DM with the app or in a channel."""
        place = self.book.channels[channel] if channel else self.book.dm(user)
        post = self.book.find(place.id, ts)
        before = post.as_json()
        self.book.edit(post, typed_text(text), rich(text), None)
        event = changed_event(post, place, before, self.book.next_ts())
        return self.event(event, user=user, needs=LISTENING[place.kind])

    def deletes(self, user: str, ts: str, channel: str = "") -> Delivery:
        """Let a person delete a message of hers, in her DM with the app or in a channel."""
        place = self.book.channels[channel] if channel else self.book.dm(user)
        post = self.book.find(place.id, ts)
        self.book.remove(post)
        return self.event(deleted_event(post, place, self.book.next_ts()), user=user, needs=LISTENING[place.kind])

    def invites(self, user: str, channel: str) -> Delivery:
        """Let a person invite the app into a channel: members are told, the app as well."""
        place = self.book.channels[channel]
        place.members.add(BOT_USER)
        event = {"type": "member_joined_channel", "user": BOT_USER, "channel": channel, "channel_type": channel[0]}
        event |= {"team": TEAM, "inviter": user, "event_ts": self.book.next_ts()}
        return self.event(event, user=user, needs=READING[place.kind])

    def removes(self, channel: str, *, how: str = "left") -> Delivery:
        """Let the app be taken out of a channel (left), or let that be archived or deleted."""
        place = self.book.channels[channel]
        kind = "group" if place.kind == "group" else "channel"
        if how == "archive":
            place.archived = True
        else:
            place.members.discard(BOT_USER)
        if how == "deleted":
            del self.book.channels[channel]
        event = {"type": f"{kind}_{how}", "channel": channel, "event_ts": self.book.next_ts()}
        return self.event(event, needs=READING[place.kind])

    def renames(self, channel: str, name: str) -> Delivery:
        """Let a channel be called something else."""
        about = {"id": channel, "name": name, "created": 1}
        event = {"type": "channel_rename", "channel": about, "event_ts": self.book.next_ts()}
        return self.event(event, needs="channels:read")

    def reacts(self, user: str, ts: str, reaction: str = "thumbsup", channel: str = "") -> Delivery:
        """Let a person put a face under a message."""
        place = self.book.channels[channel] if channel else self.book.dm(user)
        item = {"type": "message", "channel": place.id, "ts": ts}
        event = {"type": "reaction_added", "user": user, "reaction": reaction, "item": item}
        return self.event({**event, "item_user": BOT_USER, "event_ts": self.book.next_ts()}, user=user)

    def mentions(self, user: str, channel: str, text: str, thread_ts: str = "") -> Delivery:
        """Let a person call the app in a channel."""
        person, place = self.book.person(user), self.book.channels[channel]
        whole = f"<@{BOT_USER}> {typed_text(text)}"
        post = Post(channel, self.book.next_ts(), user, whole, rich(text), None, thread_ts, team=person.team)
        self.book.add(post)
        event = {**message_event(post, place), "type": "app_mention"}
        event.pop("channel_type")
        return self.event(event, user=user, needs="app_mentions:read", shared=place.shared, team_id=place.origin)

    def workflow_writes(self, user: str, text: str) -> Delivery:
        """Let a workflow write in a person's DM with the app: a bot that is not the app."""
        place, ts = self.book.dm(user), self.book.next_ts()
        who = {"bot_id": "B0FLOW", "app_id": "A0FLOW", "username": "ワークフロー"}
        post = self.book.add(Post(place.id, ts, "U0FLOW", typed_text(text), more=who))
        return self.event(message_event(post, place, subtype="bot_message"), needs="im:history")

    def command(self, user: str, text: str = "", *, channel: str = "", name: str = "/idobata") -> Delivery:
        """Let a person type a slash command, in her DM with the app or in a channel."""
        person = self.book.person(user)
        place = self.book.channels[channel] if channel else self.book.dm(user)
        url = self.response_url(user, place, None)
        payload = command(person, place, name, text, self.views.trigger(user), url)
        delivery = Delivery(COMMANDS, payload, user, accepts=True)
        delivery.after = lambda answer: self._answered(user, place, answer)
        return self._act(delivery)

    def _act(self, delivery: Delivery) -> Delivery:
        if "commands" not in self.scopes:
            self.book.complain(delivery.user, "there is no such command or shortcut")
            delivery.given_up = True
            return delivery
        return self.carrier.add(delivery)

    def _answered(self, user: str, place: Channel, answer: Any) -> None:
        """Show what a slash command was acknowledged with."""
        said: Json = {"text": answer} if isinstance(answer, str) else (answer or {})
        if said.get("text") or said.get("blocks"):
            self.respond(user, place, said)

    def respond(self, user: str, place: Channel, said: Json) -> Post:
        """Show an answer that came with an acknowledgement or to an address for answers."""
        only = "" if said.get("response_type") == "in_channel" else user
        blocks = [{"block_id": f"a{number}", **block} for number, block in enumerate(said.get("blocks") or [])]
        ts, thread = self.book.next_ts(), str(said.get("thread_ts") or "")
        return self.book.add(
            Post(place.id, ts, BOT_USER, str(said.get("text", "")), blocks, None, thread, only_for=only)
        )

    def shortcut(self, user: str, callback_id: str) -> Delivery:
        """Let a person use a global shortcut."""
        person, ts = self.book.person(user), self.book.next_ts()
        more = {"callback_id": callback_id, "trigger_id": self.views.trigger(user), "action_ts": ts}
        return self._act(Delivery(INTERACTIVE, interaction("shortcut", person, **more), user))

    def message_shortcut(self, user: str, callback_id: str, channel: str, ts: str) -> Delivery:
        """Let a person use a shortcut on a message."""
        person, place, post = self.book.person(user), self.book.channels[channel], self.book.find(channel, ts)
        more: Json = {"callback_id": callback_id, "trigger_id": self.views.trigger(user), "message_ts": ts}
        more |= {"action_ts": self.book.next_ts(), "message": post.as_json()}
        more |= {"channel": {"id": channel, "name": "directmessage" if place.user else channel.lower()}}
        more |= {"response_url": self.response_url(user, place, post)}
        return self._act(Delivery(INTERACTIVE, interaction("message_action", person, **more), user))

    def told_of_own(self, how: str, post: Post, before: Json) -> None:
        """Tell the app of what it has done itself."""
        place = self.book.channels[post.channel]
        needs, ts = LISTENING[place.kind], self.book.next_ts()
        if not self.echo:
            return
        if how == "posted":
            subtype = {"subtype": "file_share"} if post.more.get("files") else {}
            self.event(message_event(post, place, **subtype), needs=needs)
        elif how == "edited":
            self.event(changed_event(post, place, before, ts), needs=needs)
        else:
            self.event(deleted_event(post, place, ts), needs=needs)
