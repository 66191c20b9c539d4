"""Bad input and bad days over real HTTP: one clear sentence, nothing lost, nothing half done, and it goes on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, create_engine, event, text

from bot.app import build_house
from handlers.kit.cards import Button, Card
from handlers.kit.fields import Choice, Option, Text
from handlers.kit.forms import Form
from handlers.kit.house import Conversation, FormKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from messages.words import given
from tests.bot.faces.web.client import Client, Got, link_for
from tests.bot.trouble import rows
from tests.handlers.training.steps import TELL
from tests.world import ALONE, World, settings_for

pytestmark = [pytest.mark.slow, pytest.mark.each_database]

NOT_NOW = "いまは開けませんでした。何も変わっていません。少し待って、もう一度押してください。"
LATER = (503, "いま保存できませんでした。書いた文はこの画面に残っています。少し待って、もう一度送ってください。")
ENDED = (
    401,
    "入り直しが必要になりました。書いた内容は、この画面に残っています。続けるには、新しいリンクをセンターに頼んでください。",
)
NOT_KNOWN = "その言葉は、分かりませんでした。残していません。したいことは、下から選べます。"
STALE = "前の画面のボタンでした。いまの様子はこちらです。"
FAMILY = "👩‍👩‍👧‍👦"


@pytest.fixture
def browser(world: World) -> Iterator[Client]:
    """A browser in which she is asked for a line."""
    client = Client(world).comes_in(ALONE)
    client.tap("ふりかえり").tap("3分（2つの視点）").tap("面談").tap("よかったところがある")
    yield client
    assert client.get("/healthz").json == {"ok": True}
    client.close()


def line(browser: Client) -> dict[str, Any]:
    """Return what a page sends for the line that is asked for, without its text."""
    page = browser.shown["page"]
    return {"draft": page["draft"], "version": page["version"], "name": page["fields"][0]["name"]}


def act(asked: dict[str, Any], answer: str) -> dict[str, Any]:
    """Return the event of a page that answers what was asked."""
    return {"draft": asked["draft"], "version": asked["version"], "answers": {asked["name"]: answer}}


def kept(browser: Client) -> list[list[str]]:
    """Return what is kept of the page in hand, as a new load shows it."""
    recap: list[list[str]] = browser.opens().shown["page"]["recap"]
    return recap[2:]


AS_READ = (
    (FAMILY * 100, FAMILY * 100),
    ("🏳️‍🌈 ☎️ 1️⃣ 🇯🇵", "🏳️‍🌈 ☎️ 1️⃣ 🇯🇵"),
    ("か\u3099き\u309aく", "がき\u309aく"),
    ("葛\U000e0100城", "葛\U000e0100城"),
    ("a\0b\x1b[31mc\x7f", "ab[31mc"),
    ("a\ud800b\udfffc", "abc"),
    ("\u202eabc\u202c \u200fשלום\u200e \u2066x\u2069", "abc שלום x"),
    ("\ufeff一行め\r\n二行め\r三行め\u2028", "一行め\n二行め\n三行め"),
    ("  \u3000前後\u3000 ", "前後"),
    ("<b>&amp;</b>{ $x }%s\\u0041", "<b>&amp;</b>{ $x }%s\\u0041"),
    ("あ" * 500, "あ" * 500),
    ("𠮷" * 500, "𠮷" * 500),
)
NOTHING = ("", " \u3000\n", "\0", "\ud800", "\u200b\u200d\ufeff", "\u202e\u202c")
TOO_LONG = (("あ" * 501, 501), ("あ" * 10_000, 10_000), (FAMILY * 501, None), ("e" + "\u0301" * 10_000, None))


def test_a_line_is_kept_as_people_read_it(browser: Client) -> None:
    for written, read in AS_READ:
        browser.sends(act(line(browser), written))
        assert [value for _, value in kept(browser)] == [read]
        browser.tap("戻る")


def test_a_line_that_shows_nothing_is_no_line(browser: Client) -> None:
    for nothing in NOTHING:
        asked = line(browser)
        browser.sends(act(asked, nothing))
        assert (line(browser)["name"] == asked["name"], kept(browser)) == (False, [])
        browser.tap("戻る")


def test_a_line_that_is_too_long_comes_back_whole_and_nothing_moves(browser: Client) -> None:
    sentence = "500字までです（いま{}字）。短くして、もう一度送ってください。書いた文はそのまま残っています。"
    before = browser.opens().shown
    for long, size in TOO_LONG:
        (field,) = browser.sends(act(line(browser), long)).shown["page"]["fields"]
        assert field["value"] == long
        assert field["problem"] == sentence.format(size) if size else field["problem"].startswith("500字までです（いま")
        assert browser.opens().shown == before
    browser.sends(act(line(browser), "短く"))
    assert [value for _, value in kept(browser)] == ["短く"]


def test_ten_thousand_characters_at_the_door_lead_home(browser: Client) -> None:
    something = ("あ" * 10_000, FAMILY * 1000, "/" * 10_000)
    # What no letter is left of.
    nothing = ("\ud800" * 10_000, "\0" * 100, "", " ", "\u202e" * 50)
    for typed in something + nothing:
        browser.tap("やめる") if browser.opens().shown["page"] else None
        *said, draft, home = browser.sends({"say": typed}).shown["cards"]
        assert [card["paragraphs"] for card in said] == [[NOT_KNOWN]] * (typed in something)
        assert [draft["title"], home["title"]] == ["ふりかえりの書きかけがあります", "きょうは、なにをしますか"]


def test_a_button_of_a_former_version_shows_where_she_stands(browser: Client) -> None:
    old = line(browser)
    browser.sends(act(old, "はじめの行"))
    now = browser.shown["page"]
    for former in (
        act(old, "おくれた行"),
        {"tap": f"skip:{old['draft']}:{old['version']}"},
        {"tap": f"pick.good:{old['draft']}:1"},
    ):
        reply = browser.sends(former).shown
        assert [card["paragraphs"] for card in reply["cards"]] == [[STALE]]
        assert reply["page"] == now
    assert [value for _, value in kept(browser)] == ["はじめの行"]


def test_a_session_that_ended_in_the_middle_loses_nothing(browser: Client) -> None:
    browser.sends(act(line(browser), "書いた行"))
    page = browser.shown["page"]
    browser.form("/out")
    assert browser.event({"tap": f"skip:{page['draft']}:{page['version']}"}).problem == ENDED
    browser.comes_in(ALONE)
    assert browser.shown["page"] == page
    assert [value for _, value in kept(browser)] == ["書いた行"]


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[tuple[Client, list[Text | Choice]]]:
    """A browser, and the fields of a form that the test may change under a live draft."""
    fields: list[Text | Choice] = [
        Text(name="where", ask=given("どこで？")),
        Choice(
            name="kind", ask=given("どれ？"), options=(Option("good", given("よい")), Option("bad", given("いま一つ")))
        ),
        Text(name="more", ask=given("ほかに？")),
    ]

    def submit(_turn: Turn, filled: Filled) -> Reply:
        return Reply(cards=(Card(paragraphs=(given(json.dumps(dict(filled.answers), ensure_ascii=False)),)),))

    talk = Conversation(
        "survey",
        lambda _turn: (Button(given("アンケート"), "survey"),),
        {"survey": lambda _turn, _id: Reply(ask=Ask("survey", {}))},
        forms={
            "survey": FormKind(
                lambda _house, _params: Form(given("アンケート"), tuple(fields), one_by_one=True), submit
            )
        },
    )
    house = build_house()
    world = World(
        settings_for(tmp_path / "var", "sqlite"), house=replace(house, conversations=(*house.conversations, talk))
    )
    client = Client(world).comes_in(ALONE)
    yield client, fields
    assert client.get("/healthz").json == {"ok": True}
    client.close()
    world.close()


def asks(browser: Client) -> list[str]:
    """Return what is asked."""
    return [field["ask"] for field in browser.shown["page"]["fields"]]


def test_a_field_that_is_gone_takes_only_its_own_answer_with_it(changing: tuple[Client, list[Any]]) -> None:
    browser, fields = changing
    browser.tap("アンケート").writes("集会所").tap("よい")
    assert asks(browser) == ["ほかに？"]
    old = line(browser)
    fields[:] = [fields[0], Text(name="new", ask=given("あたらしく？")), fields[1]]
    reply = browser.sends(act(old, "むかしの答え")).shown
    assert [card["paragraphs"] for card in reply["cards"]] == [[STALE]]
    assert asks(browser) == ["あたらしく？"]
    assert browser.opens().shown["page"]["recap"] == [["どこで？", "集会所"], ["どれ？", "よい"]]
    said = browser.writes("はい").shown["cards"][0]["paragraphs"]
    assert [json.loads(text) for text in said] == [{"where": "集会所", "kind": "good", "new": "はい"}]


def test_an_option_that_is_gone_is_asked_for_again_and_a_shorter_field_keeps_what_is_there(
    changing: tuple[Client, list[Any]],
) -> None:
    browser, fields = changing
    browser.tap("アンケート").writes("集会所のとなりの家")
    page = browser.shown["page"]
    fields[0] = replace(fields[0], most=3)
    fields[1] = replace(fields[1], options=(Option("good", given("よい")), Option("new", given("あたらしい"))))
    reply = browser.sends({"tap": f"pick.bad:{page['draft']}:{page['version']}"}).shown
    (field,) = reply["page"]["fields"]
    assert (field["problem"], [option["key"] for option in field["options"]]) == (
        "どれか1つを選んでください。",
        ["good", "new"],
    )
    assert browser.tap("あたらしい").shown["page"]["recap"] == [
        ["どこで？", "集会所のとなりの家"],
        ["どれ？", "あたらしい"],
    ]


def test_a_form_that_is_gone_altogether_leaves_the_rest_as_it_was(changing: tuple[Client, list[Any]]) -> None:
    browser, _ = changing
    browser.tap("アンケート").writes("集会所")
    old = line(browser)
    browser.world.house = build_house()
    browser.world.restart()
    assert browser.opens().shown["page"] is None
    reply = browser.sends({"tap": f"pick.good:{old['draft']}:{old['version']}"}).shown
    assert [card["paragraphs"] for card in reply["cards"]] == [[STALE], [TELL]]
    browser.tap("ふりかえり").tap("3分（2つの視点）")
    assert asks(browser) == ["なにについて？"]
    assert rows(browser.world, "SELECT count(*) FROM drafts") == [(2,)]


def counts(world: World) -> list[tuple[object, ...]]:
    """Return how many rows there are of what an event writes."""
    return rows(world, "SELECT (SELECT count(*) FROM inbox), (SELECT sum(version) FROM drafts)")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Client]:
    """The same as `browser`, on SQLite, with a program that waits for a lock a tenth of a second only."""
    monkeypatch.setattr("storage.db.BUSY_MS", 100)
    world = World(settings_for(tmp_path / "var", "sqlite"))
    client = Client(world).comes_in(ALONE)
    client.tap("ふりかえり").tap("3分（2つの視点）").tap("面談").tap("よかったところがある")
    yield client
    client.close()
    world.close()


def locked(world: World) -> Callable[[], None]:
    """Lock the database from outside; return what unlocks it."""
    engine = create_engine(f"sqlite:///{world.settings.var / 'idobata.db'}", isolation_level=None)
    other = engine.connect()
    other.exec_driver_sql("BEGIN IMMEDIATE")

    def unlock() -> None:
        other.exec_driver_sql("ROLLBACK")
        other.close()
        engine.dispose()

    return unlock


def full(world: World) -> Callable[[], None]:
    """Let the database have no room for another page; return what gives it room."""
    engine = world.app.stores.database.writer
    # Migrations have left pages that could be used again.
    with closing(sqlite3.connect(str(engine.url.database))) as connection:
        connection.execute("VACUUM")

    def no_room(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        free = connection.exec_driver_sql("PRAGMA freelist_count").scalar()
        assert free == 0

    def room(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")

    event.listen(engine, "begin", no_room)

    def more() -> None:
        event.remove(engine, "begin", no_room)
        event.listen(engine, "begin", room)

    return more


def test_a_locked_database_is_one_sentence_and_the_same_event_is_done_afterwards(impatient: Client) -> None:
    browser, id = impatient, str(uuid4())
    before, sent = counts(browser.world), act(line(browser), "書いた行")
    unlock = locked(browser.world)
    assert [browser.event(sent, id).problem for _ in range(2)] == [LATER, LATER]
    assert browser.post("/now").json["page"] == browser.shown["page"], "looking needs no lock"
    assert (browser.get("/healthz").status, counts(browser.world)) == (200, before)
    unlock()
    assert [browser.event(sent, id).status for _ in range(2)] == [200, 200]
    assert [value for _, value in kept(browser)] == ["書いた行"]


def test_a_link_in_a_locked_database_is_not_used_up(impatient: Client) -> None:
    token = link_for(impatient.world, ALONE)
    unlock = locked(impatient.world)
    got = impatient.form(f"/in/{token}", Accept="text/html")
    assert (got.status, NOT_NOW in got.text, got.headers.get("Set-Cookie")) == (503, True, None)
    assert impatient.form("/out").problem == LATER
    assert impatient.post("/now").status == 200
    unlock()
    assert impatient.form(f"/in/{token}").status == 303


def test_a_full_database_is_one_sentence_and_the_same_event_is_done_afterwards(impatient: Client) -> None:
    browser, id = impatient, str(uuid4())
    # What is there already has a little room left in its pages: it is used up first.
    more = full(browser.world)
    answers: list[Got] = []
    while not answers or (answers[-1].status == 200 and len(answers) < 500):
        before = counts(browser.world)
        answers.append(browser.event({"tap": "help:"}))
    assert answers[-1].problem == LATER
    assert counts(browser.world) == before
    assert browser.event({"tap": "help:"}, id).problem == LATER
    assert (browser.get("/healthz").status, browser.post("/now").json["page"]) == (200, None)
    more()
    assert [browser.event({"tap": "help:"}, id).status for _ in range(2)] == [200, 200]
    assert counts(browser.world)[0][0] == len(answers) - 1 + 5
    browser.opens().tap("つづきから").writes("書いた行")
    assert [value for _, value in kept(browser)] == ["書いた行"]


@pytest.mark.parametrize("backend", [pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_database_that_was_away_is_one_sentence_and_the_same_event_is_done_afterwards(browser: Client) -> None:
    id, sent = str(uuid4()), act(line(browser), "書いた行")
    before = counts(browser.world)
    engine = create_engine(browser.world.settings.database)
    with engine.connect() as other:
        mine = "datname = current_database() AND pid <> pg_backend_pid()"
        other.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {mine}"))
    engine.dispose()
    answers = [browser.event(sent, id) for _ in range(9)]
    late = [answer.problem for answer in answers if answer.status != 200]
    # Each of the writer's threads finds its own connection gone once, and then makes another.
    assert (late, len(late) <= 4) == ([LATER] * len(late), True)
    assert [value for _, value in kept(browser)] == ["書いた行"]
    assert counts(browser.world)[0][0] == int(str(before[0][0])) + 1
