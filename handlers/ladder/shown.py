"""What coordinators see of the ladder: all of it, one band, one role."""

from __future__ import annotations

from handlers.desk import ways
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.turn import Turn
from handlers.ladder import rows, rules
from handlers.ladder.rows import COUNTS
from handlers.network import things
from messages.ladder import Row
from messages.words import Msg, given, msg

WHAT = "ladder"
TITLE = msg("ladder-set-title")


def all_rows(turn: Turn) -> list[Row]:
    """Return the rows that hold."""
    found: list[Row] = things.value(turn, WHAT)
    return found


def counted(found: list[Row]) -> Row:
    """Return the row that says from when years are counted."""
    return next(row for row in found if "count_from" in row)


def card(turn: Turn) -> Card:
    """Return all bands with their roles, and from when years are counted."""
    found = all_rows(turn)
    bands = rules.bands(found)
    facts = [Fact(rows.band(band), _listed(rules.roles(found, band["band"]))) for band in bands]
    count = counted(found)
    see = [Button(msg("ladder-set-see", name=band["name"]), "ladder.set.band", things.item_id(band)) for band in bands]
    add = (Button(msg("ladder-set-add"), "ladder.set.add"),) if len(bands) < rules.MOST_BANDS else ()
    return Card(
        title=TITLE,
        facts=(*facts, Fact(msg("ladder-set-count-now"), COUNTS[count["count_from"]])),
        paragraphs=(msg("ladder-set-why"),),
        buttons=(
            *see,
            *add,
            Button(msg("ladder-set-count"), "ladder.set.count", things.item_id(count)),
            Button(msg("network-changes"), "network.changes"),
            ways.TRAINING,
        ),
    )


def _listed(roles: list[Row]) -> Msg:
    return given("／".join(role["text"] for role in roles)) if roles else msg("network-none")


def row_of(turn: Turn, id: str) -> Row | None:
    """Return the row that a button names, None where it has changed or gone."""
    return next((row for row in all_rows(turn) if things.item_id(row) == id), None)


def band_card(turn: Turn, band: Row) -> Card:
    """Return one band with its roles and what can be done with it."""
    id, roles = things.item_id(band), rules.roles(all_rows(turn), band["band"])
    places = list(enumerate(roles, start=1))
    facts = [Fact(msg("ladder-role", place=n, text=role["text"]), _source(role)) for n, role in places]
    see = [Button(msg("ladder-set-role-see", place=n), "ladder.set.role", things.item_id(role)) for n, role in places]
    add = (Button(msg("ladder-set-role-add"), "ladder.set.new", id),) if len(roles) < rules.MOST_ROLES else ()
    none = () if roles else (msg("ladder-roles-none"),)
    return Card(
        title=rows.band(band),
        facts=tuple(facts),
        paragraphs=(*none, msg("ladder-set-drop-why")),
        buttons=(
            *see,
            *add,
            Button(msg("ladder-set-rename"), "ladder.set.name", id),
            Button(msg("ladder-set-drop"), "ladder.set.drop", id),
            Button(msg("network-list"), "ladder.set"),
        ),
    )


def _source(role: Row) -> Msg:
    return given(role["source"]) if role["source"] else msg("ladder-roles-own")


def band_of(turn: Turn, key: str) -> Card:
    """Return the card of the band with this key; of all where it is gone."""
    found = next((row for row in all_rows(turn) if row.get("band") == key), None)
    return band_card(turn, found) if found else card(turn)


def role_card(turn: Turn, role: Row) -> Card:
    """Return one role with what can be done with it."""
    id = things.item_id(role)
    first = rules.roles(all_rows(turn), role["of"])[0] == role
    up = () if first else (Button(msg("network-up"), "ladder.set.up", id),)
    buttons = (
        Button(msg("ladder-set-reword"), "ladder.set.reword", id),
        *up,
        Button(msg("network-remove"), "ladder.set.remove", id),
        Button(msg("network-list"), "ladder.set"),
    )
    says = (_source(role), msg("ladder-set-reword-how"))
    return Card(title=given(role["text"]), paragraphs=says, buttons=buttons)
