"""Keeping the index: what others can read is found, what they cannot is not."""

from __future__ import annotations

from uuid import UUID

from handlers.archive import meant
from handlers.archive.signs import edition, tokens_of
from storage import answers, questions, search, vectors
from storage.answers import ANSWER
from storage.db import Here, Link, session_on


def keep(here: Here, question_id: UUID) -> None:
    """Let a question be found as it and its answers stand now, or no more: called after any change of either."""
    question = questions.get(here, question_id)
    if question is None or question.state not in questions.SEEN:
        forget(here, question_id)
        return
    said = [answer.body for answer in answers.thread(here, question_id) if answer.kind == ANSWER]
    tokens = tokens_of(here.network_id, question.body, said)
    search.index(here, question_id, question.audience, edition(), tokens)
    vectors.keep(here, question_id, meant.edition(question.body))


def forget(here: Here, question_id: UUID) -> None:
    """Let nothing of a question be found: called before it is deleted."""
    vectors.forget(here, question_id)
    search.forget(here, question_id)


def catch_up(link: Link, most: int) -> int:
    """Index questions whose tokens are missing or of an older program; return how many there were."""
    with session_on(link) as session:
        found = search.outdated(link, edition(), most)
        for network_id, id in found:
            keep(Here(session, network_id), id)
        session.commit()
    return len(found)
