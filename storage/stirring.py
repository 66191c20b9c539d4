"""Where anything stirs: the networks that have rows of a kind at all, asked once for all of them.

Planning goes through every network each minute; most of its statements would find nothing in most of them. What is
asked here is wider than what any plan asks: a network that is left out has nothing that a plan could take up.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.accounts import Account
from storage.awaited import Awaited
from storage.careers import Career
from storage.cohorts import Poll
from storage.db import EVERYWHERE
from storage.networks import Network
from storage.outbox import outbox
from storage.people import Person
from storage.questions import Question
from storage.reflections import Reflection
from storage.visits import LIVE, Visit

LEAVE, NEXT_STEPS, QUESTIONS, VISITS, RHYTHMS = "leave", "next_steps", "questions", "visits", "rhythms"
POLLS, AWAITED, UNREACHED = "polls", "awaited", "unreached"
# The kind of notice that tells coordinators of whom nothing reaches: once she is reached again it is forgotten.
TOLD_UNREACHED = "desk.unreached"


def _among(of: InstrumentedAttribute[UUID] | ColumnElement[UUID], *what: ColumnElement[bool]) -> ColumnElement[bool]:
    return Network.id.in_(select(of).where(*what))


def _unreached() -> ColumnElement[bool]:
    # One question each: of the whole outbox an index finds only what one of them asks for.
    open_still = outbox.c.closed_at.is_(None)
    unseen = (outbox.c.state == "sent", outbox.c.platform == "web", outbox.c.seen_at.is_(None), open_still)
    told = select(outbox.c.id).where(outbox.c.network_id == Network.id, outbox.c.kind == TOLD_UNREACHED)
    return or_(
        _among(outbox.c.network_id, outbox.c.state == "dead", open_still),
        _among(outbox.c.network_id, *unseen),
        told.correlate(Network).exists(),
        _among(Account.network_id, Account.stopped_at.is_not(None)),
    )


_KINDS: dict[str, ColumnElement[bool]] = {
    LEAVE: _among(Person.network_id, or_(Person.away_until.is_not(None), Person.calm_until.is_not(None))),
    NEXT_STEPS: _among(Reflection.network_id, Reflection.ask_on.is_not(None)),
    QUESTIONS: _among(Question.network_id),
    VISITS: _among(Visit.network_id, Visit.state.in_(LIVE)),
    RHYTHMS: _among(Career.network_id, or_(Career.cases, Career.months)),
    POLLS: _among(Poll.network_id),
    AWAITED: _among(Awaited.network_id),
    UNREACHED: _unreached(),
}
KINDS = frozenset(_KINDS)
_asked: Any = select(Network.id, *(found.label(kind) for kind, found in _KINDS.items()))
# Built once: every minute asks it.
_ASKED = _asked.order_by(Network.made_at, Network.id).execution_options(**EVERYWHERE)


def everywhere(session: Session) -> dict[UUID, frozenset[str]]:
    """Return for each network, oldest first, of which kinds it has rows that a plan may take up."""
    return {
        row[0]: frozenset(kind for kind, there in zip(_KINDS, row[1:], strict=True) if there)
        for row in session.execute(_ASKED)
    }
