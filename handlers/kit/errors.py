"""What can go wrong in a conversation, as one tree.

BotError
├── Refusal        the person can put it right: a sentence, beside its field if it has one
├── Stale          the button or page is of a former state: show how things stand now
│   └── Forbidden  the button is not hers: the same answer, and a line in the record
├── TryLater       the database, or a platform, cannot take anything at the moment: nothing was done, try again
├── Doubtful       a platform broke off: what was sent may have arrived or not
└── Undeliverable  a notice cannot reach its person

Ahead is none of them: a turn asks for something slow to be made outside of it, and is then done anew.
Anything else is a bug of ours: the turn is rolled back, ids are logged, and the person reads one calm sentence.
LimitError is such a bug: a form, card or word that some platform could not show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from messages.words import Msg

if TYPE_CHECKING:
    from handlers.kit.cards import Card


class BotError(Exception):
    """The root of what conversations and faces raise on purpose."""


class Refusal(BotError):
    """Something that the person can put right; `field` names where it is shown."""

    def __init__(self, sentence: Msg, field: str | None = None) -> None:
        super().__init__(sentence.id)
        self.sentence = sentence
        self.field = field


class Stale(BotError):
    """What was pressed belongs to a former state; the present one is shown instead: `shows`, or else home."""

    def __init__(self, why: str = "", shows: tuple[Card, ...] = ()) -> None:
        super().__init__(why)
        self.shows = shows


class Forbidden(Stale):
    """What was pressed is not, or no longer, this person's to press: she is answered as if it were stale."""


class TryLater(BotError):
    """Nothing was done; the same may come again, not before `seconds` where the platform has said so."""

    def __init__(self, why: str, seconds: float = 0) -> None:
        super().__init__(why)
        self.seconds = seconds


class Doubtful(BotError):
    """What was sent may have arrived or not; nothing that a platform lets us look at says which."""


class Over(BotError):
    """What was to be shown has lost its time: it does not stand there, and was not shown now."""


class Undeliverable(BotError):
    """A notice cannot be delivered; the reason is a short code word for the log."""


class Ahead(Exception):
    """Something slow must be made before the turn, in no transaction: `make` makes it, then the turn is done anew."""

    def __init__(self, make: Callable[[], None]) -> None:
        super().__init__("ahead")
        self.make = make


class LimitError(Exception):
    """A form, card or word that is too large for some platform: found at declaration and in tests."""
