"""What was typed in place of a time: how it is asked for, and which times suit it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.kit import days
from handlers.kit.fields import When, whenwords
from handlers.kit.fields.when import wish
from handlers.kit.turn import Turn
from handlers.language.dates import Reading
from handlers.visits.looks import WISH
from messages.menus import Menu
from messages.words import Msg, msg


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish: its days from `first` to `last`, and how it is said."""

    reading: Reading
    first: date
    last: date
    says: Msg

    def suits(self, local: datetime, minutes: int) -> bool:
        """Tell whether a visit of so many minutes that begins then is what was wished for."""
        read, begins = self.reading, local.hour * 60 + local.minute
        if not self.first <= local.date() <= self.last or (read.days and local.date() not in read.days):
            return False
        if read.start is None or begins == read.start:
            return True
        if read.end is not None:
            return read.start <= begins and begins + minutes <= read.end
        return read.onward and begins > read.start


def field(turn: Turn, menu: Menu) -> When:
    """Return the question for a wish: from today until as far as the menu is booked."""
    network = turn.who.network
    calendar = days.offices(network.closed_days, network.hours_from, network.hours_until)
    return When(
        name=WISH,
        ask=msg("visits-when"),
        skip=msg("visits-no-wish"),
        now=network.local(turn.now),
        first=turn.today,
        last=turn.today + timedelta(days=menu.furthest),
        calendar=calendar,
        wide=True,
    )


def of(turn: Turn, asked: When, answer: str) -> Wished | None:
    """Return the wish that was answered; None where nothing was."""
    if not answer:
        return None
    reading = wish(answer)
    first = reading.first or asked.first
    return Wished(reading, first, reading.last or asked.last, _says(reading, turn.today))


def _says(reading: Reading, today: date) -> Msg:
    """Return a wish as visits say times: no year where it is this one, and their dash."""
    if reading.start is None or reading.end is None:
        return whenwords.label(reading, today)
    days = whenwords.label(replace(reading, start=None, end=None), today)
    start, end = whenwords.clock(reading.start), whenwords.clock(reading.end)
    return msg("visits-wish-at", days=days, start=start, end=end)
