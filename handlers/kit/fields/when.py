"""A day, days or a time of day in one's own words: 来週の火曜の午後, R8.10.1 14時から, 10/6〜10/9, 月末まで.

    When(name="wish", ask=msg(...), now=turn.who.network.local(turn.now), first=..., last=..., calendar=offices(...))

It is asked one by one (`Form(..., one_by_one=True)`), on every face in the chat itself. What is in doubt is refused
with a sentence that names the weekday, and the same question comes again with a button for each reading that is sure
(9月24日（木） 13:00〜17:00 / 9月22日（火） 13:00〜17:00); writing something else is writing anew. `Ask(form, params,
answers={"wish": text})` begins with a text that came otherwise (a command). `options` are times to press before
anything is written: `time_option(reading, words, today)` makes one. `again` says where a repetition (毎週水曜) belongs.
With `wide` 月末 is the last days of the month, not only its last one.

The answer is a wish as handlers/language/datewords/written.py keeps it: `2026-10-01`, `2026-10-01/2026-10-05`,
`2026-09-30,2026-10-02`, with ` 14:00` (a moment), ` 13:00-17:00` or ` 14:00-` behind it. `wish(answer)` reads it, and
`handlers.language.dates.days_of(wish(answer), calendar)` names its open days. Days before `first` and after `last` are
cut off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.kit.errors import Refusal
from handlers.kit.fields import whenwords as say
from handlers.kit.fields.choice import Option, Select
from handlers.kit.text import clean, utf16_units
from handlers.language.dates import Calendar, Reading, candidates, read
from handlers.language.datewords.written import key, of_key, written
from handlers.language.datewords.written import wish as wish
from messages.words import Msg, Words, msg

# A button's label on a phone: handlers/kit/limits.py.
_LABEL = 30
_MOST_OFFERED = 4
_AGAIN = msg("when-again")
# As 月の終わり: the last five days of it, of which at least one is a working day.
_END = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class When(Select):
    """A wish for days and minutes from `first` to `last`, seen from `now` in the network's zone."""

    now: datetime
    first: date
    last: date
    calendar: Calendar
    options: tuple[Option, ...] = ()
    again: Msg = _AGAIN
    wide: bool = False

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the wish as it is kept; raises Refusal for what is in doubt, or nothing, or lies outside."""
        if raw is None or not clean(raw):
            return self.nothing(msg("when-needed"))
        return written(self._sure(of_key(raw) or self._read(raw), words))

    def _read(self, raw: str) -> Reading:
        found = read(raw, self.now, calendar=self.calendar)
        if not (self.wide and found.ending and found.kind == "day" and found.first) or found.onward or found.deadline:
            return found
        # Whether that last day is an open one is of no account then.
        doubts = tuple(doubt for doubt in found.doubts if doubt.code not in ("closed", "holiday"))
        first = max(found.first - timedelta(days=_END), self.now.date())
        return replace(found, kind="days", first=first, doubts=doubts, instead=())

    def _sure(self, reading: Reading, words: Words) -> Reading:
        if problem := self._problem(reading, words):
            raise Refusal(problem, self.name)
        within = self._within(reading)
        if within is None:
            raise Refusal(say.outside(reading, self.first, self.last), self.name)
        return within

    def _problem(self, reading: Reading, words: Words) -> Msg | None:
        if reading.sure and reading.first is not None and reading.kind != "period":
            return None
        over = next((doubt.day for doubt in reading.doubts if doubt.code == "year"), None)
        if over and not self._candidates(reading):
            return say.past(over)
        if reading.fault is None and reading.kind in ("day", "days", "month") and not self._within(reading):
            return say.outside(reading, self.first, self.last)
        if reading.fault is None and reading.kind == "again":
            return self.again
        return say.problem(reading, self._candidates(reading), self.calendar, self.now.date())

    def _candidates(self, reading: Reading) -> list[Reading]:
        found = [within for one in candidates(reading) if (within := self._within(one)) and key(within)]
        return list(dict.fromkeys(found))[:_MOST_OFFERED]

    def _within(self, reading: Reading) -> Reading | None:
        """Return what of a sure reading lies from `first` to `last`."""
        if reading.first is None:
            return None
        each = tuple(day for day in reading.days if self.first <= day <= self.last)
        if reading.days and not each:
            return None
        if each:
            apart = each if len(each) > 1 else ()
            return replace(reading, kind="days" if apart else "day", first=each[0], last=each[-1], each=apart)
        first, last = max(reading.first, self.first), min(reading.last or self.last, self.last)
        if first > last:
            return None
        return replace(reading, kind="day" if first == last else "days", first=first, last=last)

    def matching(self, raw: str, words: Words) -> tuple[Option, ...]:
        """Return the readings that are proposed for a text."""
        found = self._candidates(self._read(raw))
        return tuple(time_option(one, words, self.now.date()) for one in found)

    def offered(self, typed: str | None, words: Words) -> tuple[Option, ...]:
        """Return the buttons: what is proposed for a text or, where nothing is, the form's own."""
        found = self.matching(typed, words) if typed else ()
        return found or self.options

    def more(self, typed: str | None, words: Words) -> Msg | None:
        """Return nothing: a refusal says it already."""
        return None

    def stands(self, value: str) -> bool:
        """Tell whether an answer is a wish as it is kept."""
        try:
            return wish(value).first is not None
        except ValueError:
            return False

    def show(self, value: str, words: Words) -> str:
        """Return the wish with its year and weekdays; read again it is the same."""
        return words.say(say.whole(wish(value)))


def time_option(reading: Reading, words: Words, today: date) -> Option:
    """Return the button for a sure reading that has its days."""
    label = say.label(reading, today)
    if utf16_units(words.say(label)) > _LABEL:
        label = say.label(replace(reading, start=None, end=None), today)
    return Option(key(reading) or "", label if utf16_units(words.say(label)) <= _LABEL else msg("when-so"))
