"""Files on the page: a picture that is also told in words, a paper that is saved, nothing of either left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.bot.faces.papers import DOCX, MISSING, MORE, SAYS, SHEET, TITLE, Makers
from tests.browser.looks import flaws
from tests.browser.served import Served
from tests.browser.visitor import SCREENS, SIZES, Visits, shoot
from tests.world import ALONE

pytestmark = pytest.mark.browser

# Counts the addresses of files that the page holds.
COUNT = """() => {
  window.held = 0;
  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (blob) => { window.held += 1; return createObjectURL.call(URL, blob); };
  URL.revokeObjectURL = (address) => { window.held -= 1; revokeObjectURL.call(URL, address); };
}"""

SIGHT = """(card) => {
  const { top, bottom } = card.getBoundingClientRect();
  return [top, bottom, document.getElementById('composer').getBoundingClientRect().top];
}"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The program with a house that hands out files."""
    served = Served(tmp_path / "var", house=Makers().house())
    yield served
    served.close()


@pytest.mark.parametrize(("size", "light"), SCREENS)
def test_a_picture_is_seen_and_read(visits: Visits, size: str, light: str) -> None:
    visitor = visits(SIZES[size], dark=light == "dark").enters(ALONE).taps("シート", "絵").sees(TITLE)
    image = visitor.page.get_by_role("img", name=SAYS)
    expect(image).to_be_visible()
    assert image.evaluate("node => node.decode().then(() => node.naturalWidth)") > 0
    # However late it has its height, as much of its card as has room is brought into sight.
    card = visitor.page.locator("#log > .card").last
    top, bottom, until = card.evaluate(SIGHT)
    assert bottom <= until or top >= 0
    shoot(visitor, f"picture-{size}-{light}")
    assert flaws(visitor.page) == []
    visitor.page.get_by_text("ことばで読む").press("Enter")
    visitor.sees(SAYS)
    assert visitor.log[-5:] == ["＞絵", TITLE, MORE, SAYS, "［もう一度みる］"]
    assert flaws(visitor.page) == []


def test_a_paper_is_saved_under_its_name_by_the_keyboard(visits: Visits) -> None:
    visitor = visits().enters(ALONE).taps("シート").sees(SHEET)
    link = visitor.page.get_by_role("link", name="振り返り_シート.docx")
    link.focus()
    with visitor.page.expect_download() as saving:
        visitor.page.keyboard.press("Enter")
    assert saving.value.suggested_filename == "振り返り_シート.docx"
    assert saving.value.path().read_bytes() == DOCX
    assert flaws(visitor.page) == []
    shoot(visitor, "paper")


def test_what_cannot_be_made_is_a_sentence_on_its_card(visits: Visits) -> None:
    visitor = visits().enters(ALONE).taps("こわれた").sees("ひとつめ").sees(MISSING).sees("ふたつめ")
    expect(visitor.page.get_by_role("link", name="よい.docx")).to_be_visible()


def test_what_leaves_the_page_is_given_back(visits: Visits) -> None:
    visitor = visits().enters(ALONE)
    visitor.page.evaluate(COUNT)
    visitor.taps("シート", "シート").sees(SHEET)
    assert visitor.page.evaluate("window.held") == 1
    visitor.taps("消す").sees("消しました。")
    assert visitor.page.evaluate("window.held") == 0
    assert visitor.page.locator(".file").count() == 0
