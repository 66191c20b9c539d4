"""What home says in one line, who is not asked, what may have lapsed, and what is not for somebody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event

from storage import networks, people
from storage.db import Here
from tests.chat import Chat
from tests.handlers.training.steps import INITIAL, RENEWAL, TELL, keeps, life, puts, record, set_prefecture
from tests.talk import HOME, STALE, Talk
from tests.world import ALONE, CENTRE, World

LAPSED = (
    "登録されている記録では、令和6年3月31日（日）で期限が過ぎているかもしれません。記録の抜けのこともあります。",
    "修了証を見てみてください。勤務の前に、センター（☎ 03-0000-0001）か東京都に確認を。",
)
SEEN = "センターの期限の一覧には、「対象外」と出ます。"
ASK_MANAGER = "期限が近づいたら、同じ事業所の管理者にも知らせますか。"


def becomes(world: World, *roles: str) -> None:
    """Give her these roles alone."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        people.set_roles(here, people.by_name(here, ALONE)[0].id, list(roles))


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([], TELL),
        ([("renewal", "2024-06-01", "month")], "初任者研修の修了日が分かると、期限が出ます。"),
        (
            [("initial", "2021-11-20", "day")],
            "現任研修　今年度が、受けられる最後の年度です（期限 令和9年3月31日（水））。",
        ),
        ([("initial", "2022-04-01", "year")], "現任研修　つぎの期限は、令和10年3月31日（金）です。"),
        (
            [("initial", "2021-11-20", "day"), ("chief", "2026-06-01", "month")],
            "現任研修　つぎの期限は、令和14年3月31日（水）です。",
        ),
    ],
)
def test_home_says_the_next_thing_in_one_line(talk: Talk, rows: list[tuple[str, str, str]], line: str) -> None:
    puts(talk.world, ALONE, *rows)
    talk.says("ホーム").sees(HOME, line).sees_home(HOME)


def test_where_the_first_training_is_not_known_it_is_asked_for_and_no_deadline_is_explained(talk: Talk) -> None:
    first, why = "初任者研修の修了日が分かると、期限が出ます。", "［なぜ、この期限？］"
    keeps(talk, RENEWAL, "R6.6").sees(first)
    record(talk).sees(first).taps("研修へ").sees(first, "［いまはつけない］")
    assert why not in talk.text
    assert why not in talk.taps("これまでの道").text
    keeps(talk, INITIAL, "R3.11.20").taps("研修の記録へ").taps("研修へ").sees(why)
    talk.taps("これまでの道").sees(why)


@pytest.mark.parametrize("role", ["support_worker", "centre", "manager"])
def test_who_has_no_deadline_is_asked_nothing(world: World, role: str) -> None:
    becomes(world, role)
    chat = Chat(world, world.person()).opens()
    assert TELL not in chat.text
    record(chat).sees("期限のある役割（相談支援専門員・主任）ではないので、期限はお知らせしません。")
    assert "わたしは対象外" not in chat.buttons
    chat.presses("training.not_mine:").sees(STALE).presses("training.out:").sees(STALE)


def test_who_only_looks_on_has_no_door(world: World) -> None:
    becomes(world, "observer")
    chat = Chat(world, world.person()).opens()
    assert "［研修］" not in chat.text.split("\n")
    chat.presses("training.record:").sees(STALE)


def test_the_question_on_home_goes_at_a_tap_and_the_deadline_comes_all_the_same(talk: Talk) -> None:
    talk.says("ホーム").sees(TELL).taps("研修").taps("いまはつけない")
    talk.sees("わかりました。はじめの画面では聞きません。つけるときは［研修］からどうぞ。")
    assert TELL not in talk.says("ホーム").text
    keeps(talk, INITIAL, "R3.11.20")
    talk.says("ホーム").sees("現任研修　今年度が、受けられる最後の年度です（期限 令和9年3月31日（水））。")


def test_what_is_not_for_her_is_taken_back(talk: Talk) -> None:
    keeps(talk, INITIAL, "R3.11.20").taps("研修の記録へ").taps("わたしは対象外")
    talk.sees("研修の期限のお知らせが、届かなくなります。記録は残り、いつでも戻せます。", SEEN)
    talk.taps("やめる").sees("研修の記録", "［わたしは対象外］")
    found = life(talk.world)
    assert found is None or found.not_mine_at is None
    talk.taps("わたしは対象外").taps("対象外にする")
    talk.sees("わかりました。研修の期限は、お知らせしません。いつでも戻せます。")
    assert "期限" not in talk.says("ホーム").text
    record(talk).sees("研修の期限は、お知らせしないことになっています。", "［期限のお知らせを受ける］")
    talk.taps("研修へ").taps("期限のお知らせを受ける")
    talk.sees("わかりました。期限が近づいたら、お知らせします。")
    talk.says("ホーム").sees("現任研修　今年度が、受けられる最後の年度です（期限 令和9年3月31日（水））。")


def test_her_manager_is_told_only_where_she_says_so(talk: Talk) -> None:
    record(talk).taps("管理者にも知らせる？").sees(f"{ASK_MANAGER}いまは知らせないことになっています。")
    talk.sees("管理者が読めるのは、近づいた期限だけです。いつでも変えられます。")
    talk.taps("管理者にも知らせる").sees(f"{ASK_MANAGER}いまは知らせることになっています。")
    found = life(talk.world)
    assert found and found.tells_manager
    talk.taps("知らせない").sees(f"{ASK_MANAGER}いまは知らせないことになっています。")
    found = life(talk.world)
    assert found and not found.tells_manager


def test_what_may_have_lapsed_is_said_kindly_until_she_has_looked(talk: Talk) -> None:
    set_prefecture(talk.world, "東京都")
    puts(talk.world, ALONE, ("initial", "2018-11-20", "day"))
    talk.says("ホーム").sees("研修", *LAPSED).sees_home("研修", HOME)
    talk.taps("研修").sees("研修", *LAPSED)
    assert ("☎ 電話する", "03-0000-0001") in talk.calls
    talk.taps("修了証で確かめた")
    talk.sees(
        "ありがとうございます。確かめたことを、センターにも見えるようにしました。",
        "研修の期限のこと：勤務の前に、センターか東京都に確認を。",
    )
    found = life(talk.world)
    assert found and (str(found.confirmed_on), found.confirmed_by) == ("2026-11-23", found.person_id)
    talk.says("ホーム").sees_home(HOME).sees("研修の期限のこと：勤務の前に、センターか東京都に確認を。")
    talk.presses("training.confirm:").sees(STALE)


def test_a_day_that_was_missing_puts_it_right(talk: Talk) -> None:
    puts(talk.world, ALONE, ("initial", "2018-11-20", "day"))
    talk.says("ホーム").taps("修了日を直す").sees("研修の記録")
    keeps(talk, "現任研修", "R5.6.1").sees("現任研修　つぎの期限は、令和11年3月31日（土）です。")
    talk.says("ホーム").sees_home(HOME).sees("現任研修　つぎの期限は、令和11年3月31日（土）です。")


def test_who_has_looked_is_asked_again_where_the_record_has_changed(talk: Talk) -> None:
    puts(talk.world, ALONE, ("initial", "2018-11-20", "day"))
    talk.says("ホーム").taps("修了証で確かめた")
    keeps(talk, "専門コース別研修", "R5.6.1")
    talk.says("ホーム").sees_home("研修", HOME)


def test_her_record_is_hers(talk_as: Callable[[str], Talk]) -> None:
    puts((hers := talk_as(ALONE)).world, ALONE, ("initial", "2021-11-20", "day"))
    other = talk_as("小林 なお")
    record(other).sees("まだ何もありません。覚えている分だけで大丈夫です。")
    record(hers).sees("初任者研修：令和3年11月20日（土）")


def test_home_asks_once_more_for_who_has_deadlines_and_never_for_others(world: World) -> None:
    puts(world, ALONE, ("initial", "2021-11-20", "day"), ("renewal", "2024-06-01", "month"))
    asked: list[str] = []
    engine = world.app.stores.database.reader

    @event.listens_for(engine, "before_cursor_execute")
    def note(_link: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    about = []
    for name in (ALONE, CENTRE):
        asked.clear()
        Chat(world, world.person(name)).opens()
        about.append([one for one in asked if "completions" in one or "careers" in one])
    event.remove(engine, "before_cursor_execute", note)
    assert [len(one) for one in about] == [1, 0]
