"""What tests of asking for a visit have in common: buttons, sentences, and the way to each card."""

from __future__ import annotations

from tests.talk import Talk
from tests.world import World

DOOR = "事業所訪問"
WHAT = "日ごろの悩みや迷いを一緒に考えます。採点や点検ではありません。"
MENUS = ("悩み事相談", "主任によるSV", "ケース相談", "計画作成に関する相談")
SV, WORRIES = "主任によるSV", "悩み事相談"
SOONEST = "いちばん早く合う時間です（60分・訪問）。"
WRITE, WHENEVER, WHY = "希望の日を書く", "日付はおまかせ", "ほかの日がない理由"
CASE, ANONYMOUS = "個別のケースの話は？", "匿名で話す"
LOOK, ASK, ASK_ANY, WISHES, BACK = (
    "この内容でたのみます",
    "この時間でたのむ",
    "おまかせでたのむ",
    "ほかの希望",
    "もとの画面へ",
)
TAKEN = "その時間は、さきほど埋まりました。ほかに選んだことは、そのまま残っています。"
STALE = "前の画面のボタンでした。いまの様子はこちらです。"
HELD = "仮おさえしました。11月26日（木）までにお返事します。"


def hub(talk: Talk) -> Talk:
    """Go through the one door."""
    return talk.enters(DOOR)


def times(talk: Talk, menu: str = SV) -> Talk:
    """Come to the times of a menu."""
    return hub(talk).taps(menu)


def last_look(talk: Talk, time: str, menu: str = SV, case: str = ANONYMOUS) -> Talk:
    """Come to the last card, with this time."""
    times(talk, menu).taps(time)
    return talk.taps(case) if case else talk


def take_all(world: World, name: str) -> None:
    """Let somebody else ask for every time that this host has: she has no hours any more."""
    from storage.hosts import Week
    from tests.handlers.visits.hosts import network

    with network(world) as (here, _):
        from storage import people

        person = people.by_name(here, name)[0]
        for week in here.session.query(Week).filter(Week.network_id == here.network_id, Week.person_id == person.id):
            here.session.delete(week)
