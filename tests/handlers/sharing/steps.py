"""Steps that the tests of sharing share: writing something, offering it to somebody, looking into the stores."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import text

from tests.handlers.reflection.steps import reflect
from tests.talk import Talk
from tests.world import World

T = TypeVar("T", bound=Talk)

LINE, STEP = "「帰り道が好き」と話してくれた", "来週、散歩の道を一緒に歩いてみる"
BEGIN, NEXT, SHOW, LEAVE = "だれかと分かち合う", "つぎへ", "見せる", "やめておく"
MUTUAL, SINGLE, GROUP = "ふたりで交換する", "個別SVに持っていく", "グループSVに持っていく"
MINE, RECEIVED = "分かち合っているもの", "分かち合ってもらったことば"
CHIEF, OFFICE = "佐藤 はるか", "相談支援センター ひなた"
CHIEFS_NAME = "佐藤 はるかさん（主任・相談支援センター ひなた）"
ALONES_NAME = "加藤 みのりさん（相談室 みなも）"
STALE = "前の画面のボタンでした。いまの様子はこちらです。"


def chooses(talk: T, use: str, *numbers: int, line: str = LINE, step: str = STEP) -> T:
    """Write a reflection and choose lines of it for a use, up to the question with whom."""
    reflect(talk, line=line, step=step).taps(BEGIN).taps(use)
    for number in numbers:
        talk.taps(f"{number}を見せる")
    return talk.taps(NEXT)


def shares(talk: T, use: str = SINGLE, *numbers: int, whom: str = CHIEFS_NAME) -> T:
    """Write a reflection and show lines of it to somebody."""
    return chooses(talk, use, *(numbers or (1, 3))).taps(whom).taps(SHOW)


def rows(world: World) -> dict[str, int]:
    """Return how many shares and readers there are."""
    with world.app.stores.database.read() as session:
        counts = [
            session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in ("shares", "share_readers")
        ]
    return dict(zip(("shares", "readers"), counts, strict=True))


def states(world: World) -> list[str]:
    """Return the states of all shares, in their order."""
    with world.app.stores.database.read() as session:
        return [str(row[0]) for row in session.execute(text("SELECT state FROM shares ORDER BY made_at, id"))]
