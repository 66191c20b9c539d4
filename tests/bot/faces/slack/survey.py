"""A conversation with an ordinary form, for what modals do: a choice, a second page, a day, what may be left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.app import build_house
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Refusal
from handlers.kit.fields import Choice, Day, Option, Text
from handlers.kit.forms import Form
from handlers.kit.house import Conversation, FormKind, House
from handlers.kit.turn import Ask, Filled, Reply, Turn
from messages.words import given

TODAY = date(2026, 11, 23)
HOW = Choice(
    name="how",
    ask=given("どう会いますか。"),
    label=given("会い方"),
    options=(Option("visit", given("訪問")), Option("call", given("電話")), Option("other", given("ほか"))),
)
OTHER = Text(
    name="other",
    ask=given("ほかの会い方"),
    label=given("ほか"),
    after=("how",),
    when=lambda answers: answers.get("how") == "other",
)
DAY = Day(
    name="day",
    ask=given("いつがいいですか。"),
    label=given("日"),
    today=TODAY,
    first=date(2026, 11, 24),
    last=date(2027, 3, 31),
)
WISH = Text(name="wish", ask=given("話したいこと"), label=given("話"), most=20)
NOTE = Text(name="note", ask=given("ほかに、あれば"), label=given("そのほか"), skip=given("とくになし"), lines=1)
LABELS = tuple(one.named for one in (HOW, OTHER, DAY, WISH, NOTE))
FORM = Form(title=given("訪問の希望"), fields=(HOW, OTHER, DAY, WISH, NOTE))
LONG = Text(name="long", ask=given("くわしく"), most=3000)


def submit(turn: Turn, filled: Filled) -> Reply:
    """Refuse what is not wanted, beside its field or above the page, or fall over; else show what was answered."""
    if filled.answers["wish"] == "だめ":
        raise Refusal(given("それは受け取れません。"), "wish")
    if filled.answers["wish"] == "こわれる":
        raise ZeroDivisionError("山田太郎")
    if filled.answers["wish"] == "いまはだめ":
        raise Refusal(given("いまは受け取れません。"))
    facts = FORM.facts(filled.answers, turn.words)
    return Reply(cards=(Card(title=given("受け取りました"), facts=facts),))


def received(_turn: Turn, filled: Filled) -> Reply:
    """Show a text again."""
    return Reply(cards=(Card(title=given("受け取りました"), quote=filled.answers["long"]),))


def begin(_turn: Turn, _id: str = "") -> Reply:
    """Begin the form."""
    return Reply(ask=Ask("survey", {}))


def begin_long(_turn: Turn, _id: str = "") -> Reply:
    """Begin the form of one long text."""
    return Reply(ask=Ask("long", {}))


def offer(_turn: Turn, _id: str = "") -> Reply:
    """Offer the form with a button."""
    return Reply(cards=(Card(paragraphs=(given("たのみますか。"),), buttons=(Button(given("たのむ"), "survey"),)),))


def visit(_turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form."""
    return FORM


def long(_turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form of one long text."""
    return Form(title=given("くわしく"), fields=(LONG,))


CONVERSATION = Conversation(
    name="survey",
    doors=lambda _turn: (Button(given("訪問をたのむ"), "survey"), Button(given("くわしく書く"), "survey.long")),
    verbs={"survey": begin, "survey.long": begin_long, "survey.offer": offer},
    # Typed words are messages: these two are borrowed.
    typed={"kit-day-needed": "survey", "kit-needed": "survey.offer"},
    forms={"survey": FormKind(visit, submit), "long": FormKind(long, received, sealed=True)},
)


def house() -> House:
    """Return the program's own house with this conversation besides."""
    own = build_house(None)
    return House((CONVERSATION, *own.conversations), own.home)
