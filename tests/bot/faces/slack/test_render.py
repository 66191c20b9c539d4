"""Messages: within Slack's limits, nothing cut, and what people wrote is never markup."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st

from bot.faces.slack import render
from bot.faces.slack.blocks import section, title
from bot.faces.slack.render import Out
from handlers.kit.cards import Button, Call, Card, Fact
from handlers.kit.forms import Form, Page
from handlers.kit.turn import Scene
from messages.words import given, msg, words_of
from tests.bot.faces.slack import survey
from tests.bot.faces.slack.drawn import CORPUS, cards, flat, texts
from tests.simulators.slack_checks import check_message, injected
from tests.simulators.slack_seen import button_data, lines_of

WORDS = words_of()
ID = "A" * 22


def wrong(outs: list[Out]) -> list[str]:
    """Return what Slack, and the rules of this house, have against messages."""
    params = [{"blocks": out.blocks, "text": out.text} for out in outs]
    return [one for told in params for one in [*check_message(told), *injected(told["blocks"], str(told["text"]))]]


def test_a_card_in_order() -> None:
    card = Card(
        title=given("題"),
        facts=(Fact(given("次の一歩"), given("歩く")),),
        quote="そのまま",
        paragraphs=(given("どうですか。"),),
        buttons=(Button(msg("kit-resume"), "resume", ID, style="primary"), Call(msg("home-police"), "110")),
        about=ID,
    )
    (out,) = render.messages(Scene(cards=(card,)), WORDS)
    lines = ["題", "次の一歩：歩く", "「そのまま」", "どうですか。", "☎ 110（警察）　110", "［つづきから］"]
    assert lines_of(out.blocks) == lines
    assert [block["type"] for block in out.blocks] == [
        "header",
        "section",
        "rich_text",
        "section",
        "section",
        "actions",
    ]
    # The text comes on locked screens: of what is private it says no more than the title.
    assert out.text == "題"
    (plain,) = render.messages(Scene(cards=(replace(card, about=""),)), WORDS)
    assert plain.text == "題\n次の一歩：歩く\nそのまま\nどうですか。\n☎ 110（警察） 110"
    assert out.about == (ID,)
    assert (button_data(out.blocks), out.blocks[-1]["elements"][0]["style"]) == ([f"resume:{ID}"], "primary")


@pytest.mark.parametrize("text", CORPUS)
def test_a59_what_somebody_wrote_stands_as_she_wrote_it_wherever_a_card_shows_it(text: str) -> None:
    card = Card(
        title=given(text), facts=(Fact(given("f"), given(text)),), quote=text, paragraphs=(given(text),), about=ID
    )
    outs = [*render.messages(Scene(cards=(card,)), WORDS), *render.letter(Scene(cards=(card, card)), WORDS)]
    assert wrong(outs) == []
    for out in outs:
        marked = [one for one in flat(out.blocks) if one.get("type") == "mrkdwn"]
        assert marked == []
        assert [one.get("emoji") for one in flat(out.blocks) if one.get("type") == "plain_text"].count(False) == sum(
            one.get("type") == "plain_text" for one in flat(out.blocks)
        )
        assert texts(out.blocks)[:4] == [text, f"f：{text}", text, text]


def test_a59_the_notification_is_escaped_and_the_telephones_label_too() -> None:
    card = Card(
        quote="<!channel> & <@U1>", paragraphs=(given("a"),), buttons=(Call(given("<@U1>|& *b*"), "03-0000-0001"),)
    )
    (out,) = render.messages(Scene(cards=(card,)), WORDS)
    assert out.text.split("\n")[0] == "&lt;!channel&gt; &amp; &lt;@U1&gt;"
    assert out.blocks[-1]["text"] == {
        "type": "mrkdwn",
        "text": "&lt;@U1&gt;|&amp; *b*　<tel:03-0000-0001|03-0000-0001>",
    }
    assert wrong([out]) == []


FAMILY = "👩‍👩‍👧‍👦"


@pytest.mark.parametrize("where", ["quote", "paragraphs", "facts", "title"])
def test_a_long_text_is_split_between_graphemes_and_nothing_is_lost(where: str) -> None:
    text = FAMILY * 900
    ways: dict[str, dict[str, Any]] = {
        "quote": {"quote": text},
        "paragraphs": {"paragraphs": (given(text),)},
        "facts": {"facts": (Fact(given("f"), given(text)),)},
        "title": {"title": given(text)},
    }
    shown = ways[where]
    outs = render.messages(Scene(cards=(Card(**shown, about=ID, buttons=(Button(given("消す"), "home"),)),)), WORDS)
    said = [one for out in outs for one in texts(out.blocks)]
    assert "".join(said).removeprefix("f：") == text + "消す"
    assert all(part.count("\u200d") == 3 * part.count("👩") / 2 for part in said[:-1]), "no family is torn apart"
    assert wrong(outs) == []
    assert [out.about for out in outs] == [(ID,)] * len(outs)
    assert [bool(button_data(out.blocks)) for out in outs] == [False] * (len(outs) - 1) + [True]


def test_what_goes_on_from_something_private_is_announced_by_its_title_too() -> None:
    card = Card(title=given("おつかれさまでした"), quote="ひみつ" * 4_000, about=ID)
    assert [out.text for out in render.messages(Scene(cards=(card,)), WORDS)] == ["おつかれさまでした"] * 2


@pytest.mark.parametrize(("size", "kind"), [(150, "header"), (151, "section")])
def test_a_heading_that_is_too_long_is_a_paragraph(size: int, kind: str) -> None:
    assert [block["type"] for block in title("あ" * size)] == [kind]


@pytest.mark.parametrize(("size", "parts"), [(3000, 1), (3001, 2), (6000, 2), (6001, 3)])
def test_a_paragraph_holds_three_thousand(size: int, parts: int) -> None:
    assert len(section("あ" * size)) == parts


def test_the_same_text_twice_is_the_same_and_another_button_is_not() -> None:
    first, second, other = (
        render.messages(Scene(cards=(Card(paragraphs=(given("a"),), buttons=(Button(given("b"), verb),)),)), WORDS)[0]
        for verb in ("home", "home", "help")
    )
    assert first.shows == second.shows != other.shows


def test_the_cards_of_a_letter_are_one_message_that_stays_when_a_button_is_pressed() -> None:
    one = Card(title=given("一つめ"), buttons=(Button(given("した"), "home"),), about="a" * 22)
    other = Card(title=given("二つめ"), buttons=(Button(given("まだ"), "home"),), about="b" * 22)
    (out,) = render.letter(Scene(cards=(one, other)), WORDS)
    assert lines_of(out.blocks) == ["一つめ", "［した］", "二つめ", "［まだ］"]
    assert [block["type"] for block in out.blocks] == ["header", "actions", "divider", "header", "actions"]
    assert [block["block_id"] for block in out.blocks if "block_id" in block] == ["stays.0.0", "stays.1.0"]
    assert out.about == ("a" * 22, "b" * 22)
    (alone,) = render.letter(Scene(cards=(one,)), WORDS)
    assert alone.blocks[-1]["block_id"] == "taps.0.0"


def test_a_letter_of_sixty_cards_is_several_messages_and_no_card_is_torn() -> None:
    many = tuple(Card(title=given(f"{n}"), paragraphs=(given("x"),), about=f"{n:022}") for n in range(60))
    outs = render.letter(Scene(cards=many), WORDS)
    assert wrong(outs) == []
    assert [one for out in outs for one in texts(out.blocks)] == [part for n in range(60) for part in (f"{n}", "x")]
    assert [out.blocks[0]["type"] for out in outs] == ["header"] * len(outs)
    assert [one for out in outs for one in out.about] == [f"{n:022}" for n in range(60)]


def page(**how: Any) -> Page:
    """Return a page of the form that is asked together."""
    form = survey.FORM
    return Page(draft=ID, version=2, form=form, fields=form.page({}, together=True), **how)


def test_the_door_into_a_page_says_whether_it_was_begun_and_what_was_refused() -> None:
    (new,) = render.messages(Scene(page=page()), WORDS)
    assert lines_of(new.blocks) == ["訪問の希望", "ボタンを押すと、書く画面が開きます。", "［ひらく］"]
    (begun,) = render.messages(Scene(page=page(back=True)), WORDS)
    assert lines_of(begun.blocks) == ["訪問の希望", "途中のまま、取ってあります。", "［つづきから］"]
    refused = page(problem=given("いまは無理です。"), problems={"wish": given("長すぎます。")}, typed={"wish": "x"})
    (out,) = render.messages(Scene(page=refused), WORDS)
    assert lines_of(out.blocks)[1:3] == ["いまは無理です。", "長すぎます。"]
    assert button_data(out.blocks) == button_data(new.blocks) == [f"resume:{ID}"]


def test_a_page_of_a_slow_form_is_a_question_with_its_buttons() -> None:
    form = Form(title=given("ゆっくり"), fields=(survey.NOTE, survey.HOW), one_by_one=True)
    asked = Page(ID, 3, form, (survey.NOTE,), back=True, problems={"note": given("もう一度。")})
    (out,) = render.messages(Scene(page=asked), WORDS)
    assert lines_of(out.blocks) == ["もう一度。", "ほかに、あれば", "［とくになし］", "［戻る］", "［やめる］"]
    assert button_data(out.blocks) == [f"skip:{ID}:3", f"back:{ID}:3", f"leave:{ID}:3"]
    (out,) = render.messages(Scene(page=Page(ID, 3, form, (survey.HOW,))), WORDS)
    assert lines_of(out.blocks) == ["どう会いますか。", "［訪問］", "［電話］", "［ほか］", "［やめる］"]


def test_a_modal_that_did_not_open_comes_whole_as_messages() -> None:
    blocks = [block for n in range(70) for block in section(f"{n}")]
    view = {"type": "modal", "title": {"type": "plain_text", "text": "使い方"}, "blocks": blocks}
    outs = render.of_view(view, WORDS)
    assert wrong(outs) == []
    assert [one for out in outs for one in texts(out.blocks)] == ["使い方", *map(str, range(70))]


@settings(max_examples=60, deadline=None)
@each(st.lists(cards(), min_size=1, max_size=4))
def test_whatever_stands_on_cards_is_shown_whole_and_slack_takes_it(drawn: list[Card]) -> None:
    scene = Scene(cards=tuple(drawn))
    for outs in (render.messages(scene, WORDS), render.letter(scene, WORDS)):
        assert wrong(outs) == []
        shown = "".join(one for out in outs for one in texts(out.blocks))
        assert all(card.quote in shown for card in drawn if card.quote)
        pressed = [one for out in outs for one in button_data(out.blocks)]
        assert pressed == [one.data for card in drawn for one in card.buttons if isinstance(one, Button)]
        assert all(out.text.strip() and json.dumps(out.blocks) for out in outs)
