"""A line that breaks: blocked streams, lost answers, a busy or restarted program, a session that ended."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import APIResponse, Route, expect

from storage import networks, people
from storage.db import Here
from tests.browser.served import Served
from tests.browser.visitor import BROKEN_LINE, Visitor, Visits
from tests.world import ALONE

pytestmark = pytest.mark.browser

NOTICE = [
    "お知らせ",
    "おはようございます。お知らせは1つだけです。",
    "次の一歩のこと",
    "「来週、散歩の道を一緒に歩いてみる」",
    "11月23日（月）に書いた一歩です。その後、どうですか。どれでも大丈夫です。",
    "［やってみた］",
    "［これから］",
    "［手放す］",
]
# What the page waits for, in ms: no hello by then is a stream held back; then it asks every so often.
HELLO = 5_000
POLL = 5_000


def hang(visitor: Visitor) -> None:
    """Never answer, as a proxy does that collects a stream until its end."""
    visitor.holds("**/stream")


def refuse(visitor: Visitor) -> None:
    """Cut the line."""
    visitor.page.route("**/stream", lambda route: route.abort())


def forbid(visitor: Visitor) -> None:
    """Answer as a filter does."""
    visitor.page.route("**/stream", lambda route: route.fulfill(status=403, body="Blocked"))


def a_week_passes(served: Served) -> None:
    """Let a week pass, and what has become due be said."""
    served.clock.forward(days=7)
    served.tick()


def test_the_question_about_the_next_step_comes_by_the_stream_and_once(served: Served, visitor: Visitor) -> None:
    visitor.expects(BROKEN_LINE).expects("net::ERR").reflects_until("はじめの画面へ")
    a_week_passes(served)
    expect(visitor.page.locator(".notice")).to_have_count(1)
    assert visitor.log[-len(NOTICE) :] == NOTICE
    # When the stream comes back the last few notices come with it, and are known.
    served.stop()
    with visitor.page.expect_response("**/now"):
        served.start()
    served.tick()
    expect(visitor.page.locator(".notice")).to_have_count(1)
    visitor.taps("これから").sees("これからですね。急がなくて大丈夫です。")
    assert visitor.page.locator(".notice").count() == 0
    assert visitor.lines("#home")[0] == "きょうは、なにをしますか"


def test_a_question_that_comes_while_another_is_open_stands_above_it_and_a_button_leads_there(
    served: Served, visits: Visits, visitor: Visitor
) -> None:
    visitor.reflects_until("はじめの画面へ")
    other = visits.another_tab(visitor).opens().is_home().taps("ふりかえり", "6つぜんぶ")
    # Enough of a log that what comes stands out of sight.
    for _ in range(4):
        other.taps("とばす" if other.page.get_by_role("button", name="とばす").count() else "つぎへ")
    heading = other.page.locator("#log h3").last
    before = heading.bounding_box()
    other.page.locator("#well").hover()
    a_week_passes(served)
    expect(other.page.locator(".notice")).to_have_count(1)
    assert other.page.locator(".notice + .question").count() == 1
    after = heading.bounding_box()
    assert before and after
    assert {**after, "y": 0} == {**before, "y": 0}
    # A scroll position is kept in whole device pixels, so what stays in sight may move by a fraction of one.
    assert abs(after["y"] - before["y"]) < 1
    news = other.page.locator("#news")
    if news.is_visible():
        # Beside the line where one writes, and over nothing that can be pressed.
        place, composer = news.bounding_box(), other.page.locator("#composer").bounding_box()
        assert place and composer and place["y"] >= composer["y"]
        news.click()
    expect(other.page.locator(".notice")).to_be_in_viewport()
    expect(news).to_be_hidden()


@pytest.mark.parametrize("block", [hang, refuse, forbid])
def test_where_streams_are_blocked_polling_brings_the_question_once(
    served: Served, visits: Visits, block: Callable[[Visitor], None]
) -> None:
    visitor = visits().expects(BROKEN_LINE)
    block(visitor)
    visitor.page.clock.install()
    visitor.enters(ALONE).reflects_until("はじめの画面へ")
    with visitor.page.expect_response("**/poll"):
        visitor.page.clock.fast_forward(HELLO)
    a_week_passes(served)
    assert visitor.page.locator(".notice").count() == 0
    for _ in range(3):
        with visitor.page.expect_response("**/poll"):
            visitor.page.clock.fast_forward(POLL)
    expect(visitor.page.locator(".notice")).to_have_count(1)
    assert visitor.log[-len(NOTICE) :] == NOTICE
    assert visitor.told == []


def test_where_streams_are_blocked_another_tabs_answer_still_arrives(visits: Visits) -> None:
    visitor = visits()
    visitor.page.clock.install()
    visitor.enters(ALONE).reflects_until("よかったところがある")
    other = visits.another_tab(visitor).expects(BROKEN_LINE)
    refuse(other)
    with other.page.expect_response("**/poll"):
        other.opens().is_home()
    visitor.taps("これから考えたい")
    other.page.clock.fast_forward(POLL)
    other.sees("本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。")


@pytest.mark.parametrize("arrived", [True, False], ids=["only_the_answer_is_lost", "the_event_itself_is_lost"])
def test_a_connection_lost_while_sending_loses_nothing_and_keeps_nothing_twice(visitor: Visitor, arrived: bool) -> None:
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.post_data or "")
        if arrived:
            route.fetch()
        route.abort()

    visitor.expects(BROKEN_LINE).reflects_until("つぎへ")
    visitor.page.route("**/event", lose)
    visitor.says("「帰り道が好き」と話してくれた").sees("社会モデル（2/2）")
    assert [line for line in visitor.log if "帰り道" in line] == ["＞「帰り道が好き」と話してくれた"]
    assert visitor.written == ""
    assert visitor.told == []
    visitor.taps("今回は関係しない", "今日はなし")
    assert visitor.log[-7:-5] == ["おつかれさまでした", "よかったこと（本人中心）：「帰り道が好き」と話してくれた"]
    assert len(lost) == 1


def test_a_busy_program_is_asked_again_and_after_half_a_minute_the_person_may(visits: Visits) -> None:
    visitor = visits().expects(BROKEN_LINE)
    visitor.page.clock.install()
    visitor.enters(ALONE).reflects_until("つぎへ")
    sent: list[str] = []

    def busy(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "")["id"])
        route.fulfill(status=503, json={"problem": "あとで"})

    visitor.page.route("**/event", busy)
    visitor.writes("「帰り道が好き」と話してくれた").page.locator("#send").click()
    visitor.sees("うまく送れませんでした。書いた内容は残っています。送りなおしています。")
    while visitor.page.locator("[aria-busy=true]").count():
        visitor.page.clock.fast_forward(8_000)
    assert visitor.told == [
        "まだ送れていません。書いた内容は残っています。電波のよいところで、もう一度押してください。",
        "［もう一度送る］",
    ]
    assert visitor.written == "「帰り道が好き」と話してくれた"
    # It is the same event however often it is sent, also by another press.
    visitor.page.unroute("**/event")
    with visitor.page.expect_request("**/event") as again:
        visitor.page.locator("#send").click()
    sent.append(json.loads(again.value.post_data or "")["id"])
    assert len(set(sent)) == 1
    assert len(sent) > 3
    visitor.settles().sees("社会モデル（2/2）")
    assert visitor.told == []
    assert visitor.written == ""


@pytest.mark.parametrize("arrives", [1, 99], ids=["the first try arrives", "each try arrives"])
def test_what_arrived_is_not_called_unsent_however_many_answers_are_lost(visits: Visits, arrives: int) -> None:
    visitor = visits().expects(BROKEN_LINE)
    visitor.page.clock.install()
    visitor.enters(ALONE).reflects_until("つぎへ")
    asks: list[Route] = []
    visitor.page.route("**/now", lambda route: asks.append(route))

    tries = count(1)

    def lose(route: Route) -> None:
        if next(tries) <= arrives:
            route.fetch()
        route.abort()

    visitor.page.route("**/event", lose)
    visitor.writes("「帰り道が好き」と話してくれた").page.locator("#send").click()
    while visitor.page.locator("[aria-busy=true]").count():
        visitor.page.clock.fast_forward(8_000)
    assert visitor.told[-1] == "［もう一度送る］"
    # What was written must not stand there as the answer to the question that comes next.
    visitor.page.unroute("**/now")
    for ask in asks:
        ask.continue_()
    visitor.sees("社会モデル（2/2）")
    assert visitor.told == []
    assert visitor.written == ""
    assert [line for line in visitor.log if "帰り道" in line] == [
        "本人中心（ひとこと）：「帰り道が好き」と話してくれた"
    ]


def test_where_she_stood_before_a_press_is_not_shown_after_it(served: Served, visitor: Visitor) -> None:
    visitor.reflects_until("面談").taps("面談").sees("きょうは、どうでしたか。")
    held: list[tuple[Route, APIResponse]] = []
    visitor.page.route("**/now", lambda route: held.append((route, route.fetch())), times=1)
    with served.app.stores.database.read() as session:
        (person,) = people.by_name(Here(session, networks.ids(session)[0]), ALONE)
    # Something has changed that no tab of hers has done.
    served.run(served.app.web.redraw(str(person.id), lambda: None))
    until = time.monotonic() + 30
    while not held and time.monotonic() < until:
        visitor.page.wait_for_timeout(20)
    visitor.taps("よかったところがある").sees("つぎへ")
    [(route, answer)] = held
    with visitor.page.expect_response(
        lambda answered: answered.url.endswith("/now") and answered.request != route.request
    ):
        route.fulfill(response=answer)
    visitor.sees("つぎへ")
    assert visitor.log.count("＞よかったところがある") == 1


def test_a_locked_database_is_waited_for_and_the_answer_is_kept_once(served: Served, visitor: Visitor) -> None:
    visitor.reflects_until("つぎへ")
    other = sqlite3.connect(served.settings.var / "idobata.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    visitor.writes("「帰り道が好き」と話してくれた").page.locator("#send").click()
    expect(visitor.page.locator("#send")).to_have_attribute("aria-busy", "true")
    other.execute("COMMIT")
    other.close()
    visitor.settles().sees("社会モデル（2/2）")
    assert [line for line in visitor.log if "帰り道" in line] == ["＞「帰り道が好き」と話してくれた"]


def test_the_program_restarts_and_the_page_goes_on_where_it_was(served: Served, visitor: Visitor) -> None:
    visitor.expects(BROKEN_LINE).expects("net::ERR").reflects_until("つぎへ")
    served.stop()
    visitor.writes("「帰り道が好き」と話してくれた").page.locator("#send").click()
    visitor.sees("うまく送れませんでした。書いた内容は残っています。送りなおしています。")
    served.start()
    visitor.settles().sees("社会モデル（2/2）")
    assert [line for line in visitor.log if "帰り道" in line] == ["＞「帰り道が好き」と話してくれた"]
    expect(visitor.page.locator("#state")).to_be_empty()


def test_a_session_that_ended_says_so_and_what_was_written_stays(visits: Visits, visitor: Visitor) -> None:
    visitor.expects("status of 401").reflects_until("つぎへ").writes("まだ送っていない")
    other = visits.another_tab(visitor).expects("status of 401").opens().is_home()
    other.page.request.post(f"{other.address}/out", headers={"Origin": other.address})
    ended = (
        "入り直しが必要になりました。書いた内容は、この画面に残っています。"
        "続けるには、新しいリンクをセンターに頼んでください。"
    )
    visitor.sees(ended)
    visitor.page.locator("#send").click()
    visitor.settles()
    assert visitor.told == [ended]
    assert visitor.written == "まだ送っていない"
    other.sees(ended)
    # The browser asks once more before it goes with what she has written.
    visitor.leaves().enters(ALONE).sees(
        "本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。"
    )
