"""これまでの変更: each shows who made it and can be taken back, unless something else has come after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from handlers.network.changes import NAMED
from messages.menus import by_key
from storage import changes, networks, people, perspectives
from storage.db import EVERYWHERE, Here
from storage.people import Person
from tests.handlers.network.steps import OTHER, STALE, changed_by_other, coordinator, goes, kept, network, noted
from tests.talk import Talk
from tests.world import CENTRE, World

TalkAs = Callable[[str], Talk]
BACK = "元に戻しました。"
OLD = {"name": "みほん区 虐待防止センター", "tel": "03-0000-0002", "hours": "24時間"}
NIGHT = {"name": "よるの電話", "tel": "110", "hours": ""}
MENU, SHORT = (by_key(key).kept() for key in ("sv", "point"))  # type: ignore[union-attr]
SHORT_SAID = (
    "ワンポイントアドバイス、長さ 30分、うかがう人 相談役1人、場所 オンライン、訪問、センター、前後の移動 15分、"
    "いちばん近い日 平日1日後から、いちばん先の日 60日先まで、ケースの話 あり、障害種別を聞く あり、あとをしずかに なし"
)
SET, OWN = "私たちが目指す相談支援専門員の姿 Ver.8 「価値」の6つ（第1版）", "見本"
WEEK = [f"2026-12-{day:02}" for day in range(14, 19)]
LADDER = [{"count_from": "practice"}, {"band": "all", "name": "みんな", "first": 1, "last": None}]
BAND = {"band": "new", "name": "はじめの1年", "first": 1, "last": 1}
NOTE = {"key": "renewal", "note": "秋に募集"}
# What was changed, from what to what, and how that is said.
TABLE: dict[str, tuple[str, Any, Any, str]] = {
    "a word": ("term.well", "", "いど", "「井戸端」→「いど」"),
    "a word once more": ("term.well", "いど", "", "「いど」→「井戸端」"),
    "hours": ("hours", [510, 1035], [540, 1050], "センターの時間：「8:30〜17:15」→「9:00〜17:30」"),
    "a topic more": ("topics", ["余暇"], ["余暇", "お金"], "話題：「お金」を足しました"),
    "a topic less": ("topics", ["余暇", "お金"], ["余暇"], "話題：「お金」をはずしました"),
    "another topic": ("topics", ["余暇", "お金"], ["余暇", "住まい"], "話題：「お金」→「住まい」"),
    "another order": ("topics", ["余暇", "お金"], ["お金", "余暇"], "話題：順番を変えました"),
    "a field more": ("fields", ["身体"], ["身体", "精神"], "障害種別：「精神」を足しました"),
    "the steps": (
        "steps",
        [1, 2, 3],
        [0, 2, 5],
        "答えがないとき："
        "「くわしい方、あと3人：平日1日のあと、順番の主任：平日2日のあと、センター：平日3日のあと」→"
        "「くわしい方、あと3人：声をかけない、順番の主任：平日2日のあと、センター：平日5日のあと」",
    ),
    "a week": ("closed_days", [], WEEK, "休みの日：「12月14日（月）〜12月18日（金）」を足しました"),
    "one day of it": ("closed_days", WEEK, WEEK[1:], "休みの日：「12月14日（月）」をはずしました"),
    "how long": ("years", 1, 3, "質問を残す長さ：「次の年度末まで」→「3年あとの年度末まで」"),
    "what ages": ("ageing", [], ["制度"], "古くなる話題：「制度」を足しました"),
    "a cutoff": ("revised_on", ["2027-04-01"], [], "答えを見なおす日：「令和9年4月1日（木）」をはずしました"),
    "who may visit": ("own_house", "warn", "forbid", "同じ法人の方の訪問：「ほかに人がいないときだけ」→「しない」"),
    "by when": ("answer_days", 2, 3, "引き受けのお返事：「平日2日のうちに」→「平日3日のうちに」"),
    "a menu less": ("menus", [MENU, SHORT], [MENU], f"訪問メニュー：「{SHORT_SAID}」をはずしました"),
    "a band more": ("ladder", LADDER, [*LADDER, BAND], "段階と役割：「はじめの1年（1年目）」を足しました"),
    "whose rules": ("prefecture", "", "東京都", "都道府県：「まだ選ばれていません」→「東京都」"),
    "a course mended": ("courses", [], [NOTE], "研修のきまり：「現任研修、ひとこと 秋に募集」を足しました"),
    "a contact more": ("contacts", [OLD], [OLD, NIGHT], "相談先：「よるの電話　110」を足しました"),
    "a contact mended": (
        "contacts",
        [OLD],
        [{**OLD, "tel": "119"}],
        "相談先：「みほん区 虐待防止センター　03-0000-0002　24時間」→「みほん区 虐待防止センター　119　24時間」",
    ),
}


def puts(world: World, what: str, before: Any, after: Any) -> None:
    """Let a thing have been so, and another coordinator have changed it."""
    with world.app.stores.database.write() as session:
        found = networks.hold(Here(session, networks.ids(session)[0]))
        if what.startswith("term."):
            found.terms = {"well": before} if before else {}
        elif what == "hours":
            found.hours_from, found.hours_until = before
        else:
            setattr(found, what, before)
    if what == "hours":
        changed(world, after)
    else:
        changed_by_other(world, what, after)


def changed(world: World, hours: list[int]) -> None:
    """Let another coordinator have changed the hours."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        found, by = networks.hold(here), people.by_name(here, OTHER)[0]
        before = [found.hours_from, found.hours_until]
        found.hours_from, found.hours_until = hours
        changes.add(here, by.id, "hours", before, hours, world.clock.now())


def now(world: World, what: str) -> Any:
    """Return what a thing is."""
    found = network(world)
    if what.startswith("term."):
        return found.terms.get("well", "")
    return [found.hours_from, found.hours_until] if what == "hours" else getattr(found, what)


def said(talk: Talk) -> list[str]:
    """Return what each change of the page did, in order."""
    return [line.partition("話題：")[2] for line in talk.text.split("\n") if "話題：" in line]


@pytest.mark.parametrize("name", TABLE)
def test_every_kind_of_change_is_said_and_taken_back(talk_as: TalkAs, name: str) -> None:
    what, before, after, said = TABLE[name]
    talk = talk_as(CENTRE)
    puts(talk.world, what, before, after)
    talk.world.clock.forward(days=1)
    goes(talk, "これまでの変更").sees(f"1 11月23日（月）　{OTHER}さん：{said}").taps("1番を元に戻す")
    talk.sees(BACK, f"2 11月23日（月）　{OTHER}さん：{said}（元に戻しました）")
    assert now(talk.world, what) == before
    # Taking back is a change like any other: by whom, from what to what, and it can be taken back.
    assert f"1 11月24日（火）　{CENTRE}さん：" in talk.text
    assert "2番を元に戻す" not in talk.buttons
    assert noted(talk.world) == [("network.changed", what), ("network.change_taken_back", what)]
    talk.taps("1番を元に戻す").sees(BACK)
    assert now(talk.world, what) == after
    assert [undone for *_, undone in kept(talk.world)] == [True, True, False]


def test_every_thing_but_terms_has_a_name() -> None:
    assert set(NAMED) | {"term.well"} == {change[0] for change in TABLE.values()} | {"set"}


def test_what_has_changed_again_is_not_touched_and_both_are_shown(talk_as: TalkAs) -> None:
    talk = talk_as(CENTRE)
    puts(talk.world, "topics", [], ["余暇"])
    changed_by_other(talk.world, "topics", ["余暇", "お金"])
    goes(talk, "これまでの変更").taps("2番を元に戻す")
    talk.sees(
        "このあとに、また変わっています。いまのものを見て、変えてください。", "この変更では：余暇", "いま：余暇、お金"
    )
    assert network(talk.world).topics == ["余暇", "お金"]
    talk.taps("1番を元に戻す").taps("3番を元に戻す")
    assert network(talk.world).topics == []


def test_an_old_button_says_that_it_is_done(talk_as: TalkAs) -> None:
    talk = talk_as(CENTRE)
    puts(talk.world, "topics", [], ["余暇"])
    data = goes(talk, "これまでの変更").data("1番を元に戻す")
    for says in (BACK, "この変更は、もう元に戻してあります。"):
        talk.presses(data).sees(says)
    assert len(kept(talk.world)) == 2
    talk.presses("network.changes.back:AAAAAAAAAAAAAAAAAAAAAA").sees(STALE)


def test_what_can_no_longer_be_is_not_brought_back(talk_as: TalkAs) -> None:
    talk = talk_as(CENTRE)
    contacts = network(talk.world).contacts
    puts(talk.world, "contacts", [], contacts)
    goes(talk, "これまでの変更").taps("1番を元に戻す").sees(
        "前のものが、いまは使えなくなっています。新しく選んでください。"
    )
    assert network(talk.world).contacts == contacts


def test_who_has_left_is_not_named(talk_as: TalkAs) -> None:
    talk = talk_as(CENTRE)
    puts(talk.world, "topics", [], ["余暇"])
    with talk.world.app.stores.database.write() as session:
        left = update(Person).where(Person.name == OTHER).values(left_at=talk.world.clock.now())
        session.execute(left.execution_options(**EVERYWHERE))
    goes(talk, "これまでの変更").sees("1 11月23日（月）　前にいた方：話題：「余暇」を足しました")
    assert OTHER not in talk.text


def test_many_are_shown_page_by_page_newest_first(talk_as: TalkAs) -> None:
    talk = talk_as(CENTRE)
    for number in range(14):
        changed_by_other(talk.world, "topics", [f"話題{number}"])
    goes(talk, "これまでの変更")
    pages = [said(talk)]
    while "もっと前の変更" in talk.buttons:
        pages.append(said(talk.taps("もっと前の変更")))
    expected = [f"「話題{number - 1}」→「話題{number}」" for number in range(13, 0, -1)] + ["「話題0」を足しました"]
    assert pages == [expected[:6], expected[6:12], expected[12:]]


def test_of_nothing_it_says_so_and_other_networks_changes_are_not_shown(talk_as: TalkAs) -> None:
    goes(talk_as(CENTRE), "これまでの変更").sees("まだ、変えたものはありません。")


def test_two_coordinators_see_each_others(talk_as: TalkAs) -> None:
    first = talk_as(CENTRE)
    coordinator(first.world)
    second = talk_as(OTHER)
    goes(first, "話題を変える", "話題を足す").says("余暇")
    goes(second, "これまでの変更").sees(f"1 11月23日（月）　{CENTRE}さん：話題：「余暇」を足しました")
    second.taps("1番を元に戻す").sees(BACK)
    assert network(first.world).topics == []


def test_a_set_that_is_gone_is_named_by_its_id(talk_as: TalkAs) -> None:
    talk = talk_as(CENTRE)
    with talk.world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        by, at = people.by_name(here, OTHER)[0].id, talk.world.clock.now()
        own = perspectives.chosen(here, "")
        changes.add(here, by, "set", {"set": "gone", "own": ""}, {"set": own, "own": ""}, at)
    goes(talk, "これまでの変更").sees(f"1 11月23日（月）　{OTHER}さん：視点：「gone」→「{SET}」").taps("1番を元に戻す")
    talk.sees("前のものが、いまは使えなくなっています。新しく選んでください。")
