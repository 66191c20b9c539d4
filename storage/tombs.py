"""Tombstones win: after an older main database was put back, what had been deleted since is deleted again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, case, delete, or_, select, update

from storage import audit, leaving
from storage.db import EVERYWHERE, Here, session_on
from storage.drafts import drafts
from storage.ids import short
from storage.keys import Keys
from storage.reflections import Reflection, ReflectionLine
from storage.shares import DECLINED, PREPARED, Reader, Share
from storage.shown import shown

BATCH = 500


def bury(link: Connection, keys: Keys) -> int:
    """Delete the people, drafts, shares and reflections whose keys have been shredded; return how many there were."""
    reflections, shares = Reflection.__table__.c, Share.__table__.c
    buried = bury_people(link, keys)
    for column in (drafts.c.id, shares.id, reflections.id):
        ids = list(link.scalars(select(column).execution_options(**EVERYWHERE)))
        for start in range(0, len(ids), BATCH):
            gone = list(keys.shredded(ids[start : start + BATCH]))
            buried += len(gone)
            if gone:
                _forget(link, gone)
                # The press that shredded it may have ended there: what quotes it follows all the same.
                quotes = update(shown).where(shown.c.about.in_([short(id) for id in gone])).values(gone=True)
                link.execute(quotes.execution_options(**EVERYWHERE))
                link.execute(delete(column.table).where(column.in_(gone)).execution_options(**EVERYWHERE))
    return buried


def _forget(link: Connection, gone: list[UUID]) -> None:
    """Delete what hangs on a share or a reflection."""
    shares = select(Share.id).where(or_(Share.id.in_(gone), Share.reflection_id.in_(gone)))
    # An answer that was not shown yet is an answer to nothing.
    over = case((Share.state == PREPARED, DECLINED), else_=Share.state)
    statements: list[Any] = [
        delete(ReflectionLine).where(ReflectionLine.reflection_id.in_(gone)),
        delete(Reader).where(Reader.share_id.in_(shares)),
        update(Share).where(Share.answers.in_(shares)).values(answers=None, state=over),
        delete(Share).where(Share.reflection_id.in_(gone)),
    ]
    for statement in statements:
        options = {"synchronize_session": False}
        link.execute(statement.execution_options(**EVERYWHERE, **options))


def bury_people(link: Connection, keys: Keys) -> int:
    """Delete the people whose keys have been shredded and whose rows are there all the same; return how many."""
    everybody = leaving.remaining(link)
    buried = 0
    for start in range(0, len(everybody), BATCH):
        gone = keys.shredded_at(id for _, id in everybody[start : start + BATCH])
        for network, id in everybody[start : start + BATCH] if gone else ():
            if id in gone and leaving.hold(link, network, id):
                with session_on(link) as session:
                    here = Here(session, network)
                    leaving.erase(here, id, gone[id])
                    audit.note(here, keys.digest, None, "data.deleted", gone[id], whom=id)
                    session.commit()
                buried += 1
    return buried
