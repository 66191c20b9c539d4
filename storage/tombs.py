"""Tombstones win: after an older main database was put back, what had been deleted since is deleted again."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, delete, select, update

from storage.db import EVERYWHERE, Base
from storage.drafts import drafts
from storage.ids import short
from storage.keys import Keys
from storage.reflections import Reflection, ReflectionLine
from storage.shares import Reader, Share
from storage.shown import shown

BATCH = 500


def bury(link: Connection, keys: Keys) -> int:
    """Delete the drafts, shares and reflections whose keys have been shredded; return how many there were.

    Messages that quote one of them follow it: the press that shredded it may have ended there.
    """
    buried = 0
    for table in (drafts, _table(Share), _table(Reflection)):
        ids = list(link.scalars(select(table.c.id).execution_options(**EVERYWHERE)))
        for start in range(0, len(ids), BATCH):
            gone = list(keys.shredded(ids[start : start + BATCH]))
            buried += len(gone)
            if gone:
                _delete(link, keys, table, gone)
                quotes = update(shown).where(shown.c.about.in_([short(id) for id in gone])).values(gone=True)
                link.execute(quotes.execution_options(**EVERYWHERE))
    return buried


def _delete(link: Connection, keys: Keys, table: Table, gone: Collection[UUID]) -> None:
    if table is _table(Share):
        _delete_shares(link, gone)
    if table is _table(Reflection):
        shared = select(Share.id).where(Share.reflection_id.in_(gone)).execution_options(**EVERYWHERE)
        shares = list(link.scalars(shared))
        for id in shares:
            keys.shred(id)
        _delete_shares(link, shares)
        _remove(link, ReflectionLine, ReflectionLine.reflection_id.in_(gone))
    link.execute(delete(table).where(table.c.id.in_(gone)).execution_options(**EVERYWHERE))


def _delete_shares(link: Connection, gone: Collection[UUID]) -> None:
    _remove(link, Reader, Reader.share_id.in_(gone))
    answers = update(Share).where(Share.answers.in_(gone)).values(answers=None)
    link.execute(answers.execution_options(**EVERYWHERE))
    _remove(link, Share, Share.id.in_(gone))


def _remove(link: Connection, noun: type[Base], which: ColumnElement[bool]) -> None:
    link.execute(delete(noun).where(which).execution_options(**EVERYWHERE))


def _table(noun: type[Base]) -> Table:
    return Base.metadata.tables[noun.__tablename__]
