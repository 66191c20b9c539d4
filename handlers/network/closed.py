"""Closed days: on which the centre does not work although others do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.fields import Day
from handlers.kit.forms import Form
from handlers.kit.house import Tap
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.network import rules, things
from messages.eras import Era
from messages.words import Msg, msg
from storage import networks

FORM = "network.closed"
LAST = "network.closed.last"
WHAT = "closed_days"
PAGE = 8


def told(run: tuple[date, date]) -> Msg:
    """Return a day, or several in a row from the first to the last."""
    first, last = run
    return msg("network-day", day=first) if first == last else msg("network-days", first=first, last=last)


def card(turn: Turn, behind: str = "") -> Card:
    """Return the closed days from today on, or those behind one of them, each with a button to take it out."""
    found = rules.runs(things.value(turn, WHAT), turn.today)
    ids = [things.item_id("run", first.isoformat()) for first, _ in found]
    start = ids.index(behind) + 1 if behind in ids else 0
    shown = list(zip(found, ids, strict=True))[start : start + PAGE]
    more = (Button(msg("network-more"), "network.closed.more", shown[-1][1]),) if found[start + PAGE :] else ()
    remove = [
        Button(msg("network-closed-remove", days=told(run)), "network.closed.remove", _id(run)) for run, _ in shown
    ]
    return Card(
        title=msg("network-closed"),
        facts=tuple(Fact(told(run), msg("network-closed-year", year=Era(run[0], "calendar"))) for run, _ in shown),
        paragraphs=(msg("network-closed-why"), *([] if found else [msg("network-none")])),
        buttons=(*remove, *more, Button(msg("network-closed-add"), "network.closed.add"), things.back()),
    )


def _id(run: tuple[date, date]) -> str:
    return things.item_id(run[0].isoformat(), run[1].isoformat())


def show(turn: Turn, id: str = "") -> Reply:
    """Show the closed days."""
    return Reply(cards=(card(turn, id),))


def remove(turn: Turn, id: str) -> Reply:
    """Work again on a closed day, or on all days of a span."""
    networks.hold(turn.here)
    closed = things.value(turn, WHAT)
    run = next((run for run in rules.runs(closed, turn.today) if _id(run) == id), None)
    if run is None:
        return things.meanwhile(turn, WHAT, card(turn))
    things.change(turn, WHAT, rules.opening(closed, *run))
    return things.done(card(turn))


def ask(turn: Turn, _id: str = "") -> Reply:
    """Ask for the first day."""
    return Reply(ask=Ask(FORM, {"today": turn.today.isoformat()}))


def build(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for the first day, as seen from the day on which it was begun."""
    return Form(msg("network-closed"), (_first(date.fromisoformat(params["today"])),), one_by_one=True)


def _first(today: date) -> Day:
    first, last = rules.closed_between(today)
    asked = msg("network-closed-first")
    return Day(name="first", ask=asked, today=today, first=first, last=last)


def submit(turn: Turn, filled: Filled) -> Reply:
    """Take the first day, and ask for the last."""
    # Read once more: the form may have been begun on another day.
    day = _first(turn.today).read(filled.answers["first"], turn.words)
    return Reply(ask=Ask(LAST, {"first": day}))


def build_last(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for the last day."""
    first = date.fromisoformat(params["first"])
    field = Day(
        name="last",
        lead=msg("network-closed-from", first=first),
        ask=msg("network-closed-last", most=rules.LONGEST_SPAN),
        skip=msg("network-closed-one"),
        today=first,
        first=first + timedelta(days=1),
        last=first + timedelta(days=rules.LONGEST_SPAN - 1),
    )
    return Form(msg("network-closed"), (field,), one_by_one=True)


def submit_last(turn: Turn, filled: Filled) -> Reply:
    """Close a day or a span, unless it is closed already."""
    networks.hold(turn.here)
    first = date.fromisoformat(filled.params["first"])
    last = date.fromisoformat(filled.answers.get("last") or filled.params["first"])
    closed = things.value(turn, WHAT)
    if not rules.changes_anything(closed, first, last):
        return things.told(msg("network-closed-already"), card(turn))
    after = rules.closing(closed, first, last, turn.today)
    if len(after) > rules.MOST_CLOSED:
        return things.told(msg("network-closed-many", most=rules.MOST_CLOSED), card(turn))
    things.change(turn, WHAT, after)
    return things.done(card(turn))


VERBS: dict[str, Tap] = {
    "network.closed": show,
    "network.closed.more": show,
    "network.closed.add": ask,
    "network.closed.remove": remove,
}
