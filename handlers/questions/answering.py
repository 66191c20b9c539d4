"""Answering in private: one text, the guard, and a last card that shows it as others will and decides the name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.asking import cards as asking
from handlers.asking import looks
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import Text
from handlers.kit.forms import Form
from handlers.kit.house import FormKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.questions import lists, looked, mine, rules, saying
from messages.words import Msg, msg
from storage import answers, questions, shown
from storage.answers import ANSWER, ASKER, BACK
from storage.ids import short, unshort
from storage.questions import Question

FIELD = "text"
ASKS = {ANSWER: msg("answer-ask"), BACK: msg("answer-ask-back"), ASKER: msg("answer-ask-more")}
TITLES = {ANSWER: msg("answer-title"), BACK: msg("answer-title-back"), ASKER: msg("answer-title-more")}


def answer(turn: Turn, id: str) -> Reply:
    """Ask for an answer; the asker herself goes on with her question."""
    return _begin(looked.question(turn, id), ANSWER, turn)


def back(turn: Turn, id: str) -> Reply:
    """Ask what is to be asked of the asker."""
    return _begin(looked.question(turn, id), BACK, turn)


def more(turn: Turn, id: str) -> Reply:
    """Ask the asker what she wants to add, or to ask on."""
    question = looked.question(turn, id)
    if question.asker_id != turn.person_id:
        raise Stale("asker")
    return _begin(question, ASKER, turn)


def _begin(question: Question, kind: str, turn: Turn) -> Reply:
    kind = ASKER if question.asker_id == turn.person_id else kind
    return Reply(ask=Ask("answer", {"question": short(question.id), "kind": kind}))


def mend(turn: Turn, id: str) -> Reply:
    """Ask anew for something that the person has said, with what it says now."""
    question, said = mine.own(turn, id)
    if said.state != answers.HERE:
        raise Stale("hidden")
    params = {"question": short(question.id), "kind": said.kind, "answer": id}
    return Reply(ask=Ask("answer", params, typed={FIELD: said.body}))


def build(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form: one text, that will stand in a thread."""
    field = Text(
        name=FIELD,
        ask=ASKS[params["kind"]],
        lead=msg("ask-no-clients"),
        label=msg("answer-label"),
        most=rules.MOST,
        lines=5,
        shared=True,
    )
    return Form(TITLES[params["kind"]], (field,), thread=params["question"])


def first(turn: Turn, filled: Filled) -> Card | None:
    """Return whom to call, where what the asker adds may be about danger; a colleague's answer may speak of it."""
    seen = looks.look(filled, filled.params["kind"])
    found = looks.danger(seen) if filled.params["kind"] == ASKER else {}
    return asking.stop_card(turn, seen, found) if found else None


def last(turn: Turn, filled: Filled) -> Card:
    """Return exactly what others will see, and the verbs that decide the name; the asker's shows none."""
    if filled.params["kind"] == ASKER:
        verbs: tuple[Button, ...] = (filled.button(msg("answer-send"), "unnamed", "primary"),)
        name: tuple[Msg, ...] = (msg("answer-as-asker"),)
    else:
        verbs = (
            filled.button(msg("answer-unnamed"), "unnamed", "primary"),
            filled.button(msg("answer-named"), "named"),
        )
        name = (msg("ask-no-name"),)
    return Card(
        title=msg("ask-look"),
        quote=filled.answers.get(FIELD) or "",
        paragraphs=(_seen_by(turn, filled), *name),
        buttons=(*verbs, filled.mend(msg("ask-mend"), 0), filled.leave()),
        about=short(filled.id),
    )


def _seen_by(turn: Turn, filled: Filled) -> Msg:
    question = questions.get(turn.here, unshort(filled.params["question"]))
    chiefs = question is not None and question.audience == "chiefs"
    return msg("answer-seen-by-chiefs") if chiefs else msg("answer-seen-by")


def decide(turn: Turn, filled: Filled, key: str) -> Reply | dict[str, Any]:
    """Take a button of the first or last card; raises Refusal and Stale."""
    seen = looks.look(filled, filled.params["kind"])
    if first(turn, filled):
        if key != "general":
            raise Stale("danger")
        said = sorted({word for words in looks.danger(seen).values() for word in words})
        return replace(seen.plan, general=tuple(said)).kept
    if key not in ("unnamed", "named"):
        raise Stale("key")
    return _keep(turn, filled, named=key == "named")


def _keep(turn: Turn, filled: Filled, *, named: bool) -> Reply:
    body, question = filled.answers.get(FIELD) or "", filled.params["question"]
    if id := filled.params.get("answer"):
        corrected = answers.get(turn.here, unshort(id))
        if corrected is None or corrected.author_id != turn.person_id:
            raise Refusal(msg("question-gone"))
        saying.correct(turn, corrected, body, named=named)
        says, about = msg("answer-corrected"), corrected.id
    else:
        found = questions.get(turn.here, unshort(question))
        if found is None or not looked.readable(turn, found):
            raise Refusal(msg("question-gone"))
        kind = filled.params["kind"]
        says, about = msg("answer-sent"), saying.say(turn, found, kind, body, named=named).id
    # What she wrote in a chat belongs to what she has said from now on, and goes with it.
    shown.pass_on(turn.here, turn.person_id, short(filled.id), short(about))
    read = Button(msg("mine-thread"), "question", question)
    return Reply(cards=(Card(paragraphs=(says,), buttons=(read, lists.well())),))


def submit(_turn: Turn, _filled: Filled) -> Reply:
    """Never called: the last card decides."""
    raise Stale("last")


_KIND = FormKind(build, submit, sealed=True, first=first, last=last, decide=decide)
# What was said in a place and goes on in private takes no place of what she is writing by herself.
FORMS = {"answer": _KIND, "answer.there": _KIND}
VERBS = {"answer": answer, "answer.back": back, "answer.more": more, "answer.mend": mend}
