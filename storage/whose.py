"""Whose a row is: how one table of personal data is described, and how a person's rows in it are found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, and_, or_, select, tuple_

from storage.accounts import Account
from storage.inbox import inbox
from storage.invites import Invite
from storage.outbox import outbox
from storage.shares import Reader, Share
from storage.signins import SignIn

# A network's and a person's id: the rows that are hers, or that go with her.
Whose = Callable[[UUID, UUID], ColumnElement[bool]]

TENANT = "the network's id: its name is given once"


@dataclass(frozen=True, slots=True)
class Rows:
    """One table: which rows are hers, which of them go with her and what of the others stays, and why.

    Of a row of hers she is given the columns `given` as they stand, `opened` with her keys, `people` as whether it is
    she; `withheld` says of each other column why not.
    """

    table: Table
    stays: str
    given: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    withheld: Mapping[str, str] = field(default_factory=dict)
    hers: Whose | None = None
    goes: Whose | None = None

    @property
    def columns(self) -> set[str]:
        """Every column that is classified."""
        return {*self.given, *self.opened, *self.people, *self.withheld}


def rows(
    model: Any,
    stays: str,
    given: str = "",
    *,
    opened: str = "",
    people: str = "",
    withheld: Mapping[str, str] | None = None,
    hers: Whose | None = None,
    goes: Whose | None = None,
) -> Rows:
    """Describe a table by its columns' names; `withheld` has them by why. A tenant's id is classified by itself."""
    table: Table = getattr(model, "__table__", model)
    why = {name: reason for reason, names in (withheld or {}).items() for name in names.split()}
    why |= {"network_id": TENANT} if "network_id" in table.c else {}
    given_, opened_, people_ = (frozenset(names.split()) for names in (given, opened, people))
    return Rows(table, stays, given_, opened_, people_, why, hers, goes)


def by(model: Any, *columns: str) -> Whose:
    """Name the rows in which one of these columns is the person."""
    table = getattr(model, "__table__", model)
    return lambda network, person: and_(
        table.c.network_id == network, or_(*(table.c[column] == person for column in columns))
    )


def account_of(network: UUID, person: UUID) -> ColumnElement[bool]:
    """Name the sign-ins of her accounts."""
    owned = select(Account.id).where(Account.network_id == network, Account.person_id == person)
    return and_(SignIn.network_id == network, SignIn.account_id.in_(owned))


def event_of(network: UUID, person: UUID) -> ColumnElement[bool]:
    """Name the events that came from her accounts."""
    owned = select(Account.platform, Account.user_id)
    owned = owned.where(Account.network_id == network, Account.person_id == person)
    return tuple_(inbox.c.platform, inbox.c.user_id).in_(owned)


def shares_of(network: UUID, person: UUID) -> Any:
    """Select the ids of what a person shares."""
    return select(Share.id).where(Share.network_id == network, Share.owner_id == person)


def readers(network: UUID, person: UUID) -> ColumnElement[bool]:
    """Name who reads what, where she is the reader or it is what she shares."""
    of_hers = or_(Reader.person_id == person, Reader.share_id.in_(shares_of(network, person)))
    return and_(Reader.network_id == network, of_hers)


def told(network: UUID, person: UUID) -> ColumnElement[bool]:
    """Name the notices to her, and those that tell others of her or of what she shared."""
    about = or_(outbox.c.subject_id == person, outbox.c.subject_id.in_(shares_of(network, person)))
    return and_(outbox.c.network_id == network, or_(outbox.c.person_id == person, about))


def open_invites(network: UUID, person: UUID) -> ColumnElement[bool]:
    """Name the invitations that she made and nobody has used."""
    unused = and_(Invite.used_at.is_(None), Invite.taken_back_at.is_(None))
    return and_(Invite.network_id == network, Invite.made_by == person, unused)
