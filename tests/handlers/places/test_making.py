"""What is to stand is made true once, whatever goes wrong between the rows and the place."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from bot.standing import Standings
from bot.trap import Injected
from bot.turns import Turns
from storage import questions
from storage.fault import set_trap
from tests.bot.trouble import rows
from tests.handlers.places.town import Town
from tests.simulators.slack import SlackRefused
from tests.simulators.telegram import Refused

GROUP, CHANNEL = -1001234567890, "C0100"
ASKED = "土曜日に開いている居場所を知りませんか。"
FAULTS = ("out.after_claim", "out.before_send", "out.after_send")


@pytest.fixture(autouse=True)
def no_traps() -> Iterator[None]:
    """Leave no trap behind."""
    yield
    set_trap(None)


def begin(town: Town, *, slack: bool = True) -> Town:
    """Connect the places."""
    town.telegram.group(GROUP, "相談支援の輪").inside = True
    town.group(GROUP)
    if slack:
        town.channel(CHANNEL)
    return town


def errors_at(point: str, times: int = 1) -> None:
    """Let the next passings of a fault point raise."""
    left = [times]

    def trap(here: str) -> None:
        if here == point and left[0]:
            left[0] -= 1
            raise Injected(here)

    set_trap(trap)


def ticks(town: Town, **delta: float) -> None:
    """Let time pass and everything that is due be tried, whatever it raises."""
    town.world.clock.forward(**delta)
    try:
        town.ticks()
    except Injected:
        # As the ticker: the next tick tries again.
        town.world.run(asyncio.sleep(0))


@pytest.mark.parametrize("point", FAULTS)
def test_a_fault_at_any_point_leaves_one_card_on_slack_and_at_most_a_marked_second_on_telegram(
    town: Town, point: str
) -> None:
    begin(town)
    errors_at(point, 2)
    town.asks(ASKED)
    for _ in range(4):
        ticks(town, minutes=2)
    assert len(town.in_channel(CHANNEL)) == 1
    first, *again = town.in_group(GROUP)
    assert not first.startswith("（再送）") or not again
    assert [card.startswith("（再送）") for card in again] == ([True] if point == "out.after_send" else [])
    assert rows(town.world, "SELECT DISTINCT state, made = wanted FROM standings") == [("made", 1)]


def test_what_was_perhaps_posted_on_slack_is_looked_for(town: Town) -> None:
    begin(town)
    town.slack.trouble("chat.postMessage", drop=True)
    town.asks(ASKED)
    ticks(town)
    assert rows(town.world, "SELECT count(*) FROM standings WHERE state = 'waiting'") == [(1,)]
    ticks(town, minutes=1)
    assert len(town.in_channel(CHANNEL)) == 1


def test_what_was_perhaps_sent_on_telegram_is_sent_again_and_says_so(phones: Town) -> None:
    begin(phones, slack=False)
    phones.telegram.trouble("sendMessage", drop=True)
    phones.asks(ASKED)
    ticks(phones)
    ticks(phones, minutes=1)
    assert [card.split("\n")[0] for card in phones.in_group(GROUP)] == ["井戸端に質問が来ています", "（再送）"]


def test_what_was_taken_back_while_it_was_in_doubt_is_looked_for_and_goes(town: Town) -> None:
    begin(town)
    town.slack.trouble("chat.postMessage", drop=True)
    question = town.asks(ASKED)
    ticks(town)
    town.moves(question, questions.OPEN, questions.WITHDRAWN)
    ticks(town, minutes=1)
    assert (town.in_channel(CHANNEL), town.in_group(GROUP)) == ([], [])


def test_a_place_that_is_told_to_wait_waits_alone_and_as_long_as_it_was_told(town: Town) -> None:
    begin(town)
    town.slack.trouble("chat.postMessage", error=SlackRefused("ratelimited", retry_after=1))
    town.asks(ASKED)
    ticks(town)
    assert (len(town.in_group(GROUP)), town.in_channel(CHANNEL)) == (1, [])
    # The pace is kept by the loop's clock, when it is due by ours.
    town.world.run(asyncio.sleep(1))
    ticks(town, seconds=60)
    assert len(town.in_channel(CHANNEL)) == 1


def test_what_a_platform_does_not_take_holds_nothing_up(phones: Town) -> None:
    begin(phones, slack=False)
    phones.telegram.trouble("sendMessage", error=Refused(400, "Bad Request: can't parse something"))
    phones.asks("まだ出せない質問")
    phones.asks(ASKED)
    ticks(phones)
    ticks(phones, minutes=1)
    assert len(phones.in_group(GROUP)) == 1
    states = rows(phones.world, "SELECT state, reason FROM standings ORDER BY state")
    assert states == [("dead", "refused"), ("made", "")]


def test_two_workers_put_each_card_up_once(phones: Town) -> None:
    begin(phones, slack=False)
    for number in range(5):
        phones.answers(phones.asks(f"{number}つめの質問"), "あります")
    app = phones.world.app
    turns = Turns(app.stores.database, app.stores.keys, app.house, phones.world.clock)
    others = [Standings(app.writer, turns, phones.world.clock, app.faces) for _ in range(2)]

    async def both() -> None:
        await asyncio.gather(*(one.tick() for one in (*others, app.standings)))

    for _ in range(3):
        phones.world.run(both())
        phones.world.clock.forward(minutes=2)
    cards = phones.in_group(GROUP)
    assert (len(cards), len(set(map(str, cards)))) == (10, 6)
    sent = [params for method, params in phones.telegram.calls if method == "sendMessage"]
    assert len([one for one in sent if int(one["chat_id"]) == GROUP]) == 10


def test_what_changes_while_it_is_on_its_way_is_drawn_again(phones: Town) -> None:
    begin(phones, slack=False)
    question = phones.asks(ASKED)

    def resolved(here: str) -> None:
        if here == "out.after_send":
            set_trap(None)
            phones.moves(question, questions.OPEN, questions.RESOLVED)

    set_trap(resolved)
    phones.ticks()
    phones.ticks()
    assert [card.split("\n")[0] for card in phones.in_group(GROUP)] == ["解決した質問です"]
    assert rows(phones.world, "SELECT wanted - made FROM standings") == [(0,)]


def test_a_lease_that_has_ended_is_taken_over(phones: Town) -> None:
    begin(phones, slack=False)
    phones.asks(ASKED)

    def stands_still(here: str) -> None:
        if here == "out.before_send":
            set_trap(None)
            phones.world.clock.forward(seconds=90)

    set_trap(stands_still)
    phones.ticks()
    phones.ticks()
    phones.ticks()
    # It was claimed and never sent, but nobody could know: so the one that is sent says so.
    assert len(phones.in_group(GROUP)) == 1
