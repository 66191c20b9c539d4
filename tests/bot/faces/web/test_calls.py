"""The calls of the page: /now, /event and /poll answer everything, whatever comes, and never with a bug."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bot.faces.web.client import Client
from tests.bot.faces.web.test_parse import ANY_JSON, BROKEN
from tests.world import ALONE, World, settings_for

UNREADABLE = "うまく受け取れませんでした。画面を開き直して、もう一度お願いします。"
STALE = "前の画面のボタンでした。いまの様子はこちらです。"
STANDING = [
    "boot",
    "cards",
    "cursor",
    "goesOn",
    "gone",
    "home",
    "kept",
    "me",
    "name",
    "notices",
    "page",
    "taken",
    "who",
    "wipe",
]


def test_now_says_where_she_stands(browser: Client) -> None:
    standing = browser.comes_in(ALONE).shown
    assert sorted(standing) == STANDING
    assert (standing["me"], standing["page"], standing["cards"]) == (f"{ALONE}（相談室 みなも）", None, [])
    assert [button["label"] for card in standing["home"] for button in card["buttons"]] == [
        "ふりかえり",
        "これまでのふりかえり",
        "井戸端",
        "事業所訪問",
        "研修",
        "設定",
        "使い方",
        "人に話す",
    ]


def test_a_load_in_the_middle_shows_the_page_in_hand(browser: Client) -> None:
    browser.comes_in(ALONE).tap("ふりかえり").tap("3分（2つの視点）").tap("面談")
    page = browser.shown["page"]
    assert browser.opens().shown["page"] == page
    assert (page["version"], page["private"], page["oneByOne"]) == (2, True, True)


def test_the_same_event_twice_is_done_once_and_answered_with_where_she_stands(browser: Client) -> None:
    browser.comes_in(ALONE).tap("ふりかえり").tap("3分（2つの視点）").tap("面談").tap("よかったところがある")
    page = browser.shown["page"]
    act = {"draft": page["draft"], "version": page["version"], "answers": {page["fields"][0]["name"]: "帰り道"}}
    id = str(uuid4())
    first, second = browser.event(act, id).json, browser.event(act, id).json
    assert (second["page"], second["home"]) == (first["page"], first["home"])
    assert second["page"]["version"] == page["version"] + 1
    assert second["page"]["recap"] == [
        ["なにについて", "面談"],
        ["本人中心", "よかったところがある"],
        ["本人中心（ひとこと）", "帰り道"],
    ]


def test_a_page_learns_whether_what_it_could_not_send_had_been_taken(browsers: Callable[[], Client]) -> None:
    browser, other = browsers().comes_in(ALONE), browsers().comes_in("田中 みほ")
    id = str(uuid4())
    asked = json.dumps({"unsent": id}).encode()
    assert browser.post("/now", asked).json["taken"] is False
    browser.event({"tap": "help:"}, id)
    assert [one.post("/now", asked).json["taken"] for one in (browser, other)] == [True, False]
    for odd in (5, "", "' OR 1=1 --", ["x"]):
        assert browser.post("/now", json.dumps({"unsent": odd}).encode()).problem == (400, UNREADABLE)


def test_who_stays_the_same_whatever_she_is_called(browsers: Callable[[], Client]) -> None:
    browser, other = browsers().comes_in(ALONE), browsers().comes_in("田中 みほ")
    before = browser.post("/now").json
    browser.tap("設定").tap("名前を変える").writes("鈴木 みのり")
    after = browser.post("/now").json
    assert (after["me"], after["who"]) == ("鈴木 みのり（相談室 みなも）", before["who"])
    assert other.post("/now").json["who"] != before["who"]


def test_one_persons_event_id_is_not_anothers(browsers: Callable[[], Client]) -> None:
    one, other = browsers().comes_in(ALONE), browsers().comes_in("田中 みほ")
    id = str(uuid4())
    replies = [browser.event({"tap": "help:"}, id).json for browser in (one, other)]
    assert [reply["cards"][0]["title"] for reply in replies] == ["使い方", "使い方"]


@pytest.mark.parametrize("path", ["/event", "/poll"])
def test_a_body_that_no_page_sends_is_one_sentence(browser: Client, path: str) -> None:
    browser.comes_in(ALONE)
    bodies = [body if isinstance(body, bytes) else json.dumps(body).encode() for body in BROKEN]
    for body in bodies if path == "/event" else [b"", b"{", b"[]", b"5", b"null", b"\xff", b"[" * 100_000]:
        assert browser.post(path, body).problem == (400, UNREADABLE)
    assert browser.post("/now").json == browser.shown | {"cursor": browser.post("/now").json["cursor"]}


@pytest.mark.parametrize(
    "sent",
    [
        {"Content-Encoding": "gzip"},
        {"Content-Encoding": "deflate"},
        {"Content-Type": "text/plain; charset=nonsense"},
        {"Content-Type": "multipart/form-data"},
        {"Content-Type": "\\"},
    ],
)
def test_a_body_in_a_strange_wrapping_is_one_sentence(browser: Client, sent: dict[str, str]) -> None:
    assert browser.comes_in(ALONE).post("/event", b"not json", **sent).problem == (400, UNREADABLE)


TAPS = [
    "",
    ":",
    "::::",
    "reflection.read:",
    "reflection.read:AZrQ5d2vf0eJ3mW0cXyZAQ",
    "reflection.erase:AZrQ5d2vf0eJ3mW0cXyZAQ:1",
    "reflection.did:AZrQ5d2vf0eJ3mW0cXyZAQ",
    "pick.good:AZrQ5d2vf0eJ3mW0cXyZAQ:1",
    "pick:::",
    "pick.:x:1",
    "skip:AZrQ5d2vf0eJ3mW0cXyZAQ",
    "mend.٣:AZrQ5d2vf0eJ3mW0cXyZAQ:1",
    "mend.99999999999999999999:AZrQ5d2vf0eJ3mW0cXyZAQ:1",
    "send:AZrQ5d2vf0eJ3mW0cXyZAQ:999999999",
    "send:AZrQ5d2vf0eJ3mW0cXyZAQ:9999999999",
    "send:AZrQ5d2vf0eJ3mW0cXyZAQ:-1",
    "resume:AZrQ5d2vf0eJ3mW0cXyZAR",
    "gone.verb:",
    "__class__:",
    "あ:あ:あ",
    "\ud800:\ud800",
    "home:\0",
    "x" * 65,
    "help:" + "あ" * 10_000,
]


def test_buttons_that_were_never_ours_are_stale_and_change_nothing(browser: Client) -> None:
    page = browser.comes_in(ALONE).tap("ふりかえり").tap("3分（2つの視点）").tap("面談").shown["page"]
    for tap in TAPS:
        reply = browser.sends({"tap": tap}).shown
        assert [card["paragraphs"] for card in reply["cards"]] == [[STALE]], tap
        assert (reply["page"], browser.opens().shown["page"]) == (page, page), tap


DOORS = ["reflection", "reflection:x", "reflection.quick:", "reflection.trial_afresh:", "home:", "people:"]

ACTS = st.one_of(
    st.fixed_dictionaries({"say": st.text(st.characters())}),
    st.fixed_dictionaries({"tap": st.text(st.characters()) | st.sampled_from([*TAPS, *DOORS])}),
    st.fixed_dictionaries(
        {
            "draft": st.text(st.characters(), max_size=30) | st.just("DRAFT"),
            "version": st.integers(),
            "answers": st.dictionaries(
                st.text(st.characters()) | st.sampled_from(["about", "step"]), st.none() | st.text(st.characters())
            ),
        }
    ),
    st.dictionaries(st.sampled_from(["say", "tap", "draft", "version", "answers", "x"]), ANY_JSON),
)


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A browser of somebody in the middle of a reflection, for all examples."""
    world = World(settings_for(tmp_path_factory.mktemp("any") / "var", "sqlite"))
    client = Client(world).comes_in(ALONE)
    client.tap("ふりかえり").tap("3分（2つの視点）")
    yield client
    client.close()
    world.close()


@pytest.mark.slow
@settings(max_examples=150)
@given(act=ACTS, whole=st.booleans())
def test_no_event_whatever_is_a_bug(inside: Client, act: dict[str, Any], whole: bool) -> None:
    page = inside.post("/now").json["page"]
    if act.get("draft") == "DRAFT" and page:
        act = act | {"draft": page["draft"], "version": page["version"] if whole else act["version"]}
    got = inside.event(act)
    assert got.status in (200, 400), got.text
    assert sorted(got.json) == (
        ["cards", "goesOn", "gone", "home", "kept", "me", "name", "page", "wipe"] if got.status == 200 else ["problem"]
    )
    assert "うまくいきませんでした" not in got.text
    standing = inside.post("/now")
    assert (standing.status, sorted(standing.json)) == (200, STANDING)
