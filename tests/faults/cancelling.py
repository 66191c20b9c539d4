"""Cancels tasks at one of the moments at which they wait: the first, the second, any there is."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Generator
from types import coroutine
from typing import Any


class Cancelling:
    """While it is entered in a loop, tasks that begin with one of these functions are counted where they wait.

    The one that waits when the count comes to `at` is cancelled there, as by whoever holds it.
    """

    def __init__(self, at: int, *names: str) -> None:
        self.at = at
        self.names = names
        self.waited = 0

    @property
    def reached(self) -> bool:
        """Whether a task was cancelled."""
        return self.waited >= self.at

    def __enter__(self) -> Cancelling:
        """Begin to count in the running loop."""
        asyncio.get_running_loop().set_task_factory(self._task)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave new tasks alone."""
        asyncio.get_running_loop().set_task_factory(None)

    def _task(self, loop: asyncio.AbstractEventLoop, work: Any, **given: Any) -> asyncio.Task[Any]:
        if getattr(work, "__qualname__", "") not in self.names:
            return asyncio.Task(work, loop=loop, **given)
        task = asyncio.Task(_through(self._drive(work)), loop=loop, **given)
        # Cancelled before its first step it has never begun.
        task.add_done_callback(lambda _: work.close())
        return task

    @coroutine
    def _drive(self, work: Coroutine[Any, Any, Any]) -> Generator[Any, Any, Any]:
        step, given = work.send, None
        while True:
            try:
                awaited = step(given)
            except StopIteration as end:
                return end.value
            self.waited += 1
            task = asyncio.current_task()
            if self.waited == self.at and task:
                # What is awaited is handed to the task, which cancels it and raises the error here.
                task.cancel()
            try:
                step, given = work.send, (yield awaited)
            except BaseException as error:
                step, given = work.throw, error


async def _through(work: Any) -> Any:
    return await work
