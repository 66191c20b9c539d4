"""The record when spoken to: its newest lines, and those before them."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.desk.rules import ROLE
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.house import Conversation
from handlers.kit.turn import Reply, Turn
from handlers.record import sentences
from messages.words import msg
from storage import audit
from storage.audit import Entry
from storage.ids import short, unshort

PAGE = 8
# More than a page of lines can hold even where most of them are grouped.
READ = PAGE * audit.MOST_REFUSED


def show(turn: Turn, _id: str = "") -> Reply:
    """Show the newest lines."""
    return _page(turn, None)


def older(turn: Turn, id: str) -> Reply:
    """Show the lines before an entry; raises Stale where there is no such entry."""
    entry = audit.get(turn.here, unshort(id)) if id else None
    if entry is None:
        raise Stale("entry")
    return _page(turn, entry.place)


def _page(turn: Turn, before: int | None) -> Reply:
    found = audit.newest(turn.here, before, READ)
    groups = grouped(turn, found)[:PAGE]
    says = [sentences.line(turn, group) for group in groups]
    if before is None:
        says.insert(0, msg("record-what") if groups else msg("record-none"))
    back = Button(msg("desk-back"), "desk")
    last = groups[-1][-1] if groups else None
    more = last is not None and last.place > 1
    buttons = (Button(msg("record-older"), "record.older", short(last.id)), back) if last and more else (back,)
    return Reply(cards=(Card(title=msg("record-title"), paragraphs=tuple(says), buttons=buttons),))


def grouped(turn: Turn, entries: Sequence[Entry]) -> list[list[Entry]]:
    """Group what stands in one line: refused presses of one person on one day that follow one another."""
    groups: list[list[Entry]] = []
    kinds = [(entry.actor, turn.who.network.local(entry.at).date(), entry.did) for entry in entries]
    for place, entry in enumerate(entries):
        if place and entry.did == audit.REFUSED and kinds[place] == kinds[place - 1]:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return groups


CONVERSATION = Conversation(
    name="record",
    doors=lambda _turn: (),
    desk=lambda _turn: (Button(msg("record-title"), "record"),),
    only=frozenset({ROLE}),
    verbs={"record": show, "record.older": older},
)
