"""Ids: UUID version 7 (RFC 9562), made in Python; 22 characters of base64url on buttons."""

from __future__ import annotations

import base64
import os
import threading
import time
from uuid import UUID


def uuid7() -> UUID:
    """Return a new UUIDv7: 48 bits of Unix milliseconds, then 74 random bits."""
    return _build(time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10)) >> 6)


def _build(stamp: int, noise: int) -> UUID:
    return UUID(int=(stamp & (1 << 48) - 1) << 80 | 0x7 << 76 | noise >> 62 << 64 | 0b10 << 62 | noise & (1 << 62) - 1)


class InOrder:
    """Makes ids that sort in the order in which they are made, within one millisecond too (RFC 9562, 6.2, method 2)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = (0, 0)

    def __call__(self) -> UUID:
        """Return a new UUIDv7 that sorts after all before it."""
        with self._lock:
            stamp, noise = time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10)) >> 6
            if stamp <= self._last[0]:
                stamp, noise = self._last[0], self._last[1] + 1 + int.from_bytes(os.urandom(4))
            # A millisecond that is full goes on in the next.
            stamp, noise = stamp + (noise >> 74), noise & (1 << 74) - 1
            self._last = (stamp, noise)
            return _build(stamp, noise)


# What is made by one process sorts in the order of making: rows of one moment too.
next_id = InOrder()


def short(id: UUID) -> str:
    """Return an id as 22 characters of A-Z a-z 0-9 _ -."""
    return base64.urlsafe_b64encode(id.bytes).rstrip(b"=").decode()


def unshort(text: str) -> UUID:
    """Return the id of a 22-character text; raises ValueError for anything else."""
    if len(text) != 22 or not text.isascii():
        raise ValueError("not an id")
    id = UUID(bytes=base64.b64decode(text + "==", altchars=b"-_", validate=True))
    if short(id) != text:
        raise ValueError("not an id")
    return id
