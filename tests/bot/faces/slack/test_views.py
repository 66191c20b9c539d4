"""Modals and the Home tab as they are drawn: within Slack's limits, fields of every kind, nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st

from bot.faces.slack import views
from bot.faces.slack.blocks import Json
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.fields import AnyField, Choice, Day, Option, Select, Text, Upload
from handlers.kit.forms import Form, Page
from handlers.kit.turn import Scene
from messages.words import given, msg, words_of
from tests.bot.faces.slack import survey
from tests.bot.faces.slack.drawn import CORPUS, LABEL, LONG, SOME, cards, fits, flat, texts
from tests.simulators.slack_checks import check_view, injected
from tests.simulators.slack_seen import button_data, lines_of

WORDS = words_of()
ID = "A" * 22
ADDRESS = "slack://app?team=T0001&id=A0001&tab=messages"


def wrong(view: Json) -> list[str]:
    """Return what Slack, and the rules of this house, have against a view."""
    return [*check_view(view, "modal", "home"), *injected(view["blocks"])]


def page(*fields: AnyField, **how: Any) -> Page:
    """Return a page that asks fields together."""
    form = Form(title=given("訪問の希望"), fields=fields or survey.FORM.fields)
    return Page(draft=ID, version=2, form=form, fields=form.page({}, together=True) if fields else (), **how)


def inputs(view: Json) -> list[Json]:
    """Return a view's fields."""
    return [block for block in view["blocks"] if block["type"] == "input"]


def test_a_page_is_a_modal_that_knows_its_draft_and_its_version() -> None:
    view = views.view_of_page(page(survey.HOW, survey.DAY, survey.WISH, survey.NOTE, back=True), (), WORDS)
    assert wrong(view) == []
    names = ("title", "submit", "close")
    assert [view[name]["text"] for name in names] == ["訪問の希望", "送る", "とじる"]
    assert (view["private_metadata"], view["callback_id"], view["notify_on_close"]) == (f"{ID}:2", "page", True)
    asked = [(one["block_id"], one["element"]["type"], one["optional"]) for one in inputs(view)]
    assert asked == [
        ("how:2", "radio_buttons", False),
        ("day:2", "datepicker", False),
        ("wish:2", "plain_text_input", False),
        ("note:2", "plain_text_input", True),
    ]
    assert button_data(view["blocks"]) == [f"back:{ID}:2", f"leave:{ID}:2"]
    assert [one["element"].get("multiline") for one in inputs(view)][2:] == [True, False]


def test_what_was_typed_stands_in_its_field_again_and_a_refusal_above_it() -> None:
    typed = {"how": "call", "day": "2026-11-25", "wish": "散歩"}
    refused = {"wish": given("長すぎます。")}
    shown = page(survey.HOW, survey.DAY, survey.WISH, problem=given("いまは無理です。"), problems=refused, typed=typed)
    view = views.view_of_page(shown, (), WORDS)
    assert wrong(view) == []
    how, day, wish = (one["element"] for one in inputs(view))
    assert (how["initial_option"]["value"], day["initial_date"], wish["initial_value"]) == tuple(typed.values())
    assert texts(view["blocks"][0]) == ["いまは無理です。"]
    place = view["blocks"].index(inputs(view)[2])
    assert texts(view["blocks"][place - 1]) == ["長すぎます。"]


@pytest.mark.parametrize("typed", ["きのう", "2026-11", "", "2026-11-2x", "2026-02-30", "20261125"])
def test_a_day_that_is_none_does_not_break_the_calendar(typed: str) -> None:
    view = views.view_of_page(page(survey.DAY, typed={"day": typed}), (), WORDS)
    assert wrong(view) == []
    assert "initial_date" not in inputs(view)[0]["element"]


def test_a_choice_that_is_gone_is_not_chosen() -> None:
    view = views.view_of_page(page(survey.HOW, typed={"how": "letter"}), (), WORDS)
    assert (wrong(view), "initial_option" in inputs(view)[0]["element"]) == ([], False)


def test_a_text_that_is_longer_than_a_field_stands_above_it_whole() -> None:
    text = "👩‍👩‍👧‍👦" * 900
    view = views.view_of_page(page(survey.LONG, typed={"long": text}), (), WORDS)
    assert wrong(view) == []
    assert "".join(one["text"] for one in flat(view["blocks"]) if one.get("type") == "text") == text
    assert "initial_value" not in inputs(view)[0]["element"]


def test_a_last_look_shows_the_answers_and_sends_with_a_button() -> None:
    facts = (Fact(given("会い方"), given("訪問")), Fact(given("話"), given("散歩")))
    view = views.view_of_page(page(recap=facts, back=True), (), WORDS)
    assert wrong(view) == []
    assert "submit" not in view
    assert lines_of(view["blocks"]) == [
        "会い方：訪問",
        "話：散歩",
        "［送る］",
        "［「会い方」を直す］",
        "［「話」を直す］",
        "［戻る］",
        "［やめる］",
    ]


@pytest.mark.parametrize(("title", "name"), [("あ" * 24, "あ" * 24), ("あ" * 25, "井戸端"), (None, "井戸端")])
def test_a_cards_title_is_the_modals_where_it_fits_and_is_said_once(title: str | None, name: str) -> None:
    card = Card(title=given(title) if title else None, paragraphs=(given("a"),))
    view = views.view_of_cards((card, Card(paragraphs=(given("b"),))), WORDS)
    assert wrong(view) == []
    assert [view["title"]["text"], *texts(view["blocks"])] == [
        name,
        *([title] if title and len(title) > 24 else []),
        "a",
        "b",
    ]


def test_a_view_holds_a_hundred_blocks_and_says_where_the_rest_is() -> None:
    many = tuple(Card(paragraphs=(given("x"),)) for _ in range(100))
    assert len(views.view_of_cards(many, WORDS)["blocks"]) == 100
    more = (*many, Card(paragraphs=(given("y"),)))
    for view in (views.view_of_cards(more, WORDS), views.home_view(Scene(home=more), WORDS, "")):
        assert wrong(view) == []
        assert texts(view["blocks"])[-1].startswith("ここに入りきらないものがあります。")
        assert len(view["blocks"]) == 100


def test_home_has_the_way_back_above_and_its_cards_below() -> None:
    home = (Card(title=given("きょうは"), buttons=(Button(given("ふりかえり"), "reflection"),)),)
    view = views.home_view(Scene(page=page(survey.HOW), home=home), WORDS, ADDRESS)
    assert wrong(view) == []
    door = ["訪問の希望", "ボタンを押すと、書く画面が開きます。", "［ひらく］"]
    assert lines_of(view["blocks"]) == [*door, "きょうは", "［ふりかえり］"]
    slow = Page(ID, 2, Form(title=given("ゆっくり"), fields=(survey.WISH,), one_by_one=True), (survey.WISH,))
    view = views.home_view(Scene(page=slow, home=home), WORDS, ADDRESS)
    assert wrong(view) == []
    there = ["ゆっくり", "つづきは「メッセージ」で聞いています。", "［メッセージをひらく］", "［もう一度聞く］"]
    assert lines_of(view["blocks"])[:4] == there
    assert [one["url"] for one in flat(view["blocks"]) if "url" in one] == [ADDRESS]


def test_pages_that_ask_nothing_are_pages_that_slack_takes() -> None:
    sentence = msg("slack-later")
    plain = [views.waiting_view(WORDS), views.pointer_view(WORDS, ADDRESS), views.sentence_view(sentence, WORDS)]
    for view in [*plain, views.pointer_view(WORDS, ""), views.join_view(WORDS), views.door_home(WORDS)]:
        assert wrong(view) == []


def sent(view: Json, values: Json) -> Json:
    """Return a view as Slack brings it when it is sent."""
    own = {"id": "V1", "team_id": "T1", "hash": "1.a", "root_view_id": "V1", "previous_view_id": None, "bot_id": "B1"}
    return {"external_id": "", "clear_on_close": False, **view, **own, "state": {"values": values}}


def test_a_page_comes_again_as_it_was_with_what_she_had_typed_and_one_sentence_above() -> None:
    view = views.view_of_page(page(survey.HOW, survey.DAY, survey.WISH, survey.NOTE, typed={"wish": "前"}), (), WORDS)
    option = inputs(view)[0]["element"]["options"][1]
    values = {
        "how:2": {"answer": {"type": "radio_buttons", "selected_option": option}},
        "day:2": {"answer": {"type": "datepicker", "selected_date": "2026-11-25"}},
        "wish:2": {"answer": {"type": "plain_text_input", "value": "あと"}},
        "note:2": {"answer": {"type": "plain_text_input", "value": None}},
    }
    again = views.view_again(sent(view, values), msg("slack-later"), WORDS)
    twice = views.view_again(sent(again, values), msg("slack-later"), WORDS)
    assert wrong(again) == []
    assert twice == again, "a second sentence takes the place of the first"
    first = [one["element"] for one in inputs(again)]
    assert [one.get("initial_option") or one.get("initial_date") or one.get("initial_value") for one in first] == [
        option,
        "2026-11-25",
        "あと",
        None,
    ]
    assert again["blocks"][0]["text"]["text"] == WORDS.say(msg("slack-later"))
    assert {name: again[name] for name in ("private_metadata", "callback_id", "notify_on_close")} == {
        name: view[name] for name in ("private_metadata", "callback_id", "notify_on_close")
    }


NAMED = LABEL.map(given)
FIELDS = st.one_of(
    st.builds(Text, name=st.just("x"), ask=LONG.map(fits).map(given), label=NAMED, lines=st.integers(1, 5)),
    st.builds(Text, name=st.just("x"), ask=SOME.map(given), heading=NAMED, skip=LABEL.map(given)),
    st.builds(
        Choice,
        name=st.just("x"),
        ask=SOME.map(given),
        lead=SOME.map(given),
        options=st.lists(LABEL, min_size=2, max_size=10).map(
            lambda labels: tuple(Option(f"k{n}", given(label)) for n, label in enumerate(labels))
        ),
    ),
    st.just(survey.DAY),
)


def typed(field: AnyField) -> st.SearchStrategy[str | None]:
    """Return what may have been typed into a field before."""
    match field:
        case Choice() | Select():
            return st.sampled_from([None, "k0", "k1", "gone"])
        case Day():
            return st.sampled_from([None, "2026-11-25"])
        case Text():
            return st.none() | LONG
        case Upload():
            return st.none()


@settings(max_examples=80, deadline=None)
@each(st.data())
def test_whatever_a_page_asks_and_whatever_stands_above_slack_takes_it_and_nothing_is_lost(data: st.DataObject) -> None:
    drawn = data.draw(st.lists(FIELDS, min_size=1, max_size=6))
    fields = [replace(one, name=f"f{place}") for place, one in enumerate(drawn)]
    before = {one.name: text for one in fields if (text := data.draw(typed(one)))}
    problems = {one.name: given(data.draw(SOME)) for one in fields if data.draw(st.booleans())}
    shown = page(*fields, typed=before, problems=problems, problem=data.draw(st.none() | SOME.map(given)))
    view = views.view_of_page(shown, tuple(data.draw(st.lists(cards(), max_size=2))), WORDS)
    assert wrong(view) == []
    assert [one["block_id"] for one in inputs(view)] == [f"{one.name}:2" for one in fields]
    kept = [one["element"].get("initial_value", "") for one in inputs(view)] + texts(view["blocks"])
    written = [text for one in fields if isinstance(one, Text) and (text := before.get(one.name))]
    assert all(text in "".join(kept) for text in written)


@pytest.mark.parametrize("text", CORPUS)
def test_a59_what_she_wrote_stands_in_a_modal_as_she_wrote_it(text: str) -> None:
    recap = (Fact(given("話"), given(text)),)
    view = views.view_of_page(page(recap=recap), (Card(quote=text, paragraphs=(given(text),)),), WORDS)
    assert wrong(view) == []
    assert texts(view["blocks"])[:3] == [text, text, f"話：{text}"]
    assert [one for one in flat(view["blocks"]) if one.get("type") == "mrkdwn" or one.get("emoji")] == []
    view = views.view_of_page(page(survey.LONG, typed={"long": text}), (), WORDS)
    assert inputs(view)[0]["element"]["initial_value"] == text
