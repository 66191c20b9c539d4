"""A turn: one event being handled, with all that a talk function may use. It can read and write the database only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from handlers.kit.cards import Button, Card, Style
from handlers.kit.events import At
from handlers.kit.fields import Answers
from handlers.kit.forms import Page
from messages.words import Msg, Words, msg, words_of
from storage import audit, people
from storage.accounts import Who
from storage.db import Here
from storage.ids import short
from storage.keys import Keys, TextKey
from storage.seal import Place

if TYPE_CHECKING:
    from handlers.kit.house import House


@dataclass(frozen=True, slots=True)
class Ask:
    """Begin a form: its name and parameters (plain data that a draft can keep; nothing private).

    `typed` stands in its fields to begin with, `answers` are those of its first page, given already; `posted`: as they
    stand in a chat, where others may read them.
    """

    form: str
    params: Mapping[str, Any]
    typed: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    posted: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a talk function returns: cards and/or a form to begin.

    `wipes` asks the face to take what it still shows of the private talk off the screen. `whisper` is all that is said
    to somebody who has done something where several talk, and for her alone.
    """

    cards: tuple[Card, ...] = ()
    ask: Ask | None = None
    wipes: bool = False
    whisper: Msg | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was answered: the draft's id (whose key a sealed result may take over), parameters, answers.

    A form with a first or last card has its version, and what was decided `beside` the answers; of the guard, as what
    `letters` names were masked.
    """

    id: UUID
    params: Mapping[str, Any]
    answers: Answers
    version: int = 0
    beside: Mapping[str, Any] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)

    def button(self, label: Msg, key: str, style: Style = "plain") -> Button:
        """Return a button of its first or last card: `decide` gets the key."""
        return Button(label, f"last.{key}", short(self.id), self.version, style)

    def mend(self, label: Msg, place: int) -> Button:
        """Return the button that asks one of its fields again."""
        return Button(label, f"mend.{place}", short(self.id), self.version)

    def leave(self) -> Button:
        """Return やめる."""
        return Button(msg("kit-leave"), "leave", short(self.id), self.version)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a face shows: cards, then the page in hand; and the home as it is now, for faces that keep it in view.

    `kept` is false where what she wrote was not taken: it must not vanish from where she wrote it. `took` is the
    private thing that what she wrote belongs to: it goes from the platform when that is deleted. `behind` is the page
    of the draft in hand where cards of it come first. `whisper`: see Reply.
    """

    cards: tuple[Card, ...] = ()
    page: Page | None = None
    home: tuple[Card, ...] = ()
    kept: bool = True
    wipes: bool = False
    took: str = ""
    behind: Page | None = None
    whisper: Msg | None = None


@dataclass(frozen=True, slots=True)
class Traits:
    """What the kit must know of a face: does it ask fields together, does it keep home in view.

    `keeps` says what the platform itself keeps of a private talk; it is shown before anything private is written.
    `leaves` says what of it cannot be deleted there; it is shown after a deletion. `hers` asks her to delete what she
    has written where we cannot. `silent` says that it can show something without a telephone ringing.
    """

    together: bool
    home: bool
    keeps: Msg | None = None
    leaves: Msg | None = None
    hers: Msg | None = None
    silent: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """One event being handled: who, when, in which transaction, with which words and keys; `at`: see Event.

    `version` is the one that the pressed button was of, where it had one.
    """

    here: Here
    who: Who
    now: datetime
    keys: Keys
    house: House
    traits: Traits
    at: At | None = None
    version: int | None = None

    @property
    def watched(self) -> bool:
        """Whether others look on where it is done."""
        return self.at is not None and not self.at.alone

    @property
    def person_id(self) -> UUID:
        """The person whose turn it is."""
        return self.who.person.id

    @property
    def roles(self) -> frozenset[str]:
        """The person's roles, as they are now."""
        return frozenset(people.roles_of(self.here, self.person_id))

    @property
    def words(self) -> Words:
        """The words of the person's network."""
        return words_of(self.who.network.terms)

    @property
    def today(self) -> date:
        """The day in the network's zone."""
        return self.who.network.local(self.now).date()

    def note(self, did: str, whom: UUID | None = None, detail: str = "") -> None:
        """Write in the network's record who did what to whom; never what somebody wrote."""
        audit.note(self.here, self.keys.digest, self.person_id, did, self.now, whom=whom, detail=detail)

    def refused(self, what: str) -> None:
        """Write in the record that the person pressed what is not hers; after a few times a day, no more of it."""
        today = self.who.network.midnight(self.today)
        audit.refused(self.here, self.keys.digest, self.person_id, what, self.now, today)

    def seal(self, table: str, row: UUID, key: UUID, text: str, column: str = "body") -> bytes:
        """Seal a text of this person for one column of one row, with the key of one text."""
        return self.keys.seal(self.place(table, column, row), self.person_id, key, text.encode())

    def open(self, table: str, row: UUID, value: bytes, column: str = "body") -> str:
        """Open a text of this person; raises storage.seal.Unreadable."""
        return self.keys.open(self.place(table, column, row), self.person_id, value).decode()

    def make_key(self, key: UUID) -> None:
        """Make the key of a new private text."""
        self.keys.make(self.here.network_id, self.person_id, key)

    def text_key(self, key: UUID) -> TextKey:
        """Return the key of one of this person's texts, where one turn opens and seals it; raises Unreadable."""
        return self.keys.key(self.here.network_id, self.person_id, key)

    def place(self, table: str, column: str, row: UUID) -> Place:
        """Return where a sealed value of this network stands."""
        return Place(self.here.network_id, table, column, row)
