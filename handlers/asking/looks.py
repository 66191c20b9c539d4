"""What a question is seen to be about before it is asked: its text, what was decided, what that means for others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from handlers import archive
from handlers.asking import rules
from handlers.asking.rules import Plan
from handlers.kit.errors import Stale
from handlers.kit.fields import Text
from handlers.kit.turn import Filled, Turn
from handlers.questions import reach
from handlers.questions import rules as well
from messages import fields as disabilities
from messages.danger import danger_in
from messages.topics import guessed
from messages.words import Msg, msg
from storage import offices, questions
from storage.ids import unshort
from storage.questions import Question

FIELD = "text"


def text_field(ask: Msg) -> Text:
    """Return the one field of a question."""
    return Text(
        name=FIELD,
        ask=ask,
        lead=msg("ask-no-clients"),
        label=msg("ask-label"),
        most=well.MOST,
        lines=6,
        shared=True,
    )


@dataclass(frozen=True, slots=True)
class Look:
    """A question that is about to be asked: the draft it stands in, its text and what was decided about it."""

    filled: Filled
    text: str
    plan: Plan
    kind: str


def look(filled: Filled, kind: str) -> Look:
    """Return the question that a draft has."""
    plan = rules.plan_of(filled.beside)
    return Look(filled, filled.answers.get(FIELD) or "", plan, "advice" if plan.advice else kind)


def danger(looked: Look) -> dict[str, list[str]]:
    """Return the words of danger, by kind, of which the author has not said that it is a general question."""
    found = danger_in(looked.text)
    new = {word for words in found.values() for word in words} - set(looked.plan.general)
    return found if new else {}


def said_generally(looked: Look, key: str) -> dict[str, Any]:
    """Take it that the words of danger are meant generally; any other button is of a former state: raises Stale."""
    if key != "general":
        raise Stale("danger")
    said = {word for words in danger(looked).values() for word in words}
    return replace(looked.plan, general=tuple(sorted(said))).kept


def topics(turn: Turn, looked: Look) -> tuple[str, ...]:
    """Return the topics as they stand now."""
    known = turn.who.network.topics
    return rules.topics_of(looked.plan, guessed(looked.text, known)[: rules.GUESSED], known)


def fields(turn: Turn) -> tuple[str, ...]:
    """Return the network's disability fields."""
    return disabilities.names(turn.who.network.fields)


def field(turn: Turn, looked: Look) -> str:
    """Return the field in which advice is asked for: as chosen, else as it seems to be; empty where neither is."""
    seen = disabilities.seen_in(looked.text, turn.who.network.fields)
    return looked.plan.field if looked.plan.field in fields(turn) else next(iter(seen), "")


def audience(turn: Turn, looked: Look) -> str:
    """Return who will see it: 主任 and 基幹 alone only as long as the author is one of them."""
    return looked.plan.audience if looked.plan.audience in well.audiences(turn.roles) else "all"


def seeing(turn: Turn, looked: Look) -> int:
    """Return of how many offices somebody can see it now."""
    return offices.taking_part(turn.here, well.CHIEFS if audience(turn, looked) == "chiefs" else ())


def similar(turn: Turn, looked: Look) -> list[UUID]:
    """Return the earlier questions that it resembles enough to be shown."""
    hits = archive.similar(turn, looked.text, well.audiences(turn.roles))
    return [hit.question_id for hit in hits if hit.sure]


def readable(turn: Turn, ids: tuple[str, ...]) -> list[Question]:
    """Return those of some questions that the person may read now."""
    found = [questions.get(turn.here, unshort(id)) for id in ids]
    seen = well.audiences(turn.roles)
    return [one for one in found if one and one.state in questions.SEEN and one.audience in seen]


def question_of(turn: Turn, looked: Look, *, named: bool = False) -> Question:
    """Return the question as it would be asked now, not kept."""
    advice = looked.kind == "advice"
    return Question(
        asker_id=turn.person_id,
        named=named,
        kind=looked.kind,
        audience=audience(turn, looked),
        body=looked.text,
        state=questions.OPEN,
        asked_at=turn.now,
        changed_at=turn.now,
        field=field(turn, looked) if advice else "",
        due_on=reach.advised_by(turn, turn.now) if advice else None,
        expires_on=well.expires_on(turn.today, turn.who.network.years),
    )
