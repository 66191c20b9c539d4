"""A chat on Telegram, against the simulator: the same verbs as tests.chat, over real HTTP."""

from __future__ import annotations

import asyncio

from bot.faces.telegram.face import TelegramFace
from tests.simulators.telegram import Message, Telegram
from tests.world import World

SECONDS = 10


class TelegramChat:
    """One person's private chat with the bot; she sees what came or changed since she last did something."""

    def __init__(self, world: World, telegram: Telegram, user: int) -> None:
        self.world = world
        self.telegram = telegram
        self.user = user
        self._before: dict[int, int] = {}

    def opens(self) -> TelegramChat:
        """Press START, or type /start."""
        return self.says("/start")

    def says(self, text: str) -> TelegramChat:
        """Write a message."""
        self._mark()
        return self._settle(self.telegram.writes(self.user, text))

    def taps(self, label: str) -> TelegramChat:
        """Press the newest button with this label."""
        self._mark()
        return self._settle(self.telegram.presses(self.user, label))

    def waits(self) -> TelegramChat:
        """Do nothing and let what is due come."""
        self._mark()
        self.world.tick()
        return self

    def waits_for(self, update: int) -> TelegramChat:
        """Let an update that was added by hand be taken and answered."""
        return self._settle(update)

    def restarts(self) -> TelegramChat:
        """Stop and start the program, and let it show whoever missed an answer where she stands."""
        self._mark()
        self.world.restart()
        self.world.run(self._idle())
        return self

    async def _idle(self) -> None:
        await self._face().idle()

    def _face(self) -> TelegramFace:
        return next(face for face in self.world.app.faces if isinstance(face, TelegramFace))

    def _mark(self) -> None:
        self._before = {message.id: message.edits for message in self.telegram.seen(self.user)}

    def _settle(self, update: int) -> TelegramChat:
        self.world.run(self._until(update))
        return self

    async def _until(self, update: int) -> None:
        async with asyncio.timeout(SECONDS):
            while self.telegram.confirmed < update:
                await asyncio.sleep(0.005)
            await self._face().idle()

    @property
    def news(self) -> list[Message]:
        """The messages that came or were edited since the last act."""
        return [m for m in self.telegram.seen(self.user) if self._before.get(m.id) != m.edits]

    @property
    def text(self) -> str:
        """What is new in the chat, as lines, buttons in brackets."""
        lines = []
        for message in self.news:
            lines += message.text.split("\n")
            lines += [f"［{button['text']}］" for row in message.keyboard for button in row]
        return "\n".join(lines)

    def sees(self, *lines: str) -> TelegramChat:
        """Check that each of these lines is shown, whole."""
        shown = self.text.split("\n")
        missing = [line for line in lines if line not in shown]
        assert not missing, f"{missing} not in:\n{self.text}"
        return self
