"""Two networks side by side: a full one, and a small one whose people must see and change nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Table, Uuid, bindparam, insert, select, update

from bot.app import Stores
from bot.bring import bring
from storage import accounts, audit, invites, networks, people, perspectives, reflections, shown, signins
from storage.changes import Change
from storage.db import Here, Session
from storage.gatherings import Gathering
from storage.ids import short, uuid7
from storage.invites import Invite
from storage.pulses import Gap
from storage.schema import metadata
from storage.shares import Reader, Share
from tests.chat import Chat
from tests.privacy import training, visits, well
from tests.world import ALONE, START, Stand, World, settings_for, stand_of

OWNED: tuple[Table, ...] = tuple(t for t in metadata.sorted_tables if "network_id" in t.columns)
OTHER = "べつの区"
STRANGER = "よそ もの"
FILE: dict[str, Any] = {
    "invented": True,
    "network": {"name": OTHER, "perspectives": "tokyo-v8"},
    "contacts": [{"name": "べつの区のセンター", "tel": "03-0000-0009", "hours": "平日"}],
    "offices": [{"name": "べつの相談室", "corporation": "べつの会", "counsellors": 2}],
    "people": [
        {"name": STRANGER, "office": "べつの相談室"},
        # Somebody of the same name as the owner of what must not be seen.
        {"name": ALONE, "office": "べつの相談室"},
    ],
}

# What no other row of any network may have, whatever else it holds, and how it is made.
UNIQUE: dict[str, tuple[str, Callable[[UUID], str | int]]] = {
    "accounts": ("user_id", str),
    "places": ("chat", str),
    "search_index": ("place", lambda id: id.int % 2**62),
}

Rows = dict[str, list[tuple[Any, ...]]]

# Built once: some tests ask for all rows a thousand times.
ROWS = {
    table.name: select(table).where(table.c.network_id == bindparam("network")).order_by(*table.primary_key.columns)
    for table in OWNED
}


@dataclass(frozen=True)
class Side:
    """A network's id and the id of one of its people."""

    network: UUID
    person: UUID


@dataclass(frozen=True)
class Two:
    """The full network (its owner has everything) and the other one."""

    own: Side
    other: Side
    stranger: str


@dataclass(frozen=True)
class Prepared:
    """A world as it stood once, to begin there again: filling it takes longer than most that is done then."""

    what: Any
    stand: Stand
    at: datetime


Build = Callable[[World], Any]
Prepare = Callable[[str, Build], Prepared]


def prepare(folder: Path, backend: str, fill: Build) -> Prepared:
    """Fill a world on this backend, under a folder, and stop; what came of it is kept beside how things stand then."""
    world = World(settings_for(folder, backend))
    what = fill(world)
    world.close()
    return Prepared(what, stand_of(world.settings), world.clock.now())


def build(world: World) -> Two:
    """Bring the other network in, and let somebody of the first have a row in every table."""
    bring(world.app.stores.database, FILE, START + timedelta(hours=1))
    fill_own(world)
    with world.app.stores.database.read() as session:
        first, second = networks.everyone(session)
        own = people.by_name(Here(session, first.id), ALONE)[0]
        stranger = people.by_name(Here(session, second.id), STRANGER)[0]
        return Two(Side(first.id, own.id), Side(second.id, stranger.id), str(stranger.id))


CODE = "123456"
SECRETS = ("秘密の一行", "秘密の一歩", "秘密の書きかけ")


def fill_own(world: World) -> None:
    """Let the owner finish a reflection, be asked about its next step, and have a draft of each form."""
    chat = Chat(world, world.person(ALONE)).opens()
    chat.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says(SECRETS[0])
    chat.taps("今回は関係しない").says(SECRETS[1]).taps("1週間後").sees("おつかれさまでした")
    world.clock.forward(days=6, hours=20)
    world.tick()
    chat.opens().taps("ふりかえり").taps("おためし（保存しません）").taps("会議").taps("これから考えたい").says(
        SECRETS[2]
    )
    chat.opens().taps("ふりかえり").taps("6つぜんぶ").taps("会議").taps("これから考えたい").says(SECRETS[2])
    sign_in(world, chat.user)
    blocks(world, chat.user)
    coordinates(world, chat.user)
    shares(world, chat.user)
    asks(world, chat.user)


def blocks(world: World, user: str) -> None:
    """Give somebody another account that nothing reaches any more, a message on it, and a gap that she was told of."""
    now = world.clock.now()
    with world.app.stores.database.write() as session:
        who = accounts.who(session, "web", user)
        assert who is not None
        here = Here(session, who.network.id)
        accounts.join(here, who.person.id, "telegram", "700100300")
        accounts.stop(here, accounts.of_person(here, who.person.id)[1].id, "blocked", now)
        shown.note(here, who.person.id, "telegram", "700100300", [("about", "1:1")], now)
        gap = Gap(network_id=who.network.id, platform="telegram")
        gap.since, gap.until = now - timedelta(days=2), now
        session.add(gap)


def coordinates(world: World, user: str) -> None:
    """Give somebody two invitations (one was used), a change, a set, a meeting's code and a line in the record."""
    now, later = world.clock.now(), world.clock.now() + timedelta(days=7)
    with world.app.stores.database.write() as session:
        who = accounts.who(session, "web", user)
        assert who is not None and who.person.office_id
        here, mine = Here(session, who.network.id), {"network_id": who.network.id}
        by = who.person.id
        invite = Invite(**mine, made_by=by, person_id=by, office_id=who.person.office_id, role="counsellor", name="x")
        invite.token_hash, invite.code_hash = uuid7().bytes * 2, uuid7().bytes * 2
        invite.made_at, invite.expires_at, invite.code_until, invite.used_at = now, later, later, now
        hashed = world.app.stores.keys.digest(f"gathering-code:{CODE}")
        gathering = Gathering(**mine, made_by=by, code_hash=hashed, made_at=now, expires_at=later)
        change = Change(**mine, made_by=by, what="topics", before=[], after=["余暇"], made_at=now)
        own = perspectives.OwnSet(**mine, set_id="own", version=1, toml="", added_by=by, added_at=now)
        session.add_all([invite, gathering, change, own])
        session.flush()
        perspectives.choose(here, perspectives.chosen(here, "none"), now, own.id)
        invites.make(here, world.app.stores.keys.digest, now, invites.Wanted("counsellor"))
        signins.make_link(here, who.account.id, now)
        audit.note(here, world.app.stores.keys.digest, by, "role.given", now, whom=by, detail="chief")
        audit.note(here, world.app.stores.keys.digest, None, audit.SHORTER, now)


def shares(world: World, user: str) -> None:
    """Let somebody have shared a reflection with a colleague, in return for a share of her own."""
    now = world.clock.now()
    with world.app.stores.database.write() as session:
        who = accounts.who(session, "web", user)
        assert who is not None
        here, mine = Here(session, who.network.id), {"network_id": who.network.id}
        reflection = reflections.of_person(here, who.person.id)[0].id
        of = {"owner_id": who.person.id, "reflection_id": reflection, "purpose": "mutual", "state": "open"}
        of |= {"body": b"sealed", "made_at": now, "expires_at": now + timedelta(days=30)}
        first = Share(**mine, **of)
        session.add(first)
        session.flush()
        session.add(Share(**mine, **of, answers=first.id))
        session.add(Share(**mine, **of | {"state": "prepared"}))
        session.add(Reader(**mine, share_id=first.id, person_id=who.person.id))


def asks(world: World, user: str) -> None:
    """Let somebody have asked and answered at the well, and be visited and visit."""
    with world.app.stores.database.write() as session:
        who = accounts.who(session, "web", user)
        assert who is not None
        here = Here(session, who.network.id)
        well.ask(here, who.person.id, world.clock.now())
        visits.arrange(here, who.person.id, world.clock.now())
        training.train(here, who.person.id, world.clock.now())


def sign_in(world: World, user: str) -> None:
    """Give somebody a session."""
    with world.app.stores.database.write() as session:
        who = accounts.who(session, "web", user)
        assert who is not None
        signins.make_session(Here(session, who.network.id), who.account.id, world.clock.now())


def rows_of(stores: Stores, network: UUID) -> Rows:
    """Return all rows of a network, by table, in the order of their keys."""
    with stores.database.read() as session:
        return all_rows(session, network)


def all_rows(session: Session, network: UUID) -> Rows:
    """Return all rows of a network as they stand in a session."""
    return {name: [tuple(row) for row in session.execute(query, {"network": network})] for name, query in ROWS.items()}


def ids_of(stores: Stores, network: UUID) -> dict[str, list[UUID]]:
    """Return all ids that stand in a network's rows, by table and column."""
    found: dict[str, list[UUID]] = {}
    with stores.database.read() as session:
        for table in OWNED:
            for column in table.columns:
                if isinstance(column.type, Uuid):
                    wanted = select(column).where(table.c.network_id == network, column.is_not(None))
                    wanted = wanted.distinct().order_by(column)
                    found[f"{table.name}.{column.name}"] = list(session.scalars(wanted))
    return found


def mentions(value: object, ids: set[UUID]) -> bool:
    """Tell whether a result holds one of these ids or anything sealed: rows, dataclasses, lists, texts."""
    if isinstance(value, UUID):
        return value in ids
    if isinstance(value, str):
        return any(str(id) in value or short(id) in value for id in ids)
    if isinstance(value, dict):
        return any(mentions(part, ids) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple | set):
        return any(mentions(part, ids) for part in value)
    if hasattr(value, "__dataclass_fields__"):
        return any(mentions(getattr(value, name), ids) for name in value.__dataclass_fields__)
    if hasattr(value, "__table__"):
        return any(mentions(getattr(value, column.key), ids) for column in value.__table__.columns)
    return False


def row_of(session: Session, table: Table, network: UUID) -> dict[str, Any]:
    """Return a row of a network in a table that points wherever a row of this table can point.

    Where its id is that of what it belongs to, it belongs to a copy of that, which has no such row yet.
    """
    pointing = [table.c[name] for key in table.foreign_key_constraints for name in key.column_keys]
    wanted = select(table).where(table.c.network_id == network, *(column.is_not(None) for column in pointing))
    row = dict(session.execute(wanted.limit(1)).one()._mapping)
    if "id" in table.columns and table.c.id.foreign_keys:
        (owner,) = {key.column.table for key in table.c.id.foreign_keys}
        belongs = select(owner).where(owner.c.network_id == network, owner.c.id == row["id"])
        row["id"] = uuid7()
        session.execute(insert(owner).values(dict(session.execute(belongs).one()._mapping) | {"id": row["id"]}))
    return row


def foreign_rows(table: Table, row: dict[str, Any], network: UUID) -> list[tuple[str, Any]]:
    """Return what puts a copy of a row into another network, still pointing at the first one's rows.

    Where a network has one row of a table, that row is made to point there.
    """
    copies = []
    for key in table.foreign_key_constraints:
        columns = [column for column in key.column_keys if column != "network_id"]
        if not columns:
            continue
        values = dict(row) | {"network_id": network}
        if "id" in table.columns and columns != ["id"]:
            values["id"] = uuid7()
        for column in table.columns:
            if column.unique and isinstance(column.type, LargeBinary):
                values[column.name] = values["id"].bytes * 2
        if table.name in UNIQUE:
            name, another = UNIQUE[table.name]
            values[name] = another(uuid7())
        put: Any = insert(table).values(values)
        if table.primary_key.columns.keys() == ["network_id"]:
            put = update(table).where(table.c.network_id == network).values({columns[0]: row[columns[0]]})
        copies.append((f"{table.name}.{columns[0]}", put))
    return copies
