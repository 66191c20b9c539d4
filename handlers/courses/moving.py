"""A deadline that an issuer has moved for one person: entered with its reason, looked at last, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from handlers.courses import rules
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import Name, Option, Select, Text
from handlers.kit.forms import Form
from handlers.kit.house import FormKind, Tap
from handlers.kit.text import folded
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.language.days import read_day
from handlers.training import anew, duty, known, why
from handlers.training.grid import Window
from messages.eras import Era
from messages.words import Msg, Words, given, msg
from storage import careers, networks, offices, people
from storage.ids import short, unshort
from storage.people import Person

WHOM, TO = "courses.whom", "courses.to"
REASON, ISSUER = 100, 60  # storage/careers.py
ROOM = Button(msg("courses-back"), "courses")


@dataclass(frozen=True, slots=True, kw_only=True)
class Until(Text):
    """A day from `first` to `last`, typed with an era or without; the answer is YYYY-MM-DD."""

    today: date
    first: date
    last: date

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the day; raises Refusal where it is none, or too early or too late."""
        text = Text.read(self, raw, words)
        day = read_day(text or "", self.today)
        if day is None:
            raise Refusal(msg("courses-day-unread", example=Era(self.last)), self.name)
        if not self.first <= day <= self.last:
            between = {"first": Era(self.first), "last": Era(self.last)}
            raise Refusal(msg("courses-day-outside", first=between["first"], last=between["last"]), self.name)
        return day.isoformat()

    def show(self, value: str, words: Words) -> str:
        """Return the day with its era and weekday."""
        return words.say(msg("courses-day", day=Era(date.fromisoformat(value))))


def _concerned(turn: Turn) -> list[Person]:
    found = people.with_any_role(turn.here, duty.ROLES)
    return sorted(found, key=lambda person: (folded(person.name), person.id))


def ask_whom(turn: Turn, _id: str = "") -> Reply:
    """Ask whose deadline was moved."""
    if not _concerned(turn):
        return Reply(cards=(Card(paragraphs=(msg("courses-nobody"),), buttons=(ROOM,)),))
    return Reply(ask=Ask(WHOM, {}))


def build_whom(turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form for the person."""
    options = []
    for person in _concerned(turn):
        label = msg("courses-person", name=person.name, office=offices.name_of(turn.here, person.office_id))
        options.append(Option(short(person.id), label))
    field = Select(name="whom", ask=msg("courses-ask-whom"), label=msg("courses-whom"), options=tuple(options))
    return Form(msg("courses-move"), (field,), one_by_one=True)


def submit_whom(turn: Turn, filled: Filled) -> Reply:
    """Show how she stands."""
    return whose(turn, filled.answers["whom"] or "")


def _person(turn: Turn, id: str) -> Person:
    person = people.get(turn.here, unshort(id)) if id else None
    if person is None or person.id not in {one.id for one in _concerned(turn)}:
        raise Stale("person")
    return person


def whose(turn: Turn, id: str) -> Reply:
    """Show somebody's windows and deadlines that were moved, and what can be done; raises Stale."""
    return Reply(cards=(_card(turn, _person(turn, id)),))


def _card(turn: Turn, person: Person, *says: Msg) -> Card:
    hers, id = known.of(turn, person.id), short(person.id)
    window = hers.standing.window
    moved = tuple(Fact(msg("why-moved"), why.moved(one)) for one in hers.extensions)
    take_back = [
        Button(msg("courses-unmove", year=Era(one.instead_of, "calendar")), "courses.unmove", short(one.id))
        for one in hers.extensions
    ]
    move = [Button(msg("courses-move-hers"), "courses.extend", id)] if window and not window.moved_to else []
    unknown = () if window else (msg("courses-unknown"),)
    unsure = (why.UNSURE[hers.standing.unsure], msg("courses-settle")) if hers.standing.unsure else ()
    return Card(
        title=given(person.name),
        facts=(*why.windows(hers), *moved),
        paragraphs=(*says, *unknown, *unsure, msg("courses-seen-by")),
        buttons=(*move, *take_back[:8], ROOM),
        about=id,
    )


def _window(turn: Turn, person_id: UUID, before: str = "") -> Window:
    """Return the window whose deadline is to be moved; Stale where it is another one by now, or was moved."""
    window = known.of(turn, person_id).standing.window
    if window is None or window.moved_to or before not in ("", window.regular.isoformat()):
        raise Stale("window")
    return window


def ask(turn: Turn, id: str) -> Reply:
    """Ask to which day, why and by whom; raises Stale."""
    person = _person(turn, id)
    window = _window(turn, person.id)
    return Reply(ask=Ask(TO, {"person": short(person.id), "before": window.regular.isoformat()}))


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for a deadline that is moved."""
    before = date.fromisoformat(params["before"])
    day = Until(
        name="to",
        label=msg("courses-to"),
        lead=msg("courses-deadline", day=Era(before)),
        ask=msg("courses-ask-to"),
        most=40,
        lines=1,
        today=turn.today,
        first=before,
        last=rules.latest(before),
    )
    issuer = Name(name="issuer", label=msg("courses-issuer"), ask=msg("courses-ask-issuer"), most=ISSUER, shared=True)
    reason = Name(name="reason", label=msg("courses-reason"), ask=msg("courses-ask-reason"), most=REASON, shared=True)
    return Form(msg("courses-move-title"), (day, issuer, reason))


def last(turn: Turn, filled: Filled) -> Card:
    """Return whose deadline goes from when to when, and who will read it."""
    person = people.get(turn.here, unshort(filled.params["person"]))
    before, after = (Era(date.fromisoformat(one)) for one in (filled.params["before"], filled.answers["to"] or ""))
    facts = (
        Fact(msg("courses-whom"), given(person.name if person else "")),
        Fact(msg("courses-was"), msg("courses-day", day=before)),
        Fact(msg("courses-to"), msg("courses-day", day=after)),
        Fact(msg("courses-issuer"), given(filled.answers["issuer"] or "")),
        Fact(msg("courses-reason"), given(filled.answers["reason"] or "")),
    )
    mend = [filled.mend(msg("kit-mend", what=what), place) for place, what in enumerate(MENDS)]
    keep = filled.button(msg("courses-move-now"), "keep", "primary")
    says = msg("courses-seen-by")
    return Card(msg("courses-last"), facts, None, (says,), (keep, *mend, filled.leave()), about=short(filled.id))


MENDS = (msg("courses-to"), msg("courses-issuer"), msg("courses-reason"))


def decide(turn: Turn, filled: Filled, key: str) -> Reply:
    """Keep it; raises Stale where the window is another one by now."""
    if key != "keep":
        raise Stale("key")
    # Two of the centre may have the same letter in hand.
    networks.hold(turn.here)
    person = _person(turn, filled.params["person"])
    window = _window(turn, person.id, filled.params["before"])
    to, reason, issuer = (filled.answers[name] or "" for name in ("to", "reason", "issuer"))
    ends = window.regular, date.fromisoformat(to)
    careers.extend(turn.here, person.id, ends, reason, issuer, turn.person_id, turn.now)
    anew.changed(turn, [person.id])
    turn.note("deadline.moved", person.id)
    return Reply(cards=(_card(turn, person, msg("courses-moved-done")),))


def take_back(turn: Turn, id: str) -> Reply:
    """Let a deadline stand as it was; raises Stale."""
    extension = careers.extension(turn.here, unshort(id)) if id else None
    if extension is None:
        raise Stale("extension")
    person = _person(turn, short(extension.person_id))
    careers.retract(turn.here, extension.id)
    anew.changed(turn, [person.id])
    turn.note("deadline.unmoved", person.id)
    return Reply(cards=(_card(turn, person, msg("courses-unmoved")),))


def submit(_turn: Turn, _filled: Filled) -> Reply:
    """Never called: the last card decides."""
    raise Stale("last")


VERBS: dict[str, Tap] = {
    "courses.move": ask_whom,
    "courses.whose": whose,
    "courses.extend": ask,
    "courses.unmove": take_back,
}
FORMS = {
    WHOM: FormKind(build_whom, submit_whom),
    TO: FormKind(build, submit, sealed=True, last=last, decide=decide),
}
