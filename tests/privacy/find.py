"""Looks for texts in whatever bytes there are, in every spelling that a program might give them by accident."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from urllib.parse import quote

import psycopg
from psycopg import sql

from bot.settings import Settings


def spellings(text: str) -> dict[str, bytes]:
    """Return a text as bytes in every spelling, by name."""
    plain = text.encode()
    found = {
        "utf-8": plain,
        "utf-16-le": text.encode("utf-16-le"),
        "utf-16-be": text.encode("utf-16-be"),
        "utf-32-le": text.encode("utf-32-le"),
        "shift-jis": text.encode("shift-jis"),
        "euc-jp": text.encode("euc-jp"),
        "json": json.dumps(text)[1:-1].encode(),
        "json twice": json.dumps(json.dumps(text)[1:-1])[1:-1].encode(),
        "repr of bytes": repr(plain)[2:-1].encode(),
        "url": quote(text).encode(),
        "hex": plain.hex().encode(),
    }
    for shift in range(3):
        # Base64 looks different with each place in a group of three; only its middle is sure.
        coded = base64.b64encode(b"\0" * shift + plain)
        found[f"base64+{shift}"] = coded[(0, 2, 3)[shift] : -4]
        found[f"base64url+{shift}"] = found[f"base64+{shift}"].replace(b"+", b"-").replace(b"/", b"_")
    return found


def traces(data: bytes, texts: Iterable[str]) -> list[str]:
    """Return 'text as spelling' for everything of these texts that is in the bytes."""
    lower = data.lower()
    return [
        f"{text} as {name}"
        for text in texts
        for name, spelled in spellings(text).items()
        if spelled in data or (name in ("json", "json twice", "url", "hex") and spelled.lower() in lower)
    ]


def files(settings: Settings) -> dict[str, bytes]:
    """Return every file of an installation: databases, logs, journals, lock, keys."""
    return {path.name: path.read_bytes() for path in sorted(settings.var.rglob("*")) if path.is_file()}


def tables(url: str) -> dict[str, bytes]:
    """Return every table of a PostgreSQL database as the server sends it, binary."""
    dumped = {}
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (name,) in names:
            copy = sql.SQL("COPY {} TO STDOUT (FORMAT BINARY)").format(sql.Identifier(name))
            with connection.cursor().copy(copy) as rows:
                dumped[f"table {name}"] = b"".join(bytes(row) for row in rows)
    return dumped


def everything(settings: Settings) -> dict[str, bytes]:
    """Return all that an installation has written anywhere, by name."""
    found = files(settings)
    for url in (settings.database_url, settings.keys_url):
        found |= {f"{url[-3:]} {name}": data for name, data in tables(url).items()} if url else {}
    return found


def found_in(settings: Settings, texts: Iterable[str]) -> dict[str, list[str]]:
    """Return what of these texts an installation has written, by place."""
    wanted = list(texts)
    found = {name: traces(data, wanted) for name, data in everything(settings).items()}
    return {name: hits for name, hits in found.items() if hits}
