"""What was asked before is shown before anything is posted; これで分かった counts without a name."""

from __future__ import annotations

from tests.handlers.asking.steps import LOOK, POST, POSTED, asked, asks, rows
from tests.handlers.asking.test_choices import before
from tests.talk import Talk

OLD, ANSWER = (
    "土曜の居場所を知りませんか。余暇活動の場所を探しています",
    "地域活動支援センターの土曜プログラムが使えました",
)
NEW = "土曜日の余暇活動の場所、居場所を知りませんか"
READ, FOUND = "似た質問を読む", "これで分かった"


def archive(talk: Talk) -> None:
    """Let an answered question stand there, and what has nothing to do with it."""
    before(talk.world, 1, OLD, ANSWER)
    for other in ("受給者証の更新の時期はいつですか", "送迎の加算の届出の様式はありますか"):
        before(talk.world, 1, other)
    index(talk)


def index(talk: Talk) -> None:
    """Let the index know what was put in past the conversations."""
    from handlers.questions import index as indexed
    from storage import networks, questions
    from storage.db import Here

    with talk.world.app.stores.database.write() as session:
        here = Here(session, networks.everyone(session)[0].id)
        for (id,) in rows(talk.world, "SELECT id FROM questions"):
            from uuid import UUID

            question = questions.get(here, id if isinstance(id, UUID) else UUID(str(id)))
            assert question
            indexed.keep(here, question)


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


def test_what_is_taken_back_meanwhile_is_not_read(talk: Talk) -> None:
    archive(talk)
    asks(talk, NEW).taps(READ).taps("もとの画面へ")
    with talk.world.app.stores.database.write() as session:
        from sqlalchemy import text

        session.execute(text("UPDATE questions SET state = 'hidden'"))
    talk.taps(READ).sees(LOOK)
    assert OLD not in talk.text
