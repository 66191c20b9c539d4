"""What a person can do on any platform: say, tap, send a page, open the bot, say something where several talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """Free text."""

    text: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """A pressed button's data: verb:id(:version)."""

    data: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A filled page: the draft, the version that the page was of, and its raw answers by field name."""

    draft: str
    version: int
    answers: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Opened:
    """The person came to look; nothing is changed by it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Something said where several talk, below what the bot has put up; None: its author has taken it back."""

    text: str | None


Act = Said | Tapped | Sent | Opened | Heard


@dataclass(frozen=True, slots=True)
class At:
    """Where several people talk: the platform's own id and name of it, a forum topic's id (empty: none).

    `under` is the message of the bot that was pressed or answered, `own` the one in which somebody wrote, both as
    references of what stands there. `alone`: nobody else looks on, although others talk there.
    """

    chat: str
    topic: str = ""
    title: str = ""
    under: str = ""
    own: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """An act with where it came from: unique (source, external id), and the account behind it.

    `reference` is the message in which a person wrote, where the platform keeps it. `at` is where it was done, if
    others look on there.
    """

    source: str
    external_id: str
    platform: str
    user_id: str
    act: Act
    reference: str = ""
    at: At | None = None
