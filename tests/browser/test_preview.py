"""`idobata preview`: every scene on one page that opens from a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.preview import scenes, write
from tests.browser.looks import flaws
from tests.browser.visitor import SMALL, WIDE, Profiles, Visits

pytestmark = pytest.mark.browser


@pytest.fixture
def visits(profiles: Profiles) -> Iterator[Visits]:
    """Make visitors who need no program."""
    visits = Visits(profiles, "")
    yield visits
    assert visits.close() == []


def test_the_preview_opens_from_a_file_and_shows_every_scene(visits: Visits, tmp_path: Path) -> None:
    out = tmp_path / "preview.html"
    count = write(out)
    visitor = visits(WIDE)
    # All scenes at once are more than any page that people wait for.
    visitor.page.set_default_timeout(60_000)
    visitor.opens(out.as_uri())
    frames = visitor.page.locator(".frame")
    acts = [shot.act for shot in scenes()]
    assert frames.locator("h2").all_inner_texts() == [f"{place}　{act}" for place, act in enumerate(acts, start=1)]
    assert len(acts) == count
    # Each shows something beneath its name.
    assert frames.filter(has=visitor.page.locator(".card:visible")).count() == count
    assert flaws(visitor.page, SMALL) == []
    # Nothing is behind the buttons, and pressing one is no error.
    visitor.page.locator(".frame button:visible").first.click()
    visitor.page.locator(".frame button:visible").last.click()
