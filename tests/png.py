"""A PNG as another program reads it: eight bits a channel, no interlacing, by the standard library alone."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

SIGN = b"\x89PNG\r\n\x1a\n"


@dataclass
class Png:
    """A picture: its size, and its rows of bytes, so many for a dot."""

    width: int
    height: int
    channels: int
    rows: list[bytes]

    def dark(self, x: float, y: float) -> float:
        """Return how dark a dot is, from 0 for white to 1 for black."""
        at = round(x) * self.channels
        red, green, blue = self.rows[round(y)][at : at + 3]
        return 1 - (0.299 * red + 0.587 * green + 0.114 * blue) / 255

    def around(self, x: float, y: float, half: int) -> float:
        """Return how dark a square around a dot is as a whole."""
        dots = [self.dark(x + dx, y + dy) for dx in range(-half, half + 1) for dy in range(-half, half + 1)]
        return sum(dots) / len(dots)


def size_of(data: bytes) -> tuple[int, int]:
    """Return how many dots a picture has across and down."""
    assert data.startswith(SIGN)
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def read_png(data: bytes) -> Png:
    """Read a picture; raises where it is none of the kind that is made here."""
    assert data.startswith(SIGN)
    chunks = dict[bytes, bytes]()
    for name, content in _chunks(data):
        chunks[name] = chunks.get(name, b"") + content
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (depth, interlaced) == (8, 0)
    channels = {2: 3, 6: 4}[kind]
    return Png(width, height, channels, list(_rows(zlib.decompress(chunks[b"IDAT"]), width * channels, channels)))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _rows(data: bytes, size: int, channels: int) -> Iterator[bytes]:
    above = bytearray(size)
    for at in range(0, len(data), size + 1):
        row = bytearray(data[at + 1 : at + 1 + size])
        _unfilter(data[at], row, above, channels)
        yield bytes(row)
        above = row


def _unfilter(kind: int, row: bytearray, above: bytearray, channels: int) -> None:
    before = bytes(channels)
    match kind:
        case 1:
            for place in range(len(row)):
                row[place] = (row[place] + (row[place - channels] if place >= channels else 0)) & 255
        case 2:
            row[:] = bytes([(one + over) & 255 for one, over in zip(row, above, strict=True)])
        case 3:
            for place in range(len(row)):
                left = row[place - channels] if place >= channels else 0
                row[place] = (row[place] + (left + above[place]) // 2) & 255
        case 4:
            corners = zip(above, before + above[:-channels], strict=True)
            for place, (over, corner) in enumerate(corners):
                left = row[place - channels] if place >= channels else 0
                row[place] = (row[place] + _nearest(left, over, corner)) & 255


def _nearest(left: int, above: int, corner: int) -> int:
    # How far each is from left + above - corner.
    by_left, by_above, by_corner = abs(above - corner), abs(left - corner), abs(left + above - 2 * corner)
    if by_left <= by_above and by_left <= by_corner:
        return left
    return above if by_above <= by_corner else corner
