"""Cards: what to show. Words as message ids; only a quote is a person's own text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handlers.kit.errors import Stale
from messages.words import Msg
from storage.ids import unshort

Style = Literal["plain", "primary", "danger"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button: a label that says the verb, and `verb:id(:version)`, authorised again at every press."""

    label: Msg
    verb: str
    id: str = ""
    version: int | None = None
    style: Style = "plain"

    @property
    def data(self) -> str:
        """The button's data, at most 64 bytes (Telegram's limit)."""
        tail = "" if self.version is None else f":{self.version}"
        return f"{self.verb}:{self.id}{tail}"


@dataclass(frozen=True, slots=True)
class Call:
    """A telephone number to press: a label and the digits."""

    label: Msg
    tel: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what belongs to it."""

    label: Msg
    value: Msg


@dataclass(frozen=True, slots=True)
class Card:
    """Something to show: title, facts, a quote, paragraphs, buttons. Faces show all of it, in this order.

    `about` is the id of what the card is about: a newer card about the same thing takes its place.
    """

    title: Msg | None = None
    facts: tuple[Fact, ...] = ()
    quote: str | None = None
    paragraphs: tuple[Msg, ...] = ()
    buttons: tuple[Button | Call, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """A button's data taken apart."""

    verb: str
    id: str
    version: int | None


def parse_press(data: str) -> Press:
    """Take `verb:id(:version)` apart; raises Stale for anything that no button of ours could have sent."""
    verb, _, rest = data.partition(":")
    id, _, version = rest.partition(":")
    if len(data.encode("utf-8", "replace")) > 64 or not verb.replace(".", "").replace("_", "").isalnum():
        raise Stale("form")
    if version and not (version.isascii() and version.isdigit() and len(version) < 10):
        raise Stale("version")
    if id:
        try:
            unshort(id)
        except ValueError:
            raise Stale("id") from None
    return Press(verb, id, int(version) if version else None)
