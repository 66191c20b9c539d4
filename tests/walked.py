"""The preview's walk, which the tests look at and nobody changes: made once a run, not once by each worker.

It is what the program makes, for the same words; a walk that ends in an error is not kept.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import marshal
import pickle
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import CellType, FunctionType
from typing import Any, NoReturn

import pytest
from sqlalchemy.orm import Session

from bot import preview
from bot.walk import Shot
from messages.words import Words
from storage.keys import Keys
from tests.postgres_keeper import lock

Walked = Callable[[Words], tuple[Shot, ...]]
# What a function becomes that remembers what it has returned.
CACHED = type(lru_cache(str))


def _left_behind(name: str) -> Callable[..., NoReturn]:
    def call(*_given: Any, **_more: Any) -> NoReturn:
        raise AssertionError(f"{name} stayed in the process that walked")

    return call


def _made_again(code: bytes, module: str, name: str, values: tuple[Any, ...]) -> FunctionType:
    defaults, named, cells = values
    space = vars(importlib.import_module(module))
    function = FunctionType(marshal.loads(code), space, name, defaults, tuple(map(CellType, cells)))
    function.__kwdefaults__ = named
    return function


class _Pickler(pickle.Pickler):
    def reducer_override(self, what: Any) -> Any:
        """Take functions that no name leads to along as they are; but what lives on that walk's own database."""
        if isinstance(what, Session | Keys):
            return _left_behind, (type(what).__name__,)
        if isinstance(what, CACHED) and "<locals>" in what.__qualname__:
            return lru_cache, (what.__wrapped__,)
        module = sys.modules.get(what.__module__) if isinstance(what, FunctionType) else None
        if not isinstance(what, FunctionType) or getattr(module, what.__name__, None) is what:
            return NotImplemented
        if module is None or what.__globals__ is not vars(module):
            return _left_behind, (what.__qualname__,)
        cells = tuple(cell.cell_contents for cell in what.__closure__ or ())
        values = (what.__defaults__, what.__kwdefaults__, cells)
        return _made_again, (marshal.dumps(what.__code__), what.__module__, what.__name__, values)


def packed(shots: tuple[Shot, ...]) -> bytes:
    """Return scenes as bytes that another process can read."""
    out = io.BytesIO()
    _Pickler(out, pickle.HIGHEST_PROTOCOL).dump(shots)
    return out.getvalue()


def shared(walk: Walked, folder: Path) -> Walked:
    """Return a walk that is made by the first who wants it, and read by all others who share the folder."""

    def walked(words: Words) -> tuple[Shot, ...]:
        name = hashlib.sha256(repr(sorted(words.terms.items())).encode()).hexdigest()[:16]
        kept = folder / f"walk-{name}"
        with lock(folder / f"walk-{name}.lock"):
            if kept.exists():
                shots: tuple[Shot, ...] = pickle.loads(kept.read_bytes())
                return shots
            shots = walk(words)
            kept.write_bytes(packed(shots))
        return shots

    return lru_cache(maxsize=4)(walked)


@pytest.fixture(scope="session", autouse=True)
def _walk_is_shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    if hasattr(request.config, "workerinput"):
        # The run's own folder, in which each worker has one.
        preview._walked = shared(preview._walked, tmp_path_factory.getbasetemp().parent)  # type: ignore[assignment]
