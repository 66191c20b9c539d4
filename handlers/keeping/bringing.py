"""Bringing in what was asked and answered at meetings: a table, each row looked at, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from handlers import archive
from handlers.keeping import records
from handlers.keeping.records import Problem, Record
from handlers.kit import sheets
from handlers.kit.cards import Button, Card, Fact, File
from handlers.kit.errors import Refusal
from handlers.kit.fields import Choice, Option, Sheet
from handlers.kit.forms import Form
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.questions import rules
from messages.words import Msg, msg
from storage import answers, networks, questions
from storage.answers import Answer
from storage.questions import OPEN, RESOLVED, Question

FORM, SURE = "keep.bring", "keep.bring.sure"
SHOWN = 8
NOON = time(12)


def ask(_turn: Turn, _id: str = "") -> Reply:
    """Ask for the table."""
    return Reply(ask=Ask(FORM, {}))


def build(_turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form for the table."""
    field = Sheet(name="file", lead=msg("keep-bring-how"), ask=msg("keep-bring-ask"), label=msg("keep-bring-file"))
    return Form(msg("keep-bring"), (field,))


def submit(turn: Turn, filled: Filled) -> Reply:
    """Show what would become of each row, and ask whether to go on; raises Refusal where nothing can be kept."""
    rows, there = sheets.unpacked(filled.answers["file"] or ""), questions.records(turn.here)
    found, problems = records.read(rows, turn.words, turn.who.network.topics, there, turn.today)
    if not found:
        why = problems[0] if problems else Problem(rows[0].line, msg("keep-bring-no-question"))
        raise Refusal(msg("keep-bring-wrong", line=why.line, why=why.why), "file")
    return Reply(cards=(_preview(turn, found, problems),), ask=Ask(SURE, {"rows": [_plain(one) for one in found]}))


def _preview(turn: Turn, found: list[Record], problems: list[Problem]) -> Card:
    # What cannot be read stands first: that is what somebody has to do something about.
    told = [(one.line, one.why, "", "") for one in problems]
    told += [(one.line, _result(one), one.question, one.answer) for one in found]
    facts = tuple(Fact(msg("keep-bring-row", line=line), said) for line, said, _, _ in told[:SHOWN])
    masked = sum(one.masked for one in found)
    says = [msg("keep-bring-count", n=len(found)), *([msg("keep-bring-masked", n=masked)] if masked else [])]
    says += [msg("keep-bring-unread", n=len(problems))] if problems else []
    says += [msg("keep-bring-rest")] if len(told) > SHOWN else []
    lines = tuple((line, turn.words.say(said), asked, answer) for line, said, asked, answer in sorted(told, key=_line))
    file = File(
        name=msg("keep-bring-results"),
        says=msg("keep-bring-results"),
        makes={"txt": partial(_results, lines)},
    )
    return Card(title=msg("keep-bring-preview"), facts=facts, paragraphs=tuple(says), file=file)


def _result(one: Record) -> Msg:
    topics = msg("keep-bring-topics", topics="、".join(one.topics)) if one.topics else msg("keep-bring-no-topic")
    return msg("keep-bring-and-masked", said=topics) if one.masked else topics


def _line(told: tuple[int, Msg, str, str]) -> int:
    return told[0]


def _results(lines: tuple[tuple[int, str, str, str], ...]) -> bytes:
    """Return every row as it would be kept, for a text editor of Windows."""
    said = ["\r\n\t".join([f"{line}\t{result}", *filter(None, texts)]) for line, result, *texts in lines]
    return "\ufeff".encode() + "\r\n".join(said).encode()


def _plain(one: Record) -> list[Any]:
    return [one.question, one.answer, list(one.topics), one.held_on.isoformat() if one.held_on else None]


def build_sure(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the last question before anything is kept."""
    options = (
        Option("bring", msg("keep-bring-do", n=len(params["rows"]))),
        Option("leave", msg("keep-bring-leave")),
    )
    return Form(
        msg("keep-bring-preview"), (Choice(name="sure", ask=msg("keep-bring-sure"), options=options),), one_by_one=True
    )


def submit_sure(turn: Turn, filled: Filled) -> Reply:
    """Keep all rows, or none."""
    back = (Button(msg("keep-back"), "keep"),)
    if filled.answers["sure"] != "bring":
        return Reply(cards=(Card(paragraphs=(msg("keep-bring-left"),), buttons=back),))
    # Two who confirm one file at once must not double it.
    networks.hold(turn.here)
    there = questions.records(turn.here)
    rows = [row for row in filled.params["rows"] if row[0] not in there]
    for row in rows:
        _keep(turn, *row)
    turn.note("records.brought")
    return Reply(cards=(Card(paragraphs=(msg("keep-bring-done", n=len(rows)),), buttons=back),))


def _keep(turn: Turn, body: str, answer: str, topics: list[str], held: str | None) -> None:
    network = turn.who.network
    day = date.fromisoformat(held) if held else turn.today
    at = datetime.combine(day, NOON, ZoneInfo(network.zone)) if held else turn.now
    question = Question(kind="record", audience="all", named=True, body=body, state=RESOLVED if answer else OPEN)
    # Nobody's, and named: that is said to be the centre's.
    question.asked_at = question.changed_at = at
    question.held_on, question.expires_on = day, rules.expires_on(turn.today, network.years)
    questions.add(turn.here, question, topics)
    if answer:
        said = Answer(question_id=question.id, kind=answers.ANSWER, named=True, body=answer, at=at, changed_at=at)
        answers.add(turn.here, said)
    archive.keep(turn.here, question.id)
