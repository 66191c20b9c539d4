"""What the guard asks stands on the page, also after it was loaded anew; what was masked is nowhere on it any more."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.handlers.asking.steps import GUARD, LOOK, MASK, MASKED, MEND, POST, POSTED, TYPED

pytestmark = pytest.mark.browser


def test_it_stands_there_after_a_reload_and_goes_when_it_was_chosen(visitor: Visitor) -> None:
    page = visitor.page
    visitor.taps("井戸端", "聞く")
    page.locator("#log textarea").fill(TYPED)
    page.locator("#log").get_by_role("button", name="送る").click()
    visitor.settles().sees(GUARD)
    for _ in range(2):
        visitor.reloads().sees(GUARD)
        expect(page.get_by_text(GUARD)).to_have_count(1)
    visitor.taps(MASK).sees(LOOK)
    expect(page.get_by_text("山田")).to_have_count(0)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    visitor.settles()
    expect(page.get_by_text(MASKED)).to_have_count(1)
    visitor.reloads().sees(MASKED)
    expect(page.get_by_text(LOOK)).to_have_count(1)
    visitor.taps(POST).sees(POSTED)
    expect(page.get_by_text("山田")).to_have_count(0)


def test_a_page_that_mends_begins_with_what_was_kept_wherever_it_was_typed(visitor: Visitor) -> None:
    page = visitor.page
    box = page.locator("#log textarea")
    visitor.taps("井戸端", "聞く")
    box.fill(TYPED)
    page.locator("#log").get_by_role("button", name="送る").click()
    visitor.settles().taps(MASK, MEND)
    expect(box).to_have_value(MASKED)
    visitor.says(f"{MASKED}。").taps(MEND)
    expect(box).to_have_value(f"{MASKED}。")
