"""What tests of asking have in common: texts, buttons, and what stands in the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from tests.talk import Talk
from tests.world import World

TEXT = "放デイが卒業で終わります。土曜の居場所を知りませんか"
TYPED = "山田さん（17歳、見本特支）の放デイが卒業で終わります。土曜の居場所を知りませんか"
MASKED = "Aさん（10代後半、特別支援学校）の放デイが卒業で終わります。土曜の居場所を知りませんか"
POST, NAMED, MEND, STOP = "匿名で聞く", "名前を出して聞く", "直す", "やめる"
MASK, REWRITE, NO_NAME, FINE = "伏せる", "書きなおす", "名前ではありません", "このままで"
POSTED = "出しました。答えがつき次第、ここに知らせます。"
LOOK, GUARD = "こう見えます", "出す前に、ここだけ確認させてください"
ASKED = (TEXT, False, "question", "all", "open")


def asks(talk: Talk, wrote: str = TEXT) -> Talk:
    """Come to the well and write a question."""
    return talk.enters("井戸端").taps("聞く").says(wrote)


def rows(world: World, wanted: str) -> list[Any]:
    """Return what a query finds."""
    with world.app.stores.database.read() as session:
        return [tuple(row) for row in session.execute(text(wanted))]


def asked(world: World) -> list[Any]:
    """Return the questions as others will read them: text, named, kind, audience, state."""
    return rows(world, "SELECT body, named, kind, audience, state FROM questions ORDER BY asked_at, id")


def topics(world: World, names: list[str]) -> None:
    """Give the network topics."""
    from storage import networks

    with world.app.stores.database.write() as session:
        networks.everyone(session)[0].topics = names
