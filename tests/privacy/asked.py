"""Functions of storage that are given a network: all of them, a call of one, and whether it has written anything."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

import storage
from bot.app import Stores
from storage.db import Here
from tests.world import World


@cache
def functions() -> dict[str, Callable[..., Any]]:
    """Return every public function of storage that is given a network and asks the database, by name."""
    found: dict[str, Callable[..., Any]] = {}
    for module in [importlib.import_module(f"storage.{one.name}") for one in pkgutil.iter_modules(storage.__path__)]:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            asks = "ColumnElement" not in str(inspect.signature(function).return_annotation)
            if own and asks and "here" in inspect.signature(function).parameters:
                found[f"{module.__name__.removeprefix('storage.')}.{name}"] = function
    return found


@contextmanager
def written(stores: Stores) -> Iterator[list[str]]:
    """Give the statements that have written a row since, or may have; what reads, or meets no row, has not."""
    found: list[str] = []

    def note(_link: object, cursor: Any, statement: str, *_rest: object) -> None:
        if not statement.startswith("SELECT") and cursor.rowcount != 0:
            found.append(statement)

    event.listen(stores.database.writer, "after_cursor_execute", note)
    yield found
    event.remove(stores.database.writer, "after_cursor_execute", note)


def call(world: World, name: str, network: UUID, arguments: tuple[Any, ...]) -> tuple[Any, bool]:
    """Call a function in a network; return its result, and whether the database refused."""
    stores = world.app.stores
    result, refused = None, False
    try:
        with stores.database.write() as session:
            result = functions()[name](Here(session, network), *arguments)
            session.flush()
    except IntegrityError as error:
        assert "foreign key" in str(error).lower()
        refused = True
    return result, refused
