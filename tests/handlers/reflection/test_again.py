"""What was shredded in a transaction that then failed is finished when the same event comes again."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from handlers.kit.errors import TryLater
from storage.drafts import drafts
from storage.fault import set_trap
from storage.reflections import Reflection
from tests.chat import Chat

ID = "00000000-0000-4000-8000-000000000001"


def failing_once(chat: Chat, label: str) -> None:
    """Press a button whose commit fails once, and send the same event again."""
    act = {"tap": chat.data(label)}

    def trap(point: str) -> None:
        if point == "rx.before_commit":
            raise OperationalError("COMMIT", {}, Exception("database is locked"))

    set_trap(trap)
    try:
        with pytest.raises(TryLater):
            chat.sends(act, ID)
    finally:
        set_trap(None)
    chat.sends(act, ID)


def rows(chat: Chat, table: object) -> int | None:
    """Count a table's rows."""
    with chat.world.app.stores.database.read() as session:
        return session.scalar(select(func.count()).select_from(table))  # type: ignore[arg-type]


def test_deleting_a_reflection(chat: Chat) -> None:
    chat.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says("一行")
    chat.taps("今回は関係しない").taps("今日はなし").taps("消す")
    failing_once(chat, "消す（元に戻せません）")
    chat.sees("消しました。井戸端では、もうだれにも読めません。")
    assert rows(chat, Reflection) == 0


def test_dropping_a_draft(chat: Chat) -> None:
    chat.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says("一行").taps(
        "やめる"
    )
    failing_once(chat, "消してやめる")
    chat.sees("書きかけを消しました。")
    assert rows(chat, drafts) == 0
