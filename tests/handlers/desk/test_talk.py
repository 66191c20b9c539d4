"""届いていない人: whom nothing reaches, since when and why, for coordinators only, told once until they are reached."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import text

from storage import accounts, people
from storage.db import Here
from storage.ids import short
from storage.networks import everyone
from storage.people import Person
from tests.bot.wires import TELEGRAM, at, joins, likes
from tests.chat import Chat
from tests.world import ALONE, CENTRE, World

TITLE = "届いていない人"
DOOR, ROOM = "センターの仕事", "人と事業所"
NONE = "いまは、みなさんに届いています。"
STALE = "前の画面のボタンでした。いまの様子はこちらです。"
HER = f"1 {ALONE}（相談室 みなも）"
ChatAs = Callable[[str], Chat]


@pytest.fixture
def desk(chat_as: ChatAs, world: World) -> Chat:
    """The coordinator's chat, on a Tuesday at ten."""
    at(world, "2026-11-24 10:00")
    return chat_as(CENTRE)


def stops(world: World, name: str = ALONE, why: str = "blocked") -> None:
    """Let nothing reach a person any more."""
    user = joins(world, name, user=f"70{len(name)}{ord(name[0])}")
    for platform, account in (("web", world.person(name)), (TELEGRAM, user)):
        world.run(world.app.runtime.stopped(platform, account, why))


def told(world: World, chat: Chat) -> list[str]:
    """Let what is due come, and return the lines about people in the coordinator's letter."""
    chat.comes()
    cards = [card for notice in chat.notices for card in notice["cards"]]
    return [line for card in cards for line in card["paragraphs"] if "届いていないようです" in line]


def test_only_coordinators_have_the_door_and_the_list(desk: Chat, chat_as: ChatAs) -> None:
    desk.taps(DOOR).taps(ROOM).taps(TITLE).sees(TITLE, NONE)
    for name in (ALONE, "鈴木 かなえ", "佐藤 はるか"):
        other = chat_as(name)
        assert DOOR not in [button["label"] for card in other.shown["home"] for button in card["buttons"]]
        for data in ("desk.unreached:", f"desk.again:{short(UUID(desk.user))}"):
            other.presses(data).sees(STALE)


@pytest.mark.parametrize(
    ("why", "says"),
    [
        ("blocked", "Telegramで、井戸端からの通知が止められています"),
        ("gone", "アプリの中に、アカウントが見つかりません"),
        ("whatever", "送れませんでした"),
    ],
)
def test_who_is_stopped_everywhere_is_named_with_since_when_and_why(desk: Chat, why: str, says: str) -> None:
    stops(desk.world, why=why)
    desk.world.clock.forward(days=2)
    desk.taps(DOOR).taps(ROOM).taps(TITLE).sees(f"{HER}：{says}（11月24日（火）から）")
    # Nothing waits for her: nothing has to be sent again.
    assert desk.buttons == ["センターの仕事へ"]


def test_who_is_reached_somewhere_is_not_named(desk: Chat) -> None:
    joins(desk.world)
    desk.world.run(desk.world.app.runtime.stopped(TELEGRAM, "700100", "blocked"))
    # A page that she has never signed in to, or long ago, reaches her no more than the telephone.
    desk.taps(DOOR).taps(ROOM).taps(TITLE).sees(
        f"{HER}：Telegramで、井戸端からの通知が止められています（11月24日（火）から）"
    )
    desk.world.signs_in()
    desk.taps(DOOR).taps(ROOM).taps(TITLE).sees(NONE)


def asked_about_her_step(world: World) -> Chat:
    """Let somebody be asked about a next step on her page, on Tuesday 1 December at nine."""
    chat = Chat(world, world.person()).opens()
    chat.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("これから考えたい").says("x")
    chat.taps("今回は関係しない").says("散歩の道を歩く").taps("1週間後")
    at(world, "2026-12-01 09:00")
    world.tick()
    return chat


def test_what_stood_on_no_page_for_three_working_days_has_not_arrived(desk: Chat) -> None:
    her = asked_about_her_step(desk.world)
    # Friday is the third working day after Tuesday: when it is over she has had them all.
    for moment in ("2026-12-01 09:00", "2026-12-04 23:59"):
        at(desk.world, moment)
        desk.opens().taps(DOOR).taps(ROOM).taps(TITLE).sees(NONE)
    at(desk.world, "2026-12-05 00:00")
    desk.taps(DOOR).taps(ROOM).taps(TITLE).sees(f"{HER}：届けたお知らせが、まだ画面に出ていません（12月1日（火）から）")
    assert "散歩" not in desk.text
    # She looks: then it has.
    desk.world.run(desk.world.app.runtime.seen("web", her.user, desk.world.clock.now()))
    desk.taps(DOOR).taps(ROOM).taps(TITLE).sees(NONE)


def test_what_she_has_answered_has_arrived_wherever_it_stood(desk: Chat) -> None:
    her = asked_about_her_step(desk.world)
    her.opens().taps("やってみた")
    at(desk.world, "2026-12-14 09:00")
    # The letter itself was looked at when she answered.
    desk.world.run(desk.world.app.runtime.seen("web", her.user, desk.world.clock.now()))
    desk.taps(DOOR).taps(ROOM).taps(TITLE).sees(NONE)


def test_who_is_on_leave_is_not_looked_for(desk: Chat) -> None:
    stops(desk.world)
    likes(desk.world, away_since=desk.world.clock.now())
    desk.taps(DOOR).taps(ROOM).taps(TITLE).sees(NONE)
    assert told(desk.world, desk) == []


def test_what_could_not_be_sent_can_be_sent_once_more(desk: Chat) -> None:
    world = desk.world
    her = asked_about_her_step(world)
    # The page forgets; the telephone stops in the night before the letter.
    world.run(world.app.runtime.stopped("web", her.user, "gone"))
    with world.app.stores.database.write() as session:
        session.execute(text("UPDATE outbox SET state = 'dead', reason = 'gone', sent_at = NULL"))
    desk.opens().taps(DOOR).taps(ROOM).taps(TITLE).sees(
        f"{HER}：アプリの中に、アカウントが見つかりません（12月1日（火）から）"
    )
    desk.taps("1番の方へもう一度送る")
    desk.sees(f"{ALONE}さんに、もう一度送ります。届かなければ、またここに出ます。")
    her.comes()
    assert [card["title"] for card in her.shown["home"]][:1] == ["次の一歩のこと"]
    desk.taps("一覧を見る").sees(NONE)
    # Pressed once more it sends nothing twice.
    desk.presses(f"desk.again:{short(UUID(her.user))}").sees(NONE)


@pytest.mark.parametrize("id", ["", "A" * 22, "nobody"])
def test_nobody_else_can_be_sent_to(desk: Chat, id: str) -> None:
    desk.presses(f"desk.again:{id}").sees(STALE)


def test_a_coordinator_is_told_once_until_the_person_is_reached_again(desk: Chat) -> None:
    world = desk.world
    line = f"{ALONE}（相談室 みなも）に、お知らせが届いていないようです。"
    world.signs_in()
    stops(world)
    heard = []
    for day in (24, 25, 26):
        at(world, f"2026-11-{day} 10:01")
        heard.append(told(world, desk))
    world.run(world.app.runtime.stopped("web", world.person(), None))
    at(world, "2026-11-27 10:00")
    heard.append(told(world, desk))
    world.run(world.app.runtime.stopped("web", world.person(), "blocked"))
    at(world, "2026-11-30 10:00")
    heard.append(told(world, desk))
    assert heard == [[line], [], [], [], [line]]


def test_a_line_about_somebody_who_is_reached_meanwhile_is_not_said(desk: Chat) -> None:
    world = desk.world
    at(world, "2026-11-24 08:00")
    world.signs_in()
    stops(world)
    world.run(world.app.delivery.plan())
    world.run(world.app.runtime.stopped("web", world.person(), None))
    at(world, "2026-11-24 10:00")
    assert told(world, desk) == []


def test_who_is_no_coordinator_any_more_reads_nothing_of_it(desk: Chat) -> None:
    world = desk.world
    at(world, "2026-11-24 08:00")
    stops(world)
    world.run(world.app.delivery.plan())
    with world.app.stores.database.write() as session:
        here = Here(session, everyone(session)[0].id)
        people.set_roles(here, UUID(desk.user), ["centre"])
    at(world, "2026-11-24 10:00")
    assert told(world, desk) == []


def test_nobody_is_told_about_herself(desk: Chat) -> None:
    world = desk.world
    world.run(world.app.runtime.stopped("web", desk.user, "gone"))
    world.run(world.app.delivery.plan())
    joins(world, CENTRE)
    assert told(world, desk) == []
    desk.presses("desk.unreached:").sees(NONE)


def test_of_many_eight_are_named_and_the_others_counted(desk: Chat) -> None:
    world = desk.world
    with world.app.stores.database.write() as session:
        here = Here(session, everyone(session)[0].id)
        first = people.everyone(here)[0]
        new = Person(network_id=here.network_id, office_id=first.office_id, name="山本 あき", joined_at=first.joined_at)
        new.agreed_at = first.agreed_at
        session.add(new)
        session.flush()
        accounts.ensure(here, new.id, "web")
        names = [person.name for person in people.everyone(here) if person.name != CENTRE]
    for minute, name in enumerate(names):
        at(world, f"2026-11-24 10:{minute:02}")
        world.run(world.app.runtime.stopped("web", world.person(name), "gone"))
    desk.taps(DOOR).taps(ROOM).taps(TITLE).sees("ほかに1人います。")
    # Those who have waited longest come first.
    facts = desk.shown["cards"][0]["facts"]
    assert [label.split("（")[0] for label, _ in facts] == [f"{n} {name}" for n, name in enumerate(names[:8], 1)]
