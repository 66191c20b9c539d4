"""How well a search finds invented questions asked in other words: the same measures for both levels."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.archive.keeping import keep
from handlers.archive.similar import ranked
from storage import questions
from storage.db import Here
from storage.questions import Question
from tests.handlers.archive.conftest import Well
from tests.privacy.well import question_of
from tests.world import START

FOLDER = Path(__file__).parents[1] / "language"


class Measured(NamedTuple):
    """Shares of the queries: found first, found among the first three; how well confidence tells none."""

    first: float
    three: float
    told: float


def read(name: str) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """Return a set's questions, its queries with the question of each, and queries that nothing answers."""
    asked: list[str] = []
    queries, nothing = [], []
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("? "):
            nothing.append(line[2:])
        elif line.startswith("    "):
            queries.append((line.strip(), asked[-1]))
        elif line and not line.startswith("#"):
            asked.append(line)
    return asked, queries, nothing


def fill(well: Well, texts: Iterable[str]) -> None:
    """Ask many questions at once."""

    def ask(here: Here) -> None:
        for text in texts:
            question = question_of(None, START, body=text)
            questions.add(here, question, [])
            keep(here, question.id)
            here.session.expunge_all()

    well.does(ask)
    well.world.run(well.world.app.indexing.tick())


class Searching:
    """Searches of a well whose questions stay as they are."""

    def __init__(self, well: Well, session: Session) -> None:
        self._here = Here(session, well.network)
        self._meaning = well.world.app.house.meaning
        wanted = select(Question).where(Question.network_id == well.network)
        self._bodies = {question.id: question.body for question in session.scalars(wanted)}

    def finds(self, text: str, most: int) -> list[tuple[str, float]]:
        """Return the nearest questions and how sure they are."""
        if self._meaning:
            self._meaning.learn(text)
        hits = ranked(self._here, text, ["all"], most, self._meaning)
        return [(self._bodies[hit.question_id], hit.confidence) for hit in hits]


def measure(well: Well, name: str) -> Measured:
    """Ask a network that holds a set all its queries."""
    _, queries, nothing = read(name)
    with well.world.app.stores.database.read() as session:
        searching = Searching(well, session)
        found = [(searching.finds(text, 3), wanted) for text, wanted in queries]
        unsure = [hits[0][1] if (hits := searching.finds(text, 1)) else 0.0 for text in nothing]
    sure = [hits[0][1] if hits else 0.0 for hits, _ in found]
    first = sum(bool(hits) and hits[0][0] == wanted for hits, wanted in found) / len(found)
    three = sum(wanted in [name for name, _ in hits] for hits, wanted in found) / len(found)
    told = sum((one > other) + (one == other) / 2 for one in sure for other in unsure) / len(sure) / len(unsure)
    return Measured(first, three, told)
