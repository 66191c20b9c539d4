"""Lists of questions: each with a number, the beginning of what it asks, and a button that reads it."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.text import fitting
from handlers.kit.turn import Turn
from handlers.questions import naming
from messages.words import Msg, given, msg
from storage import board, questions
from storage.ids import short
from storage.questions import Question

PAGE = 5
# On a list stands how it begins.
BEGINS = 90


def begins(text: str) -> Msg:
    """Return the beginning of a text on one line, with a sign where it goes on."""
    return given(fitting(" ".join(text.split()), BEGINS))


def home() -> Button:
    """Return the way home."""
    return Button(msg("home-to-home"), "home")


def well() -> Button:
    """Return the way to the hub."""
    return Button(msg("well-back"), "well")


def card(
    turn: Turn, title: Msg, shown: Sequence[Question], verb: str, none: Msg, *ways: Button, more: bool = False
) -> Card:
    """Return a list of questions; `verb` shows, where there is `more`, what comes behind the last of them."""
    if not shown:
        return Card(title=title, paragraphs=(none,), buttons=ways)
    counts = board.answer_counts(turn.here, [one.id for one in shown])
    facts, buttons = [], []
    for place, one in enumerate(shown, start=1):
        facts.append(Fact(_entry(turn, place, one, counts.get(one.id, 0)), begins(one.body)))
        buttons.append(Button(msg("well-read", place=place), "question", short(one.id)))
    older = [Button(msg("well-older"), verb, short(shown[-1].id))] if more else []
    quotes = tuple(short(one.id) for one in shown)
    return Card(title=title, facts=tuple(facts), buttons=(*buttons, *older, *ways), quotes=quotes)


def _entry(turn: Turn, place: int, question: Question, count: int) -> Msg:
    who = naming.asker(turn.here, question, turn.person_id)
    day = naming.day_of(turn, question)
    return msg("well-entry", place=place, who=who, day=day, state=state(question, count))


def state(question: Question, count: int) -> Msg:
    """Return how far a question is answered, in a few words."""
    if question.state == questions.HIDDEN:
        return msg("well-state-hidden")
    if question.state == questions.RESOLVED:
        return msg("well-state-resolved")
    return msg("well-state-answers", count=count) if count else msg("well-state-open")
