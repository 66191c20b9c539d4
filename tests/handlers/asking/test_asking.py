"""One text and one last card: then it is at the well; on every face."""

from __future__ import annotations

import pytest

from tests.handlers.asking.steps import ASKED, LOOK, MEND, NAMED, POST, POSTED, STOP, TEXT, asked, asks, topics
from tests.talk import Talk

UNNAMED = "匿名なら、名前は出ません。ただ、内容から分かることはあります。"


def test_one_text_and_one_last_card(talk: Talk) -> None:
    talk.enters("井戸端").taps("聞く").sees("利用者さんやご家族が分かることは書かないでください。")
    talk.says(TEXT).sees(LOOK, f"「{TEXT}」", "いま参加している5事業所が見られます。", UNNAMED)
    assert asked(talk.world) == []
    talk.taps(POST).sees(POSTED)
    assert asked(talk.world) == [ASKED]


def test_it_can_be_asked_by_name_and_by_typing(talk: Talk) -> None:
    talk.says(f"/聞く {TEXT}").sees(LOOK, f"「{TEXT}」").taps(NAMED).sees(POSTED)
    assert asked(talk.world) == [(TEXT, True, "question", "all", "open")]


@pytest.mark.parametrize(
    ("word", "shows"), [("事業所訪問", "［わたしの訪問］"), ("訪問", "［わたしの訪問］"), ("研修", "研修")]
)
def test_the_name_of_a_room_opens_it_and_the_question_waits(talk: Talk, word: str, shows: str) -> None:
    asks(talk, word).sees("いまの文は、残していません。［つづきから］で、もとの質問に戻れます。", shows)
    talk.taps("つづきから").says(f"{word}のことを聞きたいです").sees(LOOK, f"「{word}のことを聞きたいです」")
    assert asked(talk.world) == []


def test_the_word_that_asks_only_begins_again(talk: Talk) -> None:
    asks(talk, "聞く").sees("利用者さんやご家族が分かることは書かないでください。").says(TEXT).sees(LOOK)


def test_a_double_tap_asks_once(talk: Talk) -> None:
    asks(talk)
    data = talk.data(POST)
    talk.presses(data).sees(POSTED)
    talk.presses(data).sees("前の画面のボタンでした。いまの様子はこちらです。")
    assert asked(talk.world) == [ASKED]


@pytest.mark.each_face
def test_it_is_mended_and_the_older_button_posts_nothing(talk: Talk) -> None:
    asks(talk, "土曜の場所")
    data = talk.data(POST)
    talk.taps(MEND).says(TEXT).sees(f"「{TEXT}」")
    talk.presses(data)
    assert asked(talk.world) == []
    talk.opens()
    talk.taps(POST).sees(POSTED) if talk.face == "web" else talk.says("つづき").taps(POST).sees(POSTED)
    assert asked(talk.world) == [ASKED]


def test_whoever_stops_finds_it_again_or_deletes_it(talk: Talk) -> None:
    asks(talk).taps(STOP).sees("井戸端に聞くの書きかけがあります").taps("つづきから").sees(LOOK)
    talk.taps(STOP).taps("消してやめる").sees("書きかけを消しました。")
    assert asked(talk.world) == []


def test_topics_are_guessed_and_can_be_changed(talk: Talk) -> None:
    topics(talk.world, ["余暇・卒業後", "制度・報酬", "住まい"])
    asks(talk).sees("話題：余暇・卒業後").taps("話題を変える").sees("話題：余暇・卒業後", "［余暇・卒業後をはずす］")
    talk.taps("住まいを入れる").sees("話題：余暇・卒業後、住まい").taps("余暇・卒業後をはずす").taps("もとの画面へ")
    talk.sees(LOOK, "話題：住まい").taps(POST).sees(POSTED)
    with talk.world.app.stores.database.read() as session:
        from storage.questions import Topic

        assert [one.topic for one in session.query(Topic).execution_options(idobata_everywhere=True)] == ["住まい"]


def test_what_cannot_wait_has_the_telephone(talk: Talk) -> None:
    asks(talk).taps("きょう中に必要").sees("きょう中に必要なら、電話がいちばん早いです。")
    assert ("☎ みほん区 基幹相談支援センター", "03-0000-0001") in talk.calls
    talk.taps("もとの画面へ").sees(LOOK)


@pytest.mark.each_face
def test_after_a_restart_the_last_card_stands_there(talk: Talk) -> None:
    asks(talk).restarts()
    talk.says("つづき") if talk.face != "web" else talk.opens()
    talk.sees(LOOK).taps(POST).sees(POSTED)
    assert asked(talk.world) == [ASKED]


def test_markup_and_hidden_marks_are_only_text(talk: Talk) -> None:
    wrote = "<b>太字</b> *x* <!channel> & [a](b) \u202e逆\u200bの =1+1 土曜の場所はありますか"
    shown = wrote.replace("\u202e", "")
    asks(talk, wrote).sees(LOOK)
    talk.taps(POST).sees(POSTED)
    assert [body for body, *_ in asked(talk.world)] == [shown]


@pytest.mark.each_face
def test_too_much_is_refused_and_still_there(talk: Talk) -> None:
    asks(talk, "あ" * 1001)
    mark = "！" if talk.face == "slack" else ""
    talk.sees(f"{mark}1000字までです（いま1001字）。短くして、もう一度送ってください。書いた文はそのまま残っています。")
    talk.says(TEXT).sees(LOOK)
