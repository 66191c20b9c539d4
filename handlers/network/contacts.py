"""☎: whom people can talk to, as it stands on 人に話す."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import partial
from typing import Any

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal
from handlers.kit.fields import Name, Text
from handlers.kit.forms import Form
from handlers.kit.house import Tap
from handlers.kit.text import clean_name
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.network import lists, rules, things
from handlers.network.lists import Listing
from messages.words import Msg, given, msg
from storage import networks

FORM = "network.contact"
PARTS = ("name", "tel", "hours")
CHANGE = {
    "name": msg("network-contact-change-name"),
    "tel": msg("network-contact-change-tel"),
    "hours": msg("network-contact-change-hours"),
}
LABELS = {
    "name": msg("network-contact-name"),
    "tel": msg("network-contact-tel"),
    "hours": msg("network-contact-hours"),
}


def _card(contact: rules.Contact, id: str) -> Card:
    facts = tuple(Fact(LABELS[part], given(contact[part])) for part in ("tel", "hours") if contact[part])
    buttons = tuple(Button(CHANGE[part], f"network.contacts.{part}", id) for part in PARTS)
    return Card(title=given(contact["name"]), facts=facts, buttons=buttons)


def told(contact: rules.Contact) -> Msg:
    """Return a contact on one line."""
    line = "　".join(contact[part] for part in PARTS if contact[part])
    return given(line)


LISTING = Listing(
    what="contacts",
    verb="network.contacts",
    title=msg("network-contacts"),
    why=msg("network-contacts-why"),
    add=msg("network-contact-add"),
    most=rules.MOST_CONTACTS,
    least=1,
    least_why=msg("network-contact-last"),
    label=lambda contact: given(contact["name"]),
    fact=lambda contact: Fact(
        given(contact["name"]), given("　".join(filter(None, (contact["tel"], contact["hours"]))))
    ),
    card=_card,
)


def _field(part: str, *, before: rules.Contact | None) -> Text:
    shared: dict[str, Any] = {
        "name": part,
        "label": LABELS[part],
        "lead": msg("network-now", now=given(before[part])) if before and before[part] else None,
    }
    match part:
        case "name":
            return Name(ask=msg("network-contact-ask-name", most=rules.CONTACT_NAME), most=rules.CONTACT_NAME, **shared)
        case "tel":
            return Text(ask=msg("network-contact-ask-tel"), most=rules.TEL * 2, lines=1, **shared)
    asked = msg("network-contact-ask-hours")
    return Name(ask=asked, most=rules.CONTACT_HOURS, skip=msg("network-contact-no-hours"), **shared)


def build(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for a new contact, or for one part of one that is there."""
    if before := params.get("before"):
        return Form(msg("network-contacts"), (_field(params["part"], before=before),), one_by_one=True)
    return Form(msg("network-contacts"), tuple(_field(part, before=None) for part in PARTS))


def ask_part(turn: Turn, id: str, *, part: str) -> Reply:
    """Ask for another name, number or hours of a contact."""
    place = things.place_of(items := things.value(turn, LISTING.what), id)
    if place is None:
        return things.meanwhile(turn, LISTING.what, lists.card(turn, LISTING))
    return Reply(ask=Ask(FORM, {"before": items[place], "part": part}))


def submit(turn: Turn, filled: Filled) -> Reply:
    """Add a contact, or change a part of one; raises Refusal."""
    networks.hold(turn.here)
    items, before = things.value(turn, LISTING.what), filled.params.get("before")
    read = _read(filled)
    if before is None:
        _check_name(items, read["name"])
        return lists.added(turn, LISTING, read)
    place = things.place_of(items, things.item_id(before))
    if place is None:
        return things.meanwhile(turn, LISTING.what, lists.card(turn, LISTING), wrote=read[filled.params["part"]])
    if "name" in read:
        _check_name(rules.without(items, place), read["name"])
    return lists.put(turn, LISTING, place, {**items[place], **read})


def _read(filled: Filled) -> dict[str, str]:
    read = {part: filled.answers[part] or "" for part in PARTS if part in filled.answers}
    if "tel" in read:
        read["tel"] = tel_of(read["tel"])
        if not rules.is_tel(read["tel"]):
            raise Refusal(msg("network-contact-tel-how"), "tel")
    return read


def tel_of(text: str) -> str:
    """Return a telephone number as it is dialled: wide digits and all kinds of dashes are read, spaces left out."""
    folded = unicodedata.normalize("NFKC", clean_name(text))
    return "".join(
        "-" if unicodedata.category(sign) == "Pd" or sign in "\u30fc\u2212" else sign for sign in folded if sign != " "
    )


def _check_name(others: list[rules.Contact], name: str) -> None:
    if any(one["name"] == name for one in others):
        raise Refusal(msg("network-twice", name=name), "name")


VERBS: dict[str, Tap] = {
    **lists.verbs(LISTING, FORM),
    **{f"network.contacts.{part}": partial(ask_part, part=part) for part in PARTS},
}
