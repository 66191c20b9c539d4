"""A list to choose from, on every face: by its buttons, by typing, from nine to five hundred."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.kit.house import House
from messages.words import given
from tests.bot.faces.lists import ASK, Lists, people
from tests.talk import Talk

FOUND = "えらびました"
MORE = "ほかは、名前の一部を書くと出ます。"
SEVERAL = "166件あります。下から選ぶか、もう少し長く書いてください。"
NONE = "見つかりませんでした。名前の一部を書いてみてください。"


@pytest.fixture(params=[500])
def lists(request: pytest.FixtureRequest) -> Lists:
    """So many people to choose from."""
    return Lists(people(request.param))


@pytest.fixture
def house(lists: Lists) -> House:
    """A house with the list."""
    return lists.house()


def labels(talk: Talk) -> list[str]:
    """Return the people who have a button, or stand in the list."""
    return [label for label in talk.buttons if label[:2] in ("佐藤", "田中")]


@pytest.mark.each_face
@pytest.mark.parametrize("lists", [1, 8, 9, 100, 101, 500], indirect=True)
def test_the_first_and_the_last_are_found_however_many_there_are(talk: Talk, lists: Lists) -> None:
    count = len(lists.options)
    talk.enters("ゆっくり").sees(ASK)
    assert len(labels(talk)) == min(count, 8)
    assert (MORE in talk.text.split("\n")) == (count > 8)
    last = "田中" if count % 3 == 0 else "佐藤"
    talk.says(f"{count:03d}").says("なんとなく").sees(FOUND, f"どなた：{last} {count:03d}", "わけ：なんとなく")
    talk.enters("ゆっくり").taps("佐藤 001").says("なんとなく").sees(FOUND, "どなた：佐藤 001")


@pytest.mark.each_face
@pytest.mark.parametrize("lists", [1, 20, 21, 100, 101, 500], indirect=True)
def test_a_form_has_them_all_where_it_has_a_list(talk: Talk, lists: Lists) -> None:
    count = len(lists.options)
    talk.enters("えらぶ").sees(ASK)
    assert len(labels(talk)) == (min(count, 8) if talk.face == "telegram" else count)
    if talk.face == "telegram" and count > 8:
        talk.says(f"{count:03d}")
    else:
        talk.taps(f"佐藤 {count:03d}" if count % 3 else f"田中 {count:03d}")
    talk.says("なんとなく")
    if talk.face == "telegram":
        talk.taps("送る")
    last = "田中" if count % 3 == 0 else "佐藤"
    talk.sees(FOUND, f"どなた：{last} {count:03d}")


@pytest.mark.each_face
def test_a_part_of_a_name_narrows_what_is_offered(talk: Talk) -> None:
    talk.enters("ゆっくり").says("田　中").sees(SEVERAL)
    assert labels(talk) == [f"田中 {number:03d}" for number in range(3, 27, 3)]
    assert MORE not in talk.text
    talk.says("４９８").says("なんとなく").sees("どなた：田中 498")


@pytest.mark.each_face
def test_what_fits_nothing_loses_nothing(talk: Talk) -> None:
    talk.enters("ゆっくり").says("鈴木").sees(NONE)
    assert labels(talk)[:2] == ["佐藤 001", "佐藤 002"]
    talk.says("。").sees(NONE)
    talk.says("あ" * 300).sees(NONE)
    talk.taps("佐藤 002").says("なんとなく").sees("どなた：佐藤 002")


@pytest.mark.each_face
def test_going_back_offers_the_answer_first_and_the_others_too(talk: Talk) -> None:
    talk.enters("ゆっくり").says("佐藤 400").taps("戻る").sees(ASK, MORE)
    assert labels(talk) == [
        "佐藤 400",
        "佐藤 001",
        "佐藤 002",
        "田中 003",
        "佐藤 004",
        "佐藤 005",
        "田中 006",
        "佐藤 007",
    ]
    assert "p-400" not in talk.text
    talk.taps("佐藤 001").says("なんとなく").sees("どなた：佐藤 001")


@pytest.mark.each_face
def test_an_answer_that_is_gone_is_asked_again(talk: Talk, lists: Lists) -> None:
    talk.enters("ゆっくり").says("佐藤 400")
    lists.options = tuple(option for option in lists.options if option.key != "p-400")
    talk.says("なんとなく").sees(ASK)
    talk.taps("佐藤 001").says("なんとなく").sees("どなた：佐藤 001", "わけ：なんとなく")


@pytest.mark.each_face
def test_a_button_of_one_who_is_gone_says_so(talk: Talk, lists: Lists) -> None:
    talk.enters("ゆっくり")
    data = talk.data("佐藤 001")
    lists.options = lists.options[1:]
    talk.presses(data).sees(NONE)
    talk.taps("佐藤 002").says("なんとなく").sees("どなた：佐藤 002")


@pytest.mark.each_face
def test_long_names_and_twins_can_be_chosen(talk: Talk, lists: Lists) -> None:
    first, second, *rest = lists.options
    long = given("佐" * 75)
    lists.options = (replace(first, label=long), replace(second, label=given("田中 003")), *rest)
    talk.enters("ゆっくり").says("田中 003").sees("2件あります。下から選ぶか、もう少し長く書いてください。")
    assert labels(talk) == ["田中 003", "田中 003"]
    talk.taps("やめる")
    talk.enters("ゆっくり").taps("佐" * 75).says("なんとなく").sees(f"どなた：{'佐' * 75}")
    talk.enters("えらぶ").sees(ASK)
