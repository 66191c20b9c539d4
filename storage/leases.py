"""Leases on rows that are being sent: how long one lasts, and which still holds; for the outbox and for the places."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam

from storage.db import UtcDateTime

LEASE = timedelta(seconds=60)
SENDING = "sending"
# What conditions on leases are about: statements with them are built once and told the moments (see there).
NOW, TWO_LEASES = (bindparam(name, type_=UtcDateTime()) for name in ("now", "two_leases"))


def until(now: datetime) -> datetime:
    """Return until when a lease lasts that is taken now."""
    return now + LEASE


def moments(now: datetime) -> dict[str, Any]:
    """Return what a statement with NOW or with `leased` in it is told when it is asked."""
    return {"now": now, "two_leases": now + 2 * LEASE}


def leased(row: Any) -> ColumnElement[bool]:
    """Name the rows (of columns `state` and `lease_until`) that somebody holds at the moment.

    No lease is as long as two: one that is was given by a clock that has been set back since.
    """
    return and_(row.state == SENDING, row.lease_until > NOW, row.lease_until <= TWO_LEASES)
