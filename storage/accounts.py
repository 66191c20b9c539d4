"""Accounts: a person on a platform; from an event's account everything else is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import String, UniqueConstraint, Uuid, bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.db import EVERYWHERE, Base, Here, UtcDateTime, insert_once
from storage.ids import uuid7
from storage.networks import Network
from storage.offices import Office
from storage.people import Person
from storage.tables import Owned, within


class Account(Owned, Base):
    """A person's account: platform (web, ...) and the user's id there; it belongs to one person in one network.

    `stopped_at` and `stopped_why` (blocked, gone, ...) say since when nothing reaches it; any sign of life ends that.
    """

    __tablename__ = "accounts"
    __table_args__ = (within("person_id", "people"), UniqueConstraint("platform", "user_id"))

    person_id: Mapped[UUID] = mapped_column(Uuid)
    platform: Mapped[str] = mapped_column(String(20))
    user_id: Mapped[str] = mapped_column(String(100))
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stopped_why: Mapped[str | None] = mapped_column(String(20))


@dataclass(frozen=True, slots=True)
class Who:
    """Who is speaking: the account, the person, her office (none in her first minute) and network."""

    account: Account
    person: Person
    office: Office | None
    network: Network


# Built once: it stands at the beginning of every turn, and building it took longer than running it.
_WHO = (
    select(Account, Person, Office, Network)
    .join(Person, (Person.network_id == Account.network_id) & (Person.id == Account.person_id))
    .outerjoin(Office, (Office.network_id == Person.network_id) & (Office.id == Person.office_id))
    .join(Network, Network.id == Account.network_id)
    .where(Account.platform == bindparam("platform"), Account.user_id == bindparam("user_id"))
    # Whoever waited for her row while she left would still see the account that she had.
    .where(Person.left_at.is_(None))
    .execution_options(**EVERYWHERE)
)
# Her key is left free: what others write that only points at her (a notice for her) need not wait, and two who write
# to each other at once do not wait for ever.
_WHO_LOCKED = _WHO.with_for_update(of=Person, key_share=True)


def who(session: Session, platform: str, user_id: str, *, lock: bool = False) -> Who | None:
    """Return who stands behind an account; the network is known only after this.

    `lock` holds the person until the transaction ends, so that two workers never handle one person's events at once
    (PostgreSQL; on SQLite there is one writer anyway).
    """
    row = session.execute(_WHO_LOCKED if lock else _WHO, {"platform": platform, "user_id": user_id}).one_or_none()
    return Who(*row) if row else None


# Built once: whoever is told something is looked for with it.
_OF_PERSON = (
    select(Account)
    .where(Account.network_id == bindparam("network"), Account.person_id == bindparam("person"))
    .order_by(Account.id)
)


def of_person(here: Here, person_id: UUID) -> list[Account]:
    """Return a person's accounts, in the order in which they were made."""
    return list(here.session.scalars(_OF_PERSON, {"network": here.network_id, "person": person_id}))


def ensure(here: Here, person_id: UUID, platform: str) -> Account:
    """Return the person's account on a platform whose user ids are our own (the web), making it if need be."""
    for account in of_person(here, person_id):
        if account.platform == platform:
            return account
    account = Account(network_id=here.network_id, person_id=person_id, platform=platform, user_id=str(person_id))
    here.session.add(account)
    here.session.flush()
    return account


def join(here: Here, person_id: UUID, platform: str, user_id: str) -> bool:
    """Give a person an account on a platform; False when it belongs to somebody already, of whatever network."""
    table = Account.metadata.tables[Account.__tablename__]
    added = insert_once(here.session.connection(), table).values(
        network_id=here.network_id, id=uuid7(), person_id=person_id, platform=platform, user_id=user_id
    )
    kept = added.on_conflict_do_nothing(index_elements=["platform", "user_id"]).returning(table.c.id)
    return here.session.scalar(kept) is not None


_FACE = select(Person.face).where(Person.network_id == bindparam("network"), Person.id == bindparam("person"))


def preferred_face(here: Here, person_id: UUID) -> str | None:
    """Return the platform where a person wants what is unasked."""
    return here.session.scalar(_FACE, {"network": here.network_id, "person": person_id})


def stop(here: Here, id: UUID, why: str, now: datetime) -> None:
    """Note that nothing reaches an account any more, and why; the first time counts."""
    mine = (Account.network_id == here.network_id) & (Account.id == id)
    stopped = update(Account).where(mine, Account.stopped_at.is_(None))
    here.session.execute(stopped.values(stopped_at=now, stopped_why=why))


def reachable(here: Here, person_id: UUID, platforms: list[str]) -> bool:
    """Tell whether something still reaches a person on one of these platforms."""
    return any(a.stopped_at is None and a.platform in platforms for a in of_person(here, person_id))


def revive(here: Here, id: UUID) -> None:
    """Note that something reaches an account again."""
    mine = (Account.network_id == here.network_id) & (Account.id == id)
    here.session.execute(update(Account).where(mine).values(stopped_at=None, stopped_why=None))


def people_on(here: Here, platform: str) -> list[UUID]:
    """Return the people who have an account on a platform."""
    wanted = select(Account.person_id).where(Account.network_id == here.network_id, Account.platform == platform)
    return list(here.session.scalars(wanted.order_by(Account.person_id)))
