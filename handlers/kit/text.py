"""Text at the edge: cleaned when it comes in, split between graphemes when it is long."""

from __future__ import annotations

import re
import unicodedata

import regex

# Controls but for tab and newline; NUL is what PostgreSQL refuses and SQLite keeps.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
# Everything that some program takes for the end of a line.
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Marks that reorder or hide what others read; ZWJ stays in texts, for it holds emoji together.
_DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff]")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\u00ad\u180e\ufe00-\ufe0f]")
# What people put between digits: spaces, hyphens and dashes, the long vowel mark that Japanese keyboards give for them.
_BETWEEN = re.compile(r"[\s\u2010-\u2015\u2212\u30fc-]")
_GRAPHEME = regex.compile(r"\X")


def clean(text: str) -> str:
    """Return a text fit to keep: NFC, newlines as \\n, no lone surrogates, controls or direction marks, trimmed."""
    text = _BREAKS.sub("\n", _SURROGATES.sub("", text))
    text = _DIRECTIONS.sub("", _CONTROLS.sub("", text))
    text = unicodedata.normalize("NFC", text).strip()
    # What shows nothing is nothing: only zero-width marks and spaces.
    return text if _INVISIBLE.sub("", text).strip() else ""


def clean_name(text: str) -> str:
    """Return a name: cleaned, on one line, without zero-width characters."""
    return " ".join(_INVISIBLE.sub("", clean(text)).split())


def command_form(text: str) -> str:
    """Return a text as commands are compared: NFKC, lower case, without spaces or a leading slash."""
    folded = unicodedata.normalize("NFKC", clean(text)).casefold()
    return "".join(folded.split()).removeprefix("/").rstrip("。.!?")


# One-time codes of people who are known have six digits; invitations, which live longer, have eight.
CODE_DIGITS = (6, 8)


def digits_of(text: str) -> str | None:
    """Return the digits of a code as people type it (full width, in groups); None for anything else."""
    folded = _BETWEEN.sub("", unicodedata.normalize("NFKC", clean(text[:40])))
    return folded if len(folded) in CODE_DIGITS and folded.isascii() and folded.isdigit() else None


def graphemes(text: str) -> list[str]:
    """Return the characters as people see them (UAX #29)."""
    return _GRAPHEME.findall(text)


def utf16_units(text: str) -> int:
    """Return the length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def folded(name: str) -> str:
    """Return a name as names are compared: people type them with and without spaces, in any width."""
    return "".join(unicodedata.normalize("NFKC", clean_name(name)).casefold().split())


def fitting(text: str, most: int) -> str:
    """Return a text of at most `most` UTF-16 units: where it is longer, its beginning and a sign that says so."""
    return text if utf16_units(text) <= most else split(text, most - 1)[0] + "…"


def split(text: str, most: int) -> list[str]:
    """Split a text into parts of at most `most` UTF-16 units, between graphemes, nothing left out.

    A single grapheme longer than that (a stack of combining marks) is split between code points.
    """
    # Most texts need no splitting: looking for graphemes takes much longer than counting.
    if utf16_units(text) <= most:
        return [text]
    parts, part, room = [], "", most
    for grapheme in graphemes(text):
        for piece in [grapheme] if utf16_units(grapheme) <= most else list(grapheme):
            if (size := utf16_units(piece)) > room:
                parts.append(part)
                part, room = "", most
            part, room = part + piece, room - size
    return [*parts, part] if part else parts
