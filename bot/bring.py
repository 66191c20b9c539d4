"""Bringing a network in from a file: name, contacts, offices, people; again it adds and corrects, never deletes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handlers.kit.text import clean_name
from messages.perspectives import SetError, load_set
from messages.words import Msg, check_terms, msg
from storage import accounts, networks, offices, people, perspectives
from storage.db import Database, Here, Session
from storage.networks import Network
from storage.offices import Office
from storage.people import ROLES, Person

MOST_CONTACTS = 8
DEMO = Path(__file__).parent.parent / "messages" / "demo.toml"


class BringError(Exception):
    """A network file that cannot be used: sentences that say where and what to do."""

    def __init__(self, problems: list[Msg]) -> None:
        super().__init__(len(problems))
        self.problems = problems


def read_file(path: Path, own_sets: Path | None = None) -> dict[str, Any]:
    """Read and check a network file; raises BringError with every problem at once."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise BringError([msg("bring-missing", file=path.name)]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BringError([msg("bring-syntax", file=path.name, place=str(error))]) from None
    if problems := [*_network_problems(data, own_sets), *_people_problems(data)]:
        raise BringError(problems)
    return data


def _network_problems(data: Mapping[str, Any], own_sets: Path | None) -> list[Msg]:
    network = data.get("network", {})
    problems = [] if clean_name(str(network.get("name", ""))) else [msg("bring-no-name")]
    try:
        ZoneInfo(str(network.get("zone", "Asia/Tokyo")))
    except (ZoneInfoNotFoundError, ValueError):
        problems.append(msg("bring-zone"))
    try:
        load_set(str(network.get("perspectives", "tokyo-v8")), own_sets)
    except SetError as error:
        problems.append(msg("bring-set", place=str(error)))
    problems += [msg("bring-term", name=name) for name in check_terms(data.get("terms", {}))]
    if len(data.get("contacts", [])) > MOST_CONTACTS:
        problems.append(msg("bring-contacts", most=MOST_CONTACTS))
    for number, contact in enumerate(data.get("contacts", []), start=1):
        tel = str(contact.get("tel", "")).replace("-", "")
        if not (contact.get("name") and tel.isascii() and tel.isdigit() and len(contact["name"]) <= 26):
            problems.append(msg("bring-contact", number=number))
    return problems


def _people_problems(data: Mapping[str, Any]) -> list[Msg]:
    names = [str(office.get("name", "")) for office in data.get("offices", [])]
    problems = [msg("bring-office", number=number) for number, name in enumerate(names, start=1) if not name]
    for number, person in enumerate(data.get("people", []), start=1):
        if not clean_name(str(person.get("name", ""))) or person.get("office") not in names:
            problems.append(msg("bring-person", number=number))
        if set(person.get("roles", [])) - set(ROLES):
            problems.append(msg("bring-role", number=number, roles=", ".join(ROLES)))
    return problems


def bring(database: Database, data: Mapping[str, Any], now: datetime) -> int:
    """Write a checked network file to the database; return how many people the network has now."""
    with database.write() as session:
        network = _network(session, data, now)
        session.flush()
        here = Here(session, network.id)
        perspectives.choose(here, str(data["network"].get("perspectives", "tokyo-v8")), now)
        for office in data.get("offices", []):
            _office(here, office)
        for person in data.get("people", []):
            _person(here, person, now)
        return len(people.everyone(here))


def _network(session: Session, data: Mapping[str, Any], now: datetime) -> Network:
    name = clean_name(data["network"]["name"])
    network = networks.by_name(session, name)
    if network is None:
        network = Network(name=name, made_at=now)
        session.add(network)
    network.zone = str(data["network"].get("zone", "Asia/Tokyo"))
    network.invented = bool(data.get("invented", False))
    network.terms = dict(data.get("terms", {}))
    network.contacts = [
        {"name": clean_name(one["name"]), "tel": one["tel"], "hours": clean_name(str(one.get("hours", "")))}
        for one in data.get("contacts", [])
    ]
    return network


def _office(here: Here, data: Mapping[str, Any]) -> None:
    office = offices.by_name(here, data["name"])
    if office is None:
        office = Office(network_id=here.network_id, name=data["name"])
        here.session.add(office)
    office.corporation = clean_name(str(data.get("corporation", "")))
    office.counsellors = int(data.get("counsellors", 1))
    here.session.flush()


def _person(here: Here, data: Mapping[str, Any], now: datetime) -> None:
    name = clean_name(data["name"])
    office = offices.by_name(here, data["office"])
    assert office is not None
    same = [person for person in people.by_name(here, name) if person.office_id == office.id]
    person = same[0] if same else Person(network_id=here.network_id, office_id=office.id, name=name, joined_at=now)
    if not same:
        here.session.add(person)
        here.session.flush()
    people.set_roles(here, person.id, list(data.get("roles", ["counsellor"])))
    accounts.ensure(here, person.id, "web")
