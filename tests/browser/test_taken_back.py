"""What somebody had shared leaves the reader's screen when it is taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.served import Served
from tests.browser.visitor import Visitor, Visits
from tests.world import CENTRE

pytestmark = pytest.mark.browser

LINE = "落ち着いて聞けた"


def test_it_leaves_the_screen_of_who_is_just_reading_it(served: Served, visits: Visits, visitor: Visitor) -> None:
    visitor.reflects_until("よかったところがある")
    visitor.taps("よかったところがある").says(LINE).taps("今回は関係しない", "今日はなし")
    visitor.taps("だれかと分かち合う", "個別SVに持っていく", "1を見せる", "つぎへ")
    visitor.says("田中").sees("このまま見えます").taps("見せる")
    reader = visits().enters(CENTRE)
    reader.taps("これまでのふりかえり", "分かち合ってもらったことば", "1を読む").sees(LINE)
    visitor.taps("これまでのふりかえり", "分かち合っているもの", "1を取り下げる")
    served.tick()
    expect(reader.page.get_by_text(LINE)).to_have_count(0)
