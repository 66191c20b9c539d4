"""The sheet and the flower at the page: one is saved, the other is looked at, on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.looks import flaws
from tests.browser.visitor import Visitor, shoot
from tests.word import open_word

pytestmark = pytest.mark.browser

SAYS = (
    "8月25日（火）からあとに見た視点：本人中心、社会モデル。"
    "これからの視点：エンパワメント、権利擁護、地域に根ざす、意思決定。"
    "まだの視点は、次の3分で先に選ばれます。"
)


def test_a_reflection_is_saved_as_a_sheet_and_seen_as_a_flower(visitor: Visitor) -> None:
    visitor.reflects_until("シートにする（Word）").taps("シートにする（Word）")
    link = visitor.page.get_by_role("link", name="ふりかえりのシート 令和8年11月23日（月）.docx")
    with visitor.page.expect_download() as saving:
        link.click()
    word = open_word(saving.value.path().read_bytes())
    assert saving.value.suggested_filename == "ふりかえりのシート 令和8年11月23日（月）.docx"
    assert "「帰り道が好き」と話してくれた" in word.lines
    assert flaws(visitor.page) == []
    shoot(visitor, "sheet")

    visitor.taps("はじめの画面へ", "これまでのふりかえり", "どの視点を見たか")
    flower = visitor.page.get_by_role("img", name=SAYS)
    expect(flower).to_be_visible()
    assert flower.evaluate("node => node.decode().then(() => [node.naturalWidth, node.naturalHeight])") == [960, 760]
    assert flaws(visitor.page) == []
    shoot(visitor, "flower")
