"""Her chat with the app: a pressed question turns into the next, a letter stays, deletion takes what quotes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.faces.face import Told
from handlers.kit.cards import Button, Card
from handlers.kit.turn import Scene
from messages.words import given, words_of
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import face_of
from tests.bot.faces.slack.hands import called, closes, does, modal, posts, presses
from tests.simulators.slack import TEAM, SlackRefused
from tests.slack_chat import SlackChat
from tests.world import START

pytestmark = pytest.mark.slow

MORNING = datetime(2026, 11, 30, 0, 5, tzinfo=UTC)


def reflected(line: SlackChat) -> SlackChat:
    """Write a reflection to its end, with a next step."""
    line.says("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says("帰り道が好き")
    return line.taps("今回は関係しない").says("散歩する").taps("1週間後").sees("おつかれさまでした")


def test_a_pressed_question_turns_into_the_next_one(line: SlackChat) -> None:
    line.says("ふりかえり")
    for label in ("3分（2つの視点）", "面談", "よかったところがある"):
        presses(line, label)
    asked = "本人の言葉で、心に残ったものはありますか。ひとことあれば、そのまま書いてください。"
    assert posts(line) == [[asked, "［つぎへ］", "［戻る］", "［やめる］"]]


def test_what_she_wrote_is_followed_by_a_new_message(line: SlackChat) -> None:
    line.says("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says("帰り道が好き")
    assert [lines[0] for lines in posts(line)][1:] == ["社会モデル（2/2）"]
    assert [post.mine for post in line.slack.seen(USER)] == [False, True, False, True]


def test_every_message_can_be_read_out_without_its_blocks(line: SlackChat) -> None:
    reflected(line).says("設定").says("使い方").says("人に話す").waits_until(MORNING)
    assert [post.text for post in line.slack.seen(USER) if post.mine and not post.text.strip()] == []
    assert line.slack.seen(USER)[-1].text.split("\n")[0] == "おはようございます。お知らせは1つだけです。"


def test_a_message_that_says_several_things_stays_when_one_of_them_is_answered(line: SlackChat) -> None:
    line.opens()
    cards = [Card(title=given(name), buttons=(Button(given(f"{name}へ"), verb),)) for name, verb in LETTER]
    scene = Scene(cards=tuple(cards))
    line.world.run(face_of(line.world).show(f"{TEAM}:{USER}", letter(scene)))
    presses(line, "一つめへ")
    assert posts(line)[0] == ["一つめ", "［一つめへ］", "二つめ", "［二つめへ］"]
    assert [lines[0] for lines in posts(line)] == ["一つめ", "使い方"]
    presses(line, "二つめへ")
    assert [lines[0] for lines in posts(line)] == ["一つめ", "使い方", "人に話す"]


LETTER = [("一つめ", "help"), ("二つめ", "people")]


def letter(scene: Scene) -> Told:
    """Return a letter of these cards."""
    return Told("n", START, scene, words_of(), letter=True)


def test_the_morning_letter_stays_and_its_answer_follows(line: SlackChat) -> None:
    reflected(line).waits_until(MORNING)
    presses(line, "やってみた")
    brought, answer = posts(line)[-2:]
    assert (brought[0], answer[0]) == ("おはようございます。お知らせは1つだけです。", "やってみたのですね。")


def test_a_press_on_a_message_that_is_gone_is_answered_in_a_new_one(line: SlackChat) -> None:
    line.says("使い方")
    gone = line.slack.seen(USER)[-1]
    line.slack.carrier.hold()
    delivery = line.slack.presses(USER, "人に話す")
    line.slack.book.remove(gone)
    line.slack.carrier.release()
    does(line, delivery)
    assert [lines[0] for lines in posts(line)] == ["人に話す"]


def test_a_press_on_a_button_that_is_long_over_says_so_and_shows_home(line: SlackChat) -> None:
    line.says("ふりかえり").taps("3分（2つの視点）")
    does(line, line.slack.presses_data(USER, "pick.meeting:AAAAAAAAAAAAAAAAAAAAAA:1"))
    assert [lines[0] for lines in posts(line)][-2:] == [
        "前の画面のボタンでした。いまの様子はこちらです。",
        "なにについて？",
    ]
    line.says("やめる")
    does(line, line.slack.presses_data(USER, "pick.meeting:AAAAAAAAAAAAAAAAAAAAAA:1"))
    assert [lines[0] for lines in posts(line)][-2:] == [
        "前の画面のボタンでした。いまの様子はこちらです。",
        "きょうは、なにをしますか",
    ]


def test_deleting_takes_the_messages_that_quote_and_says_what_only_she_can_delete(line: SlackChat) -> None:
    reflected(line)
    line.says("これまでのふりかえり")
    presses(line, "11月23日（月）　面談")
    presses(line, "消す")
    presses(line, "消す（元に戻せません）")
    line.comes()
    shown = [text for lines in posts(line) for text in lines]
    assert [text for text in shown if "帰り道が好き" in text or "散歩する" in text] == []
    assert [text for text in shown if text.startswith("あなたの言葉が入ったわたしの文は、Slackからも消します。")] != []
    assert called(line, "chat.delete") >= 1
    assert modal(line) == []


def test_what_came_as_a_message_because_its_page_did_not_open_is_deleted_with_the_rest(line: SlackChat) -> None:
    reflected(line).opens()
    presses(line, "これまでのふりかえり")
    line.slack.trouble("views.update", error=SlackRefused("not_found"))
    presses(line, "11月23日（月）　面談")
    assert "次の一歩：散歩する（11月30日（月）に聞きます）" in posts(line)[-1]
    closes(line)
    presses(line, "消す")
    presses(line, "消す（元に戻せません）")
    line.comes()
    assert [text for lines in posts(line) for text in lines if "帰り道が好き" in text] == []


def test_what_came_in_private_because_its_address_was_over_is_deleted_with_the_rest(line: SlackChat) -> None:
    reflected(line)
    does(line, line.slack.command(USER, "これまでのふりかえり"))
    line.slack.trouble("response_url", page=(404, b"{}"), done=False)
    presses(line, "11月23日（月）　面談")
    assert "次の一歩：散歩する（11月30日（月）に聞きます）" in posts(line)[-1]
    presses(line, "消す")
    presses(line, "消す（元に戻せません）")
    line.comes()
    assert [text for lines in posts(line) for text in lines if "帰り道が好き" in text] == []


def test_a_page_that_could_not_be_shown_at_all_is_owed_and_shown_when_slack_is_there_again(form: SlackChat) -> None:
    form.opens()
    form.slack.trouble("views.open", page=(503, b""), done=False, times=2)
    form.slack.trouble("chat.postMessage", page=(503, b""), done=False, times=5)
    presses(form, "訪問をたのむ")
    assert (modal(form), posts(form)) == ([], [])
    form.world.run(face_of(form.world).pay())
    does(form, None)
    assert posts(form) == [["訪問の希望", "ボタンを押すと、書く画面が開きます。", "［ひらく］"]]


def test_what_is_written_where_buttons_are_asked_is_answered_with_home_once(line: SlackChat) -> None:
    line.opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    before = len(posts(line))
    line.says("笑って話せた")
    assert [lines[0] for lines in posts(line)[before:]] == [
        "いまの文は、残していません。［つづきから］で、もとの質問に戻れます。",
        "ふりかえりの書きかけがあります",
        "きょうは、なにをしますか",
    ]
