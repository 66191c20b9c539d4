"""Places where the network talks (a Slack channel, a Telegram group or topic), and what of the well is shown there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint, Uuid, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import EVERYWHERE, Base, Here, Link, UtcDateTime, insert_once
from storage.ids import uuid7
from storage.tables import Owned, within

# Somebody is asked who shall read there; the network talks there; it does no more; the platform lets us no more.
NEW, HERE, OFF, GONE = "new", "here", "off", "gone"
STATES = (NEW, HERE, OFF, GONE)
MOST_TITLE = 100
# Where what stands follows what happens to it.
REACHED = (HERE, OFF)


class Meeting(Owned, Base):
    """A place that coordinators have connected: a channel of a Slack workspace, a group or forum topic of Telegram.

    `chat` is the platform's own id (Slack: team:channel), `topic` a forum topic's (empty: none). `state`: 'new' (a
    coordinator is being asked who shall read there), 'here', 'off' (disconnected: nothing new comes, what stands
    follows what happens to it) or 'gone' (the bot was taken out, may not write, or the place was deleted), since
    `gone_at` and why, as a code word. `audience` as of questions.
    """

    __tablename__ = "places"
    __table_args__ = (within("connected_by", "people"), UniqueConstraint("platform", "chat", "topic"))

    platform: Mapped[str] = mapped_column(String(20))
    chat: Mapped[str] = mapped_column(String(60))
    topic: Mapped[str] = mapped_column(String(30), default="")
    title: Mapped[str] = mapped_column(String(100), default="")
    audience: Mapped[str] = mapped_column(String(10), default="all")
    state: Mapped[str] = mapped_column(String(10), default="here")
    connected_by: Mapped[UUID | None] = mapped_column(Uuid)
    connected_at: Mapped[datetime] = mapped_column(UtcDateTime)
    gone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    gone_why: Mapped[str] = mapped_column(String(20), default="")


class Standing(Owned, Base):
    """A question or an answer as it stands, or is to stand, in a place: a row to be made true, not a message to send.

    `wanted` counts how often what it shows has changed, `made` which of these the place has seen: whoever finds them
    unequal draws it anew from the rows, edits or takes away what stands at `reference`, and sets `made`. `kind` is
    'question' or 'answer' with that row's id as `subject_id`; an answer stands in the thread under its question's
    message; 'own' is an answer that its author wrote there herself: it stands already. `begun_at` is set from
    the moment on when something may stand there that is not known of. Leases are as in the outbox.
    """

    __tablename__ = "standings"
    __table_args__ = (
        within("place_id", "places"),
        within("question_id", "questions"),
        UniqueConstraint("network_id", "place_id", "subject_id"),
        Index("ix_standings_due", "state", "due_at"),
        Index("ix_standings_reference", "place_id", "reference"),
    )

    place_id: Mapped[UUID] = mapped_column(Uuid)
    kind: Mapped[str] = mapped_column(String(10))
    subject_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    question_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    # 'waiting', 'sending', 'made' or 'dead'.
    state: Mapped[str] = mapped_column(String(10))
    wanted: Mapped[int] = mapped_column(default=1)
    made: Mapped[int] = mapped_column(default=0)
    reference: Mapped[str] = mapped_column(String(200), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(60), default="")


def get(here: Here, id: UUID) -> Meeting | None:
    """Return a place of the network as it stands now."""
    return here.session.get(Meeting, (here.network_id, id), populate_existing=True)


def everyone(here: Here) -> list[Meeting]:
    """Return the places that coordinators have connected and not disconnected, the first one first."""
    wanted = select(Meeting).where(Meeting.network_id == here.network_id, Meeting.state.in_((HERE, GONE)))
    ordered = wanted.order_by(Meeting.connected_at, Meeting.id)
    return list(here.session.scalars(ordered.execution_options(populate_existing=True)))


def at(here: Here, platform: str, chat: str, topic: str) -> Meeting | None:
    """Return what is known of a place on a platform, where it is this network's."""
    mine = (Meeting.network_id == here.network_id) & (Meeting.platform == platform)
    wanted = select(Meeting).where(mine, Meeting.chat == chat, Meeting.topic == topic)
    return here.session.scalar(wanted.execution_options(populate_existing=True))


def offer(here: Here, place: Meeting) -> Meeting | None:
    """Keep a place that is to be connected, or find it; None where it is another network's."""
    table = Meeting.metadata.tables[Meeting.__tablename__]
    names = ("platform", "chat", "topic", "title", "audience", "connected_by", "connected_at")
    row = {name: getattr(place, name) for name in names} | {"state": NEW, "gone_why": ""}
    new = insert_once(here.session.connection(), table).values(network_id=here.network_id, id=uuid7(), **row)
    here.session.execute(new.on_conflict_do_nothing(index_elements=["platform", "chat", "topic"]))
    return at(here, place.platform, place.chat, place.topic)


def connect(here: Here, id: UUID, audience: str, by: UUID, now: datetime) -> None:
    """Let the network talk in a place, before those of an audience."""
    values = {"state": HERE, "audience": audience, "connected_by": by, "connected_at": now}
    mine = (Meeting.network_id == here.network_id) & (Meeting.id == id)
    here.session.execute(update(Meeting).where(mine).values(**values, gone_at=None, gone_why=""))


def set_audience(here: Here, id: UUID, audience: str) -> None:
    """Say who reads in a place."""
    mine = (Meeting.network_id == here.network_id) & (Meeting.id == id)
    here.session.execute(update(Meeting).where(mine).values(audience=audience))


def disconnect(here: Here, id: UUID) -> bool:
    """Let the network talk there no more; False where it does not."""
    mine = (Meeting.network_id == here.network_id) & (Meeting.id == id) & Meeting.state.in_((HERE, GONE))
    done = update(Meeting).where(mine).values(state=OFF).returning(Meeting.id)
    return here.session.scalar(done.execution_options(synchronize_session=False)) is not None


def lose(here: Here, id: UUID, why: str, now: datetime) -> bool:
    """Note that the platform lets us no more into a place, and why; False where that is known."""
    mine = (Meeting.network_id == here.network_id) & (Meeting.id == id) & (Meeting.state == HERE)
    lost = update(Meeting).where(mine).values(state=GONE, gone_at=now, gone_why=why).returning(Meeting.id)
    return here.session.scalar(lost.execution_options(synchronize_session=False)) is not None


def find(here: Here, id: UUID) -> bool:
    """Note that a place that was gone is here again; False where it was not gone."""
    mine = (Meeting.network_id == here.network_id) & (Meeting.id == id) & (Meeting.state == GONE)
    found = update(Meeting).where(mine).values(state=HERE, gone_at=None, gone_why="").returning(Meeting.id)
    return here.session.scalar(found.execution_options(synchronize_session=False)) is not None


def of_chat(link: Link, platform: str, chat: str, states: Collection[str] = (HERE, GONE)) -> list[tuple[UUID, UUID]]:
    """Return (network, place) of what is connected of a chat: itself, and its topics."""
    wanted = select(Meeting.network_id, Meeting.id).where(Meeting.platform == platform, Meeting.chat == chat)
    wanted = wanted.where(Meeting.state.in_(list(states))).order_by(Meeting.id)
    return [(row[0], row[1]) for row in link.execute(wanted.execution_options(**EVERYWHERE))]


def chats(link: Link, platform: str) -> list[str]:
    """Return the chats of a platform in which something is connected."""
    wanted = select(Meeting.chat).where(Meeting.platform == platform, Meeting.state == HERE).distinct()
    return list(link.scalars(wanted.order_by(Meeting.chat).execution_options(**EVERYWHERE)))


def move(link: Link, platform: str, before: str, after: str) -> None:
    """Let what is connected of a chat go on under the chat's new id."""
    mine = (Meeting.platform == platform) & (Meeting.chat == before)
    link.execute(update(Meeting).where(mine).values(chat=after).execution_options(**EVERYWHERE))


def rename(link: Link, platform: str, chat: str, title: str) -> None:
    """Note what a chat is called now."""
    mine = (Meeting.platform == platform) & (Meeting.chat == chat) & (Meeting.title != title)
    link.execute(update(Meeting).where(mine).values(title=title).execution_options(**EVERYWHERE))
