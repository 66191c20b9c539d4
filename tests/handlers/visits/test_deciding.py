"""Deciding: the office on Telegram, 主任 on Slack, the centre on the web; everybody is told each change once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import seats, visits
from storage.ids import short
from tests.handlers.visits.hosts import SATO, SUZUKI, TAKAHASHI
from tests.handlers.visits.three import ADDRESS, PAIR, WHEN, Three
from tests.talk import STALE, Talk, at_once
from tests.world import CENTRE

ASKED, SETTLED = "事業所訪問のお願いです", f"決まりました 📅 {WHEN}"


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


def test_both_accept_and_everybody_reads_it_on_her_own_face(three: Three) -> None:
    three.asks()
    assert three.told(three.chief) == three.told(three.centre) == [ASKED]
    assert three.told(three.office) == []
    three.chief.taps("引き受ける").sees("引き受けてくださり、ありがとうございます。ほかの方のお返事を待っています。")
    assert three.told(three.office) == []
    three.centre.taps("引き受ける").sees(SETTLED, f"うかがう人：{PAIR}", "お相手：加藤 みのりさん", f"場所：{ADDRESS}")
    assert [three.told(talk) for talk in three.everybody] == [[SETTLED], [SETTLED], [], [], []]


def test_before_it_is_settled_nobody_reads_a_name(three: Three) -> None:
    three.asks(line="朝の送り出しのこと")
    three.told(three.chief)
    shown = three.chief.everything
    assert [name for name in ("鈴木", "加藤", "みのり") if name in shown] == []
    three.told(three.office)
    assert [name for name in ("佐藤", "鈴木", "ひなた") if name in three.office.everything] == []
    assert all(known in shown for known in ("相談室 みなも", "朝の送り出しのこと", "匿名で話す", "主任1人と基幹1人"))


def test_two_who_accept_in_the_same_moment_settle_it_once(three: Three) -> None:
    visit = three.asks()
    three.told(three.chief)
    three.told(three.centre)
    at_once((three.chief, three.chief.data("引き受ける")), (three.centre, three.centre.data("引き受ける")))
    assert three.visit(visit.id).state == visits.SETTLED
    assert three.told(three.office) == [SETTLED]
    told = [three.told(three.chief), three.told(three.centre)]
    # Whoever was last has read it in answer.
    assert sorted(told) == [[], [SETTLED]]


def test_one_declines_and_the_next_is_asked_for_the_same_time(four: Three) -> None:
    visit = four.asks()
    asks, waits = _asked_first(four)
    four.told(asks)
    asks.taps("今回は難しい").sees(
        "わかりました。知らせてくださって助かります。ほかの方に聞いてみます。", "［予定が重なっている］"
    )
    assert four.told(waits) == [ASKED]
    asks.taps("予定が重なっている").sees("ありがとうございます。センターだけが見ます。")
    # Old buttons answer politely, and change nothing.
    asks.presses(f"visit.accept:{short(visit.id)}").sees(STALE)
    assert "この訪問のお願いは、いまは届いていません。" in asks.text
    waits.taps("引き受ける")
    four.told(four.centre)
    four.centre.taps("引き受ける")
    assert four.told(four.office) == [SETTLED]
    assert "予定が重なっている" not in four.office.everything + waits.everything
    assert f"主任：{_name(four, asks)}さん：今回は難しい（予定が重なっている）" in four.card(CENTRE, visit.id)


def _name(three: Three, talk: Talk) -> str:
    return SATO if talk is three.chief else TAKAHASHI


def _asked_first(three: Three) -> tuple[Talk, Talk]:
    """Return the chief who is asked, and the other one."""
    (visit,) = three.all_visits()
    seat = next(seat for seat in three.seats(visit.id) if seat.pool == seats.CHIEF)
    pair = (three.chief, three.other)
    return pair if seat.person_id == three.id(SATO) else (pair[1], pair[0])


def test_who_would_rather_not_go_is_followed_too_and_nobody_learns_it(four: Three) -> None:
    four.asks()
    asks, waits = _asked_first(four)
    four.told(asks)
    asks.taps("ほかの方にお願いしたい")
    asks.sees("わかりました。ほかの方にお願いします。どなたが言われたかは、事業所には伝わりません。")
    assert (four.told(waits), four.told(four.office), four.told(four.staff)) == ([ASKED], [], [])


def test_where_nobody_is_left_other_times_lie_with_the_office(three: Three) -> None:
    visit = three.asks()
    three.told(three.chief)
    three.chief.taps("今回は難しい")
    assert three.visit(visit.id).state in (visits.OFFERED, visits.DESK)
    heard = three.told(three.office)
    assert heard == ["「主任によるSV」のほかの時間のご相談です"]
    # Who was asked beside her is told that her time is her own again, not that she was asked.
    assert three.told(three.centre) == [ASKED, f"{WHEN}が空きました（主任によるSV）"]
