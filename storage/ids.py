"""Ids: UUID version 7 (RFC 9562), made in Python; 22 characters of base64url on buttons."""

from __future__ import annotations

import base64
import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """Return a new UUIDv7: 48 bits of Unix milliseconds, then 74 random bits."""
    stamp = time.time_ns() // 1_000_000
    noise = int.from_bytes(os.urandom(10))
    value = (stamp & (1 << 48) - 1) << 80 | 0x7 << 76 | (noise >> 68 & 0xFFF) << 64 | 0b10 << 62 | noise & (1 << 62) - 1
    return UUID(int=value)


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
