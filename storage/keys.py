"""The key store: a key per person, and under it one per private text; deleting a key shreds every copy of the text.

It lives in a database of its own of which only the newest copy is ever kept, so an old backup of the main database
opens nothing that was deleted since. The master key wraps the persons' keys and is not in any database.
"""

from __future__ import annotations

import hmac
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Uuid,
    bindparam,
    create_engine,
    delete,
    event,
    exists,
    insert,
    make_url,
    or_,
    select,
)
from sqlalchemy.exc import IntegrityError

from storage.db import BUSY_MS, UtcDateTime, insert_once, open_postgresql
from storage.fault import fault
from storage.seal import Place, Unreadable, key_id_of, new_key, seal, unseal

metadata = MetaData()

person_keys = Table(
    "person_keys",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    Column("network_id", Uuid, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)
text_keys = Table(
    "text_keys",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("network_id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False, index=True),
    Column("wrapped", LargeBinary, nullable=False),
)
tombstones = Table(
    "tombstones",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("shredded_at", UtcDateTime, nullable=False),
)
# How far each network's record reached (storage/heads.py): here, because it must not go back with a restore.
heads = Table(
    "heads",
    metadata,
    Column("network_id", Uuid, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("link", LargeBinary(32), nullable=False),
)

# Built once: a turn in a private text begins with it, and building it took as long as running it.
_WRAPPED = (
    select(text_keys.c.wrapped, person_keys.c.wrapped)
    .join(person_keys, person_keys.c.person_id == text_keys.c.person_id)
    .where(text_keys.c.id == bindparam("text"), text_keys.c.person_id == bindparam("person"))
    .where(text_keys.c.network_id == bindparam("network"))
)
_SHREDDED = select(tombstones).where(tombstones.c.id.in_(bindparam("ids", expanding=True)))
# Somebody's key, or a tombstone: is there any?
_USED = select(or_(exists(select(person_keys.c.person_id)), exists(select(tombstones.c.id))))


@dataclass(frozen=True, slots=True)
class TextKey:
    """The key of one text, unwrapped: for the turn that asked for it and no longer, so that shredding is immediate."""

    id: UUID
    _key: bytes = field(repr=False)

    def seal(self, place: Place, plain: bytes) -> bytes:
        """Seal bytes with this key."""
        return seal(self._key, self.id, place, plain)

    def open(self, place: Place, value: bytes) -> bytes:
        """Open what was sealed with this key at this place; raises Unreadable."""
        return unseal(self._key, place, value)


class Keys:
    """The keys of one installation; all methods may be called from several threads."""

    def __init__(self, engine: Engine, master: bytes) -> None:
        self.engine = engine
        self._master = master
        # Readers do not wait for one another, as they would in an immediate transaction.
        self._reading = engine.execution_options(idobata_read=True)
        self._digesting = HKDF(SHA256(), 32, salt=None, info=b"idobata digest").derive(master)

    def make(self, network: UUID, person: UUID, text: UUID) -> None:
        """Make the key of one text (a draft, a reflection); it is durable when this returns; done twice is done.

        Raises Unreadable for somebody who has been deleted.
        """
        fault("key.before_make")
        with self.engine.begin() as connection:
            above = self._person_key(connection, network, person)
            wrapped = seal(above, person, Place(network, "text_keys", "wrapped", text), new_key())
            if connection.scalar(select(text_keys.c.id).where(text_keys.c.id == text)) is None:
                row = {"id": text, "network_id": network, "person_id": person, "wrapped": wrapped}
                connection.execute(insert(text_keys).values(row))
        fault("key.after_make")

    def seal(self, place: Place, person: UUID, text: UUID, plain: bytes) -> bytes:
        """Seal bytes with a text's key; raises Unreadable when that key has been shredded."""
        return self.key(place.network, person, text).seal(place, plain)

    def open(self, place: Place, person: UUID, value: bytes) -> bytes:
        """Open what was sealed for this person at this place; raises Unreadable."""
        return self.key(place.network, person, key_id_of(value)).open(place, value)

    def shred(self, text: UUID) -> None:
        """Delete a text's key for good and leave a tombstone; done twice is done."""
        with self.engine.begin() as connection:
            connection.execute(delete(text_keys).where(text_keys.c.id == text))
            _bury(connection, [text])
        fault("key.after_shred")

    def shred_person(self, person: UUID) -> None:
        """Delete a person's key and those of all her texts for good, and leave tombstones; done twice is done."""
        hers = text_keys.c.person_id == person
        with self.engine.begin() as connection:
            texts = connection.scalars(select(text_keys.c.id).where(hers)).all()
            connection.execute(delete(text_keys).where(hers))
            connection.execute(delete(person_keys).where(person_keys.c.person_id == person))
            _bury(connection, [person, *texts])
        fault("key.after_shred")

    def key_behind(self, text: UUID) -> tuple[UUID, TextKey] | None:
        """Return the network and the key of a text, whoever's it is; None where it was shredded.

        Raises Unreadable where neither the key nor its tombstone is there.
        """
        with self._reading.connect() as connection:
            row = connection.execute(select(text_keys).where(text_keys.c.id == text)).one_or_none()
        if row is not None:
            return row.network_id, self.key(row.network_id, row.person_id, text)
        if not self.shredded([text]):
            raise Unreadable("key")
        return None

    def digest(self, text: str) -> bytes:
        """Return 32 bytes for a text too short for a plain hash: without the master key it cannot be guessed."""
        return hmac.digest(self._digesting, text.encode("utf-8", "replace"), "sha256")

    def opens(self) -> bool:
        """Tell whether the master key is the one that this store was made with."""
        with self._reading.connect() as connection:
            row = connection.execute(select(person_keys).limit(1)).one_or_none()
        if row is None:
            return True
        try:
            unseal(self._master, Place(row.network_id, "person_keys", "wrapped", row.person_id), row.wrapped)
        except Unreadable:
            return False
        return True

    def shredded(self, ids: Iterable[UUID]) -> set[UUID]:
        """Return those of the ids whose keys have been shredded."""
        return set(self.shredded_at(ids))

    def shredded_at(self, ids: Iterable[UUID]) -> dict[UUID, datetime]:
        """Return when the keys of those of the ids were shredded that have been."""
        with self._reading.connect() as connection:
            found = connection.execute(_SHREDDED, {"ids": list(ids)})
            return {row.id: row.shredded_at for row in found}

    def key(self, network: UUID, person: UUID, text: UUID) -> TextKey:
        """Return the key of one text, to be used at once; raises Unreadable when it has been shredded."""
        with self._reading.connect() as connection:
            row = connection.execute(_WRAPPED, {"text": text, "person": person, "network": network}).one_or_none()
        if row is None:
            raise Unreadable("key")
        above = unseal(self._master, Place(network, "person_keys", "wrapped", person), row[1])
        return TextKey(text, unseal(above, Place(network, "text_keys", "wrapped", text), row[0]))

    def _person_key(self, connection: Connection, network: UUID, person: UUID) -> bytes:
        place = Place(network, "person_keys", "wrapped", person)
        wanted = select(person_keys.c.wrapped).where(person_keys.c.person_id == person)
        wrapped = connection.scalar(wanted)
        if wrapped is None:
            if connection.scalar(select(tombstones.c.id).where(tombstones.c.id == person)):
                # Who has been deleted gets no new key, whatever of hers was still under way.
                raise Unreadable("person")
            wrapped = seal(self._master, person, place, new_key())
            try:
                with connection.begin_nested():
                    row = insert(person_keys).values(person_id=person, network_id=network, wrapped=wrapped)
                    connection.execute(row)
            except IntegrityError:
                # Another worker was first; its key is the one.
                wrapped = connection.execute(wanted).scalar_one()
        return unseal(self._master, place, wrapped)


def _bury(connection: Connection, ids: list[UUID]) -> None:
    now = datetime.now(UTC)
    rows = [{"id": id, "shredded_at": now} for id in ids]
    connection.execute(insert_once(connection, tombstones).on_conflict_do_nothing(), rows)


def is_empty(engine: Engine) -> bool:
    """Tell whether a key store has never held anybody's key: one whose people have all left holds their tombstones."""
    with engine.connect().execution_options(idobata_read=True) as connection:
        return not connection.scalar(_USED)


def open_key_store(url: str) -> Engine:
    """Return the engine of the key store at a URL (SQLite or PostgreSQL); its traps are not the main store's."""
    if make_url(url).get_backend_name() != "sqlite":
        return open_postgresql(url)
    engine = create_engine(
        url, hide_parameters=True, connect_args={"check_same_thread": False, "isolation_level": None}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        # No write-ahead log here: shredded keys must not live on in one; secure_delete writes zeros over them.
        for pragma in ("journal_mode=DELETE", "secure_delete=ON", "synchronous=FULL", f"busy_timeout={BUSY_MS}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        # What only reads is one statement, a transaction by itself.
        if not connection.get_execution_options().get("idobata_read"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "commit")
    def finish(connection: Connection) -> None:
        connection.exec_driver_sql("COMMIT")

    return engine
