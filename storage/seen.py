"""What of the notices has stood before somebody's eyes on a platform."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, or_, update

from storage.db import Here
from storage.outbox import OPEN_FOR, Notice, of, outbox

# Built once: each load of a page asks it.
_UNSEEN = OPEN_FOR.where(outbox.c.platform == bindparam("on"), outbox.c.seen_at.is_(None))


def unseen(here: Here, person_id: UUID, platform: str) -> list[Notice]:
    """Return what was sent to a person on a platform and never stood before her eyes, oldest first."""
    values = {"network": here.network_id, "person": person_id, "on": platform}
    return [Notice(*row) for row in here.session.execute(_UNSEEN, values)]


def note(here: Here, person_id: UUID, platform: str, until: datetime, now: datetime) -> None:
    """Note that a person has been shown what was sent, or is being sent, to her on a platform up to a moment."""
    new = (outbox.c.platform == platform) & outbox.c.seen_at.is_(None)
    told = (outbox.c.state == "sent") & (outbox.c.sent_at <= until)
    being_told = (outbox.c.state == "sending") & (outbox.c.begun_at <= until)
    # Twice: what a letter brings may become 'sent' while the first look waits for the letter's own row.
    for _ in range(2):
        here.session.execute(update(outbox).where(of(here, person_id), new, or_(told, being_told)).values(seen_at=now))
