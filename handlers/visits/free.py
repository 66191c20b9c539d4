"""Free times by bit masks on whole numbers: one bit a quarter of an hour of the network's own clock; pure.

Bit 0 is midnight at the beginning of the first day. A day has 96 bits, whatever its clock does at night.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

MINUTES = 15
DAY = 24 * 60 // MINUTES
FULL = (1 << DAY) - 1
# The quarters of a day that begin on the hour or the half hour.
HALVES = sum(1 << place for place in range(0, DAY, 2))

Who = TypeVar("Who")


def bits(first: int, until: int) -> int:
    """Return the mask with the bits from one to before another."""
    return (1 << until) - (1 << first) if until > max(first, 0) else 0


def inside(from_minute: int, until_minute: int) -> int:
    """Return the quarters of a day that lie wholly within a time."""
    return bits(-(-from_minute // MINUTES), until_minute // MINUTES)


def touched(from_minute: int, until_minute: int) -> int:
    """Return the quarters of a day of which a time has a part."""
    return bits(from_minute // MINUTES, -(-until_minute // MINUTES))


def every_week(week: Sequence[int], first_weekday: int, days: int) -> int:
    """Return the mask of so many days, beginning on a weekday, of which each has its weekday's mask."""
    mask = 0
    for place in range(7):
        mask |= week[(first_weekday + place) % 7] << (place * DAY)
    known = 7
    while known < days:
        mask |= mask << (known * DAY)
        known *= 2
    return mask & bits(0, days * DAY)


def on_days(days: Collection[int], mask: int = FULL) -> int:
    """Return one day's mask on each of these days."""
    if not days:
        return 0
    # A day is twelve bytes.
    there, gone = mask.to_bytes(DAY // 8, "little"), bytes(DAY // 8)
    return int.from_bytes(b"".join(there if day in days else gone for day in range(max(days) + 1)), "little")


def runs(mask: int, length: int) -> int:
    """Return where so many bits follow one another."""
    known = 1
    while known < length:
        more = min(known, length - known)
        mask &= mask >> more
        known += more
    return mask


def starts(hours: int, busy: int, size: int, length: int, buffer: int = 0) -> int:
    """Return when a visit can begin that lies within somebody's hours, and meets nothing with its buffers either."""
    clear = bits(0, size) & ~busy
    return runs(hours, length) & (runs(clear, length + 2 * buffer) << buffer)


def at_least(masks: Iterable[int], count: int) -> int:
    """Return where so many of some masks have a bit."""
    levels = [0] * count
    for mask in masks:
        for level in range(count - 1, 0, -1):
            levels[level] |= levels[level - 1] & mask
        levels[0] |= mask
    return levels[-1]


def together(pools: Sequence[Iterable[Who]], free: Mapping[Who, int]) -> int:
    """Return when each pool can send somebody of its own.

    Nobody comes twice: any two pools together need two who are free, any three need three (Hall's theorem).
    """
    found = -1
    for count in range(1, len(pools) + 1):
        for some in combinations(pools, count):
            found &= at_least((free[who] for who in {who for pool in some for who in pool}), count)
    return max(found, 0)


def mask(places: Iterable[int], size: int) -> int:
    """Return the mask with these bits, of those that are below a size."""
    found = bytearray(size // 8 + 1)
    for place in places:
        if 0 <= place < size:
            found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def places(mask: int) -> Iterator[int]:
    """Give the numbers of the bits that are set, the lowest first."""
    begin = 0
    while mask:
        # Day by day: a small number is cheaper to take apart than a large one.
        skip = ((mask & -mask).bit_length() - 1) // DAY * DAY
        day, mask, begin = mask >> skip & FULL, mask >> (skip + DAY), begin + skip
        while day:
            low = day & -day
            yield begin + low.bit_length() - 1
            day ^= low
        begin += DAY
