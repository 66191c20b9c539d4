"""ひとこと: one night after a visit, the reflection of its guest in one question, hers alone like every other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.kit import sets
from handlers.kit.cards import Button, Card
from handlers.kit.fields import Text
from handlers.kit.forms import Form
from handlers.kit.house import FormKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.reflection import cards, forms, kept, rules
from handlers.reflection.kept import Line, Read
from handlers.visited import looked
from handlers.visited.after import WORD
from messages.words import msg
from storage import outbox, visits
from storage.ids import short
from storage.visits import Visit

FORM = "visited.word"
# What it is called among perspectives and what it is about.
ABOUT = "visit"


def kept_of(turn: Turn, visit: Visit) -> Read | None:
    """Return the guest's own word on a visit, opened; None for anybody else, and where there is none any more."""
    own = looked.is_guest(turn, visit) and visit.word_id
    return kept.find(turn, visit.word_id) if own and visit.word_id else None


def ask(turn: Turn, id: str) -> Reply:
    """Begin, or show what she has written already; raises Stale."""
    visit = looked.guested(turn, id)
    if read := kept_of(turn, visit):
        return Reply(cards=(cards.read_card(turn, read),))
    _, params = sets.chosen(turn)
    return Reply(ask=Ask(FORM, {**params, "visit": short(visit.id)}))


def not_now(turn: Turn, id: str) -> Reply:
    """Take a no; it needs no reason."""
    visit = looked.guested(turn, id)
    outbox.close(turn.here, turn.person_id, WORD, visit.id, turn.now)
    home = Button(msg("home-to-home"), "home")
    return Reply(cards=(Card(paragraphs=(msg("visited-word-fine"),), buttons=(home,), about=short(visit.id)),))


def build(_turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return one question and the next step."""
    word = Text(
        name="word",
        lead=msg("reflection-private"),
        ask=msg("visited-word-ask"),
        label=msg("visited-word-label"),
        most=forms.LINE,
    )
    return Form(msg("visited-word-form"), (word, forms.next_step(), forms.ask_when()), one_by_one=True)


def submit(turn: Turn, filled: Filled) -> Reply:
    """Keep it as a reflection of hers, and let the visit lead her there; raises Stale."""
    visit, answers = looked.guested(turn, filled.params.get("visit", "")), filled.answers
    say = turn.words.say
    label, asked = say(msg("visited-word-label")), say(msg("visited-word-ask"))
    line = Line(ABOUT, label, "", None, asked, None, answers.get("word"))
    ask_on = rules.ask_day(answers.get("ask"), turn.today, turn.who.network.closed_days)
    read = Read(filled.id, turn.now, ABOUT, answers.get("step"), ask_on, (line,))
    kept.keep(turn, read, filled)
    visits.bind_word(turn.here, visit.id, turn.person_id, read.id)
    outbox.close(turn.here, turn.person_id, WORD, visit.id, turn.now)
    return Reply(cards=(cards.closing_card(turn, read, trial=False),))


KIND = FormKind(build, submit, sealed=True, heed=cards.heed)
