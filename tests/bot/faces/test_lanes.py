"""Telegram's pace, with its real numbers: each chat in its order and at its rate, answers before what is unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest

from bot.faces.lanes import FORGET_SECONDS, RATES, Lanes, Rates
from handlers.kit.errors import TryLater
from tests.jumping import run

# Floats of times that are added up.
A_HAIR = 1e-6


class Sent:
    """What went out, to whom, when; sent as the face sends."""

    def __init__(self, rates: Rates | None = None) -> None:
        self.lanes = Lanes(rates or Rates())
        self.log: list[tuple[float, int, str]] = []

    async def one(self, chat: int, what: str = "x", *, asked: bool = True) -> None:
        """Send one message in a chat's turn."""
        async with self.lanes.turn(chat, asked=asked):
            await self.lanes.go(chat, asked=asked)
            self.log.append((asyncio.get_running_loop().time(), chat, what))

    async def all(self, chats: Iterable[int], what: str = "x", *, asked: bool = True) -> None:
        """Send a message to each of these chats, all at once."""
        await asyncio.gather(*(self.one(chat, what, asked=asked) for chat in chats))

    @property
    def times(self) -> list[float]:
        """When each message went."""
        return [round(at, 3) for at, _, _ in self.log]

    def most_within(self, seconds: float) -> int:
        """Return how many messages went within any so many seconds."""
        return max(sum(at <= other < at + seconds - A_HAIR for other, _, _ in self.log) for at, _, _ in self.log)


def test_a21_a_chat_keeps_its_order_however_long_one_message_takes() -> None:
    async def go() -> list[str]:
        lanes, done = Lanes(Rates()), list[str]()

        async def say(what: str, seconds: float) -> None:
            async with lanes.turn(1, asked=True):
                await asyncio.sleep(seconds)
                done.append(what)

        await asyncio.gather(say("first", 30), say("second", 0), say("third", 10))
        return done

    assert run(go()) == ["first", "second", "third"]


def test_a21_a_chat_gets_a_small_burst_and_then_one_a_second() -> None:
    sent = Sent()
    run(sent.all([1] * 8))
    assert sent.times == [0, 0, 0, 0, 1, 2, 3, 4]


def test_a21_a_group_gets_twenty_in_any_minute() -> None:
    sent = Sent()
    run(sent.all([-5] * 50))
    assert (sent.most_within(60), len(sent.log)) == (20, 50)
    assert sent.times[-1] <= 130


def test_a21_all_chats_together_get_thirty_in_any_second() -> None:
    sent = Sent()
    run(sent.all(range(1, 301)))
    assert sent.most_within(1) == 30
    assert sent.times[-1] < 10


def test_a21_what_nobody_has_asked_for_gets_twenty_five_of_them() -> None:
    sent = Sent()
    run(sent.all(range(1, 201), asked=False))
    assert sent.most_within(1) == 25
    assert [chat for _, chat, _ in sent.log] == list(range(1, 201))


def test_a25_behind_a_backlog_of_thousands_answers_go_first() -> None:
    sent = Sent(Rates(patience=1000))

    async def go() -> None:
        backlog = asyncio.create_task(sent.all(range(1, 3001), "unasked", asked=False))
        await asyncio.sleep(10)
        await sent.all(range(10_001, 10_101), "answer")
        assert len(sent.log) < 600
        await backlog

    run(go())
    answered = [at for at, _, what in sent.log if what == "answer"]
    assert (answered[4] - 10 < A_HAIR, answered[-1] - 10 < 4.3) == (True, True)
    unasked_between = [at for at, _, what in sent.log if what == "unasked" and 10.1 < at < answered[-1] - A_HAIR]
    assert unasked_between == []
    assert sent.most_within(1) == 30


def test_in_one_chat_an_answer_passes_what_nobody_has_asked_for() -> None:
    sent = Sent()

    async def go() -> None:
        async with sent.lanes.turn(1, asked=True):
            others = [asyncio.create_task(sent.one(1, "unasked", asked=False)) for _ in range(2)]
            await asyncio.sleep(1)
            answer = asyncio.create_task(sent.one(1, "answer"))
            await asyncio.sleep(1)
        await asyncio.gather(*others, answer)

    run(go())
    assert [what for _, _, what in sent.log] == ["answer", "unasked", "unasked"]


def test_a21_a_chat_that_was_told_to_wait_waits_alone() -> None:
    sent = Sent()

    async def go() -> None:
        sent.lanes.hold(1, 30)
        await sent.all([1, 2, 3])

    run(go())
    assert [(round(at, 3), chat) for at, chat, _ in sent.log] == [(0, 2), (0, 3), (30, 1)]


@pytest.mark.parametrize(("asked", "seconds"), [(False, 30), (True, 3600)])
def test_a21_who_would_wait_too_long_is_told_when_to_come_again(asked: bool, seconds: float) -> None:
    sent = Sent()

    async def go() -> float:
        sent.lanes.hold(1, seconds)
        with pytest.raises(TryLater) as told:
            await sent.one(1, asked=asked)
        await sent.one(2, asked=asked)
        return told.value.seconds

    assert run(go()) == seconds
    assert [chat for _, chat, _ in sent.log] == [2]


def test_what_nobody_has_asked_for_does_not_wait_for_ever_behind_an_answer() -> None:
    sent = Sent()

    async def go() -> None:
        async with sent.lanes.turn(1, asked=True):
            with pytest.raises(TryLater):
                await sent.one(1, "unasked", asked=False)
        await sent.one(1, "later", asked=False)

    run(go())
    assert sent.log == [(10.0, 1, "later")]


def test_who_is_cancelled_while_waiting_holds_nobody_up() -> None:
    sent = Sent(Rates(overall=1, unasked=1))

    async def go() -> None:
        await sent.one(1, "first")
        waiting = [asyncio.create_task(sent.one(chat, "given up")) for chat in (2, 3, 3)]
        await asyncio.sleep(0.5)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await asyncio.gather(sent.one(2, "second"), sent.one(3, "third"))

    run(go())
    assert [(chat, what) for _, chat, what in sent.log] == [(1, "first"), (2, "second"), (3, "third")]


def test_a_chat_that_says_nothing_is_forgotten_and_one_that_was_told_to_wait_is_not() -> None:
    sent = Sent()

    async def go() -> int:
        sent.lanes.hold(7, 3600)
        await sent.all(range(100, 200))
        await asyncio.sleep(FORGET_SECONDS + 1)
        async with sent.lanes.turn(1, asked=True):
            return sent.lanes.known

    assert run(go()) == 2


def test_the_rates_are_telegrams_and_the_tests_do_not_wait_for_them() -> None:
    assert Rates() == Rates(chat=1, burst=4, group=20, group_seconds=60, overall=30, unasked=25, seconds=1.05)
    assert Rates() != RATES
