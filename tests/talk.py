"""A conversation that is written once and runs on every real face: what a chat on any of them can do and see."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from datetime import datetime
from typing import Literal, Self, TypeAlias

from tests.world import World

Face: TypeAlias = Literal["web", "telegram", "slack"]
HOME = "きょうは、なにをしますか"
STOP = "やめる"
STALE = "前の画面のボタンでした。いまの様子はこちらです。"


class Talk(ABC):
    """One person's chat: she opens, says, taps, waits, and sees lines of text with buttons in brackets.

    A face that keeps something in view (home) and one that is asked for it are the same to a conversation; where they
    rightly differ in what they say, it says so: `sees(..., on="telegram")`.
    """

    face: Face

    def __init__(self, world: World) -> None:
        self.world = world

    @abstractmethod
    def opens(self) -> Self:
        """Come to the place: load the page, or press START."""

    @abstractmethod
    def says(self, text: str) -> Self:
        """Write something: an answer where one is asked for, otherwise free text."""

    @abstractmethod
    def presses(self, data: str) -> Self:
        """Press a button with this data, whether or not such a button is still to be seen."""

    @abstractmethod
    async def pressing(self, data: str) -> None:
        """Press a button with this data, beside what others do in the same moment; see `at_once`."""

    @abstractmethod
    def data(self, label: str) -> str:
        """Return the data of the newest button with this label."""

    @abstractmethod
    def comes(self) -> Self:
        """Let what is due come, and look at it."""

    @abstractmethod
    def restarts(self) -> Self:
        """Let the program stop and start, and look at what stands there then."""

    @abstractmethod
    def heard(self) -> list[str]:
        """Return the first line of each card that came unasked at the last `comes`, `waits` or `waits_until`."""

    @abstractmethod
    def home(self) -> list[str]:
        """Return the titles of home's cards, going there where home is not kept in view."""

    @property
    @abstractmethod
    def text(self) -> str:
        """What is shown now, as lines, buttons in brackets."""

    @property
    @abstractmethod
    def everything(self) -> str:
        """All that has been handed to her and is still there, seen or not."""

    @property
    @abstractmethod
    def buttons(self) -> list[str]:
        """The labels of the buttons that are shown now, in order."""

    @abstractmethod
    def gives(self, name: str, data: bytes) -> Self:
        """Hand over a file, where one is asked for or not."""

    @property
    @abstractmethod
    def files(self) -> list[tuple[str, bytes]]:
        """The files that came with what is shown now, each as its name and what stands in it.

        A picture is drawn in lines (svg) on a page, and in dots (png) in a chat.
        """

    @property
    @abstractmethod
    def described(self) -> list[str]:
        """What those files are said to be, in words, for whoever cannot see them."""

    @property
    @abstractmethod
    def calls(self) -> list[tuple[str, str]]:
        """The telephone numbers that are shown now, each with its label."""

    def taps(self, label: str) -> Self:
        """Press the newest button with this label."""
        return self.presses(self.data(label))

    def enters(self, label: str) -> Self:
        """Go through one of home's doors, going home first where home is not in view."""
        self.home()
        return self.taps(label)

    def waits(self, **delta: float) -> Self:
        """Let so much time pass, and what is due come."""
        self.world.clock.forward(**delta)
        return self.comes()

    def waits_until(self, moment: datetime) -> Self:
        """Let it become this moment, and what is due come."""
        self.world.clock.at = moment
        return self.comes()

    def sees(self, *lines: str, on: Face | None = None) -> Self:
        """Check that each of these lines is shown, whole; `on` names the only face that shows them."""
        shown = self.text.split("\n")
        missing = [line for line in lines if line not in shown]
        if on in (None, self.face):
            assert not missing, f"{missing} not in:\n{self.text}"
        else:
            assert missing == list(lines), f"{lines} are {on}'s, but here is:\n{self.text}"
        return self

    def sees_only(self, *lines: str) -> Self:
        """Check that these lines are all that is shown."""
        assert self.text.split("\n") == list(lines)
        return self

    def sees_home(self, *titles: str) -> Self:
        """Check the titles of home's cards, all of them, in order."""
        home = self.home()
        assert home == list(titles), f"{home} in:\n{self.text}"
        return self

    def hears(self, *lines: str) -> Self:
        """Check the first lines of all cards that have just come unasked; none where nothing came."""
        heard = self.heard()
        assert heard == list(lines), f"{heard} in:\n{self.text}"
        return self

    @property
    def asked(self) -> bool:
        """Whether a question waits for an answer here and now."""
        return STOP in self.buttons


def at_once(*presses: tuple[Talk, str]) -> None:
    """Let several people press a button with this data in the same moment, and all be answered."""

    async def all_of_them() -> None:
        await asyncio.gather(*(talk.pressing(data) for talk, data in presses))

    presses[0][0].world.run(all_of_them())
