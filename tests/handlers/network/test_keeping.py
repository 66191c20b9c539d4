"""How long questions stay, and from when answers are doubted: changed at a tap, noted, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.handlers.keeping.steps import sets
from tests.handlers.network.steps import DONE, SAME, goes, network, noted
from tests.talk import Talk
from tests.world import CENTRE

DOOR = "質問を残す長さと見なおし"


@pytest.fixture
def centre(talk_as: Callable[[str], Talk]) -> Talk:
    """The chat of a coordinator whose network has two topics."""
    talk = talk_as(CENTRE)
    sets(talk.world, topics=["報酬・制度", "余暇"], ageing=[])
    return talk


def test_how_long_questions_stay_is_a_tap(centre: Talk) -> None:
    goes(centre, DOOR).sees("質問を残す長さ：次の年度末まで").taps("3年あとの年度末まで").sees(DONE)
    centre.sees("質問を残す長さ：3年あとの年度末まで")
    assert (network(centre.world).years, noted(centre.world)) == (3, [("network.changed", "years")])
    goes(centre, "これまでの変更").taps("1番を元に戻す")
    assert network(centre.world).years == 1


def test_topics_age_when_they_are_chosen(centre: Talk) -> None:
    goes(centre, DOOR).taps("古くなる話題を選ぶ").taps("「報酬・制度」も選ぶ")
    assert network(centre.world).ageing == ["報酬・制度"]
    stale = centre.data("「報酬・制度」をはずす")
    centre.taps("「報酬・制度」をはずす")
    assert network(centre.world).ageing == []
    centre.presses(stale)
    assert network(centre.world).ageing == []


def test_a_day_from_which_answers_are_doubted_is_added_once_and_taken_out(centre: Talk) -> None:
    for sentence in (DONE, SAME):
        goes(centre, DOOR).taps("見なおす日を足す").says("R9.4.1").sees(sentence)
    assert network(centre.world).revised_on == ["2027-04-01"]
    centre.taps("令和9年4月1日（木）をはずす").sees(DONE)
    assert network(centre.world).revised_on == []
