"""Who is to see it, advice from one person, what was asked before, and how many an hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from handlers.questions import rules as well
from storage import networks, people, questions
from storage.answers import Answer
from storage.answers import add as say
from storage.db import Here
from storage.questions import Question
from tests.handlers.asking.steps import LOOK, POST, POSTED, TEXT, asked, asks, rows
from tests.talk import Talk
from tests.world import ALONE, CENTRE, World

CHIEF = "佐藤 はるか"
CHIEFS = "主任と基幹だけに聞く"
ADVICE = "ワンポイントアドバイス"


def test_who_belongs_to_it_can_ask_the_chiefs_alone(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CHIEF)
    asks(talk).taps(CHIEFS).sees("主任と基幹の人だけが見られます（いま3事業所）。").taps(POST).sees(POSTED)
    assert asked(talk.world) == [(TEXT, False, "question", "chiefs", "open")]


@pytest.mark.each_face
def test_nobody_else_can_and_a_forged_button_does_nothing(talk: Talk) -> None:
    asks(talk)
    assert CHIEFS not in talk.buttons
    talk.presses(talk.data(POST).replace("last.unnamed", "last.chiefs"))
    talk.opens().says("つづき") if talk.face != "web" else talk.opens()
    talk.taps(POST)
    assert asked(talk.world) == [(TEXT, False, "question", "all", "open")]


def test_whoever_is_chief_no_more_sees_first_who_would_read_it(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CHIEF)
    asks(talk).taps(CHIEFS)
    data = talk.data(POST)
    with talk.world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        people.set_roles(here, people.by_name(here, CHIEF)[0].id, ["counsellor"])
    talk.presses(data).sees(LOOK)
    assert asked(talk.world) == []
    talk.taps(POST).sees(POSTED)
    assert asked(talk.world) == [(TEXT, False, "question", "all", "open")]


def test_advice_names_its_field_and_the_day(talk: Talk) -> None:
    asks(talk, "自閉症の方の余暇の探し方").taps(ADVICE).sees(LOOK, "障害種別：発達障害").taps("障害種別を変える")
    talk.taps("知的障害").sees("障害種別：知的障害").taps(POST).sees(POSTED)
    assert rows(talk.world, "SELECT kind, field, due_on IS NOT NULL FROM questions") == [("advice", "知的障害", True)]


@pytest.mark.each_face
def test_advice_without_a_field_asks_for_one_first(talk: Talk) -> None:
    asks(talk, "土曜に開いている場所を知りませんか").taps(ADVICE).sees(
        "その分野にくわしい方にお願いします。どれがいちばん近いですか。"
    )
    forged = talk.data("身体障害").replace("last.field.0", "last.unnamed")
    talk.presses(forged)
    assert asked(talk.world) == []
    talk.opens().says("つづき") if talk.face != "web" else talk.opens()
    talk.taps("身体障害").sees(LOOK, "障害種別：身体障害").taps("みんなに聞く形に戻す").taps(POST)
    assert rows(talk.world, "SELECT kind, field FROM questions") == [("question", "")]


def before(world: World, count: int, body: str = "x", answer: str = "") -> None:
    """Let somebody have asked so many questions a while ago."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        me, other = (people.by_name(here, name)[0].id for name in (ALONE, CENTRE))
        for place in range(count):
            at = world.clock.now() - timedelta(minutes=30 + place)
            told = {"kind": "question", "audience": "all", "body": body, "state": questions.OPEN}
            question = Question(asker_id=me, asked_at=at, changed_at=at, expires_on=at.date(), **told)
            questions.add(here, question, [])
            if answer:
                said = {"question_id": question.id, "author_id": other, "kind": "answer", "body": answer}
                say(here, Answer(**said, at=at, changed_at=at))


def test_after_twenty_an_hour_it_waits_a_little_and_nothing_is_lost(talk: Talk) -> None:
    before(talk.world, well.AN_HOUR)
    asks(talk).taps(POST)
    talk.sees("この1時間で20件になりました。書いた文は残っています。18:01を過ぎたら、また出せます。", f"「{TEXT}」")
    assert len(asked(talk.world)) == well.AN_HOUR
    talk.waits(minutes=12)
    talk.taps(POST).sees(POSTED)


def test_networks_of_many_topics_fit(talk: Talk) -> None:
    with talk.world.app.stores.database.write() as session:
        networks.everyone(session)[0].topics = [f"とても長い話題の名前その{n}です" for n in range(10)]
    asks(talk).taps("話題を変える").taps("とても長い話題の名前その3ですを入れる").sees(
        "話題：とても長い話題の名前その3です"
    )
