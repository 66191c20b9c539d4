"""Streams and polling: hello at once, notices once, what another tab did, heartbeats, and the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest
from yarl import URL

from tests.bot.faces.web.client import Client, Event
from tests.world import ALONE, CENTRE, World

# Seconds, from before anything of it is read to after its first byte.
GONE_AFTER = (0.0, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.02)
STEP = "来週、散歩の道を一緒に歩いてみる"


def reflects(browser: Client, step: str = STEP) -> Client:
    """Go through a short reflection with a next step, to be asked about in a week."""
    browser.opens().tap("ふりかえり").tap("3分（2つの視点）").tap("面談")
    for _ in range(2):
        browser.tap("今回は関係しない")
    return browser.writes(step).tap("1週間後")


def a_week_later(world: World) -> None:
    """Let a week pass and deliver."""
    world.clock.forward(days=7)
    world.tick()


def steps(notices: list[dict[str, object]]) -> list[object]:
    """Return the next steps that notices ask about: in a letter, below its greeting."""
    cards = [card for notice in notices for card in notice["cards"]]  # type: ignore[attr-defined]
    return [card["quote"] for card in cards if card["quote"]]


def test_hello_comes_at_once_and_names_the_start_of_the_program(browser: Client) -> None:
    standing = browser.comes_in(ALONE).shown
    begun = time.monotonic()
    stream = browser.stream()
    assert stream.next() == Event("hello", {"boot": standing["boot"]})
    assert time.monotonic() - begun < 1
    stream.close()


def test_a_notice_comes_with_its_id_and_cursor_to_every_tab(browsers: Callable[[], Client]) -> None:
    one, other = reflects(browsers().comes_in(ALONE)), browsers().comes_in(ALONE)
    tabs = [one.stream(), one.stream(), other.stream()]
    assert [tab.next().kind for tab in tabs] == ["hello"] * 3
    a_week_later(one.world)
    told = [tab.next() for tab in tabs]
    assert [event.kind for event in told] == ["notice"] * 3
    assert [event.data for event in told] == [told[0].data] * 3
    assert [event.id for event in told] == [told[0].data["cursor"]] * 3
    assert steps([told[0].data]) == [STEP]
    assert one.opens().shown["cursor"] == told[0].id
    for tab in tabs:
        tab.close()


def test_nobody_else_is_told(browsers: Callable[[], Client]) -> None:
    mine, other = reflects(browsers().comes_in(ALONE)), browsers().comes_in(CENTRE)
    streams = [mine.stream(), other.stream()]
    assert [stream.next().kind for stream in streams] == ["hello"] * 2
    a_week_later(mine.world)
    mine.event({"say": "ヘルプ"})
    assert [streams[0].next().kind for _ in range(2)] == ["notice", "changed"]
    other.event({"say": "ヘルプ"})
    assert streams[1].next() == Event("changed", {"by": other.sent})
    for stream in streams:
        stream.close()


def test_what_one_tab_does_the_other_learns(browser: Client) -> None:
    stream = browser.comes_in(ALONE).stream()
    assert stream.next().kind == "hello"
    before = browser.post("/poll").json["changed"]
    browser.tap("ふりかえり")
    assert stream.next() == Event("changed", {"by": browser.sent})
    assert browser.post("/poll").json["changed"] == before + 1
    stream.close()


def test_only_what_came_after_the_last_event_comes_again(browser: Client) -> None:
    world = browser.world
    reflects(browser.comes_in(ALONE), "ひとつめ")
    a_week_later(world)
    first = browser.post("/poll").json
    assert steps(first["notices"]) == ["ひとつめ"]
    world.clock.forward(minutes=5)
    reflects(browser, "ふたつめ")
    cursor = browser.opens().shown["cursor"]
    a_week_later(world)
    stream = browser.stream(cursor)
    assert stream.next().kind == "hello"
    again = stream.next()
    assert (again.kind, steps([again.data])) == ("notice", ["ふたつめ"])
    stream.close()
    stream = browser.stream(again.id or "")
    assert stream.next().kind == "hello"
    # A few seconds are told twice, because two commits may overtake each other; the id is the same.
    assert stream.next() == again
    world.clock.forward(seconds=11)
    stream.close()
    later = browser.opens().shown["cursor"]
    stream = browser.stream(later)
    assert stream.next().kind == "hello"
    browser.tap("使い方")
    assert stream.next() == Event("changed", {"by": browser.sent})
    stream.close()


def test_polling_tells_the_same_as_streams(browser: Client) -> None:
    reflects(browser.comes_in(ALONE))
    cursor = browser.opens().shown["cursor"]
    nothing = browser.post("/poll", {"cursor": cursor}).json
    assert nothing == {
        "boot": browser.shown["boot"],
        "notices": [],
        "cursor": cursor,
        "changed": nothing["changed"],
    }
    stream = browser.stream(cursor)
    stream.next()
    a_week_later(browser.world)
    told = stream.next().data
    stream.close()
    polled = browser.post("/poll", {"cursor": cursor}).json
    assert (polled["notices"], polled["cursor"]) == ([told], told["cursor"])
    browser.world.clock.forward(minutes=1)
    now = browser.opens().shown["cursor"]
    assert browser.post("/poll", {"cursor": now}).json["notices"] == []


def test_a_notice_that_was_answered_is_not_told_again(browser: Client) -> None:
    reflects(browser.comes_in(ALONE))
    a_week_later(browser.world)
    assert steps(browser.post("/poll").json["notices"]) == [STEP]
    browser.opens().tap("これから")
    assert browser.post("/poll").json["notices"] == []


@pytest.mark.parametrize("cursor", ["x", "-1", "\ud800", {"a": 1}, [], None, 0, "9" * 17, "9" * 400])
def test_an_odd_cursor_is_answered_like_none(browser: Client, cursor: object) -> None:
    reflects(browser.comes_in(ALONE))
    got = browser.post("/poll", {"cursor": cursor})
    assert (got.status, got.json["notices"], got.json["cursor"].isdecimal()) == (200, [], True)


def test_an_odd_last_event_is_answered_like_none(browser: Client) -> None:
    browser.comes_in(ALONE)
    for cursor in ("x", "-1", "9" * 17, "9" * 4000, "é"):
        stream = browser.stream(cursor)
        assert stream.next().kind == "hello"
        stream.close()


def test_a_quiet_stream_has_a_heartbeat(browser: Client) -> None:
    assert browser.world.app.web.heartbeat == 15
    browser.world.app.web.heartbeat = 0.05
    stream = browser.comes_in(ALONE).stream()
    assert [stream.next() for _ in range(3)][1:] == [Event(""), Event("")]
    browser.event({"say": "ヘルプ"})
    while (event := stream.next()) == Event(""):
        pass
    assert event == Event("changed", {"by": browser.sent})
    stream.close()


def test_a_tab_that_has_signed_out_reads_nothing_more(browser: Client) -> None:
    reflects(browser.comes_in(ALONE))
    stream = browser.stream()
    assert stream.next().kind == "hello"
    browser.form("/out")
    a_week_later(browser.world)
    assert stream.ended() == b""


def test_a_stream_ends_with_its_session(browser: Client) -> None:
    browser.world.app.web.heartbeat = 0.05
    stream = browser.comes_in(ALONE).stream()
    assert [stream.next().kind for _ in range(2)] == ["hello", ""]
    browser.world.clock.forward(days=30)
    assert stream.ended().replace(b": still here\n\n", b"") == b""


def test_stopping_the_program_ends_the_streams_quickly(world: World, browsers: Callable[[], Client]) -> None:
    streams = [browsers().comes_in(name).stream() for name in (ALONE, CENTRE)]
    assert [stream.next().kind for stream in streams] == ["hello"] * 2
    begun = time.monotonic()
    world.restart()
    assert time.monotonic() - begun < 3
    assert [stream.ended() for stream in streams] == [b"", b""]


def test_the_page_learns_of_a_new_start_by_its_name(browser: Client) -> None:
    before = browser.comes_in(ALONE).shown["boot"]
    browser.world.restart()
    stream = browser.stream()
    after = stream.next().data["boot"]
    stream.close()
    assert (after == before, browser.opens().shown["boot"]) == (False, after)


def test_a_tab_that_has_gone_before_the_first_byte_is_no_error(
    browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    address = URL(browser.comes_in(ALONE).address)
    cookies = "; ".join(f"{one.key}={one.value}" for one in browser.session.cookie_jar)
    given = {"Host": address.authority, "Origin": str(address.origin()), "Cookie": cookies}
    given |= {"Last-Event-ID": "1", "Content-Length": "0"}
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())

    async def goes() -> None:
        for seconds in GONE_AFTER:
            _, out = await asyncio.open_connection(address.host, address.port)
            out.write(f"POST /stream HTTP/1.1\r\n{head}\r\n".encode())
            await asyncio.sleep(seconds)
            out.transport.abort()
        await asyncio.sleep(0.2)

    browser.world.run(goes())
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


def test_a_tab_that_reads_nothing_does_not_hold_the_others_up(browser: Client) -> None:
    browser.comes_in(ALONE)
    lazy, eager = browser.stream(), browser.stream()
    assert eager.next().kind == "hello"

    async def many() -> None:
        for _ in range(500):
            await browser.world.app.web.redraw(browser.world.person(), lambda: None)
        await asyncio.sleep(0)

    browser.world.run(many())
    assert eager.next() == Event("changed", {"by": ""})
    assert browser.event({"say": "ヘルプ"}).status == 200
    lazy.close()
    eager.close()
