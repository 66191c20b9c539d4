"""Coming in and going out: links, cookies, sessions, and the demo's switch."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from http.cookies import Morsel, SimpleCookie

import pytest

from bot.bring import DEMO, read_file
from tests.bot.faces.web.client import Browsing, Client, Got, link_for
from tests.world import ALONE, CENTRE, World

OVER = "リンクは1回だけ、7日のあいだ使えます。新しいリンクを、センターに頼んでください。"
ENDED = (
    "入り直しが必要になりました。書いた内容は、この画面に残っています。"
    "続けるには、新しいリンクをセンターに頼んでください。"
)
CLOSED = "ここは、リンクを受け取った方の画面です。"


def cookie(got: Got, name: str) -> Morsel[str]:
    """Return the one cookie that an answer sets."""
    assert len(got.headers.getall("Set-Cookie")) == 1
    return SimpleCookie(got.headers["Set-Cookie"])[name]


def text(got: Got) -> str:
    """Return the sentence of the page before the chat."""
    return str(re.findall(r'<p class="text">(.*?)</p>', got.text)[0])


def test_looking_at_a_link_never_uses_it_up(browser: Client) -> None:
    token = link_for(browser.world, ALONE)
    looks = [browser.ask(method, f"/in/{token}") for method in ("GET", "GET", "HEAD")]
    assert [look.status for look in looks] == [200, 200, 200]
    assert [look.headers.get("Set-Cookie") for look in looks] == [None] * 3
    assert f'<form method="post" action="/in/{token}">' in looks[0].text
    assert browser.form(f"/in/{token}").status == 303


def test_a_link_works_once_and_only_for_who_comes_first(browsers: Callable[[], Client]) -> None:
    first, second = browsers(), browsers()
    token = link_for(first.world, ALONE)
    came = first.form(f"/in/{token}")
    assert (came.status, came.headers["Location"]) == (303, "/")
    late = second.form(f"/in/{token}")
    assert (late.status, text(late), late.headers.get("Set-Cookie")) == (404, OVER, None)
    assert first.post("/now").json["me"] == f"{ALONE}（相談室 みなも）"
    assert second.post("/now").problem == (401, ENDED)


def test_wrong_used_and_expired_links_are_told_alike(browsers: Callable[[], Client]) -> None:
    browser = browsers()
    world = browser.world
    used, expired = link_for(world, ALONE), link_for(world, ALONE)
    assert browsers().form(f"/in/{used}").status == 303
    world.clock.forward(days=7)
    pages = [
        browser.ask(method, f"/in/{token}", headers={"Origin": world.app.web.address})
        for token in (used, expired, "wrong", "x" * 4000, "%ff%00", "%2e%2e")
        for method in ("GET", "POST")
    ]
    assert {(page.status, page.body) for page in pages} == {(404, pages[0].body)}
    assert text(pages[0]) == OVER


def test_a_link_is_good_until_the_last_moment(browser: Client) -> None:
    token = link_for(browser.world, ALONE)
    browser.world.clock.at += timedelta(days=7, microseconds=-1)
    assert browser.form(f"/in/{token}").status == 303


def test_who_is_in_already_is_led_to_the_chat_by_her_old_link(browser: Client) -> None:
    token = link_for(browser.world, ALONE)
    assert browser.form(f"/in/{token}").status == 303
    again = browser.get(f"/in/{token}")
    assert (again.status, again.headers["Location"]) == (303, "/")


def test_the_cookie_on_this_machine(browser: Client) -> None:
    token = link_for(browser.world, ALONE)
    found = cookie(browser.form(f"/in/{token}"), "idobata")
    assert {name: found[name] for name in ("httponly", "samesite", "path", "domain", "secure", "max-age")} == {
        "httponly": True,
        "samesite": "Lax",
        "path": "/",
        "domain": "",
        "secure": "",
        "max-age": str(30 * 24 * 3600),
    }
    assert (len(found.value) >= 43, found.value != token) == (True, True)


def test_the_cookie_behind_https(https: World, browsing: Browsing) -> None:
    client = browsing(https)
    found = cookie(client.form(f"/in/{link_for(https, ALONE)}"), "__Host-idobata")
    assert {name: found[name] for name in ("httponly", "samesite", "path", "domain", "secure")} == {
        "httponly": True,
        "samesite": "Lax",
        "path": "/",
        "domain": "",
        "secure": True,
    }
    assert client.post("/now", Cookie=f"__Host-idobata={found.value}").status == 200
    assert client.post("/now", Cookie=f"idobata={found.value}").status == 401
    out = cookie(client.form("/out", Cookie=f"__Host-idobata={found.value}"), "__Host-idobata")
    assert (out.value, out["max-age"], out["secure"], out["path"]) == ("", "0", True, "/")
    assert client.post("/now", Cookie=f"__Host-idobata={found.value}").problem == (401, ENDED)


def test_a_cookie_that_somebody_planted_does_not_become_signed_in(browser: Client) -> None:
    planted = "idobata=planted-by-somebody"
    came = browser.form(f"/in/{link_for(browser.world, ALONE)}", Cookie=planted)
    assert cookie(came, "idobata").value != "planted-by-somebody"
    browser.session.cookie_jar.clear()
    assert browser.post("/now", Cookie=planted).problem == (401, ENDED)


def test_signing_out_ends_the_session_on_the_server(browser: Client) -> None:
    came = browser.form(f"/in/{link_for(browser.world, ALONE)}")
    own = {"Cookie": f"idobata={cookie(came, 'idobata').value}"}
    out = browser.form("/out")
    assert (out.status, out.headers["Location"]) == (303, "/")
    left = cookie(out, "idobata")
    assert (left.value, left["max-age"], left["path"]) == ("", "0", "/")
    for path in ("/now", "/event", "/stream", "/poll"):
        assert browser.post(path, **own).problem == (401, ENDED)
    assert browser.form("/out").status == 303, "twice is once"


def test_signing_out_here_leaves_her_other_machine_alone(browsers: Callable[[], Client]) -> None:
    here, there = browsers().comes_in(ALONE), browsers().comes_in(ALONE)
    here.form("/out")
    assert [here.post("/now").status, there.post("/now").status] == [401, 200]


def test_a_session_ends_after_thirty_days(browser: Client) -> None:
    browser.comes_in(ALONE)
    browser.world.clock.at += timedelta(days=30, microseconds=-1)
    assert browser.post("/now").status == 200
    browser.world.clock.at += timedelta(microseconds=1)
    for path in ("/now", "/event", "/stream", "/poll"):
        assert browser.post(path).problem == (401, ENDED)


def test_a_link_is_no_session_and_a_session_is_no_link(browser: Client) -> None:
    token = link_for(browser.world, ALONE)
    assert browser.post("/now", Cookie=f"idobata={token}").status == 401
    own = cookie(browser.form(f"/in/{token}"), "idobata").value
    browser.session.cookie_jar.clear()
    assert browser.form(f"/in/{own}").status == 404


@pytest.mark.parametrize("odd", ["", "x" * 4000, '"', "a=b", "\u3042".encode().decode("latin-1"), "%00", "=", ";;;,"])
def test_an_odd_cookie_is_nobody(browser: Client, odd: str) -> None:
    assert browser.post("/now", Cookie=f"idobata={odd}").problem == (401, ENDED)


def test_the_demo_lets_one_be_anybody_of_the_invented_ward(browsers: Callable[[], Client]) -> None:
    browser = browsers()
    page = browser.get("/").text
    people = re.findall(r'name="person" value="([^"]+)"', page)
    assert (len(people), len(set(people)), browser.world.person(ALONE) in people) == (9, 9, True)
    first = browser.form("/demo/person", {"person": browser.world.person(ALONE)})
    assert (first.status, first.headers["Location"]) == (303, "/")
    assert browser.post("/now").json["me"].startswith(ALONE)
    old = {"Cookie": f"idobata={cookie(first, 'idobata').value}"}
    assert browser.form("/demo/person", {"person": browser.world.person(CENTRE)}).status == 303
    assert browser.post("/now").json["me"].startswith(CENTRE)
    assert browsers().post("/now", **old).status == 401, "the session of before has ended"


@pytest.mark.parametrize("person", ["", "nobody", "\0", "'; DROP TABLE people", "00000000-0000-0000-0000-000000000000"])
def test_nobody_else_can_be_played(browser: Client, person: str) -> None:
    browser.comes_in(ALONE)
    assert browser.form("/demo/person", {"person": person}).status == 404
    assert browser.post("/now").json["me"].startswith(ALONE)


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded; charset=nonsense",
        "text/plain",
        "",
    ],
)
def test_a_form_that_is_none_plays_nobody(browser: Client, kind: str) -> None:
    sent = {"Origin": browser.world.app.web.address, "Content-Type": kind}
    for body in (b"--x\r\ngarbage", b"\xff\xfe", b""):
        assert browser.ask("POST", "/demo/person", headers=sent, data=body).status == 404


def test_a_production_start_shows_nobody(production: World, browsing: Browsing) -> None:
    client = browsing(production)
    before = client.get("/").text
    assert CLOSED in before
    assert client.form("/demo/person", {"person": production.person(ALONE)}).status == 404
    client.comes_in(ALONE)
    assert client.form("/demo/person", {"person": production.person(CENTRE)}).status == 404
    inside = client.get("/").text
    assert client.post("/now").json["me"].startswith(ALONE)
    others = [person["name"] for person in read_file(DEMO)["people"] if person["name"] != ALONE]
    assert len(others) == 8
    assert [word for word in ("/demo/person", "<select", ALONE, *others) if word in before] == []
    assert [word for word in ("/demo/person", "<select", *others) if word in inside] == []
