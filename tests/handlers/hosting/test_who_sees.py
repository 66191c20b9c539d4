"""Who sees a host's hours and caps: she herself, and coordinators on her card; nobody else, wherever they go."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.handlers.hosting.steps import SATO, TAKAHASHI
from tests.talk import Talk
from tests.world import ALONE, CENTRE

TalkAs = Callable[[str], Talk]
HOURS = "火曜 13:00〜17:00"
CAP = "1か月に2件まで"
# A colleague of her own office, another 主任, one of the centre who coordinates nothing, somebody elsewhere.
OTHERS = ("伊藤 あおい", TAKAHASHI, "鈴木 かなえ", ALONE)
DOORS = ("home:", "settings:", "hosting:", "visits:", "hosting.caps:", "hosting.days:", "hosting.week:", "reach:")


def limits(talk: Talk) -> None:
    """Say at most how often, and close a day."""
    talk.presses("hosting.cap.month_2:").says("/ふさぐ 12/25 午後")


def test_a_coordinator_sees_them_on_her_card(talk_as: TalkAs) -> None:
    limits(talk_as(SATO))
    desk = talk_as(CENTRE).presses("roster.find:").says(SATO)
    desk.sees(
        "うかがえる時間：火曜 13:00〜17:00、木曜 9:00〜12:00、13:00〜17:00",
        "12月25日（金）：13:00〜17:00をふさぐ",
        f"件数の上限：{CAP}",
    )


def test_of_who_has_said_nothing_nothing_is_shown(talk_as: TalkAs) -> None:
    desk = talk_as(CENTRE).presses("roster.find:").says(ALONE)
    assert "うかがえる時間" not in desk.text


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_sees_them(talk_as: TalkAs, name: str) -> None:
    limits(talk_as(SATO))
    other = talk_as(name)
    for door in DOORS:
        other.presses(door)
        for said in (SATO, HOURS, CAP, "12月25日"):
            assert said not in other.text, (door, said)
