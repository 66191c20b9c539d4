"""Notices once more: whom something was told about, and telling the same kind about the same subject anew."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update

from storage.db import Here
from storage.outbox import outbox, post_all

# What has come to an end, however; what is under way will be drawn from the rows as they are then.
_OVER = ("sent", "moot", "dead", "ambiguous")


def told(here: Here, kinds: Collection[str], subject_id: UUID) -> list[UUID]:
    """Return the people who were sent a notice of one of these kinds about a subject."""
    these = (outbox.c.network_id == here.network_id) & outbox.c.kind.in_(list(kinds))
    these &= (outbox.c.subject_id == subject_id) & (outbox.c.state == "sent")
    return list(here.session.scalars(select(outbox.c.person_id).where(these).distinct().order_by(outbox.c.person_id)))


def post_again(here: Here, kind: str, subject_id: UUID, to: Collection[UUID], due_at: datetime) -> None:
    """Put a notice in the outbox for each of these people, also where she was told the same before."""
    these = (outbox.c.network_id == here.network_id) & (outbox.c.kind == kind) & (outbox.c.subject_id == subject_id)
    these &= outbox.c.person_id.in_(list(to)) & outbox.c.state.in_(_OVER)
    # A new row, for a page knows by its id what it has shown.
    here.session.execute(delete(outbox).where(these))
    post_all(here, kind, due_at, [(person, subject_id) for person in to])


def close_about(here: Here, person_id: UUID, kinds: Collection[str], subjects: Collection[UUID], now: datetime) -> None:
    """Note that a person has looked at what she was told about: it need not stand before her any more."""
    mine = (outbox.c.network_id == here.network_id) & (outbox.c.person_id == person_id)
    mine &= outbox.c.kind.in_(list(kinds)) & outbox.c.subject_id.in_(list(subjects)) & (outbox.c.state == "sent")
    here.session.execute(update(outbox).where(mine, outbox.c.closed_at.is_(None)).values(closed_at=now))
