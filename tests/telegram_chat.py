"""A chat on Telegram, against the simulator: the same verbs as tests.chat, over real HTTP."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Self

from bot.faces.telegram.face import TelegramFace
from storage import accounts, networks, people
from storage.db import Here
from tests.simulators.telegram import Message, Telegram
from tests.talk import HOME, STALE, Face, Talk
from tests.world import World

SECONDS = 10
NUMBER = re.compile(r"^\d+\. ")
CALL = re.compile(r"(☎ .+)　([0-9-]+)")


def join(world: World, user: int, name: str) -> None:
    """Give a person of the demo network an account on Telegram, as if she had come by her link before."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        assert accounts.join(here, people.by_name(here, name)[0].id, "telegram", str(user))


class TelegramChat(Talk):
    """One person's private chat with the bot; she sees what came or changed since she last did something."""

    face: Face = "telegram"

    def __init__(self, world: World, telegram: Telegram, user: int) -> None:
        super().__init__(world)
        self.telegram = telegram
        self.user = user
        self._before: dict[int, int] = {}
        self._calls = 0

    def opens(self) -> Self:
        """Press START, or type /start."""
        return self.says("/start")

    def says(self, text: str) -> Self:
        """Write a message."""
        self._mark()
        return self._settle(self.telegram.writes(self.user, text))

    def presses(self, data: str) -> Self:
        """Press a button with this data: where it stands, or under the newest message if it does not stand there."""
        self.world.run(self.pressing(data))
        return self

    async def pressing(self, data: str) -> None:
        """Press a button with this data, beside what others do."""
        self._mark()
        under = [message.id for message, button in self._pressable() if button["callback_data"] == data]
        newest = self.telegram.seen(self.user)[-1].id
        await self._until(self.telegram.presses_data(self.user, next(iter(under), newest), data))

    def data(self, label: str) -> str:
        """Return the data of the newest button with this label."""
        for _, button in self._pressable():
            if button["text"] == label:
                return str(button["callback_data"])
        raise AssertionError(f"no button {label} in:\n{self.text}")

    def _pressable(self) -> Iterator[tuple[Message, dict[str, str]]]:
        for message in reversed(self.telegram.seen(self.user)):
            for row in message.keyboard:
                yield from ((message, button) for button in row)

    def comes(self) -> Self:
        """Do nothing and let what is due come."""
        self._mark()
        self.world.tick()
        return self

    def waits_for(self, update: int) -> Self:
        """Let an update that was added by hand be taken and answered."""
        return self._settle(update)

    def restarts(self) -> Self:
        """Stop and start the program, and let it show whoever missed an answer where she stands."""
        before, polls = self._before, self.telegram.polls
        self._mark()
        self.world.restart()
        self.world.run(self._hears(polls))
        if not self.news:
            # Nothing came: what she saw last still stands there.
            self._before = before
        return self

    async def _hears(self, polls: int) -> None:
        # Whether the bot has heard Telegram before the clock moves on decides what a gap is.
        async with asyncio.timeout(SECONDS):
            while not self.telegram.hook and self.telegram.polls == polls:
                await asyncio.sleep(0.002)
        await self._face().idle()

    def _face(self) -> TelegramFace:
        return next(face for face in self.world.app.faces if isinstance(face, TelegramFace))

    def _mark(self) -> None:
        self._before = {message.id: message.edits for message in self.telegram.seen(self.user)}
        self._calls = len(self.telegram.calls)

    def _settle(self, update: int) -> Self:
        self.world.run(self._until(update))
        return self

    async def _until(self, update: int) -> None:
        async with asyncio.timeout(SECONDS):
            while self.telegram.confirmed < update:
                await asyncio.sleep(0.002)
            await self._face().idle()

    @property
    def news(self) -> list[Message]:
        """The messages that came or were edited since the last act, were it into what they said already."""
        since = [call for method, call in self.telegram.calls[self._calls :] if method == "editMessageText"]
        edited = {int(call["message_id"]) for call in since if int(call["chat_id"]) == self.user}
        return [m for m in self.telegram.seen(self.user) if self._before.get(m.id) != m.edits or m.id in edited]

    def heard(self) -> list[str]:
        """Return the first line of each card in the messages that came, edits aside, without its number in a letter."""
        came = [message for message in self.news if message.id not in self._before]
        cards = [card for message in came for card in message.text.split("\n\n")]
        return [NUMBER.sub("", card.split("\n")[0]) for card in cards]

    def home(self) -> list[str]:
        """Return the titles of home's messages, asking for them where they have not just come by themselves."""
        # After a press that came too late a sentence stands above home: it is none of home's cards.
        if self._titles()[-1:] != [HOME] or STALE in self._titles():
            self.says("/home")
        return self._titles()

    def _titles(self) -> list[str]:
        return [message.text.split("\n")[0] for message in self.news]

    @property
    def text(self) -> str:
        """What is new in the chat, as lines, buttons in brackets."""
        lines = []
        for message in self.news:
            if message.file:
                continue
            lines += message.text.split("\n")
            lines += [f"［{button['text']}］" for row in message.keyboard for button in row]
        return "\n".join(lines)

    @property
    def everything(self) -> str:
        """All messages of the chat with their buttons."""
        seen = self.telegram.seen(self.user)
        return "\n".join(f"{message.text} {message.keyboard} {message.file}" for message in seen)

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons under what is new, in order."""
        return [button["text"] for message in self.news for row in message.keyboard for button in row]

    def gives(self, name: str, data: bytes) -> Self:
        """Send a file."""
        self._mark()
        return self._settle(self.telegram.sends(self.user, name, data))

    @property
    def files(self) -> list[tuple[str, bytes]]:
        """The files in what is new."""
        return [(message.file.name, message.file.data) for message in self.news if message.file]

    @property
    def described(self) -> list[str]:
        """What stands under the files in what is new."""
        return [message.text for message in self.news if message.file]

    @property
    def calls(self) -> list[tuple[str, str]]:
        """The telephone numbers in what is new: here they are text, which Telegram makes pressable by itself."""
        found = [CALL.fullmatch(line) for message in self.news for line in message.text.split("\n")]
        return [(match[1], match[2]) for match in found if match]
