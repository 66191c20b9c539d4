"""Who stands in a roster and has not joined yet: coordinators see them, and can stop waiting for somebody."""

from __future__ import annotations

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.limits import LABEL
from handlers.kit.paging import page
from handlers.kit.text import fitting
from handlers.kit.turn import Reply, Turn
from handlers.training import known
from handlers.yearsheet import judging, looking, retention
from messages.eras import Era
from messages.words import Msg, given, msg
from storage import awaited
from storage.awaited import Awaited
from storage.ids import short, unshort

PAGE = 8


def show(turn: Turn, after: str = "") -> Reply:
    """Show them, eight at a time."""
    everybody = awaited.everyone(turn.here)
    found, more = page(everybody, after, PAGE, lambda one: short(one.id))
    facts = tuple(Fact(msg("yearsheet-person", name=one.name, office=one.office), _until(turn, one)) for one in found)
    buttons = [Button(given(fitting(one.name, LABEL)), "yearsheet.one", short(one.id)) for one in found]
    further = [Button(msg("yearsheet-more"), "yearsheet.waiting", more)] if more else []
    says = (msg("yearsheet-waiting-why"), msg("yearsheet-waiting-ends")) if found else (msg("yearsheet-waiting-none"),)
    buttons += [*further, Button(msg("yearsheet-back"), "yearsheet")]
    return Reply(cards=(Card(msg("yearsheet-waiting"), facts, None, says, tuple(buttons)),))


def _until(turn: Turn, one: Awaited) -> Msg:
    return msg("yearsheet-until", stands=looking.stands(one), day=_last(turn, one))


def _last(turn: Turn, one: Awaited) -> Era:
    return Era(retention.kept_until(turn.who.network.local(one.entered_at).date()))


def _found(turn: Turn, id: str) -> Awaited:
    one = awaited.get(turn.here, unshort(id)) if id else None
    if one is None:
        raise Stale("awaited", show(turn).cards)
    return one


def one(turn: Turn, id: str) -> Reply:
    """Show one of them with what is kept; raises Stale."""
    found = _found(turn, id)
    rules = known.rules_of(turn.who.network)
    facts = (Fact(msg("yearsheet-column-stands"), _until(turn, found)), *judging.facts(looking.kept(found), rules))
    buttons = (
        Button(msg("yearsheet-drop"), "yearsheet.drop", id, style="danger"),
        Button(msg("yearsheet-waiting"), "yearsheet.waiting"),
    )
    title = msg("yearsheet-person", name=found.name, office=found.office)
    return Reply(cards=(Card(title, facts, None, (msg("yearsheet-drop-why"),), buttons),))


def drop(turn: Turn, id: str) -> Reply:
    """Wait for somebody no more: what was kept for her goes; raises Stale."""
    found = _found(turn, id)
    awaited.remove(turn.here, found.id)
    turn.note("roster.dropped")
    return Reply(cards=(Card(paragraphs=(msg("yearsheet-dropped"),)), *show(turn).cards))
