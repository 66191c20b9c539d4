"""The HTML: nothing that anybody wrote is ever markup, and no name leads out of the page's folder."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.bring import bring, read_file
from bot.faces.web import pages
from tests.bot.faces.web.client import Browsing, Client, link_for
from tests.handlers.network.steps import changed_by_other
from tests.world import ALONE, START, World, settings_for

EVIL = "</title><script>alert(1)</script><b x='\"&amp;"
NOTHING = (404, "ここには何もありません。はじめの画面を開き直してください。")


class Tags(HTMLParser):
    """Collects the tags, attributes and texts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[World]:
    """The demo with a person and an office whose names try to be markup."""
    settings = settings_for(tmp_path / "var", "sqlite")
    world = World(settings)
    name = json.dumps(EVIL)
    text = f"invented = true\n[network]\nname = 'みほん区'\n[[offices]]\nname = {name}\n"
    text += f"[[people]]\nname = {name}\noffice = {name}\n"
    path = tmp_path / "evil.toml"
    path.write_text(text, encoding="utf-8")
    bring(world.app.stores.database, read_file(path), START)
    yield world
    world.close()


def test_a_name_that_tries_to_be_markup_is_text(hostile: World, browsing: Browsing) -> None:
    client = browsing(hostile)
    door = Tags(client.get("/").text)
    client.comes_in(EVIL)
    inside = Tags(client.get("/").text)
    for page in (door, inside):
        assert ("b" in page.tags, "x" in dict(page.attributes)) == (False, False)
        assert "".join(page.texts).count(EVIL) >= 1
        assert [text for text in page.texts if text.strip() == "alert(1)"] == []
    assert door.tags.count("script") == 0
    assert (inside.tags.count("script"), dict(inside.attributes)["label"]) == (2, EVIL)
    assert client.post("/now").json["me"] == f"{EVIL}（{EVIL}）"


def test_no_page_has_script_or_style_of_its_own(browser: Client) -> None:
    found = [browser.get("/").text, browser.get(f"/in/{link_for(browser.world, ALONE)}").text]
    found.append(browser.comes_in(ALONE).get("/").text)
    for page in map(Tags, found):
        assert [name for name, _ in page.attributes if name.startswith("on") or name == "style"] == []
        assert "style" not in page.tags
    inline = re.findall(r"<script(?![^>]* src=)[^>]*>", found[-1])
    assert inline == ['<script type="application/json" id="words">']


def test_the_words_of_the_page_cannot_end_their_block(browser: Client) -> None:
    page = browser.comes_in(ALONE).get("/").text
    block = re.findall(r'<script type="application/json" id="words">(.*?)</script>', page, re.S)
    assert len(block) == 1
    words = json.loads(block[0])
    assert (len(words) >= 10, sorted({id.rpartition("-page-")[0] for id in words})) == (True, ["web"])
    assert "<" not in block[0]


def test_no_slot_of_a_template_is_left_open(browser: Client) -> None:
    found = [browser.get("/").text, browser.get("/in/wrong").text, browser.comes_in(ALONE).get("/").text]
    assert [re.findall(r"\{\{|\}\}", page) for page in found] == [[], [], []]


NAMES = (
    "index.html",
    "sign.html",
    "nothing.js",
    ".js",
    "app.js/",
    "app.JS",
    "%61pp.js%00",
    "%00.js",
    "%2e%2e%2fface.py",
    "..%2fface.py",
    "..%2f..%2f..%2fapp.py",
    "..%5cface.py",
    "%2fetc%2fpasswd",
    "%2fetc%2fpasswd.js",
    "%2e%2e",
    "%ed%a0%80.js",
    "%ff.js",
    "a" * 300 + ".js",
    "a" * 7000 + ".js",
    "app.js%3fx",
    "~",
    "*",
)


def test_no_name_leads_out_of_the_folder(browser: Client) -> None:
    found = [(name, *browser.get(f"/page/{name}").problem) for name in NAMES]
    assert found == [(name, *NOTHING) for name in NAMES]


def test_what_the_pages_name_is_there_with_its_type(browser: Client) -> None:
    found = [browser.get("/").text, browser.comes_in(ALONE).get("/").text]
    named = sorted({path for page in found for path in re.findall(r'(?:src|href)="(/page/[^"]+)"', page)})
    types = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
    assert len(named) >= 4
    for path in named:
        got = browser.get(path)
        assert (got.status, got.headers["Content-Type"]) == (200, f"{types[Path(path).suffix]}; charset=utf-8")
        assert got.body == (pages.FOLDER / Path(path).name).read_bytes()


def test_what_the_page_says_beside_each_question_is_said_in_the_wards_own_words(
    browsers: Callable[[], Client], world: World
) -> None:
    browser = browsers()
    browser.form("/demo/person", {"person": world.person(ALONE)})
    assert "井戸端の中では、あなただけが読めます" in browser.get("/").text
    changed_by_other(world, "term.well", "ひろば")
    page = browser.get("/").text
    assert ("ひろばの中では、あなただけが読めます" in page, "井戸端の中では" in page) == (True, False)
