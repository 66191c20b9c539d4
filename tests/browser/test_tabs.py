"""Two tabs of the same person, and two people at one machine."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor, Visits
from tests.world import CENTRE

pytestmark = pytest.mark.browser

STALE = "前の画面のボタンでした。いまの様子はこちらです。"


def test_an_answer_in_one_tab_moves_the_other_on(visits: Visits, visitor: Visitor) -> None:
    visitor.reflects_until("つぎへ")
    other = visits.another_tab(visitor).opens().is_home()
    other.writes("書きかけ")
    visitor.says("「帰り道が好き」と話してくれた")
    other.sees("社会モデル（2/2）")
    assert other.log[1:5] == [
        "ここまで",
        "なにについて：面談",
        "本人中心：よかったところがある",
        "本人中心（ひとこと）：「帰り道が好き」と話してくれた",
    ]
    assert other.written == "書きかけ"
    other.taps("今回は関係しない")
    visitor.sees("次の一歩を、1行だけ。")


def test_what_a_tab_has_done_itself_it_does_not_ask_for_again(visits: Visits, visitor: Visitor) -> None:
    other = visits.another_tab(visitor).opens().is_home()
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url.removeprefix(visitor.address)))
    with other.page.expect_response("**/now"):
        visitor.taps("ふりかえり", "3分（2つの視点）", "面談")
    with visitor.page.expect_response("**/now"):
        other.taps("よかったところがある")
    assert asked == ["/event"] * 3 + ["/now"]


def test_a_stale_press_is_answered_politely_with_the_present_question(visits: Visits, visitor: Visitor) -> None:
    visitor.reflects_until("よかったところがある")
    # This tab hears nothing of what happens elsewhere.
    other = visits.another_tab(visitor).holds("**/stream").opens().is_home()
    visitor.taps("これから考えたい")
    other.taps("よかったところがある").sees(STALE)
    assert other.log[-6:] == [
        STALE,
        "ふりかえり 井戸端の中では、あなただけが読めます",
        "本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。",
        "［つぎへ］",
        "［戻る］",
        "［やめる］",
    ]
    other.says("落ち着いて聞けた").sees("社会モデル（2/2）")
    visitor.sees("社会モデル（2/2）")
    visitor.taps("今回は関係しない", "今日はなし")
    assert visitor.log[-6:-4] == ["本人中心：落ち着いて聞けた", "このまま閉じても残ります。"]


def test_when_all_that_was_hers_is_deleted_no_other_tab_shows_any_of_it(visits: Visits, visitor: Visitor) -> None:
    visitor.reflects_until("はじめの画面へ")
    other = visits.another_tab(visitor).expects("status of 401").opens().is_home().taps("これまでのふりかえり")
    other.taps("11月23日（月）　面談").sees("「帰り道が好き」と話してくれた").writes("書きかけ")
    visitor.expects("status of 401").taps(
        "設定", "わたしのデータ", "わたしのデータを消す", "ぜんぶ消す（元に戻せません）"
    )
    gone = "わたしのデータは、別の画面から消されました。この画面には、もう何も残っていません。"
    other.sees(gone)
    assert (other.log, other.lines("#home"), other.told, other.written) == ([], [], [gone], "")
    assert visitor.log == ["＞ぜんぶ消す（元に戻せません）", "ぜんぶ消しました", "いままで、ありがとうございました。"]
    # Where she did it nothing is said that is not so.
    assert visitor.told == []
    visitor.says("まだいます")
    assert visitor.told == [gone]


def test_the_same_press_in_two_tabs_at_once_is_one_answer(visits: Visits, visitor: Visitor) -> None:
    visitor.reflects_until("よかったところがある")
    other = visits.another_tab(visitor).opens().is_home()
    for tab in (visitor, other):
        tab.holds("**/event").button("よかったところがある").click()
    for tab in (visitor, other):
        tab.lets_go()
    for tab in (visitor, other):
        tab.settles().sees("本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。")
        assert tab.log[-3:] == ["［つぎへ］", "［戻る］", "［やめる］"]
        tab.reloads()
        assert tab.log[1:4] == ["ここまで", "なにについて：面談", "本人中心：よかったところがある"]


def test_the_demos_switch_makes_another_person_of_both_tabs(visits: Visits, visitor: Visitor) -> None:
    visitor.reflects_until("つぎへ")
    other = visits.another_tab(visitor).opens().is_home()
    visitor.page.get_by_label("だれとして使いますか").select_option(label=CENTRE)
    expect(visitor.page.locator("#person option:checked")).to_have_text(CENTRE)
    assert visitor.is_home().log == []
    # Nothing of the first person stays in sight where nobody pressed anything.
    expect(other.page.locator("#person option:checked")).to_have_text(CENTRE)
    assert other.is_home().log == []


def test_by_the_keyboard_the_demos_switch_waits_for_its_button(visitor: Visitor) -> None:
    select = visitor.page.get_by_label("だれとして使いますか")
    select.focus()
    visitor.page.keyboard.press("ArrowUp")
    visitor.page.keyboard.press("ArrowUp")
    expect(visitor.page.locator("#person option:checked")).to_have_text("中村 ゆう")
    visitor.page.keyboard.press("Tab")
    assert visitor.focused == "切りかえる"
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.is_home()
    expect(visitor.page.locator("#person option:checked")).to_have_text("中村 ゆう")
