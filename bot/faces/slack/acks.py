"""What Slack is told of what it brought, and what stands behind that."""

from __future__ import annotations

from dataclasses import dataclass

from bot.faces.face import Answer
from bot.faces.slack.blocks import Json
from bot.faces.slack.plan import Doing
from messages.words import Msg


@dataclass(frozen=True, slots=True)
class Ack:
    """What Slack is told: an HTTP status, and a body where something is shown by it."""

    status: int = 200
    body: Json | None = None


@dataclass(slots=True)
class Done:
    """What somebody is answered whose act was taken, and what is done about it."""

    answer: Answer
    doing: Doing


@dataclass(slots=True)
class Aside:
    """What somebody is told of whom nothing is kept: a sentence, maybe `beside` a field, or a view."""

    sentence: Msg | None = None
    view: Json | None = None
    beside: str = ""
    # What has been whispered where others talk.
    said: Msg | None = None
