"""Offices never or long not visited: seen by coordinators alone; the offer, and that nobody learns the answer."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import text

from storage.ids import short
from tests.handlers.fitting.steps import MINAMO, TSUKUSHI, asked, goes, held, tokyo
from tests.handlers.visits.hosts import have_hours, rows
from tests.talk import STALE, Talk
from tests.world import ALONE, CENTRE

Meets = Callable[[str], Talk]
COVER, OFFER = "訪問がまだの事業所", "事業所訪問のご案内"
SAYS = "日ごろの悩みや迷いを、一緒に考えにうかがえます。主任と基幹の2人が、1時間ほどです。"
MORNING = tokyo("2026-11-24 10:00")


@pytest.fixture
def desk(talk_as: Meets) -> Talk:
    """The coordinator."""
    return talk_as(CENTRE)


def told(desk: Talk) -> dict[str, str]:
    """Return what the list says of each office."""
    lines = [line.partition("：") for line in desk.text.split("\n") if "：" in line]
    return {office: said for office, _, said in lines}


def test_who_was_never_visited_comes_first_and_one_person_before_others(desk: Talk) -> None:
    held(desk.world, "相談室 こかげ", "2025-11-20")
    held(desk.world, "相談支援センター ひなた", "2026-10-01")
    goes(desk, COVER)
    assert list(told(desk).items()) == [
        (MINAMO, "まだ訪ねていません・1人の事業所"),
        (TSUKUSHI, "まだ訪ねていません・1人の事業所"),
        ("相談室 こかげ", "さいごは令和7年11月"),
    ]


def test_an_office_for_which_a_visit_is_open_is_not_in_it(desk: Talk) -> None:
    have_hours(desk.world)
    asked(desk.world, TSUKUSHI)
    assert TSUKUSHI not in told(goes(desk, COVER))


def test_the_offer_is_read_before_it_is_sent_and_goes_once(desk: Talk, talk_as: Meets) -> None:
    office = talk_as(ALONE)
    goes(desk, COVER).taps(MINAMO)
    desk.sees(SAYS, "お返事の中身は、こちらには出ません。次に声をかけられるのは、半年後からです。")
    send = desk.data("この文で声をかける")
    desk.taps("この文で声をかける").sees(
        "朝の1通で届きます。", "これまで：まだ訪ねていません・1人の事業所・11月23日（月）に声をかけました"
    )
    assert "この文で声をかける" not in desk.buttons
    desk.presses(send).sees("この事業所には、半年のうちに声をかけています。")
    office.waits_until(MORNING)
    assert OFFER in office.heard()
    office.waits(days=1)
    assert OFFER not in office.heard()


def test_asking_for_one_leads_on_and_closes_the_offer(desk: Talk, talk_as: Meets) -> None:
    office = talk_as(ALONE)
    goes(desk, COVER).taps(MINAMO).taps("この文で声をかける")
    office.waits_until(MORNING)
    assert OFFER in office.heard()
    office.taps("たのむ")
    assert office.text != ""
    assert rows(desk.world, "SELECT count(*) FROM visit_offers WHERE closed_at IS NULL") == [(0,)]


def test_not_now_is_nowhere_to_be_read(desk: Talk, talk_as: Meets) -> None:
    office = talk_as(ALONE)
    goes(desk, COVER).taps(MINAMO).taps("この文で声をかける")
    office.waits_until(MORNING)
    office.taps("いまはいい").sees("わかりました。気が向いたときは、いつでもはじめの画面からたのめます。")
    goes(desk, COVER)
    assert told(desk)[MINAMO] == "まだ訪ねていません・1人の事業所・11月23日（月）に声をかけました"
    desk.taps(MINAMO)
    assert not any(word in desk.everything for word in ("いまはいい", "ことわ", "辞退"))
    desk.enters("センターの仕事").taps("設定ときろく").taps("きろく")
    assert [line for line in desk.text.split("\n") if "訪問" in line] == [
        f"11月23日（月） 17:50　{CENTRE}さんが、事業所に訪問のことで声をかけました"
    ]


def test_an_offer_that_somebody_of_the_office_has_answered_is_told_to_nobody_else(desk: Talk, talk_as: Meets) -> None:
    one, other = talk_as("伊藤 あおい"), talk_as("渡辺 しん")
    goes(desk, COVER).taps("相談支援センター ひなた").taps("この文で声をかける")
    one.presses(f"offer.close:{offer(desk)}")
    other.waits_until(MORNING)
    assert OFFER not in other.heard()


def offer(desk: Talk) -> str:
    """Return the short id of the only offer."""
    ((id,),) = rows(desk.world, "SELECT id FROM visit_offers")
    return short(UUID(str(id)))


def test_another_office_cannot_answer_it(desk: Talk, talk_as: Meets) -> None:
    goes(desk, COVER).taps(MINAMO).taps("この文で声をかける")
    other = talk_as("中村 ゆう")
    for verb in ("offer.take", "offer.close"):
        other.presses(f"{verb}:{offer(desk)}").sees(STALE)
    assert rows(desk.world, "SELECT count(*) FROM visit_offers WHERE closed_at IS NULL") == [(1,)]


def test_where_nobody_of_an_office_is_here_there_is_its_telephone(desk: Talk) -> None:
    with desk.world.app.stores.database.write() as session:
        session.execute(text("UPDATE people SET paused_at = joined_at WHERE name = '小林 なお'"))
    goes(desk, COVER).taps(TSUKUSHI).sees("この事業所の方は、まだここにいません。お電話でどうぞ。")
    assert desk.calls == [("☎ 事業所に電話する", "03-0000-0013")]
    assert "この文で声をかける" not in desk.buttons


@pytest.mark.parametrize("name", [ALONE, "佐藤 はるか", "鈴木 かなえ"])
def test_nobody_else_sees_any_of_it(desk: Talk, talk_as: Meets, name: str) -> None:
    have_hours(desk.world)
    id = asked(desk.world, MINAMO, start=tokyo("2026-12-03 14:00"), by=ALONE)
    other = talk_as(name)
    offices = rows(desk.world, "SELECT id FROM offices")
    for verb in ("", ".open", ".cover", ".load", ".export", ".export.year", ".book"):
        other.presses(f"fitting{verb}:").sees(STALE)
    for verb in ("visit", "nudge", "swap", "times", "set", "off", "off.now", "read", "slip"):
        other.presses(f"fitting.{verb}:{short(id)}").sees(STALE)
    other.presses(f"fitting.send:{short(UUID(str(offices[0][0])))}").sees(STALE)
    assert rows(desk.world, "SELECT count(*) FROM visit_offers") == [(0,)]
