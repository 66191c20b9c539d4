"""What the owner of the two networks has besides for a moment, so that every query has something to find."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from storage import outbox, people, questions, reflections
from storage.db import Here
from storage.ids import uuid7
from tests.privacy import visits, well
from tests.world import CENTRE

WAITING = "some.kind"
LETTER = "morning.letter"


def more(here: Here, person: UUID, now: datetime) -> None:
    """Let something wait for her, and a colleague's leave be over."""
    # A next step that is still to be asked about, a role that she has not got.
    asked = reflections.Reflection.network_id == here.network_id
    table = reflections.Reflection.__table__
    here.session.execute(table.update().where(asked).values(ask_on=now.date()))  # type: ignore[attr-defined]
    # Something that waits, a letter that was refused, a face that she likes.
    outbox.post(here, person, WAITING, uuid7(), now)
    refused_letter = uuid7()
    outbox.post(here, person, LETTER, refused_letter, now)
    of_letter = (outbox.outbox.c.network_id == here.network_id) & (outbox.outbox.c.subject_id == refused_letter)
    here.session.execute(outbox.outbox.update().where(of_letter).values(state="dead", reason=outbox.REFUSED))
    owner, other = people.get(here, person), visits.rests(here, CENTRE, now)
    assert owner
    owner.fridays = owner.advises = True
    questions.add(here, well.question_of(owner.id, now, kind="advice"), [])
    owner.face, other.away_since, other.away_until = "web", now, now.date()
    here.session.flush()
