"""What is said to be recorded of a visit, and what is: every column is named by the sentences, or says why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.schema import metadata
from tests.handlers.visits.three import Three
from tests.world import ALONE

TABLES = ("visits", "visit_seats", "visit_unwanted", "visit_promises", "visit_notes")
# What each column is called in the sentences that everybody reads whose visit is settled.
SAID: dict[str, dict[str, str]] = {
    "日時": {"visits": "start_at moving_to times asked_at settled_at ended_at answer_by told_by"},
    "メニュー": {"visits": "menu title pools"},
    "来る人": {"visit_seats": "person_id pool state reason asked_at answered_at agreed_to"},
    "時間の長さ": {"visits": "minutes lasted"},
    "ケースの扱い": {"visits": "case_kind"},
    "約束": {"visit_promises": "whose by_day body made_at done_at let_go_at"},
    "たのむときに選んだこと": {
        "visits": "office_id guest_id booked_by way material field observer wish",
        "visit_unwanted": "person_id",
    },
    "書いた一行": {"visits": "line"},
    "うかがえたかどうか": {"visits": "state outcome"},
    "「よかったところ」の短いメモ": {"visit_notes": "author_id body at"},
}
# What says nothing of anybody, and why it is there.
TECHNICAL = {
    "network_id": "which network's it is",
    "id": "by which it is found",
    "visit_id": "whose part it is",
    "buffer": "travel, of the menu",
    "version": "of buttons",
    "edition": "of entries in calendars",
    "url": "where one meets online, as a host has written it and both sides read it",
    "heavy": "for how long nothing is sent that can wait; shown to nobody",
    "word_id": "her own reflection, which nobody else can open",
}


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    """An office, one chief and one of the centre with hours."""
    three = Three(tmp_path / "var")
    yield three
    three.close()


def test_every_column_is_named_or_says_why_it_is_there() -> None:
    said = [(table, column) for tables in SAID.values() for table, names in tables.items() for column in names.split()]
    assert len(said) == len(set(said))
    stored = {(table, column.name) for table in TABLES for column in metadata.tables[table].columns}
    technical = {(table, column) for table, column in stored if column in TECHNICAL}
    assert set(said) | technical == stored
    assert set(said) & technical == set()
    assert {column for _, column in technical} == set(TECHNICAL)


def test_no_table_of_visits_is_left_out() -> None:
    # Quarters of an hour, and the steps that are told: who did what when, of those who are named above.
    others = {"visit_cells", "visit_steps"}
    of_visits = {name for name, table in metadata.tables.items() if "visit_id" in table.columns or name == "visits"}
    # What coordinators offer an office stands before any visit.
    assert of_visits == {*TABLES, *others}


def test_the_sentences_say_all_of_it_to_whom_it_concerns(three: Three) -> None:
    visit = three.settled()
    shown = "\n".join(three.card(ALONE, visit.id))
    assert [word for word in SAID if word not in shown] == []
    assert "話の中身は書き残しません。" in shown
    assert "あなたとうかがった2人だけが読めます。" in shown


@pytest.mark.parametrize(
    ("case", "ready"),
    [
        ("none", "資料はいりません。"),
        ("anonymous", "お名前などを伏せた写しがあれば、お手もとに。新しい書類はいりません。"),
        ("consent", "計画書と同意書をお手もとに。新しい書類はいりません。"),
        ("", "資料はいりません。"),
    ],
)
def test_what_to_have_ready_goes_by_how_a_case_may_come_up(three: Three, case: str, ready: str) -> None:
    visit = three.settled(case_kind=case)
    pair = "佐藤さん（主任・みほん福祉会）と鈴木さん（基幹）"
    lines = three.card(ALONE, visit.id)
    assert f"{pair}がうかがいます。{ready}" in lines
    assert "同じ仕事をする者どうしで、一緒に考える時間です。" in lines
