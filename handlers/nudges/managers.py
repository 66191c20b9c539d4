"""With her consent, and after her, the manager of somebody's office hears of what presses: a line of his own letter."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from handlers.kit.cards import Card
from handlers.kit.turn import Turn
from handlers.nudges import gather
from handlers.nudges.stages import LATE, Due, Facts, last_chance, right
from handlers.nudges.words import course_of, line
from handlers.training import duty
from messages.words import msg
from storage import nudges, outbox, people
from storage.db import Here
from storage.nudges import Brief, Nudge
from storage.people import Person

KIND = "nudge.manager"
ROLE = "manager"


def may_tell(facts: Facts) -> bool:
    """Tell whether she has said that her manager may hear of it."""
    career = facts.known.career
    return career is not None and career.tells_manager


def plan(
    here: Here,
    willing: Mapping[UUID, tuple[Facts, Collection[Brief]]],
    today: date,
    now: datetime,
    kinds: Collection[str],
) -> None:
    """Post to managers what their people were told of before, and is right still."""
    late = [row for facts, rows in willing.values() for row in rows if _of(facts, today, row)]
    if not late:
        return
    told = nudges.ended(here, kinds, [row.told_as for row in late], "sent")
    managers = [one for id in people.with_role(here, ROLE) if (one := people.get(here, id)) and one.state == "here"]
    for row in late:
        if row.told_as in told:
            of = people.get(here, row.person_id)
            outbox.post_all(here, KIND, now, [(one.id, row.id) for one in managers if of and _is_hers(one, of)])


def _is_hers(manager: Person, of: Person) -> bool:
    return manager.office_id is not None and manager.office_id == of.office_id and manager.id != of.id


def _of(facts: Facts, today: date, row: Brief | Nudge) -> Due | None:
    """Return the late occurrence that a row is of, as long as it is right."""
    window = facts.known.standing.window
    found = next((one for one in right(facts, today) if one.key == (row.rule, row.due, row.stage)), None)
    if found is None or found.name not in LATE or window is None:
        return None
    last = last_chance(window, facts, today)
    return found if found.about is None or (last and last.id == found.about) else None


def told(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Tell a manager; None where she has answered, has taken her consent back, or it is not right any more."""
    row = nudges.get(turn.here, subject)
    person = people.get(turn.here, row.person_id) if row else None
    if row is None or row.answered or person is None or not _still(turn, person):
        return None
    facts = gather.of_people(turn.here, turn.who.network, turn.today, [person])[person.id]
    due = _of(replace(facts, resting=False), turn.today, row) if may_tell(facts) else None
    if due is None:
        return None
    of = msg("nudges-manager-of", name=person.name, course=course_of(facts))
    says = (of, line(facts, due, turn.today), msg("nudges-manager"))
    return (Card(title=msg("nudges-manager-title"), paragraphs=says),)


def _still(turn: Turn, person: Person) -> bool:
    hers = duty.by_role(people.roles_of(turn.here, person.id)) and person.state == "here"
    return hers and ROLE in turn.roles and _is_hers(turn.who.person, person)
