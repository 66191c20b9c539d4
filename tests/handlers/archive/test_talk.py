"""さがす in the chat: by words and by topic, open ones first; what somebody may not read is not there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handlers import archive
from handlers.archive.talk import SHOWN
from storage.questions import Question
from tests.handlers.keeping.steps import asks, sets, within
from tests.talk import STALE, Talk
from tests.world import ALONE

COLLEAGUE = "佐藤 はるか"
ASK = "なにをさがしますか。言葉をいくつか書いてください。"
NONE = "見つかりませんでした。別の言葉でさがすか、聞いてみてください。"


def asked(talk: Talk, body: str, **values: object) -> Question:
    """Let a colleague have asked something that can be found."""
    question = asks(talk.world, COLLEAGUE, body=body, **values)  # type: ignore[arg-type]
    within(talk.world, lambda here: archive.keep(here, question.id))
    return question


@pytest.fixture
def talk(talk_as: Callable[[str], Talk]) -> Talk:
    """The chat of a counsellor in a network with two topics and four questions."""
    talk = talk_as(ALONE)
    sets(talk.world, topics=["余暇", "住まい"])
    asked(talk, "グループホームの空きはどこで分かりますか", state="resolved", topics=["住まい"])
    asked(talk, "土曜日の居場所を知りませんか", topics=["余暇"], said=["グループホームの行事に行けます"])
    asked(talk, "主任だけのグループホームの話", audience="chiefs", topics=["住まい"])
    asked(talk, "取り下げたグループホームの話", state="withdrawn", topics=["住まい"])
    return talk


def found(talk: Talk) -> list[str]:
    """Return the beginnings of the questions that are listed, in order."""
    return [line.partition("：")[2] for line in talk.text.split("\n") if "：" in line and "さん" in line]


def test_words_find_questions_and_answers_open_ones_first(talk: Talk) -> None:
    talk.presses("find:").sees(ASK).says("グループホーム").sees("「グループホーム」の質問")
    assert found(talk) == ["土曜日の居場所を知りませんか", "グループホームの空きはどこで分かりますか"]
    talk.taps("1を読む").sees("「土曜日の居場所を知りませんか」")


def test_a_topic_finds_what_is_about_it(talk: Talk) -> None:
    talk.presses("find:").taps("話題からさがす").sees("どの話題ですか").taps("住まい").sees("「住まい」の質問")
    assert found(talk) == ["グループホームの空きはどこで分かりますか"]
    talk.taps("言葉でさがす").says("宇宙旅行").sees(NONE)


def test_the_word_alone_opens_the_search(talk: Talk) -> None:
    talk.says("さがす").sees(ASK)


def test_a_topic_that_is_gone_is_answered_politely(talk: Talk) -> None:
    talk.presses("find:").taps("話題からさがす")
    stale = talk.data("住まい")
    sets(talk.world, topics=["余暇"])
    talk.presses(stale).sees(STALE)


def test_more_than_a_card_holds_says_so(talk: Talk) -> None:
    for number in range(SHOWN + 1):
        asked(talk, f"移動支援の質問{number}")
    talk.presses("find:").says("移動支援").sees("はじめの8つです。言葉を足すと、しぼれます。")
    assert len(found(talk)) == SHOWN
