"""Small ways of the page: a day left open, words written beside a way on, what stood before her eyes."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from storage import cohorts, networks, people
from storage.db import Here
from tests.browser.served import Served
from tests.browser.visitor import Visitor, Visits
from tests.world import CENTRE

pytestmark = pytest.mark.browser


def test_a_day_can_be_left_open_by_its_button(visitor: Visitor) -> None:
    visitor.taps("設定", "お休みに入る", "まだ決まっていない")
    visitor.sees("わかりました。戻るまで、こちらからは何も送りません。")
    assert visitor.log[-1] == "［はじめの画面へ］"


def test_whoever_has_written_something_and_goes_on_means_what_is_written(visitor: Visitor) -> None:
    visitor.reflects_until("つぎへ").writes("間をおいて聞けた").taps("つぎへ")
    visitor.sees("社会モデル（2/2）")
    assert "＞間をおいて聞けた" in visitor.log
    assert visitor.written == ""


def test_a_refused_text_is_not_sent_again_by_the_way_on_and_goes_with_the_answer(
    visits: Visits, served: Served
) -> None:
    with served.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        by = people.by_name(here, CENTRE)[0].id
        cohorts.join(here, cohorts.make(here, "秋の組", date(2026, 11, 1), by, served.clock.now()).id, [by])
    centre = (
        visits().enters(CENTRE).taps("センターの仕事", "研修のこと", "初任者研修の組", "秋の組", "集まりの日を聞く")
    )
    centre.says("１２月５日（土）10時から").taps("12月5日（土） 10:00から").sees("2つめの日時は。")
    assert centre.written == ""
    centre.says("12月10日 14時").sees("3つめの日時は。").says("つぎの次").taps("これで足ります").sees(
        "何分くらいですか。"
    )
    assert centre.written == ""


def test_what_was_no_answer_is_not_sent_as_the_answer_to_another_question(visitor: Visitor) -> None:
    stray = "これは、だれにも言っていない"
    visitor.taps("ふりかえり", "3分（2つの視点）", "面談").says(stray)
    visitor.sees("いまの文は、残していません。［つづきから］で、もとの質問に戻れます。")
    visitor.taps("つづきから", "よかったところがある", "つぎへ").sees("社会モデル（2/2）")
    assert [line for line in visitor.log if line.startswith("＞")][-1] == "＞つぎへ"
    assert visitor.written == stray


def test_without_a_word_the_way_on_is_the_way_on(visitor: Visitor) -> None:
    visitor.reflects_until("つぎへ").taps("つぎへ").sees("社会モデル（2/2）")
    assert [line for line in visitor.log if line.startswith("＞")][-1] == "＞つぎへ"


def test_who_changes_her_name_goes_on_reading_where_she_is(visitor: Visitor) -> None:
    visitor.taps("設定", "名前を変える").says("鈴木 みのり")
    expect(visitor.page.locator(".out .me")).to_have_text("鈴木 みのり（相談室 みなも）")
    expect(visitor.page.locator("#person option:checked")).to_have_text("鈴木 みのり")
    # The page was not loaded anew: what she was told still stands there.
    assert visitor.log.count("お名前：鈴木 みのり") == 1


def test_what_is_written_and_not_sent_does_not_go_without_a_question(visitor: Visitor) -> None:
    """It is kept nowhere but on the page. After it was sent, nobody asks: a question would be a complaint."""
    visitor.reflects_until("つぎへ").writes("まだ送っていない").is_asked_before_it_loads_again(stays=True)
    assert visitor.written == "まだ送っていない"
    visitor.taps("つぎへ").sees("社会モデル（2/2）").reloads().sees("社会モデル（2/2）")
    # What the page itself offers again is not lost by leaving it.
    visitor.taps("戻る").reloads().taps("つぎへ", "よかったところがある")
    visitor.writes("もういい").is_asked_before_it_loads_again(stays=False)
    expect(visitor.page.locator("#say")).to_have_value("")


def unseen(served: Served) -> int:
    """Return how many notices that were sent have stood before nobody's eyes."""
    with served.app.stores.database.read() as session:
        wanted = "SELECT count(*) FROM outbox WHERE state = 'sent' AND seen_at IS NULL AND letter IS NULL"
        return int(session.execute(text(wanted)).scalar_one())


def test_the_page_says_what_stood_before_her_eyes(visitor: Visitor, served: Served) -> None:
    visitor.reflects_until("はじめの画面へ")
    visitor.page.goto("about:blank")
    served.clock.forward(days=7, hours=16)
    served.tick()
    assert unseen(served) == 1
    with visitor.page.expect_response("**/seen") as answered:
        visitor.opens().is_home()
    assert answered.value.status == 200
    expect(visitor.page.locator("#home")).to_contain_text("次の一歩のこと")
    assert unseen(served) == 0


def test_a_link_to_hand_on_is_copied_by_a_button(visits: Visits) -> None:
    visitor = visits().enters(CENTRE)
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.taps("センターの仕事", "人と事業所", "参加している人").page.locator(
        "#log button", has_text="加藤 みのり"
    ).click()
    visitor.settles().taps("入り直しのリンクを出す")
    link = visitor.page.locator("dd", has_text="/in/").locator("span")
    visitor.taps("写す").sees("写しました")
    assert visitor.page.evaluate("navigator.clipboard.readText()") == link.inner_text()
