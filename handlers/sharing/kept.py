"""How a share is kept: a copy of the chosen lines, sealed with a key of its own under its owner's key."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from uuid import UUID

from handlers.kit.errors import Stale
from handlers.kit.turn import Turn
from handlers.reflection import kept as reflections
from handlers.reflection.kept import Read
from handlers.sharing import rules
from handlers.sharing.rules import Line
from storage import shares, shown
from storage.ids import short, unshort, uuid7
from storage.seal import Unreadable
from storage.shares import Share


@dataclass(frozen=True, slots=True)
class Opened:
    """A share opened for somebody who may see it; `looked` after the last look: from then on it is never changed."""

    share: Share
    lines: tuple[Line, ...]
    looked: bool = False


def lines_of(read: Read) -> tuple[Line, ...]:
    """Return what can be shared of a reflection: its lines that have text, then the next step."""
    lines = [Line(place, line.label, line.text) for place, line in enumerate(read.lines) if line.text]
    step = [Line(len(read.lines), "", read.step)] if read.step else []
    return (*lines, *step)


def reflection(turn: Turn, id: UUID) -> Read:
    """Return one of the person's own reflections; raises Stale."""
    read = reflections.find(turn, id)
    if read is None:
        raise Stale("reflection")
    return read


def begin(turn: Turn, reflection_id: UUID, purpose: str, answers: UUID | None = None) -> Share:
    """Begin to prepare a share; whatever else the person was preparing goes."""
    for other in shares.prepared(turn.here, turn.person_id):
        take_back(turn, other.id)
    return _add(turn, reflection_id, purpose, answers, (), ())


def _add(
    turn: Turn,
    reflection_id: UUID,
    purpose: str,
    answers: UUID | None,
    lines: Collection[Line],
    readers: Collection[UUID],
) -> Share:
    id = uuid7()
    turn.make_key(id)
    share = Share(
        id=id,
        owner_id=turn.person_id,
        reflection_id=reflection_id,
        purpose=purpose,
        state=shares.PREPARED,
        answers=answers,
        body=_sealed(turn, id, lines, looked=False),
        made_at=turn.now,
        expires_at=turn.now + rules.PREPARED_FOR,
    )
    shares.add(turn.here, share, readers)
    return share


def _sealed(turn: Turn, id: UUID, lines: Collection[Line], *, looked: bool) -> bytes:
    data = {"lines": [asdict(line) for line in lines], "looked": looked}
    return turn.seal("shares", id, id, json.dumps(data, ensure_ascii=False))


def write(turn: Turn, share: Share, lines: Collection[Line], *, looked: bool) -> None:
    """Keep other lines in a share that is being prepared, or that they have been looked at."""
    share.body = _sealed(turn, share.id, lines, looked=looked)
    turn.here.session.flush()


def open_share(turn: Turn, share: Share) -> Opened | None:
    """Open a share, whoever's it is; None when its key is gone."""
    try:
        place = turn.place("shares", "body", share.id)
        data = json.loads(turn.keys.open(place, share.owner_id, share.body))
    except Unreadable:
        return None
    return Opened(share, tuple(Line(**line) for line in data["lines"]), data["looked"])


def preparing(turn: Turn, id: str) -> Opened:
    """Return what the person is preparing, by the id of a button; raises Stale."""
    own = shares.get(turn.here, unshort(id)) if id else None
    if own is None or own.owner_id != turn.person_id or own.state != shares.PREPARED or own.expires_at <= turn.now:
        raise Stale("share")
    if (opened := open_share(turn, own)) is None:
        raise Stale("share")
    return opened


def changing(turn: Turn, opened: Opened, *, readers: bool = True) -> Opened:
    """Return what may be changed: once it has been looked at that is a copy, so that no old button shows anything else.

    Without `readers` those who were to read it are not taken over.
    """
    if not opened.looked and readers:
        return opened
    old = opened.share
    named = [person.id for person in shares.readers(turn.here, old.id)] if readers else []
    share = _add(turn, old.reflection_id, old.purpose, old.answers, opened.lines, named)
    # What shows the old one shows this one's words: it goes when this one goes.
    shown.pass_on(turn.here, turn.person_id, short(old.id), short(share.id))
    take_back(turn, old.id)
    return Opened(share, opened.lines)


def take_back(turn: Turn, id: UUID) -> bool:
    """Take a share of the person's own back; False where there is none."""
    return shares.take_back(turn.here, turn.keys, id, turn.person_id, turn.now)
