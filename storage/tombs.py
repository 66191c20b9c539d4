"""Tombstones win: after an older main database was put back, what had been deleted since is deleted again."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from storage.db import EVERYWHERE
from storage.drafts import drafts
from storage.keys import Keys
from storage.reflections import Reflection, ReflectionLine

BATCH = 500


def bury(link: Connection, keys: Keys) -> int:
    """Delete the drafts and reflections whose keys have been shredded; return how many there were."""
    reflections = Reflection.__table__.c
    buried = 0
    for column in (drafts.c.id, reflections.id):
        ids = list(link.scalars(select(column).execution_options(**EVERYWHERE)))
        for start in range(0, len(ids), BATCH):
            gone = list(keys.shredded(ids[start : start + BATCH]))
            buried += len(gone)
            if gone:
                lines = delete(ReflectionLine).where(ReflectionLine.reflection_id.in_(gone))
                link.execute(lines.execution_options(**EVERYWHERE))
                link.execute(delete(column.table).where(column.in_(gone)).execution_options(**EVERYWHERE))
    return buried
