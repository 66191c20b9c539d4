"""The invitation of Friday afternoon: once a week, only for who wants it, never late, and gone at a tap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.bot.trouble import rows
from tests.bot.wires import at, delivery_on, goes, joins, likes, telephone
from tests.chat import Chat
from tests.talk import Talk
from tests.world import ALONE, CENTRE, World

TOKYO = ZoneInfo("Asia/Tokyo")
INVITATION = "今週もおつかれさまでした。よければ3分だけ、ふりかえりをしませんか。"
FRIDAY, NEXT = "2026-11-27", "2026-12-04"


def moment(day: str, clock: str) -> datetime:
    """Return a moment in Tokyo."""
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=TOKYO)


def test_who_wants_it_is_asked_on_friday_and_can_begin_at_once(talk: Talk) -> None:
    talk.enters("設定").taps("金曜の夕方に声をかける").sees("金曜の夕方：4時半ごろに声をかけます")
    talk.waits_until(moment(FRIDAY, "16:29")).hears()
    talk.waits_until(moment(FRIDAY, "16:30")).hears(INVITATION)
    talk.taps("3分だけ")
    assert talk.asked
    talk.sees("［面談］")


def test_a_no_for_today_is_a_no_for_today(talk: Talk) -> None:
    talk.enters("設定").taps("金曜の夕方に声をかける")
    talk.waits_until(moment(FRIDAY, "16:30")).taps("今日はいい").sees("わかりました。よい週末を。")
    for clock in ("16:31", "17:59"):
        talk.waits_until(moment(FRIDAY, clock)).hears()
    talk.waits_until(moment(NEXT, "16:30")).hears(INVITATION)


def test_it_is_turned_off_at_a_tap_on_the_spot(talk: Talk) -> None:
    talk.enters("設定").taps("金曜の夕方に声をかける")
    talk.waits_until(moment(FRIDAY, "16:30")).taps("もう声をかけない").sees("わかりました。もう声をかけません。")
    talk.enters("設定").sees("［金曜の夕方に声をかける］")
    talk.waits_until(moment(NEXT, "16:30")).hears()


@pytest.fixture
def wanting(chat: Chat) -> Chat:
    """The chat of somebody who has asked for it."""
    return chat.presses("settings:").taps("金曜の夕方に声をかける")


def test_nobody_is_asked_who_has_not_asked_for_it(chat: Chat) -> None:
    chat.waits_until(moment(FRIDAY, "16:30")).hears()
    assert rows(chat.world, "SELECT count(*) FROM outbox") == [(0,)]


def test_it_can_be_turned_off_in_the_settings_too(wanting: Chat) -> None:
    wanting.taps("金曜の声かけをやめる").sees("［金曜の夕方に声をかける］")
    wanting.waits_until(moment(FRIDAY, "16:30")).hears()


@pytest.mark.parametrize(("clock", "asked"), [("17:59", [INVITATION]), ("18:00", []), ("23:00", [])])
def test_after_downtime_it_comes_that_evening_or_not_at_all(wanting: Chat, clock: str, asked: list[str]) -> None:
    wanting.waits_until(moment(FRIDAY, clock)).hears(*asked)


def test_after_two_weeks_away_there_is_at_most_the_one_of_this_week(wanting: Chat) -> None:
    for day in ("2026-11-28", "2026-11-30", "2026-12-03"):
        wanting.waits_until(moment(day, "16:30")).hears()
    wanting.waits_until(moment("2026-12-11", "17:00")).hears(INVITATION)
    assert rows(wanting.world, "SELECT kind, state FROM outbox") == [("reflection.friday", "sent")]


def test_on_a_friday_on_which_nobody_works_there_is_none(wanting: Chat) -> None:
    for day in ("2027-01-01", "2027-12-31"):
        wanting.waits_until(moment(day, "16:30")).hears()
    wanting.waits_until(moment("2027-01-08", "16:30")).hears(INVITATION)


def test_the_hours_that_she_has_set_are_kept(wanting: Chat) -> None:
    likes(wanting.world, hours_from=510, hours_until=17 * 60)
    wanting.waits_until(moment(FRIDAY, "17:00")).hears()
    likes(wanting.world, hours_until=16 * 60)
    wanting.waits_until(moment(NEXT, "16:30")).hears()


def test_on_leave_there_is_none(wanting: Chat) -> None:
    wanting.taps("お休みに入る").taps("まだ決まっていない")
    wanting.waits_until(moment(FRIDAY, "16:30")).hears()
    wanting.presses("settings.back:").waits_until(moment(FRIDAY, "16:40")).hears(INVITATION)


def reflects(chat: Chat) -> None:
    """Reflect, passing over whatever can be."""
    chat.presses("reflection.quick:")
    while chat.page:
        field = chat.page["fields"][0]
        chat.presses(field["skip"]["data"])


def test_who_has_reflected_today_is_not_asked(wanting: Chat) -> None:
    wanting.world.clock.at = moment(FRIDAY, "09:00")
    reflects(wanting)
    wanting.waits_until(moment(FRIDAY, "16:30")).hears()
    wanting.waits_until(moment(NEXT, "16:30")).hears(INVITATION)


def test_what_is_under_way_when_she_reflects_does_not_come(wanting: Chat) -> None:
    world = wanting.world
    world.clock.at = moment(FRIDAY, "16:30")
    world.run(world.app.delivery.plan())
    reflects(wanting)
    wanting.comes().hears()
    assert rows(world, "SELECT state FROM outbox") == [("moot",)]


def test_who_turns_it_on_on_a_friday_afternoon_is_asked_next_week(chat: Chat) -> None:
    chat.world.clock.at = moment(FRIDAY, "16:45")
    chat.presses("settings:").taps("金曜の夕方に声をかける")
    chat.comes().hears()
    chat.waits_until(moment(NEXT, "16:30")).hears(INVITATION)


def test_one_who_wants_it_changes_nothing_for_another(wanting: Chat, chat_as: Callable[[str], Chat]) -> None:
    other = chat_as(CENTRE)
    wanting.waits_until(moment(FRIDAY, "16:30")).hears(INVITATION)
    other.comes().hears()
    other.presses("friday.no_more:")
    assert rows(wanting.world, f"SELECT fridays FROM people WHERE name = '{ALONE}'") in ([(True,)], [(1,)])


def test_what_could_not_be_sent_that_evening_is_not_sent_on_monday(world: World) -> None:
    joins(world)
    likes(world, fridays=True, face="telegram")

    def away(_user: str) -> None:
        raise ConnectionError

    wire = telephone(away)
    delivery = delivery_on(world, wire)
    at(world, f"{FRIDAY} 17:58")
    goes(world, delivery)
    wire.fails = lambda _user: None
    at(world, "2026-11-30 10:00")
    goes(world, delivery)
    assert wire.shown == []
    assert rows(world, "SELECT state FROM outbox") == [("moot",)]
