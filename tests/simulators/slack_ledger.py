"""What people see on the simulated Slack: their channels, what stands in them, and all that was ever shown."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.simulators.slack_seen import Json, button_data, lines_of, plain

TEAM, STRANGERS, APP, BOT_USER, BOT = "T0001", "T0999", "A0001", "U0BOT", "B0BOT"
BOT_NAME = "idobata"


class SlackRefused(Exception):
    """What the Web API answers instead of a result; `retry_after` (whole seconds) makes it a 429."""

    def __init__(self, error: str, *, retry_after: int | None = None, status: int = 200, **more: Any) -> None:
        super().__init__(error)
        self.error, self.retry_after, self.status, self.more = error, retry_after, status, more


@dataclass(slots=True)
class Person:
    """Somebody with an account: of this workspace, of another one (Slack Connect), a guest, or a bot."""

    id: str
    team: str = TEAM
    name: str = "みほん"
    bot: bool = False
    guest: bool = False
    # A guest of one channel only.
    single: bool = False
    workflow: bool = False
    gone: bool = False
    # What users.info says is hers, where that is not what events say.
    home: str = ""

    def as_json(self) -> Json:
        """Return it as users.info does."""
        profile = {"real_name": self.name, "display_name": self.name, "team": self.home or self.team}
        flags: Json = {"is_admin": False, "is_owner": False, "is_bot": self.bot, "is_app_user": False}
        flags |= {"is_restricted": self.guest, "is_ultra_restricted": self.single, "is_stranger": False}
        flags |= {"is_workflow_bot": self.workflow}
        names = {"name": f"user-{self.id.lower()}", "real_name": self.name, "tz": "Asia/Tokyo", "tz_offset": 32400}
        return {
            "id": self.id,
            "team_id": self.home or self.team,
            "deleted": self.gone,
            **names,
            "profile": profile,
            **flags,
        }


@dataclass(slots=True)
class Channel:
    """A place for messages; `user` is the person of a DM with the app."""

    id: str
    user: str = ""
    members: set[str] = field(default_factory=set)
    archived: bool = False
    shared: bool = False
    # The workspace that a shared channel comes from: events there name it.
    origin: str = TEAM
    # Whether the app or the person has opened it: only then it is listed.
    opened: bool = False

    @property
    def kind(self) -> str:
        """Return what Slack calls this kind of channel in a message event."""
        return {"D": "im", "C": "channel", "G": "group"}[self.id[0]]

    def as_json(self) -> Json:
        """Return it as conversations.info does."""
        data: Json = {"id": self.id, "is_archived": self.archived, "is_im": bool(self.user), "context_team_id": TEAM}
        if self.user:
            return data | {"user": self.user, "is_user_deleted": False, "is_org_shared": False}
        more = {"name": f"channel-{self.id.lower()}", "is_channel": True, "is_private": self.id[0] == "G"}
        return data | more | {"is_member": BOT_USER in self.members, "is_ext_shared": self.shared}


@dataclass(slots=True)
class Post:
    """One message as it stands; an ephemeral one stands for one person only."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread: str = ""
    only_for: str = ""
    edits: int = 0
    team: str = TEAM
    more: Json = field(default_factory=dict)

    @property
    def mine(self) -> bool:
        """Whether the app wrote it."""
        return self.user == BOT_USER

    @property
    def lines(self) -> list[str]:
        """What a person reads: the blocks, or the text where there are none."""
        if self.mine and self.more.get("files") and not self.text:
            return []
        return lines_of(self.blocks) if self.blocks and self.mine else plain(self.text).split("\n")

    def as_json(self, *, metadata: bool = False) -> Json:
        """Return it as it stands in a history."""
        data: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text, "team": self.team}
        if self.mine:
            data |= {"bot_id": BOT, "app_id": APP, "bot_profile": {"id": BOT, "app_id": APP, "name": BOT_NAME}}
        data |= {"blocks": self.blocks} if self.blocks else {}
        data |= {"thread_ts": self.thread} if self.thread else {}
        data |= {"edited": {"user": self.user, "ts": self.ts}} if self.edits else {}
        data |= {"metadata": self.metadata} if metadata and self.metadata else {}
        return data | self.more


class Shown(NamedTuple):
    """One time that something came before somebody's eyes; `user` is empty for what a whole channel sees."""

    user: str
    # message, ephemeral, home or modal
    place: str
    # posted, edited; published; opened, pushed, updated
    how: str
    # the channel and ts, or the view's id
    where: str
    lines: tuple[str, ...]
    buttons: tuple[str, ...]
    metadata: Json | None = None
    at: float = 0.0


class Ledger:
    """The messages of all channels, changed only by calls of the Web API and by what people do."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.posts: list[Post] = []
        self.deleted: list[Post] = []
        self.shown: list[Shown] = []
        # Sentences that Slack itself shows: (user, what), such as an app that did not answer.
        self.complaints: list[tuple[str, str]] = []
        # Why nothing can be posted in a channel.
        self.closed: dict[str, str] = {}
        # What time it is at Slack, in seconds since 1970: a test whose program has a clock of its own sets it.
        self.clock: Callable[[], float] = time.time
        self.number = 0
        self._second = 0
        self.messages_tab = True

    def complain(self, user: str, what: str) -> None:
        """Write down what Slack itself says to a person about the app."""
        self.complaints.append((user, what))

    @property
    def now(self) -> float:
        """What time it is."""
        return self.clock()

    def next_ts(self) -> str:
        """Return the next moment's name: they grow, and no two are the same."""
        self.number += 1
        self._second = max(self._second, int(self.now))
        return f"{self._second}.{self.number:06d}"

    def person(self, user: str) -> Person:
        """Return a person, who is there from the moment that somebody speaks of her."""
        return self.people.setdefault(user, Person(user))

    def dm(self, user: str) -> Channel:
        """Return a person's DM with the app."""
        id = "D" + user.removeprefix("U").removeprefix("W")
        return self.channels.setdefault(id, Channel(id, user, {user, BOT_USER}))

    def channel(self, id: str, *members: str, app: bool = True) -> Channel:
        """Return a channel, made where it is not there yet; the app is a member, unless told otherwise."""
        made = Channel(id, members={*members, *([BOT_USER] if app else [])}, opened=True)
        return self.channels.setdefault(id, made)

    def reach(self, id: str) -> Channel:
        """Return the channel in which the app may write; raises SlackRefused."""
        if id[:1] in "UW" and id in self.people:
            self.dm(id).opened = True
            id = self.dm(id).id
        if id not in self.channels:
            raise SlackRefused("channel_not_found")
        channel = self.channels[id]
        if id in self.closed:
            raise SlackRefused(self.closed[id])
        if channel.archived:
            raise SlackRefused("is_archived")
        if BOT_USER not in channel.members:
            raise SlackRefused("not_in_channel" if id[0] == "C" else "channel_not_found")
        if channel.user and not self.messages_tab:
            raise SlackRefused("messages_tab_disabled")
        return channel

    def add(self, post: Post, how: str = "posted") -> Post:
        """Show a message."""
        self.posts.append(post)
        self.note(post, how)
        return post

    def note(self, post: Post, how: str) -> None:
        """Write down that a message of the app's stands before the eyes of those who see it."""
        if not post.mine:
            return
        user = post.only_for or self.channels[post.channel].user
        place = "ephemeral" if post.only_for else "message"
        where = f"{post.channel} {post.ts}"
        buttons = tuple(button_data(post.blocks))
        self.shown.append(Shown(user, place, how, where, tuple(post.lines), buttons, post.metadata, self.now))

    def find(self, channel: str, ts: str) -> Post:
        """Return one of the messages that stand; raises SlackRefused."""
        for post in self.posts:
            if (post.channel, post.ts) == (channel, ts):
                return post
        raise SlackRefused("message_not_found")

    def edit(self, post: Post, text: str, blocks: list[Json], metadata: Json | None) -> Post:
        """Put something else in a message's place."""
        post.text, post.blocks = text, blocks
        post.metadata = post.metadata if metadata is None else metadata
        post.edits += 1
        self.note(post, "edited")
        return post

    def remove(self, post: Post) -> None:
        """Take a message away."""
        self.posts.remove(post)
        self.deleted.append(post)

    def seen(self, channel: str, user: str = "") -> list[Post]:
        """Return what stands in a channel now, oldest first, as this person sees it."""
        return [post for post in self.posts if post.channel == channel and post.only_for in ("", user)]

    def forget_ephemerals(self, user: str) -> None:
        """Let a person reload her Slack: what only she saw for a while is gone."""
        self.posts = [post for post in self.posts if post.only_for != user]
