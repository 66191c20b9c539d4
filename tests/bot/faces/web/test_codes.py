"""Coming in by six digits: the form before the chat, what is refused, and how often one may try."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from storage import accounts, networks, people, signins
from storage.db import Here
from storage.people import Person
from tests.bot.faces.web.client import Browsing, Client, Got, link_for
from tests.bot.faces.web.test_doors import OVER, cookie, text
from tests.world import ALONE, CENTRE, World

WRONG = (
    "この番号では入れませんでした。番号は1回だけ、6けたは10分、8けたは24時間使えます。"
    "少し待ってから、新しい番号で試してください。"
)
FORM = '<form class="code" method="post" action="/code">'
FAULTY = ["", "12345", "1234567", "12345a", "abcdef", "一二三四五六", "١٢٣٤٥٦", "x" * 5000, "\0" * 6, "-" * 6]


def code_for(world: World, name: str = ALONE) -> str:
    """Return a new code of a person of the demo network, made at the world's time."""
    with world.app.stores.database.write() as session:
        who = accounts.who(session, "web", world.person(name))
        assert who is not None
        here = Here(session, who.network.id)
        return signins.make_code(here, who.account.id, world.app.stores.keys.digest, world.clock.now())


def wrong_one(code: str) -> str:
    """Return digits that are not these."""
    return f"{(int(code) + 1) % 10**6:06}"


def refused(got: Got) -> bool:
    """Tell whether digits were refused, with the one sentence there is for it and the form to try again."""
    said = re.findall(r'<p class="problem" id="problem">(.*?)</p>', got.text)
    return (got.status, said, FORM in got.text, got.headers.get("Set-Cookie")) == (403, [WRONG], True, None)


def test_six_digits_bring_a_person_in(browser: Client) -> None:
    came = browser.form("/code", {"code": code_for(browser.world)})
    assert (came.status, came.headers["Location"]) == (303, "/")
    found = cookie(came, "idobata")
    assert (found["httponly"], found["samesite"], found["path"], len(found.value) >= 43) == (True, "Lax", "/", True)
    assert browser.post("/now").json["me"] == f"{ALONE}（相談室 みなも）"


@pytest.mark.parametrize(
    "shape", ["{0} {1}", "{0}-{1}", " {0}{1} ", "{0}　{1}", "{0}ー{1}", "{0}－{1}", "{0}\u2011{1}"]
)
def test_they_may_be_written_as_people_write_them(browser: Client, shape: str) -> None:
    code = code_for(browser.world)
    wide = code.translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert browser.form("/code", {"code": shape.format(wide[:3], code[3:])}).status == 303


def test_the_form_needs_no_javascript_and_tells_the_keyboard_what_is_wanted(
    production: World, browsing: Browsing
) -> None:
    page = browsing(production).get("/").text
    (form,) = re.findall(rf"{FORM}(.*?)</form>", page, re.S)
    (field,) = re.findall(r"<input (.*?)>", form)
    assert 'id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code"' in field
    assert '<label for="code">番号（8けたか6けた）</label>' in form
    assert ('<p class="hint" id="hint">' in form, 'aria-describedby="hint"' in field) == (True, True)
    assert '<button class="primary">番号で入る</button>' in form
    assert ("<script" in page, "problem" in page) == (False, False)


def test_an_ended_session_leads_to_the_form_and_the_digits_lead_back(production: World, browsing: Browsing) -> None:
    client = browsing(production).comes_in(ALONE)
    assert FORM not in client.get("/").text
    production.clock.forward(days=30)
    assert FORM in client.get("/").text
    assert client.form("/code", {"code": code_for(production)}).status == 303
    assert client.post("/now").json["me"].startswith(ALONE)


def test_a_link_that_is_over_leaves_the_digits_to_try(browsers: Callable[[], Client]) -> None:
    browser = browsers()
    token = link_for(browser.world, ALONE)
    browsers().form(f"/in/{token}")
    late = browser.get(f"/in/{token}")
    assert (late.status, text(late), FORM in late.text) == (404, OVER, True)


def test_wrong_used_expired_and_faulty_digits_are_told_alike(browsers: Callable[[], Client]) -> None:
    browser = browsers()
    world = browser.world
    used = code_for(world)
    assert browsers().form("/code", {"code": used}).status == 303
    expired = code_for(world, CENTRE)
    world.clock.forward(minutes=10)
    pages = [browser.form("/code", {"code": code}) for code in (used, expired, wrong_one(expired), *FAULTY)]
    pages += [browser.form("/code"), browser.form("/code", {"codes": used})]
    assert [refused(page) for page in pages] == [True] * len(pages)
    assert {page.body for page in pages} == {pages[0].body}
    locked = [browser.form("/code", {"code": expired}) for _ in range(6)]
    assert {page.body for page in locked} == {pages[0].body}


def test_the_digits_are_good_until_the_last_moment(browser: Client) -> None:
    code = code_for(browser.world)
    browser.world.clock.at += timedelta(minutes=10, microseconds=-1)
    assert browser.form("/code", {"code": code}).status == 303


def test_who_was_signed_in_before_is_so_no_more(browser: Client) -> None:
    browser.comes_in(CENTRE)
    old = {"Cookie": "; ".join(f"{c.key}={c.value}" for c in browser.session.cookie_jar)}
    assert browser.form("/code", {"code": wrong_one(code_for(browser.world))}).status == 403
    assert browser.post("/now").json["me"].startswith(CENTRE), "a slip of the finger signs nobody out"
    assert browser.form("/code", {"code": code_for(browser.world)}).status == 303
    assert browser.post("/now").json["me"].startswith(ALONE)
    browser.session.cookie_jar.clear()
    assert browser.post("/now", **old).status == 401


def test_a_form_from_elsewhere_uses_nothing_up(browser: Client) -> None:
    code = code_for(browser.world)
    for origin in ("https://elsewhere.example", "null", "", browser.world.app.web.address + "."):
        assert browser.form("/code", {"code": code}, Origin=origin).status == 403
    assert browser.ask("POST", "/code", data={"code": code}).status == 403
    assert browser.ask("GET", f"/code?code={code}").status == 405
    assert browser.form("/code", {"code": code}).status == 303


def test_who_has_been_on_telegram_only_is_given_a_place_on_the_web(browser: Client) -> None:
    stores = browser.world.app.stores
    with stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        office = people.everyone(here)[0].office_id
        person = Person(
            network_id=here.network_id, office_id=office, name="はじめ まして", joined_at=browser.world.clock.now()
        )
        session.add(person)
        session.flush()
        assert accounts.join(here, person.id, "telegram", "4711")
        phone = accounts.of_person(here, person.id)[0].id
        code = signins.make_code(here, phone, stores.keys.digest, browser.world.clock.now())
    assert browser.form("/code", {"code": code}).status == 303
    assert browser.post("/now").json["me"].startswith("はじめ まして")
    with stores.database.read() as session:
        assert [a.platform for a in accounts.of_person(Here(session, here.network_id), person.id)] == [
            "telegram",
            "web",
        ]


def test_five_wrong_ones_close_the_door_for_ten_minutes_even_to_the_right_one(browser: Client) -> None:
    world = browser.world
    code = code_for(world)
    assert [refused(browser.form("/code", {"code": wrong_one(code)})) for _ in range(5)] == [True] * 5
    assert refused(browser.form("/code", {"code": code}))
    # Saying to have come from elsewhere does not help.
    for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
        assert refused(browser.form("/code", {"code": code}, **{header: "for=203.0.113.7"}))
    world.clock.at += timedelta(minutes=10, microseconds=-1)
    assert refused(browser.form("/code", {"code": code_for(world)}))
    world.clock.at += timedelta(microseconds=1)
    assert browser.form("/code", {"code": code_for(world)}).status == 303


def test_four_wrong_ones_and_what_is_no_code_at_all_close_nothing(browser: Client) -> None:
    code = code_for(browser.world)
    for attempt in (*[wrong_one(code)] * 4, *FAULTY):
        assert browser.form("/code", {"code": attempt}).status == 403
    assert browser.form("/code", {"code": code}).status == 303


def test_behind_a_proxy_one_who_guesses_closes_the_form_for_herself_alone(https: World, browsing: Browsing) -> None:
    client, code = browsing(https), code_for(https)
    guesser = {"X-Forwarded-For": "203.0.113.9, 198.51.100.1"}
    for _ in range(5):
        assert client.form("/code", {"code": wrong_one(code)}, **guesser).status == 403
    # What stands before the last address is the guesser's own invention.
    other_names = {"X-Forwarded-For": "203.0.113.10, 198.51.100.1"}
    assert client.form("/code", {"code": code}, **other_names).status == 403
    assert client.form("/code", {"code": code}, **{"X-Forwarded-For": "198.51.100.2"}).status == 303


def test_without_a_proxy_a_forwarded_address_counts_for_nothing(browser: Client) -> None:
    code = code_for(browser.world)
    for place in range(5):
        assert (
            browser.form("/code", {"code": wrong_one(code)}, **{"X-Forwarded-For": f"198.51.100.{place}"}).status == 403
        )
    assert browser.form("/code", {"code": code}, **{"X-Forwarded-For": "198.51.100.9"}).status == 403
