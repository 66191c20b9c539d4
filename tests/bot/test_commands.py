"""The commands: exit codes, sentences in Japanese, and never a traceback."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.app import open_stores
from bot.settings import Settings
from storage.db import BUSY_MS
from storage.ids import uuid7
from tests.bot.command_line import Ended, command
from tests.world import ALONE, World, settings_for

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
NOT_USABLE = (
    "データベースを使えませんでした。場所、権限、空き容量を確かめて、もう一度始めてください。データはそのままです。"
    "ほかの作業で使われているときは、少し待てば始められます。"
)
NEWER = (
    "データベースが、このプログラムより新しい版のものです。"
    "プログラムを新しくしてから、もう一度始めてください。データはそのままです。"
)


@pytest.fixture
def demo(tmp_path: Path) -> Settings:
    """A folder with the demo network."""
    return settings_for(tmp_path / "var", "sqlite")


def test_a_link_is_printed(demo: Settings) -> None:
    ended = command(demo.var, "link", "加藤みのり")
    head = re.escape("この方だけのリンクです（1回だけ、7日のあいだ使えます）： http://127.0.0.1:8737/in/")
    assert re.fullmatch(head + r"[A-Za-z0-9_-]{43}\n", ended.out)
    assert (ended.code, ended.err) == (0, "")


def test_a_link_has_the_address_that_people_open(demo: Settings) -> None:
    ended = command(demo.var, "link", ALONE, IDOBATA_WEB_URL="https://ido.example/")
    assert ended.out.partition("： ")[2].rpartition("/")[0] == "https://ido.example/in"


def test_who_is_not_known_gets_no_link(demo: Settings) -> None:
    said = "だれかさんは見つかりませんでした。名前を確かめて、もう一度お願いします。\n"
    assert command(demo.var, "link", "だれか") == Ended(2, "", said)
    assert command(demo.var, "link", ALONE, "--office", "相談室 こかげ").code == 2


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("nonsense", "idobata --help"),
        ("run --demos", "idobata run --help"),
        ("link", "idobata link --help"),
        ("link 加藤 みのり", "idobata link --help"),
        ("invite --network", "idobata invite --help"),
        ("telegram nonsense", "idobata telegram --help"),
        ("audit verify all", "idobata audit verify --help"),
    ],
)
def test_what_is_written_as_no_command_gets_a_sentence(tmp_path: Path, written: str, help: str) -> None:
    said = f"その書き方では分かりませんでした。「{help}」に書き方があります。見くらべて、もう一度お願いします。\n"
    assert command(tmp_path, *written.split()) == Ended(2, "", said)
    assert list(tmp_path.iterdir()) == []
    usage = command(tmp_path, *help.split()[1:]).out.splitlines()[0]
    assert f"{usage} ".startswith(f"使い方： {help.removesuffix(' --help')} ")


@pytest.mark.parametrize("names", [[], ["telegram"], ["audit"]])
def test_what_names_no_command_yet_shows_which_there_are(tmp_path: Path, names: list[str]) -> None:
    ended = command(tmp_path, *names)
    assert (ended.code, ended.err) == (0, "")
    assert ended == command(tmp_path, *names, "--help")


def test_a_broken_network_file_brings_nothing(demo: Settings, tmp_path: Path) -> None:
    path = tmp_path / "ward.toml"
    path.write_text('[network]\nname = "ためし市"\n[[people]]\nname = "山本 ひかり"\n', encoding="utf-8")
    said = "1番目の people に、name（60文字まで）と、offices にある office を書いてください。\n"
    assert command(demo.var, "bring", str(path)) == Ended(2, "", said)
    assert command(demo.var, "link", "山本 ひかり").code == 2


@pytest.mark.parametrize("name", ["run", "link", "bring", "check", "preview"])
def test_broken_settings_are_one_sentence_for_every_command(tmp_path: Path, name: str) -> None:
    (tmp_path / "idobata.toml").write_text("web_prot = 1\nmaster_key = 'himitsu'", encoding="utf-8")
    arguments = {"link": [ALONE], "bring": ["ward.toml"]}.get(name, [])
    assert sorted(command(tmp_path, name, *arguments).sentences) == [
        "設定ファイル idobata.toml の1行目、web_prot という設定はありません。つづりを確かめるか、行を消してください。",
        "設定ファイル idobata.toml の2行目、master_key の値が使えません。docs/settings.md の例を見て直してください。",
    ]
    assert command(tmp_path, name, *arguments).code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["idobata.toml"], "nothing was begun"


COMMANDS = (["run", "--demo"], ["check"], ["link", ALONE], ["bring", "WARD"])


def each(var: Path, **environment: str) -> list[Ended]:
    """Run each command that opens the databases."""
    ward = str(ROOT / "messages" / "demo.toml")
    return [command(var, *(ward if word == "WARD" else word for word in words), **environment) for words in COMMANDS]


def test_a_database_that_is_locked_is_said_and_left_alone(demo: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert BUSY_MS == 5000
    monkeypatch.setattr("storage.db.BUSY_MS", 100)
    engine = create_engine(f"sqlite:///{demo.var / 'idobata.db'}")
    with engine.connect() as other:
        other.exec_driver_sql("BEGIN EXCLUSIVE")
        ended = [one for one, words in zip(each(demo.var), COMMANDS, strict=True) if words != ["check"]]
        other.exec_driver_sql("ROLLBACK")
    engine.dispose()
    assert ended == [Ended(2, "", f"{NOT_USABLE}\n")] * 3
    assert command(demo.var, "link", ALONE).code == 0


def test_a_database_that_can_only_be_read_is_said(demo: Settings) -> None:
    url = f"sqlite:///file:{demo.var / 'idobata.db'}?mode=ro&uri=true"
    before = (demo.var / "idobata.db").read_bytes()
    ended = [
        one for one, words in zip(each(demo.var, IDOBATA_DATABASE_URL=url), COMMANDS, strict=True) if words != ["check"]
    ]
    assert ended == [Ended(2, "", f"{NOT_USABLE}\n")] * 3
    assert (demo.var / "idobata.db").read_bytes() == before


def test_a_database_that_is_not_there_is_said(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'nowhere' / 'idobata.db'}"
    assert each(tmp_path / "var", IDOBATA_DATABASE_URL=url) == [Ended(2, "", f"{NOT_USABLE}\n")] * 4
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"postgresql+psycopg://u:himitsu@127.0.0.1:{nobody.getsockname()[1]}/x"
        assert each(tmp_path / "var", IDOBATA_DATABASE_URL=url) == [Ended(2, "", f"{NOT_USABLE}\n")] * 4


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("somebody's")
    ended = each(tmp_path / "file" / "var")
    assert [(one.code, len(one.sentences), str(tmp_path / "file") in one.err) for one in ended] == [(2, 1, True)] * 4
    assert (tmp_path / "file").read_text() == "somebody's"


@pytest.mark.parametrize("store", ["idobata.db", "keys.db"])
def test_a_database_of_a_newer_program_is_said_and_left_alone(demo: Settings, store: str) -> None:
    engine = create_engine(f"sqlite:///{demo.var / store}")
    with engine.begin() as link:
        link.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    before = (demo.var / store).read_bytes()
    assert each(demo.var) == [Ended(2, "", f"{NEWER}\n")] * 4
    assert (demo.var / store).read_bytes() == before


def test_a_lost_key_is_said_by_every_command(demo: Settings) -> None:
    stores = open_stores(demo)
    stores.keys.make(uuid7(), uuid7(), uuid7())
    stores.database.dispose()
    stores.keys.engine.dispose()
    (demo.var / "master.key").unlink()
    said = "鍵のファイル master.key がありません。これが無いと、書かれたものを開けません。控えから戻してください。\n"
    assert each(demo.var) == [Ended(2, "", said)] * 4


def test_a_second_program_on_the_same_folder_is_refused(demo: Settings) -> None:
    world = World(demo)
    said = "同じフォルダーで、もう動いています。そちらを止めるか、IDOBATA_VAR で別のフォルダーを指定してください。\n"
    assert command(demo.var, "run", "--demo") == Ended(2, "", said)
    assert command(demo.var, "link", ALONE).code == 0, "a link can be made beside it"
    world.close()


def test_a_port_that_is_taken_is_said(demo: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = command(demo.var, "run", "--demo", IDOBATA_WEB_PORT=port)
    assert (ended.code, ended.out, len(ended.sentences)) == (2, "", 1)
    assert f"127.0.0.1:{port}" in ended.sentences[0]


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the project's folder."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=60
    )


def test_the_version_is_said_without_importing_anything() -> None:
    ended = python("-m", "bot", "--version")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "0.1.0\n", "")
    look = "import sys; sys.argv = ['idobata', '--version']; from bot.__main__ import main; main(); "
    look += "import json; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    modules = set(json.loads(python("-c", look).stdout.splitlines()[1]))
    heavy = {"typer", "aiohttp", "sqlalchemy", "pydantic", "alembic", "fluent", "cryptography", "structlog", "asyncio"}
    assert (modules & heavy, {"handlers", "storage", "messages"} & modules) == (set(), set())


def test_what_makes_papers_and_pictures_is_not_imported_at_the_start() -> None:
    heavy = "{'docx', 'lxml', 'resvg_py', 'pylopdf_fonts_jp'}"
    ended = python("-c", f"import bot.commands, bot.app, sys; print(sorted({heavy} & set(sys.modules)))")
    assert (ended.returncode, ended.stdout) == (0, "[]\n")


def test_the_version_is_that_of_the_package() -> None:
    (said,) = re.findall(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    assert python("-m", "bot", "--version").stdout == f"{said}\n"


def test_a_command_that_does_not_exist_ends_with_two_and_no_traceback() -> None:
    ended = python("-m", "bot", "nothing")
    assert (ended.returncode, ended.stdout, "Traceback" in ended.stderr) == (2, "", False)


def demo_process(folder: Path, to: int = subprocess.PIPE) -> subprocess.Popen[str]:
    """Start the demo as a process of its own, which writes to pipes, or all of it to one file."""
    given = {"IDOBATA_VAR": str(folder / "var"), "IDOBATA_WEB_PORT": "0", "IDOBATA_SETTINGS_FILE": "none.toml"}
    line = [sys.executable, "-m", "bot", "run", "--demo"]
    return subprocess.Popen(line, cwd=ROOT, env=os.environ | given, stdout=to, stderr=to, text=True)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The demo as a process of its own, and its address."""
    process = demo_process(tmp_path)
    assert process.stdout is not None
    yield process, process.stdout.readline().rpartition(" ")[2].strip()
    process.kill()
    process.communicate()


def shown_on(terminal: int, until: str = "") -> str:
    """Return what is written on a terminal until some words come, or until whoever writes has ended."""
    shown = b""
    # EIO: nobody holds the other end any more.
    with contextlib.suppress(OSError):
        while not until or until not in shown.decode(errors="replace"):
            shown += os.read(terminal, 4096)
    return shown.decode()


def test_on_a_terminal_the_address_stands_apart_and_how_it_is_stopped_below(tmp_path: Path) -> None:
    terminal, end = os.openpty()
    process = demo_process(tmp_path, end)
    os.close(end)
    shown = shown_on(terminal, "井戸端を開きました")
    process.send_signal(signal.SIGINT)
    shown += shown_on(terminal)
    os.close(terminal)
    assert process.wait(timeout=10) == 0
    started, before, opened, stop, after, stopped = shown.splitlines()
    assert [json.loads(line)["event"] for line in (started, stopped)] == ["started", "stopped"]
    assert (before, after) == ("", "")
    assert re.fullmatch(r"井戸端を開きました： http://127\.0\.0\.1:\d+", opened)
    assert stop == "この画面は、動いているあいだ使います。止めるときは Ctrl+C です。書いたものは残ります。"


def test_the_demo_runs_until_it_is_told_to_stop(running: tuple[subprocess.Popen[str], str]) -> None:
    process, address = running
    with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
        assert json.load(answer) == {"ok": True}
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out) == (0, "")
    assert [json.loads(line)["event"] for line in err.splitlines()] == ["started", "stopped"]


def test_a_fresh_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    stores = open_stores(Settings(var=tmp_path / "var"))
    stores.database.dispose()
    stores.keys.engine.dispose()
    assert oct((tmp_path / "var").stat().st_mode)[-3:] == "700"
    assert oct((tmp_path / "var" / "master.key").stat().st_mode)[-3:] == "600"
