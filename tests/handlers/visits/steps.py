"""What tests of asking for a visit have in common: buttons, sentences, and the way to each card."""

from __future__ import annotations

from storage.visits import Visit
from tests.handlers.visits.hosts import network
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
    "この内容を見るのは、お願いする人とセンターだけです。採点や点検ではありません。",
    "この時間でたのむ",
    "おまかせでたのむ",
    "ほかの希望",
    "もとの画面へ",
)
TAKEN = "その時間は、さきほど埋まりました。ほかに選んだことは、そのまま残っています。"
STALE = "前の画面のボタンでした。いまの様子はこちらです。"
HELD = "仮おさえしました。11月25日（水）までにお返事します。"


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


def asked(world: World) -> list[tuple[str, str, str, str]]:
    """Return the visits in the order of asking: menu, state, beginning and case, as the network's clock shows it."""
    with network(world) as (here, its):
        found = here.session.query(Visit).filter(Visit.network_id == here.network_id).order_by(Visit.id)
        return [
            (
                one.menu,
                one.state,
                its.local(one.start_at).strftime("%m-%d %H:%M") if one.start_at else "",
                one.case_kind,
            )
            for one in found
        ]
