"""Sign-ins: personal links and six-digit codes (one use), and the web's sessions; only hashes of them are kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, LargeBinary, String, Uuid, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.accounts import Account
from storage.db import EVERYWHERE, Base, Here, UtcDateTime, insert_once
from storage.ids import uuid7
from storage.people import Person
from storage.tables import Owned, within

LINK_DAYS = 7
SESSION_DAYS = 30
CODE_MINUTES = 10

Digest = Callable[[str], bytes]


class SignIn(Owned, Base):
    """A link, code or session of an account: kind, hash of the token, until when, used when (links and codes).

    A link's and a session's hash is SHA-256; a code's is keyed, for six digits are soon tried.
    """

    __tablename__ = "sign_ins"
    __table_args__ = (within("account_id", "accounts"),)

    account_id: Mapped[UUID] = mapped_column(Uuid)
    kind: Mapped[str] = mapped_column(String(10))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose token it was."""

    network_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose code it was."""

    network_id: UUID
    person_id: UUID


def hash_of(token: str) -> bytes:
    """Return what is kept of a link's or a session's token."""
    # A token has 256 random bits, so a plain hash is enough: there is nothing to guess.
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _make(here: Here, account_id: UUID, kind: str, until: datetime) -> str:
    token = secrets.token_urlsafe(32)
    here.session.add(
        SignIn(
            network_id=here.network_id,
            account_id=account_id,
            kind=kind,
            token_hash=hash_of(token),
            expires_at=until,
        )
    )
    here.session.flush()
    return token


def make_link(here: Here, account_id: UUID, now: datetime) -> str:
    """Return a new one-use token, good for seven days."""
    return _make(here, account_id, "link", now + timedelta(days=LINK_DAYS))


def make_session(here: Here, account_id: UUID, now: datetime) -> str:
    """Return a new session's token, good for thirty days."""
    return _make(here, account_id, "session", now + timedelta(days=SESSION_DAYS))


def make_code(here: Here, account_id: UUID, digest: Digest, now: datetime) -> str:
    """Return six new digits, good for ten minutes in place of the person's last ones; `digest` is keys.Keys.digest."""
    in_network = Account.network_id == here.network_id
    person = select(Account.person_id).where(in_network, Account.id == account_id).scalar_subquery()
    hers = select(Account.id).where(in_network, Account.person_id == person)
    mine = (SignIn.network_id == here.network_id) & SignIn.account_id.in_(hers)
    here.session.execute(delete(SignIn).where(mine, SignIn.kind == "code"))
    row = {"network_id": here.network_id, "account_id": account_id, "kind": "code"}
    row |= {"expires_at": now + timedelta(minutes=CODE_MINUTES)}
    table = SignIn.metadata.tables[SignIn.__tablename__]
    while True:
        code = f"{secrets.randbelow(10**6):06}"
        values = row | {"id": uuid7(), "token_hash": digest(f"code:{code}")}
        # Somebody else, of whatever network, may just have the same digits.
        added = insert_once(here.session.connection(), table).values(values)
        if here.session.scalar(added.on_conflict_do_nothing(index_elements=["token_hash"]).returning(table.c.id)):
            return code


def use_code(session: Session, code: str, digest: Digest, now: datetime) -> Holder | None:
    """Use a code up and say whose it was; None when wrong, used or expired: nobody learns which."""
    right = (SignIn.token_hash == digest(f"code:{code}")) & (SignIn.kind == "code")
    right &= SignIn.used_at.is_(None) & (SignIn.expires_at > now)
    owns = (Account.network_id == SignIn.network_id) & (Account.id == SignIn.account_id)
    whose = (Person.network_id == Account.network_id) & (Person.id == Account.person_id)
    wanted = select(Person.network_id, Person.id).join(Account, whose).join(SignIn, owns).where(right)
    # The person first, as every turn does: who is just asking for a new code and who uses the old one wait in line.
    row = session.execute(wanted.with_for_update(of=Person).execution_options(**EVERYWHERE)).one_or_none()
    used = update(SignIn).where(right).values(used_at=now).returning(SignIn.id).execution_options(**EVERYWHERE)
    return Holder(*row) if row and session.scalar(used) else None


def use_link(session: Session, token: str, now: datetime) -> Owner | None:
    """Use a link up and say whose it was; None when wrong, used or expired: nobody learns which."""
    used = (
        update(SignIn)
        .where(SignIn.token_hash == hash_of(token), SignIn.kind == "link")
        .where(SignIn.used_at.is_(None), SignIn.expires_at > now)
        .values(used_at=now)
        .returning(SignIn.network_id, SignIn.account_id)
        .execution_options(**EVERYWHERE)
    )
    row = session.execute(used).one_or_none()
    return Owner(*row) if row else None


def end_links(here: Here) -> None:
    """End every link of the network that nobody has used: whoever handed them out may do so no more."""
    unused = (SignIn.network_id == here.network_id) & (SignIn.kind == "link") & SignIn.used_at.is_(None)
    here.session.execute(delete(SignIn).where(unused))


def end_all(here: Here, person_id: UUID) -> None:
    """End a person's sessions, and the links and codes that nobody has used."""
    hers = select(Account.id).where(Account.network_id == here.network_id, Account.person_id == person_id)
    mine = (SignIn.network_id == here.network_id) & SignIn.account_id.in_(hers)
    here.session.execute(delete(SignIn).where(mine))


def link_is_open(session: Session, token: str, now: datetime) -> bool:
    """Tell whether a link can still be used, without using it."""
    return network_of(session, token, now) is not None


def network_of(session: Session, token: str, now: datetime) -> UUID | None:
    """Return the network of a link that can still be used, without using it."""
    wanted = select(SignIn.network_id).where(SignIn.token_hash == hash_of(token), SignIn.kind == "link")
    wanted = wanted.where(SignIn.used_at.is_(None), SignIn.expires_at > now)
    return session.scalar(wanted.execution_options(**EVERYWHERE))


# Built once: each call of a page asks it.
_USER_OF = (
    select(Account.user_id)
    .join(SignIn, (Account.network_id == SignIn.network_id) & (Account.id == SignIn.account_id))
    .where(SignIn.token_hash == bindparam("hash"), SignIn.kind == "session", SignIn.expires_at > bindparam("now"))
    .execution_options(**EVERYWHERE)
)


def user_of(session: Session, token: str, now: datetime) -> str | None:
    """Return the user id of the account that a session's token belongs to, unless it has ended."""
    return session.scalar(_USER_OF, {"hash": hash_of(token), "now": now})


def end_session(session: Session, token: str) -> None:
    """End a session."""
    session.execute(
        delete(SignIn)
        .where(SignIn.token_hash == hash_of(token), SignIn.kind == "session")
        .execution_options(**EVERYWHERE)
    )


# Built once: each sweep has it done.
_EXPIRED = delete(SignIn).where(SignIn.expires_at <= bindparam("now")).execution_options(**EVERYWHERE)


def sweep(link: Connection, now: datetime) -> None:
    """Delete what has expired."""
    link.execute(_EXPIRED, {"now": now})
