"""The index of what was asked and answered: tokens as numbers that say nothing, and how many questions have each.

SQLite looks tokens up in FTS5 (`search_fts`, which triggers keep), PostgreSQL in the column itself, by its GIN index.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Dialect,
    Label,
    String,
    Text,
    TextClause,
    TypeDecorator,
    and_,
    bindparam,
    column,
    delete,
    func,
    literal,
    select,
    table,
    text,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from storage.db import EVERYWHERE, Base, Here, insert_once
from storage.questions import OPEN, SEEN, Audience, Question, Topic
from storage.tables import Owned, within

EVERYBODY: Audience = "all"
# Stands in every indexed question, so that its count is theirs.
EVERY = 1
# How many entries are read for one search: what more questions share with the text than this tells little.
MOST_ENTRIES = 4000
# From here on stand the tokens of which there are many.
_MANY = 1 << 40
# Weights are added as whole numbers: whichever way a database adds, the sum is the same.
_WHOLE = 1e6

_fts = table("search_fts", column("rowid", BigInteger))


class Tokens(TypeDecorator[tuple[int, ...]]):
    """Numbers below 2 ** 48: words for FTS5 on SQLite, an array on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the column's type on this database."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(BigInteger))

    def process_bind_param(self, value: tuple[int, ...] | None, dialect: Dialect) -> Any:
        """Write the numbers as this database looks them up."""
        if value is None or dialect.name != "sqlite":
            return value and list(value)
        return " ".join(map(_written, value))

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[int, ...] | None:
        """Read them back."""
        if value is None or dialect.name != "sqlite":
            return value and tuple(value)
        return tuple(int(one, 16) for one in value.split())


class Indexed(Owned, Base):
    """What of one question can be looked for; its id is the question's.

    `place` is its number in FTS5, made from its id. `edition` says with what its tokens were made: rows of another one
    are made anew.
    """

    __tablename__ = "search_index"
    __table_args__ = (within("id", "questions"),)

    place: Mapped[int] = mapped_column(BigInteger, unique=True)
    audience: Mapped[str] = mapped_column(String(10))
    edition: Mapped[str] = mapped_column(String(40), index=True)
    tokens: Mapped[tuple[int, ...]] = mapped_column(Tokens)


class Count(Owned, Base):
    """In how many indexed questions of a network a token stands; its id is the token."""

    __tablename__ = "search_counts"

    n: Mapped[int]


def token(network_id: UUID, what: str, *, counted: bool = False, few: bool = False) -> int:
    """Return the token for something in a network, nobody else's; an odd one is counted.

    Of what there are only a `few` hundred, all counts can be read at once: their tokens are small.
    """
    digest = int.from_bytes(blake2b(what.encode(), key=network_id.bytes, digest_size=5).digest())
    return (digest | (0 if few else _MANY)) & ~1 | counted


def _written(token: int) -> str:
    return f"{token:x}"


def _place(here: Here, id: UUID, audience: str) -> int:
    # The last bit is for FTS5, which knows nothing else of a question.
    digest = blake2b(id.bytes, key=here.network_id.bytes, digest_size=8).digest()
    return int.from_bytes(digest) >> 2 << 1 | (audience != EVERYBODY)


def index(here: Here, id: UUID, audience: str, edition: str, tokens: Collection[int]) -> None:
    """Let a question be found by these tokens, and by no others."""
    forget(here, id)
    kept = (EVERY, *sorted(tokens))
    row = Indexed(
        network_id=here.network_id,
        id=id,
        place=_place(here, id, audience),
        audience=audience,
        edition=edition,
        tokens=kept,
    )
    here.session.add(row)
    here.session.flush()
    _count(here, kept, 1)


def forget(here: Here, id: UUID) -> None:
    """Let a question be found no more: no token of it stays (its vector goes by vectors.forget)."""
    row = here.session.get(Indexed, (here.network_id, id), populate_existing=True)
    if row is not None:
        _count(here, row.tokens, -1)
        here.session.delete(row)
        here.session.flush()


def _count(here: Here, tokens: Iterable[int], more: int) -> None:
    # In one order, so that two who index at once on PostgreSQL never wait for one another in a ring.
    rows = [
        {"network_id": here.network_id, "id": UUID(int=one), "n": more} for one in sorted(set(tokens)) if one % 2 == 1
    ]
    counts = Count.metadata.tables[Count.__tablename__]
    added = insert_once(here.session.connection(), counts)
    kept = added.on_conflict_do_update(index_elements=["network_id", "id"], set_={"n": counts.c.n + added.excluded.n})
    here.session.execute(kept, rows)
    if more < 0:
        gone = delete(Count).where(Count.network_id == here.network_id, Count.n <= 0)
        here.session.execute(gone.execution_options(synchronize_session=False))


def counts(here: Here, tokens: Iterable[int]) -> dict[int, int]:
    """Return in how many indexed questions stand these counted tokens, those of which there are few, and EVERY."""
    wanted = Count.id.in_([UUID(int=one) for one in tokens]) | (Count.id < UUID(int=_MANY))
    found = here.session.execute(select(Count.id, Count.n).where(Count.network_id == here.network_id, wanted))
    return {id.int: n for id, n in found.all()}


def likely(
    here: Here, weights: Mapping[int, float], known: Mapping[int, int], audiences: Collection[str], most: int
) -> list[tuple[UUID, tuple[int, ...]]]:
    """Return the questions that share most weight with some tokens, each with all its tokens, in no order.

    `known` are the tokens' counts: the rarest are looked up, as many as MOST_ENTRIES allows.
    """
    left = MOST_ENTRIES
    asked: list[int] = []
    for one in sorted(weights, key=lambda one: (known.get(one, 0), one)):
        left -= known.get(one, 0)
        if known.get(one, 0) and (left >= 0 or not asked):
            asked.append(one)
    if not asked:
        return []
    sqlite = here.session.connection().dialect.name == "sqlite"
    entries = (_fts_entries if sqlite else _array_entries)(here, asked, weights, audiences).subquery()
    total = func.sum(entries.c.weight)
    best = select(entries.c.place).group_by(entries.c.place).order_by(total.desc(), entries.c.place).limit(most)
    # Joined, not IN: SQLite would look through all questions of the network to find these few.
    those = best.subquery()
    wanted = select(Indexed.id, Indexed.tokens).select_from(those).join(Indexed, Indexed.place == those.c.place)
    seen = wanted.join(Question, _same()).where(*_seen(here, audiences))
    return [(id, found) for id, found in here.session.execute(seen).all()]


def _fts_entries(here: Here, tokens: Sequence[int], weights: Mapping[int, float], audiences: Collection[str]) -> Any:
    each = []
    for one in tokens:
        entry = select(_fts.c.rowid.label("place"), _weight(weights[one])).where(_matching([[one]]))
        open_to_all = () if set(audiences) - {EVERYBODY} else (_fts.c.rowid.op("&")(1) == 0,)
        entry = entry.where(*open_to_all).order_by(_fts.c.rowid).limit(MOST_ENTRIES)
        each.append(select(entry.subquery()))
    return union_all(*each)


def _array_entries(here: Here, tokens: Sequence[int], weights: Mapping[int, float], audiences: Collection[str]) -> Any:
    mine = (Indexed.network_id == here.network_id) & Indexed.audience.in_(audiences)
    each = []
    for one in tokens:
        entry = select(Indexed.place.label("place"), _weight(weights[one])).where(mine, _shares([one]))
        each.append(select(entry.order_by(Indexed.place).limit(MOST_ENTRIES).subquery()))
    return union_all(*each)


def _weight(weight: float) -> Label[int]:
    return literal(int(weight * _WHOLE), BigInteger).label("weight")


def _shares(any_of: Collection[int]) -> ColumnElement[bool]:
    return Indexed.tokens.op("&&")(literal(tuple(sorted(any_of)), Tokens))


def _matching(groups: Sequence[Collection[int]]) -> TextClause:
    said = " AND ".join(f"({' OR '.join(map(_written, sorted(group)))})" for group in groups)
    return text("search_fts MATCH :said").bindparams(bindparam("said", said, unique=True))


def _having(here: Here, groups: Sequence[Collection[int]]) -> ColumnElement[bool]:
    if here.session.connection().dialect.name != "sqlite":
        return and_(*map(_shares, groups))
    return Indexed.place.in_(select(_fts.c.rowid).where(_matching(groups)))


def _same() -> ColumnElement[bool]:
    return (Question.network_id == Indexed.network_id) & (Question.id == Indexed.id)


def _seen(here: Here, audiences: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    # Whatever the index says, what is read is what may be read now.
    return (
        Question.network_id == here.network_id,
        Question.state.in_(SEEN),
        Question.audience.in_(audiences),
    )


def found(
    here: Here, groups: Sequence[Collection[int]], topic: str, audiences: Collection[str], after: UUID | None, most: int
) -> list[UUID]:
    """Return questions that have a token of each group and the topic: open ones first, then the newest.

    No groups: any text; an empty topic: any. It goes on after a question of the page before.
    """
    wanted = select(Question.id).where(*_seen(here, audiences))
    if groups:
        wanted = wanted.join(Indexed, _same()).where(_having(here, groups))
    if topic:
        about = (Topic.network_id == here.network_id) & (Topic.question_id == Question.id) & (Topic.topic == topic)
        wanted = wanted.where(select(Topic.id).where(about).exists())
    last = here.session.get(Question, (here.network_id, after)) if after else None
    if last is not None:
        older = tuple_(Question.asked_at, Question.id) < tuple_(literal(last.asked_at), literal(last.id))
        same = (Question.state == OPEN) == (last.state == OPEN)
        wanted = wanted.where((same & older) | ((Question.state != OPEN) if last.state == OPEN else literal(False)))
    wanted = wanted.order_by(Question.state != OPEN, Question.asked_at.desc(), Question.id.desc())
    return list(here.session.scalars(wanted.limit(most)))


def readable(here: Here, ids: Collection[UUID], audiences: Collection[str]) -> set[UUID]:
    """Return those of some questions that these audiences may read now."""
    return set(here.session.scalars(select(Question.id).where(*_seen(here, audiences), Question.id.in_(ids))))


def outdated(link: Connection, edition: str, most: int) -> list[tuple[UUID, UUID]]:
    """Return questions of all networks whose tokens are of another edition, or missing: network, id, oldest first."""
    wanted = select(Question.network_id, Question.id).outerjoin(Indexed, _same())
    other = Question.state.in_(SEEN) & (Indexed.edition.is_(None) | (Indexed.edition != edition))
    rows = link.execute(wanted.where(other).order_by(Question.id).limit(most).execution_options(**EVERYWHERE))
    return [(network, id) for network, id in rows.all()]
