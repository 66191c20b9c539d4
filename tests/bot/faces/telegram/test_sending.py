"""What goes wrong on the way to a person: certain, doubtful, or for ever. The ledger says what she sees in the end."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from sqlalchemy import select

from bot.faces.face import Told
from bot.faces.lanes import Lanes, Rates
from bot.faces.troubles import Troubles
from handlers.kit.cards import Card
from handlers.kit.errors import Doubtful, TryLater, Undeliverable
from handlers.kit.turn import Scene
from messages.words import given, msg, words_of
from storage.accounts import Account
from storage.db import EVERYWHERE
from tests.bot.faces.telegram.conftest import USER, face_of
from tests.bot.trouble import unreplied
from tests.simulators.telegram import Limits, Refused
from tests.telegram_chat import TelegramChat
from tests.world import START

pytestmark = pytest.mark.slow

HTML = (502, b"<html><body><h1>Bad Gateway</h1></body></html>")
CUT = (200, b'{"ok":true,"result":{"message_id":1')
EMPTY = (200, b"")
ODD = (200, b'{"ok":true}')
FATAL = Refused(500, "Internal Server Error: sent message was not found")
POISON = words_of().say(msg("runtime-poison"))
MARK = "（再送）"


def titles(chat: TelegramChat) -> list[str]:
    """Return the first line of every message in the chat that is help, the second of those that are marked."""
    texts = [message.text for message in chat.telegram.seen(chat.user)]
    found = ["".join(text.split("\n")[:2]) if text.startswith(MARK) else text.split("\n")[0] for text in texts]
    return [title for title in found if title.endswith("使い方")]


def told(*texts: str, quiet: bool = False, again: bool = False) -> Told:
    """Return a notice of one card for each text."""
    cards = tuple(Card(paragraphs=(given(text),)) for text in texts)
    return Told("n", START, Scene(cards=cards), words_of(), quiet=quiet, again=again)


def show(chat: TelegramChat, notice: Told) -> str:
    """Show a notice to the person."""
    return chat.world.run(face_of(chat.world).show(str(chat.user), notice))


def stopped(chat: TelegramChat) -> list[str | None]:
    """Return why nothing reaches her account on Telegram."""
    with chat.world.app.stores.database.read() as session:
        wanted = select(Account.stopped_why).where(Account.platform == "telegram")
        return list(session.scalars(wanted.execution_options(**EVERYWHERE)))


@pytest.mark.parametrize(
    "how",
    [
        {"page": HTML},
        {"page": CUT},
        {"page": EMPTY},
        {"page": ODD},
        {"page": HTML, "times": 3},
        {"drop": True},
        {"drop": True, "times": 2},
    ],
    ids=["html", "cut", "empty", "odd", "html three times", "dropped", "dropped twice"],
)
def test_a22_an_answer_that_may_have_arrived_comes_again_and_says_so(line: TelegramChat, how: dict[str, Any]) -> None:
    line.telegram.trouble("sendMessage", **how)
    line.says("/help").sees(MARK)
    assert titles(line) == ["使い方", *[f"{MARK}使い方"] * how.get("times", 1)]
    assert unreplied(line.world) == 0


@pytest.mark.parametrize(
    "error",
    [FATAL, Refused(503, "Service Unavailable"), Refused(500, "fatal_error")],
    ids=["500", "503", "fatal"],
)
def test_a22_nobody_knows_whether_a_server_that_failed_had_sent_it(line: TelegramChat, error: Refused) -> None:
    line.telegram.trouble("sendMessage", error=error)
    line.says("/help")
    assert titles(line) == [f"{MARK}使い方"]


def test_a21_what_was_certainly_not_sent_comes_once_and_unmarked(line: TelegramChat) -> None:
    wait = Refused(429, "Too Many Requests: retry after 0.03", retry_after=0.03)
    line.telegram.trouble("sendMessage", error=wait, times=2)
    line.says("/help")
    assert titles(line) == ["使い方"]


def test_a22_an_edit_that_may_have_been_done_is_done_again_without_a_mark(line: TelegramChat) -> None:
    line.taps("ふりかえり").taps("おためし（保存しません）")
    asked = line.news[-1]
    before = asked.edits
    line.telegram.trouble("editMessageText", drop=True)
    line.taps("面談")
    assert [method for method, _ in line.telegram.calls[-3:]].count("editMessageText") == 2
    assert (line.news[-1], asked.edits) == (asked, before + 1)
    assert MARK not in line.everything


def test_a22_an_answer_that_never_goes_is_redrawn_after_the_next_start(line: TelegramChat) -> None:
    line.telegram.trouble("sendMessage", error=FATAL, times=5)
    line.says("/help")
    assert (titles(line), unreplied(line.world)) == ([], 1)
    line.restarts()
    assert [message.text.split("\n")[0] for message in line.news][:1] == [MARK]
    assert unreplied(line.world) == 0


def test_what_could_not_be_taken_is_said_so_after_the_next_start(line: TelegramChat) -> None:
    line.telegram.trouble("sendMessage", error=FATAL, times=5)
    line.says("/help")
    assert unreplied(line.world) == 1
    with line.world.app.stores.database.writer.begin() as link:
        link.exec_driver_sql("UPDATE inbox SET state = 'failed' WHERE replied = 0")
    line.restarts()
    assert [message.text.split("\n")[:2] for message in line.news][:1] == [[MARK, POISON]]
    line.restarts()
    assert unreplied(line.world) == 0


def test_a21_an_answer_waits_as_long_as_its_chat_was_told_and_others_do_not(line: TelegramChat) -> None:
    wait = Refused(429, "Too Many Requests: retry after 0.2", retry_after=0.2)
    line.telegram.trouble("sendMessage", error=wait)
    line.telegram.writes(USER, "/help")
    other = TelegramChat(line.world, line.telegram, 999)
    other.says("こんにちは")
    assert (len(other.news), titles(line)) == (1, ["使い方"])
    order = [message.chat for message in line.telegram.ledger][-2:]
    assert order == [999, USER], "the other chat did not wait"


def test_a21_an_answer_that_is_told_to_wait_for_an_hour_is_left_for_later(line: TelegramChat) -> None:
    line.telegram.trouble("sendMessage", error=Refused(429, "Too Many Requests", retry_after=3600))
    line.says("/help")
    assert (titles(line), unreplied(line.world)) == ([], 1)


@pytest.mark.parametrize("seconds", [30, 3600])
def test_a21_a_notice_that_is_told_to_wait_says_for_how_long(line: TelegramChat, seconds: int) -> None:
    line.telegram.trouble("sendMessage", error=Refused(429, "Too Many Requests", retry_after=seconds))
    with pytest.raises(TryLater) as first:
        show(line, told("知らせ"))
    with pytest.raises(TryLater) as second:
        show(line, told("知らせ"))
    assert first.value.seconds == seconds
    assert seconds - 1 < second.value.seconds <= seconds, "Telegram was not asked again before that"


def test_a21_a_notice_waits_a_moment_by_itself(line: TelegramChat) -> None:
    line.telegram.trouble("sendMessage", error=Refused(429, "Too Many Requests", retry_after=0.05), times=2)
    show(line, told("知らせ"))
    assert [message.text for message in line.telegram.seen(USER)][-1] == "知らせ"


def test_a21_within_telegrams_limits_nothing_is_ever_refused(line: TelegramChat) -> None:
    face = face_of(line.world)
    face.lanes = face.answers.lanes = Lanes(Rates(chat=40, burst=4, overall=20, unasked=15, seconds=0.105))
    line.telegram.limits = Limits(chat=40, burst=9, overall=25, seconds=0.1)
    line.world.run(_all([face.show(str(USER), told(f"{number}")) for number in range(12)]))
    assert [message.text for message in line.telegram.seen(USER)][-12:] == [str(number) for number in range(12)]
    assert line.telegram.limits.refused == 0


async def _all(work: list[Any]) -> None:
    for one in [asyncio.ensure_future(one) for one in work]:
        await one


@pytest.mark.parametrize("page", [HTML, CUT, EMPTY], ids=["html", "cut", "empty"])
def test_a22_a_notice_that_may_have_arrived_is_in_doubt(line: TelegramChat, page: tuple[int, bytes]) -> None:
    line.telegram.trouble("sendMessage", page=page)
    with pytest.raises(Doubtful):
        show(line, told("知らせ"))


def test_a_notice_of_which_a_part_stands_there_is_in_doubt_whatever_stopped_the_rest(line: TelegramChat) -> None:
    line.telegram.trouble("sendMessage", late=0)
    line.telegram.trouble("sendMessage", error=Refused(429, "Too Many Requests", retry_after=600))
    with pytest.raises(Doubtful):
        show(line, told("一", "二"))
    assert [message.text for message in line.telegram.seen(USER)][-1] == "一"


def test_a_notice_that_comes_again_says_so_and_a_quiet_one_is_quiet(line: TelegramChat) -> None:
    reference = show(line, told("一", "二", again=True, quiet=True))
    seen = line.telegram.seen(USER)[-2:]
    assert [(message.text, message.quiet) for message in seen] == [(f"{MARK}\n一", True), ("二", True)]
    assert reference == str(seen[-1].id)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (Refused(403, "Forbidden: bot was blocked by the user"), "blocked"),
        (Refused(403, "Forbidden: user is deactivated"), "gone"),
        (Refused(400, "Bad Request: chat not found"), "gone"),
    ],
)
def test_a24_whom_nothing_reaches_is_noted_until_a_sign_of_life(line: TelegramChat, error: Refused, why: str) -> None:
    line.telegram.book.gone[USER] = error
    line.says("/help")
    assert stopped(line) == [why]
    with pytest.raises(Undeliverable) as never:
        show(line, told("知らせ"))
    assert str(never.value) == why
    line.telegram.book.gone.clear()
    line.says("/home")
    assert stopped(line) == [None]


def test_a24_who_blocks_the_bot_is_noted_at_once_and_who_comes_back_too(line: TelegramChat) -> None:
    line.waits_for(line.telegram.blocks(USER))
    assert stopped(line) == ["blocked"]
    line.waits_for(line.telegram.blocks(USER, again=True))
    assert stopped(line) == [None]


def test_a24_in_a_group_that_has_moved_the_answer_goes_to_its_new_id(line: TelegramChat) -> None:
    group = {"id": -5, "type": "supergroup", "title": "みほん区"}
    moved = Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100)
    line.telegram.book.gone[-5] = moved
    line.waits_for(line.telegram.update(message={**line.telegram.message(USER, text="/start"), "chat": group}))
    assert [message.chat for message in line.telegram.ledger if message.chat < 0] == [-100]


def test_a24_a_token_that_is_revoked_is_reported_once_and_the_notice_waits(line: TelegramChat) -> None:
    said: list[str] = []
    face_of(line.world).listening.troubles = Troubles(lambda sentence: said.append(sentence.id))
    line.telegram.token = "1234567890:" + "Y" * 35
    for _ in range(2):
        with pytest.raises(TryLater):
            show(line, told("知らせ"))
        face_of(line.world).lanes = Lanes()
    assert said == ["telegram-token"]


def test_a_stop_does_not_wait_for_an_answer_that_waits_to_be_tried_again(
    line: TelegramChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.faces.saying.CLOSE_SECONDS", 0.05)
    face_of(line.world).answers.waits = (30.0,)
    line.telegram.trouble("sendMessage", error=FATAL)
    number = line.telegram.writes(USER, "/help")

    async def tried() -> None:
        while not line.telegram.failed or line.telegram.confirmed < number:
            await asyncio.sleep(0.005)

    line.world.run(asyncio.wait_for(tried(), 5))
    begun = time.monotonic()
    line.restarts().sees(MARK)
    assert time.monotonic() - begun < 3
