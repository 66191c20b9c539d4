"""The demo's invented trainings: there from the first start, never twice, never over what somebody told herself."""

from __future__ import annotations

from datetime import date

from bot.showing import show
from storage import networks, runs
from storage.db import Here
from tests.chat import Chat
from tests.handlers.training.steps import INITIAL, TELL, keeps, kept, puts, record
from tests.world import ALONE, World

AOI = "伊藤 あおい"


def test_a_newcomer_sees_what_comes_of_a_record(world: World) -> None:
    for _ in range(2):
        show(world.app.stores.database, world.clock.now())
    assert kept(world, AOI) == [("initial", "2021-11-20", "day")]
    aoi = Chat(world, world.person(AOI)).opens()
    aoi.sees("現任研修　申し込みは12月1日（火）まで。あと8日です（期限 令和9年3月31日（水））。")
    record(aoi).sees("初任者研修：令和3年11月20日（土）", "見本なので、ここにあるのは架空の記録です。")
    Chat(world, world.person(ALONE)).opens().sees(TELL)


def test_what_somebody_has_told_stays(world: World) -> None:
    puts(world, AOI, ("initial", "2022-06-01", "day"))
    show(world.app.stores.database, world.clock.now())
    assert kept(world, AOI) == [("initial", "2022-06-01", "day")]


def test_nobody_of_a_real_network_is_given_any(world: World) -> None:
    with world.app.stores.database.write() as session:
        networks.everyone(session)[0].invented = False
    show(world.app.stores.database, world.clock.now())
    assert kept(world, AOI) == []
    chat = Chat(world, world.person(AOI)).opens()
    assert "見本" not in keeps(chat, INITIAL, "R3.11.20").taps("研修の記録へ").text


def test_two_invented_runs_stand_there_once_one_of_them_open(world: World) -> None:
    for _ in range(2):
        show(world.app.stores.database, world.clock.now())
    with world.app.stores.database.read() as session:
        network = networks.everyone(session)[0]
        found = runs.everything(Here(session, network.id))
    assert network.prefecture == "東京都"
    assert [(one.course, one.apply_from, one.apply_to, one.opens_on, one.by_ward) for one in found] == [
        ("renewal", date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 12), False),
        ("chief", date(2026, 12, 23), date(2027, 1, 22), date(2027, 3, 8), True),
    ]
    assert all("架空" in one.title for one in found)
    assert [one.days[0]["day"] for one in found] == ["2027-01-12", "2027-03-08"]


def test_whoever_has_taken_them_off_is_not_given_them_again(world: World) -> None:
    show(world.app.stores.database, world.clock.now())
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        for one in runs.everything(here):
            one.off_at = world.clock.now()
    show(world.app.stores.database, world.clock.now())
    with world.app.stores.database.read() as session:
        found = runs.everything(Here(session, networks.ids(session)[0]))
        assert [one.off_at is None for one in found] == [False, False]
