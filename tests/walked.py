"""The preview's walk and its page, which the tests look at and nobody changes: made once a run, not by each worker.

They are what the program makes, for the same words; a walk that ends in an error is not kept.
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
from typing import Any, NoReturn, TypeVar

import pytest
from sqlalchemy.orm import Session

from bot import preview
from bot.walk import Shot
from messages.words import Words
from storage.keys import Keys
from tests import disk
from tests.postgres_keeper import lock

T = TypeVar("T")
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


def shared(
    make: Callable[[Words], T],
    folder: Path,
    pack: Callable[[T], bytes],
    unpack: Callable[[bytes], T],
) -> Callable[[Words], T]:
    """Return what makes something once, for the first who wants it: all others who share the folder read it there."""

    def made(words: Words) -> T:
        terms = hashlib.sha256(repr(sorted(words.terms.items())).encode()).hexdigest()[:16]
        kept = folder / f"{make.__name__}-{terms}"
        with lock(kept.with_suffix(".lock")):
            if kept.exists():
                return unpack(kept.read_bytes())
            found = make(words)
            kept.write_bytes(pack(found))
        return found

    return lru_cache(maxsize=4)(made)


@pytest.fixture(scope="session", autouse=True)
def _walk_is_shared(request: pytest.FixtureRequest) -> None:
    if hasattr(request.config, "workerinput"):
        preview._walked = shared(preview._walked, disk.shared(), packed, pickle.loads)  # type: ignore[assignment]
        preview._drawn = shared(preview._drawn, disk.shared(), str.encode, bytes.decode)  # type: ignore[assignment]
