"""What lies in the databases, read past the program: rows, integrity, and that no text stands in the clear."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, NullPool, create_engine, text

from bot.settings import Settings
from storage.db import open_database


@lru_cache(maxsize=16)
def _engine(url: str) -> Engine:
    # It is asked hundreds of times while something is waited for; no connection stays in the program's way.
    return create_engine(url, poolclass=NullPool)


def _rows(url: str, statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with _engine(url).connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement), values)]


def rows(settings: Settings, statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """Return the rows of one statement on the main database."""
    return _rows(settings.database, statement, values)


def key_rows(settings: Settings, statement: str) -> list[tuple[Any, ...]]:
    """Return the rows of one statement on the key store."""
    return _rows(settings.keys, statement, {})


def change(settings: Settings, statement: str, **values: Any) -> None:
    """Change the main database behind the program's back."""
    database = open_database(settings.database)
    with database.writer.begin() as connection:
        connection.execute(text(statement), values)
    database.dispose()


def state_of(settings: Settings, external_id: str) -> str | None:
    """Return the inbox state of an event, None where it has no row; fails where it has two."""
    found = rows(settings, "SELECT state FROM inbox WHERE external_id = :id", id=external_id)
    assert len(found) <= 1, f"{external_id} is there {len(found)} times"
    return found[0][0] if found else None


def integrity(settings: Settings) -> list[str]:
    """Return what SQLite says about the files, 'ok' for each; nothing on PostgreSQL."""
    said = []
    for name in ("idobata.db", "keys.db") if not settings.database_url else ():
        with closing(sqlite3.connect(settings.var / name)) as connection:
            said += [row[0] for row in connection.execute("PRAGMA integrity_check")]
            said += [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
    return said


def in_the_clear(texts: list[str], *folders: Path) -> list[tuple[str, str]]:
    """Return (text, file) for each text that stands in a file of these folders: databases, logs, what was printed."""
    files = [file for folder in folders for file in folder.iterdir() if file.is_file()]
    held = {file: file.read_bytes() for file in files}
    return [(text, file.name) for text in texts for file, data in held.items() if text.encode() in data]
