"""Keeping the index: what others can read is found, what they cannot is not."""

from __future__ import annotations

from uuid import UUID

from handlers.archive.signs import edition, tokens_of
from storage import answers, questions, search
from storage.answers import ANSWER
from storage.db import Here


def keep(here: Here, question_id: UUID) -> None:
    """Let a question be found as it and its answers stand now, or no more: called after any change of either."""
    question = questions.get(here, question_id)
    if question is None or question.state not in questions.SEEN:
        search.forget(here, question_id)
        return
    said = [answer.body for answer in answers.thread(here, question_id) if answer.kind == ANSWER]
    tokens = tokens_of(here.network_id, question.body, said)
    search.index(here, question_id, question.audience, edition(), tokens)
