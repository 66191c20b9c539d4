"""Reminders: a week, a working day and two hours before; once, never at night, never of what is off or moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from handlers.visits import booking, stages
from storage import leaving
from storage.ids import short
from tests.handlers.visits.hosts import network
from tests.handlers.visits.three import ADDRESS, PAIR, PARKING, START, TEL, TOKYO, WHEN, Three
from tests.world import ALONE

LETTER = "おはようございます。お知らせは1つだけです。"
SAID = ("事業所訪問が近づいています", "次の事業所訪問", "このあとの事業所訪問")
WEEK, DAY, SOON = (f"{title} 📅 {WHEN}" for title in SAID)
URL = "https://example.com/j/123?pwd=abc"


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    """An office, one chief and one of the centre with hours."""
    three = Three(tmp_path / "var")
    yield three
    three.close()


def local(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    """Return a moment in Tokyo."""
    return datetime(2026, month, day, hour, minute, tzinfo=TOKYO)


def all_three(line: str, *more: str) -> list[list[str]]:
    """Return that the office, the chief and the centre have heard this, and nobody else anything."""
    heard = [*more, line]
    return [heard, heard, [], heard, []]


NOTHING: list[list[str]] = [[], [], [], [], []]


def test_everybody_is_reminded_three_times_and_each_once(three: Three) -> None:
    three.settled()
    for moment, heard in (
        (local(25, 12, month=11), NOTHING),
        # A week before is a Thursday; the letter comes at nine.
        (local(26, 8, month=11), NOTHING),
        (local(26, 9, month=11), all_three(WEEK, LETTER)),
        (local(26, 15, month=11), NOTHING),
        (local(1, 12), NOTHING),
        (local(2, 9), all_three(DAY, LETTER)),
        (local(3, 9), NOTHING),
        (local(3, 11, 59), NOTHING),
        (local(3, 12), all_three(SOON)),
        (local(3, 12, 1), NOTHING),
        (local(3, 15), NOTHING),
    ):
        three.waits_until(moment)
        assert three.heard() == heard, moment


def test_the_day_before_says_how_to_get_there_and_who_comes(three: Three) -> None:
    visit = three.settled()
    three.waits_until(local(2, 9))
    three.heard()
    way = (f"場所：{ADDRESS}", f"電話：{TEL}", f"駐車場：{PARKING}", "お相手：加藤 みのりさん", "［少し遅れます］")
    assert [line for line in way if line not in three.chief.text.split("\n")] == []
    assert [line for line in way[:3] if line in three.office.text] == []
    assert (
        f"{PAIR}がうかがいます。お名前などを伏せた写しがあれば、お手もとに。新しい書類はいりません。"
        in three.office.text
    )
    assert short(visit.id) in three.office.everything


def test_hosts_of_whom_nobody_is_to_be_met_read_it_in_each_reminder(three: Three) -> None:
    visit = three.settled()
    with network(three.world) as (here, found):
        leaving.erase(here, three.id(ALONE), three.world.clock.now())
        booking.expire(here, found, three.world.clock.now())
    three.heard()
    for moment in (local(26, 9, month=11), local(2, 9), local(3, 12)):
        three.waits_until(moment)
        three.heard()
        three.chief.sees("時間はそのままです。どなたとお会いするかは、センターが事業所と合わせて、お知らせします。")
    assert three.visit(visit.id).guest_id is None


def test_after_days_without_the_program_only_what_is_right_now_is_told(three: Three) -> None:
    three.settled()
    # From before the first reminder until after the second one: one message, and not two.
    three.waits_until(local(2, 12))
    assert three.heard() == all_three(DAY, LETTER)
    three.waits_until(local(3, 13))
    assert three.heard() == all_three(SOON)
    three.waits_until(local(3, 14))
    assert three.heard() == NOTHING


def test_after_a_stop_over_the_whole_visit_nothing_is_told(three: Three) -> None:
    three.settled()
    three.waits_until(local(7, 12))
    asked = [LETTER, "訪問、おつかれさまでした"]
    # How it went is asked; that it was to take place is told to nobody any more.
    assert three.heard() == [[], asked, [], asked, []]
    assert [kind for kind, _, _ in three.kinds() if kind in ("visit.week", "visit.day", "visit.soon")] == []


def test_what_was_posted_before_a_stop_and_is_over_is_not_told_late(three: Three) -> None:
    three.settled()
    three.waits_until(local(3, 12))
    three.world.run(three.world.app.delivery.plan())
    three.waits_until(local(3, 14, 30))
    assert three.heard() == NOTHING
    assert {state for kind, state, _ in three.kinds() if kind == "visit.soon"} == {"moot"}


def test_what_is_off_is_not_reminded_of(three: Three) -> None:
    visit = three.settled()
    # The letter has been planned already.
    three.waits_until(local(2, 9))
    three.world.run(three.world.app.delivery.plan())
    three.by(ALONE, lambda at: booking.cancel(at, visit.id))
    off = f"主任によるSV {WHEN}"
    assert three.heard() == [[], [off], [], [off], []]
    for moment in (local(2, 9), local(3, 12), local(3, 13)):
        three.waits_until(moment)
        assert three.heard() == NOTHING


def test_what_has_moved_is_reminded_of_at_its_new_time(three: Three) -> None:
    visit = three.settled()
    three.waits_until(local(2, 9))
    assert three.heard() == all_three(DAY, LETTER)
    later = START + timedelta(days=7)
    three.by(ALONE, lambda at: booking.move(at, visit.id, later))
    three.heard()
    three.chief.taps("引き受ける")
    three.centre.taps("引き受ける")
    three.heard()
    three.waits_until(local(3, 9, 5))
    assert three.heard() == all_three("事業所訪問が近づいています 📅 12月10日（木）14:00–15:00", LETTER)
    for moment in (local(3, 12), local(3, 13), local(8, 9)):
        three.waits_until(moment)
        assert three.heard() == NOTHING, moment
    three.waits_until(local(9, 9))
    assert three.heard() == all_three("次の事業所訪問 📅 12月10日（木）14:00–15:00", LETTER)
    three.waits_until(local(10, 12))
    assert three.heard() == all_three("このあとの事業所訪問 📅 12月10日（木）14:00–15:00")


def test_somebody_is_late_and_the_others_hear_it_at_once(three: Three) -> None:
    visit = three.settled()
    three.waits_until(local(3, 12))
    three.heard()
    three.waits_until(local(3, 13, 50))
    three.chief.taps("少し遅れます").sees("どのくらい遅れそうですか。押すと、すぐにお知らせします。", "［10分］")
    three.chief.taps("10分").sees("10分ほど遅れると、お知らせしました。気をつけて。")
    late = "佐藤 はるかさん（主任）が、10分ほど遅れます"
    assert three.heard() == [[late], [], [], [late], []]
    # Pressed twice is told once; another length is told anew.
    three.chief.presses(f"visit.late.10:{short(visit.id)}")
    assert three.heard() == NOTHING
    three.chief.presses(f"visit.late.30:{short(visit.id)}")
    late = "佐藤 はるかさん（主任）が、30分ほど遅れます"
    assert three.heard() == [[late], [], [], [late], []]


def test_nobody_is_late_for_what_is_far_or_over(three: Three) -> None:
    visit = three.settled()
    for moment in (local(30, 12, month=11), local(3, 15, 1)):
        three.waits_until(moment)
        three.heard()
        three.chief.presses(f"visit.late.10:{short(visit.id)}")
        assert "お知らせしました" not in three.chief.text
        assert three.heard() == NOTHING


def test_an_address_of_a_talk_online_is_told_when_a_host_has_written_it(three: Three) -> None:
    visit = three.settled(way="online")
    three.waits_until(local(2, 9))
    assert three.heard() == all_three(DAY, LETTER)
    assert "つなぐところは、決まりしだいお知らせします。" in three.office.text
    assert "つなぐところがまだです。書くと、ほかの方にお知らせします。" in three.chief.text
    three.chief.taps("つなぐところを書く")
    for wrong in ("javascript:alert(1)", "ここです", "https://user:pass@example.com/", "https://localhost/x"):
        three.chief.says(wrong).sees("「https://」で始まるアドレスを、そのまま貼ってください。")
    three.chief.says(URL).sees("書きました。ほかの方にお知らせします。")
    told = f"つなぐところが決まりました 📅 {WHEN}"
    assert three.heard() == [[told], [], [], [told], []]
    assert f"つなぐところ：{URL}" in three.office.text
    assert three.visit(visit.id).url == URL


@pytest.mark.parametrize(
    ("start", "wanted"),
    [
        # A Thursday; the week before, the day before, two hours before.
        (local(3, 14), ["11-26 00:00", "12-02 00:00", "12-03 12:00"]),
        # A Monday: the working day before is Friday.
        (local(7, 9), ["11-30 00:00", "12-04 00:00", "12-07 07:00"]),
        # Early: nothing is said before seven.
        (local(3, 8), ["11-26 00:00", "12-02 00:00", "12-03 07:00"]),
        # After the turn of the year the working day before is in the old one.
        (datetime(2027, 1, 4, 10, tzinfo=TOKYO), ["12-28 00:00", "01-04 08:00"]),
    ],
)
def test_when_reminders_are_due(start: datetime, wanted: list[str]) -> None:
    assert [f"{stage.due:%m-%d %H:%M}" for stage in stages.stages(start)] == wanted


def test_a_moment_has_one_reminder_and_each_time_of_a_visit_its_own() -> None:
    start, visit = local(3, 14), UUID(int=7)
    moments = [local(24, 10, month=11) + timedelta(minutes=30 * step) for step in range(500)]
    names = [stage.name if (stage := stages.now(start, moment)) else "" for moment in moments]
    assert list(dict.fromkeys(names)) == ["", "week", "day", "soon"]
    subjects = {stage.subject(visit, one) for one in (start, start + timedelta(days=1)) for stage in stages.stages(one)}
    assert len(subjects) == 6
    assert [stages.is_night(local(3, hour)) for hour in (0, 6, 7, 12, 20, 21, 23)] == [
        True, True, False, False, False, True, True,
    ]  # fmt: skip
