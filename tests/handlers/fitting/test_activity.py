"""What was done, as a workbook that is read back; the load of hosts and the look ahead."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from handlers.kit.table import harmless, to_xlsx
from handlers.visits import booking
from tests.handlers.fitting.steps import MINAMO, TSUKUSHI, asked, does, goes, held, hosts, stands, tokyo
from tests.handlers.visits.hosts import SATO, SUZUKI, TAKAHASHI, have_caps, have_hours
from tests.talk import Talk
from tests.world import ALONE, CENTRE

Meets = Callable[[str], Talk]
EXPORT, LOAD = "活動の一覧（Excel）", "担当の件数と見とおし"
HEADS = ("日", "始まり", "担当", "役割", "メニュー", "かたち", "分", "事業所", "結果")


@pytest.fixture
def desk(talk_as: Meets) -> Talk:
    """The coordinator."""
    return talk_as(CENTRE)


def table(desk: Talk) -> tuple[str, list[tuple[Any, ...]]]:
    """Return the file's name and what stands in it."""
    ((name, data),) = desk.files
    book = load_workbook(io.BytesIO(data))
    (sheet,) = book.worksheets
    assert (sheet.title, book.properties.creator or "") == ("活動の一覧", "")
    return name, [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_who_went_when_to_whom_for_how_long_and_nothing_else(desk: Talk) -> None:
    held(desk.world, MINAMO, "2026-10-01", line="名前は出しません", good="落ちついた話し方", case_kind="consent")
    held(desk.world, TSUKUSHI, "2026-05-20", TAKAHASHI, SUZUKI, outcome="absent", lasted=None)
    held(desk.world, TSUKUSHI, "2026-03-31")
    goes(desk, EXPORT).taps("令和8年度")
    name, rows = table(desk)
    first, second = datetime(2026, 5, 20), datetime(2026, 10, 1)
    assert name == "訪問の活動 令和8年度.xlsx"
    common = ("主任によるSV", "訪問")
    assert rows == [
        HEADS,
        (first, "14:00", f"{TAKAHASHI}さん", "主任", *common, None, TSUKUSHI, "不在"),
        (first, "14:00", f"{SUZUKI}さん", "基幹", *common, None, TSUKUSHI, "不在"),
        (second, "14:00", f"{SATO}さん", "主任", *common, 55, MINAMO, "実施"),
        (second, "14:00", f"{CENTRE}さん", "基幹", *common, 55, MINAMO, "実施"),
    ]
    desk.sees("話の中身、ケースの扱い、よかったところは入りません。")
    # The last day of March is last year's.
    goes(desk, EXPORT).taps("令和7年度")
    assert len(table(desk)[1]) == 3


def test_a_quarter_has_what_began_in_it(desk: Talk) -> None:
    held(desk.world, MINAMO, "2026-07-01")
    held(desk.world, MINAMO, "2026-09-30", TAKAHASHI, SUZUKI)
    held(desk.world, MINAMO, "2026-10-01")
    goes(desk, EXPORT)
    assert [label for label in desk.buttons if "月から" in label] == ["4月から6月", "7月から9月", "10月から12月"]
    desk.taps("7月から9月")
    name, rows = table(desk)
    assert (name, len(rows)) == ("訪問の活動 令和8年度 7月から9月.xlsx", 5)
    goes(desk, EXPORT).taps("4月から6月").sees("この期間に終えた訪問は、まだありません。")
    assert desk.files == []


def test_who_has_left_went_all_the_same(desk: Talk) -> None:
    held(desk.world, MINAMO, "2026-10-01")
    with desk.world.app.stores.database.write() as session:
        session.execute(text("UPDATE people SET name = '', left_at = joined_at WHERE name = '佐藤 はるか'"))
    goes(desk, EXPORT).taps("令和8年度")
    assert [row[2] for row in table(desk)[1]] == ["担当", "もういない方", f"{CENTRE}さん"]


@pytest.mark.parametrize("name", ["=1+1", "＝SUM(A1)", " +81", "－3", "@x", "\t=1"])
def test_no_cell_begins_a_formula(name: str) -> None:
    data = to_xlsx("x", ("a",), ((name,), ("普通",), (3,)), datetime(2026, 11, 24))
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert [(cell.value, cell.data_type) for (cell,) in sheet.iter_rows()] == [
        ("a", "s"),
        (harmless(name), "s"),
        ("普通", "s"),
        (3, "n"),
    ]
    assert harmless(name).startswith("'")
    assert harmless("相談室 みなも") == "相談室 みなも"


def test_what_hosts_have_done_and_can_give_stands_by_name(desk: Talk) -> None:
    have_hours(desk.world)
    have_caps(desk.world, SATO, a_week=1, a_month=2)
    held(desk.world, MINAMO, "2026-10-01")
    held(desk.world, MINAMO, "2026-02-01")
    asked(desk.world, TSUKUSHI, start=tokyo("2026-12-03 14:00"))
    goes(desk, LOAD)
    found = [line for line in desk.text.split("\n") if line.startswith((SATO, TAKAHASHI, CENTRE, SUZUKI))]
    # It was the other one's turn.
    assert found[0] == f"{SATO}（主任）：今年度1件・これから0件・1週に1件まで・1か月に2件まで"
    assert f"{TAKAHASHI}（主任）：今年度0件・これから1件" in found
    assert [line.split("（")[0] for line in found] == sorted([SATO, TAKAHASHI, CENTRE, SUZUKI])


def test_a_look_ahead_says_what_it_is_counted_by(desk: Talk) -> None:
    have_hours(desk.world, spans=[(3, 9 * 60, 11 * 60)])
    for name in (SATO, TAKAHASHI):
        have_caps(desk.world, name, a_month=1)
    goes(desk, LOAD).sees(
        "主任2人・基幹2人・4事業所です。",
        "このままだと、すべての事業所を1回ずつまわり終えるのは令和9年1月ごろです。",
        "いまの時間と回数の上限からは、1か月に2件までうかがえます。",
        "これまでの訪問がまだ少ないので、見とおしは、この上限で数えています。",
        "主任1人と基幹1人で1件として数えています。祝日やお休み、時間が重ならないことは入っていません。",
        "今年度は、決まっているもののほかに、あと8件ほど入ります。",
    )
    for day in ("2026-09-01", "2026-09-08", "2026-10-01"):
        held(desk.world, MINAMO, day)
    goes(desk, LOAD).sees(
        "このままだと、すべての事業所を1回ずつまわり終えるのは令和9年7月ごろです。",
        "この6か月は、1か月に0.5件でした。見とおしは、この早さで数えています。",
    )


def test_who_went_and_met_nobody_has_a_row_also_where_another_day_was_found(desk: Talk) -> None:
    have_hours(desk.world)
    id = asked(desk.world, MINAMO, start=tokyo("2026-11-26 14:00"), by=ALONE)
    chief, staff = hosts(desk.world, id)
    for name in (chief, staff):
        does(desk.world, name, booking.accept, id)
    desk.waits_until(tokyo("2026-11-26 15:30"))
    does(desk.world, chief, booking.finish, id, "absent")
    assert stands(desk.world, id).state == "offered"
    common = ("主任によるSV", "訪問", None, MINAMO, "不在")
    went = ((f"{chief}さん", "主任"), (f"{staff}さん", "基幹"))
    vain = [(datetime(2026, 11, 26), "14:00", *who, *common) for who in went]
    goes(desk, EXPORT).taps("令和8年度")
    assert table(desk)[1] == [HEADS, *vain]
    # Another day is found and it is held: both stand there, each at its time.
    does(desk.world, ALONE, booking.choose, id, datetime.fromisoformat(stands(desk.world, id).times.split()[0]))
    for name in hosts(desk.world, id):
        does(desk.world, name, booking.accept, id)
    desk.waits_until((stands(desk.world, id).start_at or tokyo("2026-12-01 09:00")) + timedelta(hours=2))
    does(desk.world, hosts(desk.world, id)[0], booking.finish, id, "held", 50)
    goes(desk, EXPORT).taps("令和8年度")
    rows = table(desk)[1]
    assert (rows[:3], [row[6:] for row in rows[3:]]) == ([HEADS, *vain], [(50, MINAMO, "実施")] * 2)
