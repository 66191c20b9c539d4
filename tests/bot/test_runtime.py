"""The runtime: each event once, in order, in one transaction; and what goes wrong stays with itself."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import OperationalError

from bot.faces.face import Answer, Nobody
from bot.runtime import UNREPLIED_FOR
from handlers.kit.errors import TryLater
from handlers.kit.events import Event, Opened, Said, Sent, Tapped
from handlers.kit.turn import Turn
from messages.words import words_of
from storage.seal import Place, Unreadable
from tests.bot.faces.web.client import Client
from tests.bot.trouble import Doing, Trouble, rows
from tests.chat import TOGETHER, Chat
from tests.handlers.training.steps import TELL
from tests.world import ALONE, CENTRE, World

pytestmark = pytest.mark.each_database

SECRET = "だれにも言っていないこと"
BUG = "うまくいきませんでした。前に書いた分は残っています。もう一度、お試しください。"
POISON = (
    "さきほどの操作は、うまく受け取れませんでした。前に書いた分は残っています。お手数ですが、もう一度お願いします。"
)


def event(user: str, act: Said | Tapped | Sent | Opened, id: str = "") -> Event:
    """Return an event of the web."""
    return Event(f"web:{user}", id or str(uuid4()), "web", user, act)


def said(answer: Answer) -> list[str]:
    """Return the paragraphs of an answer's cards."""
    return [words_of().say(paragraph) for card in answer.scene.cards for paragraph in card.paragraphs]


def handle(world: World, user: str, act: Said | Tapped | Sent, id: str = "") -> Answer:
    """Handle one event."""
    return world.run(world.app.runtime.handle(event(user, act, id), TOGETHER))


def test_an_event_that_comes_twice_is_done_once(troubled: World, doing: Doing) -> None:
    user = troubled.person()
    first = handle(troubled, user, Tapped("trouble:"), "same-event")
    again = handle(troubled, user, Tapped("trouble:"), "same-event")
    assert (said(first), said(again)) == (["そうですか"], [])
    assert again.scene.home == first.scene.home
    assert (doing.turns, rows(troubled, "SELECT count(*), count(DISTINCT id) FROM inbox")) == ([ALONE], [(1, 1)])
    assert rows(troubled, "SELECT state, attempts, body FROM inbox") == [("done", 1, None)]


def test_an_event_that_comes_twice_at_once_is_done_once(troubled: World, doing: Doing) -> None:
    user = troubled.person()

    async def both() -> list[Answer]:
        same = event(user, Tapped("trouble:"), "same-event")
        return list(await asyncio.gather(*(troubled.app.runtime.handle(same, TOGETHER) for _ in range(5))))

    answers = troubled.run(both())
    assert [said(answer) for answer in answers] == [["そうですか"], [], [], [], []]
    assert doing.turns == [ALONE]


def test_a_done_event_is_known_after_a_restart(troubled: World, doing: Doing) -> None:
    user = troubled.person()
    handle(troubled, user, Tapped("trouble:"), "same-event")
    troubled.restart()
    assert said(handle(troubled, user, Tapped("trouble:"), "same-event")) == []
    assert doing.turns == [ALONE]


def test_one_persons_events_are_done_in_the_order_in_which_they_came(troubled: World, doing: Doing) -> None:
    user = troubled.person()
    order: list[int] = []

    def act(turn: Turn) -> str:
        number = len(order)
        # The first takes longest: whoever overtakes it would be seen here.
        time.sleep(0.05 if number == 0 else 0.001)
        order.append(number)
        return str(number)

    doing.act = act

    async def all_at_once() -> list[Answer]:
        events = [event(user, Tapped("trouble:")) for _ in range(12)]
        return list(await asyncio.gather(*(troubled.app.runtime.handle(one, TOGETHER) for one in events)))

    assert [said(answer) for answer in troubled.run(all_at_once())] == [[str(number)] for number in range(12)]


def test_many_people_at_once_each_get_their_own_answer(troubled: World, doing: Doing) -> None:
    names = [str(name) for (name,) in rows(troubled, "SELECT name FROM people ORDER BY name")]
    users = [troubled.person(name) for name in names]
    doing.act = lambda turn: turn.who.person.name

    async def all_at_once() -> list[Answer]:
        events = [event(user, Tapped("trouble:")) for user in users for _ in range(3)]
        return list(await asyncio.gather(*(troubled.app.runtime.handle(one, TOGETHER) for one in events)))

    answers = troubled.run(all_at_once())
    assert [(answer.name, said(answer)) for answer in answers] == [(name, [name]) for name in names for _ in range(3)]
    assert (len(names), rows(troubled, "SELECT count(*) FROM inbox WHERE state = 'done'")) == (9, [(27,)])


@pytest.mark.parametrize("backend", [pytest.param("postgres", marks=pytest.mark.postgres)])
def test_two_people_do_not_wait_for_one_another(troubled: World, doing: Doing) -> None:
    both = threading.Barrier(2, timeout=5)

    def act(turn: Turn) -> str:
        both.wait()
        return turn.who.person.name

    doing.act = act

    async def at_once() -> list[Answer]:
        events = [event(troubled.person(name), Tapped("trouble:")) for name in (ALONE, CENTRE)]
        return list(await asyncio.gather(*(troubled.app.runtime.handle(one, TOGETHER) for one in events)))

    assert [said(answer) for answer in troubled.run(at_once())] == [[ALONE], [CENTRE]]


def raises(_turn: Turn) -> str:
    """Be a bug."""
    raise Trouble(SECRET)


def test_a_turn_that_raises_is_said_calmly_and_keeps_nothing_half_done(troubled: World, doing: Doing) -> None:
    chat = Chat(troubled, troubled.person()).opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    page, before = chat.page, rows(troubled, "SELECT id, answers, version, in_hand FROM drafts")
    doing.act = raises
    chat.sends({"tap": "trouble:"}).sees(BUG)
    assert (chat.page, rows(troubled, "SELECT id, answers, version, in_hand FROM drafts")) == (page, before)
    doing.act = lambda _turn: "だいじょうぶ"
    chat.sends({"tap": "trouble:"}).sees("だいじょうぶ")


def test_an_event_that_raised_is_not_tried_again(troubled: World, doing: Doing) -> None:
    user = troubled.person()
    doing.act = raises
    assert said(handle(troubled, user, Tapped("trouble:"), "same-event")) == [BUG]
    assert said(handle(troubled, user, Tapped("trouble:"), "same-event")) == [POISON, TELL]
    assert doing.turns == [ALONE]


def test_the_body_of_an_event_that_raised_is_sealed_and_gone_after_a_week(
    troubled: World, doing: Doing, capfd: pytest.CaptureFixture[str]
) -> None:
    user = troubled.person()
    doing.act = raises
    handle(troubled, user, Tapped("trouble:" + "x" * 40 + SECRET))
    handle(troubled, user, Tapped("trouble:"))
    found = rows(troubled, "SELECT id, state, body FROM inbox ORDER BY id")
    assert [state for _, state, _ in found] == ["done", "failed"]
    row, body = UUID(str(found[1][0])), bytes(found[1][2])  # type: ignore[call-overload]
    (network,) = (UUID(str(id)) for (id,) in rows(troubled, "SELECT id FROM networks"))
    place = Place(network, "inbox", "body", row)
    opened = troubled.app.stores.keys.open(place, UUID(user), body)
    assert json.loads(opened) == {"kind": "Tapped", "data": "trouble:"}
    assert (b"trouble" in body, SECRET in "".join(capfd.readouterr())) == (False, False)

    troubled.clock.at += timedelta(days=7, microseconds=-1)
    troubled.tick()
    assert rows(troubled, "SELECT count(*) FROM inbox WHERE body IS NOT NULL") == [(1,)]
    troubled.clock.at += timedelta(microseconds=1)
    troubled.tick()
    assert rows(troubled, "SELECT state, body FROM inbox ORDER BY id") == [("done", None), ("failed", None)]
    assert troubled.app.stores.keys.shredded([row]) == {row}
    with pytest.raises(Unreadable):
        troubled.app.stores.keys.open(place, UUID(user), body)


def test_others_go_on_beside_one_that_raises(troubled: World, doing: Doing) -> None:
    def act(turn: Turn) -> str:
        return raises(turn) if turn.who.person.name == ALONE else turn.who.person.name

    doing.act = act

    async def at_once() -> list[Answer]:
        events = [event(troubled.person(name), Tapped("trouble:")) for name in (CENTRE, ALONE, CENTRE, ALONE)]
        return list(await asyncio.gather(*(troubled.app.runtime.handle(one, TOGETHER) for one in events)))

    assert [said(answer) for answer in troubled.run(at_once())] == [[CENTRE], [BUG], [CENTRE], [BUG]]
    found = rows(troubled, "SELECT user_id, state FROM inbox ORDER BY state, user_id")
    assert found == [(troubled.person(CENTRE), "done")] * 2 + [(troubled.person(ALONE), "failed")] * 2


@pytest.mark.parametrize("user", ["", "nobody", "00000000-0000-0000-0000-000000000000"])
def test_an_account_of_nobody_is_nobody_and_leaves_nothing(troubled: World, user: str) -> None:
    for work in (
        troubled.app.runtime.handle(event(user, Tapped("trouble:")), TOGETHER),
        troubled.app.runtime.look("web", user, TOGETHER),
        troubled.app.runtime.told_since("web", user, TOGETHER, troubled.clock.now()),
    ):
        with pytest.raises(Nobody):
            troubled.run(work)
    assert rows(troubled, "SELECT count(*) FROM inbox") == [(0,)]
    assert said(handle(troubled, troubled.person(), Tapped("trouble:"))) == ["そうですか"]


def redrawn(world: World) -> list[tuple[str, str]]:
    """Return who would be shown anew if the program started now."""
    found = world.run(world.app.runtime.unreplied())
    for _, _, shown in found:
        shown()
    return [(platform, user) for platform, user, _ in found]


def test_who_got_no_answer_is_shown_where_she_stands_after_a_restart_once(world: World) -> None:
    tabs = [Client(world).comes_in(name) for name in (ALONE, CENTRE)]
    for _ in range(3):
        handle(world, world.person(), Said("ヘルプ"))
    handle(world, world.person(CENTRE), Said("ヘルプ")).replied()
    world.clock.forward(minutes=3)
    world.restart()
    assert [tab.post("/poll").json["changed"] for tab in tabs] == [1, 0]
    world.restart()
    assert [tab.post("/poll").json["changed"] for tab in tabs] == [0, 0]
    assert rows(world, "SELECT replied FROM inbox") == [(True,)] * 4
    for tab in tabs:
        tab.close()


def test_nobody_is_shown_anew_after_more_than_a_day(world: World) -> None:
    handle(world, world.person(), Said("ヘルプ"))
    world.clock.at += UNREPLIED_FOR
    assert redrawn(world) == [("web", world.person())]
    world.run(world.app.runtime.note_replied())
    assert redrawn(world) == []
    handle(world, world.person(), Said("ヘルプ"))
    world.clock.at += UNREPLIED_FOR + timedelta(microseconds=1)
    assert redrawn(world) == []


@pytest.mark.postgres
@pytest.mark.parametrize("backend", ["postgres"], indirect=True)
def test_what_a_worker_beside_has_just_answered_is_not_shown_anew(world: World) -> None:
    handle(world, world.person(), Said("ヘルプ"))
    assert redrawn(world) == []
    world.clock.forward(minutes=2)
    assert redrawn(world) == [("web", world.person())]


def test_replies_that_went_out_are_noted_with_the_next_event(world: World) -> None:
    handle(world, world.person(), Said("ヘルプ")).replied()
    assert rows(world, "SELECT replied FROM inbox") == [(False,)]
    handle(world, world.person(CENTRE), Said("ヘルプ"))
    assert rows(world, "SELECT replied FROM inbox ORDER BY id") == [(True,), (False,)]


TABLES = ("inbox", "outbox", "drafts", "reflections", "reflection_lines", "sign_ins", "accounts", "people", "roles")


def test_looking_never_writes(world: World) -> None:
    chat = Chat(world, world.person()).opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    before = [rows(world, f"SELECT * FROM {table} ORDER BY id") for table in TABLES]
    commits = world.app.writer.commits
    for _ in range(3):
        assert chat.opens().page == chat.page
    assert [rows(world, f"SELECT * FROM {table} ORDER BY id") for table in TABLES] == before
    assert world.app.writer.commits == commits


def test_a_turn_that_the_database_cannot_keep_now_may_come_again(troubled: World, doing: Doing) -> None:
    user, fails = troubled.person(), [True]

    def act(_turn: Turn) -> str:
        if fails.pop():
            raise OperationalError("statement", {}, Exception("database is locked"))
        return "こんどは"

    fails[:] = [False, True]
    doing.act = act
    with pytest.raises(TryLater):
        handle(troubled, user, Tapped("trouble:"), "same-event")
    assert rows(troubled, "SELECT count(*) FROM inbox") == [(0,)]
    assert said(handle(troubled, user, Tapped("trouble:"), "same-event")) == ["こんどは"]
    assert rows(troubled, "SELECT state FROM inbox") == [("done",)]
