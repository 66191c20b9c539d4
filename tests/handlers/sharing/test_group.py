"""グループSV: several people, or all of an office, and the last look that is worth what it says."""

from __future__ import annotations

from collections.abc import Callable

from tests.handlers.sharing.conftest import Pair
from tests.handlers.sharing.steps import (
    CHIEF,
    CHIEFS_NAME,
    GROUP,
    LINE,
    MINE,
    NEXT,
    SHOW,
    SINGLE,
    STALE,
    STEP,
    chooses,
    rows,
    states,
)
from tests.talk import Talk

OF = "相談支援センター ひなた"
THREE = f"{CHIEFS_NAME}、伊藤 あおいさん（{OF}）、渡辺 しんさん（{OF}）の3人だけが読めます。"


def test_an_office_is_one_choice_and_one_more_person_another(pair: Pair, talk_as: Callable[[str], Talk]) -> None:
    talk, chief = pair
    chooses(talk, GROUP, 3).sees("事業所を選ぶと、そこの人みんなに見えます。10人まで、あとで足せます。")
    talk.taps(f"{OF}の3人").sees(THREE, f"次の一歩：{STEP}")
    talk.taps("もう1人").says("小林").sees(THREE.replace("の3人", "、小林 なおさん（相談支援 つくし）の4人"))
    talk.taps(SHOW).sees("見せました。いつでも取り下げられます。")
    assert rows(talk.world) == {"shares": 1, "readers": 4}
    for reader in (chief, talk_as("渡辺 しん"), talk_as("小林 なお")):
        reader.comes().enters("これまでのふりかえり").taps("分かち合ってもらったことば").taps("1を読む")
        reader.sees("加藤 みのりさんのふりかえりから", f"次の一歩：{STEP}")
        assert f"：{LINE}" not in reader.everything
    talk_as("中村 ゆう").enters("これまでのふりかえり")
    assert "分かち合ってもらったことば" not in talk_as("中村 ゆう").home()


def test_whatever_was_changed_after_the_last_look_is_looked_at_again(pair: Pair) -> None:
    talk, _ = pair
    chooses(talk, SINGLE, 1).taps(CHIEFS_NAME)
    old = talk.data(SHOW)
    talk.taps("ことばを直す").taps("2を見せる")
    talk.presses(old).sees(STALE)
    assert states(talk.world) == ["prepared"]
    talk.enters("これまでのふりかえり")
    assert states(talk.world) == ["prepared"]


def test_the_readers_can_be_chosen_anew(pair: Pair) -> None:
    talk, chief = pair
    chooses(talk, SINGLE, 1).taps(CHIEFS_NAME)
    old = talk.data(SHOW)
    talk.taps("相手を選びなおす").taps("鈴木 かなえさん（基幹・みほん区 基幹相談支援センター）")
    talk.sees("鈴木 かなえさん（基幹・みほん区 基幹相談支援センター）だけが読めます。").taps(SHOW)
    talk.presses(old).sees(STALE)
    assert rows(talk.world) == {"shares": 1, "readers": 1}
    assert chief.comes().heard() == []


def test_two_presses_are_one(pair: Pair) -> None:
    talk, chief = pair
    chooses(talk, SINGLE, 1).taps(CHIEFS_NAME)
    data = talk.data(SHOW)
    talk.presses(data).presses(data).sees(STALE)
    chief.comes().hears("加藤 みのりさん（相談室 みなも）が、個別SVに持ってくることばがあります。")
    taken = talk.enters("これまでのふりかえり").taps(MINE).data("1を取り下げる")
    talk.presses(taken).presses(taken).sees(STALE)
    assert states(talk.world) == []


def test_beginning_anew_takes_the_place_of_what_was_begun(pair: Pair) -> None:
    talk, _ = pair
    chooses(talk, SINGLE, 1)
    talk.enters("これまでのふりかえり").taps("11月24日（火）　面談").taps("だれかと分かち合う").taps(GROUP)
    assert states(talk.world) == ["prepared"]
    talk.taps(NEXT).sees("見せるところを、1つ選んでください。", f"1 本人中心（見せない）：{LINE}")


def test_it_ends_by_itself(pair: Pair) -> None:
    talk, chief = pair
    chooses(talk, SINGLE, 1).taps(CHIEFS_NAME).taps(SHOW)
    data = chief.comes().data("読む")
    chief.presses(data).sees(f"本人中心：{LINE}")
    talk.waits(days=29, hours=23)
    assert states(talk.world) == ["open"]
    talk.waits(hours=1)
    assert states(talk.world) == []
    chief.comes().presses(data).sees(STALE)
    assert f"本人中心：{LINE}" not in chief.everything
    assert CHIEF not in talk.enters("これまでのふりかえり").text
