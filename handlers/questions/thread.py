"""A thread as one person sees it: the question, what was said with names by `naming`, and what she can do."""

from __future__ import annotations

from dataclasses import replace

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.turn import Turn
from handlers.questions import ageing, lists, naming
from messages.words import Msg, given, msg
from storage import answers, board, flags, followers, questions
from storage.answers import ASKER, BACK, Answer
from storage.ids import short
from storage.questions import Question

# What was said last stands there at once, the rest behind a button.
PAGE = 5
# What an asker can do with her question besides, where it is hers to press.
HERS = ((msg("question-mend"), "ask.correct"), (msg("question-withdraw"), "ask.withdraw"))


def cards(turn: Turn, question: Question, before: str = "") -> tuple[Card, ...]:
    """Return a thread: the question, at most so many things said (the newest, or those before one), the ways on."""
    said = answers.thread(turn.here, question.id)
    until = next((place for place, one in enumerate(said) if short(one.id) == before), len(said))
    first = max(until - PAGE, 0)
    entries = tuple(said_card(turn, question, one, *_said_ways(turn, question, one)) for one in said[first:until])
    earlier = (Button(msg("question-earlier"), "question.before", short(said[first].id)),) if first else ()
    ways = Card(paragraphs=_stands(turn, question), buttons=(*earlier, *_ways(turn, question)))
    topics = questions.topics_of(turn.here, question.id)
    aged = [ageing.aged(turn, card, one, topics) for card, one in zip(entries, said[first:until], strict=True)]
    return (question_card(turn, question), *aged, ways)


def hidden_cards(turn: Turn, question: Question) -> tuple[Card, ...]:
    """Return a hidden question as its asker sees it: she can take it back, and nothing else."""
    take_back = [Button(label, verb, short(question.id)) for label, verb in HERS[1:] if turn.house.may(turn, verb)]
    ways = Card(paragraphs=(msg("well-state-hidden"),), buttons=(*take_back, lists.well()))
    return (question_card(turn, question), ways)


def question_card(turn: Turn, question: Question, *buttons: Button) -> Card:
    """Return what was asked: by whom, when, about what."""
    topics = questions.topics_of(turn.here, question.id)
    facts = [Fact(msg("question-from"), naming.asker(turn.here, question, turn.person_id))]
    facts.append(Fact(msg("question-day"), naming.day_of(turn, question)))
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
    hidden = (msg("well-state-hidden"),) if answer.state == answers.HIDDEN else ()
    return Card(
        title=SAID[answer.kind](who),
        quote=answer.body,
        paragraphs=(msg("question-said-on", day=day), *hidden),
        buttons=buttons,
        about=short(answer.id),
    )


def own_ways(answer: Answer) -> tuple[Button, ...]:
    """Return what somebody can do with what she has said herself."""
    id = short(answer.id)
    mend = (Button(msg("question-mend"), "answer.mend", id),) if answer.state == answers.HERE else ()
    return (*mend, Button(msg("question-withdraw"), "answer.withdraw", id))


def _said_ways(turn: Turn, question: Question, answer: Answer) -> tuple[Button, ...]:
    if answer.author_id == turn.person_id:
        return own_ways(answer)
    thanks = question.asker_id == turn.person_id and answer.kind != ASKER and answer.helped_at is None
    return (Button(msg("question-helped"), "helped", short(answer.id)),) if thanks else ()


def _stands(turn: Turn, question: Question) -> tuple[Msg, ...]:
    count = board.answer_counts(turn.here, [question.id]).get(question.id, 0)
    stands = [lists.state(question, count)]
    if following := followers.count(turn.here, question.id):
        stands.append(msg("question-followers", count=following))
    return tuple(stands)


def _ways(turn: Turn, question: Question) -> tuple[Button, ...]:
    id, mine = short(question.id), question.asker_id == turn.person_id
    region = flags.has(turn.here, question.id, None, turn.person_id, flags.REGION)
    common = [Button(msg("question-flag"), "flag", id)]
    common += [] if region else [Button(msg("question-region"), "flag.region", id)]
    return (*(_askers_ways(turn, question) if mine else _others_ways(turn, question)), *common, lists.well())


def _askers_ways(turn: Turn, question: Question) -> tuple[Button, ...]:
    id = short(question.id)
    resolved = question.state == questions.RESOLVED
    state = Button(msg("question-reopen"), "resolve.reopen") if resolved else Button(msg("question-resolve"), "resolve")
    own = [Button(label, verb, id) for label, verb in HERS if turn.house.may(turn, verb)]
    return (Button(msg("question-more"), "answer.more", id), replace(state, id=id), *own)


def _others_ways(turn: Turn, question: Question) -> tuple[Button, ...]:
    id = short(question.id)
    follows = followers.follows(turn.here, question.id, turn.person_id)
    stop, begin = Button(msg("question-unfollow"), "follow.stop", id), Button(msg("question-follow"), "follow", id)
    return (
        Button(msg("question-answer"), "answer", id, style="primary"),
        Button(msg("question-ask-back"), "answer.back", id),
        stop if follows else begin,
    )
