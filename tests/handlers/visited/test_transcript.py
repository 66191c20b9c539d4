"""After a visit, as it is talked of: the pair says how it went, the guest hears what was good, and has her own word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage.ids import short
from tests.handlers.visited.steps import (
    AS_USUAL,
    ASKED,
    GOOD,
    HOW,
    NO_GOOD,
    NOTHING,
    OFFICE,
    ONE,
    OURS,
    OUTCOME,
    PLANNED,
    PROMISE,
    SATO,
    SUZUKI,
    WHEN,
    answers,
    at,
    expect_came,
    outcomes,
    settled,
    waiting,
)
from tests.handlers.visits.hosts import rows
from tests.talk import Talk
from tests.world import ALONE

Meets = Callable[[str], Talk]
WHICH = f"{WHEN}　{OFFICE}"


@pytest.mark.each_face
def test_held_with_everything(meets: Meets) -> None:
    chief, guest = meets(SATO), meets(ALONE)
    world = chief.world
    visit = settled(world)
    chief.opens()
    guest.opens()
    chief.waits_until(at(world, "2026-11-24 15:29")).hears()
    chief.waits_until(at(world, "2026-11-24 15:30")).hears(ASKED)
    expect_came(chief, WHICH, HOW, "［予定どおり終わった］", "［くわしく残す］")
    chief.taps("くわしく残す")
    answers(
        chief,
        OUTCOME,
        ("minutes", "75", "75"),
        ("good", GOOD, GOOD),
        AS_USUAL,
        ("what1", PROMISE, PROMISE),
        ("whose1", "office", "事業所"),
        ("by1", "2026-12-07", "12/7"),
        ("what2", OURS, OURS),
        ("whose2", "hosts", "うかがう側"),
        ("by2", None, "日は決めない"),
        ("what3", None, "ない"),
    )
    chief.sees("残しました", f"{WHEN}の訪問は、75分で終わったと残しました。")
    assert outcomes(world) == [("done", "held", 75, False)]
    chief.taps("訪問のあとのこと")
    chief.sees(
        f"主任によるSV {WHEN}",
        "どうなったか：実施（75分）",
        f"{SATO}さんのひとこと：{GOOD}",
        f"約束（事業所・12月7日（月）まで）：{PROMISE}",
        f"約束（うかがう側）：{OURS}",
    )
    # The next morning: what was good, and her own word.
    guest.waits_until(at(world, "2026-11-25 09:00"))
    guest.hears("おはようございます。お知らせは2つです。", "サポーターからのひとこと", "訪問から一晩たちました")
    expect_came(guest, f"「{GOOD}」", f"{WHEN}の訪問から、{SATO}さんより。", "あなたと、うかがった2人だけが読めます。")
    guest.presses(f"visited:{short(visit)}")
    guest.sees("どうなったか：実施（75分）", f"{SATO}さんのひとこと：{GOOD}", f"約束（うかがう側）：{OURS}")
    assert waiting(world, ALONE) == [
        ("visited.promise", "12-04"),
        ("visited.month", "12-24"),
        ("visited.season", "02-24"),
    ]


@pytest.mark.each_face
def test_nothing_but_the_outcome_at_one_tap(meets: Meets) -> None:
    chief = meets(SATO)
    settled(chief.world)
    chief.opens().waits_until(at(chief.world, "2026-11-24 15:30")).taps("予定どおり終わった")
    chief.sees("残しました", f"{WHEN}の訪問は、60分で終わったと残しました。")
    assert outcomes(chief.world) == [("done", "held", 60, False)]
    kinds = "SELECT count(*) FROM visit_notes UNION ALL SELECT count(*) FROM visit_promises"
    assert rows(chief.world, kinds) == [(0,), (0,)]


@pytest.mark.each_face
def test_nothing_but_the_outcome_in_the_form(meets: Meets) -> None:
    chief = meets(SATO)
    settled(chief.world)
    chief.opens().waits_until(at(chief.world, "2026-11-24 15:30")).taps("くわしく残す")
    answers(chief, OUTCOME, PLANNED, NO_GOOD, AS_USUAL, NOTHING)
    chief.sees(f"{WHEN}の訪問は、60分で終わったと残しました。")
    assert outcomes(chief.world) == [("done", "held", 60, False)]


@pytest.mark.each_face
def test_absent_is_nobodys_fault_and_another_day_is_looked_for(meets: Meets) -> None:
    chief, guest = meets(SATO), meets(ALONE)
    settled(chief.world)
    guest.opens()
    chief.opens().waits_until(at(chief.world, "2026-11-24 15:30")).taps("くわしく残す")
    answers(chief, ("outcome", "absent", "不在"))
    chief.sees("そういう日もあります。別の日をさがして、おたがいにお知らせします。")
    (state, outcome, lasted, heavy) = outcomes(chief.world)[0]
    assert (state in ("desk", "offered"), outcome, lasted, heavy) == (True, "", None, False)
    # No word and no later question about what has not been.
    assert [kind for kind, _ in waiting(chief.world, ALONE) if kind.startswith("visited.")] == []
    chief.waits_until(at(chief.world, "2026-11-25 09:00")).hears()


@pytest.mark.each_face
def test_postponed_is_asked_about_anew_when_it_has_been(meets: Meets) -> None:
    chief = meets(SATO)
    settled(chief.world)
    chief.opens().waits_until(at(chief.world, "2026-11-24 15:30")).taps("くわしく残す")
    answers(chief, ("outcome", "postponed", "延期"))
    chief.sees("そういう日もあります。別の日をさがして、おたがいにお知らせします。")
    assert outcomes(chief.world)[0][0] in ("desk", "offered")


@pytest.mark.each_face
def test_cancelled_ends_it(meets: Meets) -> None:
    chief = meets(SATO)
    settled(chief.world)
    chief.opens().waits_until(at(chief.world, "2026-11-24 15:30")).taps("くわしく残す")
    answers(chief, ("outcome", "cancelled", "中止"))
    chief.sees("わかりました。この訪問は、おわりにしました。")
    assert outcomes(chief.world) == [("done", "cancelled", None, False)]


@pytest.mark.each_face
def test_a_late_visit_is_asked_about_in_the_morning_and_once_more(meets: Meets) -> None:
    chief = meets(SATO)
    world = chief.world
    settled(world, start=at(world, "2026-11-24 17:00"))
    chief.opens().waits_until(at(world, "2026-11-24 18:30")).hears()
    chief.waits_until(at(world, "2026-11-25 09:00")).hears(ONE, ASKED)
    chief.waits_until(at(world, "2026-11-26 09:00")).hears(ONE, ASKED)
    expect_came(chief, "まだのようなので、もう一度だけお聞きします。このあとは、こちらからは聞きません。")
    for day in ("2026-11-27", "2026-11-30"):
        chief.waits_until(at(world, f"{day} 09:00")).hears()


@pytest.mark.each_face
def test_the_other_of_the_pair_hears_of_it_and_adds_something(meets: Meets) -> None:
    chief, staff = meets(SATO), meets(SUZUKI)
    world = chief.world
    settled(world)
    staff.opens()
    chief.opens().waits_until(at(world, "2026-11-24 15:30")).taps("予定どおり終わった")
    staff.waits_until(at(world, "2026-11-25 09:00"))
    staff.hears(ONE, f"もうおひとりが、{WHEN}の訪問のことを残してくれました。")
    expect_came(staff, "よかったところや約束は、いつでも足せます。")
    staff.taps("よかったところ・約束を足す")
    answers(staff, ("good", GOOD, GOOD), NOTHING)
    staff.sees("どうなったか：実施（60分）", f"{SUZUKI}さんのひとこと：{GOOD}")
    staff.taps("ひとことを消す").sees("消しました。お相手の画面からも消します。")
    assert rows(world, "SELECT count(*) FROM visit_notes") == [(0,)]


@pytest.mark.each_face
def test_two_answer_at_once_and_nothing_is_lost(meets: Meets) -> None:
    chief, staff = meets(SATO), meets(SUZUKI)
    world = chief.world
    settled(world)
    staff.opens()
    chief.opens().waits_until(at(world, "2026-11-24 15:30")).taps("くわしく残す")
    staff.comes().taps("くわしく残す")
    answers(staff, OUTCOME, PLANNED, NO_GOOD, AS_USUAL, NOTHING)
    staff.sees("残しました")
    answers(chief, OUTCOME, ("minutes", "90", "90"), ("good", GOOD, GOOD), AS_USUAL, NOTHING)
    chief.sees("もうおひとりが、先に残してくれていました。", "書いてくれた分は、足しておきました。")
    assert outcomes(world) == [("done", "held", 60, False)]
    assert rows(world, "SELECT body FROM visit_notes") == [(GOOD,)]


@pytest.mark.each_face
def test_old_buttons_show_how_it_stands(meets: Meets) -> None:
    chief = meets(SATO)
    world = chief.world
    settled(world)
    chief.opens().waits_until(at(world, "2026-11-24 15:30"))
    planned = chief.data("予定どおり終わった")
    chief.taps("予定どおり終わった").presses(planned)
    chief.sees("どうなったか：実施（60分）")
    chief.presses(planned.replace("planned", "say")).sees("どうなったか：実施（60分）")
    assert outcomes(world) == [("done", "held", 60, False)]
