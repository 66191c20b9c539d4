"""Each trouble of a platform is said once, with its cure."""

from __future__ import annotations

from collections.abc import Callable

from bot.logs import log, where
from messages.words import Msg


class Troubles:
    """What is wrong is said once, and again only after it was over."""

    def __init__(self, report: Callable[[Msg], None]) -> None:
        self._report = report
        self._said: dict[str, str] = {}

    def say(self, about: str, sentence: Msg | None) -> None:
        """Report a trouble of one kind; None ends it."""
        if sentence is None:
            self._said.pop(about, None)
        elif self._said.get(about) != sentence.id:
            self._said[about] = sentence.id
            try:
                self._report(sentence)
            except Exception as error:
                # Whoever should have read it is gone; that must not end the listening.
                log.warning("face.unsaid", kind=sentence.id, **where(error))
