"""A thread as one person sees it: the question, what was said with names by `naming`, and what she can do."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.turn import Turn
from handlers.questions import ageing, lists, naming
from messages.words import Msg, given, msg
from storage import answers, board, followers, questions
from storage.answers import ASKER, BACK, Answer
from storage.ids import short
from storage.questions import Question

# What was said last stands there at once, the rest behind a button.
PAGE = 5


def cards(turn: Turn, question: Question, before: str = "") -> tuple[Card, ...]:
    """Return a thread: the question, at most so many things said (the newest, or those before one), the ways on."""
    said = answers.thread(turn.here, question.id)
    until = next((place for place, one in enumerate(said) if short(one.id) == before), len(said))
    first = max(until - PAGE, 0)
    entries = tuple(said_card(turn, question, one) for one in said[first:until])
    earlier = (Button(msg("question-earlier"), "question.before", short(said[first].id)),) if first else ()
    ways = Card(paragraphs=_stands(turn, question, said), buttons=(*earlier, *_ways(turn, question)))
    topics = questions.topics_of(turn.here, question.id)
    aged = [ageing.aged(turn, card, one, topics) for card, one in zip(entries, said[first:until], strict=True)]
    return (question_card(turn, question), *aged, ways)


def question_card(turn: Turn, question: Question, *buttons: Button) -> Card:
    """Return what was asked: by whom, when, about what."""
    topics = questions.topics_of(turn.here, question.id)
    day = turn.who.network.local(question.asked_at).date()
    facts = [Fact(msg("question-from"), naming.asker(turn.here, question, turn.person_id))]
    facts.append(Fact(msg("question-day"), msg("kit-day", day=day)))
    facts += [Fact(msg("question-topics"), given("、".join(topics)))] if topics else []
    facts += [Fact(msg("question-audience"), msg("question-chiefs"))] if question.audience == "chiefs" else []
    return Card(
        title=msg("question-title"),
        facts=tuple(facts),
        quote=question.body,
        buttons=buttons,
        about=short(question.id),
    )


SAID = {
    answers.ANSWER: lambda who: msg("question-answer-by", who=who),
    BACK: lambda who: msg("question-back-by", who=who),
    ASKER: lambda who: msg("question-said-by", who=who),
}


def said_card(turn: Turn, question: Question, answer: Answer, *buttons: Button) -> Card:
    """Return one thing said, by whom as this person may know it, and what she can do with it."""
    who = naming.speaker(turn.here, question, answer, turn.person_id)
    day = turn.who.network.local(answer.at).date()
    return Card(
        title=SAID[answer.kind](who),
        quote=answer.body,
        paragraphs=(msg("question-said-on", day=day),),
        buttons=buttons,
        about=short(answer.id),
    )


def _stands(turn: Turn, question: Question, said: Sequence[Answer]) -> tuple[Msg, ...]:
    count = board.answer_counts(turn.here, [question.id]).get(question.id, 0)
    stands = [lists.state(question, count)]
    if following := followers.count(turn.here, question.id):
        stands.append(msg("question-followers", count=following))
    return tuple(stands)


def _ways(turn: Turn, question: Question) -> tuple[Button, ...]:
    return (lists.well(),)
