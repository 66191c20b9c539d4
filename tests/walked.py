"""The preview's walk, which the tests look at and nobody changes: made once a run, not once by each worker.

It is what the program makes, for the same words; a walk that ends in an error is not kept.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import FunctionType
from typing import Any, NoReturn

import pytest

from bot import preview
from bot.walk import Shot
from messages.words import Words
from tests.postgres_keeper import lock

Walked = Callable[[Words], tuple[Shot, ...]]


def _left_behind(name: str) -> Callable[..., NoReturn]:
    def call(*_given: Any, **_more: Any) -> NoReturn:
        raise AssertionError(f"{name} stayed in the process that walked")

    return call


class _Pickler(pickle.Pickler):
    def reducer_override(self, what: Any) -> Any:
        """Leave functions that have no name of their own where they are: a scene is looked at, not answered."""
        if not isinstance(what, FunctionType) or getattr(sys.modules.get(what.__module__), what.__name__, None) is what:
            return NotImplemented
        return _left_behind, (what.__qualname__,)


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
