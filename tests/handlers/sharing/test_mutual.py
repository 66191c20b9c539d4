"""相互: two people exchange chosen lines; nobody reads before both have said so, and each takes back her own."""

from __future__ import annotations

import pytest

from tests.handlers.reflection.steps import reflect
from tests.handlers.sharing.conftest import Pair
from tests.handlers.sharing.steps import (
    ALONES_NAME,
    CHIEFS_NAME,
    LINE,
    MINE,
    MUTUAL,
    NEXT,
    SHOW,
    STALE,
    chooses,
    states,
)
from tests.talk import Talk

OTHER = "支援会議で、ご本人が先に話した"
OFFER = f"{ALONES_NAME}が、ふりかえりのことばを交換しませんか、と言っています。"
ANSWER, DECLINE = "ことばを選ぶ", "今回はやめておく"
OF_TALK, OF_CHIEF = "加藤 みのりさんのふりかえりから", "佐藤 はるかさんのふりかえりから"


def offers(pair: Pair) -> Pair:
    """Let the first offer an exchange, and the second be told."""
    talk, chief = pair
    chooses(talk, MUTUAL, 1).taps(CHIEFS_NAME).sees(
        "相手の方もことばを選んで確かめてから、おたがいに読めるようになります。"
    )
    talk.taps(SHOW).sees(f"{CHIEFS_NAME}に、交換しませんかと伝えます。ことばは、まだ見えません。")
    reflect(chief, line=OTHER)
    chief.comes().hears(OFFER)
    assert LINE not in chief.everything
    return pair


def answers(chief: Talk) -> Talk:
    """Let the second choose a line of hers, up to the last look."""
    chief.taps(ANSWER).sees("どのふりかえりから選びますか。").taps("11月24日（火）　面談")
    chief.taps("2を見せる").taps(NEXT).sees(OF_CHIEF, f"社会モデル：{OTHER}", f"{ALONES_NAME}だけが読めます。")
    assert LINE not in chief.everything
    return chief


def test_both_look_and_then_both_read(pair: Pair) -> None:
    talk, chief = offers(pair)
    answers(chief)
    talk.comes().hears()
    chief.taps(SHOW).sees(f"{ALONES_NAME}と、ことばを交換しました。おたがいに読めます。")
    chief.taps("読む").sees(OF_TALK, f"本人中心：{LINE}")
    talk.comes().hears(f"{CHIEFS_NAME}と、ことばを交換しました。おたがいに読めます。")
    talk.taps("読む").sees(OF_CHIEF, f"社会モデル：{OTHER}")
    assert f"本人中心：{OTHER}" not in talk.everything
    # Either takes back her own; the other's stays hers to take back.
    talk.enters("これまでのふりかえり").taps(MINE).taps("1を取り下げる")
    chief.comes()
    assert LINE not in chief.everything
    talk.enters("これまでのふりかえり").taps("分かち合ってもらったことば").taps("1を読む").sees(f"社会モデル：{OTHER}")
    chief.enters("これまでのふりかえり").taps(MINE).sees(
        f"1 ふたりの交換（12月24日（木）まで）：{ALONES_NAME}だけが読めます。"
    )
    chief.taps("1を取り下げる").sees("取り下げました。井戸端では、もうほかの人には読めません。")
    # A page that lies over everything on Slack stands there for as long as its reader leaves it open.
    talk.enters("これまでのふりかえり").comes()
    assert OTHER not in talk.everything
    assert states(talk.world) == []


@pytest.mark.each_face
def test_not_this_time_is_not_asked_why_and_told_without_blame(pair: Pair) -> None:
    talk, chief = offers(pair)
    chief.taps(DECLINE).sees("わかりました。理由はうかがいません。")
    talk.comes().hears(f"{CHIEFS_NAME}との交換は、今回はなしになりました。")
    talk.sees("あなたのことばは、だれにも見えていません。またいつでもどうぞ。") if talk.face != "web" else None
    assert (states(talk.world), chief.home()) == (["declined"], talk.home())
    talk.waits(days=7)
    assert states(talk.world) == []


def test_an_offer_that_was_taken_back_is_not_taken(pair: Pair) -> None:
    talk, chief = offers(pair)
    answers(chief)
    talk.enters("これまでのふりかえり").taps(MINE).sees(
        f"1 ふたりの交換（12月24日（木）まで）：{CHIEFS_NAME}のお返事を待っています。ことばは、まだ見えません。"
    )
    talk.taps("1を取り下げる")
    chief.presses(chief.data(SHOW)).sees(STALE)
    assert states(talk.world) == ["declined"]
    chief.waits(hours=1)
    assert states(talk.world) == []
    assert talk.comes().heard() == []


@pytest.mark.parametrize("again", [ANSWER, DECLINE])
def test_an_old_offer_answers_politely(pair: Pair, again: str) -> None:
    talk, chief = offers(pair)
    data = chief.data(again)
    talk.enters("これまでのふりかえり").taps(MINE).taps("1を取り下げる")
    chief.presses(data).sees(STALE)
    assert states(talk.world) == []


def test_who_has_written_nothing_yet_can_begin(pair: Pair) -> None:
    talk, chief = pair
    chooses(talk, MUTUAL, 1).taps(CHIEFS_NAME).taps(SHOW)
    chief.comes().hears(OFFER).taps(ANSWER)
    chief.sees("交換できることばが、まだありません。先にふりかえりを書くと、選べます。", "［ふりかえりをはじめる］")
    reflect(chief, line=OTHER)
    # What waits for an answer stands on home.
    chief.home()
    answers(chief).taps(SHOW).sees(f"{ALONES_NAME}と、ことばを交換しました。おたがいに読めます。")
    assert states(talk.world) == ["open", "open"]
