"""What is said unasked: the asker hears of every answer, who follows too, who answered hears that it helped."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from storage.ids import short
from tests.handlers.questions.steps import ASKED, ASKER, NOBODY, SAID, asked, expect_told, roles, says, told, was_told
from tests.talk import STALE, Talk
from tests.world import ALONE

CHIEF, OTHER = "佐藤 はるか", "伊藤 あおい"
CHIEFS_NAME = "佐藤 はるかさん（相談支援センター ひなた）"
ANSWERED = f"答えが届きました（{NOBODY}）"

Meet = Callable[[str], Talk]


def reads(talk: Talk, id: UUID) -> Talk:
    """Go to a thread."""
    return talk.presses(f"question:{short(id)}")


def test_the_asker_hears_of_every_answer_and_says_that_it_helped(at_work: Meet) -> None:
    talk, chief = at_work(ALONE), at_work(CHIEF)
    id = asked(talk.world, ALONE)
    says(talk.world, id, CHIEF)
    expect_told(
        talk,
        ANSWERED,
        "聞いた日：11月24日（火）",
        "話題：余暇",
        f"「{SAID}」",
        "［たすかりました］",
        "［もう少し聞く］",
        "［解決した］",
        "［質問を読む］",
    )
    chief.comes().hears()
    talk.taps("たすかりました").sees("たすかりました、と伝えます。", "［解決した］")
    expect_told(chief, "「たすかりました」と、質問した方から届いています。", "聞いた日：11月24日（火）")
    assert ALONE not in chief.everything
    # Said twice is told once, and there is no number anywhere.
    reads(talk, id)
    assert "たすかりました" not in talk.buttons
    chief.comes().hears()


def test_nobody_else_says_that_it_helped(at_work: Meet) -> None:
    talk, chief = at_work(ALONE), at_work(CHIEF)
    answer = says(talk.world, asked(talk.world, ALONE), CHIEF)
    chief.presses(f"helped:{short(answer)}").sees(STALE)
    at_work(OTHER).presses(f"helped:{short(answer)}").sees(STALE)
    chief.comes().hears()


def test_a_question_back_reaches_the_asker_and_her_reply_those_who_spoke(at_work: Meet) -> None:
    talk, chief, other = at_work(ALONE), at_work(CHIEF), at_work(OTHER)
    id = asked(talk.world, ALONE)
    says(talk.world, id, CHIEF, "見学は何曜日がいいですか", "back", named=True)
    expect_told(talk, f"聞き返しが届きました（{CHIEFS_NAME}）", "［返事を書く］")
    says(talk.world, id, OTHER)
    talk.comes().hears(ANSWERED)
    # Whatever she means it to be, what the asker says is hers, and never has her name.
    says(talk.world, id, ALONE, "土曜日がいいです", named=True)
    for speaker in (chief, other):
        was_told(speaker, f"返事が届きました（{ASKER}）", "土曜日がいいです", "答える")
        assert ALONE not in speaker.everything
    talk.comes().hears()


def test_who_follows_is_a_number_and_hears_of_the_answers(at_work: Meet) -> None:
    talk, chief, other = at_work(ALONE), at_work(CHIEF), at_work(OTHER)
    id = asked(talk.world, ALONE)
    assert "わたしも知りたい" not in reads(talk, id).buttons
    talk.presses(f"follow:{short(id)}").sees(STALE)
    reads(other, id).taps("わたしも知りたい").sees("だれが知りたいかは、だれにも見えません。人数だけが出ます。")
    other.presses(f"follow:{short(id)}")
    for reader in (talk, chief, other):
        reads(reader, id).sees("わたしも知りたい：1人")
        assert OTHER not in reader.everything
    says(talk.world, id, CHIEF, "いつごろですか", "back")
    other.comes().hears()
    says(talk.world, id, CHIEF)
    expect_told(other, f"「わたしも知りたい」の質問に、答えが届きました（{NOBODY}）", f"「{SAID}」")
    assert ASKED not in "".join(told(other)) and "［たすかりました］" not in told(other)
    reads(other, id).taps("もう知らせなくていい")
    says(talk.world, id, CHIEF, "もう一つの答え")
    other.comes().hears()
    assert "わたしも知りたい：" not in reads(other, id).text


def test_a_late_answer_reaches_those_who_follow(at_work: Meet) -> None:
    talk, other = at_work(ALONE), at_work(OTHER)
    id = asked(talk.world, ALONE)
    reads(other, id).taps("わたしも知りたい")
    reads(talk, id).taps("解決した").sees("あとから答えがついたときも、お知らせします。")
    talk.enters("井戸端").sees(f"1 あなた（匿名）（11月24日（火）・解決しました）：{ASKED}")
    talk.world.clock.forward(days=7)
    says(talk.world, id, CHIEF)
    talk.comes().hears(ANSWERED)
    assert "［解決した］" not in told(talk)
    was_told(other, f"「わたしも知りたい」の質問に、答えが届きました（{NOBODY}）")


def test_what_is_resolved_can_be_opened_again_by_the_asker_alone(at_work: Meet) -> None:
    talk, other = at_work(ALONE), at_work(OTHER)
    id = asked(talk.world, ALONE)
    other.presses(f"resolve:{short(id)}").sees(STALE)
    reads(talk, id).taps("解決した")
    other.presses(f"resolve.reopen:{short(id)}").sees(STALE)
    reads(other, id).sees("解決しました", "［答える］")
    reads(talk, id).taps("まだ困っている").sees("また聞いてみます。答えがついたら、お知らせします。")
    reads(other, id).sees("答えを待っています")
    assert "解決した" in reads(talk, id).buttons


def test_what_goes_before_it_comes_is_told_to_nobody(at_work: Meet) -> None:
    talk, chief, other = at_work(ALONE), at_work(CHIEF), at_work(OTHER)
    id = asked(talk.world, ALONE)
    reads(other, id).taps("わたしも知りたい")
    answer = says(talk.world, id, CHIEF)
    chief.presses(f"answer.withdraw:{short(answer)}").sees("取り下げると、どこからも読めなくなります。").taps(
        "取り下げる"
    )
    chief.sees("取り下げました。井戸端では、もうだれにも読めません。")
    talk.comes().hears()
    other.comes().hears()
    assert SAID not in reads(talk, id).everything


def test_who_has_lost_the_role_is_told_nothing_more_of_it(at_work: Meet) -> None:
    chief, other = at_work("高橋 まこと"), at_work(CHIEF)
    id = asked(chief.world, CHIEF, audience="chiefs")
    says(chief.world, id, "高橋 まこと")
    roles(chief.world, CHIEF, "counsellor")
    other.comes().hears()
    reads(other, id).sees(STALE)


def test_nobody_takes_back_what_is_not_hers(at_work: Meet) -> None:
    talk, chief = at_work(ALONE), at_work(CHIEF)
    id = asked(talk.world, ALONE)
    answer = says(talk.world, id, CHIEF)
    for verb in ("answer.withdraw", "answer.gone", "mine.answer"):
        talk.presses(f"{verb}:{short(answer)}").sees(STALE)
    reads(chief, id).sees(f"「{SAID}」")
