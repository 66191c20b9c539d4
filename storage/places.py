"""Places where the network talks (a Slack channel, a Telegram group or topic), and what of the well is shown there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, UtcDateTime
from storage.tables import Owned, within


class Meeting(Owned, Base):
    """A place that coordinators have connected: a channel of a Slack workspace, a group or forum topic of Telegram.

    `chat` is the platform's own id, `topic` a forum topic's (empty: none). `state`: 'here' or 'gone' (the bot was
    taken out, or the place was deleted), since `gone_at` and why, as a code word. `audience` as of questions.
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
    message. Leases are as in the outbox.
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
