"""Who leaves takes her name along: what she asked and told others stays, of nobody."""

from __future__ import annotations

from collections.abc import Callable

from storage.ids import short
from tests.handlers.questions.steps import ASKED, NOBODY, SAID, asked, says
from tests.talk import Talk
from tests.world import ALONE

CHIEF, OTHER = "佐藤 はるか", "伊藤 あおい"
CHIEFS_NAME = "佐藤 はるかさん（相談支援センター ひなた）"

Meet = Callable[[str], Talk]


def leaves(talk: Talk) -> None:
    """Delete all her data."""
    talk.says("わたしのデータ").taps("わたしのデータを消す").taps("ぜんぶ消す（元に戻せません）").sees(
        "ぜんぶ消しました"
    )


def test_what_she_told_stays_without_her_name(at_work: Meet) -> None:
    talk, chief, other = at_work(ALONE), at_work(CHIEF), at_work(OTHER)
    own, id = asked(talk.world, CHIEF, "わたしの質問です", named=True), asked(talk.world, ALONE)
    says(talk.world, id, CHIEF, named=True)
    says(talk.world, own, OTHER)
    read, read_own = f"question:{short(id)}", f"question:{short(own)}"
    talk.presses(read).sees(f"{CHIEFS_NAME}の答え")
    other.presses(read_own).sees(f"聞いた人：{CHIEFS_NAME}")
    leaves(chief)
    # Also from what stood on telephones.
    for reader in (talk, other):
        reader.comes()
        assert CHIEF not in reader.everything
    talk.presses(read).sees(f"{NOBODY}の答え", f"「{SAID}」")
    other.presses(read_own).sees(f"聞いた人：{NOBODY}", "「わたしの質問です」", "［答える］")


def test_a_question_of_nobody_is_still_answered_and_nobody_is_told(at_work: Meet) -> None:
    talk, chief, other = at_work(ALONE), at_work(CHIEF), at_work(OTHER)
    id = asked(talk.world, ALONE)
    other.presses(f"follow:{short(id)}")
    leaves(talk)
    chief.presses(f"question:{short(id)}").sees(f"聞いた人：{NOBODY}", f"「{ASKED}」")
    chief.taps("答える").says(SAID).taps("匿名で答える").sees("出しました。質問のやりとりに並びます。")
    other.comes().hears(f"「わたしも知りたい」の質問に、答えが届きました（{NOBODY}）")


def test_her_data_has_what_she_asked_and_said(at_work: Meet) -> None:
    talk = at_work(ALONE)
    id = asked(talk.world, ALONE)
    says(talk.world, id, CHIEF)
    says(talk.world, asked(talk.world, CHIEF, "ほかの人の質問です"), ALONE, "わたしの答えです")
    talk.presses("mydata:").taps("わたしのデータを受け取る").taps("ファイルを受け取る")
    (paper,) = [data.decode("utf-8-sig") for name, data in talk.files if name.endswith(".txt")]
    section = next(part for part in paper.split("■ ") if part.startswith("井戸端\n"))
    assert section.strip().split("\n") == [
        "井戸端",
        f"令和8年11月24日（火） 10:00　聞いたこと：{ASKED}",
        "見えています",
        "令和8年11月24日（火） 10:00　答えたこと、つけくわえたこと：わたしの答えです",
        "見えています",
    ]
    whole = "".join(data.decode("utf-8-sig") for _, data in talk.files)
    # Nothing of the others: not what they said, not who they are.
    assert [one for one in (SAID, CHIEF, "ほかの人の質問です") if one in whole] == []
