"""What was asked before is shown before anything is posted; これで分かった counts without a name."""

from __future__ import annotations

from sqlalchemy import text

from storage import networks, people, questions
from storage.answers import Answer, add
from storage.db import Here
from tests.handlers.asking.steps import LOOK, POST, POSTED, asked, asks, rows
from tests.talk import Talk
from tests.world import ALONE, CENTRE

OLD, ANSWER = (
    "土曜の居場所を知りませんか。余暇活動の場所を探しています",
    "地域活動支援センターの土曜プログラムが使えました",
)
NEW = "土曜日の余暇活動の場所、居場所を知りませんか"
READ, FOUND = "似た質問を読む", "これで分かった"


def archive(talk: Talk) -> None:
    """Let somebody have asked three things, the last of which was answered."""
    for body in ("受給者証の更新の時期はいつですか", "送迎の加算の届出の様式はありますか", OLD):
        asks(talk, body).taps(POST).sees(POSTED)
    with talk.world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        me, other = (people.by_name(here, name)[0].id for name in (ALONE, CENTRE))
        question = next(one for one in questions.of_asker(here, me) if one.body == OLD)
        at = talk.world.clock.now()
        told = {"question_id": question.id, "author_id": other, "kind": "answer", "body": ANSWER}
        add(here, Answer(**told, at=at, changed_at=at))


def test_an_earlier_answer_is_enough_and_nothing_is_posted(talk: Talk) -> None:
    archive(talk)
    asks(talk, NEW).sees(LOOK, "似た質問が1つあります。").taps(READ)
    talk.sees("似た質問 1/1（11月23日（月））", f"「{OLD}」", f"答え：{ANSWER}").taps(FOUND)
    talk.sees("よかったです。今回の文は、どこにも出していません。")
    assert len(asked(talk.world)) == 3
    assert len(rows(talk.world, "SELECT question_id FROM found")) == 1


def test_or_it_is_asked_all_the_same(talk: Talk) -> None:
    archive(talk)
    asks(talk, NEW).taps(READ).taps("もとの画面へ").sees(LOOK).taps(POST).sees(POSTED)
    assert len(asked(talk.world)) == 4
    assert rows(talk.world, "SELECT question_id FROM found") == []


def test_what_is_hidden_meanwhile_is_not_read(talk: Talk) -> None:
    archive(talk)
    asks(talk, NEW)
    read = talk.data(READ)
    with talk.world.app.stores.database.write() as session:
        session.execute(text("UPDATE questions SET state = 'hidden'"))
    talk.presses(read).sees(LOOK)
    assert OLD not in talk.text
