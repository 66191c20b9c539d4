"""What came while no page was open stands on the next load, once, and not beside the same thing on home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.faces.web.client import Browsing, Client
from tests.bot.faces.web.test_streams import STEP, a_week_later, reflects
from tests.bot.trouble import MORNING, Doing, post
from tests.bot.wires import at
from tests.world import ALONE, World, settings_for


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The program with the conversation of the tests in it."""
    world = World(settings_for(tmp_path / "var", "sqlite"), house=Doing().house())
    yield world
    world.close()


def news(client: Client) -> list[list[str]]:
    """Return the paragraphs of each notice that a load shows."""
    found = client.opens().shown["notices"]
    return [[text for card in notice["cards"] for text in card["paragraphs"]] for notice in found]


def test_a_load_shows_what_came_while_no_page_was_open_until_it_was_seen(world: World, browsing: Browsing) -> None:
    subject = post(world, ALONE)
    world.tick()
    client = browsing(world).comes_in(ALONE)
    assert news(client) == [[f"お知らせ {subject}"]]
    # A page that was loaded behind another window has shown nothing yet.
    assert news(client) == [[f"お知らせ {subject}"]]
    assert client.post("/seen", {"cursor": client.shown["cursor"]}).status == 200
    assert news(client) == []


def test_a_letter_that_nobody_saw_is_one_notice(world: World, browsing: Browsing) -> None:
    at(world, "2026-11-24 09:00")
    subjects = [post(world, ALONE, kind=MORNING) for _ in range(2)]
    world.tick()
    greeting = "おはようございます。お知らせは2つです。"
    client = browsing(world).comes_in(ALONE)
    assert news(client) == [[greeting, *(f"お知らせ {subject}" for subject in subjects)]]


def test_what_home_shows_anyway_is_not_shown_twice(world: World, browsing: Browsing) -> None:
    client = reflects(browsing(world).comes_in(ALONE))
    a_week_later(world)
    assert news(client) == []
    assert [card["quote"] for card in client.shown["home"] if card["quote"]] == [STEP]
    world.clock.forward(days=1)
    subject = post(world, ALONE)
    world.tick()
    assert news(client) == [[f"お知らせ {subject}"]]
