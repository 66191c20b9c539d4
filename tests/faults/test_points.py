"""Every fault point there is, on both databases: killed at (A3, A6), an error there, and a delay there (A68)."""

from __future__ import annotations

import math
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.trap import Injected
from storage.db import open_database
from storage.fault import POINTS, set_trap
from storage.migrate import HEADS, migrate, revision_of
from tests.bot.trouble import rows as rows_in
from tests.faults.conftest import Install, untouched
from tests.faults.lives import FIRST
from tests.faults.reflecting import ANSWERS, QUESTIONS
from tests.faults.stores import integrity, rows
from tests.faults.test_kill import POINTS_OF_A_LIFE
from tests.faults.test_kill_phone import RECEIVING, SENDING, WIPING
from tests.faults.test_starts import works
from tests.simulators.telegram import TOKEN, Telegram
from tests.telegram_chat import TelegramChat, join
from tests.world import ALONE, SetClock, World, fill, settings_for

MIGRATING = ("migrate.statement", "migrate.before_commit")
USER = 700100200
MOST_PRESSES = 60


def test_every_point_is_one_where_a_test_kills() -> None:
    sending = [trap.split(":")[0] for traps, *_ in SENDING.values() for trap in traps]
    wiping = [trap.split(":")[0] for trap in WIPING]
    assert {*POINTS_OF_A_LIFE, *RECEIVING, FIRST, *sending, *wiping, *MIGRATING} == set(POINTS)


@pytest.mark.kill
def test_killed_within_a_migration_the_next_start_begins_anew(untouched_of: Install, backend: str) -> None:
    installation = untouched_of(backend)
    killed = 0
    # All of them would take half a minute: the first and then every fifth.
    while not installation.begin(f"migrate.statement:kill:{killed * 5 + 1}"):
        assert installation.process
        assert installation.process.wait() == -signal.SIGKILL
        killed += 1
    assert killed > 10
    installation.kill()
    assert rows(installation.settings, "SELECT version_num FROM alembic_version") == [(HEADS["main"],)]
    assert integrity(installation.settings) == ["ok", "ok"] * (backend == "sqlite")
    works(installation)


Meet = Callable[[], TelegramChat]


@pytest.fixture
def meet(backend: str, tmp_path: Path) -> Iterator[Meet]:
    """Return a function that starts the program with a bot and gives the chat of somebody who has come by her link."""
    worlds: list[World] = []

    def start() -> TelegramChat:
        telegram = Telegram()
        settings = settings_for(tmp_path / "var", backend, telegram_token=TOKEN)
        worlds.append(World(settings, SetClock(), beside=telegram))
        join(worlds[0], USER, ALONE)
        return TelegramChat(worlds[0], telegram, USER)

    yield start
    set_trap(None)
    for world in worlds:
        world.close()


def asked(chat: TelegramChat) -> tuple[str, int] | None:
    """Return the draft and version of the newest question in the chat."""
    buttons = [b["callback_data"] for seen in chat.telegram.seen(USER) for row in seen.keyboard for b in row]
    pages = [data.split(":") for data in buttons if data.startswith(("pick.", "skip:"))]
    return (pages[-1][1], int(pages[-1][2])) if pages else None


def reflects(chat: TelegramChat) -> None:
    """Reflect, pressing again what has not been taken, until one reflection is kept."""
    for _ in range(MOST_PRESSES):
        kept = rows_in(chat.world, "SELECT id FROM reflections")
        if kept:
            return
        open_now = rows_in(chat.world, "SELECT version FROM drafts")
        page = asked(chat)
        if not open_now or page is None:
            chat.presses("reflection.quick:") if chat.telegram.seen(USER) else chat.says("/start")
            continue
        version = int(str(open_now[0][0]))
        answer = ANSWERS[QUESTIONS[version - 1]]
        if QUESTIONS[version - 1].endswith("line") or QUESTIONS[version - 1] == "step":
            chat.says(answer)
        else:
            chat.presses(f"pick.{answer}:{page[0]}:{version}")
    raise AssertionError(chat.everything)


def deletes(chat: TelegramChat) -> None:
    """Delete the reflection, pressing again what has not been taken."""
    for _ in range(MOST_PRESSES):
        if not rows_in(chat.world, "SELECT id FROM reflections"):
            return
        data = [b["callback_data"] for seen in chat.telegram.seen(USER) for row in seen.keyboard for b in row]
        id = next(one.split(":")[1] for one in data if one.startswith(("reflection.delete:", "reflection.yet:")))
        chat.presses(f"reflection.erase:{id}")
    raise AssertionError(chat.everything)


def lives(chat: TelegramChat) -> None:
    """Reflect, be asked about the next step a week later, delete: every point is passed on the way."""
    reflects(chat)
    chat.world.clock.forward(days=8, hours=-6)
    comes(chat, "SELECT state FROM outbox WHERE kind = 'reflection.next_step'", [("sent",)])
    deletes(chat)
    comes(chat, "SELECT about FROM shown WHERE gone", [])


def comes(chat: TelegramChat, query: str, wanted: list[tuple[object, ...]]) -> None:
    """Let the program tick until something has become so; what failed is tried again later."""
    for place in range(80):
        with suppress(Injected):
            chat.world.tick()
        if rows_in(chat.world, query) == wanted:
            return
        # What is in doubt comes with the next day's letter.
        chat.world.clock.forward(seconds=61, days=place % 4 == 3)
    raise AssertionError(rows_in(chat.world, query))


def heard(chat: TelegramChat) -> None:
    """Let something come in after a gap, so that the bot's pulse is noted."""
    # The last one may have been noted at the start, before anybody looked.
    chat._face().listening._heard_at = -math.inf
    chat.says("/home")


@pytest.mark.parametrize("point", [point for point in POINTS if point not in MIGRATING])
def test_an_error_at_any_point_costs_at_most_what_was_just_done(meet: Meet, point: str) -> None:
    chat = meet()
    passed: Counter[str] = Counter()
    chance = random.Random(point)

    def trap(here: str) -> None:
        passed[here] += 1
        # The first time, and then as chance would have it: what is done again gets through.
        if here == point and (passed[here] == 1 or chance.random() < 0.3):
            raise Injected(here)

    quicken(chat)
    set_trap(trap)
    lives(chat)
    heard(chat)
    set_trap(None)
    assert passed[point] >= 1
    assert rows_in(chat.world, "SELECT id FROM drafts") == []
    assert rows_in(chat.world, "SELECT kind FROM outbox WHERE state IN ('sending', 'carried')") == []
    assert integrity(chat.world.settings) == ["ok", "ok"] * (not chat.world.settings.database_url)


def quicken(chat: TelegramChat) -> None:
    """Let the bot try again at once where it would wait some seconds."""
    chat._face().listening.retry = 0.01
    chat._face().answers.waits = (0.01, 0.01, 0.01, 0.01)


def test_a_delay_at_every_point_changes_nothing_and_every_point_is_passed(
    meet: Meet, backend: str, tmp_path: Path
) -> None:
    passed: Counter[str] = Counter()

    def trap(here: str) -> None:
        passed[here] += 1
        if passed[here] % 5 == 1:
            time.sleep(0.02)

    set_trap(trap)
    fill(untouched(tmp_path / "new", backend))
    chat = meet()
    lives(chat)
    heard(chat)
    set_trap(None)
    assert set(passed) == set(POINTS)
    plain = Counter(seen.text for seen in chat.telegram.seen(USER))
    assert {text for text, count in plain.items() if count > 1} <= {chat.telegram.seen(USER)[-1].text}
    assert len(rows_in(chat.world, "SELECT id FROM inbox WHERE state <> 'done'")) == 0


def test_an_error_at_each_statement_of_a_migration_leaves_nothing_half_done(backend: str, tmp_path: Path) -> None:
    settings = untouched(tmp_path / "new", backend)
    settings.var.mkdir(exist_ok=True)
    database = open_database(settings.database)
    failed = 0

    def trap(here: str) -> None:
        passed[here] += 1
        if (here, passed[here]) == ("migrate.statement", failed + 1):
            raise Injected(here)

    while True:
        passed: Counter[str] = Counter()
        set_trap(trap)
        try:
            assert migrate(database.writer, "main")
            break
        except Injected:
            with database.reader.connect() as connection:
                assert revision_of(connection) is None
            failed += 1
        finally:
            set_trap(None)
    assert failed > 30
    database.dispose()
    assert rows(settings, "SELECT version_num FROM alembic_version") == [(HEADS["main"],)]
