"""What is to stand in the network's places: rows that are made true, one place's in their order, under a lease."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, bindparam, case, exists, or_, select, true, tuple_, update
from sqlalchemy.orm import aliased

from storage.db import EVERYWHERE, Here, Link, insert_once
from storage.ids import uuid7
from storage.leases import NOW, SENDING, leased, moments, until
from storage.places import HERE, REACHED, Meeting, Standing
from storage.questions import Question

WAITING, MADE, DEAD = "waiting", "made", "dead"
QUESTION, ANSWER, OWN = "question", "answer", "own"
# Why nothing stands there any more although it might: somebody has taken it away on the platform itself.
TAKEN_AWAY = "taken_away"


@dataclass(frozen=True, slots=True)
class Due:
    """One row that is to be made true, as it was claimed: whoever settles it must still hold this very lease.

    `begun` says that something may stand there since an earlier try.
    """

    network_id: UUID
    id: UUID
    place_id: UUID
    kind: str
    subject_id: UUID
    question_id: UUID
    wanted: int
    reference: str
    reason: str
    attempts: int
    begun: bool
    lease: datetime


_PLAIN = [getattr(Standing, name) for name in list(Due.__dataclass_fields__)[:9]]


def want(here: Here, question_id: UUID, subject_id: UUID, now: datetime) -> None:
    """Have what stands of a question, or of an answer, drawn anew wherever it stands or waits to."""
    mine = (Standing.network_id == here.network_id) & (Standing.question_id == question_id)
    _want(here, mine & (Standing.subject_id == subject_id), now)


def want_all(here: Here, question_id: UUID, now: datetime) -> None:
    """Have everything that stands of a question and its thread drawn anew."""
    _want(here, (Standing.network_id == here.network_id) & (Standing.question_id == question_id), now)


def want_of(here: Here, place_id: UUID, audience: str, now: datetime) -> None:
    """Have what stands in a place of questions for an audience drawn anew: others read there from now on."""
    some = select(Question.id).where(Question.network_id == here.network_id, Question.audience == audience)
    mine = (Standing.network_id == here.network_id) & (Standing.place_id == place_id)
    _want(here, mine & Standing.question_id.in_(some), now)


def _want(here: Here, which: ColumnElement[bool], now: datetime) -> None:
    sending = Standing.state == SENDING
    values: dict[str, Any] = {"wanted": Standing.wanted + 1, "due_at": now}
    values |= {"state": case((sending, SENDING), else_=WAITING)}
    # What was tried before is tried afresh; a lease that somebody holds is hers.
    values |= {"attempts": case((sending, Standing.attempts), else_=0)}
    done = update(Standing).where(which).values(values)
    here.session.execute(done.execution_options(synchronize_session=False))


def put_question(here: Here, question_id: UUID, audience: str, asked_at: datetime, now: datetime) -> None:
    """Let a question stand in every place of its audience that was connected before it was asked."""
    wanted = select(Meeting.id).where(Meeting.network_id == here.network_id, Meeting.state == HERE)
    wanted = wanted.where(true() if audience == "all" else Meeting.audience == audience)
    found = here.session.scalars(wanted.where(Meeting.connected_at <= asked_at).order_by(Meeting.id)).all()
    _put(here, list(found), QUESTION, question_id, question_id, now)


def put_answer(here: Here, question_id: UUID, answer_id: UUID, now: datetime) -> None:
    """Let something said in a thread stand wherever its question does."""
    wanted = select(Standing.place_id).where(Standing.network_id == here.network_id)
    wanted = wanted.where(Standing.subject_id == question_id, Standing.kind == QUESTION).order_by(Standing.place_id)
    _put(here, list(here.session.scalars(wanted)), ANSWER, answer_id, question_id, now)


def _put(here: Here, into: list[UUID], kind: str, subject_id: UUID, question_id: UUID, now: datetime) -> None:
    row = {"network_id": here.network_id, "kind": kind, "subject_id": subject_id, "question_id": question_id}
    row |= {"state": WAITING, "wanted": 1, "made": 0, "reference": "", "attempts": 0, "due_at": now, "reason": ""}
    rows = [{**row, "id": uuid7(), "place_id": place} for place in into]
    if rows:
        here.session.execute(_once(here), rows)


def _once(here: Here) -> Any:
    table = Standing.metadata.tables[Standing.__tablename__]
    return insert_once(here.session.connection(), table).on_conflict_do_nothing(
        index_elements=["network_id", "place_id", "subject_id"]
    )


def keep_own(here: Here, place_id: UUID, question_id: UUID, answer_id: UUID, reference: str, now: datetime) -> None:
    """Note that an answer stands in a place already, as the very message in which its author wrote it."""
    _put(here, [place_id], OWN, answer_id, question_id, now)
    mine = (Standing.network_id == here.network_id) & (Standing.place_id == place_id)
    stands = update(Standing).where(mine, Standing.subject_id == answer_id)
    values = {"kind": OWN, "state": MADE, "made": Standing.wanted, "reference": reference}
    here.session.execute(stands.values(values).execution_options(synchronize_session=False))


def at(here: Here, place_id: UUID, reference: str) -> Standing | None:
    """Return what stands in a place at a reference."""
    mine = (Standing.network_id == here.network_id) & (Standing.place_id == place_id)
    return here.session.scalar(select(Standing).where(mine, Standing.reference == reference).limit(1))


def of_question(here: Here, place_id: UUID, question_id: UUID) -> Standing | None:
    """Return the row of a question in a place."""
    mine = (Standing.network_id == here.network_id) & (Standing.place_id == place_id)
    wanted = select(Standing).where(mine, Standing.subject_id == question_id)
    return here.session.scalar(wanted.execution_options(populate_existing=True))


def claim(link: Link, now: datetime, most: int, platforms: Collection[str], busy: Collection[UUID]) -> list[Due]:
    """Take what is due in places on these platforms under a lease of a minute: of each place the earliest first.

    Of a place of which somebody holds something nothing is taken, nor of the `busy` ones. A question goes before what
    is said in its thread, for that stands under it.
    """
    found = _due_places(link, now, most, platforms, busy)
    if not found:
        return []
    wanted = select(*_PLAIN, Standing.attempts, Standing.begun_at)
    wanted = wanted.where(_DUE, tuple_(Standing.network_id, Standing.place_id).in_(found))
    wanted = wanted.order_by(Standing.kind != QUESTION, Standing.id).limit(most).with_for_update(of=Standing)
    rows = link.execute(wanted.execution_options(**EVERYWHERE), moments(now)).mappings().all()
    lease = until(now)
    if rows:
        taken = tuple_(Standing.network_id, Standing.id).in_([(row["network_id"], row["id"]) for row in rows])
        values = {"state": SENDING, "lease_until": lease, "attempts": Standing.attempts + 1}
        link.execute(update(Standing).where(taken).values(values))
    plain = [{column.key: row[column.key] for column in _PLAIN} for row in rows]
    more = [{"attempts": row["attempts"] + 1, "begun": row["begun_at"] is not None} for row in rows]
    return [Due(**one, **other, lease=lease) for one, other in zip(plain, more, strict=True)]


_DUE = or_((Standing.state == WAITING) & (Standing.due_at <= NOW), (Standing.state == SENDING) & ~leased(Standing))


def _places() -> Any:
    other = aliased(Standing)
    same = (other.network_id == Meeting.network_id) & (other.place_id == Meeting.id)
    due = exists().where(Standing.network_id == Meeting.network_id, Standing.place_id == Meeting.id, _DUE)
    wanted = select(Meeting.network_id, Meeting.id).where(due, ~exists().where(same, leased(other)))
    wanted = wanted.where(Meeting.platform.in_(bindparam("platforms", expanding=True)), Meeting.state.in_(REACHED))
    wanted = wanted.where(Meeting.id.not_in(bindparam("busy", expanding=True))).order_by(Meeting.id)
    wanted = wanted.limit(bindparam("most", type_=Integer))
    # The places are locked: so no two workers take parts of one place, and each place keeps its order.
    return wanted.with_for_update(of=Meeting, skip_locked=True).execution_options(**EVERYWHERE)


# Built once: each tick asks it.
_PLACES = _places()


def _due_places(
    link: Link, now: datetime, most: int, platforms: Collection[str], busy: Collection[UUID]
) -> list[tuple[UUID, UUID]]:
    given = {"most": most, "platforms": list(platforms), "busy": list(busy), **moments(now)}
    return [(row[0], row[1]) for row in link.execute(_PLACES, given)]


def _held(due: Due) -> ColumnElement[bool]:
    mine = (Standing.network_id == due.network_id) & (Standing.id == due.id)
    return (
        mine & (Standing.state == SENDING) & (Standing.attempts == due.attempts) & (Standing.lease_until == due.lease)
    )


def begin(link: Link, due: Due, now: datetime) -> bool:
    """Note that something may stand there from now on that is not known of; False where the claim has been lost."""
    done = link.execute(update(Standing).where(_held(due), Standing.lease_until > now).values(begun_at=now))
    return bool(done.rowcount)


def settle(link: Link, due: Due, reference: str, now: datetime, reason: str = "") -> bool:
    """Note what stands there now, as of when it was claimed; False where the claim has been lost."""
    newer = Standing.wanted > due.wanted
    values: dict[str, Any] = {"state": case((newer, WAITING), else_=MADE), "made": due.wanted, "reference": reference}
    values |= {"attempts": 0, "due_at": now, "lease_until": None, "begun_at": None, "reason": reason}
    return bool(link.execute(update(Standing).where(_held(due)).values(values)).rowcount)


def put_off(link: Link, due: Due, until: datetime, *, doubtful: bool) -> bool:
    """Let a row be tried again later; `doubtful` keeps it in mind that something may stand there."""
    values: dict[str, Any] = {"state": WAITING, "due_at": until, "lease_until": None}
    values |= {} if doubtful else {"begun_at": None}
    return bool(link.execute(update(Standing).where(_held(due)).values(values)).rowcount)


def give_up(link: Link, due: Due, reason: str) -> bool:
    """Let a row be as it is until something changes again."""
    values = {"state": DEAD, "lease_until": None, "reason": reason}
    return bool(link.execute(update(Standing).where(_held(due)).values(values)).rowcount)


def release(link: Link, dues: Collection[Due]) -> None:
    """Give claimed rows back untouched."""
    for due in dues:
        values = {"state": WAITING, "lease_until": None, "attempts": Standing.attempts - 1}
        link.execute(update(Standing).where(_held(due)).values(values))


def begin_anew(here: Here, place_id: UUID) -> None:
    """Forget where everything stands in a place whose messages can be reached no more."""
    mine = (Standing.network_id == here.network_id) & (Standing.place_id == place_id)
    here.session.execute(update(Standing).where(mine).values(reference="", reason="", begun_at=None))


def stand(link: Link, platform: str, chat: str, references: Collection[str]) -> bool:
    """Tell whether one of these messages of a chat is something that stands there."""
    place = (Meeting.network_id == Standing.network_id) & (Meeting.id == Standing.place_id)
    wanted = select(Standing.id).join(Meeting, place).where(Meeting.platform == platform, Meeting.chat == chat)
    wanted = wanted.where(Standing.reference.in_([one for one in references if one])).limit(1)
    return link.scalar(wanted.execution_options(**EVERYWHERE)) is not None
