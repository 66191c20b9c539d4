"""地域課題かも: questions that somebody marked so, and which of them the 部会 takes up."""

from __future__ import annotations

from uuid import UUID

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.paging import page
from handlers.kit.text import fitting
from handlers.kit.turn import Reply, Turn
from handlers.questions import rules
from messages.words import Msg, given, msg
from storage import followers, keeping, outbox, questions
from storage.flags import REGION
from storage.ids import short, unshort
from storage.questions import Question

KIND = "keep.taken_up"
PAGE = 6
QUOTED = 60


def show(turn: Turn, id: str = "") -> Reply:
    """Show the marked questions, the newest first; who marked them, and how many, is nobody's to see."""
    found, more = page(_all(turn), id, PAGE, lambda one: short(one.id))
    facts = tuple(Fact(_when(turn, one), given(fitting(one.body, QUOTED))) for one in found)
    opens = [Button(msg("keep-region-open", day=_day(turn, one)), "keep.region.one", short(one.id)) for one in found]
    further = (Button(msg("keep-more"), "keep.region", more),) if more else ()
    says = () if found else (msg("keep-region-none"),)
    buttons = (*opens, *further, Button(msg("keep-back"), "keep"))
    quotes = tuple(short(one.id) for one in found)
    return Reply(cards=(Card(msg("keep-region"), facts, paragraphs=says, buttons=buttons, quotes=quotes),))


def _day(turn: Turn, question: Question) -> Msg:
    return msg("keep-day", day=turn.who.network.local(question.asked_at).date())


def _when(turn: Turn, question: Question) -> Msg:
    topics = "、".join(questions.topics_of(turn.here, question.id))
    return msg("keep-day-topics", day=_day(turn, question), topics=topics) if topics else _day(turn, question)


def _all(turn: Turn) -> list[Question]:
    return keeping.marked(turn.here, REGION, rules.audiences(turn.roles))


def _marked(turn: Turn, id: str) -> Question:
    question = questions.get(turn.here, unshort(id)) if id else None
    if question is None or question.id not in [one.id for one in _all(turn)]:
        raise Stale("question")
    return question


def one(turn: Turn, id: str) -> Reply:
    """Show one of them with what a coordinator can do."""
    question = _marked(turn, id)
    buttons = (
        Button(msg("keep-take-up"), "keep.take_up", id, style="primary"),
        Button(msg("keep-leave-be"), "keep.leave_be", id),
        Button(msg("keep-region"), "keep.region"),
    )
    paragraphs = (msg("keep-take-up-why"),)
    card = Card(title=_when(turn, question), quote=question.body, paragraphs=paragraphs, buttons=buttons, about=id)
    return Reply(cards=(card,))


def take_up(turn: Turn, id: str) -> Reply:
    """Mark that the 部会 takes a question up; who asked and who follows hear of it. Raises Stale."""
    question = _marked(turn, id)
    keeping.settle(turn.here, question.id, REGION, turn.now)
    question.taken_up_at = turn.now
    hear = {*followers.of(turn.here, question.id), *([question.asker_id] if question.asker_id else [])}
    outbox.post_all(turn.here, KIND, turn.now, [(person, question.id) for person in sorted(hear)])
    turn.note("question.taken_up")
    said = Card(paragraphs=(msg("keep-taken-up"),))
    return Reply(cards=(said, *show(turn).cards))


def leave_be(turn: Turn, id: str) -> Reply:
    """Take a question off the list; nobody is told."""
    keeping.settle(turn.here, _marked(turn, id).id, REGION, turn.now)
    return show(turn)


def told(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Say that the 部会 takes a question up; None where it can be read no more."""
    question = questions.get(turn.here, subject)
    if question is None or question.state not in questions.SEEN or question.taken_up_at is None:
        return None
    if not rules.sees(turn.roles, question.audience):
        return None
    return (
        Card(
            title=msg("keep-told-title"),
            quote=question.body,
            paragraphs=(msg("keep-told"),),
            buttons=(Button(msg("keep-read"), "question", short(question.id)),),
            about=short(question.id),
        ),
    )
