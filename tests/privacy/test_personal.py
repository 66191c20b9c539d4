"""Every column of every table is classified; what is hers is exported, and nothing of it is left when she has gone."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Column, MetaData, Table

from storage import keys, schema
from storage.db import EVERYWHERE
from storage.ids import short
from storage.personal import KEYS, TABLES
from storage.reflections import ReflectionLine
from storage.seal import Place
from tests.chat import Chat
from tests.privacy.find import found_in
from tests.privacy.full import STAYING, Full, every_row, expect_gone, fill, leave, naming, own_ids
from tests.privacy.two import Build, Prepare
from tests.world import ALONE, CENTRE, World


def columns(metadata: MetaData) -> set[str]:
    """Return every column as table.column."""
    return {f"{table.name}.{column.name}" for table in metadata.tables.values() for column in table.c}


def test_every_column_is_classified() -> None:
    # A new one: add it to storage/personal.py, and say whether she is given it and what becomes of it.
    for stores, metadata in ((TABLES, schema.metadata), (KEYS, keys.metadata)):
        classified = [f"{one.table.name}.{name}" for one in stores for name in one.columns]
        assert sorted(columns(metadata) - set(classified)) == []
        assert sorted(set(classified) - columns(metadata)) == []


def test_no_column_is_classified_twice() -> None:
    for one in (*TABLES, *KEYS):
        names = [*one.given, *one.opened, *one.people, *one.withheld]
        assert sorted(names) == sorted(set(names)), one.table.name


def test_what_points_at_a_person_has_an_owner_or_says_why_not() -> None:
    def points_at_her(table: Table, column: Column[object]) -> bool:
        keys = [key.column for key in column.foreign_keys]
        return any(key.table.name == "people" and key.name == "id" for key in keys)

    for one in TABLES:
        pointing = [column.name for column in one.table.c if points_at_her(one.table, column)]
        assert not pointing or one.hers is not None, one.table.name
        assert set(pointing) <= one.given | one.people, one.table.name


MARK, OTHERS_MARK = "わたしだけ", "よそのひと"


def fill_both(world: World) -> tuple[Full, Full]:
    """Give two people of one network one of everything, each reading what the other shares."""
    return fill(world, CENTRE, OTHERS_MARK, "700100302"), fill(world, ALONE, MARK, "700100301")


@pytest.fixture
def filling(request: pytest.FixtureRequest) -> Build | None:
    """What has filled the world in which a test begins."""
    return fill_both if "both" in request.fixturenames else None


@pytest.fixture
def both(prepared: Prepare, backend: str) -> tuple[Full, Full]:
    """Two people of one network who have one of everything, each reading what the other shares."""
    found: tuple[Full, Full] = prepared(backend, fill_both).what
    return found


@pytest.fixture
def other(both: tuple[Full, Full]) -> Full:
    """Somebody else who has everything."""
    return both[0]


@pytest.fixture
def owner(both: tuple[Full, Full]) -> Full:
    """Somebody who has everything."""
    return both[1]


def exported(world: World, one: Full) -> dict[str, Any]:
    """Let somebody take her data along; return what stands in the file for programs."""
    chat = Chat(world, str(one.id)).opens().says("わたしのデータ").taps("わたしのデータを受け取る")
    files = dict(chat.taps("ファイルを受け取る").files)
    (name,) = [name for name in files if name.endswith(".json")]
    found: dict[str, Any] = json.loads(files[name])
    return found


def is_of(row: dict[str, Any], ids: set[object]) -> bool:
    """Tell whether a row names somebody: found by looking at every value, not by what the program takes for hers."""
    return any(value in ids for value in row.values() if isinstance(value, UUID | str))


def test_she_has_a_row_in_every_table_that_can_hold_one(world: World, owner: Full) -> None:
    rows = every_row(world)
    ids = own_ids(rows, owner)
    have = {name for name, found in rows.items() if any(is_of(row, ids) for row in found)}
    assert have == {one.table.name for one in (*TABLES, *KEYS) if one.hers is not None}


def test_all_that_is_hers_is_exported_and_nobody_elses(world: World, owner: Full, other: Full) -> None:
    rows = every_row(world)
    ids, file = own_ids(rows, owner), exported(world, owner)
    for one in TABLES:
        hers = [row for row in rows[one.table.name] if is_of(row, ids)]
        if not hers:
            assert one.table.name not in file
            continue
        given = file[one.table.name]
        assert len(given) >= len(hers), one.table.name
        for name in one.given:
            # What she has done to get the file (an event, a line in the record) has come on top.
            missing = [row[name] for row in hers if plain(row[name]) not in [row[name] for row in given]]
            assert missing == [], f"{one.table.name}.{name}"
        for row in given:
            assert set(row) - one.given - one.opened - one.people == set(), one.table.name
    whole = json.dumps(file, ensure_ascii=False)
    assert [text for text in (owner.name, *owner.texts) if text not in whole] == []
    others = [other.name, str(other.id), short(other.id), other.telegram, *other.texts, "まだ来ない人"]
    assert [text for text in others if text in whole] == []


def plain(value: object) -> object:
    """Return a value as the file has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def test_what_opens_a_door_is_in_no_file(world: World, owner: Full) -> None:
    whole = json.dumps(exported(world, owner))
    for name, rows in every_row(world).items():
        for row in rows:
            for column, value in row.items():
                if isinstance(value, bytes) and value:
                    assert value.hex() not in whole, f"{name}.{column}"


def test_the_readable_file_says_the_same(world: World, owner: Full, other: Full) -> None:
    chat = Chat(world, str(owner.id)).opens().says("わたしのデータ").taps("わたしのデータを受け取る")
    (data,) = [data for name, data in chat.taps("ファイルを受け取る").files if name.endswith(".txt")]
    assert data.startswith(b"\xef\xbb\xbf")
    said = data.decode("utf-8-sig")
    assert [text for text in (owner.name, *owner.texts) if text not in said] == []
    assert [text for text in (other.name, *other.texts) if text in said] == []
    # By which numbers programs know her is nothing to read.
    assert [id for id in (str(owner.id), owner.telegram) if id in said] == []
    assert [line for line in said.split("\n") if line.startswith("■")] == [
        *("■ わたしのこと", "■ つないだアプリ", "■ ふりかえり", "■ 書きかけ", "■ 見せたもの", "■ 井戸端", "■ 訪問"),
        *("■ 研修", "■ うまく受け取れなかった文", "■ お知らせ", "■ ネットワークのためにしたこと"),
        "■ 記録に残っていること",
    ]


def test_after_deletion_nothing_of_hers_is_left(world: World, owner: Full) -> None:
    before = every_row(world)
    ids = own_ids(before, owner)
    texts = {row["id"] for row in before["text_keys"] if row["person_id"] == owner.id}
    leave(world, owner)
    expect_gone(world, owner, ids)
    rows = every_row(world)
    assert naming(rows, ids) == STAYING
    assert {owner.id, *texts} <= {row["id"] for row in rows["tombstones"]}
    assert [row["left_at"] for row in rows["people"] if row["id"] == owner.id] == [world.clock.now()]


def test_after_deletion_nothing_of_hers_is_in_any_file(world: World) -> None:
    # Filled by this very process: what it has written last is still in its journals.
    _, owner = fill_both(world)
    assert set(found_in(world.settings, owner.texts)) == set()
    assert found_in(world.settings, [owner.name, owner.telegram]) != {}
    leave(world, owner)
    world.tick()
    world.restart()
    assert found_in(world.settings, [*owner.texts, owner.name]) == {}


def test_deletion_takes_nothing_of_anybody_else(world: World, owner: Full, other: Full) -> None:
    def of_others(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
        kept = {one.table.name: one for one in (*TABLES, *KEYS) if one.hers is not None}
        return {name: [r for r in rows[name] if not is_of(r, ids) and r.get("id") not in nobodys] for name in kept}

    before = every_row(world)
    ids = own_ids(before, owner)
    # What she told others stays, of nobody.
    of_nobody = ["questions", "question_answers", "places", "visits", "visit_steps", "visit_offers"]
    of_nobody += ["course_runs", "polls", "cohorts", "awaited"]
    nobodys = {row["id"] for name in of_nobody for row in before[name] if is_of(row, ids)}
    gone = {row["id"] for row in before["shares"] if row["owner_id"] == owner.id}
    leave(world, owner)
    after = of_others(every_row(world))
    assert {row["id"]: row["answers"] for row in before["shares"]} != {row["id"]: None for row in after["shares"]}
    for name, rows in of_others(before).items():
        if name == "shares":
            rows = [row | {"answers": None} for row in rows]
        if name in ("share_readers", "outbox"):
            rows = [row for row in rows if row.get("share_id", row.get("subject_id")) not in gone]
        if name == "shown":
            rows = [row | {"gone": any(short(id) in row["about"] for id in gone)} for row in rows]
        if name in ("text_keys", "tombstones"):
            continue
        assert sorted(map(repr, after[name])) == sorted(map(repr, rows)), name
    # What the other wrote still opens for her, and for nobody the share that was given in return.
    assert other.texts[0] in json.dumps(exported(world, other), ensure_ascii=False)


def test_what_was_kept_before_there_was_more_to_keep_is_readable_too(world: World) -> None:
    chat = Chat(world, world.person(ALONE)).opens()
    chat.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says(MARK)
    chat.taps("今回は関係しない").taps("今日はなし").sees("おつかれさまでした")
    store = world.app.stores.keys
    old = {"label": "本人中心", "asked": None, "look": "good", "text": "まえの一行"}
    with world.app.stores.database.write() as session:
        line = session.query(ReflectionLine).execution_options(**EVERYWHERE).order_by(ReflectionLine.position).first()
        assert line is not None
        place = Place(line.network_id, "reflection_lines", "body", line.id)
        line.body = store.seal(place, line.person_id, line.reflection_id, json.dumps(old).encode())
    chat.presses("mydata:").taps("わたしのデータを受け取る").taps("ファイルを受け取る")
    assert [name for name, data in chat.files if "まえの一行" in data.decode("utf-8-sig")] == [
        name for name, _ in chat.files
    ]
