"""The desk's rooms: every door of the coordinators stands behind one of few, each card with room to grow."""

from __future__ import annotations

from collections.abc import Callable

from handlers.desk import rules
from handlers.desk.talk import NAMES
from tests.talk import Talk
from tests.world import CENTRE

MOST = 12
BACK = ["センターの仕事へ", "はじめの画面へ"]
ROOMS = {
    "人と事業所": [
        "届いていない人",
        "招く",
        "まだ使われていない招待",
        "参加している人",
        "まだ始めていない人",
        "事業所の場所と電話",
    ],
    "井戸端のこと": ["気になる書きこみ", "質問のまとめと資料", "質問が出る場所"],
    "研修のこと": [
        "期限の一覧",
        "研修のきまり",
        "申し込みと開講",
        "推薦のお願い",
        "受講年度確認票",
        "段階と役割",
        "初任者研修の組",
    ],
    "設定ときろく": ["みんなの設定", "きろく"],
}


def test_every_door_stands_in_one_room_and_is_named_at_its_door(talk_as: Callable[[str], Talk]) -> None:
    desk = talk_as(CENTRE).opens().enters("センターの仕事")
    for room, doors in ROOMS.items():
        desk.enters("センターの仕事").taps(room)
        inside = [button for button in desk.buttons if button not in BACK]
        assert sorted(inside) == sorted(doors)
        desk.enters("センターの仕事").sees(f"{room}：{'、'.join(inside)}")


def test_no_card_of_the_desk_is_full(talk_as: Callable[[str], Talk]) -> None:
    desk = talk_as(CENTRE).opens().enters("センターの仕事")
    assert len(desk.buttons) < MOST
    for room in ROOMS:
        desk.enters("センターの仕事").taps(room)
        assert len(desk.buttons) < MOST


def test_every_room_has_a_name_and_no_verb_two_rooms() -> None:
    verbs = [verb for found in rules.ROOMS.values() for verb in found]
    assert (set(NAMES), len(set(verbs))) == (set(rules.ROOMS), len(verbs))
    assert [rules.room_of(verb) for verb in ("roster.open", "desk.unreached", "gathering", "networks")] == [
        "people",
        "people",
        "",
        "",
    ]
