"""Bringing a network in from a file: name, contacts, offices, people; again it adds and corrects, never deletes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handlers.kit.text import clean_name, utf16_units
from handlers.language.weeks import Unread, read_week
from handlers.network.rules import CONTACT_HOURS, CONTACT_NAME, MOST_CONTACTS, is_tel
from handlers.network.things import TERM
from messages import topics
from messages.lines import toml_line
from messages.perspectives import DEFAULT, SetError, load_set
from messages.words import Msg, check_terms, msg
from storage import accounts, audit, changes, hosts, networks, offices, people, perspectives
from storage.audit import Digest
from storage.db import Database, Here, Session
from storage.networks import Network
from storage.offices import Office
from storage.people import ROLES, Person

PERSON_NAME = 60  # storage/people.py
NAME = 100  # storage/networks.py, storage/offices.py
ADDRESS, PARKING = 200, 100  # storage/offices.py
ZONE = "Asia/Tokyo"
COUNSELLOR = ROLES[0]
DEMO = Path(__file__).parent.parent / "messages" / "demo.toml"


class BringError(Exception):
    """A network file that cannot be used: sentences that say where and what to do."""

    def __init__(self, problems: list[Msg]) -> None:
        super().__init__(len(problems))
        self.problems = problems


def read_file(path: Path, own_sets: Path | None = None) -> dict[str, Any]:
    """Read and check a network file; raises BringError with every problem at once."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError:
        raise BringError([msg("bring-missing", file=path.name)]) from None
    except UnicodeDecodeError:
        raise BringError([msg("bring-utf8", file=path.name)]) from None
    except (ValueError, RecursionError) as error:
        raise BringError([msg("bring-syntax", file=path.name, line=toml_line(text, error))]) from None
    if problems := [*_network_problems(data, own_sets), *_contact_problems(data), *_people_problems(data)]:
        raise BringError(problems)
    return data


def _rows(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    # What is no table has nothing of what a table needs, and is counted like one.
    rows = data.get(name, [])
    return [row if isinstance(row, dict) else {} for row in (rows if isinstance(rows, list) else [None])]


def _text(row: Mapping[str, Any], name: str, most: int, otherwise: str = "") -> bool:
    value = row.get(name, otherwise)
    return isinstance(value, str) and utf16_units(clean_name(value)) <= most and bool(clean_name(value) or otherwise)


def _network_problems(data: Mapping[str, Any], own_sets: Path | None) -> list[Msg]:
    found, terms = data.get("network"), data.get("terms", {})
    network: Mapping[str, Any] = found if isinstance(found, dict) else {}
    problems = [] if _text(network, "name", NAME) else [msg("bring-no-name", most=NAME)]
    try:
        ZoneInfo(str(network.get("zone", ZONE)))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problems.append(msg("bring-zone"))
    try:
        load_set(str(network.get("perspectives", DEFAULT)), own_sets)
    except SetError as error:
        problems += set_problems(error)
    wrong = check_terms(terms) if isinstance(terms, dict) else ["terms"]
    return problems + [msg("bring-term", name=name) for name in wrong]


def set_problems(error: SetError) -> list[Msg]:
    """Return one sentence for each thing that is wrong with a perspective set's file, or one where there is none."""
    file = str(error).partition(":")[0]
    found = [msg("sets-line", line=one.line, says=one.says) for one in error.problems]
    return [msg("bring-set-line", file=file, says=says) for says in found] or [msg("bring-set", place=str(error))]


def _contact_problems(data: Mapping[str, Any]) -> list[Msg]:
    contacts = _rows(data, "contacts")
    problems = [msg("bring-contacts", most=MOST_CONTACTS)] if len(contacts) > MOST_CONTACTS else []
    for number, contact in enumerate(contacts, start=1):
        if not (_text(contact, "name", CONTACT_NAME) and is_tel(contact.get("tel"))):
            problems.append(msg("bring-contact", number=number, most=CONTACT_NAME))
        if not _text(contact, "hours", CONTACT_HOURS, "-"):
            problems.append(msg("bring-hours", number=number, most=CONTACT_HOURS))
    return problems


def _people_problems(data: Mapping[str, Any]) -> list[Msg]:
    offices = _rows(data, "offices")
    names = [clean_name(str(office.get("name", ""))) for office in offices]
    problems = [
        msg("bring-office", number=number, most=NAME)
        for number, office in enumerate(offices, start=1)
        if not (_text(office, "name", NAME) and _text(office, "corporation", NAME, "-") and _count(office))
    ]
    problems += [
        msg("bring-office-place", number=number, address=ADDRESS, parking=PARKING)
        for number, office in enumerate(offices, start=1)
        if not _place(office)
    ]
    for number, person in enumerate(_rows(data, "people"), start=1):
        if not _text(person, "name", PERSON_NAME) or clean_name(str(person.get("office", ""))) not in names:
            problems.append(msg("bring-person", number=number, most=PERSON_NAME))
        roles = person.get("roles", [])
        if not isinstance(roles, list) or any(role not in ROLES for role in roles):
            problems.append(msg("bring-role", number=number, roles=", ".join(ROLES)))
        if _spans(person) is None:
            problems.append(msg("bring-host-hours", number=number))
    return problems


def _place(office: Mapping[str, Any]) -> bool:
    texts = _text(office, "address", ADDRESS, "-") and _text(office, "parking", PARKING, "-")
    return texts and (not office.get("tel") or is_tel(office["tel"]))


def _spans(person: Mapping[str, Any]) -> list[tuple[int, int, int]] | None:
    """Return somebody's hours of each week; None where a line of them cannot be read."""
    lines = person.get("hours", [])
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        return None
    try:
        return sorted({span for line in lines for span in read_week(line)})
    except Unread:
        return None


def _count(office: Mapping[str, Any]) -> bool:
    count = office.get("counsellors", 1)
    return isinstance(count, int) and not isinstance(count, bool) and 0 <= count < 10_000


def bring(database: Database, data: Mapping[str, Any], now: datetime, digest: Digest | None = None) -> int:
    """Write a checked network file to the database; return how many people the network has now.

    With `digest` (keys.Keys.digest) whose role becomes another stands in the record.
    """
    with database.write() as session:
        network = _network(session, data, now)
        session.flush()
        here = Here(session, network.id)
        _own_data(here, data, now)
        there = {office.name: office for office in reversed(offices.everyone(here))}
        found = {clean_name(office["name"]): _office(here, office, there) for office in data.get("offices", [])}
        # By name and office: a namesake elsewhere must never get what another person has written.
        known = {(person.name, person.office_id): person for person in reversed(people.everyone(here))}
        ids = [person.id for person in known.values()]
        on_web, has_hours = set(accounts.people_on(here, "web")), set(hosts.weeks(here, ids))
        people.read_roles(here, ids)
        for row in data.get("people", []):
            person = _person(here, row, known, found[clean_name(row["office"])].id, now)
            # Invented people have agreed; real ones are asked when they first come.
            person.agreed_at = person.agreed_at or (now if network.invented else None)
            before = (people.roles_of(here, person.id) or [COUNSELLOR]) if digest else []
            people.set_roles(here, person.id, list(row.get("roles", [COUNSELLOR])))
            if digest:
                _note_roles(here, digest, person, before, now)
            if (spans := _spans(row)) and person.id not in has_hours:
                # Whoever has said it in the chat is not asked by a file.
                hosts.put_week(here, person.id, network.local(now).date(), spans)
                has_hours.add(person.id)
            if person.id not in on_web:
                accounts.ensure(here, person.id, "web")
        return len(people.everyone(here))


def _note_roles(here: Here, digest: Digest, person: Person, before: list[str], now: datetime) -> None:
    after = people.roles_of(here, person.id)
    # A counsellor is what everybody is who has not been made anything else.
    for role in sorted({*before, *after} - {COUNSELLOR}):
        if (role in before) != (role in after):
            given = role in after
            audit.note(here, digest, None, "role.given" if given else "role.taken", now, whom=person.id, detail=role)


def _network(session: Session, data: Mapping[str, Any], now: datetime) -> Network:
    name = clean_name(data["network"]["name"])
    network = networks.by_name(session, name)
    if network is None:
        first, ageing = topics.start()
        network = Network(name=name, made_at=now, terms={}, contacts=[], topics=first, ageing=ageing)
        session.add(network)
    network.zone = str(data["network"].get("zone", ZONE))
    network.invented = bool(data.get("invented", False))
    return network


def _own_data(here: Here, data: Mapping[str, Any], now: datetime) -> None:
    # What coordinators have changed in the chat stays as they left it.
    network, theirs = networks.hold(here), changes.touched(here)
    words = {name: word for name, word in data.get("terms", {}).items() if f"{TERM}{name}" not in theirs}
    network.terms = words | {name: word for name, word in network.terms.items() if f"{TERM}{name}" in theirs}
    if "contacts" not in theirs:
        network.contacts = [
            {"name": clean_name(one["name"]), "tel": one["tel"], "hours": clean_name(str(one.get("hours", "")))}
            for one in data.get("contacts", [])
        ]
    if "set" not in theirs:
        perspectives.choose(here, str(data["network"].get("perspectives", DEFAULT)), now)


def _office(here: Here, data: Mapping[str, Any], there: dict[str, Office]) -> Office:
    name = clean_name(data["name"])
    office = there.get(name)
    if office is None:
        office = there[name] = Office(network_id=here.network_id, name=name)
        here.session.add(office)
    office.corporation = clean_name(str(data.get("corporation", "")))
    office.counsellors = int(data.get("counsellors", 1))
    # What the file does not say stays as coordinators have written it in the chat.
    office.address = clean_name(str(data.get("address", office.address or "")))
    office.tel = str(data.get("tel", office.tel or ""))
    office.parking = clean_name(str(data.get("parking", office.parking or "")))
    here.session.flush()
    return office


def _person(
    here: Here, data: Mapping[str, Any], known: dict[tuple[str, UUID | None], Person], office: UUID, now: datetime
) -> Person:
    name = clean_name(data["name"])
    if (name, office) not in known:
        person = known[name, office] = Person(network_id=here.network_id, office_id=office, name=name, joined_at=now)
        here.session.add(person)
        here.session.flush()
    return known[name, office]
