"""What is asked of a run: fields that take days as people write them, and a run made of their answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from handlers.keeping.rules import URL, is_address
from handlers.kit.errors import Refusal
from handlers.kit.fields import Answers, AnyField, Choice, Name, Option, Select, Text
from handlers.kit.text import command_form
from handlers.runs import reading, shape
from handlers.runs.said import LABELS, days_said, period_said, with_year
from handlers.runs.shape import Told
from messages.courses import Rules
from messages.words import Msg, Words, given, msg
from storage.ids import short

COURSE, NAME, PREFECTURE, APPLY, OPENS = "course", "title", "prefecture", "apply", "opens"
DAYS, PLACE, URL_, HOW, WARD = "days", "place", "url", "how", "ward"
FIELDS = (COURSE, NAME, PREFECTURE, APPLY, OPENS, DAYS, PLACE, URL_, HOW, WARD)
# What the ward does: whether it recommends to pass it on, and whether its 推薦 is needed.
WARDS = {
    "no": (False, False, msg("runs-ward-no")),
    "says": (True, False, msg("runs-ward-says")),
    "asked": (False, True, msg("runs-ward-asked")),
    "both": (True, True, msg("runs-ward-both")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Text):
    """A text that must be readable as something, seen from `today`; the answer is what was written."""

    today: date
    reads: Callable[[str, date], Any]
    says: Callable[[Any, Words], str]
    most: int = 600
    lines: int = 1

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return what was written; raises Refusal where it cannot be read."""
        text = Text.read(self, raw, words)
        if text and not is_none(text, words):
            try:
                self.reads(text, self.today)
            except Refusal as refusal:
                raise Refusal(refusal.sentence, self.name) from None
        return text

    def show(self, value: str, words: Words) -> str:
        """Return what was understood."""
        return value if is_none(value, words) else self.says(self.reads(value, self.today), words)


def is_none(text: str, words: Words) -> bool:
    """Tell whether a text says that there is nothing."""
    return command_form(text) in {command_form(one) for one in words.say(msg("runs-word-none")).split("、")}


def _address(text: str, _today: date) -> str:
    if not is_address(text):
        raise Refusal(msg("runs-url-how"))
    return text


def key_of(course: str) -> str:
    """Return what stands for a course in a list: its key, or what is made of a long one."""
    return course if len(course) <= 16 else short(uuid5(NAMESPACE_OID, course))


def fields(holds: Rules, today: date, prefecture: str, *, changing: bool = False) -> tuple[AnyField, ...]:
    """Return the fields in their order; where a run is changed, each may stay as it is."""
    stays = msg("runs-stays") if changing else None
    open_ = stays or msg("runs-open")
    courses = tuple(Option(key_of(one.key), given(one.name)) for one in holds.courses)
    own = stays or (given(prefecture) if prefecture else None)
    wards = tuple(Option(key, label) for key, (_, _, label) in WARDS.items())

    def read(name: str, ask: Msg, reads: Callable[[str, date], Any], says: Callable[[Any, Words], str]) -> Read:
        skip = stays if name == OPENS else open_
        label, most = LABELS[name], (URL if name == URL_ else 600)
        lines = 3 if name == DAYS else 1
        return Read(
            name=name, ask=ask, label=label, skip=skip, today=today, reads=reads, says=says, most=most, lines=lines
        )

    def name(name: str, ask: Msg, most: int, skip: Msg | None, *, shared: bool = False) -> Name:
        return Name(name=name, ask=ask, label=LABELS[name], skip=skip, most=most, shared=shared)

    return (
        Select(name=COURSE, ask=msg("runs-course-ask"), label=LABELS[COURSE], options=courses, skip=stays),
        name(NAME, msg("runs-title-ask", most=shape.TITLE), shape.TITLE, stays or msg("runs-title-none"), shared=True),
        name(PREFECTURE, msg("runs-prefecture-ask"), shape.PREFECTURE, own),
        read(APPLY, msg("runs-apply-ask"), reading.period, period_said),
        read(OPENS, msg("runs-opens-ask"), reading.day, with_year),
        read(DAYS, msg("runs-days-ask"), reading.days, days_said),
        # An address, a telephone number and a mailbox of a house that everybody may know are what these are for.
        name(PLACE, msg("runs-place-ask", most=shape.PLACE), shape.PLACE, open_),
        read(URL_, msg("runs-url-ask"), _address, lambda said, _words: str(said)),
        name(HOW, msg("runs-how-ask", most=shape.HOW), shape.HOW, open_),
        Choice(name=WARD, ask=msg("runs-ward-ask"), label=LABELS[WARD], options=wards, skip=stays),
    )


def told(
    answers: Answers, base: Told, holds: Rules, today: date, words: Words, *, prefecture: str = "", anew: bool = False
) -> Told:
    """Return the run that answers make of what stood there; what was passed over stays.

    `anew`: nothing stood there, so a name that is not given is the course's and a prefecture the network's own.
    """
    said = {name: value for name, value in answers.items() if value is not None}
    values: dict[str, Any] = {}
    for one in holds.courses:
        if said.get(COURSE) == key_of(one.key):
            values |= {
                "course": one.key,
                "title": one.name if anew or base.title == _named(holds, base) else base.title,
            }
    values |= {name: _text(said[name], words) for name in (NAME, PREFECTURE, PLACE, URL_, HOW) if name in said}
    values |= {"prefecture": values.get("prefecture") or prefecture} if anew else {}
    values |= _dates(said, base, today, words)
    if (ward := said.get(WARD)) in WARDS:
        values |= {"recommended": WARDS[str(ward)][0], "by_ward": WARDS[str(ward)][1]}
    made = replace(base, **values)
    # Who takes the name out leaves it that of the course.
    return made if made.title or not made.course else replace(made, title=_named(holds, made))


def _named(holds: Rules, base: Told) -> str:
    course = holds.course(base.course)
    return course.name if course else ""


def _text(text: str, words: Words) -> str:
    return "" if is_none(text, words) else text


def _dates(said: Mapping[str, str], base: Told, today: date, words: Words) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if APPLY in said:
        nothing = is_none(said[APPLY], words)
        values["apply_from"], values["apply_to"] = (None, None) if nothing else reading.period(said[APPLY], today)
    if OPENS in said and not is_none(said[OPENS], words):
        values["opens_on"] = reading.day(said[OPENS], today)
        # The opening day is one of the days: where it moves, its hours move with it.
        values["days"] = tuple(
            (values["opens_on"], start, end) if day == base.opens_on else (day, start, end)
            for day, start, end in base.days
        )
    if DAYS in said:
        values["days"] = () if is_none(said[DAYS], words) else reading.days(said[DAYS], today)
    return values
