"""What Slack brought, read: what kind it is, from whom, where, and what came with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.faces.slack.blocks import Json
from handlers.kit.events import Act, At, Event

PLATFORM = "slack"

Kind = Literal[
    "act", "join", "open", "closed", "code", "file", "edited", "group", "stranger", "gone", "in", "out", "nothing"
]
Where = Literal["home", "modal", "message", "ephemeral", "command", "shortcut"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody did something, and what an answer there needs.

    `stays`: the message says several things, so that the answer to one must not take the others away.
    """

    where: Where
    trigger: str = ""
    view: str = ""
    channel: str = ""
    ts: str = ""
    thread: str = ""
    respond: str = ""
    stays: bool = False
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """What Slack brought, read: what kind it is, from whom, where, and what came with it.

    `waits` says that a person looks at what comes back within three seconds: Slack does not repeat it. `view` is the
    modal in which it was done, with what was typed into it; `files` what was put into its fields, by their names. `at`
    is the channel, where it was done in one.
    """

    kind: Kind
    external: str = ""
    app: str = ""
    team: str = ""
    user: str = ""
    act: Act | None = None
    spot: Spot = field(default_factory=lambda: Spot("message"))
    token: str = ""
    waits: bool = False
    files: Mapping[str, Json] = field(default_factory=dict, repr=False)
    view: Json = field(default_factory=dict, repr=False)
    at: At | None = None

    @property
    def who(self) -> str:
        """The account's user id: a Slack user is one only together with the team."""
        return f"{self.team}:{self.user}"

    @property
    def watched(self) -> bool:
        """Whether it was done where others look on."""
        return self.at is not None and not self.at.alone

    @property
    def thread(self) -> str:
        """The thread of the private chat in which it is answered; empty for none."""
        return "" if self.at else self.spot.thread

    def event(self) -> Event:
        """Return the event for the runtime: unique by (slack:<team>, external id)."""
        assert self.act is not None
        return Event(f"{PLATFORM}:{self.team}", self.external, PLATFORM, self.who, self.act, at=self.at)
