"""Forms that are asked together: one HTML form a page, refusals beside their fields, a last look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.looks import flaws
from tests.browser.served import Served
from tests.browser.survey import HOUSE
from tests.browser.visitor import Visitor, Visits

pytestmark = pytest.mark.browser

FIRST = [
    "アンケート",
    "聞きたいこと",
    "ひとことで大丈夫です。",
    "くわしく書かなくても大丈夫です",
    "いつがよいですか",
    "午前",
    "午後",
    "どこで選ばなくても大丈夫です",
    "こちらで",
    "そちらで",
    "どこでも",
    "［送る］",
    "［やめる］",
]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The program with a conversation whose form is asked together."""
    served = Served(tmp_path / "var", HOUSE)
    yield served
    served.close()


@pytest.fixture
def form(visitor: Visitor) -> Visitor:
    """A counsellor who has opened the form."""
    return visitor.taps("アンケート")


def test_a_form_is_filled_sent_and_goes_on_with_what_depends_on_it(form: Visitor) -> None:
    assert form.log == ["＞アンケート", *FIRST]
    assert flaws(form.page) == []
    form.page.get_by_label("聞きたいこと").fill("散歩の道")
    form.page.get_by_label("くわしく").fill("一行目\n二行目")
    form.page.get_by_label("午前").check()
    form.page.get_by_label("こちらで").check()
    form.page.locator("#log").get_by_role("button", name="送る").click()
    form.settles().sees("どの部屋で")
    assert form.log == [
        "＞アンケート",
        "アンケート",
        "ここまで",
        "聞きたいこと：散歩の道",
        "くわしく：一行目\n二行目",
        "いつがよいですか：午前",
        "どこで：こちらで",
        "どの部屋で",
        "［送る］",
        "［戻る］",
        "［やめる］",
    ]
    # Enter sends a form of one line.
    form.page.get_by_label("どの部屋で").fill("奥")
    form.page.keyboard.press("Enter")
    form.settles()
    assert form.log[-6:] == [
        "受け取りました",
        "topic：散歩の道",
        "more：一行目\n二行目",
        "when：am",
        "where：here",
        "room：奥",
    ]


def test_what_is_written_in_a_form_does_not_go_without_a_question(form: Visitor) -> None:
    form.page.get_by_label("くわしく").fill("まだ送っていない")
    form.is_asked_before_it_loads_again(stays=True)
    expect(form.page.get_by_label("くわしく")).to_have_value("まだ送っていない")
    form.page.get_by_label("聞きたいこと").fill("散歩の道")
    form.page.get_by_label("午前").check()
    form.page.get_by_label("こちらで").check()
    form.page.locator("#log").get_by_role("button", name="送る").click()
    # What was sent, and what the page itself offers again, is not lost: a question would be a complaint.
    form.settles().sees("どの部屋で").taps("戻る").reloads().sees("聞きたいこと")


def test_refusals_stand_beside_their_fields_and_everything_written_stays(form: Visitor) -> None:
    form.page.get_by_label("聞きたいこと").fill("あ" * 21)
    form.page.get_by_label("くわしく").fill("これは残る")
    form.page.get_by_label("そちらで").check()
    form.page.locator("#log").get_by_role("button", name="送る").click()
    form.settles()
    topic = form.page.get_by_label("聞きたいこと")
    long = "20字までです（いま21字）。短くして、もう一度送ってください。書いた文はそのまま残っています。"
    expect(topic).to_have_accessible_description(f"ひとことで大丈夫です。 {long}")
    expect(topic).to_have_attribute("aria-invalid", "true")
    expect(topic).to_be_focused()
    expect(topic).to_have_value("あ" * 21)
    when = form.page.get_by_role("radiogroup", name="いつがよいですか")
    expect(when).to_have_accessible_description("どれか1つを選んでください。")
    expect(form.page.get_by_label("くわしく")).to_have_value("これは残る")
    expect(form.page.get_by_label("そちらで")).to_be_checked()
    assert flaws(form.page) == []
    topic.fill("散歩の道")
    form.page.get_by_label("午前").check()
    form.page.keyboard.press("Enter")
    form.settles().sees("受け取りました")


def test_what_the_conversation_refuses_is_asked_again_and_nothing_else(form: Visitor) -> None:
    form.page.get_by_label("聞きたいこと").fill("散歩の道")
    form.page.get_by_label("午後").check()
    form.page.locator("#log").get_by_role("button", name="送る").click()
    form.settles()
    assert form.log[-8:] == [
        "聞きたいこと：散歩の道",
        "いつがよいですか",
        "午前",
        "午後",
        "午後はもういっぱいです。",
        "［送る］",
        "［戻る］",
        "［やめる］",
    ]
    expect(form.page.get_by_label("午後")).to_be_checked()
    form.page.get_by_label("午前").check()
    form.page.locator("#log").get_by_role("button", name="送る").click()
    form.settles().sees("受け取りました")


def test_a_last_look_repeats_the_answers_and_one_can_be_mended(form: Visitor) -> None:
    form.page.get_by_label("聞きたいこと").fill("満席")
    form.page.get_by_label("午前").check()
    form.page.locator("#log").get_by_role("button", name="送る").click()
    form.settles()
    assert form.log[1:] == [
        "アンケート",
        "ここまで",
        "聞きたいこと：満席",
        "いつがよいですか：午前",
        "いまは受け付けていません。",
        "［送る］",
        "［「聞きたいこと」を直す］",
        "［「いつがよいですか」を直す］",
        "［戻る］",
        "［やめる］",
    ]
    assert flaws(form.page) == []
    form.taps("「聞きたいこと」を直す").page.get_by_label("聞きたいこと").fill("散歩の道")
    form.page.keyboard.press("Enter")
    form.settles().sees("受け取りました")


def test_a_form_by_the_keyboard_a_reload_in_the_middle_and_the_way_back(form: Visitor) -> None:
    press = form.page.keyboard.press
    press("Tab")
    form.page.keyboard.insert_text("散歩の道")
    press("Tab")
    press("Tab")
    press("ArrowDown")
    press("Tab")
    press("ArrowUp")
    expect(form.page.get_by_label("午後")).to_be_checked()
    expect(form.page.get_by_label("どこでも")).to_be_checked()
    form.page.get_by_label("午前").check()
    form.page.get_by_label("こちらで").check()
    press("Tab")
    assert form.focused == "送る"
    press("Enter")
    form.settles().reloads().sees("どの部屋で")
    assert form.log[:3] == ["アンケート", "ここまで", "聞きたいこと：散歩の道"]
    form.taps("やめる")
    assert form.log[-4] == "アンケートの書きかけがあります"
    form.page.locator("#log").get_by_role("button", name="つづきから").click()
    form.settles().page.get_by_label("どの部屋で").fill("奥")
    press("Enter")
    form.settles().sees("受け取りました")


def test_what_is_typed_meanwhile_in_the_other_tab_stays_there(form: Visitor, visits: Visits) -> None:
    other = visits.another_tab(form).opens().is_home()
    other.page.get_by_label("くわしく").fill("もう一つの画面で")
    form.says("ヘルプ")
    form.page.locator("#home").get_by_role("button", name="つづきから").click()
    form.settles()
    other.sees("聞きたいこと")
    expect(other.page.get_by_label("くわしく")).to_have_value("もう一つの画面で")
