"""What a turn asks to be made before it: made between two tries, in no transaction, while nobody waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from handlers.kit.errors import Ahead

T = TypeVar("T")

# So often one turn may ask.
MOST = 3


async def ahead(work: Callable[[], Awaitable[T]]) -> T:
    """Do some work, again each time that something had to be made first, and return its result."""
    for _ in range(MOST):
        try:
            return await work()
        except Ahead as asked:
            await asyncio.to_thread(asked.make)
    return await work()
