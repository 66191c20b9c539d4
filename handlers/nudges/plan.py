"""Once a day, and after a run was entered: what has become right to be told is made, and its notices are posted.

Rows, no timers: whatever hour it is, and however long nobody looked, all that is right and not there yet is made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from handlers.nudges import gather, managers
from handlers.nudges.stages import COURSE, Due, Facts, fresh, of_topic, right, topic_of
from handlers.training import duty
from storage import nudges, outbox, people
from storage.db import Here
from storage.ids import next_id, short
from storage.networks import Network
from storage.nudges import Brief, New

TOLD, TODAY, LAST = "nudge.told", "nudge.today", "nudge.last"
KINDS = (TOLD, TODAY, LAST)
# Of what she has put off longer ago than so nobody speaks again.
AGAIN = timedelta(days=400)


@dataclass(slots=True)
class _Looked:
    """What was found for one person: her facts, what is right, what was made, and what she wants to hear again."""

    facts: Facts
    right: list[Due]
    rows: list[Brief]
    again: list[Brief] = field(default_factory=list)

    @property
    def made(self) -> dict[tuple[str, date, str], Brief]:
        return {(one.rule, one.due, one.stage): one for one in self.rows}


# Whose it is, what was found for her, a topic, and what is new of it or wanted again.
Group = tuple[UUID, _Looked, str, list[Due], list[Brief]]


def plan(here: Here, network: Network, now: datetime) -> None:
    """Make what has become right for anybody of the network; a second look on the same day costs one statement."""
    today, before = network.local(now).date(), network.nudged_at
    if not nudges.begin(here, now, network.midnight(today), network.midnight(today + timedelta(days=1))):
        return
    looked = _looked(here, network, today)
    _forget_untold(here, looked, today)
    rows: list[New] = []
    posts, with_new = [], dict[UUID, UUID]()
    seen = network.local(before).date() if before else None
    found = [(id, one, *group) for id, one in looked.items() for group in _groups(here, id, one, today)]
    waits = _waiting(here, found)
    for id, one, topic, dues, again in found:
        told = next_id()
        rows += _new(id, told, dues, [_again(topic, row) for row in again])
        first = min([*(due.since for due in dues), *(row.again_on or today for row in again)])
        # What nobody looked at in time comes late; what has only now become known does not.
        late = seen is not None and first > seen
        older = _older(one, topic, waits) if _kind(dues) != LAST else []
        with_new |= {row.id: told for row in older}
        known = [waits[row.told_as] for row in older]
        kind = max([_kind(dues), *(kind for kind, _ in known)], key=KINDS.index)
        when = min([network.midnight(first) if late else now, *(due for _, due in known)])
        posts.append(((kind, when), (id, told)))
    made = nudges.make(here, rows, now)
    there = {row.told_as for row in rows if row.id in made}
    nudges.tell_with(here, {old: told for old, told in with_new.items() if told in there})
    for how in dict.fromkeys(how for how, _ in posts):
        outbox.post_all(here, *how, [one for its, one in posts if its == how and one[1] in there])
    willing = {id: (one.facts, one.rows) for id, one in looked.items() if managers.may_tell(one.facts)}
    managers.plan(here, willing, today, now, KINDS)


def _waiting(here: Here, found: Collection[Group]) -> dict[UUID, tuple[str, datetime]]:
    """Return what waits to be told to those who are told more: its kind, and when it was due.

    What comes to who rests is told by itself: the rest waits for her.
    """
    subjects = {row.told_as for _, one, _, _, _ in found for row in one.rows if not row.answered}
    return nudges.waiting(here, (TOLD, TODAY), subjects) if subjects else {}


def _older(one: _Looked, topic: str, waits: Collection[UUID]) -> list[Brief]:
    """Return what waits to be told of a topic and is right still: it is told together with what is new."""
    keys = {due.key for due in one.right}
    own = [row for key, row in one.made.items() if key in keys or row.rule.startswith("again-")]
    return [row for row in own if topic_of(row.rule) == topic and row.told_as in waits]


def _kind(dues: Iterable[Due]) -> str:
    if any(due.rule == "last" for due in dues):
        return LAST
    return TODAY if any(due.name == "d0" for due in dues) else TOLD


def _looked(here: Here, network: Network, today: date) -> dict[UUID, _Looked]:
    here_now = [person for person in people.with_any_role(here, duty.ROLES) if person.state == "here"]
    facts = gather.of_people(here, network, today, here_now)
    again: dict[UUID, list[Brief]] = {}
    for row in nudges.again(here, today - AGAIN, today):
        again.setdefault(row.person_id, []).append(row)
    # Whatever could be right for her, whether she wants to hear of it later or not.
    may = [id for id, one in facts.items() if right(replace(one, later=frozenset({COURSE})), today)]
    wanted = sorted({*may, *(again.keys() & facts.keys())})
    rows = gather.rows_of(here, wanted, today)
    found = {}
    for id in wanted:
        own = rows.get(id, [])
        one = replace(facts[id], later=gather.later(own, today))
        found[id] = _Looked(one, list(right(one, today)), own, again.get(id, []))
    return found


def _forget_untold(here: Here, looked: dict[UUID, _Looked], today: date) -> None:
    """Forget what is right and was never told, because it was not true when it could have been."""
    same: list[Brief] = []
    for id, one in looked.items():
        keys, made = {due.key for due in one.right}, one.made
        same += [row for key, row in made.items() if key in keys and not row.answered]
        again = [row for row in one.rows if row.rule.startswith("again-") and not row.answered]
        if again:
            true = gather.without_visited(here, id, one.right, today)
            same += [row for row in again if of_topic(true, one.facts, topic_of(row.rule), today)]
    subjects = {row.told_as for row in same}
    untold = nudges.ended(here, KINDS, subjects, "moot") if subjects else set()
    gone = {row.id for row in same if row.told_as in untold}
    if gone:
        nudges.forget(here, gone)
        for one in looked.values():
            one.rows = [row for row in one.rows if row.id not in gone]


def _groups(here: Here, id: UUID, one: _Looked, today: date) -> Iterable[tuple[str, list[Due], list[Brief]]]:
    """Yield what is told together: new occurrences of a topic, and what she wanted to hear of it again."""
    made = one.made
    new = gather.without_visited(here, id, fresh(one.right, made.keys(), one.facts, today), today)
    quiet = one.facts.resting
    for topic in sorted({*(due.topic for due in new), *(topic_of(row.rule) for row in one.again)}):
        wants = {
            row.told_as: row for row in one.again if topic_of(row.rule) == topic and _again(topic, row) not in made
        }
        if quiet or topic in one.facts.later or not of_topic(one.right, one.facts, topic, today):
            wants = {}
        if (dues := [due for due in new if due.topic == topic]) or wants:
            yield topic, dues, list(wants.values())


def _again(topic: str, row: Brief) -> tuple[str, date, str]:
    return f"again-{topic}", row.again_on or row.due, short(row.told_as)


def _new(id: UUID, told: UUID, dues: list[Due], again: list[tuple[str, date, str]]) -> list[New]:
    keys = [*((due.key, due.about) for due in dues), *((key, None) for key in again)]
    ids = [told, *(next_id() for _ in keys[1:])]
    return [New(own, key[0], id, key[1], key[2], about, told) for own, (key, about) in zip(ids, keys, strict=True)]
