"""The arguments with which what reaches people is tried in another network: see test_isolation_queries.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

# After `here`, all of them the owner's.
ARGUMENTS: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "asked.ask": lambda a: (a.question, a.other, 1, a.now),
    "asked.decline": lambda a: (a.question, a.person, a.now),
    "asked.forget": lambda a: (a.person, "余暇"),
    "asked.know": lambda a: (a.person, "就労"),
    "asked.known": lambda a: (a.person,),
    "asked.listening": lambda a: ([a.person],),
    "asked.of_person": lambda a: (a.question, a.person),
    "asked.of_question": lambda a: (a.question,),
    "asked.rename": lambda a: ("余暇", "就労"),
    "asked.standings": lambda a: ([a.person], a.now),
    "asked.who_advise": lambda a: (),
    "asked.who_know": lambda a: (["余暇"],),
    "digests.answered": lambda a: (["all"], a.other, a.now - timedelta(days=9), a.now + timedelta(days=1), 5),
    "digests.people_of": lambda a: (["weekly"],),
    "letters.due_at": lambda a: (a.person, "reflection.next_step", a.reflection.id),
    "letters.last_due": lambda a: (a.person, "reflection.next_step", a.now + timedelta(days=1)),
    "letters.posted": lambda a: ("reflection.next_step", [a.reflection.id]),
    "steps.begin": lambda a: (a.question, a.now),
    "steps.due": lambda a: (a.now + timedelta(days=9), a.now + timedelta(days=99), 5),
    "steps.get": lambda a: (a.step,),
    "steps.is_answered": lambda a: (a.question, a.now - timedelta(days=9)),
    "steps.of_turn": lambda a: (a.question,),
    "steps.set_next": lambda a: (a.question, 2, a.now),
    "steps.take": lambda a: (a.question, 0, 2, a.now),
    "steps.without_adviser": lambda a: (),
}
