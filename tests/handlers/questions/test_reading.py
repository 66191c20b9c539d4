"""Reading: the hub, the board, and a thread with the names that each of its readers may know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from storage.ids import short
from tests.handlers.questions.steps import ASKED, ASKER, NOBODY, SAID, asked, roles, said
from tests.talk import STALE, Talk
from tests.world import ALONE

CHIEF, OTHER = "佐藤 はるか", "伊藤 あおい"
CHIEFS_NAME = "佐藤 はるかさん（相談支援センター ひなた）"
BY_CHIEF = f"{CHIEFS_NAME}の答え"

Meet = Callable[[str], Talk]


def test_the_well_is_one_door_and_the_board_stands_behind_it(at_work: Meet) -> None:
    talk = at_work(ALONE)
    talk.enters("井戸端").sees(
        "まだ質問はありません。", "［まだ答えのない質問］", "［わたしの質問］", "［わたしの答え］"
    )
    said(talk.world, asked(talk.world, CHIEF), OTHER)
    asked(talk.world, ALONE, "送迎のない日中活動を知りませんか", named=True)
    asked(talk.world, CHIEF, "以前の質問です", state="resolved")
    talk.enters("井戸端").sees(
        "1 あなた（11月24日（火）・答えを待っています）：送迎のない日中活動を知りませんか",
        f"2 {NOBODY}（11月24日（火）・答え 1つ）：{ASKED}",
        f"3 {NOBODY}（11月24日（火）・解決しました）：以前の質問です",
    )
    talk.taps("2を読む").sees("質問", f"聞いた人：{NOBODY}", "日：11月24日（火）", "話題：余暇", f"「{ASKED}」")
    talk.sees(f"{NOBODY}の答え", f"「{SAID}」", "答え 1つ")
    assert CHIEF not in talk.everything and OTHER not in talk.everything


def test_each_reads_the_names_that_are_hers_to_know(at_work: Meet) -> None:
    talk, chief, other = at_work(ALONE), at_work(CHIEF), at_work(OTHER)
    id = asked(talk.world, ALONE)
    said(talk.world, id, CHIEF, named=True)
    said(talk.world, id, OTHER, "見学は何曜日がいいですか", kind="back")
    said(talk.world, id, ALONE, "土曜日がいいです", kind="asker")
    read = f"question:{short(id)}"
    for reader, asks, answers, back, says in (
        (talk, "あなた（匿名）", BY_CHIEF, NOBODY, "あなた"),
        (chief, NOBODY, "あなたの答え", NOBODY, ASKER),
        (other, NOBODY, BY_CHIEF, "あなた（匿名）", ASKER),
    ):
        reader.presses(read).sees(
            f"聞いた人：{asks}", answers, f"{back}から、聞き返し", f"{says}から", "「土曜日がいいです」"
        )
    assert ALONE not in chief.everything + other.everything
    assert OTHER not in talk.everything + chief.everything


def test_what_the_centre_has_brought_is_the_centres(at_work: Meet) -> None:
    talk = at_work(ALONE)
    id = asked(talk.world, None, kind="record", named=True)
    said(talk.world, id, None, named=True)
    talk.presses(f"question:{short(id)}").sees("聞いた人：センターの記録", "センターの記録の答え")


def test_the_board_and_a_long_thread_have_pages(at_work: Meet) -> None:
    talk = at_work(ALONE)
    for number in range(1, 10):
        talk.world.clock.forward(minutes=1)
        id = asked(talk.world, CHIEF, f"質問その{number}です")

    def numbers() -> list[int]:
        return [number for number in range(1, 10) if f"質問その{number}です" in talk.text]

    talk.enters("井戸端")
    assert numbers() == [7, 8, 9]
    talk.taps("もっと前").sees(*(f"［{place}を読む］" for place in range(1, 6)))
    assert numbers() == [2, 3, 4, 5, 6]
    talk.taps("もっと前")
    assert numbers() == [1] and "［もっと前］" not in talk.text
    for number in range(1, 8):
        talk.world.clock.forward(seconds=1)
        said(talk.world, id, OTHER, f"答えその{number}です")
    talk.presses(f"question:{short(id)}").sees(*(f"「答えその{number}です」" for number in range(3, 8)))
    assert "答えその2です" not in talk.text
    talk.taps("この前のやりとり").sees("「答えその1です」", "「答えその2です」")
    assert "答えその3です" not in talk.text


def test_a_question_that_nobody_has_answered_is_found(at_work: Meet) -> None:
    talk = at_work(ALONE)
    said(talk.world, asked(talk.world, CHIEF), OTHER)
    said(talk.world, asked(talk.world, CHIEF, "聞き返されただけです"), OTHER, kind="back")
    said(talk.world, asked(talk.world, CHIEF, "取り下げられただけです"), OTHER, state="withdrawn")
    asked(talk.world, ALONE, "わたしの質問です")
    talk.enters("井戸端").taps("まだ答えのない質問").sees("［1を読む］", "［2を読む］")
    assert (
        "聞き返されただけです" in talk.text and "取り下げられただけです" in talk.text and "［3を読む］" not in talk.text
    )


def test_who_has_lost_the_role_finds_nothing_of_it(at_work: Meet) -> None:
    chief = at_work(CHIEF)
    id = asked(chief.world, "高橋 まこと", "主任だけの質問です", audience="chiefs")
    chief.enters("井戸端").taps("1を読む").sees("読める人：主任と基幹だけ", "「主任だけの質問です」")
    roles(chief.world, CHIEF, "counsellor")
    chief.presses(f"question:{short(id)}").sees(STALE)
    chief.enters("井戸端").sees("まだ質問はありません。")
    chief.enters("井戸端").taps("まだ答えのない質問").sees("答えを待っている質問は、いまありません。")


def test_what_is_gone_reads_as_not_found(at_work: Meet) -> None:
    talk = at_work(ALONE)
    for state in ("withdrawn", "hidden"):
        talk.presses(f"question:{short(asked(talk.world, CHIEF, state=state))}").sees(STALE)
    talk.presses("question:").sees(STALE)
    hidden = said(talk.world, asked(talk.world, CHIEF), OTHER, state="hidden")
    talk.presses(f"question.before:{short(hidden)}").sees(STALE)


def test_each_finds_her_own_questions_and_answers(at_work: Meet) -> None:
    talk = at_work(ALONE)
    talk.enters("井戸端").taps("わたしの質問").sees("まだ質問していません。")
    talk.enters("井戸端").taps("わたしの答え").sees("まだ答えていません。")
    asked(talk.world, ALONE, state="hidden")
    asked(talk.world, ALONE, "取り下げたものです", state="withdrawn")
    said(talk.world, asked(talk.world, CHIEF, "ほかの人の質問です"), ALONE)
    talk.enters("井戸端").taps("わたしの質問")
    talk.sees(f"1 あなた（匿名）（11月24日（火）・いまは見えません）：{ASKED}")
    talk.enters("井戸端").taps("わたしの答え").sees(f"1 11月24日（火）（みんなが読めます）：{SAID}")
    talk.taps("1を読む").sees("あなた（匿名）の答え", f"「{SAID}」").taps("質問を読む").sees("「ほかの人の質問です」")


def test_days_are_the_networks(at_work: Meet) -> None:
    talk = at_work(ALONE)
    # Half past midnight in Tokyo is the day before in UTC.
    talk.world.clock.at += timedelta(hours=14, minutes=30)
    talk.presses(f"question:{short(asked(talk.world, CHIEF))}").sees("日：11月25日（水）")
