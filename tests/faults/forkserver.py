"""The fork server: a process that has read the whole program and forks it, so that a start costs next to nothing.

It reads one JSON object a line from standard input and answers each with one line. It has no thread and no event
loop, so every child begins as a program begins. When its input ends it kills its children and ends.
"""

from __future__ import annotations

import faulthandler
import gc
import importlib
import json
import os
import resource
import signal
import sys
import threading
import traceback
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import typer

from bot.settings import Settings
from messages.words import Msg

# What the program imports late is imported here once, too.
EARLY = (
    "alembic.command",
    "anyio._backends._asyncio",
    "apscheduler.executors.asyncio",
    "apscheduler.triggers.interval",
    "bot.__main__",
    "alembic.config",
    "bot.app",
    "bot.bring",
    "bot.check",
    "bot.commands",
    "bot.faces.slack.face",
    "bot.faces.telegram.face",
    "bot.invite",
    "bot.links",
    "bot.preview",
    "bot.showing",
    "bot.trap",
    "bot.watchdog",
    "httpcore",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
    # With them come what all tests share, and the pace that the simulator's Telegram has.
    "tests.chat",
    "tests.thrift",
    "typer._adapters",
    "typer._click.decorators",
)


def start(wish: dict[str, Any]) -> int:
    """Fork a child that runs the command line with the wish's words; return its process id."""
    # The child holds it until it ends, however it ends.
    line = os.open(wish["line"], os.O_WRONLY)
    pid = os.fork()
    if pid:
        os.close(line)
        return pid
    try:
        run(wish)
    finally:
        os._exit(70)


def run(wish: dict[str, Any]) -> NoReturn:
    """Be the program: `argv`, `env`, files for both outputs, constants, limits, a clock that is `ahead` seconds."""
    for number, path in ((0, os.devnull), (1, wish["out"]), (2, wish["err"])):
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(file, number)
        os.close(file)
    # SIGABRT shows where a program that does not answer stands.
    faulthandler.enable()
    os.environ.update(wish["env"])
    sys.argv = ["idobata", *wish["argv"]]
    for name, value in wish["constants"].items():
        module, _, constant = name.rpartition(".")
        there = vars(importlib.import_module(module))
        wanted = Path(value) if isinstance(value, str) else value
        there[constant] = timedelta(seconds=value) if isinstance(there[constant], timedelta) else wanted
    for name, most in wish["limits"].items():
        limit = getattr(resource, name)
        resource.setrlimit(limit, (most, resource.getrlimit(limit)[1]))
    shift(timedelta(seconds=wish["ahead"]))
    if wish["passes"]:
        count(Path(wish["passes"]))
    code: Any = 0
    try:
        importlib.import_module("bot.__main__").main()
    except SystemExit as ended:
        code = ended.code or 0
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def warm(wish: dict[str, Any]) -> None:
    """Live for a moment on databases that are used for nothing else: what each start would compile is compiled now."""
    chat, world, bring = (importlib.import_module(name) for name in ("tests.chat", "tests.world", "bot.bring"))
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        here = world.World(Settings(demo=True, web_port=0, **wish["settings"]))
        bring.bring(here.app.stores.database, bring.read_file(bring.DEMO), here.clock.now())
        person = chat.Chat(here, here.person()).opens()
        for data in ("reflection:", "reflection.quick:", "home:"):
            person.presses(data)
        here.tick()
        here.close()
    # A child has no other thread than the one that has forked it.
    assert threading.active_count() == 1
    gc.collect()
    gc.freeze()


def put_together() -> None:
    """Read once what is the same at every start: the words, what the guard knows, the commands, the invented ward."""
    importlib.import_module("messages.words").words_of().say(Msg("home-title"))
    importlib.import_module("handlers.language.guard").spans("加藤さん")
    commands, bring = importlib.import_module("bot.commands"), importlib.import_module("bot.bring")
    vars(commands)["app"] = typer.main.get_command(commands.app)
    vars(bring)["read_file"] = cache(bring.read_file)
    bring.read_file(bring.DEMO)


def shift(ahead: timedelta) -> None:
    """Let the program's one clock be ahead of the machine's."""

    class Ahead:
        def now(self) -> datetime:
            return datetime.now(UTC) + ahead

    vars(importlib.import_module("bot.app"))["WallClock"] = Ahead


def count(passes: Path) -> None:
    """Write down each fault point that is passed, one a line; from the very start on."""
    from storage.fault import set_trap

    file = os.open(passes, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(point: str) -> None:
        os.write(file, f"{point}\n".encode())

    set_trap(note)


def serve() -> None:
    """Answer wishes until nobody is there any more."""
    living: set[int] = set()
    for line in sys.stdin:
        wish = json.loads(line)
        answer: dict[str, int] = {}
        if wish["do"] == "warm":
            warm(wish)
        elif wish["do"] == "start":
            answer["pid"] = pid = start(wish)
            living.add(pid)
        elif wish["pid"] in living:
            # Its line is closed: it is just ending.
            answer["code"] = os.waitstatus_to_exitcode(os.waitpid(wish["pid"], 0)[1])
            living.remove(wish["pid"])
        print(json.dumps(answer), flush=True)
    for pid in living:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


if __name__ == "__main__":
    # Nothing here speaks TLS, and reading the machine's certificates costs more than the rest of a start.
    os.environ.pop("SSL_CERT_FILE", None)
    for module in EARLY:
        importlib.import_module(module)
    put_together()
    gc.collect()
    gc.freeze()
    # As for the tests themselves (tests/thrift.py).
    gc.set_threshold(5000, 20, 20)
    serve()
