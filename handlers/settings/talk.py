"""The settings when spoken to: looking at them, changing one at a tap, going on leave and coming back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from handlers.friday import talk as friday
from handlers.hosting.cards import visits_card
from handlers.hosting.looked import visits_between
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.fields import Day
from handlers.kit.forms import Form
from handlers.kit.house import Conversation, FormKind, Tap
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.settings import cards, me, rules
from messages.words import msg


def show(turn: Turn, _id: str = "") -> Reply:
    """Show what is set."""
    calm = cards.calm_card(turn)
    return Reply(cards=(*((calm,) if calm else ()), cards.settings_card(turn)))


def end_calm(turn: Turn, _id: str) -> Reply:
    """End quiet weeks: what waited comes with the next letters."""
    person = turn.who.person
    if person.calm_until is None or person.calm_until <= turn.today:
        return show(turn)
    person.calm_until = turn.today
    turn.here.session.flush()
    said = Card(paragraphs=(msg("settings-calm-ended"),), buttons=(Button(msg("home-to-home"), "home"),))
    return Reply(cards=(said,))


def change(turn: Turn, _id: str, *, values: Mapping[str, Any]) -> Reply:
    """Set something and show what is set now."""
    for name, value in values.items():
        setattr(turn.who.person, name, value)
    turn.here.session.flush()
    return show(turn)


def choose_face(turn: Turn, _id: str, *, face: str) -> Reply:
    """Set where what is unasked is shown: a platform on which she has an account; raises Stale."""
    if face not in cards.faces_of(turn):
        raise Stale("face")
    return change(turn, "", values={"face": face})


def _first_day_back(turn: Turn, today: date) -> Day:
    first, last = rules.back_between(today)
    return Day(
        name="until",
        lead=msg("settings-leave-lead-but") if cards.has_deadline(turn) else msg("settings-leave-lead"),
        ask=msg("settings-leave-ask"),
        skip=msg("settings-leave-unknown"),
        today=today,
        first=first,
        last=last,
    )


def build_leave(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form that asks for the first day back, as seen from the day on which it was begun."""
    today = date.fromisoformat(params["today"])
    # One question: its answer is the decision, on every face.
    return Form(msg("settings-leave"), (_first_day_back(turn, today),), one_by_one=True)


def leave(turn: Turn, filled: Filled) -> Reply:
    """Begin a leave: nothing unasked is sent until its end. Nobody is asked why."""
    # Read once more: the form may have been begun on another day.
    day = _first_day_back(turn, turn.today).read(filled.answers.get("until"), turn.words)
    until = date.fromisoformat(day) if day else None
    person = turn.who.person
    person.away_since, person.away_until = turn.now, until
    turn.here.session.flush()
    said = msg("settings-left-until", day=person.away_until) if person.away_until else msg("settings-left")
    buttons = (Button(msg("settings-come-back"), "settings.back"), Button(msg("home-to-home"), "home"))
    but = (msg("settings-left-but"),) if cards.has_deadline(turn) else ()
    done = Card(paragraphs=(said, *but, msg("settings-left-still")), buttons=buttons)
    # Nothing reminds her of these, and whoever waits for her does not know.
    return Reply(cards=(done, *visits_card(turn, visits_between(turn, turn.today, until or date.max))))


def come_back(turn: Turn, _id: str) -> Reply:
    """End a leave."""
    turn.who.person.away_since = turn.who.person.away_until = None
    turn.here.session.flush()
    return Reply(cards=(Card(paragraphs=(msg("settings-back"),), buttons=(Button(msg("home-to-home"), "home"),)),))


def switch_friday(turn: Turn, _id: str, *, on: bool) -> Reply:
    """Turn the weekly invitation on or off."""
    friday.switch(turn, on=on)
    return show(turn)


def _changes() -> dict[str, Tap]:
    found: dict[str, Tap] = {}
    for at in rules.MORNINGS:
        found[f"settings.morning.{at}"] = partial(change, values={"morning_at": at})
    for start, end in rules.SPANS:
        found[f"settings.span.{start}_{end}"] = partial(change, values={"hours_from": start, "hours_until": end})
    for how in cards.AFTER:
        found[f"settings.after.{how}"] = partial(change, values={"after_hours": how})
    for name in cards.FACES:
        found[f"settings.face.{name}"] = partial(choose_face, face=name)
    return found


CONVERSATION = Conversation(
    name="settings",
    doors=lambda _turn: (Button(msg("settings-title"), "settings"),),
    verbs={
        "settings": show,
        "settings.mornings": lambda _turn, _id: Reply(cards=(cards.mornings_card(),)),
        "settings.spans": lambda _turn, _id: Reply(cards=(cards.spans_card(),)),
        "settings.afters": lambda turn, _id: Reply(cards=(cards.afters_card(turn),)),
        "settings.faces": lambda turn, _id: Reply(cards=(cards.faces_card(turn),)),
        "settings.leave": lambda turn, _id: Reply(ask=Ask("settings.leave", {"today": turn.today.isoformat()})),
        "settings.back": come_back,
        "settings.calm_over": end_calm,
        "settings.friday.on": partial(switch_friday, on=True),
        "settings.friday.off": partial(switch_friday, on=False),
        "settings.name": lambda _turn, _id: Reply(ask=Ask("settings.name", {})),
        "settings.office": lambda _turn, _id: Reply(ask=Ask("settings.office", {})),
        **_changes(),
    },
    typed={"settings-word": "settings"},
    forms={
        "settings.leave": FormKind(build_leave, leave),
        "settings.name": FormKind(me.build_name, me.rename),
        "settings.office": FormKind(me.build_office, me.move),
    },
)
