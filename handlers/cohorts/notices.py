"""What is said unasked of a cohort's date: asked, reminded of, settled, moved, off; and afterwards who was there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from handlers.cohorts import cards, looked, rules, staff
from handlers.cohorts.looked import Look
from handlers.kit.cards import Button, Card
from handlers.kit.house import NoticeKind
from handlers.kit.turn import Turn
from messages.words import msg
from storage import outbox, people, polls
from storage.cohorts import Poll
from storage.db import Here
from storage.ids import short
from storage.networks import Network

ASKS, REMIND, CLOSED, SETTLED, OFF, DID = (
    "poll.asks",
    "poll.remind",
    "poll.closed",
    "poll.settled",
    "poll.off",
    "poll.did",
)
# Of these there is another one for each version of the poll.
_BY_VERSION = (SETTLED, OFF, DID)
Told = tuple[Card, ...] | None
# So long after it has taken place nothing is said of it any more.
LATELY = timedelta(days=rules.ASKED_DAYS + 2)


def subject(poll: Poll, kind: str) -> UUID:
    """Return the id under which something of a poll, as it stands, is told once."""
    return rules.subject_of(poll.id, kind, poll.version if kind in _BY_VERSION else 0)


def tell(here: Here, look: Look, kind: str, now: datetime, but: UUID | None = None) -> None:
    """Tell all who are in a cohort something of its poll, as it stands now."""
    about = subject(look.poll, kind)
    outbox.post_all(here, kind, now, [(id, about) for id in look.ids if id != but])


def plan(here: Here, network: Network, now: datetime) -> None:
    """Post what has become due of each poll; again is once."""
    for poll in polls.standing(here, now - LATELY):
        found = looked.of_poll(here, network, poll, now)
        match found.phase if found else None:
            case "open":
                assert found
                _plan_open(here, network, found, now)
            case "closed":
                assert found
                _to_settle(here, found, now)
            case "settled":
                assert found
                # Whoever came into the cohort later is told too.
                tell(here, found, SETTLED, now)
            case "over":
                assert found and found.poll.start_at
                today = network.local(now).date()
                if rules.is_to_ask_afterwards(network.local(found.poll.start_at).date(), today):
                    tell(here, found, DID, network.midnight(today))


def _plan_open(here: Here, network: Network, found: Look, now: datetime) -> None:
    tell(here, found, ASKS, now)
    poll, today = found.poll, network.local(now).date()
    if rules.is_to_remind(network.local(poll.made_at).date(), poll.closes_on, today, network.closed_days):
        voted, about = found.voted(), subject(poll, REMIND)
        outbox.post_all(here, REMIND, network.midnight(today), [(id, about) for id in found.ids if id not in voted])
    if found.complete():
        _to_settle(here, found, now)


def _to_settle(here: Here, found: Look, now: datetime) -> None:
    about, to = subject(found.poll, CLOSED), people.belonging(here, people.with_role(here, rules.ROLE))
    outbox.post_all(here, CLOSED, now, [(id, about) for id in sorted(to)])


def _find(turn: Turn, about: UUID, kind: str) -> Look | None:
    """Return the poll of a notice that is right as things stand; None where she is not in its cohort."""
    for poll in polls.of_person(turn.here, turn.person_id):
        if subject(poll, kind) == about:
            return looked.mine(turn, poll.id)
    return None


def _asks(turn: Turn, about: UUID) -> Told:
    found = _find(turn, about, ASKS)
    if found is None or found.phase != "open" or not found.unanswered(turn.person_id):
        return None
    return cards.asked(turn, found)


def _remind(turn: Turn, about: UUID) -> Told:
    found = _find(turn, about, REMIND)
    if found is None or found.phase != "open" or turn.person_id in found.voted():
        return None
    # In the letter that brings the question itself nobody is reminded of it.
    before = set(outbox.open_of_kind(turn.here, turn.person_id, ASKS))
    if subject(found.poll, ASKS) not in before:
        return None
    return cards.asked(turn, found, title=msg("poll-remind", day=found.poll.closes_on))


def _closed(turn: Turn, about: UUID) -> Told:
    if rules.ROLE not in turn.roles:
        return None
    for poll in polls.standing(turn.here, turn.now - LATELY):
        found = looked.look(turn, poll.id) if subject(poll, CLOSED) == about else None
        if found and found.phase in ("open", "closed"):
            see = Button(msg("cohort-see-poll"), "cohort.see", short(poll.id), style="primary")
            title = msg("poll-to-settle", title=found.cohort.title)
            facts = staff.counts(turn, found)
            return (Card(title, facts, None, (), (see,), short(poll.id)),)
    return None


def _settled(turn: Turn, about: UUID) -> Told:
    found = _find(turn, about, SETTLED)
    if found is None or found.phase != "settled":
        return None
    # The first version is the question itself.
    moved = msg("poll-moved", title=found.cohort.title) if found.poll.version > 2 else None
    return (cards.settled(turn, found, moved),)


def _off(turn: Turn, about: UUID) -> Told:
    found = _find(turn, about, OFF)
    if found and found.phase == "off":
        return (cards.off(turn, found),)
    for poll in polls.standing(turn.here, turn.now - LATELY):
        gone = rules.subject_of(poll.id, f"out {turn.person_id}") == about
        left = looked.look(turn, poll.id) if gone else None
        if left and left.phase == "settled" and not left.has(turn.person_id):
            return (cards.out(turn, left),)
    return None


def _did(turn: Turn, about: UUID) -> Told:
    found = _find(turn, about, DID)
    if found is None or found.phase != "over" or cards.taken(turn, found.poll):
        return None
    right = rules.is_to_ask_afterwards(cards.day_of(turn, found.poll), turn.today)
    return (cards.did(turn, found),) if right else None


def _letter(draw: Callable[[Turn, UUID], Told]) -> NoticeKind:
    # Others wait for the answer, or the day does.
    return NoticeKind(draw, even_calm=True)


NOTICES = {
    ASKS: _letter(_asks),
    REMIND: _letter(_remind),
    CLOSED: _letter(_closed),
    SETTLED: NoticeKind(_settled, pace="soon", repeats=True, even_calm=True),
    OFF: NoticeKind(_off, pace="soon", repeats=True, even_calm=True),
    DID: NoticeKind(_did),
}
