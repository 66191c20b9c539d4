"""What is said in a thread: the guard looks at it first, and whatever signs it has are text and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from storage.ids import short
from tests.handlers.questions.steps import asked, says
from tests.talk import Talk
from tests.world import ALONE

CHIEF = "佐藤 はるか"
CLIENT = "山田太郎さん（090-1234-5678）も通っていました"

Meet = Callable[[str], Talk]


def bodies(talk: Talk) -> list[str]:
    """Return what has been said, as the rows have it."""
    with talk.world.app.stores.database.read() as session:
        return [row[0] for row in session.execute(text("SELECT body FROM question_answers ORDER BY at, id"))]


def test_the_guard_looks_at_an_answer_before_anybody_reads_it(at_work: Meet) -> None:
    talk, chief = at_work(ALONE), at_work(CHIEF)
    id = asked(talk.world, ALONE)
    chief.presses(f"answer:{short(id)}").says(CLIENT).sees("［伏せる］", "［書きなおす］")
    assert bodies(chief) == []
    chief.taps("伏せる")
    assert "山田" not in chief.text and "090" not in chief.text
    chief.taps("匿名で答える")
    (said,) = bodies(chief)
    assert "山田" not in said and "1234" not in said and said.endswith("も通っていました")
    # Who is named again in the thread has the same letter.
    chief.presses(f"answer:{short(id)}").says("山田太郎さんは楽しそうでした").taps("伏せる").taps("匿名で答える")
    assert bodies(chief)[1][0] == said[0]


@pytest.mark.parametrize(
    "odd",
    [
        "<b>太字</b> & *星* _下線_ `符号`",
        "<@U123> <!channel> @here",
        "=1+1 +SUM(A1) @x",
        "見学\u202eは平\u200b日\u2066だけ",
    ],
)
def test_signs_are_text_and_nothing_else(at_work: Meet, odd: str) -> None:
    talk, chief = at_work(ALONE), at_work(CHIEF)
    id = asked(talk.world, ALONE)
    chief.presses(f"answer:{short(id)}").says(odd).taps("匿名で答える")
    (kept,) = bodies(chief)
    assert [sign for sign in "\u202e\u2066" if sign in kept] == []
    talk.presses(f"question:{short(id)}").sees(f"「{kept}」")


def test_what_is_empty_or_too_long_is_said_and_nothing_is_lost(at_work: Meet) -> None:
    talk, chief = at_work(ALONE), at_work(CHIEF)
    id = asked(talk.world, ALONE)
    chief.presses(f"answer:{short(id)}").says("あ" * 1001)
    assert "1000" in chief.text and bodies(chief) == []
    chief.says("あ" * 1000).taps("匿名で答える")
    assert bodies(chief) == ["あ" * 1000]
    says(talk.world, id, CHIEF, "い" * 1000)
    talk.presses(f"question:{short(id)}").sees(f"「{'あ' * 1000}」")
