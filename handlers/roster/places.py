"""Where offices are: address, telephone and parking, written by coordinators, read on the card of a visit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from handlers.kit import paging
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import Name, Text
from handlers.kit.forms import Form
from handlers.kit.house import Tap
from handlers.kit.limits import LABEL
from handlers.kit.text import fitting
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.network.contacts import tel_of
from handlers.network.rules import TEL, is_tel
from handlers.roster.cards import DESK, PAGE
from messages.words import given, msg
from storage import offices
from storage.ids import short, unshort
from storage.offices import Office

FORM = "roster.place"
MOST = {"address": 200, "parking": 100}  # storage/offices.py
LABELS = {
    "address": msg("roster-address"),
    "tel": msg("roster-tel"),
    "parking": msg("roster-parking"),
}
ASKS = {
    "address": msg("roster-address-ask"),
    "tel": msg("network-contact-ask-tel"),
    "parking": msg("roster-parking-ask"),
}
CHANGE = {
    "address": msg("roster-address-change"),
    "tel": msg("roster-tel-change"),
    "parking": msg("roster-parking-change"),
}
OFFICES = Button(msg("roster-offices"), "roster.offices")


def everyone(turn: Turn, after: str = "") -> Reply:
    """Show the offices, eight at a time; those whose address is not known yet say so."""
    found = offices.everyone(turn.here)
    shown, last = paging.page(found, after, PAGE, lambda one: short(one.id))
    facts = tuple(Fact(given(one.name), given(one.address) if one.address else msg("roster-unknown")) for one in shown)
    buttons = [Button(given(fitting(one.name, LABEL)), "roster.office", short(one.id)) for one in shown]
    more = (Button(msg("roster-more"), "roster.offices", last),) if last else ()
    says = (msg("roster-offices-why"),)
    return Reply(cards=(Card(msg("roster-offices"), facts, None, says, (*buttons, *more, DESK)),))


def _found(turn: Turn, id: str) -> Office:
    office = offices.get(turn.here, unshort(id)) if id else None
    if office is None:
        raise Stale("office")
    return office


def show(turn: Turn, id: str) -> Reply:
    """Show one office; raises Stale."""
    return Reply(cards=(_card(_found(turn, id)),))


def _card(office: Office) -> Card:
    written = {part: getattr(office, part) for part in LABELS}
    facts = (
        *([Fact(msg("roster-corporation"), given(office.corporation))] if office.corporation else []),
        *(Fact(LABELS[part], given(text) if text else msg("roster-unknown")) for part, text in written.items()),
    )
    buttons = [Button(CHANGE[part], f"roster.office.{part}", short(office.id)) for part in LABELS]
    return Card(given(office.name), facts, None, (msg("roster-office-why"),), (*buttons, OFFICES, DESK))


def ask(turn: Turn, id: str, *, part: str) -> Reply:
    """Ask for an office's address, telephone or parking; raises Stale."""
    return Reply(ask=Ask(FORM, {"office": short(_found(turn, id).id), "part": part}))


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for one of them, on one page with what it is now."""
    part, office = params["part"], offices.get(turn.here, unshort(params["office"]))
    now = getattr(office, part) if office else ""
    shared: dict[str, Any] = {
        "name": part,
        "label": LABELS[part],
        "ask": ASKS[part],
        "lead": msg("network-now", now=now) if now else None,
        "skip": msg("roster-place-none"),
    }
    field = Text(most=TEL * 2, lines=1, **shared) if part == "tel" else Name(most=MOST[part], **shared)
    return Form(msg("roster-place"), (field,), one_by_one=True)


def submit(turn: Turn, filled: Filled) -> Reply:
    """Keep it; raises Refusal for what is no telephone number, Stale where the office is gone."""
    part, office = filled.params["part"], _found(turn, filled.params["office"])
    text = filled.answers.get(part) or ""
    if part == "tel" and text:
        text = tel_of(text)
        if not is_tel(text):
            raise Refusal(msg("network-contact-tel-how"), "tel")
    setattr(office, part, text)
    turn.here.session.flush()
    turn.note("office.changed")
    return Reply(cards=(Card(paragraphs=(msg("roster-place-done"),)), _card(office)))


VERBS: dict[str, Tap] = {
    "roster.offices": everyone,
    "roster.office": show,
    **{f"roster.office.{part}": partial(ask, part=part) for part in LABELS},
}
