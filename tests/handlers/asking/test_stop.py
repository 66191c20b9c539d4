"""Where it may be about danger nothing is posted: whom to call comes first, and one tap goes on."""

from __future__ import annotations

import pytest

from messages.danger import danger_in
from tests.handlers.asking.steps import GUARD, LOOK, MASK, MEND, POST, POSTED, asked, asks
from tests.talk import STALE, Talk

HURT = "家で殴られていると話す方がいます。どこに相談しますか"
ABUSE = "虐待かもしれないと思ったら、確証がなくても通報できます。通報は守秘義務に反しません。"
LIFE = "命にかかわるかもしれないときは、ひとりで抱えずに、まず電話を。"
GENERAL = "急ぎではない、一般的な質問です"


def test_whom_to_call_comes_first_and_one_tap_goes_on(talk: Talk) -> None:
    asks(talk, HURT).sees(ABUSE, "この文は、まだどこにも出していません。", f"［{GENERAL}］")
    talk.sees("みほん区 基幹相談支援センター：平日 8:30〜17:15。いまは時間外です")
    # Of the others those come first who answer now, on the evening of a public holiday.
    assert talk.calls == [
        ("☎ みほん区 虐待防止センター", "03-0000-0002"),
        ("☎ みほん 支える人のこころの電話", "03-0000-0003"),
        ("☎ みほん区 基幹相談支援センター", "03-0000-0001"),
        ("☎ 110（警察）", "110"),
        ("☎ 119（救急）", "119"),
    ]
    general = talk.data(GENERAL)
    talk.presses(general.replace("last.general", "last.unnamed")).sees(STALE)
    assert asked(talk.world) == []
    talk.presses(general).sees(LOOK, f"「{HURT}」").taps(POST).sees(POSTED)


def test_where_a_life_is_in_danger_the_ambulance_comes_first(talk: Talk) -> None:
    asks(talk, "死にたいと話す方がいます").sees(LIFE)
    assert [number for _, number in talk.calls][:3] == ["119", "110", "03-0000-0002"]


def test_it_comes_before_the_guard_and_again_for_another_danger(talk: Talk) -> None:
    asks(talk, "山田さんが殴られていると話しています").sees(ABUSE).taps(GENERAL).sees(GUARD).taps(MASK).sees(LOOK)
    talk.taps(MEND).says("殴られていて、死にたいと話す方がいます").sees(LIFE, ABUSE).taps(GENERAL).sees(LOOK)


@pytest.mark.parametrize(
    "harmless",
    [
        "虐待防止研修の講師を探しています",
        "身体拘束適正化委員会の議事録の様式はありますか",
        "虐待防止委員会を小さな事業所で開くには",
        "自殺予防週間のポスターはどこでもらえますか",
        "調理実習で包丁を使う練習をしたい方の通所先",
        "DVDを借りられる場所はありますか",
        "本人中心の計画の書き方を教えてください",
        "安否確認の加算はありますか",
        "成年後見で財産を管理している方の計画案への同意",
    ],
)
def test_the_work_itself_is_no_danger(harmless: str) -> None:
    assert danger_in(harmless) == {}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("施設で 叩 かれたと話す", ["abuse"]),
        ("虐待防止研修で聞いたような虐待を受けている", ["abuse"]),
        ("年金を取られているようです", ["abuse"]),
        ("しにたいと言っています", ["life"]),
        ("ＤＶから逃げてきた方", ["abuse"]),
        ("包丁を持ち出して殺すと言う", ["life"]),
    ],
)
def test_what_somebody_may_be_living_through_is(text: str, kinds: list[str]) -> None:
    assert list(danger_in(text)) == kinds
