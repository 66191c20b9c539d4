"""The open streams of each person: what is told goes to all her tabs, and each learns when another did something."""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict
from typing import Any

FULL = 100


class Stream:
    """One open stream: events wait here until they are written."""

    def __init__(self) -> None:
        self.waiting: asyncio.Queue[bytes | None] = asyncio.Queue(FULL)

    def put(self, event: bytes | None) -> None:
        """Queue an event; a tab that reads nothing loses the newest, and asks anew when it comes back."""
        if event is None and self.waiting.full():
            # The end is never lost.
            self.waiting.get_nowait()
        if not self.waiting.full():
            self.waiting.put_nowait(event)


def encode(event: str, data: Any, id: str = "") -> bytes:
    """Return a server-sent event."""
    head = f"id: {id}\n" if id else ""
    return f"{head}event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


# What was hers is gone, and she is nobody here any more.
ERASED = encode("erased", {})


class Hub:
    """All open streams of this process."""

    def __init__(self) -> None:
        self._streams: defaultdict[str, set[Stream]] = defaultdict(set)
        self.changes: Counter[str] = Counter()
        self._closed = False

    def open(self, user_id: str) -> Stream:
        """Add a stream for a person."""
        stream = Stream()
        self._streams[user_id].add(stream)
        if self._closed:
            stream.put(None)
        return stream

    def shut(self, user_id: str, stream: Stream) -> None:
        """Forget a stream."""
        self._streams[user_id].discard(stream)
        if not self._streams[user_id]:
            del self._streams[user_id]

    def send(self, user_id: str, event: bytes) -> None:
        """Send an event to all tabs of a person."""
        for stream in self._streams.get(user_id, ()):
            stream.put(event)

    def changed(self, user_id: str, by: str = "") -> None:
        """Tell a person's tabs that something has changed, and by which event: the tab that sent it has its answer."""
        self.changes[user_id] += 1
        self.send(user_id, encode("changed", {"by": by}))

    def part(self, user_id: str) -> None:
        """End a person's streams: tabs whose session still stands come back at once, the others learn that it ended."""
        for stream in self._streams.get(user_id, ()):
            stream.put(None)

    def close(self) -> None:
        """End every stream, and those that still come."""
        self._closed = True
        for user_id in list(self._streams):
            self.part(user_id)
