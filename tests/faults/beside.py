"""The simulated Telegram and Slack in threads of their own, for programs that are other processes."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import defaultdict
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, Generic, NamedTuple, TypeVar

from messages.words import msg, words_of
from tests.simulators.slack import Slack
from tests.simulators.telegram import Telegram

T = TypeVar("T")
S = TypeVar("S", Telegram, Slack)

MARK = words_of().say(msg("telegram-again")) + "\n"


class Shown(NamedTuple):
    """One time that something came before a person's eyes: its text without the mark, its buttons, its mark."""

    text: str
    buttons: tuple[str, ...]
    marked: bool


class Showing(NamedTuple):
    """One time that a message came before a person's eyes on Slack: its lines and what its buttons do."""

    lines: tuple[str, ...]
    buttons: tuple[str, ...]


class Aside(Generic[S]):
    """Runs a simulator; everything about it is asked and changed in its own loop."""

    def __init__(self, simulated: S) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=type(simulated).__name__)
        self._thread.start()
        self.simulated: S = simulated
        self._run(simulated.start())

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def do(self, work: Callable[[S], T]) -> T:
        """Call a function with the simulator in its loop and return its result."""
        done: Future[T] = Future()

        def call() -> None:
            try:
                done.set_result(work(self.simulated))
            except BaseException as error:
                done.set_exception(error)

        # It is asked hundreds of times while something is waited for: a task for each would cost most of that.
        self._loop.call_soon_threadsafe(call)
        return done.result(30)

    def close(self) -> None:
        """Stop serving and end the thread."""
        self._run(self.simulated.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class Beside(Aside[Telegram]):
    """The simulated Telegram, and what each chat was shown."""

    def __init__(self) -> None:
        super().__init__(Telegram())
        self.telegram = self.simulated
        # What each chat was shown so far: what was refused was not.
        self._shown: defaultdict[int, list[Shown]] = defaultdict(list)
        for name in ("send", "edit"):
            setattr(self.telegram.book, name, self._noting(getattr(self.telegram.book, name)))

    def shown(self, chat: int) -> list[Shown]:
        """Return everything that was ever shown in a chat, edits as well, in order."""
        return self.do(lambda telegram: list(self._shown[chat]))

    def _noting(self, call: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
        def noted(params: dict[str, Any]) -> Any:
            done = call(params)
            self._shown[int(params["chat_id"])].append(_shown(params))
            return done

        return noted


def _shown(params: dict[str, Any]) -> Shown:
    rows = json.loads(params.get("reply_markup", "{}")).get("inline_keyboard", [])
    buttons = tuple(button["callback_data"] for row in rows for button in row)
    text = str(params["text"])
    return Shown(text.removeprefix(MARK), buttons, text.startswith(MARK))


class BesideSlack(Aside[Slack]):
    """The simulated Slack, and what each private chat was shown."""

    def __init__(self) -> None:
        super().__init__(Slack())
        self.slack = self.simulated

    def posts(self, user: str) -> list[Showing]:
        """Return all that came before a person's eyes in her chat, in order: an edit into the same is nothing new."""
        now: dict[str, Showing] = {}
        found = []
        for one in self.do(lambda slack: slack.shown(user)):
            showing = Showing(one.lines, one.buttons)
            if one.place in ("message", "ephemeral") and now.get(one.where) != showing:
                now[one.where] = showing
                found.append(showing)
        return found
