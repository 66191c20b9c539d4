"""When a visit begins, in one's own words: 14:00, 十時半, 午後2時から; on a page typed, in a chat also at a tap.

The answer is the hour as 14:00 says it, on every face alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handlers.kit.errors import Refusal
from handlers.kit.fields import Option, Select, Text
from handlers.kit.text import clean
from handlers.kit.turn import Turn
from handlers.language.hours import read_start
from handlers.settings.rules import clock
from messages.words import Msg, Words, given, msg

# When a visit can begin, in minutes after midnight.
MINUTES = range(8 * 60, 19 * 60 + 1, 15)
_NOON = 12 * 60
# What people type for it, at most.
_MOST = 20
CLOCKS = {clock(minute): minute for minute in MINUTES}
_OPTIONS = {clock: Option(f"m{minute}", given(clock)) for clock, minute in CLOCKS.items()}


def _later(minute: int) -> str | None:
    """Return the hour of the afternoon that may be meant by one at which nobody visits."""
    later = clock(minute + _NOON)
    return later if minute < MINUTES.start and later in CLOCKS else None


def _read(raw: str, name: str) -> str:
    """Return the hour that a text names; raises Refusal for what cannot be read, or when no visit begins."""
    pressed = next((clock for clock, option in _OPTIONS.items() if option.key == raw), None)
    minute = CLOCKS[pressed] if pressed else read_start(raw)
    if minute is None:
        raise Refusal(msg("fitting-hour-unread"), name)
    if minute in MINUTES:
        return clock(minute)
    if later := _later(minute):
        raise Refusal(msg("fitting-hour-half", hour=later), name)
    raise Refusal(msg("fitting-hour-outside", first=clock(MINUTES[0]), last=clock(MINUTES[-1])), name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed(Text):
    """An hour that is typed into a page."""

    most: int = _MOST
    lines: int = 1

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the hour; raises Refusal."""
        text = clean(raw or "")
        return _read(text, self.name) if text else self.nothing(msg("fitting-hour-needed"))

    def stands(self, value: str) -> bool:
        """Tell whether an answer is an hour as it is kept."""
        return value in CLOCKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Tapped(Select):
    """An hour in a chat: one of the first few at a tap, any other typed."""

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the hour; raises Refusal, after which what may have been meant is offered first."""
        text = clean(raw or "")
        return _read(text, self.name) if text else self.nothing(msg("fitting-hour-needed"))

    def matching(self, raw: str, words: Words) -> tuple[Option, ...]:
        """Return what may have been meant by a text: the hour that it names, or the one of the afternoon."""
        minute = read_start(raw)
        if minute is None:
            return ()
        found = _OPTIONS.get(_later(minute) or clock(minute))
        return (found,) if found else ()

    def more(self, typed: str | None, words: Words) -> Msg | None:
        """Return nothing: the question says that one can type."""
        return None

    def stands(self, value: str) -> bool:
        """Tell whether an answer is an hour as it is kept."""
        return value in CLOCKS

    def show(self, value: str, words: Words) -> str:
        """Return the hour as it is kept."""
        return value


def field(turn: Turn, first: str | None = None, **kept: Any) -> Typed | Tapped:
    """Return the field that asks when a visit begins: in a chat the `first` stands before all, then the full hours."""
    said: dict[str, Any] = {"name": "hour", "ask": msg("fitting-hour-ask"), "label": msg("fitting-hour")} | kept
    if turn.traits.together:
        return Typed(**said)
    clocks = sorted(CLOCKS, key=lambda one: (one != first, CLOCKS[one] % 60 != 0))
    return Tapped(**said, options=tuple(_OPTIONS[one] for one in clocks))
