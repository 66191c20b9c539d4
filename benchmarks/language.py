"""The product's own search on a temporary database, as an evaluator of Japanese wants it: index texts, search."""

from __future__ import annotations

import atexit
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from bot.dense import Meaning
from handlers.archive import meant
from handlers.archive.keeping import keep
from handlers.archive.similar import ranked
from storage import questions, vectors
from storage.db import Database, Here, open_database
from storage.ids import uuid7
from storage.migrate import migrate
from storage.networks import Network
from storage.questions import Question

NOW = datetime(2026, 11, 22, tzinfo=UTC)
AUDIENCES = ("all",)


class Archive:
    """One network's questions in a database of its own, searched as somebody's turn would."""

    def __init__(self, url: str = "", meaning: Meaning | None = None) -> None:
        self._meaning = meaning
        self._folder = TemporaryDirectory()
        atexit.register(self._folder.cleanup)
        self.database: Database = open_database(url or f"sqlite:///{Path(self._folder.name) / 'archive.db'}")
        migrate(self.database.writer, "main")
        self.network = uuid7()
        self._names: dict[UUID, str] = {}
        with self.database.write() as session:
            network = Network(id=self.network, name="見本", zone="Asia/Tokyo", invented=True, terms={}, contacts=[])
            network.made_at = NOW
            session.add(network)

    def index(self, texts: Iterable[tuple[str, str]]) -> None:
        """Keep texts as questions, each with the caller's name for it."""
        with self.database.write() as session:
            here = Here(session, self.network)
            for name, text in texts:
                question = Question(id=uuid7(), kind="question", audience="all", body=text, state=questions.OPEN)
                question.asked_at = question.changed_at = NOW
                question.expires_on = date(2028, 3, 31)
                questions.add(here, question, [])
                keep(here, question.id)
                if self._meaning:
                    vectors.put(here, question.id, meant.edition(text), self._meaning.of_question(text))
                self._names[question.id] = name
                session.expunge_all()

    def search(self, text: str, most: int = 5) -> list[tuple[str, float]]:
        """Return the callers' names of the nearest questions, and how sure they are."""
        if self._meaning and self._meaning.known(text) is None:
            self._meaning.learn(text)
        with self.database.read() as session:
            hits = ranked(Here(session, self.network), text, AUDIENCES, most, self._meaning)
        return [(self._names[hit.question_id], hit.confidence) for hit in hits]


def base() -> Archive:
    """Return the search as it is without extras."""
    return Archive()


def semantic() -> Archive:
    """Return the search with the extra [semantic]; its models are loaded here."""
    meaning = Meaning()
    meaning.learn("")
    return Archive(meaning=meaning)
