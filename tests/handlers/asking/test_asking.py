"""One text and one last card: then it is at the well; on every face."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from tests.talk import Talk
from tests.world import World

TEXT = "放デイが卒業で終わります。土曜の居場所を知りませんか"
POST = "匿名で聞く"


def asked(world: World) -> list[Any]:
    """Return the questions as others will read them: text, named, kind, audience, state."""
    wanted = "SELECT body, named, kind, audience, state FROM questions ORDER BY asked_at, id"
    with world.app.stores.database.read() as session:
        return [tuple(row) for row in session.execute(text(wanted))]


def test_one_text_and_one_last_card(talk: Talk) -> None:
    talk.says("聞く").sees(
        "利用者さんやご家族が分かることは書かないでください。"
    ) if talk.face != "slack" else talk.says("聞く").taps("ひらく")
    talk.says(TEXT).sees(
        "こう見えます",
        f"「{TEXT}」",
        "いま参加している5事業所が見られます。",
        "匿名なら、名前は出ません。ただ、内容から分かることはあります。",
    )
    assert asked(talk.world) == []
    talk.taps(POST).sees("出しました。答えがつき次第、ここに知らせます。")
    assert asked(talk.world) == [(TEXT, False, "question", "all", "open")]
