"""Bringing lines of a reflection to a visit: shared as ever, line by line, with those who come and nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from handlers.kit.cards import Button
from handlers.kit.errors import Stale
from handlers.kit.fields import Option, Select
from handlers.kit.forms import Form
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.reflection import cards as reflecting
from handlers.reflection import kept as reflections
from handlers.reflection.kept import Read
from handlers.sharing import cards, kept
from handlers.sharing.kept import Opened
from handlers.sharing.rules import GROUP
from handlers.visits import looked
from messages.words import msg
from storage import reflections as rows
from storage import seats, shares
from storage.ids import short, unshort
from storage.seal import Unreadable
from storage.visits import SETTLED, Visit

FORM, FIELD = "visit.lines", "which"
# So many of the newest can be brought.
MOST = 20


def _hers(turn: Turn) -> list[Read]:
    """Return the person's newest reflections that have a line to share."""
    found = (reflections.read_kept(turn, row) for row in rows.of_person(turn.here, turn.person_id))
    return list(islice((read for read in found if read and kept.lines_of(read)), MOST))


def door(turn: Turn, visit: Visit) -> tuple[Button, ...]:
    """Return the way to bring lines, for a guest who has some and knows who comes."""
    coming = visit.state == SETTLED and visit.guest_id == turn.person_id and not visit.moving_to
    if not coming or not rows.of_person(turn.here, turn.person_id):
        return ()
    return (Button(msg("visits-lines"), FORM, short(visit.id)),)


def ask(turn: Turn, id: str) -> Reply:
    """Ask of which reflection lines are to be brought; nothing is shown to anybody by it."""
    visit = looked.of(turn, id)
    if not door(turn, visit):
        raise Stale("visit")
    if not _hers(turn):
        return Reply(cards=(cards.said(msg("visits-lines-none"), Button(msg("visits-see"), "visit", id)),))
    return Reply(ask=Ask(FORM, {"visit": short(visit.id)}))


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the question which reflection; raises Unreadable where none can be brought any more."""
    found = _hers(turn)
    if not found:
        raise Unreadable("reflections")
    options = tuple(Option(short(read.id), reflecting.name_of(turn, read)) for read in found)
    ask = Select(name=FIELD, ask=msg("visits-lines-which"), lead=msg("visits-lines-who"), options=options)
    return Form(msg("sharing-title"), (ask,), one_by_one=True, hours=1)


def submit(turn: Turn, filled: Filled) -> Reply:
    """Begin to prepare a share with those who come as its readers; she chooses every line, and looks once more."""
    visit = looked.of(turn, filled.params["visit"])
    if not door(turn, visit):
        raise Stale("visit")
    read = kept.reflection(turn, unshort(filled.answers[FIELD] or ""))
    share = kept.begin(turn, read.id, GROUP)
    shares.let_read(
        turn.here, share.id, [seat.person_id for seat in seats.of_visit(turn.here, visit.id, (seats.COMES,))]
    )
    return Reply(cards=(cards.lines_card(Opened(share, ()), kept.lines_of(read), 0),))
