"""A manager hears only with her consent and after her; who rests is told of the last application alone, by day."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from storage.people import Person
from tests.bot.wires import likes
from tests.handlers.nudges.told import ONE, Told
from tests.world import CENTRE

OF_HER = "加藤 みのりさんの現任研修のことです。"
LAST_YEAR = "今年度が、受けられる最後の年度です（期限 令和9年3月31日（水））。"
WITH_HER = "ご本人の希望でお知らせしています。受けられるように、日程を一緒に考えてください。"
RUN = (date(2027, 1, 12), (None, date(2026, 12, 22)))
CLOSES = "「現任研修 第1回」の申し込みは12月22日（火）まで。あと14日です。"
ONLY = "いま分かっているなかでは、最後の申し込みです。このことだけお伝えします。"


@pytest.fixture
def managed(told: Told) -> Told:
    """Her office has a manager."""
    told.works_as("manager", name=CENTRE)
    with told.world.app.stores.database.read() as session:
        person = session.get_one(Person, (told._here(session).network_id, told.person))
        office = person.office_id
    likes(told.world, CENTRE, rhythm="none", office_id=office)
    return told.did()


def manager(told: Told) -> list[list[str]]:
    """Return what the manager was told."""
    return told.shown(name=CENTRE)


def test_without_her_consent_a_manager_hears_nothing(managed: Told) -> None:
    for day in ("2026-11-24", "2026-11-25", "2026-11-26"):
        managed.at(day)
    assert manager(managed) == []


def test_with_it_he_hears_once_and_after_her(managed: Told) -> None:
    managed.lives(tells_manager=True)
    assert len(managed.at("2026-11-24")) == 1
    assert manager(managed) == []
    for day in ("2026-11-25", "2026-11-26", "2026-11-27"):
        managed.at(day)
    assert manager(managed) == [[ONE, OF_HER, LAST_YEAR, WITH_HER]]


@pytest.mark.parametrize("what", ["consent", "applied", "later", "away", "office", "role"])
def test_what_has_changed_by_then_he_does_not_hear(managed: Told, what: str) -> None:
    managed.lives(tells_manager=True)
    run = managed.run(*RUN)
    managed.at("2026-11-24")
    managed.at("2026-11-25", "00:30")
    match what:
        case "consent":
            managed.lives(tells_manager=False)
        case "applied":
            managed.says(run, "applied")
        case "later" | "away":
            managed.answers(what)
        case "office":
            likes(managed.world, CENTRE, office_id=None)
        case _:
            managed.works_as("centre", name=CENTRE)
    managed.at("2026-11-25")
    assert manager(managed) == []


def test_of_the_stages_of_a_run_he_hears_of_the_end_of_the_last_alone(managed: Told) -> None:
    managed.lives(tells_manager=True).run(*RUN)
    for day in ("2026-11-24", "2026-12-08", "2026-12-09", "2026-12-18", "2026-12-21", "2026-12-22", "2026-12-24"):
        managed.at(day)
    lines = [line for shown in manager(managed) for line in shown if "申し込み" in line or "受付" in line]
    assert lines == ["「現任研修 第1回」の申し込みは12月22日（火）まで。あと1日です。"]


@pytest.mark.parametrize("rests", ["leave", "quiet weeks"])
def test_who_rests_is_told_of_the_last_application_alone_and_once(told: Told, rests: str) -> None:
    told.did().run(*RUN)
    if rests == "leave":
        told.likes(away_since=datetime(2026, 11, 1, tzinfo=ZoneInfo("Asia/Tokyo")))
    else:
        told.likes(calm_until=date(2027, 1, 31))
    found = told.days(date(2026, 11, 24), date(2026, 12, 31))
    assert found == {date(2026, 12, 8): [CLOSES, ONLY]}
    assert [str(row[0]) for row in told.rows("rule")] == ["last"]


def test_on_leave_not_at_night_either(told: Told) -> None:
    told.did().run(*RUN)
    told.likes(away_since=datetime(2026, 11, 1, tzinfo=ZoneInfo("Asia/Tokyo")))
    assert [told.at("2026-12-08", hour) for hour in ("00:05", "03:00", "08:59")] == [[], [], []]
    assert [told.at("2026-12-08", "18:00"), told.at("2026-12-08", "23:00")] == [[], []]
    assert len(told.at("2026-12-09", "10:00")) == 1


def test_back_again_she_is_told_what_is_right_then(told: Told) -> None:
    told.did().run(*RUN)
    told.likes(away_since=datetime(2026, 11, 1, tzinfo=ZoneInfo("Asia/Tokyo")), away_until=date(2026, 12, 21))
    told.days(date(2026, 12, 7), date(2026, 12, 20))
    ((_, year, line, *_),) = told.at("2026-12-21")
    assert (year, line) == (LAST_YEAR, "「現任研修 第1回」の申し込みは12月22日（火）まで。あと1日です。")
    assert UUID(told.world.person()) == told.person
