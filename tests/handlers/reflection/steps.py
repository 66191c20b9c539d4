"""Steps that the reflection's tests share: going through one, and looking into the stores."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, func, select

from storage.drafts import drafts
from storage.keys import text_keys, tombstones
from storage.outbox import outbox
from storage.reflections import Reflection, ReflectionLine
from tests.chat import Chat
from tests.world import World

QUICK = "3分（2つの視点）"
ALL = "6つぜんぶ"
TRIAL = "おためし（保存しません）"
STALE = "前の画面のボタンでした。いまの様子はこちらです。"
HOME = "きょうは、なにをしますか"
QUIET = "今日は、きつい一日でしたね。話せる相手がいます。"


def reflect(chat: Chat, *, way: str = QUICK, line: str = "ひとこと", step: str = "", when: str = "1週間後") -> Chat:
    """Go through a reflection, with the same line for each perspective, up to its closing card."""
    chat.taps("ふりかえり").taps(way).taps("面談")
    for _ in range(6 if way == ALL else 2):
        chat.taps("よかったところがある").says(line)
    if not step:
        return chat.taps("今日はなし")
    chat.says(step)
    return chat if way == TRIAL else chat.taps(when)


def skip_through(chat: Chat) -> Chat:
    """Skip whatever is asked until nothing is."""
    while chat.page:
        skip = chat.page["fields"][0]["skip"]
        chat.sends({"tap": skip["data"]})
    return chat


def rows(world: World) -> dict[str, int]:
    """Return how many rows the tables have that a reflection touches; keys and tombstones too."""
    tables: list[Any] = [drafts, Reflection.__table__, ReflectionLine.__table__, outbox]
    with world.app.stores.database.read() as session:
        found = {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
    return found | {table.name: keys(world, table) for table in (text_keys, tombstones)}


def keys(world: World, table: Table) -> int:
    """Return how many rows a table of the key store has."""
    with world.app.stores.keys.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def asked(chat: Chat) -> str:
    """Return the question that is asked now."""
    assert chat.page is not None
    return str(chat.page["fields"][0]["ask"])
