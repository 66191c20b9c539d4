"""訪問のこと: menus are added, mended, put in order, taken out; visits that were asked for stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from messages.menus import menus
from tests.chat import Chat
from tests.handlers.hosting.steps import visits
from tests.handlers.network.steps import DONE, MEANWHILE, changed_by_other, goes, kept, network, noted
from tests.handlers.visits.hosts import rows
from tests.slack_chat import SlackChat
from tests.talk import Talk
from tests.world import CENTRE

TalkAs = Callable[[str], Talk]
FEWER = "同じ法人の方には聞きません。合う日がへることがあります。"
MENUS = ("訪問のこと", "メニューを変える")
SHIPPED = ["悩み事相談", "主任によるSV", "ケース相談", "計画作成に関する相談", "同行支援", "ワンポイントアドバイス"]


def names(talk: Talk) -> list[str]:
    """Return what can be booked, in its order."""
    return [one.name for one in menus(network(talk.world).menus)]


def menu(talk: Talk, name: str) -> dict[str, Any]:
    """Return a menu as it is kept."""
    return next(one for one in network(talk.world).menus if one["name"] == name)


def test_a_menu_is_added_and_what_was_shipped_stays(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), *MENUS).sees("悩み事相談：60分、主任1人、基幹1人").taps("メニューを足す")
    if isinstance(talk, Chat):
        talk.fills({"name": "はじめての訪問", "minutes": "c1", "pools": "c2"})
    else:
        chosen(talk, "はじめての訪問", "30分", "基幹1人")
    talk.sees(DONE, "はじめての訪問：30分、基幹1人")
    assert names(talk) == [*SHIPPED, "はじめての訪問"]
    new = menu(talk, "はじめての訪問")
    assert (new["minutes"], new["pools"], new["ways"], new["case"]) == (
        30,
        ["centre"],
        ["visit", "online", "centre"],
        True,
    )
    assert noted(talk.world) == [("network.changed", "menus")]
    assert [bool(key) for key in {one["key"] for one in network(talk.world).menus}] == [True] * 7


def chosen(talk: Talk, name: str, minutes: str, pools: str) -> None:
    """Answer the form of a new menu as one does in a chat."""
    if isinstance(talk, SlackChat):
        assert talk.modal is not None
        said, *asked = [str(block["block_id"]) for block in talk.modal.blocks if block["type"] == "input"]
        talk.slack.types(talk.user, said, name)
        for block, choice in zip(asked, (minutes, pools), strict=True):
            talk.slack.chooses(talk.user, block, choice)
        talk.settles(talk.slack.submits(talk.user))
        return
    talk.says(name).taps(minutes).taps(pools).taps("送る")


@pytest.mark.parametrize(
    ("button", "choice", "part", "value", "shown"),
    [
        ("長さを変える", "90分", "minutes", 90, "長さ：90分"),
        ("うかがう人を変える", "主任1人", "pools", ["chief"], "うかがう人：主任1人"),
        ("場所を変える", "オンライン", "ways", ["online"], "場所：オンライン"),
        ("前後の移動を変える", "なし", "buffer", 0, "前後の移動：なし"),
        ("いちばん近い日を変える", "平日5日後から", "notice", 5, "いちばん近い日：平日5日後から"),
        ("いちばん先の日を変える", "180日先まで", "furthest", 180, "いちばん先の日：180日先まで"),
    ],
)
def test_each_rule_of_a_menu_is_changed_by_itself(
    talk_as: TalkAs, button: str, choice: str, part: str, value: object, shown: str
) -> None:
    talk = goes(talk_as(CENTRE), *MENUS, "ケース相談", button).taps(choice).sees(DONE)
    assert menu(talk, "ケース相談")[part] == value
    talk.taps("ケース相談").sees(shown)
    assert names(talk) == SHIPPED


def test_what_is_on_or_off_is_turned_over(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), *MENUS, "悩み事相談", "ほかの決めごとを変える")
    for part, label in (("case", "ケースの話"), ("field", "障害種別を聞く"), ("heavy", "あとをしずかに")):
        before = next(one for one in menus(network(talk.world).menus) if one.name == "悩み事相談").kept()[part]
        talk.taps(f"「{label}」を切りかえる").sees(DONE, f"{label}：{'なし' if before else 'あり'}")
        assert menu(talk, "悩み事相談")[part] is not before


def test_a_name_an_order_and_out_and_visits_stay(talk_as: TalkAs) -> None:
    talk = talk_as(CENTRE)
    visits(talk.world, "2026-12-01 14:00")
    asked_for = rows(talk.world, "SELECT menu, title, minutes, buffer, pools, way FROM visits")
    goes(talk, *MENUS, "主任によるSV", "名前を変える").says("悩み事相談").sees("「悩み事相談」は、もうあります。")
    talk.says("主任と話す").sees(DONE).taps("主任と話す").taps("1つ上へ")
    assert names(talk)[:2] == ["主任と話す", "悩み事相談"]
    assert menu(talk, "主任と話す")["key"] == "sv"
    talk.taps("主任と話す").taps("一覧からはずす").sees(DONE)
    assert names(talk) == [name for name in SHIPPED if name != "主任によるSV"]
    assert rows(talk.world, "SELECT menu, title, minutes, buffer, pools, way FROM visits") == asked_for
    for name in SHIPPED:
        if name != "主任によるSV":
            talk.taps(name).taps("一覧からはずす")
    talk.sees("1つは残しておきましょう。先に、新しいメニューを足してください。")
    assert names(talk) == ["ワンポイントアドバイス"]


def test_eight_are_a_full_card(chat_as: Callable[[str], Chat]) -> None:
    chat = chat_as(CENTRE)
    for number in range(2):
        goes(chat, *MENUS, "メニューを足す").fills({"name": f"メニュー{number}", "minutes": "c0", "pools": "c3"})
    assert ("メニューを足す" in chat.buttons, len(names(chat))) == (False, 8)
    chat.presses("network.menus.add:").fills({"name": "もう1つ", "minutes": "c0", "pools": "c3"})
    chat.sees("8件までです。足すときは、先に1つはずしてください。")


def test_what_somebody_else_has_changed_is_shown_and_not_touched(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), *MENUS, "ケース相談")
    look, up, out = (talk.data(label) for label in ("ほかの決めごとを変える", "1つ上へ", "一覧からはずす"))
    switch = talk.taps("ほかの決めごとを変える").data("「ケースの話」を切りかえる")
    length = goes(talk, *MENUS, "ケース相談").data("長さを変える")
    talk.taps("長さを変える")
    after = [one.kept() | {"minutes": 15} for one in menus()]
    changed_by_other(talk.world, "menus", after)
    talk.taps("90分").sees(MEANWHILE, "書いたもの：「90分」")
    for data in (look, up, out, switch, length):
        talk.presses(data).sees(MEANWHILE)
    assert network(talk.world).menus == after


def test_own_house_and_days_are_set_after_a_look_at_what_changes(talk_as: TalkAs) -> None:
    talk = goes(talk_as(CENTRE), "訪問のこと").sees(
        "同じ法人の方の訪問：ほかに人がいないときだけ", "引き受けのお返事：平日2日のうちに"
    )
    old = talk.data("してもよい")
    talk.taps("しない").sees("いま：ほかに人がいないときだけ", "これから：しない", FEWER)
    assert network(talk.world).own_house == "warn"
    talk.taps("変えない").sees("同じ法人の方の訪問：ほかに人がいないときだけ")
    talk.taps("しない").taps("こう変える").sees(DONE, "同じ法人の方の訪問：しない")
    talk.taps("平日3日のうちに").sees("これから：平日3日のうちに")
    sure = talk.data("こう変える")
    talk.taps("こう変える").sees(DONE)
    talk.presses(old)
    assert "画面を開いたあとに変わったので" in talk.text
    talk.presses(sure)
    assert "画面を開いたあとに変わったので" in talk.text
    found = network(talk.world)
    assert (found.own_house, found.answer_days) == ("forbid", 3)
    assert kept(talk.world) == [("own_house", "warn", "forbid", False), ("answer_days", 2, 3, False)]
