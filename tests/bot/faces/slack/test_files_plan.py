"""Where a card's file goes, by where it was asked for: into the private chat, whatever else is shown."""

from __future__ import annotations

import pytest

from bot.faces.face import Answer
from bot.faces.slack.incoming import Incoming, Spot, Where
from bot.faces.slack.plan import Doing, plan
from bot.faces.slack.render import said
from handlers.kit.cards import Card, File
from handlers.kit.fields import Text
from handlers.kit.forms import Form, Page
from handlers.kit.turn import Scene
from messages.words import given, words_of

THERE = "ファイルは「メッセージ」に届きます。"
ABOUT = "A" * 22
FILE = File(given("シート"), given("紙です。"), {"docx": lambda: b"x"})
CARD = Card(title=given("シート"), paragraphs=(given("どうぞ。"),), about=ABOUT, file=FILE)
FORM = Form(given("つづき"), (Text(name="why", ask=given("どうして。")),))


def planned(where: Where, scene: Scene) -> Doing:
    """Return what an answer does that was asked for there."""
    spot = Spot(where, "trigger" if where != "message" else "", view="V1" if where == "modal" else "", respond="r")
    return plan(Incoming("act", spot=spot), Answer(scene, words_of(), "", ""), "slack://app")


def files(doing: Doing) -> list[tuple[str, tuple[str, ...]]]:
    """Return the files that go by themselves, and what they quote."""
    return [(paper.name, about) for paper, about in doing.files]


@pytest.mark.parametrize("where", ["home", "modal", "shortcut", "command", "ephemeral"])
def test_where_no_file_can_stand_the_card_says_where_it_is(where: Where) -> None:
    doing = planned(where, Scene(cards=(CARD,)))
    shown = doing.view["blocks"] if doing.view else doing.here.blocks if doing.here else []
    assert [said(block) for block in shown if block["type"] == "section"][-1] == THERE
    assert (files(doing), [out.file for out in doing.outs]) == ([("シート.docx", (ABOUT,))], [])


def test_in_the_chat_it_follows_its_card() -> None:
    doing = planned("message", Scene(cards=(CARD, Card(title=given("あと")))))
    assert [out.file.name if out.file else "" for out in doing.outs] == ["シート.docx", ""]
    assert (files(doing), THERE in str(doing.outs)) == ([], False)


def test_above_a_form_too() -> None:
    page = Page("B" * 22, 1, FORM, FORM.fields)
    doing = planned("home", Scene(cards=(CARD,), page=page))
    assert doing.view is not None and THERE in str(doing.view["blocks"])
    assert files(doing) == [("シート.docx", (ABOUT,))]
    # Without anything to open it by, the form is a door in the chat, and the card stands there with its file.
    doing = planned("message", Scene(cards=(CARD,), page=page))
    assert ([out.file.name for out in doing.outs if out.file], files(doing)) == (["シート.docx"], [])


def test_a_card_that_is_too_long_for_one_message_has_its_file_after_the_last() -> None:
    long = Card(title=given("長い"), quote="あ" * 20_000, about=ABOUT, file=FILE)
    outs = planned("message", Scene(cards=(long,))).outs
    assert len(outs) > 1
    assert [out.file is not None for out in outs] == [False] * (len(outs) - 1) + [True]
