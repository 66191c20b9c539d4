"""What somebody had shared leaves the reader's screen when it is taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.served import Served
from tests.browser.visitor import Visitor, Visits
from tests.world import CENTRE

pytestmark = pytest.mark.browser

LINE = "落ち着いて聞けた"


def shares(visitor: Visitor) -> None:
    """Let her show a line of a reflection to the one who leads the supervision."""
    visitor.reflects_until("よかったところがある")
    visitor.taps("よかったところがある").says(LINE).taps("今回は関係しない", "今日はなし")
    visitor.taps("だれかと分かち合う", "個別SVに持っていく", "1を見せる", "つぎへ")
    visitor.says("田中").sees("このまま見えます").taps("見せる")


def reads(reader: Visitor) -> Visitor:
    """Let the other one read it."""
    return reader.taps("これまでのふりかえり", "分かち合ってもらったことば", "1を読む").sees(LINE)


def takes_back(visitor: Visitor) -> None:
    """Let her take it back."""
    visitor.taps("これまでのふりかえり", "分かち合っているもの", "1を取り下げる")


def test_it_leaves_the_screen_of_who_is_just_reading_it(served: Served, visits: Visits, visitor: Visitor) -> None:
    shares(visitor)
    reader = reads(visits().enters(CENTRE))
    takes_back(visitor)
    served.tick()
    expect(reader.page.get_by_text(LINE)).to_have_count(0)


def test_it_leaves_with_the_answer_to_whatever_is_pressed_on_a_page_that_hears_nothing(
    visits: Visits, visitor: Visitor
) -> None:
    shares(visitor)
    reader = reads(visits().holds("**/stream").enters(CENTRE))
    takes_back(visitor)
    reader.taps("使い方")
    assert [line for line in reader.log if LINE in line] == []
