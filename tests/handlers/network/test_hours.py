"""The centre's hours and closed days: at a tap or typed, a day or a span, over the turn of the year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from handlers.language.hours import read_hour
from handlers.network import rules
from tests.bot.trouble import rows
from tests.bot.wires import at
from tests.handlers.joining.newcomers import comes, invited, stranger
from tests.handlers.network.steps import DONE, MEANWHILE, SAME, answers, changed_by_other, goes, kept, network
from tests.handlers.reflection.steps import reflect
from tests.talk import Talk
from tests.world import ALONE, CENTRE

TalkAs = Callable[[str], Talk]
HOURS, CLOSED = "センターの時間を変える", "休みの日を変える"
UNREAD = "時間として読めませんでした。「8:30」のように書いてください。"


def hours(talk: Talk) -> tuple[int, int]:
    """Return the hours as they are kept."""
    return network(talk.world).hours_from, network(talk.world).hours_until


def test_hours_are_changed_at_a_tap(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), HOURS).sees("いま：8:30〜17:15")
    assert "8:30〜17:15" not in talk.buttons
    talk.taps("9:00〜17:30").sees(DONE, "いま：9:00〜17:30", "［8:30〜17:15］")
    assert hours(talk) == (540, 1050)
    assert kept(talk.world) == [("hours", [510, 1035], [540, 1050], False)]


def test_hours_are_typed_as_people_write_them(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), HOURS, "ほかの時間を書く")
    answers(talk, **{"from": "８時半", "until": "17時"}).sees(DONE, "いま：8:30〜17:00")
    assert hours(talk) == (510, 1020)


def test_hours_that_cannot_be_are_refused_beside_their_field(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), HOURS, "ほかの時間を書く")
    answers(talk, **{"from": "あさ", "until": "8:00"}).sees(UNREAD)
    assert hours(talk) == (510, 1035)
    answers(talk, **{"from": "9:00"}).sees("終わりは、始まりの9:00より後にしてください。")
    answers(talk, **{"until": "17:15"}).sees(DONE)
    assert hours(talk) == (540, 1035)


def test_a_tap_that_comes_second_overwrites_nothing(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), HOURS)
    changed_by_other(talk.world, "hours_from", 480)
    talk.taps("9:00〜18:00").sees("いま：8:00〜17:15")
    assert hours(talk) == (480, 1035)
    talk.taps("9:00〜18:00").sees(DONE)
    assert hours(talk) == (540, 1080)


def test_a_day_is_closed_and_opened_again(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), CLOSED, "休みの日を足す").says("12/28").taps("この1日だけ")
    talk.sees(DONE, "12月28日（月）：令和8年", "［12月28日（月）をはずす］")
    assert network(talk.world).closed_days == ["2026-12-28"]
    talk.taps("12月28日（月）をはずす").sees(DONE, "まだありません")
    assert network(talk.world).closed_days == []


def test_a_whole_week_over_the_turn_of_the_year_counts_at_once(talk_as: TalkAs) -> None:
    talk, other = goes(talk_as(CENTRE), CLOSED, "休みの日を足す"), talk_as(ALONE)
    talk.says("12/28").sees("12月28日（月）から休みます。").says("1/8")
    talk.sees(DONE, "12月28日（月）〜1月8日（金）：令和8年", "［12月28日（月）〜1月8日（金）をはずす］")
    assert network(talk.world).closed_days == rules.span(date(2026, 12, 28), date(2027, 1, 8))
    at(talk.world, "2026-12-21 10:00")
    # Its day would be 28 December; the first on which the centre is open is 12 January, after 成人の日.
    reflect(other, step="散歩").sees("次の一歩：散歩（1月12日（火）に聞きます）")


@pytest.mark.parametrize("day", ["2026/11/29", "12月31日", "2027/5/3"])
def test_a_day_that_is_closed_anyway_is_not_taken(talk_as: TalkAs, day: str) -> None:
    talk = (
        goes(talk_as(CENTRE), CLOSED, "休みの日を足す")
        .says(day)
        .taps("この1日だけ")
        .sees("その日は、もともと休みです。")
    )
    assert (network(talk.world).closed_days, kept(talk.world)) == ([], [])


@pytest.mark.parametrize("day", ["2026/11/22", "2029/1/1"])
def test_a_day_that_is_past_or_far_away_is_refused(talk_as: TalkAs, day: str) -> None:
    talk = goes(talk_as(CENTRE), CLOSED, "休みの日を足す").says(day)
    assert "令和8年11月23日（月）から令和10年11月24日（金）までの日を選んでください。" in talk.text
    assert network(talk.world).closed_days == []


def test_a_span_is_at_most_a_month(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), CLOSED, "休みの日を足す").says("12/1").says("1/5")
    talk.sees(
        "令和9年1月5日（火）は選べません。令和8年12月2日（水）から令和8年12月31日（木）までの日を選んでください。"
    )
    talk.says("12/31").sees(DONE)
    assert len(network(talk.world).closed_days) == rules.LONGEST_SPAN


def test_two_who_close_days_at_once_close_both(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), CLOSED, "休みの日を足す").says("12/28")
    changed_by_other(talk.world, "closed_days", ["2026-12-25"])
    talk.taps("この1日だけ").sees(DONE)
    assert network(talk.world).closed_days == ["2026-12-25", "2026-12-28"]
    away = talk.data("12月25日（金）をはずす")
    changed_by_other(talk.world, "closed_days", ["2026-12-28"])
    talk.presses(away).sees(MEANWHILE)
    assert network(talk.world).closed_days == ["2026-12-28"]


def test_many_are_shown_page_by_page_and_past_ones_not_at_all(talk_as: TalkAs) -> None:
    talk = talk_as(CENTRE)
    wednesdays = [f"2026-12-{day:02}" for day in (2, 9, 16, 23)] + [f"2027-{month:02}-10" for month in range(1, 10)]
    changed_by_other(talk.world, "closed_days", ["2026-11-18", *wednesdays])
    goes(talk, CLOSED)
    assert next(label for label in talk.buttons if label.endswith("をはずす")) == "12月2日（水）をはずす"
    assert len([label for label in talk.buttons if label.endswith("をはずす")]) == 8
    talk.taps("つづきを見る")
    assert next(label for label in talk.buttons if label.endswith("をはずす")) == "5月10日（月）をはずす"
    assert ("つづきを見る" in talk.buttons, SAME in talk.text) == (False, False)


@pytest.mark.parametrize(
    ("typed", "minute"),
    [
        ("8:30", 510),
        ("８：３０", 510),
        ("0830", 510),
        ("830", 510),
        ("8時半", 510),
        ("8時30分", 510),
        ("17時", 1020),
        (" 17 : 15 ", 1035),
        ("24:00", 1440),
        ("0:00", 0),
        ("24:01", None),
        ("8:60", None),
        ("17", None),
        ("あさ", None),
        ("", None),
        ("8:3", None),
    ],
)
def test_an_hour_as_people_write_it(typed: str, minute: int | None) -> None:
    assert read_hour(typed) == minute


def test_who_comes_in_by_an_invitation_begins_with_the_centres_hours(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), HOURS).taps("9:00〜17:30")
    new = stranger(talk)
    comes(new, invited(talk.world).token)
    wanted = "SELECT people.hours_from, people.hours_until FROM people JOIN invites ON invites.person_id = people.id"
    assert rows(talk.world, wanted) == [(540, 1050)]
