"""A network's contacts as they can be reached now: those who answer at this hour first."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit import days
from handlers.kit.turn import Turn
from handlers.language.opening import is_open
from messages.words import Msg, given, msg


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact: its name, its number, its hours as they were written (empty: unknown), and whether they are over."""

    name: str
    tel: str
    hours: str
    closed: bool

    @property
    def when(self) -> Msg:
        """Its hours, and where they are over, that they are."""
        return msg("home-hours-over", hours=self.hours) if self.closed else given(self.hours)


def reached(turn: Turn) -> list[Contact]:
    """Return the contacts in the network's order, but who answers now first, and whose hours are over last."""
    local = turn.who.network.local(turn.now)
    # Not by the centre's own closed days: others work on them.
    ordinary = days.is_ordinary(local.date())
    found = [(is_open(one["hours"], local, ordinary=ordinary), one) for one in turn.who.network.contacts]
    found.sort(key=lambda pair: (pair[0] is not True, pair[0] is False))
    return [Contact(one["name"], one["tel"], one["hours"], closed=on is False) for on, one in found]
