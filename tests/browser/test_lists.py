"""Lists and files on the page: a list that is searched, buttons in the chat, a file that is read where it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from tests.bot.faces.lists import ASK, BRING, Lists, people
from tests.bot.faces.test_lists import MORE, SEVERAL
from tests.bot.faces.test_uploads import LARGE, SAID, TAKEN, UNREAD, WRONG
from tests.browser.looks import flaws
from tests.browser.served import Served
from tests.browser.visitor import SCREENS, SIZES, Visitor, Visits, shoot
from tests.world import ALONE

pytestmark = pytest.mark.browser


@pytest.fixture(params=[500])
def served(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    """The program with a house that has lists of so many people, and asks for a file."""
    served = Served(tmp_path / "var", house=Lists(people(request.param)).house())
    yield served
    served.close()


def sends(visitor: Visitor) -> Visitor:
    """Press the form's own button."""
    visitor.page.locator("#log").get_by_role("button", name="送る", exact=True).last.click()
    return visitor.settles()


def shown(visitor: Visitor) -> list[str]:
    """Return what the list holds."""
    return visitor.page.get_by_role("combobox", name=ASK).locator("option").all_inner_texts()


def file(name: str, data: bytes) -> FilePayload:
    """Return a file to choose."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


@pytest.mark.parametrize(("size", "light"), SCREENS)
def test_a_long_list_is_searched_by_the_keyboard(visits: Visits, size: str, light: str) -> None:
    visitor = visits(SIZES[size], dark=light == "dark").enters(ALONE).taps("えらぶ").sees(ASK)
    assert len(shown(visitor)) == 501
    box = visitor.page.get_by_role("searchbox")
    box.fill("田　中４９")
    assert shown(visitor) == ["選んでください", "田中 492", "田中 495", "田中 498"]
    expect(visitor.page.get_by_role("status").filter(has_text="3件")).to_be_visible()
    shoot(visitor, f"list-{size}-{light}")
    assert flaws(visitor.page) == []
    # Enter narrows, it does not send.
    box.press("Enter")
    assert visitor.page.evaluate("document.activeElement.tagName") == "SELECT"
    visitor.page.keyboard.press("ArrowDown")
    visitor.page.get_by_role("combobox", name=ASK).select_option(label="田中 495")
    # What was chosen stays in the list, whatever is searched next.
    box.fill("佐藤 001")
    assert shown(visitor) == ["選んでください", "佐藤 001", "田中 495"]
    sends(visitor).sees("どうして。")
    visitor.page.get_by_role("textbox", name="どうして。").fill("なんとなく")
    sends(visitor).sees("えらびました").sees("田中 495")


@pytest.mark.parametrize("served", [20], indirect=True)
def test_a_short_list_is_only_a_list(visits: Visits) -> None:
    visitor = visits().enters(ALONE).taps("えらぶ").sees(ASK)
    assert (len(shown(visitor)), visitor.page.get_by_role("searchbox").count()) == (21, 0)
    sends(visitor).sees("どれか1つを選んでください。")
    chooser = visitor.page.get_by_role("combobox", name=ASK)
    assert chooser.get_attribute("aria-invalid") == "true"
    assert visitor.page.evaluate("document.activeElement.tagName") == "SELECT"
    assert flaws(visitor.page) == []
    chooser.select_option(label="田中 003")
    sends(visitor).sees("どうして。").taps("戻る").sees(ASK)
    assert visitor.page.get_by_role("combobox", name=ASK).input_value() == "p-003"


def test_in_the_chat_typing_narrows_the_buttons(visits: Visits) -> None:
    visitor = visits().enters(ALONE).taps("ゆっくり").sees(MORE)
    assert visitor.page.locator("#log .options button").count() == 8
    visitor.says("田中").sees(SEVERAL)
    assert visitor.page.locator("#log .options button").first.inner_text() == "田中 003"
    assert visitor.written == "田中"
    shoot(visitor, "narrowed")
    assert flaws(visitor.page) == []
    visitor.says("田中 498").sees("どうして。").taps("戻る").sees(ASK)
    assert visitor.page.locator("#log .options button").all_inner_texts()[:2] == ["田中 498", "佐藤 001"]
    # Nobody is shown a key.
    assert visitor.written == ""
    visitor.taps("佐藤 001").says("なんとなく").sees("えらびました")


def test_a_file_is_read_here_and_refused_beside_its_field(visits: Visits) -> None:
    visitor = visits().enters(ALONE).taps("渡す").sees(BRING)
    chooser = visitor.page.locator("input[type=file]")
    assert flaws(visitor.page) == []
    sent: list[str] = []
    visitor.page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/event") else None)
    bad = [("写真.png", b"\x89PNG", WRONG), ("大.toml", b"x" * 301, LARGE), ("古.toml", SAID.encode("cp932"), UNREAD)]
    for name, data, said in bad:
        chooser.set_input_files(file(name, data))
        sends(visitor).sees(said)
        assert chooser.get_attribute("aria-invalid") == "true"
    shoot(visitor, "file-refused")
    assert flaws(visitor.page) == []
    # Nothing of them has left the machine.
    assert sent == []
    chooser.set_input_files(file("よい.toml", "x\nだめ".encode()))
    sends(visitor).sees("2行目を直してください。")
    chooser.set_input_files(file("わたしの.TOML", ("\ufeff" + SAID).encode()))
    sends(visitor).sees(TAKEN)
    assert visitor.page.locator("blockquote").inner_text() == SAID


def test_sending_without_a_file_says_what_is_missing(visits: Visits) -> None:
    sends(visits().enters(ALONE).taps("渡す").sees(BRING)).sees(WRONG)
