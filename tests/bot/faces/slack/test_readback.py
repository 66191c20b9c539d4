"""Delivery with read-back: what may stand in a chat is looked for by its id before it is ever sent again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from bot.faces.face import Told
from handlers.kit.cards import Card
from handlers.kit.errors import Doubtful, TryLater, Undeliverable
from handlers.kit.turn import Scene
from messages.words import given
from storage.fault import set_trap
from storage.ids import short
from storage.leases import LEASE
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import Begun, face_of, restart, settled, show, texts, told, until
from tests.bot.trouble import Doing, post, rows, unreplied
from tests.simulators.slack import TEAM, Post, SlackRefused
from tests.slack_chat import SlackChat
from tests.world import ALONE

pytestmark = pytest.mark.slow

STATES = "SELECT state, doubtful FROM outbox ORDER BY id"


class Killed(BaseException):
    """The program ends here."""


@pytest.fixture(autouse=True)
def no_trap() -> Iterator[None]:
    """Leave no trap behind."""
    yield
    set_trap(None)


@pytest.fixture
def begun(begins: Callable[..., Begun]) -> Begun:
    """The program with notices of the tests' own."""
    return begins(house=Doing().house())


@pytest.fixture
def chat(begun: Begun) -> SlackChat:
    """Somebody who is told something."""
    return begun.chat(USER)


def killed_at(chat: SlackChat, point: str) -> None:
    """Deliver until the program is killed at a point; start another one, when the lease is over."""
    world = chat.world

    def trap(here: str) -> None:
        if here == point:
            set_trap(None)
            raise Killed

    set_trap(trap)
    with pytest.raises(Killed):
        world.run(world.app.delivery.tick())
    world.run(world.app.stop())
    world.clock.at += LEASE
    restart(world)
    world.run(_known(chat))


async def _known(chat: SlackChat) -> None:
    """Wait until the bot has read what it may have missed."""
    listening = face_of(chat.world).listening
    await until(lambda: listening._catching and listening._catching.done())
    await face_of(chat.world).idle()


def tick(chat: SlackChat, minutes: float = 0) -> list[tuple[object, ...]]:
    """Let some time pass, and what is due be delivered; return how it stands with all notices."""
    chat.world.clock.forward(minutes=minutes)
    chat.world.tick()
    return rows(chat.world, STATES)


@pytest.mark.parametrize("point", ["out.after_claim", "out.before_send", "out.after_send"])
def test_a_kill_between_sending_and_writing_down_shows_nothing_twice_and_loses_nothing(
    chat: SlackChat, point: str
) -> None:
    subjects = [post(chat.world, ALONE) for _ in range(3)]
    killed_at(chat, point)
    assert len(texts(chat)) == (point == "out.after_send")
    states = tick(chat)
    assert [state for state, _ in states] == ["sent"] * 3
    assert texts(chat) == [f"お知らせ {subject}" for subject in subjects]


def test_what_was_found_again_is_known_by_its_place(chat: SlackChat) -> None:
    post(chat.world, ALONE)
    killed_at(chat, "out.after_send")
    tick(chat)
    (shown,) = mine(chat)
    assert rows(chat.world, "SELECT reference FROM outbox") == [(f"{shown.channel}:{shown.ts}",)]


def mine(chat: SlackChat) -> list[Post]:
    """Return the app's messages."""
    return [post for post in chat.slack.seen(chat.user) if post.mine]


def test_the_id_that_is_looked_for_is_the_notices_own(chat: SlackChat) -> None:
    post(chat.world, ALONE)
    tick(chat)
    ((id,),) = rows(chat.world, "SELECT id FROM outbox")
    (shown,) = mine(chat)
    assert shown.metadata is not None
    assert shown.metadata["event_type"] == "idobata"
    assert shown.metadata["event_payload"]["id"] == f"{short(UUID(str(id)))}.0"


def test_what_cannot_be_looked_for_is_not_sent_blindly(chat: SlackChat, begun: Begun) -> None:
    post(chat.world, ALONE)
    killed_at(chat, "out.after_send")
    chat.slack.scopes.discard("im:history")
    for minutes in (0, 6, 20, 40):
        tick(chat, minutes)
    assert (len(texts(chat)), begun.heard) == (1, ["slack-scope"])
    chat.slack.scopes.add("im:history")
    hold_no_more(chat)
    assert tick(chat, 60)[0][0] == "sent"
    assert len(texts(chat)) == 1


def hold_no_more(chat: SlackChat) -> None:
    """Forget for how long Slack had said that the chat must wait: the loop's clock stands still here."""
    lanes = face_of(chat.world).lanes
    for lane in lanes._lanes.values():
        lane.held = 0


@pytest.mark.parametrize(
    "error",
    [
        SlackRefused("ratelimited", retry_after=1),
        SlackRefused("internal_error"),
        SlackRefused("missing_scope", needed="im:history", provided=""),
        SlackRefused("token_expired"),
    ],
    ids=["limited", "server", "scope", "token"],
)
def test_the_doubt_is_kept_when_the_look_itself_certainly_fails(chat: SlackChat, error: SlackRefused) -> None:
    post(chat.world, ALONE)
    killed_at(chat, "out.after_send")
    chat.slack.trouble("conversations.history", error=error)
    assert [state for state, _ in tick(chat)] == ["waiting"]
    hold_no_more(chat)
    assert [state for state, _ in tick(chat, 30)] == ["sent"]
    assert len(texts(chat)) == 1


def test_the_doubt_is_kept_when_the_chat_itself_cannot_be_opened(chat: SlackChat) -> None:
    post(chat.world, ALONE)
    killed_at(chat, "out.after_send")
    chat.slack.trouble("conversations.open", error=SlackRefused("ratelimited", retry_after=1))
    tick(chat)
    hold_no_more(chat)
    assert [state for state, _ in tick(chat, 30)] == ["sent"]
    assert len(texts(chat)) == 1


@pytest.mark.parametrize("how", [{"drop": True}, {"page": (502, b"<html>")}], ids=["dropped", "html"])
def test_a_doubt_is_kept_as_one_and_looked_for(chat: SlackChat, how: dict[str, object]) -> None:
    post(chat.world, ALONE)
    chat.slack.trouble("chat.postMessage", **how)
    assert tick(chat) == [("waiting", 1)]
    assert tick(chat, 1) == [("sent", 1)]
    assert len(texts(chat)) == 1


def test_a_doubt_of_something_that_did_not_arrive_is_sent(chat: SlackChat) -> None:
    post(chat.world, ALONE)
    chat.slack.trouble("chat.postMessage", drop=True, done=False)
    assert (tick(chat), texts(chat)) == ([("waiting", 1)], [])
    assert tick(chat, 1) == [("sent", 1)]
    assert len(texts(chat)) == 1


def test_what_was_never_in_doubt_is_not_looked_for(chat: SlackChat) -> None:
    post(chat.world, ALONE)
    chat.slack.asked.clear()
    assert tick(chat) == [("sent", 0)]
    assert [one for one in chat.slack.asked if one.startswith("conversations.h")] == []


PARTS = ("一" * 6000, "二" * 6000, "三" * 6000)


@pytest.mark.parametrize("error", [SlackRefused("ratelimited", retry_after=1), SlackRefused("internal_error")])
def test_of_several_parts_those_that_stand_there_are_not_sent_again(chat: SlackChat, error: SlackRefused) -> None:
    chat.slack.trouble("chat.postMessage", late=0, times=2)
    chat.slack.trouble("chat.postMessage", error=error)
    with pytest.raises(Doubtful):
        show(chat, told(*PARTS))
    hold_no_more(chat)
    assert [text[0] for text in texts(chat)] == ["一", "二"]
    show(chat, told(*PARTS, perhaps=True))
    assert [text[0] for text in texts(chat)] == ["一", "二", "三"]


def test_a_letter_of_several_parts_is_completed(chat: SlackChat) -> None:
    chat.slack.trouble("chat.postMessage", late=0)
    chat.slack.trouble("chat.postMessage", drop=True)
    with pytest.raises(Doubtful):
        show(chat, told(*PARTS, letter=True))
    show(chat, told(*PARTS, letter=True, perhaps=True))
    assert [text[0] for text in texts(chat)] == ["一", "二", "三"]


def test_a_part_that_can_never_go_ends_it(chat: SlackChat) -> None:
    chat.slack.trouble("chat.postMessage", late=0)
    chat.slack.trouble("chat.postMessage", error=SlackRefused("is_archived"))
    with pytest.raises(Undeliverable) as never:
        show(chat, told(*PARTS))
    assert (str(never.value), len(texts(chat))) == ("gone", 1)


def test_what_stands_far_up_is_found(chat: SlackChat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.faces.slack.wire.PAGE", 5)
    show(chat, told("知らせ"))
    for number in range(9):
        show(chat, told(f"あと {number}", id=f"m{number}"))
    show(chat, told("知らせ", perhaps=True))
    assert texts(chat).count("知らせ") == 1


def test_what_somebody_else_wrote_with_the_same_words_is_not_it(chat: SlackChat) -> None:
    chat.slack.trouble("chat.postMessage", drop=True, done=False)
    with pytest.raises(Doubtful):
        show(chat, told("知らせ"))
    chat.slack.writes(USER, "知らせ", silent=True)
    show(chat, told("知らせ", perhaps=True))
    assert texts(chat) == ["知らせ"]


def test_whoever_deleted_it_meanwhile_sees_it_again(chat: SlackChat) -> None:
    show(chat, told("知らせ"))
    chat.slack.book.remove(mine(chat)[0])
    show(chat, told("知らせ", perhaps=True))
    assert texts(chat) == ["知らせ"]


def test_a_notice_to_another_workspace_is_for_nobody(chat: SlackChat) -> None:
    with pytest.raises(Undeliverable) as never:
        chat.world.run(face_of(chat.world).show(f"T0OTHER:{USER}", told("知らせ")))
    assert (str(never.value), texts(chat)) == ("gone", [])


def test_before_the_bot_knows_its_workspace_a_notice_waits(chat: SlackChat) -> None:
    face_of(chat.world).events.me = None
    with pytest.raises(TryLater):
        show(chat, told("知らせ"))
    assert texts(chat) == []


def test_what_quotes_a_deleted_reflection_is_deleted_and_the_sentence_that_says_so_stays(chat: SlackChat) -> None:
    chat.opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    chat.says("ひみつの文").taps("今回は関係しない").taps("今日はなし")
    assert "ひみつの文" in chat.everything
    before = {post.ts for post in mine(chat)}
    chat.taps("消す").taps("消す（元に戻せません）")
    chat.world.tick()
    left = [post for post in chat.slack.seen(USER) if post.mine]
    assert [post.ts for post in left if "ひみつの文" in "".join(post.lines)] == []
    assert {post.ts for post in chat.slack.book.deleted} <= before
    assert len(chat.slack.book.deleted) >= 1
    assert rows(chat.world, "SELECT count(*) FROM shown WHERE gone") == [(0,)]


def about(text: str) -> Told:
    """Return a notice that quotes something."""
    return replace(told(text), scene=Scene(cards=(Card(paragraphs=(given(text),), about="a" * 22),)))


@pytest.mark.parametrize(
    ("how", "raised"),
    [
        ({"error": SlackRefused("ratelimited", retry_after=30)}, TryLater),
        ({"error": SlackRefused("internal_error")}, Doubtful),
        ({"drop": True}, Doubtful),
        ({"error": SlackRefused("cant_delete_message")}, None),
        ({"error": SlackRefused("message_not_found")}, None),
        ({"error": SlackRefused("channel_not_found")}, Undeliverable),
    ],
)
def test_what_cannot_be_deleted_now_says_why(
    chat: SlackChat, how: dict[str, object], raised: type[Exception] | None
) -> None:
    reference = show(chat, about("知らせ"))
    chat.slack.trouble("chat.delete", **how)
    face = face_of(chat.world)
    work = face.wipe(f"{TEAM}:{USER}", reference, chat.world.clock.now())
    if raised is None:
        chat.world.run(work)
        return
    with pytest.raises(raised):
        chat.world.run(work)


def test_a_redraw_after_a_restart_shows_nothing_twice(chat: SlackChat) -> None:
    chat.opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    world, before = chat.world, texts(chat)
    for _ in range(3):
        with world.app.stores.database.writer.begin() as link:
            link.exec_driver_sql("UPDATE inbox SET replied = 0")
        world.restart()
        world.run(_known(chat))
        settled(chat)
        world.run(_paid(chat))
    assert texts(chat) == before


async def _paid(chat: SlackChat) -> None:
    face = face_of(chat.world)
    await until(lambda: face.listening.sockets.open and not face.answers.owed)
    await face.idle()


def test_a_redraw_shows_what_had_not_come(chat: SlackChat) -> None:
    chat.opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    world, before = chat.world, texts(chat)
    chat.slack.book.remove(mine(chat)[-1])
    with world.app.stores.database.writer.begin() as link:
        link.exec_driver_sql("UPDATE inbox SET replied = 0")
    world.restart()
    world.run(_known(chat))
    world.run(_paid(chat))
    assert (texts(chat), unreplied(world)) == (before, 0)


def test_who_wrote_and_got_no_answer_is_shown_where_she_stands(chat: SlackChat) -> None:
    chat.slack.trouble("chat.postMessage", error=SlackRefused("internal_error"), times=5)
    chat.says("使い方")
    assert (texts(chat), unreplied(chat.world)) == ([], 1)
    for _ in range(2):
        chat.world.restart()
        chat.world.run(_known(chat))
        chat.world.run(_paid(chat))
    assert (texts(chat), unreplied(chat.world)) == (["きょうは、なにをしますか"], 0)


def test_who_has_her_answer_although_nobody_noted_it_is_shown_nothing(chat: SlackChat) -> None:
    chat.says("使い方")
    with chat.world.app.stores.database.writer.begin() as link:
        link.exec_driver_sql("UPDATE inbox SET replied = 0")
    chat.world.restart()
    chat.world.run(_known(chat))
    chat.world.run(_paid(chat))
    assert (texts(chat), unreplied(chat.world)) == (["使い方"], 0)
