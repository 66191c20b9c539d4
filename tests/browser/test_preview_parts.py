"""What the preview draws of files and of fields: as each platform would show them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.screens import page
from handlers.kit.cards import Card, File
from handlers.kit.forms import Form, Page
from handlers.kit.turn import Scene
from messages.words import given, words_of
from tests.bot.faces.lists import Lists, people
from tests.bot.faces.papers import DOCX, SAYS, SVG, png
from tests.browser.looks import flaws
from tests.browser.visitor import WIDE, Profiles, Visits

pytestmark = pytest.mark.browser

LISTS = Lists(people(120))
PICTURE = File(given("みた視点"), given(SAYS), {"svg": lambda: SVG, "png": lambda: png(40, 40)})
PAPER = File(given("シート"), given("Wordです。"), {"docx": lambda: DOCX})


def asked(form: Form) -> Scene:
    """Return a scene that asks for what the form asks first."""
    return Scene(page=Page("AAAAAAAAAAAAAAAAAAAAAA", 1, form, form.page({}, True)))


SCENES = [
    ("絵", Scene(cards=(Card(title=given("みた視点"), file=PICTURE),))),
    ("紙", Scene(cards=(Card(title=given("シート"), file=PAPER),))),
    ("一覧", asked(LISTS.form(slow=False))),
    ("ゆっくり", asked(LISTS.form(slow=True))),
    ("渡す", asked(LISTS.file())),
]


@pytest.fixture
def visits(profiles: Profiles) -> Iterator[Visits]:
    """Make visitors who need no program."""
    visits = Visits(profiles, "")
    yield visits
    assert visits.close() == []


def test_files_and_fields_are_drawn_as_each_platform_shows_them(visits: Visits, tmp_path: Path) -> None:
    out = tmp_path / "preview.html"
    out.write_text(page(SCENES, words_of()), encoding="utf-8")
    visitor = visits(WIDE).opens(out.as_uri())
    frames = visitor.page.locator(".frame")
    assert frames.count() == len(SCENES)
    images = visitor.page.locator("img")
    assert images.evaluate_all("all => Promise.all(all.map((one) => one.decode().then(() => one.naturalWidth)))")
    drawn = {
        face: [frames.nth(n).locator(f".{face}") for n in range(len(SCENES))] for face in ("web", "telegram", "slack")
    }
    assert [drawn[face][0].locator("img").count() for face in drawn] == [1, 1, 1]
    assert [drawn[face][1].locator("a[download]").inner_text().split()[0] for face in drawn] == ["シート.docx"] * 3
    # Slack opens a modal for the card, and says where its file is.
    assert "ファイルは「メッセージ」に届きます。" in drawn["slack"][0].inner_text()
    assert drawn["web"][2].locator("option").count() == 121
    assert drawn["slack"][2].locator(".box").inner_text() == "佐藤 001 ▾"
    assert [drawn[face][3].get_by_text("佐藤 008").count() for face in drawn] == [1, 1, 1]
    assert [drawn[face][3].get_by_text("佐藤 010").count() for face in drawn] == [0, 0, 0]
    assert (drawn["web"][4].locator("input[type=file]").count(), drawn["slack"][4].locator(".box").count()) == (1, 1)
    if folder := os.environ.get("LOOK"):
        visitor.page.screenshot(path=f"{folder}/preview.png", full_page=True)
    assert flaws(visitor.page) == []
