"""A Telegram group is connected, and what is asked and answered stands there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handlers.places.town import Town
from tests.world import CENTRE

GROUP = -1001234567890


@pytest.fixture
def town(backend: str, tmp_path: Path) -> Iterator[Town]:
    """The program, with a Telegram group in which the bot is not yet."""
    town = Town(tmp_path / "var", backend)
    town.telegram.group(GROUP, "○○区 相談支援の輪")
    yield town
    town.close()


def test_a_coordinator_connects_a_group_with_two_taps_and_a_question_stands_there(town: Town) -> None:
    coordinator = town.phone(CENTRE)
    coordinator.waits_for(town.telegram.lets_in(coordinator.user, GROUP))
    (hello,) = town.telegram.seen(GROUP)
    assert hello.text.startswith("井戸端です。") and [row[0]["text"] for row in hello.keyboard] == ["つなぐ"]
    coordinator.waits_for(town.telegram.presses_in(coordinator.user, GROUP, "つなぐ"))
    coordinator.sees("「○○区 相談支援の輪」に、質問を出しますか", "［みんな］", "［主任と基幹だけ］")
    coordinator.taps("みんな").sees("「○○区 相談支援の輪」に、質問が出るようになりました")
    town.asks("短期入所を急に使いたいとき、どこに電話しますか。", topics=["短期入所"])
    town.world.tick()
    (_, card) = town.telegram.seen(GROUP)
    assert card.text.split("\n") == [
        "井戸端に質問が来ています",
        "聞いた人：匿名の相談員さん",
        "話題：短期入所",
        "「短期入所を急に使いたいとき、どこに電話しますか。」",
    ]
    assert [button["text"] for row in card.keyboard for button in row] == ["答える", "わたしも知りたい"]
