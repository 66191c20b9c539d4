"""Deciding, with the office on Telegram, 主任 on Slack and the centre on the web: everybody is told each change once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from handlers.visits import booking
from storage import seats, visits
from tests.handlers.visits.hosts import SATO, SUZUKI, TAKAHASHI
from tests.handlers.visits.three import NOW, OTHERS, PAIR, START, TOKYO, WHEN, Three
from tests.talk import STALE
from tests.world import ALONE

ASKED, SETTLED = "訪問のお願いです", f"決まりました 📅 {WHEN}"


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    """An office, one chief and one of the centre with hours."""
    three = Three(tmp_path / "var")
    yield three
    three.close()


@pytest.fixture
def four(tmp_path: Path) -> Iterator[Three]:
    """The same with another chief."""
    three = Three(tmp_path / "var", hosts=(SATO, TAKAHASHI, SUZUKI))
    yield three
    three.close()


def pressed(three: Three, talk: object, label: str) -> None:
    """Press a button, and look at the answer."""
    talk.taps(label)  # type: ignore[attr-defined]


def test_both_accept_and_everybody_reads_it_on_her_own_face(three: Three) -> None:
    three.asks()
    assert three.told(three.chief) == three.told(three.centre) == [ASKED]
    assert three.told(three.office) == []
    three.chief.taps("引き受ける").sees("引き受けてくださり、ありがとうございます。ほかの方のお返事を待っています。")
    assert three.told(three.office) == []
    three.centre.taps("引き受ける").sees(SETTLED, f"来る人：{PAIR}", "お相手：加藤 みのりさん", f"場所：みほん区みほん町1-2-3")
    assert three.told(three.office) == [SETTLED]
    assert three.told(three.chief) == [SETTLED]
    assert three.told(three.centre) == []
    assert three.told(three.staff) == []


def test_before_it_is_settled_nobody_reads_a_name(three: Three) -> None:
    visit = three.asks(line="朝の送り出しのこと")
    three.told(three.chief)
    shown = three.chief.everything
    assert [name for name in ("鈴木", "加藤") if name in shown] == []
    three.chief.sees
    three.chief.presses(f"visit:{_id(visit)}") if False else None
    assert "相談室 みなも" in shown and "朝の送り出しのこと" in shown and "匿名で話す" in shown


def _id(visit: visits.Visit) -> str:
    from storage.ids import short

    return short(visit.id)
