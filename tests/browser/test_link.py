"""A production start, and the personal link: `idobata bring`, `run` and `link` as processes of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, expect

from bot.app import open_stores
from bot.bring import DEMO
from bot.links import make_link
from bot.settings import Settings
from storage import accounts, networks, people, signins
from storage.db import Here, open_database
from tests.browser.looks import flaws
from tests.browser.served import Program
from tests.browser.visitor import Profiles, Visits
from tests.world import ALONE

pytestmark = pytest.mark.browser

DIGITS = [
    "番号（8けたか6けた）",
    "センターから届いた8けたの番号か、ほかのアプリの井戸端で「番号」と書くと出る6けたの番号です。",
    "［番号で入る］",
]


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
def visits(profiles: Profiles, program: Program) -> Iterator[Visits]:
    """Make visitors of the ward."""
    visits = Visits(profiles, program.address)
    yield visits
    assert visits.close() == []


@pytest.fixture
def code(program: Program) -> str:
    """Return a new code of the counsellor who is alone in her office, as another face would show it."""
    stores = open_stores(Settings(var=program.var, database_url=program.database))
    with stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        (person,) = people.by_name(here, ALONE)
        account = accounts.ensure(here, person.id, "web")
        digits = signins.make_code(here, account.id, stores.keys.digest, datetime.now(UTC))
    stores.database.dispose()
    stores.keys.engine.dispose()
    return f"{digits[:3]} {digits[3:]}"


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
        *DIGITS,
    ]
    expect(visitor.page.get_by_role("heading")).to_have_text("はじめに、リンクから入ってください")
    assert visitor.page.locator("button, select, input").count() == 2
    assert flaws(visitor.page) == []


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
    assert second.lines("main")[-3:] == DIGITS
    assert second.page.locator("button").count() == 1
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
    visitor.page.get_by_role("button", name="わかりました、はじめる").click()
    visitor.is_home().sees("きょうは、なにをしますか")


def test_six_digits_bring_her_back_even_without_javascript(browser: Browser, program: Program, code: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="ja-JP")
    page = context.new_page()
    page.goto(program.address)
    for digits in ("000 00", code):
        page.get_by_label("番号（8けたか6けた）").fill(digits)
        page.get_by_role("button", name="番号で入る").click()
    expect(page.locator(".me")).to_have_text("加藤 みのり（相談室 みなも）")
    assert page.url == f"{program.address}/"
    context.close()


def test_digits_that_are_wrong_are_said_beside_their_field(visits: Visits, code: str) -> None:
    visitor = visits().expects("status of 403").opens()
    visitor.page.locator("#code").fill(f"{(int(code.replace(' ', '')) + 1) % 10**6:06}")
    visitor.page.keyboard.press("Enter")
    visitor.sees(
        "この番号では入れませんでした。番号は1回だけ、6けたは10分、8けたは24時間使えます。少し待ってから、新しい番号で試してください。"
    )
    assert (visitor.focused, flaws(visitor.page)) == ("code", [])
    expect(visitor.page.get_by_label("番号（8けたか6けた）")).to_have_accessible_description(
        re.compile("^この番号では")
    )
    visitor.page.keyboard.type(code)
    visitor.page.keyboard.press("Enter")
    visitor.is_home().sees("加藤 みのり（相談室 みなも）")


def test_after_signing_out_nothing_can_be_seen_or_brought_back(visits: Visits, link: str) -> None:
    visitor = visits().opens(link)
    visitor.page.get_by_role("button", name="入る").click()
    visitor.is_home().taps("使い方")
    visitor.page.get_by_role("button", name="出る").click()
    expect(visitor.page.get_by_role("heading")).to_have_text("はじめに、リンクから入ってください")
    assert visitor.page.context.cookies() == []
    visitor.page.go_back()
    expect(visitor.page.get_by_role("heading")).to_have_text("はじめに、リンクから入ってください")


def test_the_demo_starts_with_one_command_and_ends_cleanly(profiles: Profiles, tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.start("--demo")
    visits = Visits(profiles, program.address)
    visitor = visits().chooses(ALONE).reflects_until("はじめの画面へ")
    ways = ["［シートにする（Word）］", "［だれかと分かち合う］", "［はじめの画面へ］", "［消す］"]
    assert visitor.log[-5:] == ["このまま閉じても残ります。", *ways]
    assert visits.close() == []
    assert program.stop() == 0
