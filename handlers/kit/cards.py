"""Cards: what to show. Words as message ids; only a quote is a person's own text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from handlers.kit.errors import Stale
from messages.words import Msg, msg
from storage.ids import unshort

# A verb, and after a dot what it is done with: the key of an option may be an id.
_VERB = re.compile(r"[\w.-]+")
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


# The door to a person, wherever it stands.
PEOPLE = Button(msg("home-people-title"), "people")


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


VECTOR = "svg"
# What a file may be, by its name's ending, and what it is called on the way.
MEDIA = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "toml": "application/toml",
    "html": "text/html",
    "ics": "text/calendar",
    "zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class File:
    """Something to keep or to look at, that is made when it is asked for and stored nowhere.

    `name` is the file's name without its ending; `says` tells in words what it shows. `makes` has, by ending, what
    makes the bytes: called once, after the commit, in a thread of its own, so it must not touch the database. Where
    there are several endings, the first is for a page, the first that is no drawing of lines (svg) for a chat.
    """

    name: Msg
    says: Msg
    makes: Mapping[str, Callable[[], bytes]] = field(compare=False)

    def ending(self, *, vector: bool) -> str:
        """Return the ending for a place that can, or cannot, show drawings of lines."""
        return next(ending for ending in self.makes if vector or ending != VECTOR)


@dataclass(frozen=True, slots=True)
class Card:
    """Something to show: title, facts, a quote, paragraphs, a file, buttons. Faces show all of it, in this order.

    `about` is the id of what the card is about: a newer card about the same thing takes its place. `quotes` are the ids
    of whatever else it shows words of: its message goes where one of these does.
    """

    title: Msg | None = None
    facts: tuple[Fact, ...] = ()
    quote: str | None = None
    paragraphs: tuple[Msg, ...] = ()
    buttons: tuple[Button | Call, ...] = ()
    about: str = ""
    file: File | None = None
    quotes: tuple[str, ...] = ()


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
    if len(data.encode("utf-8", "replace")) > 64 or not _VERB.fullmatch(verb):
        raise Stale("form")
    if version and not (version.isascii() and version.isdigit() and len(version) < 10):
        raise Stale("version")
    if id:
        try:
            unshort(id)
        except ValueError:
            raise Stale("id") from None
    return Press(verb, id, int(version) if version else None)
