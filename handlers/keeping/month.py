"""The month's questions and answers, to report at the monthly meeting (事後報告): a card, and a paper to hand round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from handlers.keeping import rules
from handlers.kit.cards import Button, Card, Fact, File
from handlers.kit.paper import Block, Row, Sheet, to_docx
from handlers.kit.turn import Reply, Turn
from handlers.questions import ageing
from messages.eras import fiscal_year
from messages.papers import SHEET
from messages.words import Msg, given, msg
from storage import keeping, questions
from storage.answers import ANSWER, ASKER, BACK, Answer
from storage.questions import OPEN, Question

# What a paper of the whole network may hold: what everybody sees.
AUDIENCE = ("all",)
KINDS = {ANSWER: msg("keep-month-answer"), BACK: msg("keep-month-back"), ASKER: msg("keep-month-asker")}


def show(turn: Turn, _id: str = "", *, back: int = 0) -> Reply:
    """Show how many questions there were in a month, and offer the paper; nobody's name stands on it."""
    first, after = rules.month(turn.today, back)
    found = _of_month(turn, first, after)
    said = keeping.said_in(turn.here, [one.id for one in found])
    waits = sum(all(answer.kind != ANSWER for answer in said.get(one.id, ())) for one in found if one.state == OPEN)
    facts = (
        Fact(msg("keep-month-asked"), msg("keep-number", n=len(found))),
        Fact(msg("keep-month-open"), msg("keep-number", n=waits)),
    )
    other = (
        Button(msg("keep-month-last"), "keep.month.last") if not back else Button(msg("keep-month-this"), "keep.month")
    )
    paper = (Button(msg("keep-month-paper"), f"keep.month.paper{back or ''}", style="primary"),) if found else ()
    return Reply(
        cards=(
            Card(
                title=msg("keep-month-title", month=_said(first)),
                facts=facts,
                paragraphs=(msg("keep-month-why"),),
                buttons=(*paper, other, Button(msg("keep-back"), "keep")),
            ),
        )
    )


def _said(first: date) -> Msg:
    return msg("keep-month-of", year=ageing.fiscal_said(fiscal_year(first)), month=first.month)


def _of_month(turn: Turn, first: date, after: date) -> list[Question]:
    network = turn.who.network
    found = keeping.between(turn.here, network.midnight(first), network.midnight(after), AUDIENCE)
    return [one for one in found if one.kind != "record"]


def paper(turn: Turn, _id: str = "", *, back: int = 0) -> Reply:
    """Make the paper of a month."""
    first, after = rules.month(turn.today, back)
    found = _of_month(turn, first, after)
    said = keeping.said_in(turn.here, [one.id for one in found])
    blocks = tuple(_block(turn, one, said.get(one.id, [])) for one in found)
    title = turn.words.say(msg("keep-month-title", month=_said(first)))
    layout = replace(turn.house.paper(SHEET), title=title)
    sheet = Sheet(blocks, (turn.words.say(msg("keep-month-nameless")),), turn.who.network.local(turn.now))
    file = File(
        name=msg("keep-month-file", month=_said(first)),
        says=msg("keep-month-title", month=_said(first)),
        makes={"docx": partial(to_docx, layout, sheet)},
    )
    buttons = (Button(msg("keep-back"), "keep"), Button(msg("home-to-home"), "home"))
    return Reply(cards=(Card(title=given(title), file=file, buttons=buttons),))


def _block(turn: Turn, question: Question, said: Sequence[Answer]) -> Block:
    say = turn.words.say
    topics = "、".join(questions.topics_of(turn.here, question.id))
    day = turn.words.day(turn.who.network.local(question.asked_at).date())
    rows = [Row(say(msg("keep-month-question")), text=question.body)]
    rows += [Row(say(KINDS[one.kind]), text=one.body) for one in said]
    if question.state == OPEN and not said:
        rows.append(Row(say(msg("keep-month-answer")), text=say(msg("keep-month-waits"))))
    return Block(f"{day}　{topics}".rstrip("　"), tuple(rows), table=True)
