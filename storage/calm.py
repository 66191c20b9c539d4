"""Two quiet weeks: after something that asked much of her, what can wait does not come to a person for a while."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, exists, or_, update

from storage.db import Here
from storage.outbox import outbox
from storage.people import Person


def begin(here: Here, person_id: UUID, until: date) -> None:
    """Let nothing that can wait come to a person before a day; whoever rests longer already does."""
    hers = (Person.network_id == here.network_id) & (Person.id == person_id)
    longer = or_(Person.calm_until.is_(None), Person.calm_until < until)
    here.session.execute(update(Person).where(hers, longer).values(calm_until=until))


_HERS = (outbox.c.network_id == Person.network_id) & (outbox.c.person_id == Person.id)
_WAITS = exists().where(_HERS, outbox.c.state == "waiting", outbox.c.kind.in_(bindparam("kinds", expanding=True)))
# Built once: every minute asks it of each network.
_END = (
    update(Person)
    .where(Person.network_id == bindparam("network"), Person.calm_until <= bindparam("today"), ~_WAITS)
    .values(calm_until=None)
    .execution_options(synchronize_session="fetch")
)


def end(here: Here, today: date, kinds: Collection[str]) -> None:
    """End the quiet weeks whose day has come, as soon as letters have brought all that waited of these kinds."""
    here.session.execute(_END, {"network": here.network_id, "today": today, "kinds": list(kinds)})
