"""From a host's hours to an office's choice: what she closes is offered no more, a cap holds, and nobody reads why."""

from __future__ import annotations

from collections.abc import Callable

from tests.handlers.hosting.steps import SATO, TAKAHASHI
from tests.talk import Talk
from tests.world import ALONE

TalkAs = Callable[[str], Talk]


def offered(talk: Talk) -> list[str]:
    """Return the times that an office is offered for a talk with a 主任."""
    talk.enters("事業所訪問").taps("主任によるSV")
    return [label for label in talk.buttons if label[:1].isdigit()]


def test_the_demo_has_times_to_book_and_a_closed_day_is_none(talk_as: TalkAs) -> None:
    office, host, other = talk_as(ALONE), talk_as(SATO), talk_as(TAKAHASHI)
    before = offered(office)
    assert before
    day = before[0].partition("）")[0] + "）"
    for one in (host, other):
        one.says(f"/ふさぐ {day}")
    after = offered(office)
    assert after
    assert [label for label in after if label.startswith(day)] == []


def test_who_cannot_come_now_is_offered_to_nobody(talk_as: TalkAs) -> None:
    office, host, other = talk_as(ALONE), talk_as(SATO), talk_as(TAKAHASHI)
    host.presses("hosting.pause:")
    other.presses("hosting.pause:")
    assert offered(office) == []
    assert SATO not in office.text
    host.presses("hosting.resume:")
    assert offered(office)
