"""Messages: bold by entities, buttons within the limits, long texts split and nothing lost."""

from __future__ import annotations

from bot.faces.telegram.render import Out, render_scene
from handlers.kit.cards import Button, Call, Card, Fact
from handlers.kit.text import utf16_units
from handlers.kit.turn import Scene
from messages.words import given, msg, words_of

WORDS = words_of()


def test_a_card_in_order_with_its_title_bold() -> None:
    card = Card(
        title=given("👪題"),
        facts=(Fact(given("次の一歩"), given("歩く")),),
        quote="<b>そのまま</b>",
        paragraphs=(given("どうですか。"),),
        buttons=(Button(msg("kit-resume"), "resume", "A" * 22), Call(msg("home-police"), "110")),
    )
    (out,) = render_scene(Scene(cards=(card,)), WORDS)
    assert out.text == "👪題\n次の一歩：歩く\n「<b>そのまま</b>」\nどうですか。\n☎ 110（警察）　110"
    assert out.bold == [(0, 3)]
    assert out.keyboard == [[{"text": "つづきから", "callback_data": f"resume:{'A' * 22}"}]]


def test_short_labels_stand_side_by_side_and_long_ones_alone() -> None:
    labels = ["戻る", "やめる", "これまでのふりかえり", "消す"]
    card = Card(paragraphs=(given("?"),), buttons=tuple(Button(given(label), "home") for label in labels))
    (out,) = render_scene(Scene(cards=(card,)), WORDS)
    assert [[b["text"] for b in row] for row in out.keyboard] == [
        ["戻る", "やめる"],
        ["これまでのふりかえり"],
        ["消す"],
    ]


def test_a_long_text_is_split_between_graphemes_and_the_keyboard_stands_under_the_last_part() -> None:
    text = "👩‍👩‍👧‍👦" * 1000
    card = Card(quote=text, buttons=(Button(given("消す"), "home"),))
    outs = render_scene(Scene(cards=(card,)), WORDS)
    assert "".join(out.text for out in outs) == f"「{text}」"
    assert max(utf16_units(out.text) for out in outs) <= 4096
    assert [bool(out.keyboard) for out in outs] == [False] * (len(outs) - 1) + [True]


def test_a_mark_stands_above_the_first_message() -> None:
    scene = Scene(cards=(Card(paragraphs=(given("一"),)), Card(paragraphs=(given("二"),))))
    assert render_scene(scene, WORDS, msg("telegram-again")) == [Out("（再送）\n一"), Out("二")]
