"""`idobata invite`: the first coordinator's way in, and the network itself where there is none of that name yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.app import Stores
from bot.bring import NAME, ZONE
from bot.settings import Settings
from handlers.kit.text import clean_name, folded, utf16_units
from messages.perspectives import DEFAULT
from messages.words import Msg, msg, words_of
from storage import audit, invites, networks, offices, perspectives
from storage.db import Here, Session
from storage.invites import Made, Wanted
from storage.networks import Network
from storage.offices import Office
from storage.people import ROLES


class InviteError(Exception):
    """Nobody can be invited so: sentences that say what to do."""

    def __init__(self, problem: Msg) -> None:
        super().__init__(problem.id)
        self.problems = [problem]


@dataclass(frozen=True, slots=True)
class Invited:
    """What was made: the invitation, its network, and whether that is new."""

    made: Made
    network: Network
    new: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: the network's name, an office's, a role, the centre's telephone number."""

    network: str = ""
    office: str = ""
    role: str = "coordinator"
    tel: str = ""


def invite(stores: Stores, asked: Asked, now: datetime) -> Invited:
    """Make an invitation into a network, by name; raises InviteError."""
    office, role = asked.office, asked.role
    if role not in ROLES:
        raise InviteError(msg("invite-role", roles=", ".join(ROLES)))
    digits = asked.tel.replace("-", "")
    if asked.tel and not (digits.isascii() and digits.isdigit()):
        raise InviteError(msg("invite-tel"))
    with stores.database.write() as session:
        found, new = _network(session, asked.network, now)
        if asked.tel and not found.contacts:
            centre = words_of(found.terms).say(msg("invite-centre"))
            found.contacts = [{"name": centre, "tel": asked.tel, "hours": ""}]
        here = Here(session, found.id)
        chosen = _office(here, office) if office else None
        wanted = Wanted(role, chosen.id if chosen else None)
        made = invites.make(here, stores.keys.digest, now, wanted)
        audit.note(here, stores.keys.digest, None, "invite.made", now, detail=role)
        return Invited(made, found, new)


def _network(session: Session, given: str, now: datetime) -> tuple[Network, bool]:
    name, every = clean_name(given), networks.everyone(session)
    if not name and len(every) == 1:
        return every[0], False
    if not name:
        names = " / ".join(one.name for one in every)
        raise InviteError(msg("invite-which", names=names) if every else msg("invite-no-network"))
    if found := [one for one in every if folded(one.name) == folded(name)]:
        return found[0], False
    if utf16_units(name) > NAME:
        raise InviteError(msg("bring-no-name", most=NAME))
    if invented := [one.name for one in every if one.invented]:
        raise InviteError(msg("check-invented", name=invented[0]))
    made = Network(name=name, zone=ZONE, invented=False, terms={}, contacts=[], made_at=now)
    session.add(made)
    session.flush()
    perspectives.choose(Here(session, made.id), DEFAULT, now)
    return made, True


def _office(here: Here, name: str) -> Office:
    found = [office for office in offices.everyone(here) if folded(office.name) == folded(name)]
    if len(found) == 1:
        return found[0]
    # Of several with one name whoever comes chooses, for there the corporations can be seen.
    raise InviteError(msg("invite-offices", name=clean_name(name)) if found else msg("invite-no-office", name=name))


def sentences(invited: Invited, settings: Settings) -> Iterator[Msg]:
    """Give what is to be said: the link, Telegram's, the digits, until when, and what is still missing."""
    if invited.new:
        yield msg("invite-new", name=invited.network.name)
    made, local = invited.made, invited.network.local
    yield msg("invite-link", until=local(made.until).date(), address=f"{settings.address}/in/{made.token}")
    if settings.telegram_token:
        from bot.telegram import deep_link

        yield deep_link(settings, made.token)
    until = local(made.code_until)
    digits = f"{made.code[:4]} {made.code[4:]}"
    yield msg("invite-code", code=digits, until=until.date(), hour=f"{until:%-H:%M}")
    if settings.slack_bot_token:
        yield msg("slack-link")
    if not invited.network.contacts:
        yield msg("invite-no-contacts", name=invited.network.name)
