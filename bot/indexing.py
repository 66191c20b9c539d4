"""The index catches up: what was kept without tokens gets them, and what has no vector yet is read by the models."""

from __future__ import annotations

import asyncio
from uuid import UUID

from bot.models import Models
from bot.writer import Writer
from handlers.archive import meant
from handlers.archive.keeping import catch_up
from handlers.archive.signs import edition
from storage import questions, search, vectors
from storage.db import Database, Here, Link, session_on

# Each takes the writer for a while, or a core for a second.
MOST = 20


class Indexing:
    """Called by every sweep; what is read by the models is read between transactions, in a thread of its own."""

    def __init__(self, database: Database, writer: Writer, meaning: Models | None) -> None:
        self._database = database
        self._writer = writer
        self._meaning = meaning

    async def tick(self) -> None:
        """Catch up, a few at a time, until nothing is left."""
        while await asyncio.to_thread(self._is_behind):
            await self._writer.run(lambda link: catch_up(link, MOST), aside=True)
        while self._meaning and await self._read_some(self._meaning):
            pass

    def _is_behind(self) -> bool:
        # Looked for beside the writer: it takes longer, the more questions there are.
        with self._database.reader.connect() as link:
            return bool(search.outdated(link, edition(), 1))

    def _unread(self) -> list[tuple[UUID, UUID, str]]:
        with self._database.reader.connect() as link:
            return vectors.missing(link, MOST)

    async def _read_some(self, meaning: Models) -> bool:
        found = await asyncio.to_thread(self._unread)
        made = [(*one, await asyncio.to_thread(meaning.of_question, one[2])) for one in found]

        def write(link: Link) -> None:
            with session_on(link) as session:
                for network_id, id, text, vector in made:
                    here = Here(session, network_id)
                    # What was corrected while it was read is read again.
                    if (question := questions.get(here, id)) and question.body == text:
                        vectors.put(here, id, meant.edition(text), vector)
                session.commit()

        if made:
            await self._writer.run(write, aside=True)
        return len(found) == MOST
