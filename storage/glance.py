"""A glance at what may wait for somebody: one statement in place of those that would find nothing on most days.

Home is drawn at nearly every press, and each conversation that may have something waiting there would ask for it. What
is glanced at is as wide as what the conversation asks, or wider: what is left out has nothing waiting.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Exists, Select, bindparam, exists, literal, select

from storage.applications import Application
from storage.awaited import Awaited
from storage.db import Here
from storage.outbox import OPEN_FOR
from storage.seats import WAITING_FOR
from storage.shares import FOR_READER

NOTICES, SHARES, AWAITED, RUNS, VISITS = "notices", "shares", "awaited", "runs", "visits"


def _any(wanted: Select[Any]) -> Exists:
    return wanted.with_only_columns(literal(1), maintain_column_froms=True).order_by(None).exists()


_KINDS: dict[str, Any] = {
    NOTICES: _any(OPEN_FOR),
    SHARES: _any(FOR_READER),
    # By names, which no index of hers finds: wherever somebody is waited for at all.
    AWAITED: exists().where(Awaited.network_id == bindparam("network")),
    RUNS: exists().where(
        Application.network_id == bindparam("network"),
        Application.person_id == bindparam("person"),
        Application.state == "accepted",
    ),
    VISITS: _any(WAITING_FOR),
}
KINDS = frozenset(_KINDS)
# Built once: home asks it each time.
_ASKED: Any = select(*(found.label(kind) for kind, found in _KINDS.items()))


def at(here: Here, person_id: UUID, now: datetime) -> frozenset[str]:
    """Return of which kinds somebody may have something waiting."""
    # What this turn has written is glanced at too.
    here.session.flush()
    found = here.session.execute(_ASKED, {"network": here.network_id, "person": person_id, "now": now}).one()
    return frozenset(kind for kind, there in zip(_KINDS, found, strict=True) if there)
