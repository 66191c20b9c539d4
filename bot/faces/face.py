"""What a face is, and what it is handed: few verbs, so that no feature ever needs a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from handlers.kit.events import Event
from handlers.kit.turn import Scene, Traits
from messages.words import Msg, Words


@dataclass(frozen=True, slots=True)
class Answer:
    """What the runtime gives back for an event: a scene, the network's words, the person's name and office.

    `news` are the notices that came while nobody looked, for faces that keep home in view.

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
    news: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as it is shown: its id (showing it twice is showing it once), when, and what.

    `quiet` notices must not make a telephone ring: it is outside the person's hours. `again` says that it may have
    been shown before and must say so; `perhaps` that it may have been, for faces that can look; `over` that its time
    has gone by since then, so that it counts only where it stands already. The cards of a `letter` are one message.
    """

    id: str
    at: datetime
    scene: Scene
    words: Words
    quiet: bool = False
    again: bool = False
    perhaps: bool = False
    over: bool = False
    letter: bool = False


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

    async def owed(self, platform: str, user_id: str, traits: Traits) -> Answer:
        """Return where a person stands whose answer was lost, and whether what she did was taken; raises as look."""
        ...

    async def told_since(self, platform: str, user_id: str, traits: Traits, since: datetime) -> list[Told]:
        """Return the notices sent to a person since a moment and not answered yet."""
        ...

    async def seen(self, platform: str, user_id: str, until: datetime) -> None:
        """Note that the notices sent up to a moment stand before the person's eyes."""
        ...

    async def taken(self, source: str, external_id: str) -> bool:
        """Tell whether an event was done whose answer did not arrive; raises TryLater."""
        ...

    async def gone(self, keys: list[str]) -> list[str]:
        """Return those of the things that cards are about which have been shredded."""
        ...

    async def quoted(self, platform: str, user_id: str, quotes: list[tuple[str, str]]) -> None:
        """Note messages, as (what they are about, reference), that must follow when that is deleted."""
        ...

    async def stopped(self, platform: str, user_id: str, why: str | None) -> None:
        """Note that nothing reaches an account any more (blocked, ...), or, with None, that something does again."""
        ...

    async def stands(self, platform: str, chat: str, references: list[str]) -> bool:
        """Tell whether one of these messages is something that the well has standing in a place."""
        ...

    async def places(self, platform: str) -> list[str]:
        """Return the places on a platform where the network talks; raises TryLater."""
        ...

    async def lost(self, platform: str, chat: str, why: str) -> None:
        """Note that the platform lets the bot no more into a place where several talk, and why."""
        ...

    async def found(self, platform: str, chat: str, title: str) -> bool:
        """Note that the bot is in a place, and what that is called; False where nothing is connected there."""
        ...

    async def moved(self, platform: str, chat: str, to: str) -> None:
        """Note that a place has another id now."""
        ...

    async def heard(self, platform: str, source: str, keeps: timedelta) -> None:
        """Note that a platform answers; after a gap longer than it `keeps` what people send, they are told."""
        ...


class Joining(Protocol):
    """What a chat needs for people who come by a link or by digits; filled in by app.py."""

    async def join(self, token: str, platform: str, user_id: str) -> bool:
        """Use a link or a code up and give its person this account; False where it cannot be used."""
        ...

    async def known(self, token: str, platform: str, user_id: str) -> Msg | None:
        """Return what to say to somebody who is in already about a link or digits; None where there is nothing."""
        ...

    async def begins(self, platform: str, user_id: str) -> bool:
        """Tell whether somebody's first minute is not over yet: then home says what she must know."""
        ...


class Face(Protocol):
    """One platform.

    `repeatable` says that showing a notice twice shows it once; where it is False nobody can know after a broken
    connection or a kill, and the policy of the notice's kind decides.
    """

    platform: str
    traits: Traits
    repeatable: bool

    async def listen(self, intake: Intake) -> None:
        """Begin to take events; returns when people can come."""
        ...

    async def close(self) -> None:
        """Stop taking events, let those under way finish."""
        ...

    async def show(self, user_id: str, told: Told) -> str:
        """Show a notice and return a reference to the message.

        Raises Undeliverable (never), TryLater (certainly not shown, its `seconds` say when to try again) and Doubtful
        (perhaps shown).
        """
        ...

    async def put(self, chat: str, topic: str, told: Told, *, under: str = "", stands: str = "") -> str:
        """Put a card up where several talk, and return a reference to it; raises as show does.

        It stands below the message `under`, or takes the place of what `stands` there already: where somebody has taken
        that away it raises Undeliverable("no_message").
        """
        ...

    async def wipe(self, user_id: str, reference: str, shown_at: datetime) -> None:
        """Delete a message, or redraw it so that it quotes nothing any more; raises as show does."""
        ...

    async def redraw(self, user_id: str, shown: Callable[[], None]) -> None:
        """Show a person where she stands, and call `shown` then: her answer was lost when the program stopped."""
        ...


@dataclass(frozen=True, slots=True)
class Brought:
    """What a platform's servers are answered: an HTTP status, and JSON where it means something to them."""

    status: int
    body: dict[str, Any] | None = None


class Hook(Protocol):
    """A route that a platform's own servers call on the web face's port: no page and no cookie, but a secret.

    `refusal` is the status for whoever does not know it.
    """

    path: str
    most_bytes: int
    refusal: int

    def admits(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a request knows the secret; asked before its body is read."""
        ...

    async def take(self, body: bytes, headers: Mapping[str, str]) -> Brought:
        """Take what was brought."""
        ...
