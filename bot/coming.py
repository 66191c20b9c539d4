"""Whom a link or digits bring in: the person for whom they were made, or by an invitation a new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from storage import accounts, invites, people, signins
from storage.db import Here, Link, Session, session_on
from storage.invites import Used
from storage.keys import Keys
from storage.networks import Network
from storage.people import Person
from storage.signins import Holder

T = TypeVar("T")

# Six digits are somebody's own who is known, eight an invitation's.
OF_INVITATIONS = 8


def by_link(session: Session, token: str, now: datetime) -> Holder | None:
    """Use a link up and say whom it brings in; None when it cannot be used, whyever."""
    if owner := signins.use_link(session, token, now):
        account = session.get_one(accounts.Account, (owner.network_id, owner.account_id))
        return Holder(owner.network_id, account.person_id)
    used = invites.use_link(session, token, now)
    return _newcomer(session, used, now) if used else None


def by_code(session: Session, code: str, keys: Keys, now: datetime) -> Holder | None:
    """Use digits up and say whom they bring in; None when they cannot be used, whyever."""
    if len(code) != OF_INVITATIONS:
        return signins.use_code(session, code, keys.digest, now)
    used = invites.use_code(session, code, keys.digest, now)
    return _newcomer(session, used, now) if used else None


def taken_by_code(link: Link, code: str, keys: Keys, now: datetime, take: Callable[[Here, UUID], T | None]) -> T | None:
    """Look digits up and give whoever they bring in to `take`; where that gives None, nothing has been used up."""
    with session_on(link) as session:
        holder = by_code(session, code, keys, now)
        taken = take(Here(session, holder.network_id), holder.person_id) if holder else None
        if taken is not None:
            session.commit()
        return taken


def _newcomer(session: Session, used: Used, now: datetime) -> Holder:
    """Let somebody come in of whom only what the invitation says is known: the rest she is asked."""
    here = Here(session, used.network_id)
    person = Person(network_id=here.network_id, office_id=used.office_id, name="", joined_at=now)
    # Until she says otherwise her telephone may ring while the centre works.
    network = session.get_one(Network, here.network_id)
    person.hours_from, person.hours_until = network.hours_from, network.hours_until
    session.add(person)
    session.flush()
    people.set_roles(here, person.id, [used.role])
    invites.came(here, used.id, person.id)
    session.flush()
    return Holder(here.network_id, person.id)


def network_of(session: Session, token: str, now: datetime) -> UUID | None:
    """Return into which network a link leads, without using it."""
    return signins.network_of(session, token, now) or invites.network_of(session, token, now)
