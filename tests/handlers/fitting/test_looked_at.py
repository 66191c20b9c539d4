"""The last look before day and hosts are set says what is read then, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handlers.visits import booking
from tests.handlers.fitting.steps import MINAMO, TSUKUSHI, asked, does, fills, goes, hosts, stands, tokyo
from tests.handlers.visits.hosts import SATO, SUZUKI, have_hours, rows
from tests.talk import Talk
from tests.world import ALONE, CENTRE

Meets = Callable[[str], Talk]
THEN, WHEN, NEW = tokyo("2026-12-03 14:00"), "12月3日（木）14:00–15:00", "12月4日（金）14:00–15:00"
ASKS, AGREED = "これから聞く", "もう引き受けてもらった"
MOVED, BOTH = f"時間が変わりました 📅 {NEW}", f"{SATO}さんと{SUZUKI}さん"
CALL, STAYS = "事業所には、お電話で知らせてください。", "決まるまでは、いまの時間のままです。"
BUSY = "その時間は、どなたかに別の訪問が入っています。ほかの時間か、ほかの方でお願いします。"
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


def test_that_somebody_is_held_by_another_visit_is_said_before_it_is_set(desk: Talk) -> None:
    id = asked(desk.world, MINAMO, start=THEN, by=ALONE)
    asked(desk.world, TSUKUSHI, start=tokyo("2026-12-04 14:00"))
    goes(desk, "訪問の一覧", f"12月3日（木） {MINAMO}").taps("日と人を決める")
    who = (("pool_chief", f"{SATO}（今年度2件）"), ("pool_centre", f"{SUZUKI}（今年度2件）"))
    fills(desk, ("day", "2026-12-04"), ("hour", "14:00"), *who, ("how", AGREED))
    desk.sees("これで入れますか", BUSY)
    assert ("これで入れる" in desk.buttons, "届きます" in desk.text) == (False, False)
    fills(desk.taps("「始まる時間」を直す"), ("hour", "16時"))
    desk.sees("事業所とうかがう人に「決まりました 📅 12月4日（金）16:00–17:00」と届きます。")
    # Asked for by another office after the look.
    asked(desk.world, TSUKUSHI, start=tokyo("2026-12-04 16:00"))
    desk.taps("これで入れる").sees("これで入れますか", BUSY)
    assert stands(desk.world, id).start_at == THEN
    fills(desk.taps("「始まる時間」を直す"), ("hour", "10時"))
    desk.taps("これで入れる").sees("この日時で入れました。事業所とうかがう人に知らせます。")
    assert stands(desk.world, id).start_at == tokyo("2026-12-04 10:00")


def test_where_nothing_is_changed_nobody_is_said_to_be_asked_or_told(desk: Talk) -> None:
    id = asked(desk.world, MINAMO, start=THEN, by=ALONE)
    for name in hosts(desk.world, id):
        does(desk.world, name, booking.accept, id)
    before = rows(desk.world, "SELECT id FROM outbox")
    goes(desk, "訪問の一覧", f"12月3日（木） {MINAMO}").taps("日と人を決める")
    who = (("pool_chief", f"{SATO}（今年度1件）"), ("pool_centre", f"{SUZUKI}（今年度1件）"))
    fills(desk, ("day", "2026-12-03"), ("hour", "14:00"), *who, ("how", ASKS))
    desk.taps("これで入れる").sees("相談室 みなもへの訪問")
    assert [line for line in desk.text.split("\n") if "知らせます" in line or "聞いています" in line] == []
    assert rows(desk.world, "SELECT id FROM outbox") == before


def test_where_all_have_agreed_to_the_new_time_already_it_says_who_is_told(desk: Talk) -> None:
    id = asked(desk.world, MINAMO, start=THEN, by=ALONE)
    chief, staff = hosts(desk.world, id)
    for name in (chief, staff):
        does(desk.world, name, booking.accept, id)
    does(desk.world, chief, booking.propose, id, tokyo("2026-12-04 14:00"))
    does(desk.world, staff, booking.propose, id, tokyo("2026-12-04 14:00"))
    goes(desk, "訪問の一覧", f"12月3日（木） {MINAMO}").taps("日と人を決める")
    who = (("pool_chief", f"{chief}（今年度1件）"), ("pool_centre", f"{staff}（今年度1件）"))
    fills(desk, ("day", "2026-12-04"), ("hour", "14:00"), *who, ("how", ASKS))
    desk.taps("これで入れる").sees("この日時で入れました。事業所とうかがう人に知らせます。")
    assert stands(desk.world, id).start_at == tokyo("2026-12-04 14:00")
