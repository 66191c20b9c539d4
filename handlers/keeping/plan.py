"""Retention: what has had its time says nothing any more, is shown nowhere, and then its rows go."""

from __future__ import annotations

from datetime import datetime

from handlers import archive
from handlers.questions import standing
from storage import answers, keeping, shown
from storage.db import Here
from storage.ids import short
from storage.networks import Network

# Questions a tick: the rest waits for the next minute.
AT_ONCE = 50


def plan(here: Here, network: Network, now: datetime) -> None:
    """Empty the questions whose last day has passed, and delete those that no place shows any more."""
    for id in keeping.standing_nowhere(here, AT_ONCE):
        keeping.let_go(here, id)
    for question in keeping.over(here, network.local(now).date(), AT_ONCE):
        said = [short(one.id) for one in answers.thread(here, question.id)]
        keeping.empty(here, question, now)
        archive.keep(here, question.id)
        standing.touch(here, question, now)
        shown.forget_all(here, short(question.id), *said)
