"""A52: two workers on one PostgreSQL share one app by signed HTTP: whichever gets an event, it has one effect."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import App
from bot.faces.slack.face import SlackFace
from bot.faces.slack.hook import PATH
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import Begun, begin, rows, texts
from tests.bot.faces.slack.test_hook import HTTP, HttpChat, body_of
from tests.bot.trouble import Doing, post
from tests.bot.trouble import rows as found
from tests.simulators.slack import Slack
from tests.world import ALONE, SetClock

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


class Two:
    """Two programs on one database: the second has a folder of its own with the same master key."""

    def __init__(self, begun: Begun, second: App) -> None:
        self.begun, self.second = begun, second
        self.addresses = [app.web.address + PATH for app in (begun.world.app, second)]

    def faces(self) -> list[SlackFace]:
        """Return both programs' Slack faces."""
        apps = (self.begun.world.app, self.second)
        return [face for app in apps for face in app.faces if isinstance(face, SlackFace)]

    def brings(self, *bodies: bytes) -> list[int]:
        """Bring each body to both programs at once; return the statuses when all that comes of it stands there."""
        carrier = self.begun.slack.carrier

        async def one(address: str, body: bytes) -> int:
            assert carrier._session is not None
            headers = {"Content-Type": "application/json", **carrier.signed(body)}
            async with carrier._session.post(address, data=body, headers=headers) as response:
                return response.status

        async def all() -> list[int]:
            statuses = await asyncio.gather(*(one(where, body) for body in bodies for where in self.addresses))
            for face in self.faces():
                await face.idle()
            return list(statuses)

        return self.begun.world.run(all())


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    """Two programs."""
    (tmp_path / "two").mkdir()
    clock = SetClock(datetime.now(UTC))
    begun = begin(tmp_path / "one", Slack(), "postgres", house=Doing().house(), settings=HTTP, clock=clock)
    shutil.copy(tmp_path / "one" / "master.key", tmp_path / "two" / "master.key")
    second = App(begun.world.settings.model_copy(update={"var": tmp_path / "two"}), clock, begun.world.house)
    begun.world.run(second.start(tick=False))
    both = Two(begun, second)
    begun.until(lambda: all(face.events.me for face in both.faces()))
    yield both
    begun.world.run(second.stop())
    begun.world.close()
    assert begun.slack.wrong == []


def test_a52_an_event_that_both_workers_get_has_one_effect_and_one_answer(two: Two) -> None:
    chat = two.begun.chat(USER)
    bodies = [body_of(ts=f"1700000000.{number:06d}") for number in range(8)]
    assert two.brings(*bodies) == [200] * 16
    assert (rows(two.begun.world), texts(chat)) == (8, ["使い方"] * 8)


def test_a52_a_conversation_that_goes_on_on_the_other_worker_is_one_conversation(two: Two) -> None:
    two.begun.chat(USER)
    chat = HttpChat(two.begun.world, two.begun.slack, USER)
    two.begun.slack.carrier.request_url = two.addresses[0]
    chat.opens()
    for number, label in enumerate(("ふりかえり", "3分（2つの視点）", "面談")):
        two.begun.slack.carrier.request_url = two.addresses[number % 2]
        chat.taps(label)
        two.begun.world.run(two.faces()[number % 2].idle())
    chat.sees("きょうは、どうでしたか。")
    assert len(texts(chat)) == 1


def test_a52_a_notice_that_both_workers_see_goes_out_once(two: Two) -> None:
    chat = two.begun.chat(USER)
    for _ in range(6):
        post(two.begun.world, ALONE)

    async def both() -> None:
        apps = (two.begun.world.app, two.second)
        await asyncio.gather(*(app.delivery.tick() for app in apps * 4))

    two.begun.world.run(both())
    assert len(texts(chat)) == len(set(texts(chat))) == 6
    assert found(two.begun.world, "SELECT state, count(*) FROM outbox GROUP BY state") == [("sent", 6)]


def test_a52_what_both_workers_read_in_the_history_is_answered_once(two: Two) -> None:
    chat = two.begun.chat(USER)
    two.begun.until(lambda: found(two.begun.world, "SELECT 1 FROM pulses WHERE source LIKE 'slack:%'"))
    two.begun.slack.writes(USER, "使い方", silent=True)
    for face in two.faces():
        face.listening._opened()
    two.begun.until(lambda: texts(chat))

    async def done() -> None:
        for face in two.faces():
            if face.listening._catching:
                await face.listening._catching
            await face.idle()

    two.begun.world.run(done())
    assert (rows(two.begun.world), texts(chat)) == (1, ["使い方"])
