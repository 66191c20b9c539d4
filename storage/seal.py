"""Sealing: AES-256-GCM that binds a text to its row, so that one row's ciphertext opens in no other."""

from __future__ import annotations

import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
HEAD = 1 + 16
NONCE = 12


class Unreadable(Exception):
    """A sealed value that this key does not open: moved, cut short, altered, or its key is gone."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands: its network, table, column and row."""

    network: UUID
    table: str
    column: str
    row: UUID


def _bound(place: Place, key_id: UUID) -> bytes:
    parts = (
        VERSION,
        place.network.bytes,
        place.table.encode(),
        place.column.encode(),
        place.row.bytes,
        key_id.bytes,
    )
    return b"".join(len(part).to_bytes(2) + part for part in parts)


def new_key() -> bytes:
    """Return 32 random bytes."""
    return AESGCM.generate_key(256)


def seal(key: bytes, key_id: UUID, place: Place, text: bytes) -> bytes:
    """Return version (1 byte), key id (16), nonce (12) and ciphertext, bound to the place."""
    nonce = os.urandom(NONCE)
    return VERSION + key_id.bytes + nonce + AESGCM(key).encrypt(nonce, text, _bound(place, key_id))


def key_id_of(value: bytes) -> UUID:
    """Return the id of the key that a sealed value wants; raises Unreadable."""
    if len(value) <= HEAD + NONCE or value[:1] != VERSION:
        raise Unreadable("form")
    return UUID(bytes=value[1:HEAD])


def unseal(key: bytes, place: Place, value: bytes) -> bytes:
    """Return the text that was sealed at this place; raises Unreadable."""
    key_id = key_id_of(value)
    try:
        return AESGCM(key).decrypt(value[HEAD : HEAD + NONCE], value[HEAD + NONCE :], _bound(place, key_id))
    except InvalidTag:
        raise Unreadable("tag") from None
