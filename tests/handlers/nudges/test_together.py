"""What a coordinator, or she herself, does in the chat between the planning of a letter and its hour."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from storage.ids import short
from storage.people import Person
from tests.bot.wires import likes
from tests.chat import Chat
from tests.handlers.courses.test_moving import fills, hers
from tests.handlers.nudges.test_told import CLOSED, LAST_YEAR, SOURCE, WHY
from tests.handlers.nudges.told import ONE, Told
from tests.world import ALONE, CENTRE

MOVED = [
    "受けられる期間です（期限 令和10年3月31日（金））。",
    "なぜ今：初任者研修 令和3年11月修了。期限は、届いている特例の日です。",
    SOURCE,
]
HEADS = "研修,回の名前,申込締切,開講日,日程,会場,推薦"
ROW = "現任研修,第3回,R8.11.25,R9.1.12,1/12 9:30〜17:00；1/13,架空会館,○"


def test_a_deadline_that_is_moved_changes_what_was_planned_and_taken_back_it_is_told(told: Told) -> None:
    told.network(prefecture="東京都")
    told.did()
    assert told.at("2026-11-24", "00:30") == []
    centre = told.chat_of(CENTRE)
    fills(hers(centre).taps("期限を動かす"), "R10.3.31", "東京都", "会場の都合").taps("期限を動かす")
    assert told.at("2026-11-24") == [[ONE, *MOVED]]
    hers(centre).taps("令和9年の分を取り消す").sees("もとの期限に戻しました。")
    assert told.at("2026-11-25") == [[ONE, LAST_YEAR, WHY, SOURCE]]


def test_a_record_that_a_coordinator_has_confirmed_is_not_spoken_of(told: Told) -> None:
    told.did(on=date(2018, 8, 20))
    assert told.at("2026-11-24", "00:30") == []
    told.chat_of(CENTRE).presses("deadlines.check:").taps(ALONE).taps("確認した").sees("確認したことを残しました。")
    assert [told.at(f"2026-11-{day}") for day in (24, 25)] == [[], []]


def test_runs_of_a_table_from_windows_are_told_the_same_morning(told: Told) -> None:
    told.network(prefecture="東京都")
    told.did()
    assert told.at("2026-11-25", "00:30") == []
    centre = Chat(told.world, told.world.person(CENTRE), together=True).opens()
    centre.presses("runs.bring:").gives("研修.csv", f"{HEADS}\r\n{ROW}\r\n".encode("cp932"))
    centre.sees("2行目：「現任研修　第3回」1月12日（火）開講").taps("1回を取りこむ").sees("1回を取りこみました。")
    (letter,) = told.at("2026-11-25")
    assert "「現任研修　第3回」の申し込みは、きょうまでです。" in letter
    assert "申し込みには、区の推薦がいります。［この回を見る］からお願いできます。" in letter
    assert (letter[0], letter.count(SOURCE)) == (ONE, 1)
    her = told.chat()
    her.presses("runs:").taps("1を見る").sees(
        "現任研修　第3回",
        "申し込み：きょうまでです。",
        "日程：1月12日（火）9:30〜17:00、1月13日（水）",
        "場所：架空会館",
    )
    assert told.at("2026-11-26") == [[ONE, CLOSED]]


def test_her_manager_reads_of_her_from_when_she_says_so_until_she_takes_it_back(told: Told) -> None:
    told.network(prefecture="東京都")
    told.works_as("manager", name=CENTRE)
    with told.world.app.stores.database.read() as session:
        person = session.get_one(Person, (told._here(session).network_id, told.person))
        office: UUID | None = person.office_id
    likes(told.world, CENTRE, rhythm="none", office_id=office)
    told.did()
    manager, her = told.chat_of(CENTRE), told.chat()
    manager.presses("deadlines.own:")
    assert ALONE not in manager.text
    her.presses("training.record:").taps("管理者にも知らせる？").taps("管理者にも知らせる").sees("［知らせない］")
    manager.presses("deadlines.own:")
    manager.sees(f"{ALONE}：令和9年3月31日（水）まで")
    told.at("2026-11-24")
    told.at("2026-11-25", "00:30")
    her.presses("training.manager:").taps("知らせない").sees("［管理者にも知らせる］")
    told.at("2026-11-25")
    assert told.shown(name=CENTRE) == []
    manager.presses("deadlines.own:")
    assert ALONE not in manager.text


@pytest.mark.parametrize("verb", ["withdrawn", "not_accepted", "not_for_me", "unsay"])
def test_what_she_goes_to_no_more_lets_the_last_day_of_another_run_be_told_that_day(told: Told, verb: str) -> None:
    told.network(prefecture="東京都")
    told.did()
    told.run(date(2027, 2, 12), (None, date(2026, 11, 25)), "第4回")
    goes = told.run(date(2027, 1, 12), (None, date(2026, 11, 20)), "第3回")
    told.says(goes, "applied")
    assert told.at("2026-11-25") == []
    told.chat().presses(f"run.{verb}:{short(goes)}")
    (letter,) = told.at("2026-11-25", "10:00")
    assert "「現任研修　第4回」の申し込みは、きょうまでです。" in letter


@pytest.mark.parametrize("verb", ["nudge.mine", "training.mine"])
def test_who_is_concerned_after_all_hears_of_the_last_day_that_day(told: Told, verb: str) -> None:
    told.network(prefecture="東京都")
    told.did()
    told.at("2026-11-24")
    her = told.chat()
    subject = told.rows("told_as")[0][0]
    her.presses(f"nudge.out:{short(UUID(str(subject)))}")
    told.run(date(2027, 2, 12), (None, date(2026, 11, 25)), "第4回")
    assert told.at("2026-11-25") == []
    her.presses(f"{verb}:{short(UUID(str(subject)))}")
    (letter,) = told.at("2026-11-25", "10:00")
    assert "「現任研修　第4回」の申し込みは、きょうまでです。" in letter
