"""The well: one door, behind it what one can do there, and the board of all questions."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from handlers.kit.cards import Button
from handlers.kit.turn import Reply, Turn
from handlers.questions import lists, rules
from messages.words import msg
from storage import board, handouts
from storage.ids import unshort
from storage.questions import Question

# What others bring to the well, as far as it is there and hers to press: verb and what its button says.
ASK = (msg("well-ask"), "ask")
FIND = (msg("well-find"), "find")
# So many questions stand beside the doors.
FIRST = 3


def door(turn: Turn) -> tuple[Button, ...]:
    """Return the one door on home."""
    return (Button(msg("well-door"), "well"),)


def show(turn: Turn, id: str = "") -> Reply:
    """Show the doors of the well, and the first few questions of its board: open ones first."""
    doors = [Button(label, verb) for label, verb in (ASK, FIND) if turn.house.may(turn, verb)]
    doors.append(Button(msg("well-unanswered"), "well.open"))
    if handouts.everything(turn.here):
        doors.append(Button(msg("keep-handouts"), "handouts"))
    doors += [Button(msg("mine-questions"), "mine.questions"), Button(msg("mine-answers"), "mine.answers")]
    found = board.everything(turn.here, rules.audiences(turn.roles), None, FIRST + 1)
    none, more = msg("well-board-none"), len(found) > FIRST
    card = lists.card(turn, msg("well-title"), found[:FIRST], "well.older", none, *doors, lists.home(), more=more)
    return Reply(cards=(replace(card, paragraphs=(msg("well-what"), *card.paragraphs)),))


def older(turn: Turn, id: str) -> Reply:
    """Show more of the board, behind one of its questions."""
    found = board.everything(turn.here, rules.audiences(turn.roles), _after(id), lists.PAGE + 1)
    title, none, shown = msg("well-board"), msg("well-board-none"), found[: lists.PAGE]
    return Reply(cards=(lists.card(turn, title, shown, "well.older", none, lists.well(), more=_more(found)),))


def _after(id: str) -> UUID | None:
    return unshort(id) if id else None


def _more(found: list[Question]) -> bool:
    # One more than a page holds is looked for.
    return len(found) > lists.PAGE


def unanswered(turn: Turn, id: str = "") -> Reply:
    """List the open questions of others that nobody has answered yet."""
    seen = rules.audiences(turn.roles)
    found = board.unanswered(turn.here, seen, turn.person_id, _after(id), lists.PAGE + 1)
    title, none, shown = msg("well-unanswered"), msg("well-unanswered-none"), found[: lists.PAGE]
    card = lists.card(turn, title, shown, "well.open", none, lists.well(), more=_more(found))
    return Reply(cards=(card,))
