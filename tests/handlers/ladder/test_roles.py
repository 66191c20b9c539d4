"""The roles of a band: ticked by oneself, for oneself, at once and again; old buttons answer kindly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from storage.ids import short, uuid7
from tests.chat import Chat
from tests.handlers.keeping.steps import sets
from tests.handlers.ladder.steps import knows, ticked
from tests.talk import STALE, Talk
from tests.world import CENTRE

MINE = "しるしは、あなただけのものです。ほかの人には見えません。数えることも、くらべることもしません。"
FIRST = [
    {"count_from": "practice"},
    {"band": "b1", "name": "はじめ", "first": 1, "last": None},
    {"role": "r1", "of": "b1", "text": "地域の会に出る", "source": "", "checked_on": None},
]


def test_a_role_is_ticked_and_the_tick_is_taken_back(talk: Talk) -> None:
    knows(talk.world, practice=date(2026, 4, 1))
    talk.presses("ladder:").taps("役割を見る").sees(
        "初任（1〜5年目）",
        "1　これから：ふだんの相談を土台に、計画をつくる",
        "2　これから：ほかの職種の人と一緒に進める",
        "出典：世田谷区 相談支援専門員のキャリアラダー（現在構築中）（令和8年2月1日（日）に確認）",
        MINE,
        "［中堅の役割を見る］",
        "［ベテランの役割を見る］",
    )
    talk.taps("2は、している").sees("1　これから：ふだんの相談を土台に、計画をつくる")
    talk.sees("2　している：ほかの職種の人と一緒に進める")
    assert ticked(talk.world) == {"first-team"}
    talk.taps("2のしるしを外す").sees("2　これから：ほかの職種の人と一緒に進める")
    assert ticked(talk.world) == set()


def test_what_is_said_twice_is_said_once(chat: Chat) -> None:
    knows(chat.world, practice=date(2026, 4, 1))
    chat.presses("ladder.roles:")
    tick = chat.data("1は、している")
    chat.presses(tick).presses(tick).sees("1　している：ふだんの相談を土台に、計画をつくる")
    untick = chat.data("1のしるしを外す")
    chat.presses(untick).presses(untick).sees("1　これから：ふだんの相談を土台に、計画をつくる")
    assert ticked(chat.world) == set()


def test_the_roles_of_every_band_that_holds_are_shown(chat: Chat) -> None:
    knows(chat.world, practice=date(2019, 4, 1))
    chat.presses("ladder.roles:").sees("中堅（3〜10年目）", "ベテラン（8年目〜）", "［初任の役割を見る］")
    assert "初任（1〜5年目）" not in chat.text


def test_who_has_not_said_since_when_sees_all(chat: Chat) -> None:
    chat.presses("ladder.roles:").sees("初任（1〜5年目）", "中堅（3〜10年目）", "ベテラン（8年目〜）")


def test_there_is_no_number_of_what_is_ticked(chat: Chat) -> None:
    knows(chat.world, practice=date(2026, 4, 1))
    chat.presses("ladder.roles:").taps("1は、している")
    assert [word for word in ("％", "%", "/", "点", "達成") if word in chat.text] == []


def test_ticks_are_nobody_elses(chat_as: Callable[[str], Chat]) -> None:
    centre = chat_as(CENTRE)
    knows(centre.world, practice=date(2026, 4, 1))
    knows(centre.world, practice=date(2026, 4, 1), name=CENTRE)
    chat_as("加藤 みのり").presses("ladder.roles:").taps("1は、している")
    centre.presses("ladder.roles:").sees("1　これから：ふだんの相談を土台に、計画をつくる")
    assert ticked(centre.world, CENTRE) == set()


def test_a_role_that_is_gone_is_stale_and_its_tick_waits(chat: Chat) -> None:
    knows(chat.world, practice=date(2026, 4, 1))
    chat.presses("ladder.roles:")
    tick, band = chat.data("1は、している"), chat.data("中堅の役割を見る")
    chat.presses(tick)
    sets(chat.world, ladder=FIRST)
    chat.presses(tick).sees(STALE, "1　これから：地域の会に出る", "この区で決めたことばです。")
    chat.presses(band).sees(STALE, "はじめ（1年目〜）")
    chat.presses(f"ladder.untick:{short(uuid7())}").sees(STALE)
    chat.presses("ladder.tick:").sees(STALE)
    assert ticked(chat.world) == {"first-plan"}
    sets(chat.world, ladder=[])
    chat.presses("ladder.roles:").sees("1　している：ふだんの相談を土台に、計画をつくる")
