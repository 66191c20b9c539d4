"""Reading a layout: every value checked, every problem a sentence with the line where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from messages.lines import Lines, Place
from messages.words import Msg, msg


class Reader:
    """What checks the values of one file; `within` is where what is being read stands in it."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Msg] = []
        self.within: Place = ()
        self._lines = Lines(text)

    def line(self, key: str) -> int:
        """Return the number of the line where a key of what is being read stands."""
        return self._lines.of(*self.within, key)

    def knows(self, data: Mapping[str, Any], keys: tuple[str, ...]) -> None:
        """Note each key that a layout does not have: a slip would otherwise change nothing and say nothing."""
        for key in data:
            if key not in keys:
                self.problems.append(msg("paper-unknown", file=self.file, line=self.line(key), name=key))

    def text(self, data: Mapping[str, Any], key: str, most: int, least: int = 1) -> str:
        """Return a text of so many characters on one line."""
        value = data.get(key, "")
        if isinstance(value, str) and least <= len(value.strip()) <= most and "\n" not in value:
            return value.strip()
        self.problems.append(msg("paper-text", file=self.file, line=self.line(key), name=key, least=least, most=most))
        return ""

    def number(self, data: Mapping[str, Any], key: str, low: int, high: int) -> float:
        """Return a number within limits."""
        value = data.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return float(value)
        self.problems.append(msg("paper-number", file=self.file, line=self.line(key), name=key, low=low, high=high))
        return float(low)

    def choice(self, data: Mapping[str, Any], key: str, choices: tuple[str, ...]) -> str:
        """Return one of a few words."""
        value = data.get(key)
        if value in choices:
            return str(value)
        self.problems.append(
            msg("paper-choice", file=self.file, line=self.line(key), name=key, choices=", ".join(choices))
        )
        return ""

    def table(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        """Return a table."""
        value = data.get(key)
        if isinstance(value, dict) and value:
            return value
        self.problems.append(msg("paper-table", file=self.file, line=self.line(key), name=key))
        return {}

    def tables(self, data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        """Return a list of tables."""
        value = data.get(key)
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            return value
        self.problems.append(msg("paper-tables", file=self.file, line=self.line(key), name=key))
        return []
