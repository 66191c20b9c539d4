"""What a question may be, how fast they may follow one another, and what has been decided about one; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers.questions import rules

HOUR = timedelta(hours=1)
# So many topics are guessed at most; more can be chosen.
GUESSED = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """What has been decided about a question before it is asked: kept with the draft, beside its text.

    `topics` is None until they are chosen: till then they are as guessed. `view` is the card that is looked at,
    `similar` the earlier questions that are; `general` has the words of danger that its author has said to be meant
    generally.
    """

    topics: tuple[str, ...] | None = None
    audience: str = "all"
    advice: bool = False
    field: str = ""
    view: str = ""
    similar: tuple[str, ...] = ()
    general: tuple[str, ...] = ()

    @property
    def kept(self) -> dict[str, Any]:
        """The plan as plain data."""
        return asdict(self)


def plan_of(kept: Mapping[str, Any]) -> Plan:
    """Return the plan that was kept."""
    lists = {name: tuple(kept[name]) for name in ("topics", "similar", "general") if kept.get(name) is not None}
    return Plan(**{**kept, **lists})


def topics_of(plan: Plan, guessed: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """Return the topics of a question: as chosen, else as guessed, as far as the network still has them."""
    return tuple(topic for topic in (guessed if plan.topics is None else plan.topics) if topic in known)


def switched(topics: Sequence[str], topic: str) -> tuple[str, ...]:
    """Return the topics with another one, or without it where it was there."""
    return tuple(one for one in topics if one != topic) if topic in topics else (*topics, topic)


def may_ask_from(asked: Sequence[datetime], now: datetime) -> datetime | None:
    """Return from when on one more may be asked; None where it may now. `asked` are the last ones, newest first."""
    within = [moment for moment in asked if moment > now - HOUR]
    return within[rules.AN_HOUR - 1] + HOUR if len(within) >= rules.AN_HOUR else None
