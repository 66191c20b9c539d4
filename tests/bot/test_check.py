"""`idobata check`: each problem with its cure, none with a secret; and what forbids a production start."""

from __future__ import annotations

import base64
import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import open_stores
from bot.bring import bring, read_file
from bot.check import start_problems
from bot.settings import Settings
from messages.papers import SHIPPED
from messages.words import words_of
from storage.db import Database
from tests.bot.command_line import Ended, command
from tests.chat import Chat
from tests.world import ALONE, START, World, settings_for

pytestmark = pytest.mark.slow

WARD = """
[network]
name = "ためし市"
[[contacts]]
name = "ためし市 相談センター"
tel = "03-0000-0009"
[[offices]]
name = "相談室 あけぼの"
[[people]]
name = "山本 ひかり"
office = "相談室 あけぼの"
"""
FINE = "気になるところはありませんでした。\n似た質問は言葉で探します。\n"
NO_NETWORK = (
    "まだネットワークがありません。「idobata invite --network '○○区' --tel 電話番号」で始めるか、"
    "区のファイルを「idobata bring ファイル」で取り込んでください。書き方は docs/ward.md にあります。"
)
NO_CONTACTS = (
    "ためし市の相談先がまだありません。"
    "「idobata invite --network 'ためし市' --tel 電話番号」で、基幹相談支援センターの番号を入れてください。"
    "区のファイルを使うときは、[[contacts]] に書いて「idobata bring ファイル」で取り込みます。"
    "それまで run では始まりません。"
)
INVENTED = "みほん区は架空のネットワークです。本番では別のフォルダー（IDOBATA_VAR）で始めてください。"
NO_TERM = "{}の言葉（[terms]）の {} が使えません。決まった名前で、1文字から20文字までに直してください。"
DAMAGED = "データベースが傷んでいます。動かさずに、控えから戻してください。"
KEYS = "マスター鍵が、鍵のデータベースと合いません。正しい鍵を戻してください。"


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that a ward was brought into: once, for every test has a copy."""
    folder = tmp_path_factory.mktemp("ward") / "var"
    brought(folder, WARD)
    return folder


@pytest.fixture
def var(ward: Path, tmp_path: Path) -> Path:
    """A folder with a ward of its own, as a production start wants it."""
    # Emptied by then; whoever opens a copy with them ends them.
    return shutil.copytree(ward, tmp_path / "var", ignore=shutil.ignore_patterns("*-wal", "*-shm"))


def brought(folder: Path, ward: str, name: str = "ためし市") -> None:
    """Bring a network in."""
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / "ward.toml"
    path.write_text(ward, encoding="utf-8")
    assert command(folder, "bring", str(path)) == Ended(0, f"{name}を取り込みました。いま1人です。\n", "")
    # As after a clean end: everything is in the file itself, which some tests spoil.
    with contextlib.closing(sqlite3.connect(folder / "idobata.db")) as connection:
        assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)


def change(folder: Path, statement: str) -> None:
    """Change the main database behind the program's back."""
    stores = open_stores(Settings(var=folder))
    with stores.database.write() as session:
        session.execute(text(statement))
    stores.database.dispose()
    stores.keys.engine.dispose()


def test_a_ward_that_is_ready_has_no_problems(var: Path) -> None:
    assert command(var, "check") == Ended(0, FINE, "")


def test_the_demo_has_no_problems(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "var", "sqlite")
    settings.var.chmod(0o700)
    for path in settings.var.iterdir():
        path.chmod(0o600)
    assert command(settings.var, "check", IDOBATA_DEMO="true") == Ended(0, FINE, "")


def test_an_empty_folder_has_no_network(tmp_path: Path) -> None:
    assert command(tmp_path / "new", "check") == Ended(2, "", f"{NO_NETWORK}\n")


def test_without_contacts_a_production_start_is_refused(tmp_path: Path) -> None:
    brought(tmp_path / "var", WARD.replace("[[contacts]]", "[[others]]"))
    assert command(tmp_path / "var", "check") == Ended(2, "", f"{NO_CONTACTS}\n")
    assert command(tmp_path / "var", "run") == Ended(2, "", f"{NO_CONTACTS}\n")
    cure = ("invite", "--network", "ためし市", "--tel")
    assert NO_CONTACTS in command(tmp_path / "var", *cure[:3]).out, "one cure, whoever names it"
    assert command(tmp_path / "var", *cure, "03-0000-0009").code == 0
    assert command(tmp_path / "var", "check") == Ended(0, FINE, "")


def test_a_production_start_of_nothing_or_of_the_invented_ward_is_refused(tmp_path: Path) -> None:
    assert command(tmp_path / "new", "run") == Ended(2, "", f"{NO_NETWORK}\n")
    settings = settings_for(tmp_path / "var", "sqlite")
    assert command(settings.var, "run") == Ended(2, "", f"{INVENTED}\n")
    assert command(settings.var, "check").sentences[-1] == INVENTED


def test_a_start_that_was_refused_does_not_count_as_a_crash(tmp_path: Path) -> None:
    assert command(tmp_path / "new", "run").code == 2
    assert (tmp_path / "new" / "idobata.lock").read_bytes() == b""


def test_a_damaged_database_is_found(var: Path) -> None:
    path = var / "idobata.db"
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xa5" * (size - 4096 * 3))
    before = path.read_bytes()
    assert command(var, "check") == Ended(2, "", f"{DAMAGED}\n")
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["idobata.db", "keys.db"])
def test_a_file_that_is_no_database_is_said_and_left_alone(var: Path, name: str) -> None:
    (var / name).write_bytes(b"this is no database, but it may be somebody's\n" * 200)
    for arguments in (["check"], ["run"], ["link", "山本 ひかり"], ["bring", str(var / "ward.toml")]):
        assert command(var, *arguments) == Ended(2, "", f"{DAMAGED}\n")
    assert (var / name).read_bytes() == b"this is no database, but it may be somebody's\n" * 200


def test_rows_of_courses_that_cannot_be_used_are_named(var: Path) -> None:
    kept = """[{"key": "renewal", "note": "ok"}, {"key": "w1"}, {"key": "chief", "counts": "x"}]"""
    change(var, f"UPDATE networks SET courses = '{kept}'".replace(": ", r"\: "))
    said = "ためし市の研修のきまり（{}）が使えません。「研修のきまり」で入れなおしてください：{}\n"
    name = said.format("w1", '「name」がありません。ここに「name = "…"」のような行を足してください。')
    counts = said.format("chief", "「counts」は、「counts = true」か false で書いてください。")
    assert command(var, "check") == Ended(2, "", name + counts)


def other_key() -> str:
    """Return a key that opens nothing."""
    return base64.b64encode(b"k" * 32).decode()


def test_the_wrong_master_key_is_found_and_never_said(var: Path) -> None:
    world = World(Settings(var=var, web_port=0))
    # Whom a ward's file has brought has to agree first.
    chat = Chat(world, world_person(world)).opens().taps("わかりました、はじめる")
    chat.taps("ふりかえり").taps("3分（2つの視点）")
    world.close()
    key = other_key()
    assert command(var, "check") == Ended(0, FINE, "")
    assert command(var, "check", IDOBATA_MASTER_KEY=key) == Ended(2, "", f"{KEYS}\n")
    assert command(var, "run", IDOBATA_MASTER_KEY=key) == Ended(2, "", f"{KEYS}\n")


def world_person(world: World) -> str:
    """Return the one person's user id."""
    with world.app.stores.database.read() as session:
        return str(session.execute(text("SELECT user_id FROM accounts")).scalar_one())


def test_what_is_secret_must_not_be_readable_by_others(var: Path) -> None:
    (var / "master.key").chmod(0o604)
    (var / "keys.db").chmod(0o640)
    cure = "を、ほかの人も読めます。「chmod 600」で持ち主だけにしてください。"
    assert command(var, "check") == Ended(2, "", f"master.key {cure}\nkeys.db {cure}\n")
    (var / "master.key").chmod(0o600)
    (var / "keys.db").chmod(0o400)
    assert command(var, "check") == Ended(0, FINE, "")


def test_a_settings_file_with_the_key_in_it_must_not_be_readable_by_others(var: Path) -> None:
    key = (var / "master.key").read_text().strip()
    (var / "master.key").unlink()
    path = var / "idobata.toml"
    path.write_text(f'master_key = "{key}"\n')
    path.chmod(0o644)
    ended = command(var, "check")
    sentence = "idobata.toml を、ほかの人も読めます。「chmod 600」で持ち主だけにしてください。"
    assert (ended, key in ended.err) == (Ended(2, "", f"{sentence}\n"), False)


def test_a_set_that_is_gone_is_found(var: Path) -> None:
    change(var, "UPDATE chosen_sets SET set_id = 'gone-set'")
    assert command(var, "check") == Ended(
        2, "", "視点のセットが使えません（gone-set）。docs/perspectives.md の例と見くらべてください。\n"
    )


def test_a_wards_paper_that_cannot_be_used_is_named_with_its_lines(var: Path, tmp_path: Path) -> None:
    (var / "idobata.toml").write_text(f'papers = "{tmp_path / "papers"}"\n')
    assert command(var, "check") == Ended(2, "", "設定の papers にある papers というフォルダーがありません。\n")
    (tmp_path / "papers").mkdir()
    assert command(var, "check") == Ended(0, FINE, "")
    shipped = (SHIPPED / "sheet.toml").read_text(encoding="utf-8")
    wrong = shipped.replace("size = 10.5", "size = 105").replace('part = "step"', 'part = "stop"')
    (tmp_path / "papers" / "sheet.toml").write_text(wrong, encoding="utf-8")
    assert command(var, "check") == Ended(
        2,
        "",
        "sheet.toml の8行目の size は、8から20までの数で書いてください。\n"
        "sheet.toml の45行目の part は、次から選んでください： day, about, name, good, rest, step, space\n"
        'sheet.toml に part = "step" がありません。そこに書かれた文が、紙から消えてしまいます。\n',
    )


def test_a_term_that_came_in_by_the_back_door_is_named_for_each_ward_and_nothing_is_drawn_with_it(var: Path) -> None:
    brought(var, WARD.replace("ためし市", "となり市"), "となり市")
    change(var, f"""UPDATE networks SET terms = '{{"reflection": "{"長" * 30}"}}'""")
    assert command(var, "check").sentences == [NO_TERM.format(name, "reflection") for name in ("ためし市", "となり市")]
    change(var, """UPDATE networks SET terms = '{"well": ""}' WHERE name = 'となり市'""")
    change(var, "UPDATE networks SET terms = '{}' WHERE name = 'ためし市'")
    told = Ended(2, "", NO_TERM.format("となり市", "well") + "\n")
    assert command(var, "check") == command(var, "check", IDOBATA_DEMO="true") == told


def test_all_problems_are_said_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    brought(folder, WARD.replace("[[contacts]]", "[[others]]"))
    (folder / "master.key").chmod(0o644)
    change(folder, "UPDATE chosen_sets SET set_id = 'gone-set'")
    assert [sentence.partition("、")[0].partition("（")[0] for sentence in command(folder, "check").sentences] == [
        "master.key を",
        "ためし市の相談先がまだありません。「idobata invite --network 'ためし市' --tel 電話番号」で",
        "視点のセットが使えません",
    ]


def test_looking_for_problems_changes_nothing(var: Path) -> None:
    def files() -> dict[str, bytes]:
        # Whoever is connected keeps a memory beside the file, and an empty journal.
        found = {path.name: path.read_bytes() for path in var.iterdir() if not path.name.endswith("-shm")}
        return {name: held for name, held in found.items() if held or not name.endswith("-wal")}

    before = files()
    assert command(var, "check").code == 0
    assert files() == before


def test_110_and_119_are_there_whatever_the_contacts_are(world: World, tmp_path: Path) -> None:
    chat = Chat(world, world.person(ALONE)).opens()
    # In the evening the centre, which has closed, stands behind those who answer.
    others = ("☎ みほん区 虐待防止センター", "☎ みほん 支える人のこころの電話", "☎ みほん区 基幹相談支援センター")
    always = ["☎ 110（警察）", "☎ 119（救急）"]
    assert [one for one in chat.taps("人に話す").buttons if one.startswith("☎")] == [*others, *always]
    path = tmp_path / "bare.toml"
    path.write_text("invented = true\n[network]\nname = 'みほん区'\n", encoding="utf-8")
    bring(world.app.stores.database, read_file(path), START)
    chat.opens().taps("人に話す")
    assert [one for one in chat.buttons if one.startswith("☎")] == always
    assert [chat.data(label) for label in always] == ["110", "119"]
    assert said(world.app.stores.database) == [INVENTED]


def said(database: Database) -> list[str]:
    """Return what forbids a production start."""
    return [words_of().say(problem) for problem in start_problems(database)]
