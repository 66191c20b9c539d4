"""What people wrote while the program, or only its socket, was down is read from the history and answered once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from bot.faces.face import Answer
from bot.faces.slack import listening
from handlers.kit.errors import TryLater
from handlers.kit.events import Event
from handlers.kit.turn import Traits
from storage.inbox import ROW_DAYS
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import Begun, restart, rows, settled, texts, titles
from tests.bot.trouble import rows as found
from tests.simulators.slack import TEAM, SlackRefused
from tests.slack_chat import SlackChat
from tests.world import ALONE, CENTRE

pytestmark = pytest.mark.slow

OTHER = "U700100201"


@pytest.fixture
def begun(begins: Callable[..., Begun]) -> Begun:
    """The program, which has been heard."""
    begun = begins()
    begun.until(lambda: found(begun.world, "SELECT 1 FROM pulses WHERE source LIKE 'slack:%'"))
    return begun


@contextmanager
def down(begun: Begun, minute: float = 60.0) -> Iterator[None]:
    """Let the program be down for a while, and up again."""
    world = begun.world
    world.run(world.app.stop())
    yield
    restart(world, minute)


def quiet(begun: Begun) -> None:
    """Wait until everything is read that was missed, and everything that comes of it stands there."""
    begun.until(lambda: begun.face.listening.sockets.open)
    begun.until(lambda: begun.face.listening._catching is not None and begun.face.listening._catching.done())
    begun.world.run(begun.face.idle())


def missed(begun: Begun, chat: SlackChat) -> None:
    """Let something be written while there is no socket, and be answered when there is one again."""
    begun.slack.sockets.refusing = True
    begun.slack.sockets.cut()
    begun.slack.writes(USER, "使い方", silent=True)
    begun.world.run(asyncio.sleep(0.05))
    begun.slack.sockets.refusing = False
    begun.until(lambda: titles(chat) == 1)
    quiet(begun)


def test_what_was_written_while_the_program_was_down_is_answered_once(begun: Begun) -> None:
    chat = begun.chat(USER)
    with down(begun):
        begun.slack.writes(USER, "使い方", silent=True)
        begun.world.clock.forward(hours=7)
    quiet(begun)
    assert (titles(chat), rows(begun.world)) == (1, 1)
    begun.world.restart()
    quiet(begun)
    assert (titles(chat), rows(begun.world)) == (1, 1)


def test_what_was_written_is_taken_in_its_order(begun: Begun) -> None:
    chat = begun.chat(USER)
    chat.opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    with down(begun):
        for said in ("よく聞けた", "雨の日", "使い方"):
            begun.slack.writes(USER, said, silent=True)
    quiet(begun)
    chat.opens()
    assert rows(begun.world) == 6
    assert "使い方" in texts(chat)


def test_what_she_wrote_before_comes_before_what_she_writes_now(begun: Begun) -> None:
    chat = begun.chat(USER)
    chat.opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    with down(begun):
        begun.slack.writes(USER, "はじめに書いた文", silent=True)
        # The chats are found late, as where there are hundreds of them.
        begun.slack.trouble("conversations.list", late=0.6)
    begun.until(lambda: begun.face.listening.sockets.open)
    later = begun.slack.writes(USER, "あとに書いた文")
    begun.world.run(begun.slack.carrier.settle(later))
    quiet(begun)
    assert rows(begun.world) == 6
    chat.says("つづきから").taps("今回は関係しない").taps("今日はなし")
    closing = [post for post in begun.slack.seen(USER) if post.mine][-1]
    assert [line for line in closing.lines if "書いた文" in line] == [
        "よかったこと（本人中心）：はじめに書いた文",
    ]


def test_until_what_has_come_meanwhile_is_done_the_bot_has_not_heard(
    begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be old: killed now, the next start would look for it too late."""
    chat = begun.chat(USER)
    with down(begun):
        # The chats are found late.
        begun.slack.trouble("conversations.list", drop=True, times=10_000)
    runtime, begins, go = begun.world.app.runtime, asyncio.Event(), asyncio.Event()
    handle = runtime.handle

    async def slowly(event: Event, traits: Traits) -> Answer:
        begins.set()
        await go.wait()
        return await handle(event, traits)

    monkeypatch.setattr(runtime, "handle", slowly)
    begun.until(lambda: begun.face.listening.sockets.open)
    event = begun.slack.writes(USER, "使い方")
    begun.until(begins.is_set)
    begun.slack.calm()
    begun.goes_on(0.6)
    assert not begun.face.listening.caught_up
    go.set()
    begun.world.run(begun.slack.carrier.settle(event))
    quiet(begun)
    assert (titles(chat), rows(begun.world), begun.face.listening.caught_up) == (1, 1, True)


def test_what_was_written_while_only_the_socket_was_down_is_answered_once(begun: Begun) -> None:
    chat = begun.chat(USER)
    missed(begun, chat)
    assert (titles(chat), rows(begun.world)) == (1, 1)


def test_what_slack_brings_again_besides_is_done_once(begun: Begun) -> None:
    chat = begun.chat(USER)
    begun.slack.carrier.ack_seconds = 0.2
    with down(begun):
        event = begun.slack.writes(USER, "使い方")
        begun.world.run(asyncio.sleep(0.05))
    quiet(begun)
    settled(chat, event)
    more = begun.slack.carrier.again(event, 2)
    assert settled(chat, *more) == [True, True]
    assert (titles(chat), rows(begun.world)) == (1, 1)


def test_strangers_files_and_bots_are_passed_over_in_silence(begun: Begun) -> None:
    chat, stranger = begun.chat(USER), SlackChat(begun.world, begun.slack, "U0STRANGER")
    with down(begun):
        begun.slack.writes("U0STRANGER", "使い方", silent=True)
        begun.slack.carrier.hold()
        begun.slack.uploads(USER)
        begun.slack.workflow_writes(USER, "使い方")
        begun.slack.writes(USER, "使い方", silent=True)
    quiet(begun)
    assert (titles(chat), len(texts(chat)), texts(stranger), rows(begun.world)) == (1, 1, [], 1)


def test_what_was_edited_counts_as_it_stands_and_what_was_deleted_not_at_all(begun: Begun) -> None:
    chat = begun.chat(USER)
    with down(begun):
        for said in ("つかいか", "使い方"):
            begun.slack.writes(USER, said, silent=True)
        first, second = begun.slack.seen(USER)
        begun.slack.book.edit(first, "使い方", [], None)
        begun.slack.book.remove(second)
    quiet(begun)
    assert (titles(chat), rows(begun.world)) == (1, 1)


def test_what_was_done_before_is_not_done_again_for_having_been_edited_since(begun: Begun) -> None:
    chat = begun.chat(USER).says("使い方")
    with down(begun):
        begun.slack.book.edit(begun.slack.seen(USER)[0], "設定", [], None)
    quiet(begun)
    assert (texts(chat), rows(begun.world)) == (["使い方"], 1)


def test_after_more_than_twenty_five_days_only_the_last_are_read_and_people_are_told(begun: Begun) -> None:
    chat = begun.chat(USER)
    with down(begun):
        begun.slack.writes(USER, "設定", silent=True)
        begun.world.clock.forward(days=20)
        begun.slack.writes(USER, "使い方", silent=True)
        begun.world.clock.forward(days=10)
    quiet(begun)
    assert (texts(chat), rows(begun.world)) == (["使い方"], 1)
    wanted = f"SELECT kind, count(*) FROM outbox WHERE person_id = '{begun.world.person(ALONE).replace('-', '')}'"
    assert found(begun.world, f"{wanted} AND kind = 'home.gap' GROUP BY kind") == [("home.gap", 1)]


def test_after_less_nobody_is_told_because_nothing_is_lost(begun: Begun) -> None:
    begun.chat(USER)
    with down(begun):
        begun.world.clock.forward(days=24)
    quiet(begun)
    assert found(begun.world, "SELECT kind FROM outbox WHERE kind = 'home.gap'") == []


def test_many_chats_of_several_pages_are_all_read(begun: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.faces.slack.wire.PAGE", 3)
    chats = [begun.chat(USER), begun.chat(OTHER, CENTRE)]
    with down(begun):
        for number in range(20):
            begun.slack.writes(f"U0{number:03d}", "使い方", silent=True)
        for chat in chats:
            for _ in range(7):
                begun.slack.writes(chat.user, "使い方", silent=True)
    quiet(begun)
    begun.until(lambda: [titles(chat) for chat in chats] == [7, 7], 20)
    assert rows(begun.world) == 14


LIMITED = SlackRefused("ratelimited", retry_after=1)


@pytest.mark.parametrize("method", ["conversations.list", "conversations.history"])
@pytest.mark.parametrize(
    "how",
    [{"error": LIMITED}, {"drop": True}, {"page": (503, b"<html>")}, {"error": SlackRefused("internal_error")}],
    ids=["limited", "dropped", "server down", "internal error"],
)
def test_a21_what_cannot_be_read_now_is_read_later(begun: Begun, method: str, how: dict[str, object]) -> None:
    chat = begun.chat(USER)
    with down(begun):
        begun.slack.writes(USER, "使い方", silent=True)
        begun.slack.trouble(method, **how)
    quiet(begun)
    assert (titles(chat), rows(begun.world)) == (1, 1)


def test_a_database_that_is_busy_meanwhile_loses_nothing(begun: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    chat, left = begun.chat(USER), [3]
    with down(begun):
        begun.slack.writes(USER, "使い方", silent=True)
        handle = begun.world.app.runtime.__class__.handle

        async def busy(*given: object) -> object:
            if left[0]:
                left[0] -= 1
                raise TryLater("busy")
            return await handle(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(begun.world.app.runtime.__class__, "handle", busy)
    quiet(begun)
    assert (titles(chat), rows(begun.world), left) == (1, 1, [0])


def test_a_chat_that_cannot_be_read_holds_up_no_other(begun: Begun) -> None:
    chats = [begun.chat(USER), begun.chat(OTHER, CENTRE)]
    with down(begun):
        for chat in chats:
            begun.slack.writes(chat.user, "使い方", silent=True)
        begun.slack.trouble("conversations.history", error=SlackRefused("channel_not_found"))
    quiet(begun)
    assert sorted(titles(chat) for chat in chats) == [0, 1]


def test_until_everything_is_read_the_bot_has_not_heard(begun: Begun) -> None:
    """A stop in the middle begins again where the first began."""
    chat = begun.chat(USER)
    before = found(begun.world, "SELECT heard_at FROM pulses WHERE source LIKE 'slack:%'")
    with down(begun, minute=0.02):
        begun.slack.writes(USER, "使い方", silent=True)
        begun.world.clock.forward(hours=3)
        begun.slack.scopes.discard("im:history")
    begun.world.run(asyncio.sleep(0.2))
    assert found(begun.world, "SELECT heard_at FROM pulses WHERE source LIKE 'slack:%'") == before
    assert begun.heard == ["slack-scope"]
    with down(begun):
        begun.slack.scopes.add("im:history")
    quiet(begun)
    assert (titles(chat), rows(begun.world)) == (1, 1)


def test_what_is_missed_while_the_last_gap_is_still_read_is_read_too(begun: Begun) -> None:
    chat = begun.chat(USER)
    begun.slack.trouble("conversations.history", late=0.3)
    with down(begun):
        begun.slack.writes(USER, "設定", silent=True)
    begun.until(lambda: "conversations.history" in begun.slack.asked)
    missed(begun, chat)
    assert (titles(chat), rows(begun.world)) == (1, 2)


def test_answers_in_threads_are_read_too_and_answered_in_them(begun: Begun) -> None:
    chat = begun.chat(USER)
    chat.says("使い方")
    parent = begun.slack.seen(USER)[-1]
    begun.world.clock.forward(days=2)
    begun.world.restart()
    quiet(begun)
    with down(begun):
        begun.world.clock.forward(minutes=30)
        begun.slack.writes(USER, "使い方", parent.ts, silent=True)
        begun.slack.writes(USER, "設定", silent=True)
    quiet(begun)
    mine = [post for post in begun.slack.seen(USER) if post.mine]
    assert [(post.lines[0], post.thread) for post in mine[1:]] == [("使い方", parent.ts), ("設定", "")]
    assert rows(begun.world) == 3


def test_a_message_that_has_answers_is_not_answered_in_a_thread(begun: Begun) -> None:
    chat = begun.chat(USER)
    with down(begun):
        begun.slack.writes(USER, "使い方", silent=True)
        begun.slack.writes(USER, "（ひとりごと）", begun.slack.seen(USER)[0].ts, silent=True)
    quiet(begun)
    assert ("使い方", "") in [(post.lines[0], post.thread) for post in begun.slack.seen(USER) if post.mine]
    assert chat.user == USER


def test_a_refresh_reads_no_history_because_nothing_was_missed(begun: Begun) -> None:
    begun.chat(USER).says("使い方")
    before = len(begun.slack.asked)
    begun.world.run(begun.slack.sockets.disconnect("refresh_requested", after=0.05))
    begun.until(lambda: begun.slack.sockets.made == 2)
    begun.goes_on()
    assert begun.slack.asked[before:] == ["apps.connections.open"]


def test_the_first_start_reads_nothing_of_what_was_written_before_the_program_was_there(
    begins: Callable[..., Begun],
) -> None:
    begun = begins()
    chat = begun.chat(USER)
    quiet(begun)
    assert ("conversations.history" in begun.slack.asked, texts(chat)) == (False, [])


def test_a_pulse_is_of_a_workspace(begun: Begun) -> None:
    assert found(begun.world, "SELECT source FROM pulses") == [(f"slack:{TEAM}",)]


def test_what_may_have_been_forgotten_is_never_read_again() -> None:
    """An inbox row lives thirty days: what is older than that might be done a second time."""
    assert timedelta(days=ROW_DAYS) > listening.MOST_BACK + listening.MARGIN


def test_a12_what_slack_has_given_up_bringing_is_read_once_the_database_is_well_again(
    begins: Callable[..., Begun], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = begins(minute=0.05)
    chat = begun.chat(USER)
    begun.until(lambda: begun.face.listening.caught_up)
    begun.slack.carrier.ack_seconds = 0.2
    runtime, well = begun.world.app.runtime, list[bool]()
    handle = runtime.handle

    async def later(event: Event, traits: Traits) -> Answer:
        if not well:
            raise TryLater("busy")
        return await handle(event, traits)

    monkeypatch.setattr(runtime, "handle", later)
    assert settled(chat, begun.slack.writes(USER, "使い方")) == [False]
    begun.world.clock.forward(hours=1)
    begun.goes_on(0.2)
    well.append(True)
    begun.until(lambda: titles(chat) == 1)
    quiet(begun)
    assert (titles(chat), rows(begun.world)) == (1, 1)


def test_a_gap_that_comes_while_the_end_of_the_last_is_noted_is_read_too(
    begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, listening = begun.chat(USER), begun.face.listening
    begun.until(lambda: listening.caught_up)
    held, go = asyncio.Event(), asyncio.Event()

    async def slowly() -> None:
        held.set()
        await go.wait()

    monkeypatch.setattr(listening, "on_well", slowly)
    begun.slack.sockets.cut()
    begun.until(held.is_set)
    begun.slack.sockets.refusing = True
    begun.slack.sockets.cut()
    begun.slack.writes(USER, "使い方", silent=True)
    begun.slack.sockets.refusing = False
    gaps = listening._gaps
    begun.until(lambda: listening._gaps > gaps)
    begun.world.run(asyncio.sleep(0))
    go.set()
    begun.until(lambda: titles(chat) == 1)
    quiet(begun)
    assert (titles(chat), listening.caught_up) == (1, True)
