"""［確認した］: a person has looked at a record that seems to have lapsed; until then it waits to be looked at."""

from __future__ import annotations

from handlers.deadlines.talk import found, shown
from handlers.kit.errors import Stale
from handlers.kit.turn import Reply, Turn
from messages.words import msg
from storage import careers


def confirm(turn: Turn, id: str) -> Reply:
    """Note that a coordinator has looked; raises Stale where the record says something else by now."""
    line = found(turn, id)
    day = line.deadline
    if line.part == "checked":
        # Somebody was faster: it is done, once.
        return shown(turn, line, msg("deadlines-confirmed-already"))
    if line.part != "check" or day is None or turn.version != day.toordinal():
        raise Stale("record", shows=shown(turn, line).cards)
    if not careers.confirm(turn.here, line.person.id, day, turn.person_id, turn.today):
        return shown(turn, found(turn, id), msg("deadlines-confirmed-already"))
    turn.note("deadlines.confirmed", line.person.id)
    return shown(turn, found(turn, id), msg("deadlines-confirmed-now"))
