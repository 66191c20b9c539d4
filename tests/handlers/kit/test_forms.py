"""Forms: which fields are asked next, and what is left of answers when a form has changed."""

from __future__ import annotations

from handlers.kit.fields import Answers, Text
from handlers.kit.forms import Form
from messages.words import given, words_of
from tests.handlers.kit.survey import FIELDS, NOTE, OTHER, TITLE, TOPIC, WISH, form

WORDS = words_of()


def asked(answers: Answers, *, together: bool, slow: bool = False) -> list[str]:
    """Return the names of the fields that the survey asks next."""
    return [field.name for field in form(slow=slow).page(answers, together)]


def text(name: str, *after: str, hidden: str = "") -> Text:
    """Return a field that is asked after others, unless one of them has said no."""
    when = (lambda answers: answers.get(hidden) != "no") if hidden else None
    return Text(name=name, ask=given(name), after=after, when=when)


def test_together_asks_all_that_do_not_depend_on_one_another() -> None:
    assert asked({}, together=True) == ["topic", "wish", "note"]
    assert asked({"topic": "other", "wish": "x", "note": None}, together=True) == ["other"]
    assert asked({"topic": "meeting", "wish": "x", "note": None}, together=True) == []


def test_one_at_a_time_asks_in_the_forms_order() -> None:
    assert asked({}, together=False) == ["topic"]
    assert asked({"topic": "other"}, together=False) == ["other"]
    assert asked({"topic": "meeting"}, together=False) == ["wish"]
    assert asked({"topic": "meeting", "wish": "x"}, together=False) == ["note"]
    assert asked({"topic": "meeting", "wish": "x", "note": None}, together=False) == []


def test_a_slow_form_asks_one_at_a_time_on_every_face() -> None:
    for together in (True, False):
        assert asked({}, together=together, slow=True) == ["topic"]
        assert asked({"topic": "training"}, together=together, slow=True) == ["wish"]


def test_a_chain_of_dependent_fields_is_asked_page_by_page() -> None:
    chain = Form(TITLE, (text("a"), text("b", "a"), text("c", "b"), text("d", "a", "b")))
    assert [field.name for field in chain.page({}, True)] == ["a"]
    assert [field.name for field in chain.page({"a": "x"}, True)] == ["b"]
    assert [field.name for field in chain.page({"a": "x", "b": None}, True)] == ["c", "d"]


def test_a_field_that_is_not_asked_holds_up_no_other() -> None:
    chain = Form(TITLE, (text("a"), text("b", "a", hidden="a"), text("c", "b")))
    assert [field.name for field in chain.page({"a": "no"}, True)] == ["c"]


def test_answers_of_fields_that_are_gone_are_dropped() -> None:
    answers = {"note": "n", "topic": "meeting", "gone": "x", "wish": "w"}
    assert form().known(answers) == {"note": "n", "topic": "meeting", "wish": "w"}
    assert list(form().known(answers)) == ["note", "topic", "wish"]


def test_answers_that_are_no_longer_asked_for_are_dropped_with_all_that_hangs_on_them() -> None:
    assert form().known({"topic": "meeting", "other": "x"}) == {"topic": "meeting"}
    chain = Form(TITLE, (text("a"), text("b", "a", hidden="a"), text("c", "b", hidden="missing")))
    assert chain.known({"a": "no", "b": "x", "c": "y"}) == {"a": "no", "c": "y"}
    only_if = Text(name="c", ask=given("c"), after=("b",), when=lambda answers: "b" in answers)
    chained = Form(TITLE, (text("a"), text("b", "a", hidden="a"), only_if))
    assert chained.known({"a": "no", "b": "x", "c": "y"}) == {"a": "no"}


def test_the_last_look_repeats_what_was_answered_by_its_label() -> None:
    facts = form().facts({"wish": "井戸", "topic": "other", "other": "道", "note": None}, WORDS)
    shown = [(WORDS.say(fact.label), WORDS.say(fact.value)) for fact in facts]
    assert shown == [("こと", "ほか"), ("ほかのこと", "道"), ("ひとこと", "井戸")]
    assert form().facts({"topic": "no longer an option"}, WORDS) == ()


def test_a_field_is_found_by_name() -> None:
    assert [form().field(field.name) for field in FIELDS] == [TOPIC, OTHER, WISH, NOTE]
    assert form().field("gone") is None
