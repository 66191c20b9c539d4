"""`idobata invite`: the first coordinator's way in, and the network itself where there is none of that name yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.app import Stores
from bot.bring import NAME, ZONE
from bot.settings import Settings
from bot.usage import known_roles
from handlers.home import ALWAYS
from handlers.kit.roles import ROLES
from handlers.kit.text import clean_name, folded, utf16_units
from handlers.network.contacts import tel_of
from handlers.network.rules import is_tel
from messages.perspectives import DEFAULT
from messages.words import Msg, msg, words_of
from storage import audit, invites, networks, offices, perspectives
from storage.db import Here, Session
from storage.invites import Made, Wanted
from storage.networks import Network
from storage.offices import Office


class InviteError(Exception):
    """Nobody can be invited so: sentences that say what to do."""

    def __init__(self, problem: Msg) -> None:
        super().__init__(problem.id)
        self.problems = [problem]


@dataclass(frozen=True, slots=True)
class Invited:
    """What was made: the invitation, its network, whether that is new and beside which; a number that was not taken."""

    made: Made
    network: Network
    role: str
    new: bool
    beside: tuple[str, ...]
    unused_tel: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: the network's name, an office's, a role, the centre's telephone number (None: no such option)."""

    network: str = ""
    office: str = ""
    role: str = "coordinator"
    tel: str | None = None


def invite(stores: Stores, asked: Asked, now: datetime) -> Invited:
    """Make an invitation into a network, by name; raises InviteError."""
    office, role, tel = asked.office, asked.role, _tel(asked.tel)
    if role not in ROLES:
        raise InviteError(msg("invite-role", roles=" / ".join(known_roles())))
    with stores.database.write() as session:
        beside = tuple(one.name for one in networks.everyone(session))
        found, new = _network(session, asked.network, tel, now)
        unused_tel = bool(tel and found.contacts) and tel not in [contact["tel"] for contact in found.contacts]
        if tel and not found.contacts:
            centre = words_of(found.terms).say(msg("invite-centre"))
            found.contacts = [{"name": centre, "tel": tel, "hours": ""}]
        here = Here(session, found.id)
        chosen = _office(here, office) if office else None
        wanted = Wanted(role, chosen.id if chosen else None)
        made = invites.make(here, stores.keys.digest, now, wanted)
        audit.note(here, stores.keys.digest, None, "invite.made", now, detail=role)
        return Invited(made, found, role, new, beside if new else (), unused_tel)


def _tel(given: str | None) -> str:
    tel = tel_of(given or "")
    if tel.replace("-", "") in ALWAYS:
        raise InviteError(msg("invite-tel-always"))
    if given is not None and not is_tel(tel):
        raise InviteError(msg("invite-tel"))
    return tel


def _network(session: Session, given: str, tel: str, now: datetime) -> tuple[Network, bool]:
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
    if every and not tel:
        # Without contacts it would keep the others from starting, and most often its name is only misspelt.
        raise InviteError(msg("invite-beside-tel", name=name, names=" / ".join(one.name for one in every)))
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
    """Give what is to be said: for whom, the link, Telegram's, the digits, until when, and what is missing."""
    if invited.new:
        yield msg("invite-new", name=invited.network.name)
    if invited.beside:
        yield msg("invite-beside", names=" / ".join(invited.beside))
    yield msg("invite-whom", network=invited.network.name, role=ROLES[invited.role])
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
    if invited.unused_tel:
        yield msg("invite-tel-unused")
    if not invited.network.contacts:
        yield msg("check-no-contacts", name=invited.network.name)
