"""What follows once a visit was held: notes, promises and their reminders, a ひとこと, later questions, quiet weeks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from handlers.kit.turn import Turn
from handlers.visited import looked, rules
from storage import again, calm, outbox, people, shown, visit_notes, visit_steps
from storage.ids import short
from storage.visit_steps import Promise
from storage.visits import Visit

# Asked in the evening, the next morning, and once more.
ASK, MORNING, AGAIN = "visited.ask", "visited.morning", "visited.again"
ASKS = (ASK, MORNING, AGAIN)
TOLD, NOTE, PROMISE = "visited.told", "visited.note", "visited.promise"
WORD, MONTH, SEASON = "visited.word", "visited.month", "visited.season"
# How many months later which question is asked.
LATER = {MONTH: 1, SEASON: 3}


def held(turn: Turn, visit: Visit) -> None:
    """Offer a visit's guest what comes after it, and tell the other of the pair."""
    others = [id for id in looked.hosts(turn.here, visit) if id != turn.person_id]
    outbox.post_all(turn.here, TOLD, turn.now, [(id, visit.id) for id in others])
    if visit.guest_id is None or visit.start_at is None:
        return
    network = turn.who.network
    day = network.local(visit.start_at).date()
    _post(turn, visit.guest_id, WORD, visit.id, rules.next_morning(day, network.closed_days))
    for kind, months in LATER.items():
        _post(turn, visit.guest_id, kind, visit.id, rules.months_after(day, months, network.closed_days))


def rest(turn: Turn, visit: Visit) -> date | None:
    """Give a visit's guest quiet weeks, for it asked much of her; return the first day after them."""
    visit.heavy = True
    turn.here.session.flush()
    if visit.guest_id is None:
        return None
    until = rules.quiet_until(turn.today, turn.who.network.closed_days)
    calm.begin(turn.here, visit.guest_id, until)
    return until


def _post(turn: Turn, person_id: UUID, kind: str, subject: UUID, day: date) -> None:
    outbox.post(turn.here, person_id, kind, subject, turn.who.network.midnight(day))


def add(turn: Turn, visit: Visit, answers: Mapping[str, Any]) -> bool:
    """Keep what one of the pair found good, and what was agreed; tell whether there was anything."""
    good = answers.get("good")
    if good:
        _write(turn, visit, good)
    # Where both have written some at once there may be more than are asked for: none is dropped.
    agreed = [number for number in range(1, rules.MOST_PROMISES + 1) if answers.get(f"what{number}")]
    for number in agreed:
        _agree(turn, visit, *(answers.get(f"{part}{number}") for part in ("what", "whose", "by")))
    return bool(good or agreed)


def _write(turn: Turn, visit: Visit, good: str) -> None:
    before = {one.author_id: one.body for one in visit_notes.of_visit(turn.here, visit.id)}.get(turn.person_id)
    if before == good:
        return
    note = visit_notes.write(turn.here, visit.id, turn.person_id, good, turn.now)
    if before is not None:
        # What stands in a chat says something else now.
        shown.forget_all(turn.here, short(note.id))
    if visit.guest_id:
        again.post_again(turn.here, NOTE, note.id, [visit.guest_id], turn.now)


def _agree(turn: Turn, visit: Visit, what: str | None, whose: str | None, by: str | None) -> None:
    day = date.fromisoformat(by) if by else None
    promise = Promise(visit_id=visit.id, whose=whose or "hosts", by_day=day, body=what, made_at=turn.now)
    visit_steps.agree(turn.here, promise)
    if day:
        remind = rules.remind_on(day, turn.who.network.closed_days)
        for id in looked.whose(turn.here, promise, visit):
            _post(turn, id, PROMISE, promise.id, remind)


def close(turn: Turn, visit: Visit, kinds: Collection[str], subject: UUID) -> None:
    """Note that nobody of the pair need be asked this any more."""
    for id in looked.hosts(turn.here, visit):
        for kind in kinds:
            outbox.close(turn.here, id, kind, subject, turn.now)


def author(turn: Turn, author_id: UUID) -> str:
    """Return the name of whoever has written a note."""
    found = people.get(turn.here, author_id)
    return found.name if found else ""
