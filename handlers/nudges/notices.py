"""What is said unasked of trainings: drawn from the rows when it is sent, and silent where it is true no more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from handlers.kit.cards import Card
from handlers.kit.house import NoticeKind
from handlers.kit.turn import Turn
from handlers.nudges import cards, gather, managers
from handlers.nudges.plan import LAST, TODAY, TOLD
from handlers.nudges.stages import Due, Facts, of_topic, right, topic_of
from handlers.nudges.words import source_of
from handlers.training import duty
from storage import nudges
from storage.nudges import Nudge

# By which rule it is: the same for most of it.
SOURCE = frozenset({source_of("").id})


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that somebody was told, or is to be: its rows, her facts as they are now, and what of it is true."""

    subject: UUID
    rows: tuple[Nudge, ...]
    facts: Facts
    true: tuple[Due, ...]

    @property
    def topic(self) -> str:
        """What it is about."""
        return topic_of(self.rows[0].rule)


def facts_of(turn: Turn) -> Facts:
    """Return what the rules look at for the person, as it is now."""
    person, network = turn.who.person, turn.who.network
    facts = gather.of_people(turn.here, network, turn.today, [person])[person.id]
    rows = gather.rows_of(turn.here, [person.id], turn.today).get(person.id, [])
    return replace(facts, later=gather.later(rows, turn.today))


def find(turn: Turn, subject: UUID) -> Found | None:
    """Return what a notice tells the person; None where it is none of hers, or no business of hers any more."""
    rows = tuple(nudges.told_as(turn.here, subject, turn.person_id))
    if not rows or not duty.by_role(turn.roles):
        return None
    facts = facts_of(turn)
    every = gather.without_visited(turn.here, turn.person_id, right(facts, turn.today), turn.today)
    keys = {(row.rule, row.due, row.stage) for row in rows}
    if any(row.rule.startswith("again-") for row in rows):
        return Found(subject, rows, facts, tuple(of_topic(every, facts, topic_of(rows[0].rule), turn.today)))
    return Found(subject, rows, facts, tuple(due for due in every if due.key in keys))


def told(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Tell what is right today of what was made; None where nothing of it is, or she has answered."""
    found = find(turn, subject)
    if found is None or not found.true or any(row.answered for row in found.rows):
        return None
    if found.topic in found.facts.later and not any(due.rule == "last" for due in found.true):
        # She has asked to hear of it later since it was made.
        return None
    return (cards.card(turn, found.facts, found.true, subject),)


NOTICES = {
    TOLD: NoticeKind(told, once=SOURCE),
    TODAY: NoticeKind(told, first=True, once=SOURCE),
    LAST: NoticeKind(told, even_calm=True, even_away=True, first=True),
    managers.KIND: NoticeKind(managers.told),
}
