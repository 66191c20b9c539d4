"""Whom a roster named and who does not join is let go after two fiscal years, and the list says when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from handlers.yearsheet.retention import kept_since, kept_until
from tests.handlers.yearsheet.steps import AWAY, HEAD, KOKAGE, brings, goes, kept
from tests.talk import Talk
from tests.world import CENTRE

OTHER = (KOKAGE, "架空 さき子", "R3.11.20", "", "", "")
# The last moment of 31 March 2029 in Tokyo, and of 2030.
LAST, NEXT = (datetime(year, 3, 31, 14, 59, 59, tzinfo=UTC) for year in (2029, 2030))


@pytest.fixture
def centre(talk_as: Callable[[str], Talk]) -> Talk:
    """The chat of a coordinator who has brought a roster with two who are not here yet."""
    talk = talk_as(CENTRE)
    brings(talk, HEAD, AWAY, OTHER).taps("2人分を取りこむ")
    return talk


def names(talk: Talk) -> list[str]:
    """Return who is waited for."""
    return [name for _, name, _, _ in kept(talk.world)]


@pytest.mark.parametrize(
    ("named", "until"),
    [("2026-04-01", "2029-03-31"), ("2027-03-31", "2029-03-31"), ("2027-04-01", "2030-03-31")],
)
def test_it_is_two_fiscal_years_after_the_one_in_which_she_was_named(named: str, until: str) -> None:
    day, last = date.fromisoformat(named), date.fromisoformat(until)
    assert kept_until(day) == last
    assert kept_since(last) <= day < kept_since(last.replace(month=4, day=1))


def test_the_list_says_until_when_and_then_she_is_gone(centre: Talk) -> None:
    says = "まだ参加していません（令和11年3月31日（土）まで預かります）"
    goes(centre, "まだ参加していない方").sees(
        f"架空 まだ子（{KOKAGE}）：{says}",
        "名簿にのった年度のあと、2年度たつと消えます。名簿をまた取りこむと、のびます。",
    )
    centre.taps("架空 まだ子").sees(f"井戸端では：{says}")
    centre.waits_until(LAST)
    assert names(centre) == ["架空 さき子", "架空 まだ子"]
    centre.waits(seconds=1)
    assert names(centre) == []


def test_whom_a_newer_roster_names_stays_longer(centre: Talk) -> None:
    centre.waits_until(datetime(2027, 5, 6, 1, 0, tzinfo=UTC))
    # She is named as before, and somebody else is new; the other is named no more.
    brings(centre, HEAD, AWAY, (KOKAGE, "架空 こと子", "R8.9.1", "", "", "")).taps("1人分を取りこむ")
    goes(centre, "まだ参加していない方").sees(
        f"架空 まだ子（{KOKAGE}）：まだ参加していません（令和12年3月31日（日）まで預かります）",
        f"架空 さき子（{KOKAGE}）：まだ参加していません（令和11年3月31日（土）まで預かります）",
    )
    centre.waits_until(LAST).waits(seconds=1)
    assert names(centre) == ["架空 こと子", "架空 まだ子"]
    centre.waits_until(NEXT)
    assert names(centre) == ["架空 こと子", "架空 まだ子"]
    centre.waits(seconds=1)
    assert names(centre) == []
