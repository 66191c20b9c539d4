"""The demo's invented trainings: there from the first start, never twice, never over what somebody told herself."""

from __future__ import annotations

from bot.showing import show
from storage import networks
from tests.chat import Chat
from tests.handlers.training.steps import INITIAL, TELL, keeps, kept, puts, record
from tests.world import ALONE, World

AOI = "伊藤 あおい"


def test_a_newcomer_sees_what_comes_of_a_record(world: World) -> None:
    for _ in range(2):
        show(world.app.stores.database, world.clock.now())
    assert kept(world, AOI) == [("initial", "2021-11-20", "day")]
    aoi = Chat(world, world.person(AOI)).opens()
    aoi.sees("現任研修　今年度が、受けられる最後の年度です（期限 令和9年3月31日（水））。")
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
