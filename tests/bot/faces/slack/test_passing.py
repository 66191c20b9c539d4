"""What is put into a page goes there in the order in which it was answered, however long Slack takes over each."""

from __future__ import annotations

import time

import pytest

from storage.fault import set_trap
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import face_of, settled, until
from tests.bot.faces.slack.hands import called, fills, modal, posts, presses
from tests.simulators.slack_carrier import Delivery
from tests.slack_chat import SlackChat

pytestmark = pytest.mark.slow

TITLE = "訪問の希望"
STALE = "前の画面のボタンでした。いまの様子はこちらです。"
WAITING = "いま、受け取っています。少し待ってください。"
GIVEN = {"how": "ほか", "day": "2026-11-25", "wish": "散歩のこと"}
# So long Slack keeps the first of two, in seconds; then it has not done it, and is asked again.
LONG = 0.3


def second_page(form: SlackChat) -> None:
    """Bring her to the page that a button leaves by."""
    form.opens()
    presses(form, "訪問をたのむ")
    fills(form, **GIVEN)
    assert modal(form)[:2] == [TITLE, "ほかの会い方"]


def hung(form: SlackChat, method: str, what: str) -> Delivery:
    """Let her press something whose answer is under way for long."""
    form.slack.trouble(method, drop=True, done=False, late=LONG)
    before = form.slack.asked.count(method)
    delivery = form.slack.presses(USER, what)
    form.world.run(until(lambda: form.slack.asked.count(method) > before))
    assert delivery and called(form, method) == form.slack.asked.count(method) - 1
    return delivery


def test_of_two_answers_to_one_page_the_later_stands_there(form: SlackChat) -> None:
    second_page(form)
    first = hung(form, "views.update", "戻る")
    second = form.slack.presses(USER, "戻る")
    assert second and settled(form, first, second) == [True, True]
    assert modal(form)[:4] == [TITLE, STALE, "ほかの会い方", "ほかに、あれば"]


def test_what_was_sent_while_something_was_on_its_way_into_the_page_is_not_lost(form: SlackChat) -> None:
    second_page(form)
    first = hung(form, "views.update", "戻る")
    form.slack.types(USER, "ほかの会い方", "散歩しながら")
    second = form.slack.submits(USER)
    assert settled(form, first, second) == [True, True]
    assert modal(form)[:4] == [TITLE, STALE, "「散歩しながら」", "ほかの会い方"]


def test_of_two_pages_that_are_opened_the_later_stands_in_front(form: SlackChat) -> None:
    form.opens()
    first = hung(form, "views.open", "くわしく書く")
    second = form.slack.presses(USER, "訪問をたのむ")
    assert second and settled(form, first, second) == [True, True]
    assert (modal(form)[0], posts(form)) == (TITLE, [])


def test_the_page_that_says_to_wait_does_not_come_after_what_it_waits_for(form: SlackChat) -> None:
    second_page(form)
    form.slack.carrier.lag = LONG
    face_of(form.world).events.wait_seconds = 0
    set_trap(lambda point: time.sleep(LONG / 3) if point == "rx.mid_turn" else None)
    try:
        fills(form, other="散歩しながら")
    finally:
        set_trap(None)
    shown = [one.lines[1] for one in form.slack.shown(USER) if one.place == "modal"]
    assert shown[-2:] == [WAITING, "会い方：ほか"]
    assert modal(form)[0] == "受け取りました"
