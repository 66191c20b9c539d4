"""Files that cards carry: made after the commit, in a thread, for one answer; they stand only where they go."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bot.logs import log, where
from handlers.kit.cards import MEDIA, VECTOR, Card
from messages.words import Words

# Less than a page waits for its answer.
MAKE_SECONDS = 7.0
# What a telephone loads; Telegram would take a picture of 10 MB.
MOST_BYTES = 5 * 1024 * 1024
PICTURES = (VECTOR, "png")
# What one of the systems people have does not allow in a file's name.
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
# Threads of their own: however slow they are, nobody's look waits behind them.
_MAKERS = ThreadPoolExecutor(2, thread_name_prefix="files")


@dataclass(frozen=True, slots=True)
class Paper:
    """A card's file as a face takes it: its whole name, what it says in words, and what makes it."""

    name: str
    ending: str
    says: str
    make: Callable[[], bytes] = field(compare=False, repr=False)

    @property
    def media(self) -> str:
        """What kind of file it is."""
        return MEDIA[self.ending]

    @property
    def picture(self) -> bool:
        """Whether it is to be looked at where it comes."""
        return self.ending in PICTURES


def paper_of(card: Card, words: Words, *, vector: bool = False) -> Paper | None:
    """Return a card's file for a place that can, or cannot, show drawings of lines; None where it has none."""
    if card.file is None:
        return None
    ending = card.file.ending(vector=vector)
    name = _UNFIT.sub("_", words.say(card.file.name))
    return Paper(f"{name}.{ending}", ending, words.say(card.file.says), card.file.makes[ending])


async def made(paper: Paper) -> bytes | None:
    """Return the file's bytes; None, and logged without a word of it, where it could not be made."""
    try:
        async with asyncio.timeout(MAKE_SECONDS):
            data = await asyncio.get_running_loop().run_in_executor(_MAKERS, paper.make)
    except Exception as error:
        log.error("file.unmade", kind=paper.ending, **where(error))
        return None
    if not 0 < len(data) <= MOST_BYTES:
        log.error("file.unmade", kind=paper.ending, state="size", count=len(data))
        return None
    return data
