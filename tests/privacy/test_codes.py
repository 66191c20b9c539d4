"""The digits of a code are where the person sees them and nowhere else: in no row, in no file, in no log."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Uuid, select

from storage.fault import set_trap
from storage.schema import metadata
from tests.bot.faces.web.client import Client
from tests.chat import Chat
from tests.privacy.conftest import Output
from tests.privacy.find import everything, spellings
from tests.simulators.telegram import TOKEN, Telegram
from tests.telegram_chat import TelegramChat
from tests.world import ALONE, CENTRE, World, settings_for

DIGITS = "918273"
WRONG = "918274"
# In these six digits are just six bytes, as they may stand by chance in any id.
PLAIN = {"utf-8", "shift-jis", "euc-jp", "json", "json twice", "repr of bytes", "url"}


@pytest.fixture
def wired(backend: str, tmp_path: Path) -> Iterator[tuple[World, Telegram, Client]]:
    """The program with both faces."""
    telegram = Telegram()
    world = World(settings_for(tmp_path / "var", backend, telegram_token=TOKEN), beside=telegram)
    client = Client(world)
    yield world, telegram, client
    set_trap(None)
    client.close()
    world.close()


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the digits be known, and such as stand nowhere else."""
    monkeypatch.setattr(secrets, "randbelow", lambda _below: int(DIGITS))


def values(world: World) -> Iterator[tuple[str, bytes]]:
    """Give every value of every row but ids, as bytes."""
    with world.app.stores.database.read() as session:
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if not isinstance(column.type, Uuid)]
            for row in session.execute(select(*columns)) if columns else ():
                for column, value in zip(columns, row, strict=True):
                    yield f"{table.name}.{column.name}", _bytes(value)


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def found(world: World) -> list[str]:
    """Return where the digits stand, right or wrong ones, in whatever spelling."""
    places = []
    for digits in (DIGITS, WRONG):
        grouped = f"{digits[:3]} {digits[3:]}"
        coded = [data for name, data in spellings(digits).items() if name not in PLAIN]
        sought = [*coded, *spellings(grouped).values(), *spellings(_wide(digits)).values()]
        places += [name for name, data in everything(world.settings).items() if any(one in data for one in sought)]
        places += [name for name, data in values(world) if digits.encode() in data]
    return places


def _wide(digits: str) -> str:
    return digits.translate({ord("0") + n: ord("０") + n for n in range(10)})


def fail(point: str) -> None:
    """Let a turn fail in its middle."""
    if point == "rx.mid_turn":
        raise ValueError(DIGITS)


def test_the_digits_are_in_no_row_no_file_and_no_log(wired: tuple[World, Telegram, Client], output: Output) -> None:
    world, telegram, client = wired
    owner = Chat(world, world.person(ALONE)).opens()
    assert "918 273" in owner.says("番号").text
    assert found(world) == []
    # Wrong ones, until the door is closed; then the right ones, in vain.
    for _ in range(6):
        client.form("/code", {"code": WRONG})
        TelegramChat(world, telegram, 5).says(_wide(WRONG))
    assert client.form("/code", {"code": DIGITS}).status == 403
    # Said where they mean nothing, by somebody whom one knows; and in a turn that fails.
    other = Chat(world, world.person(CENTRE)).opens().says(DIGITS)
    set_trap(fail)
    other.sends({"say": DIGITS})
    set_trap(None)
    assert found(world) == []
    TelegramChat(world, telegram, 6).says(f"/start {DIGITS}").sees("きょうは、なにをしますか")
    world.clock.forward(minutes=10)
    owner.says("番号")
    assert client.form("/code", {"code": _wide(DIGITS)}).status == 303
    world.tick()
    assert found(world) == []
    world.restart()
    assert found(world) == []
    written = output()
    assert (written.count('"codes.locked"'), '"turn.failed"' in written) == (2, True)
    assert [word for word in (DIGITS, "918 273", WRONG, _wide(DIGITS), "127.0.0.1") if word in written] == []
    assert re.findall(r'"user|"who|"code":', written) == []


def test_who_guessed_is_kept_under_a_key_only(wired: tuple[World, Telegram, Client]) -> None:
    world, telegram, client = wired
    client.form("/code", {"code": WRONG})
    TelegramChat(world, telegram, 700300400).says(WRONG)
    kept = [data for name, data in values(world) if name == "guesses.who"]
    digest = world.app.stores.keys.digest
    assert sorted(kept) == sorted([digest("who:web:127.0.0.1"), digest("who:telegram:700300400")])
