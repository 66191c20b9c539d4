"""Reflections and their lines, sealed with their owner's keys; in the clear are only dates and what the bot asked."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Integer, LargeBinary, String, Uuid, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import EVERYWHERE, Base, Database, Here, UtcDateTime
from storage.shares import Reader, Share
from storage.tables import Owned, within
from storage.visits import Visit


class Reflection(Owned, Base):
    """One finished reflection: the set that it used, a sealed body, and when to ask about the next step."""

    __tablename__ = "reflections"
    __table_args__ = (within("person_id", "people"),)

    person_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    set_id: Mapped[str] = mapped_column(String(40))
    set_version: Mapped[int] = mapped_column(Integer)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    ask_on: Mapped[date | None] = mapped_column(Date, index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReflectionLine(Owned, Base):
    """One perspective in a reflection: which one, which prompt was shown, and the sealed answer."""

    __tablename__ = "reflection_lines"
    __table_args__ = (within("reflection_id", "reflections"), within("person_id", "people"))

    reflection_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    position: Mapped[int]
    perspective: Mapped[str] = mapped_column(String(30))
    prompt: Mapped[str | None] = mapped_column(String(30))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    body: Mapped[bytes] = mapped_column(LargeBinary)


def get(here: Here, person_id: UUID, id: UUID) -> Reflection | None:
    """Return one of the person's own reflections; anybody else's does not exist for her."""
    found = here.session.get(Reflection, (here.network_id, id))
    return found if found and found.person_id == person_id else None


def of_person(here: Here, person_id: UUID) -> list[Reflection]:
    """Return a person's reflections, newest first."""
    wanted = select(Reflection).where(Reflection.network_id == here.network_id, Reflection.person_id == person_id)
    return list(here.session.scalars(wanted.order_by(Reflection.made_at.desc(), Reflection.id.desc())))


def reflected_since(here: Here, since: datetime) -> set[UUID]:
    """Return the people who have made a reflection since a moment."""
    wanted = select(Reflection.person_id).where(Reflection.network_id == here.network_id)
    return set(here.session.scalars(wanted.where(Reflection.made_at >= since).distinct()))


def lines(here: Here, reflection_id: UUID) -> list[ReflectionLine]:
    """Return a reflection's lines in the order in which they were asked."""
    wanted = select(ReflectionLine).where(
        ReflectionLine.network_id == here.network_id, ReflectionLine.reflection_id == reflection_id
    )
    return list(here.session.scalars(wanted.order_by(ReflectionLine.position)))


def last_looked(here: Here, person_id: UUID) -> dict[str, datetime]:
    """Return when the person last looked at each perspective."""
    return dict(_latest(here, person_id, ReflectionLine.perspective))


def last_seen(here: Here, person_id: UUID) -> dict[str, datetime]:
    """Return when the person last saw each prompt, by 'perspective.prompt'."""
    shown = ReflectionLine.perspective + "." + ReflectionLine.prompt
    return {key: moment for key, moment in _latest(here, person_id, shown) if key is not None}


def _latest(here: Here, person_id: UUID, what: object) -> list[tuple[str, datetime]]:
    wanted = select(what, func.max(ReflectionLine.made_at)).where(  # type: ignore[call-overload]
        ReflectionLine.network_id == here.network_id, ReflectionLine.person_id == person_id
    )
    return [(row[0], row[1]) for row in here.session.execute(wanted.group_by(what))]


def remove(here: Here, person_id: UUID, id: UUID) -> None:
    """Delete one of the person's reflections with its lines, and what was shared of it; no visit leads there."""
    own_shares = (Share.network_id == here.network_id) & (Share.owner_id == person_id) & (Share.reflection_id == id)
    of_them = Reader.share_id.in_(select(Share.id).where(own_shares))
    here.session.execute(delete(Reader).where(Reader.network_id == here.network_id, of_them))
    here.session.execute(delete(Share).where(own_shares))
    own_lines = (ReflectionLine.network_id == here.network_id) & (ReflectionLine.person_id == person_id)
    here.session.execute(delete(ReflectionLine).where(own_lines, ReflectionLine.reflection_id == id))
    of_visits = (Visit.network_id == here.network_id) & (Visit.guest_id == person_id) & (Visit.word_id == id)
    here.session.execute(update(Visit).where(of_visits).values(word_id=None))
    own = (Reflection.network_id == here.network_id) & (Reflection.person_id == person_id)
    here.session.execute(delete(Reflection).where(own, Reflection.id == id))


def due(here: Here, today: date) -> list[Reflection]:
    """Return the network's reflections whose next step is to be asked about by a day."""
    wanted = select(Reflection).where(Reflection.network_id == here.network_id, Reflection.ask_on <= today)
    return list(here.session.scalars(wanted.order_by(Reflection.ask_on, Reflection.id)))


def asked(here: Here, id: UUID) -> None:
    """Note that the question about the next step is in the outbox: it is asked once."""
    here.session.execute(
        update(Reflection).where(Reflection.network_id == here.network_id, Reflection.id == id).values(ask_on=None)
    )


def all_ids(session: Session) -> list[tuple[UUID, UUID]]:
    """Return (network, id) of every reflection, for the sweep that lets tombstones win."""
    wanted = select(Reflection.network_id, Reflection.id).execution_options(**EVERYWHERE)
    return [(row[0], row[1]) for row in session.execute(wanted)]


# Built once: each start asks it while there are no keys.
_ANY = select(Reflection.id).limit(1).execution_options(**EVERYWHERE)


def holds_reflections(database: Database) -> bool:
    """Tell whether anybody has kept a reflection: then there must be keys."""
    with database.read() as session:
        return session.scalar(_ANY) is not None
