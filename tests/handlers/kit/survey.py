"""A small conversation that exists for the tests of the kit: an アンケート in an ordinary form, and a slow one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers import home
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal
from handlers.kit.fields import AnyField, Choice, Option, Text
from handlers.kit.forms import Form
from handlers.kit.house import Conversation, FormKind, House, NoticeKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from messages.words import given
from storage import outbox

TOPICS = (
    Option("meeting", given("会議")),
    Option("training", given("研修")),
    Option("other", given("ほか")),
)
TOPIC = Choice(name="topic", ask=given("なにについてですか。"), label=given("こと"), options=TOPICS)
OTHER = Text(
    name="other",
    ask=given("どんなことですか。"),
    label=given("ほかのこと"),
    after=("topic",),
    when=lambda answers: answers.get("topic") == "other",
)
WISH = Text(name="wish", ask=given("ひとことお願いします。"), label=given("ひとこと"), most=20)
NOTE = Text(name="note", ask=given("ほかに、あれば。"), label=given("そのほか"), skip=given("とくになし"))
FIELDS: tuple[AnyField, ...] = (TOPIC, OTHER, WISH, NOTE)
TITLE = given("アンケート")
THANKS = "survey.thanks"


def form(fields: tuple[AnyField, ...] = FIELDS, *, slow: bool = False, hours: int = 7 * 24) -> Form:
    """Return the form, asked together or slowly."""
    return Form(title=TITLE, fields=fields, one_by_one=slow, hours=hours)


def submit(turn: Turn, filled: Filled) -> Reply:
    """Keep, then refuse what is not wanted, as no talk should: nothing of it may stay."""
    outbox.post(turn.here, turn.person_id, THANKS, filled.id, turn.now)
    turn.here.session.flush()
    if filled.answers["wish"] == "だめ":
        raise Refusal(given("それは受け取れません。"), "wish")
    if filled.answers["wish"] == "いまはだめ":
        raise Refusal(given("いまは受け取れません。"))
    if filled.answers["note"] is None and filled.answers["wish"] == "くわしく":
        raise Refusal(given("そのほかも書いてください。"), "note")
    if filled.answers["wish"] == "つづけて":
        return Reply(cards=(Card(paragraphs=(given("もうひとつ。"),)),), ask=Ask("slow", {}))
    facts = form().facts(filled.answers, turn.words)
    return Reply(cards=(Card(title=given("受け取りました"), facts=facts),))


def keep_and_refuse(turn: Turn, _id: str) -> Reply:
    """Keep something and refuse."""
    outbox.post(turn.here, turn.person_id, THANKS, turn.person_id, turn.now)
    turn.here.session.flush()
    raise Refusal(given("できませんでした。"))


def keep_and_fall(turn: Turn, _id: str) -> Reply:
    """Keep something and fall over, as a bug does."""
    outbox.post(turn.here, turn.person_id, THANKS, turn.person_id, turn.now)
    turn.here.session.flush()
    raise ZeroDivisionError("山田太郎")


def thanked(turn: Turn, _subject: object) -> tuple[Card, ...]:
    """Show the notice that submit posts."""
    return (Card(title=given("ありがとう"), facts=(Fact(given("人"), given(turn.who.person.name)),)),)


def kind(build: Form) -> FormKind:
    """Return a form kind that is always this form."""

    def built(_turn: Turn, _params: Mapping[str, Any]) -> Form:
        return build

    return FormKind(built, submit)


CONVERSATION = Conversation(
    name="survey",
    doors=lambda _turn: (Button(given("アンケート"), "survey"), Button(given("ゆっくり"), "survey.slow")),
    verbs={
        "survey": lambda _turn, _id: Reply(ask=Ask("survey", {})),
        "survey.slow": lambda _turn, _id: Reply(ask=Ask("slow", {})),
        "survey.refuse": keep_and_refuse,
        "survey.fall": keep_and_fall,
    },
    typed={"home-word-people": "survey"},
    forms={"survey": kind(form()), "slow": kind(form((WISH, NOTE), slow=True))},
    notices={THANKS: NoticeKind(thanked)},
)
# Home without its own typed word, which the survey borrows.
HOME = replace(home.CONVERSATION, typed={})


def house(forms: Mapping[str, FormKind] | None = None) -> House:
    """Return a house with the survey and home, the survey's forms replaced if others are given."""
    conversation = CONVERSATION if forms is None else replace(CONVERSATION, forms=forms)
    return House((conversation, HOME), home.home)
