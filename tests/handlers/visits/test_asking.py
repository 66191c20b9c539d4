"""Asking for a visit in four taps, on every face; everything else has a default."""

from __future__ import annotations

import pytest

from messages.menus import menus
from storage import people
from tests.handlers.visits.hosts import have_hours, network, rows
from tests.handlers.visits.steps import (
    ANONYMOUS,
    ASK,
    CASE,
    DOOR,
    HELD,
    LOOK,
    MENUS,
    SOONEST,
    STALE,
    SV,
    WHAT,
    WHENEVER,
    WHY,
    WISHES,
    WORRIES,
    WRITE,
    asked,
    hub,
    last_look,
    times,
)
from tests.slack_chat import SlackChat
from tests.talk import Talk, at_once
from tests.world import ALONE

SOON = ("11月26日（木）9:00", "11月27日（金）9:00", "11月30日（月）9:00", "12月1日（火）9:00")


def test_four_taps_and_it_is_held(talk: Talk) -> None:
    have_hours(talk.world)
    hub(talk).sees("事業所訪問", WHAT, *(f"［{menu}］" for menu in MENUS))
    talk.taps(SV).sees(SV, SOONEST, *(f"［{time}］" for time in SOON), f"［{WRITE}］", f"［{WHENEVER}］")
    talk.taps(SOON[0]).sees(CASE, "［話さない］", "［匿名で話す］", "［文書で同意を得ている］")
    talk.taps(ANONYMOUS).sees(
        "11月26日（木）9:00–10:00　主任によるSV　訪問　匿名で話す",
        "主任1人と基幹1人に聞きます。お名前は決まってからお知らせします。",
        LOOK,
        f"［{ASK}］",
        f"［{WISHES}］",
    )
    assert asked(talk.world) == []
    talk.taps(ASK).sees(HELD, "［この訪問を見る］")
    assert asked(talk.world) == [("sv", "asked", "11-26 09:00", "anonymous")]
    assert rows(talk.world, "SELECT pool, state FROM visit_seats ORDER BY pool") == [
        ("centre", "asked"),
        ("chief", "asked"),
    ]


def test_where_no_case_comes_up_it_is_three(talk: Talk) -> None:
    have_hours(talk.world)
    times(talk, WORRIES).taps(SOON[1]).sees(LOOK, "11月27日（金）9:00–10:00　悩み事相談　訪問").taps(ASK)
    assert asked(talk.world) == [("worries", "asked", "11-27 09:00", "")]


def test_the_taps_are_four(talk: Talk) -> None:
    have_hours(talk.world)
    hub(talk)
    taps = [SV, SOON[0], ANONYMOUS, ASK]
    for label in taps:
        talk.taps(label)
    assert (len(taps), len(asked(talk.world))) == (4, 1)


def test_a_double_tap_asks_once(talk: Talk) -> None:
    have_hours(talk.world)
    last_look(talk, SOON[0])
    data = talk.data(ASK)
    talk.presses(data).sees(HELD)
    talk.presses(data).sees(STALE)
    assert len(asked(talk.world)) == 1


def test_two_presses_in_the_same_moment_ask_once(talk: Talk) -> None:
    have_hours(talk.world)
    data = last_look(talk, SOON[0]).data(ASK)
    at_once((talk, data), (talk, data), (talk, data))
    assert len(asked(talk.world)) == 1


def test_it_is_there_after_a_restart_and_in_the_hub(talk: Talk) -> None:
    have_hours(talk.world)
    times(talk).taps(SOON[1]).restarts()
    talk.enters(DOOR).taps("つづきから").sees(CASE).taps(ANONYMOUS).sees(
        "11月27日（金）9:00–10:00　主任によるSV　訪問　匿名で話す"
    )
    talk.restarts()
    talk.says("つづき").taps(ASK)
    assert asked(talk.world) == [("sv", "asked", "11-27 09:00", "anonymous")]


def test_whoever_stops_loses_nothing_unless_she_says_so(talk: Talk) -> None:
    have_hours(talk.world)
    times(talk).taps("やめる").sees("やめました。")
    times(talk).taps(SOON[0]).taps("やめる")
    of = f"{SOON[0].split('）')[0]}）9:00–10:00　主任によるSV　訪問"
    talk.sees("事業所訪問の書きかけがあります", of)
    hub(talk).sees(f"書きかけ：{of}").taps("つづきから").sees(CASE)
    talk.taps("やめる").taps("消してやめる").sees("書きかけを消しました。")
    assert asked(talk.world) == []


def test_who_has_only_looked_stops_at_once(talk: Talk) -> None:
    have_hours(talk.world)
    times(talk).taps(WHY).taps("もっと先の日を見る").taps("やめる").sees("やめました。")
    assert "書きかけ" not in talk.text


def test_the_word_leads_there(talk: Talk) -> None:
    for word in ("訪問", "事業所訪問", "訪問をたのむ", "/訪問"):
        talk.says(word).sees(DOOR, WHAT)
    talk.says("わたしの訪問").sees("わたしの訪問", "まだありません。")


def test_a_slack_command_leads_there(talk: Talk) -> None:
    if isinstance(talk, SlackChat):
        talk.settles(talk.slack.command(talk.user, "訪問")).sees(DOOR, WHAT)


@pytest.mark.each_face
def test_an_older_card_changes_nothing(talk: Talk) -> None:
    have_hours(talk.world)
    times(talk)
    older = talk.data(SOON[2])
    talk.taps(SOON[0]).taps(ANONYMOUS)
    talk.presses(older).sees(STALE)
    talk.says("つづき").sees("11月26日（木）9:00–10:00　主任によるSV　訪問　匿名で話す") if talk.face != "web" else None
    talk.opens().sees("11月26日（木）9:00–10:00　主任によるSV　訪問　匿名で話す") if talk.face == "web" else None


def test_a_menu_that_is_gone_is_not_asked_for(talk: Talk) -> None:
    have_hours(talk.world)
    menu, button = times(talk).data(SOON[0]), hub(talk).data(SV)
    with network(talk.world) as (_, its):
        its.menus = [one.kept() for one in menus() if one.key != "sv"]
    talk.presses(menu).sees(STALE)
    talk.presses(button).sees(STALE)
    hub(talk)
    assert SV not in talk.buttons


def test_who_has_no_office_is_told_whom_to_ask(talk: Talk) -> None:
    have_hours(talk.world)
    card, button = times(talk).data(SOON[0]), hub(talk).data(SV)
    with network(talk.world) as (here, _):
        people.by_name(here, ALONE)[0].office_id = None
    talk.presses(card).sees(STALE)
    without = "事業所が登録されると、たのめるようになります。センターに声をかけてください。"
    talk.presses(button).sees(without, "［人に話す］")
    hub(talk).sees(without)


def test_a_button_of_last_month_is_explained(talk: Talk) -> None:
    have_hours(talk.world)
    data = last_look(talk, SOON[0]).data(ASK)
    talk.world.clock.forward(days=30)
    talk.presses(data).sees(STALE)
    assert asked(talk.world) == []


def test_what_the_form_says_stands_on_a_renamed_door(talk: Talk) -> None:
    with network(talk.world) as (_, its):
        its.terms = {"visit": "おしゃべり便"}
    talk.says("ホーム")
    talk.enters("おしゃべり便").sees("おしゃべり便", WHAT)
