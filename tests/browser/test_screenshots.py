"""The README's pictures: each is of a state that the test reaches; SAVE_SHOTS=1 (make shots) saves them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.looks import flaws
from tests.browser.visitor import PHONE, WIDE, Visitor, Visits
from tests.world import ALONE

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parents[2] / "docs" / "shots"
MOST_BYTES = 200_000


def picture(visitor: Visitor, name: str) -> None:
    """Take a picture of what is seen; keep it where that was asked for."""
    # No caret that blinks, no button under a pointer.
    visitor.page.mouse.move(0, 0)
    visitor.page.evaluate("document.fonts.ready")
    assert flaws(visitor.page) == []
    data = visitor.page.screenshot(animations="disabled", caret="hide")
    assert len(data) < MOST_BYTES
    if os.environ.get("SAVE_SHOTS") == "1":
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.png").write_bytes(data)


def test_screenshots_of_a_reflection_on_a_phone(visits: Visits) -> None:
    visitor = visits(PHONE, scale=2).enters(ALONE)
    visitor.sees("きょうは、なにをしますか")
    picture(visitor, "home")
    visitor.reflects_until("今回は関係しない").sees("本人の思いや願いに寄り添い、本人中心の支援を行う")
    picture(visitor, "reflection")
    visitor.taps("よかったところがある").says("「帰り道が好き」と話してくれた").taps("今回は関係しない")
    visitor.says("来週、散歩の道を一緒に歩いてみる").taps("1週間後").sees("このまま閉じても残ります。")
    picture(visitor, "closing")


def test_screenshots_in_the_dark(visits: Visits) -> None:
    visitor = visits(PHONE, scale=2, dark=True).enters(ALONE).reflects_until("今日はなし")
    visitor.sees("次の一歩を、1行だけ。").writes("来週、散歩の道を一緒に歩いてみる")
    picture(visitor, "dark")


def test_screenshots_on_a_wide_screen(visits: Visits) -> None:
    visitor = visits(WIDE).enters(ALONE).reflects_until("つぎへ")
    visitor.says("「帰り道が好き」と話してくれた").sees("社会モデル（2/2）")
    picture(visitor, "wide")
