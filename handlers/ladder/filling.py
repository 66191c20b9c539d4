"""A band's name and years, and a role's text, as coordinators write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.kit.errors import Refusal
from handlers.kit.fields import Name, Number
from handlers.kit.forms import Form
from handlers.kit.turn import Filled, Reply, Turn
from handlers.ladder import rows, rules
from handlers.ladder.shown import TITLE, WHAT, all_rows, band_card, band_of, card
from handlers.network import things
from messages.words import Msg, given, msg
from storage import networks
from storage.ids import uuid7

BAND, ROLE = "ladder.set.band", "ladder.set.role"


def build_band(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for a band: its name, its first year, and its last where it has one."""
    before = params.get("before")
    name = Name(
        name="name",
        lead=_now(rows.band(before)) if before else None,
        ask=msg("ladder-set-name-ask", most=rules.NAME),
        label=msg("ladder-set-name-label"),
        most=rules.NAME,
        shared=True,
    )
    first = Number(
        name="first",
        ask=msg("ladder-set-first-ask"),
        label=msg("ladder-set-first-label"),
        most=4,
        low=1,
        high=rules.LAST_YEAR,
    )
    last = Number(
        name="last",
        ask=msg("ladder-set-last-ask"),
        label=msg("ladder-set-last-label"),
        skip=msg("ladder-set-open"),
        most=4,
        low=1,
        high=rules.LAST_YEAR,
    )
    return Form(TITLE, (name, first, last))


def build_role(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for a role."""
    before = params.get("before")
    field = Name(
        name="text",
        lead=_now(given(before["text"])) if before else None,
        ask=msg("ladder-set-text-ask", most=rules.TEXT),
        label=msg("ladder-set-text-label"),
        most=rules.TEXT,
        shared=True,
    )
    return Form(TITLE, (field,), one_by_one=True)


def _now(says: Msg) -> Msg:
    return msg("network-now", now=says)


def submit_band(turn: Turn, filled: Filled) -> Reply:
    """Add a band, or change one; raises Refusal for years that run backwards and for a name that there is already."""
    networks.hold(turn.here)
    found, before = all_rows(turn), filled.params.get("before")
    name, first, last = (filled.answers[part] for part in ("name", "first", "last"))
    if before is not None and before not in found:
        return things.meanwhile(turn, WHAT, card(turn), wrote=name or "")
    if last is not None and int(last) < int(first or 0):
        raise Refusal(msg("ladder-set-backwards", first=first), "last")
    if name in [row["name"] for row in rules.bands(found) if row != before]:
        raise Refusal(msg("network-twice", name=name), "name")
    if before is None and len(rules.bands(found)) >= rules.MOST_BANDS:
        raise Refusal(msg("network-full", most=rules.MOST_BANDS))
    # A key of its own for ever: its roles go by it, however it is called then.
    key = before["band"] if before else f"b{uuid7().hex[-10:]}"
    after = {"band": key, "name": name, "first": int(first or 1), "last": int(last) if last else None}
    made = things.change(turn, WHAT, rules.replaced(found, before, after) if before else [*found, after])
    return (things.done if made else things.same)(band_card(turn, after))


def submit_role(turn: Turn, filled: Filled) -> Reply:
    """Add a role, or put one in other words; raises Refusal for one that the band has already."""
    networks.hold(turn.here)
    found, before, text = all_rows(turn), filled.params.get("before"), filled.answers["text"] or ""
    band = before["of"] if before else filled.params["of"]
    gone = before not in found if before else band not in [row["band"] for row in rules.bands(found)]
    if gone:
        return things.meanwhile(turn, WHAT, card(turn), wrote=text)
    if text in [row["text"] for row in rules.roles(found, band) if row != before]:
        raise Refusal(msg("network-twice", name=text), "text")
    if before is None and len(rules.roles(found, band)) >= rules.MOST_ROLES:
        raise Refusal(msg("network-full", most=rules.MOST_ROLES))
    # In a ward's own words it stands nowhere else; the key, and with it what people have ticked, stays.
    key = before["role"] if before else f"r{uuid7().hex[-10:]}"
    if before and before["text"] == text:
        return things.same(band_of(turn, band))
    after = {"role": key, "of": band, "text": text, "source": "", "checked_on": None}
    things.change(turn, WHAT, rules.replaced(found, before, after) if before else [*found, after])
    return things.done(band_of(turn, band))
