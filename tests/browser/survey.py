"""A conversation of the tests' own, whose form is asked together: no conversation of the house has one yet."""

from __future__ import annotations

from handlers import home
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal
from handlers.kit.fields import Choice, Option, Text
from handlers.kit.forms import Form
from handlers.kit.house import Conversation, FormKind, House
from handlers.kit.turn import Ask, Filled, Reply, Turn
from messages.words import given

FORM = Form(
    title=given("アンケート"),
    fields=(
        Text(name="topic", ask=given("聞きたいこと"), lead=given("ひとことで大丈夫です。"), most=20, lines=1),
        Text(name="more", ask=given("くわしく"), skip=given("とばす"), most=200),
        Choice(
            name="when",
            ask=given("いつがよいですか"),
            options=(Option("am", given("午前")), Option("pm", given("午後"))),
        ),
        Choice(
            name="where",
            ask=given("どこで"),
            skip=given("どこでも"),
            options=(Option("here", given("こちらで")), Option("there", given("そちらで"))),
        ),
        Text(
            name="room",
            ask=given("どの部屋で"),
            most=20,
            lines=1,
            after=("where",),
            when=lambda answers: answers.get("where") == "here",
        ),
    ),
)


def submit(turn: Turn, filled: Filled) -> Reply:
    """Take the answers; the afternoon and one topic are refused, as a rule of a conversation would."""
    answers = filled.answers
    if answers["when"] == "pm":
        raise Refusal(given("午後はもういっぱいです。"), "when")
    if answers["topic"] == "満席":
        raise Refusal(given("いまは受け付けていません。"))
    facts = [Fact(given(name), given(value)) for name, value in answers.items() if value]
    return Reply(cards=(Card(title=given("受け取りました"), facts=tuple(facts)),))


SURVEY = Conversation(
    name="survey",
    doors=lambda _turn: (Button(given("アンケート"), "survey", style="primary"),),
    verbs={"survey": lambda _turn, _id: Reply(ask=Ask("survey", {}))},
    forms={"survey": FormKind(lambda _house, _params: FORM, submit)},
)

HOUSE = House((SURVEY, home.CONVERSATION), home.home)
