"""The last look before day and hosts are set says what is read then, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handlers.visits import booking
from tests.handlers.fitting.steps import MINAMO, TSUKUSHI, asked, does, fills, goes, hosts, tokyo
from tests.handlers.visits.hosts import SATO, SUZUKI, have_hours, rows
from tests.talk import Talk
from tests.world import ALONE, CENTRE

Meets = Callable[[str], Talk]
THEN, WHEN, NEW = tokyo("2026-12-03 14:00"), "12月3日（木）14:00–15:00", "12月4日（金）14:00–15:00"
ASKS, AGREED = "これから聞く", "もう引き受けてもらった"
MOVED, BOTH = f"時間が変わりました 📅 {NEW}", f"{SATO}さんと{SUZUKI}さん"
CALL, STAYS = "事業所には、お電話で知らせてください。", "決まるまでは、いまの時間のままです。"
LATER = "お返事がそろって決まったら、事業所にはお電話で知らせてください。"


@pytest.fixture
def desk(talk_as: Meets) -> Talk:
    """The coordinator, in a network where two have hours, and not she."""
    talk = talk_as(CENTRE)
    have_hours(talk.world, SATO, SUZUKI)
    return talk


@pytest.mark.parametrize(
    ("office", "settled", "day", "how", "reads", "told"),
    [
        (MINAMO, True, "2026-12-04", AGREED, [f"事業所とうかがう人に「{MOVED}」と届きます。"], "moved"),
        (
            MINAMO,
            True,
            "2026-12-04",
            ASKS,
            [f"{BOTH}に「{WHEN}を{NEW}に変えたいとのことです」と届きます。", STAYS],
            "moving",
        ),
        (
            MINAMO,
            True,
            "2026-12-03",
            AGREED,
            ["事業所とうかがう人に「うかがう人が変わりました」と届きます。"],
            "swapped",
        ),
        (TSUKUSHI, True, "2026-12-04", AGREED, [f"うかがう人に「{MOVED}」と届きます。", CALL], "moved"),
        (TSUKUSHI, False, "2026-12-04", ASKS, [f"{BOTH}に「事業所訪問のお願いです」と届きます。", LATER], "asked"),
    ],
)
def test_the_last_look_says_what_is_told_then(
    desk: Talk, office: str, settled: bool, day: str, how: str, reads: list[str], told: str
) -> None:
    id = asked(desk.world, office, start=THEN, by=ALONE if office == MINAMO else None)
    for name in hosts(desk.world, id) if settled else ():
        does(desk.world, name, booking.accept, id)
    before = rows(desk.world, "SELECT id FROM outbox")
    goes(desk, "訪問の一覧", f"12月3日（木） {office}").taps("日と人を決める")
    who = (("pool_chief", f"{SATO}（今年度1件）"), ("pool_centre", f"{SUZUKI}（今年度1件）"))
    fills(desk, ("day", day), ("hour", "14:00"), *who, ("how", how))
    assert [line for line in desk.text.split("\n") if "届きます" in line or line in (STAYS, CALL, LATER)] == reads
    desk.taps("これで入れる")
    new = [row for row in rows(desk.world, "SELECT id, kind FROM outbox") if (row[0],) not in before]
    assert {kind for _, kind in new} == {f"visit.{told}"}
