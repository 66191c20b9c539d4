"""On which line of a TOML text something stands: its own parser tells no places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

_NAME = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*\]")
_KEY = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=(.*)")
_LONG = re.compile('"""|' + "'''")

Place = tuple[str | int, ...]


def toml_line(text: str, error: Exception) -> str:
    """Return the number of the line that TOML could not be read at."""
    # A value that is too large or too deep comes without a line; it is as a rule the longest.
    place = str(error).rpartition("(at line ")[2].partition(",")[0]
    lines = text.split("\n")
    if isinstance(error, tomllib.TOMLDecodeError):
        return place if place.isdigit() else str(len(lines))
    return str(lines.index(max(lines, key=len)) + 1)


class Lines:
    """The lines of a TOML text that can be read: where each table and each key of it begins."""

    def __init__(self, text: str) -> None:
        self._found: dict[Place, int] = {}
        here: Place = ()
        for number, line in _outside_texts(text):
            if header := _HEADER.match(line):
                here = self._header(_names(header[2]), several=header[1] == "[[")
                self._found.setdefault(here, number)
            elif key := _KEY.match(line):
                names = _names(key[1])
                for size in range(1, len(names) + 1):
                    self._found.setdefault((*here, *names[:size]), number)

    def _header(self, names: tuple[str, ...], *, several: bool) -> Place:
        # A name that stands for a list means its last table so far.
        place: Place = ()
        for name in names[:-1]:
            place = (*place, name)
            if count := self._count(place):
                place = (*place, count - 1)
        place = (*place, names[-1])
        return (*place, self._count(place)) if several else place

    def _count(self, place: Place) -> int:
        count = 0
        while (*place, count) in self._found:
            count += 1
        return count

    def of(self, *place: str | int) -> int:
        """Return the line on which something begins; of what is not there, the line of what it would stand in."""
        while place and place not in self._found:
            place = place[:-1]
        return self._found.get(place, 1)


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, dotted))


def _outside_texts(text: str) -> Iterator[tuple[int, str]]:
    # Lines within a text of several lines are no keys, whatever they look like.
    closing = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not closing:
            yield number, line
        elif closing not in line:
            continue
        rest = line.partition(closing)[2] if closing else line
        marks = _LONG.findall(rest)
        closing = marks[-1] if len(marks) % 2 and not rest.lstrip().startswith("#") else ""
