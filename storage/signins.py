"""Sign-ins on the web: personal links (one use) and sessions; only hashes of their tokens are kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, LargeBinary, String, Uuid, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.accounts import Account
from storage.db import EVERYWHERE, Base, Here, UtcDateTime
from storage.tables import Owned, within

LINK_DAYS = 7
SESSION_DAYS = 30


class SignIn(Owned, Base):
    """A link or a session of an account: kind, SHA-256 of the token, until when, used when (links)."""

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


def _hash(token: str) -> bytes:
    # A token has 256 random bits, so a plain hash is enough: there is nothing to guess.
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _make(here: Here, account_id: UUID, kind: str, until: datetime) -> str:
    token = secrets.token_urlsafe(32)
    here.session.add(
        SignIn(
            network_id=here.network_id,
            account_id=account_id,
            kind=kind,
            token_hash=_hash(token),
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


def use_link(session: Session, token: str, now: datetime) -> Owner | None:
    """Use a link up and say whose it was; None when wrong, used or expired: nobody learns which."""
    used = (
        update(SignIn)
        .where(SignIn.token_hash == _hash(token), SignIn.kind == "link")
        .where(SignIn.used_at.is_(None), SignIn.expires_at > now)
        .values(used_at=now)
        .returning(SignIn.network_id, SignIn.account_id)
        .execution_options(**EVERYWHERE)
    )
    row = session.execute(used).one_or_none()
    return Owner(*row) if row else None


def link_is_open(session: Session, token: str, now: datetime) -> bool:
    """Tell whether a link can still be used, without using it."""
    wanted = select(SignIn.id).where(SignIn.token_hash == _hash(token), SignIn.kind == "link")
    wanted = wanted.where(SignIn.used_at.is_(None), SignIn.expires_at > now).execution_options(**EVERYWHERE)
    return session.execute(wanted).one_or_none() is not None


def user_of(session: Session, token: str, now: datetime) -> str | None:
    """Return the user id of the account that a session's token belongs to, unless it has ended."""
    owns = (Account.network_id == SignIn.network_id) & (Account.id == SignIn.account_id)
    wanted = select(Account.user_id).join(SignIn, owns)
    wanted = wanted.where(SignIn.token_hash == _hash(token), SignIn.kind == "session", SignIn.expires_at > now)
    return session.scalar(wanted.execution_options(**EVERYWHERE))


def end_session(session: Session, token: str) -> None:
    """End a session."""
    session.execute(
        delete(SignIn)
        .where(SignIn.token_hash == _hash(token), SignIn.kind == "session")
        .execution_options(**EVERYWHERE)
    )


def sweep(link: Connection, now: datetime) -> None:
    """Delete what has expired."""
    link.execute(delete(SignIn).where(SignIn.expires_at <= now).execution_options(**EVERYWHERE))
