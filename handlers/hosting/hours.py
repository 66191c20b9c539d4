"""The hours of a weekday: one of a few by button, or typed: 10:00-12:00, 午前と15時〜17時."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from handlers.hosting import rules
from handlers.kit.errors import Refusal
from handlers.kit.fields import Option, Select
from handlers.kit.text import clean
from handlers.language.weeks import Fault, Hours, Unread, read_hours
from handlers.settings.rules import clock
from messages.words import Msg, Words, msg

_KEPT = re.compile(r"m(?:\d{1,4}-\d{1,4}(?:,\d{1,4}-\d{1,4})*)?")
FAULTS: dict[Fault, Msg] = {
    "unread": msg("hosting-hours-unread"),
    "hour": msg("hosting-hours-hour"),
    "order": msg("hosting-hours-order"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursField(Select):
    """Hours by button or typed; the answer is `m540-720,780-1020`, and `m` for none."""

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the hours as they are kept; raises Refusal that says what could not be read."""
        if raw is None or not clean(raw):
            return self.nothing(FAULTS["unread"])
        for option in self.options:
            if raw in (option.key, words.say(option.label)):
                return kept(rules.OFFERED[option.key])
        if _is_kept(raw):
            return raw
        try:
            return kept(read_hours(raw))
        except Unread as unread:
            raise Refusal(FAULTS[unread.fault], self.name) from None

    def matching(self, raw: str, words: Words) -> tuple[Option, ...]:
        """Return nothing: what is typed is hours, no name of a button."""
        return ()

    def more(self, typed: str | None, words: Words) -> Msg | None:
        """Return nothing: the question says that one can type."""
        return None

    def stands(self, value: str) -> bool:
        """Tell whether an answer is hours as they are kept."""
        return _is_kept(value)

    def show(self, value: str, words: Words) -> str:
        """Return the hours as people read them."""
        return words.say(told(of_kept(value)))


def kept(hours: tuple[Hours, ...] | list[Hours]) -> str:
    """Return hours as an answer keeps them, which is nothing that people type."""
    return "m" + ",".join(f"{start}-{end}" for start, end in hours)


def of_kept(value: str) -> list[Hours]:
    """Return the hours of an answer."""
    pairs = [part.partition("-") for part in value.removeprefix("m").split(",") if part]
    return [(int(start), int(end)) for start, _, end in pairs]


def _is_kept(value: str) -> bool:
    return bool(_KEPT.fullmatch(value))


def span(start: int, end: int) -> Msg:
    """Return one time of a day: 10:00〜12:00, or 終日."""
    if (start, end) == rules.WHOLE_DAY:
        return msg("hosting-whole-day")
    return msg("settings-span", start=clock(start), end=clock(end))


def told(hours: list[Hours]) -> Msg:
    """Return the hours of a day on one line."""
    return joined([span(*one) for one in hours]) if hours else msg("hosting-none")


def joined(said: Sequence[Msg]) -> Msg:
    """Return several things on one line."""
    return reduce(lambda left, right: msg("network-and", left=left, right=right), said)
