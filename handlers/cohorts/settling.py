"""The coordinators' side of a poll that goes on: which time it is, another one, or none; all are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.cohorts import looked, notices, staff
from handlers.cohorts.dating import SEND, moment_field, never, start_of
from handlers.cohorts.looked import Look
from handlers.kit.cards import Card, Fact
from handlers.kit.errors import Refusal, Stale
from handlers.kit.forms import Form
from handlers.kit.house import FormKind, Tap
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.visits import telling
from messages.words import given, msg
from storage import polls
from storage.ids import short, unshort
from storage.seal import Unreadable

MOVE = "cohort.move"


def _look(turn: Turn, id: str) -> Look:
    """Return the poll of a button; raises Stale, which shows how it stands where the button is of a former version."""
    found = looked.look(turn, unshort(id)) if id else None
    if found is None:
        raise Stale("poll")
    if turn.version not in (None, found.poll.version):
        raise overtaken(turn, found)
    return found


def overtaken(turn: Turn, look: Look) -> Stale:
    """Return what is raised where a button came too late: how the poll stands now is shown."""
    return Stale("poll", shows=(staff.poll(turn, look),))


def see(turn: Turn, id: str) -> Reply:
    """Show a poll; raises Stale."""
    return Reply(cards=(staff.poll(turn, _look(turn, id)),))


def fix(turn: Turn, id: str) -> Reply:
    """Show the last look before a time is settled; raises Stale."""
    one = polls.time(turn.here, unshort(id)) if id else None
    look = _look(turn, short(one.poll_id) if one else "")
    if one is None or look.phase not in ("open", "closed") or one.start_at <= turn.now:
        raise overtaken(turn, look)
    return Reply(cards=(staff.sure(turn, look, one),))


def settle(turn: Turn, id: str) -> Reply:
    """Settle a time and tell all; the same again is once. Raises Stale where it stands otherwise already."""
    turn.here.alone()
    one = polls.time(turn.here, unshort(id)) if id else None
    look = looked.look(turn, one.poll_id) if one else None
    if one is None or look is None:
        raise Stale("time")
    if look.phase == "settled" and look.poll.start_at == one.start_at:
        return Reply(cards=(staff.poll(turn, look, staff.told(look)),))
    if turn.version != look.poll.version or look.phase not in ("open", "closed") or one.start_at <= turn.now:
        raise overtaken(turn, look)
    return _settled(turn, look, one.start_at)


def _settled(turn: Turn, look: Look, start: datetime) -> Reply:
    polls.settle(turn.here, look.poll.id, start)
    after = looked.look(turn, look.poll.id)
    assert after
    notices.tell(turn.here, after, notices.SETTLED, turn.now)
    turn.note("cohort.poll")
    return Reply(cards=(staff.poll(turn, after, staff.told(after)),))


def move(turn: Turn, id: str) -> Reply:
    """Begin to give a poll a time that was not among those that it asked about; raises Stale."""
    look = _look(turn, id)
    if look.phase not in ("closed", "settled"):
        raise overtaken(turn, look)
    return Reply(ask=Ask(MOVE, {"poll": id, "version": look.poll.version}))


def build_move(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the question for another time; raises Unreadable where the poll is gone."""
    if looked.look(turn, unshort(params["poll"])) is None:
        raise Unreadable("poll")
    label = msg("poll-fact-when")
    return Form(
        msg("cohort-moving"),
        (moment_field(turn, "to", msg("cohort-ask-move"), turn.today, label=label),),
        one_by_one=True,
    )


def last_move(turn: Turn, filled: Filled) -> Card:
    """Return the last look before all are told of another time."""
    look = _look(turn, filled.params["poll"])
    start = start_of(turn, filled.answers["to"] or "")
    facts = (Fact(msg("poll-fact-when"), telling.span(turn.who.network, start, look.poll.minutes)),)
    ways = (filled.button(msg("cohort-settle"), SEND, "primary"), filled.mend(msg("cohort-mend"), 0), filled.leave())
    return Card(given(look.cohort.title), facts, None, (staff.tells(look),), ways)


def moved(turn: Turn, filled: Filled, key: str) -> Reply:
    """Give a poll another time and tell all; raises Stale where it stands otherwise by now."""
    turn.here.alone()
    look = looked.look(turn, unshort(filled.params["poll"]))
    if look is None or key != SEND:
        raise Stale("poll")
    if look.poll.version != filled.params["version"] or look.phase not in ("closed", "settled"):
        raise overtaken(turn, look)
    start = start_of(turn, filled.answers["to"] or "")
    if start <= turn.now:
        raise Refusal(msg("cohort-past"))
    if start == look.poll.start_at:
        raise Refusal(msg("cohort-same"))
    return _settled(turn, look, start)


def off(turn: Turn, id: str) -> Reply:
    """Ask once more before a poll, or its day, is taken back; raises Stale."""
    look = _look(turn, id)
    if look.phase not in ("open", "closed", "settled"):
        raise overtaken(turn, look)
    return Reply(cards=(staff.sure_off(look),))


def off_now(turn: Turn, id: str) -> Reply:
    """Take a poll back and tell all; raises Stale."""
    turn.here.alone()
    look = _look(turn, id)
    if look.phase not in ("open", "closed", "settled"):
        raise overtaken(turn, look)
    polls.call_off(turn.here, look.poll.id)
    notices.tell(turn.here, look, notices.OFF, turn.now)
    turn.note("cohort.poll")
    return Reply(cards=(staff.cohort(turn, look.cohort, msg("cohort-is-off")),))


VERBS: dict[str, Tap] = {
    "cohort.see": see,
    "cohort.fix": fix,
    "cohort.settle": settle,
    MOVE: move,
    "cohort.off": off,
    "cohort.off_now": off_now,
}
FORMS = {MOVE: FormKind(build_move, never, last=last_move, decide=moved)}
