"""A production start, and the personal link: `idobata bring`, `run` and `link` as processes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, expect

from bot.bring import DEMO
from bot.links import make_link
from storage.db import open_database
from tests.browser.served import Program
from tests.browser.visitor import Visits
from tests.world import ALONE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A ward's own Idobata, brought in from a file and running."""
    folder = tmp_path_factory.mktemp("ward")
    ward = folder / "ward.toml"
    ward.write_text(DEMO.read_text().replace("invented = true\n", ""))
    program = Program(folder)
    program.command("bring", str(ward))
    program.start()
    yield program
    assert program.stop() == 0


@pytest.fixture
def visits(browser: Browser, program: Program) -> Iterator[Visits]:
    """Make visitors of the ward."""
    visits = Visits(browser, program.address)
    yield visits
    assert visits.close() == []


@pytest.fixture
def link(program: Program) -> str:
    """Return a new link of the counsellor who is alone in her office."""
    database = open_database(program.database)
    token = make_link(database, ALONE)
    database.dispose()
    return f"{program.address}/in/{token}"


def test_without_a_link_there_is_a_sentence_and_no_choice_of_people(visits: Visits) -> None:
    visitor = visits().opens()
    assert visitor.lines("main") == [
        "井戸端",
        "ここは、リンクを受け取った方の画面です。リンクは1回だけ使えます。入り直すときは、新しいリンクをセンターに頼んでください。",
    ]
    expect(visitor.page.get_by_role("heading")).to_have_text("はじめに、リンクから入ってください")
    assert visitor.page.locator("button, select, input").count() == 0


def test_looking_uses_nothing_up_and_the_button_signs_in(program: Program, visits: Visits) -> None:
    link = program.command("link", ALONE).split()[-1]
    visitor = visits().opens(link).opens(link)
    visitor.sees("この端末で入ります。入ると、このリンクはもう使えません。ほかの人に渡さないでください。")
    assert [cookie["name"] for cookie in visitor.page.context.cookies()] == []
    visitor.page.get_by_role("button", name="入る").click()
    visitor.is_home().sees("加藤 みのり（相談室 みなも）")
    [cookie] = visitor.page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("idobata", True, "Lax")
    assert visitor.page.locator("#person").count() == 0
    assert visitor.page.url == f"{visitor.address}/"


def test_the_second_use_of_a_link_says_so_kindly(visits: Visits, link: str) -> None:
    first, second = visits(), visits().expects("status of 404")
    first.opens(link)
    second.opens(link)
    first.page.get_by_role("button", name="入る").click()
    first.is_home()
    second.page.get_by_role("button", name="入る").click()
    expect(second.page.get_by_role("heading")).to_have_text("このリンクからは入れません")
    second.sees("リンクは1回だけ、7日のあいだ使えます。新しいリンクを、センターに頼んでください。")
    assert second.page.locator("button").count() == 0
    # Who is in already and presses the old link once more is simply in.
    first.opens(link).is_home()
    assert first.page.url == f"{first.address}/"


def test_a_link_scanner_that_looks_first_takes_nothing_away(visits: Visits, link: str) -> None:
    for method in ("HEAD", "GET", "GET"):
        with urlopen(Request(link, method=method)) as answer:
            assert answer.status == 200
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(link, method="POST"))
    refused.value.close()
    assert refused.value.code == 403
    visitor = visits().opens(link)
    visitor.page.get_by_role("button", name="入る").click()
    visitor.is_home().sees("きょうは、なにをしますか")


def test_after_signing_out_nothing_can_be_seen_or_brought_back(visits: Visits, link: str) -> None:
    visitor = visits().opens(link)
    visitor.page.get_by_role("button", name="入る").click()
    visitor.is_home().taps("使い方")
    visitor.page.get_by_role("button", name="出る").click()
    expect(visitor.page.get_by_role("heading")).to_have_text("はじめに、リンクから入ってください")
    assert visitor.page.context.cookies() == []
    visitor.page.go_back()
    expect(visitor.page.get_by_role("heading")).to_have_text("はじめに、リンクから入ってください")


def test_the_demo_starts_with_one_command_and_ends_cleanly(browser: Browser, tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.start("--demo")
    visits = Visits(browser, program.address)
    visitor = visits().enters(ALONE).reflects_until("はじめの画面へ")
    assert visitor.log[-3:] == ["このまま閉じても残ります。", "［はじめの画面へ］", "［消す］"]
    assert visits.close() == []
    assert program.stop() == 0
