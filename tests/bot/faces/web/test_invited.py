"""An invitation at the page's door: used by a press, never by a look; who is in already reads why it is not for her."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bot.faces.web.client import Client
from tests.bot.faces.web.test_doors import OVER, text
from tests.bot.trouble import rows
from tests.handlers.joining.newcomers import invited
from tests.world import ALONE

Browsers = Callable[[], Client]
ALREADY = (
    "もう入っています。招待のリンクや番号は、ここでは使いません。まだのものは、受け取った方がそのまま使えます。"
    "ほかの方がこの画面で使うときは、［出る］を押して、もう一度リンクを開いてください。"
)
UNUSED = "SELECT count(*) FROM invites WHERE used_at IS NULL"


@pytest.mark.parametrize("way", ["link", "digits"])
def test_it_brings_a_new_person_to_the_welcome(browser: Client, way: str) -> None:
    made = invited(browser.world)
    looks = [browser.ask(method, f"/in/{made.token}").status for method in ("GET", "HEAD")]
    assert (looks, rows(browser.world, UNUSED)) == ([200, 200], [(1,)])
    came = browser.form(f"/in/{made.token}") if way == "link" else browser.form("/code", {"code": made.code})
    assert (came.status, came.headers["Location"]) == (303, "/")
    now = browser.post("/now").json
    assert (now["me"], [card["title"] for card in now["home"]]) == ("", ["井戸端へようこそ"])
    assert "（）" not in browser.get("/").text


def test_wrong_used_and_taken_back_are_told_alike(browsers: Browsers) -> None:
    first, second = browsers(), browsers()
    made = invited(first.world)
    assert first.form(f"/in/{made.token}").status == 303
    pages = [second.form(f"/in/{token}") for token in (made.token, "wrong", "x" * 43)]
    assert [(page.status, text(page)) for page in pages] == [(404, OVER)] * 3
    codes = [second.form("/code", {"code": code}) for code in (made.code, "00000000", "000000")]
    assert len({(page.status, page.body) for page in codes}) == 1 and codes[0].status == 403


@pytest.mark.parametrize("method", ["look", "press", "digits"])
def test_who_is_signed_in_reads_a_kind_sentence_and_nothing_is_used_up(browsers: Browsers, method: str) -> None:
    browser = browsers().comes_in(ALONE)
    made = invited(browser.world)
    got = {
        "look": lambda: browser.get(f"/in/{made.token}"),
        "press": lambda: browser.form(f"/in/{made.token}"),
        "digits": lambda: browser.form("/code", {"code": made.code}),
    }[method]()
    assert (got.status, text(got), got.headers.get("Set-Cookie")) == (200, ALREADY, None)
    assert '<form method="post" action="/out"><button class="primary">出る</button>' in got.text
    assert rows(browser.world, UNUSED) + rows(browser.world, "SELECT count(*) FROM guesses") == [(1,), (0,)]
    assert browser.post("/now").json["me"] == f"{ALONE}（相談室 みなも）"
    # On a shared computer: she goes out, and the one for whom it was meant comes in.
    browser.form("/out")
    assert browser.form(f"/in/{made.token}").status == 303
    assert browser.post("/now").json["me"] == ""
