"""Messages: bold by entities, buttons within the limits, long texts split and nothing lost."""

from __future__ import annotations

from bot.faces.telegram.render import MOST_UNITS, Out, render_letter, render_scene
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


def test_a_mark_fits_above_the_longest_message_and_is_put_there_once() -> None:
    out = render_scene(Scene(cards=(Card(title=given("題"), quote="あ" * 9000),)), WORDS)[0]
    marked = out.marked("（再送）")
    assert utf16_units(marked.text) <= MOST_UNITS
    assert (marked.text, marked.bold) == (f"（再送）\n{out.text}", [(5, 1)])
    assert marked.marked("（再送）") is marked


def test_the_cards_of_a_letter_are_one_message_with_all_that_they_are_about() -> None:
    cards = (
        Card(paragraphs=(given("おはよう"),)),
        Card(title=given("一つめ"), buttons=(Button(given("した"), "home"),), about="a" * 22),
        Card(paragraphs=(given("二つめ"), given("つづき")), buttons=(Button(given("まだ"), "home"),), about="b" * 22),
    )
    (out,) = render_letter(Scene(cards=cards), WORDS)
    assert out.text == "おはよう\n\n1. 一つめ\n\n2. 二つめ\nつづき"
    assert out.bold == [(6, 6)]
    assert [[button["text"] for button in row] for row in out.keyboard] == [["1 した", "2 まだ"]]
    assert out.about == ("a" * 22, "b" * 22)


def test_a_letter_of_one_long_card_is_split_and_loses_nothing() -> None:
    outs = render_letter(Scene(cards=(Card(quote="あ" * 9000, about="a" * 22),)), WORDS)
    assert "".join(out.text for out in outs) == "「" + "あ" * 9000 + "」"
    assert [out.about for out in outs] == [("a" * 22,)] * 3


def test_no_letter_has_more_buttons_than_telegram_shows() -> None:
    many = tuple(Button(given(f"{number}"), "home") for number in range(40))
    cards = tuple(Card(paragraphs=(given("x"),), buttons=many) for _ in range(5))
    outs = render_letter(Scene(cards=cards), WORDS)
    assert [sum(len(row) for row in out.keyboard) for out in outs] == [80, 80, 40]
