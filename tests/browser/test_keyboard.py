"""Without a mouse, without good eyes, with a thumb: what everybody needs of the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.looks import flaws
from tests.browser.test_reflection import CLOSING
from tests.browser.visitor import PHONE, SIZES, WIDE, Visitor, Visits
from tests.spread import spread
from tests.world import ALONE

pytestmark = pytest.mark.browser

DOORS = ["ふりかえり", "これまでのふりかえり", "井戸端", "事業所訪問", "研修", "設定", "使い方", "人に話す"]

# How the browser shows where the focus is.
RING = """() => {
  const style = getComputedStyle(document.activeElement.closest('label.choice') ?? document.activeElement);
  return parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none';
}"""


def stops(visitor: Visitor, count: int) -> list[str]:
    """Press Tab so many times and return where the focus stood; at each stop it can be seen."""
    found = []
    for _ in range(count):
        visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate(RING), visitor.focused
        found.append(visitor.focused)
    return found


def presses(visitor: Visitor, label: str, most: int) -> None:
    """Go on by Tab to the element with this label, at most so many stops away, and press Enter."""
    for _ in range(most):
        if stops(visitor, 1) == [label]:
            visitor.page.keyboard.press("Enter")
            visitor.settles()
            return
    raise AssertionError(f"{label} is not within {most} stops; focus is on {visitor.focused}")


def writes(visitor: Visitor, text: str, most: int) -> None:
    """Go on by Tab to the composer, write, and send without leaving it."""
    for _ in range(most):
        if stops(visitor, 1) == ["say"]:
            visitor.page.keyboard.insert_text(text)
            visitor.page.keyboard.press("Control+Enter")
            visitor.settles()
            return
    raise AssertionError(f"the composer is not within {most} stops; focus is on {visitor.focused}")


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_a_whole_reflection_by_the_keyboard(visits: Visits, size: tuple[int, int]) -> None:
    visitor = visits(size).enters(ALONE)
    assert stops(visitor, 7) == ["やりとりへ", "井戸端 ホームへ", "person", "切りかえる", *DOORS[:3]]
    visitor.page.keyboard.press("Shift+Tab")
    visitor.page.keyboard.press("Shift+Tab")
    visitor.page.keyboard.press("Enter")
    visitor.settles()
    # After each answer the focus is on what came, and the next thing to press is the next stop.
    presses(visitor, "3分（2つの視点）", 1)
    assert visitor.focused == "なにについて？"
    presses(visitor, "面談", 1)
    assert visitor.focused == "本人中心（1/2）"
    presses(visitor, "よかったところがある", 1)
    assert visitor.focused == "本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。"
    writes(visitor, "「帰り道が好き」と話してくれた", 4)
    assert visitor.focused == "社会モデル（2/2）"
    presses(visitor, "今回は関係しない", 3)
    writes(visitor, "来週、散歩の道を一緒に歩いてみる", 4)
    presses(visitor, "1週間後", 1)
    assert visitor.log[-len(CLOSING) :] == CLOSING
    # The sheet, sharing, then the way home.
    presses(visitor, "はじめの画面へ", 3)
    presses(visitor, "ふりかえり", 1)


def test_an_enter_in_the_composer_is_a_new_line_and_sends_nothing(visitor: Visitor) -> None:
    visitor.reflects_until("つぎへ").page.locator("#say").focus()
    for key in ("一行目", "Enter", "二行目"):
        visitor.page.keyboard.press(key) if key == "Enter" else visitor.page.keyboard.insert_text(key)
    assert visitor.written == "一行目\n二行目"
    visitor.page.keyboard.press("Meta+Enter")
    visitor.settles()
    expect(visitor.page.locator(".said").last).to_have_text("一行目\n二行目", use_inner_text=True)


def test_the_first_stop_leads_past_everything_to_the_conversation(visitor: Visitor) -> None:
    visitor.reflects_until("よかったところがある").reloads()
    assert stops(visitor, 1) == ["やりとりへ"]
    visitor.page.keyboard.press("Enter")
    assert stops(visitor, 1) == ["よかったところがある"]


@pytest.mark.parametrize(("size", "light"), spread(("small", "wide"), ("light", "dark")))
def test_everything_has_a_name_and_room_for_a_thumb_and_stands_out(visits: Visits, size: str, light: str) -> None:
    visitor = visits(SIZES[size], dark=light == "dark").opens()
    found = {"door": flaws(visitor.page)}
    visitor.enters(ALONE)
    found["home"] = flaws(visitor.page)
    visitor.reflects_until("よかったところがある")
    found["choice"] = flaws(visitor.page)
    visitor.taps("よかったところがある").says("あ" * 501)
    found["refusal"] = flaws(visitor.page)
    visitor.says("「帰り道が好き」と話してくれた").taps("今回は関係しない", "今日はなし", "消す")
    found["delete"] = flaws(visitor.page)
    visitor.says("人に話す")
    found["people"] = flaws(visitor.page)
    assert found == {state: [] for state in found}


def test_what_comes_is_read_out_and_questions_name_the_box(visitor: Visitor) -> None:
    log = visitor.page.get_by_role("log", name="やりとり")
    expect(log).to_have_attribute("aria-live", "polite")
    visitor.reflects_until("つぎへ")
    name = "書くところ 本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。"
    expect(visitor.page.get_by_role("textbox", name=name, exact=True)).to_be_visible()
    expect(visitor.page.get_by_role("status")).to_be_empty()
    assert visitor.page.get_by_role("heading", level=1).all_inner_texts() == ["井戸端とのやりとり"]
