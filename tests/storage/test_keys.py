"""The key store: whose key opens what, what a shredded key leaves behind, and two that make the first key at once."""

from __future__ import annotations

import threading
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from storage import keys as key_store
from storage.fault import set_trap
from storage.keys import Keys, open_key_store
from storage.migrate import migrate
from storage.seal import Place, Unreadable, new_key
from tests.storage.processes import PEER, SPAWN, ended, make_some
from tests.world import settings_for

MASTER = new_key()
NETWORK, PERSON = uuid4(), uuid4()
SECRET = b"what nobody else reads"


@pytest.fixture
def url(backend: str, tmp_path: Path) -> str:
    """The address of an empty key store."""
    url = settings_for(tmp_path / "var", backend).keys
    return url if backend == "postgres" else f"sqlite:///{tmp_path / 'fresh.db'}"


@pytest.fixture
def keys(url: str) -> Keys:
    """An empty key store."""
    opened = Keys(open_key_store(url), MASTER)
    migrate(opened.engine, "keys")
    return opened


@pytest.fixture(autouse=True)
def closed(keys: Keys) -> object:
    """Close the store after the test."""
    yield
    keys.engine.dispose()


def place(row: UUID) -> Place:
    """Return a place in this network."""
    return Place(NETWORK, "reflections", "body", row)


def test_a_text_is_sealed_and_opened_with_its_own_key(keys: Keys) -> None:
    id = uuid4()
    keys.make(NETWORK, PERSON, id)
    sealed = keys.seal(place(id), PERSON, id, SECRET)
    assert SECRET not in sealed
    assert keys.open(place(id), PERSON, sealed) == SECRET


def test_without_a_key_nothing_is_sealed(keys: Keys) -> None:
    with pytest.raises(Unreadable):
        keys.seal(place(uuid4()), PERSON, uuid4(), SECRET)


def test_a_shredded_key_opens_and_seals_nothing_any_more(keys: Keys) -> None:
    id, other = uuid4(), uuid4()
    keys.make(NETWORK, PERSON, id)
    keys.make(NETWORK, PERSON, other)
    sealed, kept = (keys.seal(place(one), PERSON, one, SECRET) for one in (id, other))
    keys.shred(id)
    keys.shred(id)
    with pytest.raises(Unreadable):
        keys.open(place(id), PERSON, sealed)
    with pytest.raises(Unreadable):
        keys.seal(place(id), PERSON, id, SECRET)
    assert keys.open(place(other), PERSON, kept) == SECRET
    assert keys.shredded([id, other, uuid4()]) == {id}


def test_a_key_that_never_was_may_be_shredded(keys: Keys) -> None:
    id = uuid4()
    keys.shred(id)
    assert keys.shredded([id]) == {id}
    assert keys.shredded([]) == set()


def test_nobody_opens_with_another_persons_or_networks_name(keys: Keys) -> None:
    id, other = uuid4(), uuid4()
    keys.make(NETWORK, PERSON, id)
    keys.make(NETWORK, other, uuid4())
    sealed = keys.seal(place(id), PERSON, id, SECRET)
    with pytest.raises(Unreadable):
        keys.open(place(id), other, sealed)
    with pytest.raises(Unreadable):
        keys.open(Place(uuid4(), "reflections", "body", id), PERSON, sealed)


def test_a_key_row_that_was_moved_to_another_person_opens_nothing(keys: Keys) -> None:
    id, thief = uuid4(), uuid4()
    keys.make(NETWORK, PERSON, id)
    keys.make(NETWORK, thief, uuid4())
    sealed = keys.seal(place(id), PERSON, id, SECRET)
    with keys.engine.begin() as connection:
        connection.execute(key_store.text_keys.update().where(key_store.text_keys.c.id == id).values(person_id=thief))
    with pytest.raises(Unreadable):
        keys.open(place(id), thief, sealed)


def test_a_wrong_master_key_is_noticed_and_opens_nothing(keys: Keys, url: str) -> None:
    wrong = Keys(open_key_store(url), new_key())
    assert wrong.opens()
    id = uuid4()
    keys.make(NETWORK, PERSON, id)
    sealed = keys.seal(place(id), PERSON, id, SECRET)
    assert keys.opens()
    assert not wrong.opens()
    for use in (
        lambda: wrong.open(place(id), PERSON, sealed),
        lambda: wrong.seal(place(id), PERSON, id, SECRET),
        lambda: wrong.make(NETWORK, PERSON, uuid4()),
    ):
        with pytest.raises(Unreadable):
            use()
    wrong.engine.dispose()


def _count(keys: Keys) -> tuple[int, int]:
    with keys.engine.connect() as connection:
        tables = (key_store.person_keys, key_store.text_keys)
        people, texts = (connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
        return people, texts


def test_two_threads_that_make_a_persons_first_key_at_once_make_one(keys: Keys, url: str) -> None:
    other = Keys(open_key_store(url), MASTER)
    for round in range(8):
        person, ids = uuid4(), [uuid4(), uuid4()]
        meet = threading.Barrier(2)
        set_trap(lambda point, meet=meet: _meet(point, meet))  # type: ignore[misc]
        try:
            threads = [
                threading.Thread(target=store.make, args=(NETWORK, person, id))
                for store, id in zip((keys, other), ids, strict=True)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            set_trap(None)
        assert _count(keys) == (round + 1, 2 * (round + 1))
        for id in ids:
            assert other.open(place(id), person, keys.seal(place(id), person, id, SECRET)) == SECRET
    other.engine.dispose()


def _meet(point: str, barrier: threading.Barrier) -> None:
    if point == "key.before_make":
        barrier.wait(10)


def test_two_processes_that_make_a_persons_first_key_at_once_make_one(keys: Keys, url: str) -> None:
    keys.engine.dispose()
    ids = [[uuid4() for _ in range(10)] for _ in range(2)]
    started = [SPAWN.Process(target=make_some, args=(url, MASTER, NETWORK, some)) for some in ids]
    for process in started:
        process.start()
    assert ended(started) == [0, 0]
    assert _count(keys) == (1, 20)
    for id in ids[0] + ids[1]:
        assert keys.open(place(id), PEER, keys.seal(place(id), PEER, id, SECRET)) == SECRET


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_shredded_key_is_not_in_the_file_any_more(keys: Keys, url: str) -> None:
    path = Path(url.removeprefix("sqlite:///"))
    ids = [uuid4() for _ in range(40)]
    for id in ids:
        keys.make(NETWORK, PERSON, id)
    with keys.engine.connect() as connection:
        rows = connection.execute(select(key_store.text_keys.c.id, key_store.text_keys.c.wrapped))
        wrapped = {row.id: row.wrapped for row in rows}
    assert all(wrapped[id] in path.read_bytes() for id in ids)
    for id in ids[::2]:
        keys.shred(id)
    left = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    for id in ids[::2]:
        assert wrapped[id] not in left
        # Neither as a whole nor its key, nonce or tail.
        assert wrapped[id][17:45] not in left
        assert wrapped[id][-24:] not in left
    assert all(wrapped[id] in left for id in ids[1::2])


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_key_store_keeps_no_log_of_what_it_forgot(keys: Keys) -> None:
    wanted = {"journal_mode": "delete", "secure_delete": 1, "synchronous": 2, "busy_timeout": 5000}
    with keys.engine.connect() as connection:
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted


def test_no_key_and_no_master_key_lies_in_the_store_in_the_clear(keys: Keys) -> None:
    id = uuid4()
    keys.make(NETWORK, PERSON, id)
    with keys.engine.connect() as connection:
        sizes = {len(row.wrapped) for row in connection.execute(select(key_store.text_keys.c.wrapped))}
        sizes |= {len(row.wrapped) for row in connection.execute(select(key_store.person_keys.c.wrapped))}
        values = [row.wrapped for row in connection.execute(select(key_store.person_keys.c.wrapped))]
    # Version, key id, nonce, 32 bytes of key, tag.
    assert sizes == {1 + 16 + 12 + 32 + 16}
    assert all(MASTER not in value for value in values)
