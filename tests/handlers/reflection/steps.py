"""Steps that the reflection's tests share: going through one, and looking into the stores."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Table, func, select

from storage.drafts import drafts
from storage.keys import text_keys, tombstones
from storage.outbox import outbox
from storage.reflections import Reflection, ReflectionLine
from tests.talk import HOME as HOME
from tests.talk import Talk
from tests.world import World

T = TypeVar("T", bound=Talk)

QUICK = "3分（2つの視点）"
ALL = "6つぜんぶ"
TRIAL = "おためし（保存しません）"
STALE = "前の画面のボタンでした。いまの様子はこちらです。"
QUIET = "今日は、きつい一日でしたね。話せる相手がいます。"
WAITS = "ふりかえりの書きかけがあります"
MORNING = "おはようございます。お知らせは1つだけです。"
SKIPS = ("とばす", "つぎへ", "今日はなし")


def reflect(talk: T, *, way: str = QUICK, line: str = "ひとこと", step: str = "", when: str = "1週間後") -> T:
    """Go through a reflection, with the same line for each perspective, up to its closing card."""
    talk.enters("ふりかえり").taps(way).taps("面談")
    for _ in range(6 if way == ALL else 2):
        talk.taps("よかったところがある").says(line)
    if not step:
        return talk.taps("今日はなし")
    talk.says(step)
    return talk if way == TRIAL else talk.taps(when)


def skip_through(talk: T) -> T:
    """Skip whatever is asked until nothing is."""
    while talk.asked:
        talk.taps(next(label for label in talk.buttons if label in SKIPS))
    return talk


def rows(world: World) -> dict[str, int]:
    """Return how many rows the tables have that a reflection touches; keys and tombstones too."""
    tables: list[Any] = [drafts, Reflection.__table__, ReflectionLine.__table__, outbox]
    with world.app.stores.database.read() as session:
        counts = {table.name: select(func.count()).select_from(table) for table in tables}
        # Others are told other things meanwhile.
        counts["outbox"] = counts["outbox"].where(outbox.c.kind.startswith("reflection."))
        found = {name: session.scalar(count) or 0 for name, count in counts.items()}
    return found | {table.name: keys(world, table) for table in (text_keys, tombstones)}


def keys(world: World, table: Table) -> int:
    """Return how many rows a table of the key store has."""
    with world.app.stores.keys.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def asked(talk: Talk) -> str:
    """Return the question that is asked now: the last line above the buttons."""
    lines = talk.text.split("\n")
    return lines[next(place for place, line in enumerate(lines) if line.startswith("［")) - 1]
