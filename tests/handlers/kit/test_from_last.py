"""A form whose last card comes first: its fields are asked from there alone, and each has a way back to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handlers.kit.cards import Card
from handlers.kit.errors import LimitError, Stale
from handlers.kit.house import FormKind
from handlers.kit.limits import check_form
from handlers.kit.turn import Filled, Reply, Turn
from messages.words import given, words_of
from tests.chat import Chat
from tests.handlers.kit import survey
from tests.world import ALONE, World, settings_for

FORM = replace(survey.form((replace(survey.WISH, skip=given("なし")), survey.NOTE), slow=True), from_last=True)


def last(_turn: Turn, filled: Filled) -> Card:
    """Return what was written and chosen so far."""
    buttons = (filled.mend(given("書く"), 0), filled.mend(given("そのほか"), 1), filled.button(given("選ぶ"), "choose"))
    done = filled.button(given("出す"), "done")
    said = f"{filled.answers['wish']} {filled.answers['note']} {filled.beside.get('times', 0)}"
    return Card(paragraphs=(given(said),), buttons=(*buttons, done, filled.leave()))


def decide(_turn: Turn, filled: Filled, key: str) -> Reply | dict[str, Any]:
    """Count, or be done."""
    if key == "done":
        return Reply(cards=(Card(paragraphs=(given("出しました"),)),))
    if key == "typed" and filled.beside.get("times", 0) > 1:
        raise Stale("key")
    return {"times": filled.beside.get("times", 0) + 1}


@pytest.fixture
def world(backend: str, tmp_path: Path) -> Iterator[World]:
    """The program with such a form in place of the survey."""
    kind = FormKind(lambda _turn, _params: FORM, survey.submit, last=last, decide=decide)
    house = survey.house({"survey": kind, "slow": survey.CONVERSATION.forms["slow"]})
    world = World(settings_for(tmp_path / "var", backend), house=house)
    yield world
    world.close()


@pytest.fixture(params=[True, False], ids=["together", "one at a time"])
def chat(world: World, request: pytest.FixtureRequest) -> Chat:
    """The chat of a counsellor who has begun it."""
    return Chat(world, world.person(ALONE), together=bool(request.param)).opens().taps("アンケート")


def test_it_begins_with_its_last_card_and_asks_nothing_by_itself(chat: Chat) -> None:
    chat.sees_only("None None 0", "［書く］", "［そのほか］", "［選ぶ］", "［出す］", "［やめる］")
    chat.taps("出す").sees_only("出しました")


def test_a_field_is_asked_from_there_and_leads_back(chat: Chat) -> None:
    chat.taps("選ぶ").taps("書く").sees("ひとことお願いします。", "［なし］", "［戻る］", "［やめる］")
    chat.says("井戸").sees("井戸 None 1").taps("そのほか").says("石").sees("井戸 石 1")
    chat.taps("書く").taps("なし").sees("None 石 1")


def test_the_way_back_is_a_button_and_a_word(chat: Chat) -> None:
    chat.taps("書く").taps("戻る").sees("None None 0")
    chat.taps("書く").says("戻る").sees("None None 0")


def test_what_is_typed_at_its_last_card_is_its_first_answer(chat: Chat) -> None:
    chat.says("井戸").sees("井戸 None 1").says("石").sees("石 None 2")
    chat.says("土").sees("きょうは、なにをしますか")


def test_what_was_only_chosen_waits_too(chat: Chat) -> None:
    chat.taps("選ぶ").taps("やめる").sees("アンケートの書きかけがあります").taps("つづきから").sees("None None 1")


def test_where_nothing_was_chosen_nothing_waits(chat: Chat) -> None:
    chat.taps("やめる").sees("やめました。").opens().sees_home("きょうは、なにをしますか")


def test_each_of_its_fields_is_optional() -> None:
    check_form(FORM, words_of())
    with pytest.raises(LimitError, match="not optional"):
        check_form(replace(FORM, fields=(survey.WISH,)), words_of())
