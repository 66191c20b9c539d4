"""これまでの道 as a list that says it all, and the same as a picture, on every face."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from messages.courses import CHIEF, GROUP, INITIAL, RENEWAL
from storage import careers, completions, networks, people
from storage.db import Here
from tests.chat import Chat
from tests.handlers.ladder.steps import drawing, has, knows, runs, texts
from tests.png import size_of
from tests.talk import Talk
from tests.world import ALONE, CENTRE

START = (INITIAL, date(2021, 11, 20))
DECIDES = "期限や条件を決めるのは、都道府県の要項です。"
GUIDE = "段階は目安です。重なるところは、どちらも見られます。"
NONE = "まだ記録がありません。修了した研修や仕事をはじめた月を記録すると、ここに並びます。"
UNKNOWN = "相談支援の仕事をはじめた月を記録すると、年目が分かります。"


def test_the_list_is_complete_by_itself(talk: Talk) -> None:
    knows(talk.world, START, practice=date(2021, 4, 1), taught=[(INITIAL, "facilitate", date(2025, 11, 1))])
    runs(talk.world, RENEWAL, date(2027, 1, 12), date(2026, 12, 1))
    talk.enters("研修").taps("これまでの道").sees(
        "これまでの道",
        "令和3年4月1日（木）：相談支援の仕事をはじめました",
        "令和3年11月20日（土）：初任者研修を修了しました",
        "令和7年11月：初任者研修の演習を進めました",
        "これから",
        "令和8年12月1日（火）まで：現任研修に申し込めます",
        "令和9年3月31日（水）まで：現任研修を1回（令和4〜8年度のうちに）",
        DECIDES,
        "いま6年目です（相談支援の仕事をはじめた令和3年4月から数えています）。",
        "あてはまる段階：中堅（3〜10年目）。",
        GUIDE,
        "［絵で見る］",
        "［役割を見る］",
    )
    order = [line for line in talk.text.split("\n") if line.startswith("令和")]
    assert [line.partition("：")[0] for line in order] == [
        "令和3年4月1日（木）",
        "令和3年11月20日（土）",
        "令和7年11月",
        "令和8年12月1日（火）まで",
        "令和9年3月31日（水）まで",
    ]


@pytest.mark.each_face
def test_the_picture_says_the_same(talk: Talk) -> None:
    knows(talk.world, START, practice=date(2021, 4, 1))
    talk.presses("ladder:").taps("絵で見る").sees("同じことが、ことばの一覧でも読めます。", "［これまでの道へ］")
    assert talk.described == [
        "令和3年4月1日（木）　相談支援の仕事をはじめました。"
        "令和3年11月20日（土）　初任者研修を修了しました。"
        "令和9年3月31日（水）まで　現任研修を1回（令和4〜8年度のうちに）。"
    ]
    ((name, data),) = talk.files
    if talk.face == "web":
        assert name == "これまでの道 令和8年11月23日（月）.svg"
        assert texts(drawing(talk), "mark") == [
            "仕事をはじめる（4月）",
            "初任者研修（11月）",
            "現任研修の期限",
            "令和9年3月31日（水）",
        ]
    else:
        assert name == "これまでの道 令和8年11月23日（月）.png"
        wide, high = size_of(data)
        assert (wide, 1200 < high < 2400) == (1080, True)
    talk.taps("これまでの道へ").sees(DECIDES)


def test_who_has_no_record_reads_what_to_do(talk: Talk) -> None:
    talk.says("これまでの道").sees(NONE, "初任者研修の記録があると、つぎの期限が分かります。", UNKNOWN)
    assert "絵で見る" not in talk.buttons
    # An old button answers with how things stand.
    talk.presses("ladder.picture:").sees(NONE)
    assert talk.files == []
    talk.presses("ladder.earlier:").sees(NONE)


def test_every_band_that_holds_is_said_and_none_is_chosen(chat: Chat) -> None:
    knows(chat.world, START, practice=date(2019, 10, 15))
    chat.presses("ladder:").sees(
        "いま8年目です（相談支援の仕事をはじめた令和元年10月から数えています）。",
        "あてはまる段階：中堅（3〜10年目）、ベテラン（8年目〜）。",
    )


def test_a_training_for_chiefs_is_no_way_out_for_who_never_completed_a_renewal(chat: Chat) -> None:
    knows(chat.world, START, practice=date(2021, 4, 1))
    runs(chat.world, CHIEF, date(2027, 1, 12), date(2026, 12, 1))
    assert "12月1日" not in chat.presses("ladder:").text


def test_what_is_to_come_after_the_first_training(chat: Chat) -> None:
    knows(chat.world, (INITIAL, date(2026, 9, 20)), practice=date(2026, 4, 1))
    chat.presses("ladder:").sees(
        "令和9年9月20日（月）まで：グループスーパービジョン（GSV）を1回（初任者研修の仲間と）",
        "令和10年4月1日（土）から：現任研修を受けられます（実務が2年になります）",
        "令和14年3月31日（水）まで：現任研修を1回（令和9〜13年度のうちに）",
    )


def test_what_filled_a_window_says_so_and_the_next_one_follows(chat: Chat) -> None:
    knows(chat.world, (INITIAL, date(2018, 9, 20)), (RENEWAL, date(2022, 10, 3)), (CHIEF, date(2026, 6, 1)))
    chat.presses("ladder:").sees(
        "令和4年10月3日（月）：現任研修を修了しました（令和元〜5年度の1回）",
        "令和8年6月1日（月）：主任研修を修了しました（令和6〜10年度の1回）",
        "令和16年3月31日（金）まで：現任研修を1回（令和11〜15年度のうちに）",
    )


def test_when_the_next_training_of_all_can_be_thought_of(chat: Chat) -> None:
    knows(chat.world, (INITIAL, date(2018, 9, 20)), (RENEWAL, date(2024, 10, 3)), practice=date(2017, 4, 1))
    chat.presses("ladder:").sees("令和9年10月3日（日）から：主任研修を考えられます（実務の年数は要項で）")


def test_what_may_have_passed_is_said_kindly(chat: Chat) -> None:
    knows(chat.world, (INITIAL, date(2018, 9, 20)))
    chat.presses("ladder:").sees(
        "令和6年3月31日（日）まで：記録では、過ぎているかもしれません（記録の抜けのこともあります）"
    )
    chat.taps("絵で見る")
    assert texts(drawing(chat), "mark") == ["初任者研修（9月）", "記録を見てみる"]


def test_who_has_no_deadline_sees_none(chat: Chat) -> None:
    knows(chat.world, START, practice=date(2021, 4, 1))
    has(chat.world, "support_worker")
    chat.presses("ladder:").sees("期限のある研修はありません。")
    assert "令和9年" not in chat.text
    chat.taps("絵で見る")
    assert [one for one in drawing(chat).iter() if "window" in (one.get("class") or "")] == []


def test_who_has_said_that_it_is_not_hers_sees_none(chat: Chat) -> None:
    knows(chat.world, START)
    with chat.world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        careers.made(here, people.by_name(here, ALONE)[0].id).not_mine_at = chat.world.clock.now()
    chat.presses("ladder:").sees("研修の期限は「わたしは対象外」と記録されています。")
    assert "令和9年" not in chat.text


@pytest.mark.each_face
def test_a_long_way_is_leafed_through_and_nothing_is_left_out(talk: Talk) -> None:
    days = [date(2000 + number, 6, 1) for number in range(25)]
    knows(talk.world, *(("specialty", day) for day in days))
    talk.presses("ladder:").sees("令和6年6月1日（土）：専門コース別研修を修了しました")
    newest = [line for line in talk.text.split("\n") if "専門コース別研修" in line]
    talk.taps("もっと前を見る")
    oldest = [line for line in talk.text.split("\n") if "専門コース別研修" in line]
    assert (len(oldest), len(newest)) == (5, 20) or talk.face != "web"
    assert len(set(oldest + newest)) == 25
    talk.taps("新しいほうへ").sees("これから")


def test_it_is_ones_own(chat_as: Callable[[str], Chat]) -> None:
    chat = chat_as(CENTRE)
    knows(chat.world, START)
    chat.presses("ladder:").sees(NONE)


def test_a_group_is_asked_for_by_the_same_rule_as_in_the_morning(chat: Chat) -> None:
    # Of whose certificate the month is not known nobody knows until when.
    knows(chat.world, practice=date(2026, 4, 1))
    with chat.world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        id = people.by_name(here, ALONE)[0].id
        completions.add(here, id, INITIAL, date(2026, 4, 1), "year", id, chat.world.clock.now())
    assert "GSV" not in chat.presses("ladder:").text
    # Who has completed a second one is waited for again, whichever grid runs.
    knows(chat.world, (INITIAL, date(2022, 9, 20)), (INITIAL, date(2026, 9, 20)), (GROUP, date(2023, 5, 1)))
    assert "令和9年9月20日（月）まで：グループスーパービジョン" in chat.presses("ladder:").text
