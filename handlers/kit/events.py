"""What a person can do on any platform: say, tap, send a page, open the bot."""

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


Act = Said | Tapped | Sent | Opened


@dataclass(frozen=True, slots=True)
class Event:
    """An act with where it came from: unique (source, external id), and the account behind it.

    `reference` is the message in which a person wrote, where the platform keeps it.
    """

    source: str
    external_id: str
    platform: str
    user_id: str
    act: Act
    reference: str = ""
