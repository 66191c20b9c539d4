"""What every request passes: host, origin, size, headers; over real HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping

import pytest

from bot.faces.web.guard import origins_of
from tests.bot.faces.web.client import Browsing, Client, Got, link_for
from tests.world import ALONE, World

ELSEWHERE = "この画面からは使えません。いつもの画面を開き直してください。"
NOTHING = "ここには何もありません。はじめの画面を開き直してください。"
TOO_LARGE = "長すぎて受け取れませんでした。短くして、もう一度送ってください。書いた文はそのまま残っています。"
POSTS = ("/now", "/event", "/stream", "/poll", "/seen", "/code", "/out", "/demo/person", "/in/TOKEN")
STRICT = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; report-uri /csp"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


def strict(headers: Mapping[str, str]) -> dict[str, str | None]:
    """Return those of an answer's headers that are strict."""
    return {name: headers.get(name) for name in STRICT}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", "", "[::1]"])
def test_another_host_gets_nothing(browser: Client, host: str) -> None:
    paths = ("/", "/healthz", "/page/app.js", "/nothing")
    assert [browser.get(path, Host=host).problem for path in paths] == [(421, ELSEWHERE)] * len(paths)


def test_the_two_names_of_this_machine_are_known(browser: Client) -> None:
    port = browser.world.app.web.address.rpartition(":")[2]
    assert [browser.get("/healthz", Host=f"{name}:{port}").status for name in ("127.0.0.1", "localhost")] == [200, 200]


def test_every_way_to_post_is_among_these(browser: Client) -> None:
    web = browser.world.app.web
    posts = {route.path for route in (*web._doors.routes(), *web._routes()) if route.method == "POST"}
    assert posts == {path.replace("TOKEN", "{token}") for path in POSTS} | {"/csp"}


@pytest.mark.parametrize("path", POSTS)
def test_a_post_from_elsewhere_is_refused(browser: Client, path: str) -> None:
    browser.comes_in(ALONE)
    path = path.replace("TOKEN", link_for(browser.world, ALONE))
    origins = (None, "null", "http://evil.example", "https://127.0.0.1", "http://127.0.0.1")
    assert [browser.post(path, origin=one).problem for one in origins] == [(403, ELSEWHERE)] * len(origins)
    assert browser.post("/now").status == 200, "she is still signed in"


def test_a_post_from_almost_the_right_origin_is_refused(browser: Client) -> None:
    browser.comes_in(ALONE)
    right = browser.world.app.web.address
    for wrong in (f"{right}/", f"{right}0", right.upper(), f" {right} x", right.replace("http:", "https:")):
        assert browser.post("/now", origin=wrong).problem == (403, ELSEWHERE)
    assert browser.post("/now", origin=right).status == 200


def test_a_link_that_was_posted_from_elsewhere_is_not_used_up(browser: Client) -> None:
    token = link_for(browser.world, ALONE)
    assert browser.post(f"/in/{token}", origin="http://evil.example").status == 403
    assert browser.form(f"/in/{token}").status == 303


@pytest.mark.parametrize("path", [*POSTS[:-1], "/csp"])
def test_what_is_posted_cannot_be_asked_for_otherwise(browser: Client, path: str) -> None:
    browser.comes_in(ALONE)
    methods = ("GET", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE")
    assert [browser.ask(method, path).problem for method in methods] == [(405, NOTHING)] * len(methods)
    assert browser.ask("HEAD", path).status == 405
    assert browser.post("/now").status == 200, "nothing has happened"


def test_every_answer_has_the_strict_headers(browsers: Callable[[], Client]) -> None:
    browser, stranger = browsers().comes_in(ALONE), browsers()
    token = link_for(browser.world, ALONE)
    answers: list[tuple[int, Got]] = [
        (200, browser.get("/")),
        (200, stranger.get("/")),
        (200, stranger.get(f"/in/{token}")),
        (404, stranger.get("/in/wrong")),
        (303, stranger.form(f"/in/{token}")),
        (303, stranger.form("/out")),
        (200, browser.get("/healthz")),
        (404, browser.get("/nothing")),
        (405, browser.get("/event")),
        (200, browser.post("/now")),
        (200, browser.post("/poll")),
        (200, browser.event({"say": "こんにちは"})),
        (400, browser.post("/event", b"[]")),
        (401, stranger.post("/now")),
        (401, stranger.post("/stream")),
        (403, browser.post("/now", origin=None)),
        (404, browser.form("/demo/person", {"person": "nobody"})),
        (413, browser.post("/event", b"x" * 300_000)),
        (421, browser.get("/", Host="evil.example")),
        (204, browser.post("/csp", origin=None)),
        *((200, browser.get(f"/page/{name}")) for name in ("app.js", "style.css", "icon.svg")),
    ]
    assert [got.status for _, got in answers] == [status for status, _ in answers]
    assert [strict(got.headers) for _, got in answers] == [STRICT] * len(answers)
    assert [got.headers.get("Access-Control-Allow-Origin") for _, got in answers] == [None] * len(answers)
    stream = browser.stream()
    assert (stream.next().kind, strict(stream.headers)) == ("hello", STRICT)
    assert stream.headers["Content-Type"] == "text/event-stream"
    stream.close()


@pytest.mark.parametrize("path", ["/event", "/poll", "/demo/person"])
def test_a_body_that_is_too_large_is_said(browser: Client, path: str) -> None:
    assert browser.comes_in(ALONE).post(path, b" " * 1_000_000).problem == (413, TOO_LARGE)
    assert browser.post("/now").status == 200


def test_ten_thousand_characters_are_not_too_large(browser: Client) -> None:
    assert browser.comes_in(ALONE).event({"say": "👩‍👩‍👧" * 2000}).status == 200


@pytest.mark.parametrize("path", ["/nothing", "//evil.example/x", "/in", "/in/a/b", "/page", "/page/", "/.git/config"])
def test_where_nothing_is_there_is_one_sentence(browser: Client, path: str) -> None:
    assert browser.get(path).problem == (404, NOTHING)
    assert browser.post(path).problem == (404, NOTHING)


def test_who_looks_at_a_problem_herself_sees_a_page(browser: Client) -> None:
    got = browser.get("/nothing", Accept="text/html,application/xhtml+xml;q=0.9")
    assert (got.status, got.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert f'<p class="text">{NOTHING}</p>' in got.text
    assert browser.get("/", Host="evil.example", Accept="text/html").status == 421


def test_a_problem_is_readable_as_it_is(browser: Client) -> None:
    assert browser.get("/nothing").text == json.dumps({"problem": NOTHING}, ensure_ascii=False)


def test_health_says_nothing_but_that_it_is_well(browser: Client) -> None:
    got = browser.get("/healthz")
    assert (got.status, got.json) == (200, {"ok": True})


def test_a_report_of_the_browser_is_counted_and_not_read(browser: Client) -> None:
    assert [browser.post("/csp", body, origin=None).status for body in (b"", b"{", b"\xff" * 1000)] == [204] * 3
    assert browser.world.app.web.reports == 3


@pytest.mark.parametrize(
    ("address", "origins"),
    [
        ("http://127.0.0.1:8737", {"http://127.0.0.1:8737", "http://localhost:8737"}),
        ("http://localhost:80", {"http://127.0.0.1", "http://localhost"}),
        ("http://[::1]:8737", {"http://[::1]:8737"}),
        ("https://ido.example", {"https://ido.example"}),
        ("https://Ido.Example:443", {"https://ido.example"}),
        ("https://ido.example:8443", {"https://ido.example:8443"}),
        ("https://ido.example:80", {"https://ido.example:80"}),
    ],
)
def test_an_address_is_known_as_browsers_write_it(address: str, origins: set[str]) -> None:
    assert origins_of(address) == origins


def test_behind_https_only_its_own_name_and_origin_are_known(https: World, browsing: Browsing) -> None:
    client = browsing(https)
    port = https.settings.web_port
    assert client.get("/healthz").status == 200
    assert client.get("/healthz", Host=f"127.0.0.1:{port}").problem == (421, ELSEWHERE)
    assert client.post("/now", origin="http://ido.example").problem == (403, ELSEWHERE)
    assert client.post("/now", origin="https://ido.example").status == 401


def raw(world: World, request: bytes) -> bytes:
    """Send bytes as they are and return the first line of the answer."""
    host, port = world.app.web.address.removeprefix("http://").split(":")

    async def send() -> bytes:
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(request.replace(b"HERE", f"{host}:{port}".encode()))
        first = await asyncio.wait_for(reader.readline(), 5)
        writer.close()
        return first.split(b" ", 2)[1]

    return world.run(send())


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: HERE\r\nHost: evil.example\r\n\r\n", b"400"),
        (b"GARBAGE\r\n\r\n", b"400"),
        (b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"421"),
        (
            b"POST /now HTTP/1.1\r\nHost: HERE\r\nOrigin: http://HERE\r\nOrigin: null\r\nContent-Length: 0\r\n\r\n",
            b"403",
        ),
        (b"POST /now HTTP/1.1\r\nHost: HERE\r\nOrigin: http://HERE\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST /now HTTP/1.1\r\nHost: HERE\r\nOrigin: http://HERE\r\nContent-Length: 0\r\n\r\n", b"401"),
    ],
)
def test_bytes_that_no_browser_sends_are_refused(world: World, request_bytes: bytes, status: bytes) -> None:
    assert raw(world, request_bytes) == status
    assert raw(world, b"GET /healthz HTTP/1.1\r\nHost: HERE\r\n\r\n") == b"200"
