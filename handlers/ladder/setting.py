"""段階と役割: coordinators put their ward's own bands and roles in the place of the shipped ones."""

from __future__ import annotations

from handlers.desk import ways
from handlers.desk.rules import ROLE
from handlers.kit.cards import Button
from handlers.kit.house import Conversation, FormKind
from handlers.kit.turn import Ask, Reply, Turn
from handlers.ladder import filling, rules
from handlers.ladder.shown import TITLE, WHAT, all_rows, band_card, band_of, card, counted, role_card, row_of
from handlers.network import things
from messages.words import msg
from storage import networks


def show(turn: Turn, _id: str = "") -> Reply:
    """Show all of it."""
    return Reply(cards=(card(turn),))


def count(turn: Turn, id: str) -> Reply:
    """Count years from the other of the two days."""
    networks.hold(turn.here)
    found = all_rows(turn)
    if things.item_id(counted(found)) != id:
        return things.meanwhile(turn, WHAT, card(turn))
    things.change(turn, WHAT, rules.counted_otherwise(found))
    return things.done(card(turn))


def look(turn: Turn, id: str) -> Reply:
    """Show one band."""
    band = row_of(turn, id)
    return Reply(cards=(band_card(turn, band),)) if band else things.meanwhile(turn, WHAT, card(turn))


def drop(turn: Turn, id: str) -> Reply:
    """Take a band out with its roles, unless it is the last."""
    networks.hold(turn.here)
    band, found = row_of(turn, id), all_rows(turn)
    if band is None:
        return things.meanwhile(turn, WHAT, card(turn))
    if len(rules.bands(found)) == 1:
        return things.told(msg("ladder-set-last"), card(turn))
    things.change(turn, WHAT, rules.without_band(found, band["band"]))
    return things.done(card(turn))


def role(turn: Turn, id: str) -> Reply:
    """Show one role."""
    found = row_of(turn, id)
    return Reply(cards=(role_card(turn, found),)) if found else things.meanwhile(turn, WHAT, card(turn))


def up(turn: Turn, id: str) -> Reply:
    """Move a role up by one."""
    networks.hold(turn.here)
    found = row_of(turn, id)
    if found is None:
        return things.meanwhile(turn, WHAT, card(turn))
    made = things.change(turn, WHAT, rules.moved_up(all_rows(turn), found))
    return (things.done if made else things.same)(band_of(turn, found["of"]))


def remove(turn: Turn, id: str) -> Reply:
    """Take a role out; what people have ticked stays, for the day on which it comes back."""
    networks.hold(turn.here)
    found = row_of(turn, id)
    if found is None:
        return things.meanwhile(turn, WHAT, card(turn))
    things.change(turn, WHAT, [row for row in all_rows(turn) if row != found])
    return things.done(band_of(turn, found["of"]))


def ask_band(turn: Turn, id: str = "") -> Reply:
    """Ask for a band's name and years: a new one's, or another's instead of those it has."""
    band = row_of(turn, id) if id else None
    if id and band is None:
        return things.meanwhile(turn, WHAT, card(turn))
    return Reply(ask=Ask(filling.BAND, {"before": band} if band else {}))


def ask_role(turn: Turn, id: str) -> Reply:
    """Ask for the text of a band's new role, or for another text of a role."""
    row = row_of(turn, id)
    if row is None:
        return things.meanwhile(turn, WHAT, card(turn))
    return Reply(ask=Ask(filling.ROLE, {"before": row} if "role" in row else {"of": row["band"]}))


CONVERSATION = Conversation(
    name="ladder_set",
    doors=lambda _turn: (),
    desk=lambda _turn: (Button(TITLE, "ladder.set"),),
    only=frozenset({ROLE}),
    verbs=ways.taps(
        {
            "ladder.set": show,
            "ladder.set.count": count,
            "ladder.set.band": look,
            "ladder.set.add": ask_band,
            "ladder.set.name": ask_band,
            "ladder.set.drop": drop,
            "ladder.set.role": role,
            "ladder.set.new": ask_role,
            "ladder.set.reword": ask_role,
            "ladder.set.up": up,
            "ladder.set.remove": remove,
        }
    ),
    forms=ways.forms(
        {
            filling.BAND: FormKind(filling.build_band, filling.submit_band, sealed=True),
            filling.ROLE: FormKind(filling.build_role, filling.submit_role, sealed=True),
        }
    ),
)
