"""Limits: what stands exactly at one passes, one more is refused, loudly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.kit import limits
from handlers.kit.cards import Button, Call, Card, Fact
from handlers.kit.errors import LimitError
from handlers.kit.fields import AnyField, Choice, Day, Option, Select, Text, Upload
from handlers.kit.forms import Form
from handlers.kit.limits import check_card, check_form
from messages.words import Msg, given, words_of
from storage.ids import short, uuid7
from tests.handlers.kit.survey import TITLE, TOPIC, WISH, form

WORDS = words_of()
ID = short(uuid7())
OPTIONS = tuple(Option(f"o{number}", given("x")) for number in range(limits.OPTIONS))


def long(size: int) -> Msg:
    """Return words of this length."""
    return given("長" * size)


def title(size: int) -> Form:
    """Return a form with a title of this length."""
    return replace(form(), title=long(size))


def with_field(field: AnyField) -> Form:
    """Return a slow form with one field: a slow form has no last look, so nothing else limits its words."""
    return Form(TITLE, (field,), one_by_one=True)


def text(**given_: object) -> Form:
    """Return a form whose text field differs."""
    return with_field(replace(WISH, label=None, **given_))  # type: ignore[arg-type]


def choice(**given_: object) -> Form:
    """Return a form whose choice differs."""
    return with_field(replace(TOPIC, **given_))  # type: ignore[arg-type]


def key(text_: str) -> Form:
    """Return a form with an option of this key."""
    return choice(options=(Option(text_, given("x")), OPTIONS[0]))


def options(count: int) -> Form:
    """Return a form with so many options."""
    return choice(options=tuple(Option(f"k{number}", given("x")) for number in range(count)))


def mend(size: int) -> Form:
    """Return an ordinary form whose answer has a name of this length: its last look has a button with it."""
    return Form(TITLE, (replace(WISH, label=long(size)),))


def listed(count: int, label: str, key: str) -> Form:
    """Return a form that asks for one of so many."""
    named = [Option(key if number == 0 else f"o{number}", given(label)) for number in range(count)]
    return Form(TITLE, (Select(name="s", ask=given("x"), label=given("x"), options=tuple(named)),))


def fields(count: int) -> Form:
    """Return an ordinary form with so many fields."""
    return Form(TITLE, tuple(replace(WISH, name=f"n{number}") for number in range(count)))


FORMS: list[tuple[str, Callable[[int], Form], int]] = [
    ("title", title, limits.TITLE),
    ("ask", lambda n: text(ask=long(n)), limits.TEXT),
    ("heading", lambda n: text(heading=long(n - 1), ask=given("x")), limits.TEXT),
    ("lead and ask together", lambda n: text(lead=long(n // 2), ask=long(n - n // 2)), limits.TEXT),
    ("skip", lambda n: text(skip=long(n)), limits.LABEL),
    ("most", lambda n: text(most=n), limits.ANSWER),
    ("name", lambda n: text(name="n" * n), limits.FIELD_NAME),
    ("options", options, limits.OPTIONS),
    ("option label", lambda n: choice(options=(Option("a", long(n)), OPTIONS[0])), limits.LABEL),
    ("option key", lambda n: key("k" * n), 16),
    ("list", lambda n: listed(n, "label", "key"), limits.MOST_SELECT),
    ("list label", lambda n: listed(1, "l" * n, "key"), limits.SELECT_LABEL),
    ("list key", lambda n: listed(1, "label", "k" * n), 22),
    ("fields", fields, limits.FIELDS),
    ("button that mends", mend, limits.LABEL - len("「」を直す")),
]


@pytest.mark.parametrize(("build", "most"), [row[1:] for row in FORMS], ids=[row[0] for row in FORMS])
def test_a_form_at_the_limit_passes_and_one_more_does_not(build: Callable[[int], Form], most: int) -> None:
    check_form(build(most), WORDS)
    with pytest.raises(LimitError):
        check_form(build(most + 1), WORDS)


@pytest.mark.parametrize(
    "wrong",
    [
        title(0),
        Form(TITLE, ()),
        Form(TITLE, (WISH, WISH)),
        text(ask=given("")),
        text(most=0),
        text(name=""),
        text(name="名前"),
        text(after=("later",)),
        text(after=("wish",)),
        text(when=lambda answers: True),
        options(0),
        options(1),
        choice(options=(OPTIONS[0], OPTIONS[0])),
        key(""),
        key("選ぶ"),
        key("a:b"),
        key("a.b"),
        key("a-b"),
        key("a b"),
    ],
)
def test_a_form_that_could_not_be_asked_is_refused(wrong: Form) -> None:
    with pytest.raises(LimitError):
        check_form(wrong, WORDS)


def card(**parts: object) -> Card:
    """Return a card with a title and these parts."""
    return replace(Card(title=given("x")), **parts)  # type: ignore[arg-type]


def buttons(count: int) -> Card:
    """Return a card with so many buttons."""
    return card(buttons=tuple(Button(given("x"), "x") for _ in range(count)))


CARDS: list[tuple[str, Callable[[int], Card], int]] = [
    ("title", lambda n: card(title=long(n)), limits.TEXT),
    ("paragraph", lambda n: card(paragraphs=(long(n),)), limits.TEXT),
    ("fact", lambda n: card(facts=(Fact(long(n), given("x")),)), 200),
    ("buttons", buttons, limits.BUTTONS),
    ("button label", lambda n: card(buttons=(Button(long(n), "x"),)), limits.LABEL),
    ("call label", lambda n: card(buttons=(Call(long(n), "110"),)), limits.LABEL),
    ("button data", lambda n: card(buttons=(Button(given("x"), "v" * (n - 26), ID, 99),)), limits.DATA_BYTES),
]


@pytest.mark.parametrize(("build", "most"), [row[1:] for row in CARDS], ids=[row[0] for row in CARDS])
def test_a_card_at_the_limit_passes_and_one_more_does_not(build: Callable[[int], Card], most: int) -> None:
    check_card(build(most), WORDS)
    with pytest.raises(LimitError):
        check_card(build(most + 1), WORDS)


@pytest.mark.parametrize(
    "wrong",
    [
        Card(),
        card(title=given("")),
        card(paragraphs=(given(""),)),
        card(buttons=(Button(given(""), "x"),)),
        card(buttons=(Button(given("x"), "x", "no id"),)),
        card(buttons=(Button(given("x"), "x", ID, -1),)),
        card(buttons=(Button(given("x"), ""),)),
        card(buttons=(Button(given("x"), "a b"),)),
    ],
)
def test_a_card_that_could_not_be_shown_or_pressed_is_refused(wrong: Card) -> None:
    with pytest.raises(LimitError):
        check_card(wrong, WORDS)


def test_a_long_quote_and_a_long_answer_are_a_persons_own_and_never_refused() -> None:
    own = card(quote="長" * 10_000, facts=(Fact(given("x"), long(10_000)),))
    check_card(own, WORDS)
    with pytest.raises(LimitError):
        check_card(replace(own, paragraphs=(long(10_000),)), WORDS)


def test_length_is_counted_as_the_platforms_count_it() -> None:
    check_form(replace(form(), title=given("𠮷" * (limits.TITLE // 2))), WORDS)
    with pytest.raises(LimitError):
        check_form(replace(form(), title=given("𠮷" * (limits.TITLE // 2 + 1))), WORDS)


def test_every_kind_of_field_is_checked() -> None:
    assert {Text, Choice, Select, Day, Upload} == set(AnyField.__args__)


def test_fourteen_days_have_room_and_one_day_is_no_choice() -> None:
    today = date(2026, 12, 1)
    day = Day(name="d", ask=given("x"), today=today, first=today, last=today + timedelta(days=400))
    check_form(Form(given("x"), (day,)), WORDS)
    assert len(day.options) == 14
    with pytest.raises(LimitError):
        check_form(Form(given("x"), (replace(day, last=today),)), WORDS)
