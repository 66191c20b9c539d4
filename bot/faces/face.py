"""What a face is, and what it is handed: few verbs, so that no feature ever needs a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from handlers.kit.events import Event
from handlers.kit.turn import Scene, Traits
from messages.words import Words


@dataclass(frozen=True, slots=True)
class Answer:
    """What the runtime gives back for an event: a scene, the network's words, the person's name and office.

    `again` says that the event had been done before: a page that sends again needs an answer, a platform that repeats
    what was not confirmed does not. `replied` is called once the answer has been handed over, so that a restart knows
    who never got one.
    """

    scene: Scene
    words: Words
    name: str
    office: str
    replied: Callable[[], None] = field(default=lambda: None)
    again: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as it is shown: its id (showing it twice is showing it once), when, and what.

    `quiet` notices must not make a telephone ring: it is outside the network's hours.
    """

    id: str
    at: datetime
    scene: Scene
    words: Words
    quiet: bool = False


class Nobody(Exception):
    """The account belongs to nobody (any more)."""


class Intake(Protocol):
    """What a face may ask of the runtime."""

    async def handle(self, event: Event, traits: Traits) -> Answer:
        """Handle an event once and for all; raises TryLater (nothing was kept) and Nobody."""
        ...

    async def look(self, platform: str, user_id: str, traits: Traits) -> Answer:
        """Return where a person stands, changing nothing; raises TryLater and Nobody."""
        ...

    async def told_since(self, platform: str, user_id: str, traits: Traits, since: datetime) -> list[Told]:
        """Return the notices sent to a person since a moment and not answered yet."""
        ...


class Face(Protocol):
    """One platform."""

    platform: str
    traits: Traits

    async def listen(self, intake: Intake) -> None:
        """Begin to take events; returns when people can come."""
        ...

    async def close(self) -> None:
        """Stop taking events, let those under way finish."""
        ...

    async def show(self, user_id: str, told: Told) -> str:
        """Show a notice and return a reference to the message; raises Undeliverable."""
        ...

    async def redraw(self, user_id: str) -> None:
        """Show a person where she stands: her answer was lost when the program stopped."""
        ...
