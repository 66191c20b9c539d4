"""Files on the simulated Slack: brought to an address of their own, shared in a channel, deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import quote

from aiohttp import web

from tests.simulators.slack_ledger import BOT_USER, Ledger, Post, SlackRefused
from tests.simulators.slack_seen import Json

MOST_ALT, MOST_NAME = 1000, 255


@dataclass(slots=True)
class Kept:
    """A file that Slack keeps: where it came from, and whether anybody sees it."""

    id: str
    name: str
    length: int
    alt: str = ""
    data: bytes | None = None
    shared: bool = False
    gone: bool = False

    def as_json(self) -> Json:
        """Return it as it stands in a message."""
        if self.gone:
            return {"id": self.id, "mode": "tombstone"}
        about = {"id": self.id, "name": self.name, "title": self.name, "size": self.length, "mode": "hosted"}
        return about | ({"alt_txt": self.alt} if self.alt else {})


class Files:
    """The methods about files; `address` gives where bytes are brought."""

    def __init__(self, book: Ledger, wrong: list[str]) -> None:
        self._book = book
        self._wrong = wrong
        self._numbers = count(1)
        self.kept: dict[str, Kept] = {}
        # What the app has asked for.
        self.fetched: list[str] = []
        self.address: Callable[[], str] = lambda: ""
        self.posted: Callable[[Post], None] = lambda _post: None

    def seen(self, post: Post) -> list[Kept]:
        """Return the files that stand in a message."""
        found = [self.kept[one["id"]] for one in post.more.get("files", []) if one["id"] in self.kept]
        return [file for file in found if not file.gone]

    def given(self, name: str, data: bytes, user: str) -> Json:
        """Let a person's file be kept, and return it as an app is told of it."""
        file = Kept(f"F{next(self._numbers):04d}", name, len(data), data=data, shared=True)
        self.kept[file.id] = file
        private = f"{self.address()}/files-pri/{file.id}/{quote(name)}"
        about = {"user": user, "mode": "hosted", "is_external": False, "file_access": "visible"}
        return {**file.as_json(), **about, "url_private": private, "url_private_download": f"{private}?download"}

    async def fetch(self, request: web.Request, *, admitted: bool) -> web.Response:
        """Hand out the bytes of a file; whoever may not have them is sent to the page for signing in."""
        self.fetched.append(request.match_info["file"])
        file = self.kept.get(request.match_info["file"])
        if not admitted:
            return web.Response(status=302, headers={"Location": f"{self.address()}/login"})
        if file is None or file.data is None:
            return web.Response(status=404)
        return web.Response(body=file.data, content_type="application/octet-stream")

    def ticket(self, params: Json) -> Json:
        """files.getUploadURLExternal: return where a file may be brought."""
        name, alt = str(params["filename"]), str(params.get("alt_txt") or "")
        length = int(params["length"])
        if not name or len(name) > MOST_NAME or length < 1 or len(alt) > MOST_ALT:
            self._wrong.append(f"files.getUploadURLExternal: {len(name)}, {length}, {len(alt)}")
            raise SlackRefused("invalid_arguments")
        file = Kept(f"F{next(self._numbers):04d}", name, length, alt)
        self.kept[file.id] = file
        return {"upload_url": f"{self.address()}/upload/v1/{file.id}", "file_id": file.id}

    async def bring(self, request: web.Request) -> web.Response:
        """Take the bytes of a file."""
        file = self.kept.get(request.match_info["file"])
        data = await request.read()
        if "Authorization" in request.headers:
            self._wrong.append("upload: a token goes where none is needed")
        if file is None or file.data is not None or len(data) != file.length:
            return web.Response(status=400, text="upload refused")
        file.data = data
        return web.Response(text=f"OK - {len(data)}")

    def complete(self, params: Json) -> Json:
        """files.completeUploadExternal: let files stand in a channel."""
        files = [self._brought(one) for one in params["files"]]
        channel = self._book.reach(str(params.get("channel_id")))
        thread = str(params.get("thread_ts") or "")
        text = str(params.get("initial_comment") or "")
        for file in files:
            file.shared = True
        more: Json = {"files": [file.as_json() for file in files]}
        post = Post(channel.id, self._book.next_ts(), BOT_USER, text, thread=thread, more=more)
        self.posted(self._book.add(post))
        return {"files": [{"id": file.id, "title": file.name} for file in files]}

    def _brought(self, one: Any) -> Kept:
        file = self.kept.get(str(one.get("id")))
        if file is None or file.gone:
            raise SlackRefused("file_not_found")
        if file.data is None or file.shared:
            raise SlackRefused("invalid_arguments")
        return file

    def delete(self, params: Json) -> Json:
        """files.delete: take a file away, wherever it stands."""
        file = self.kept.get(str(params["file"]))
        if file is None:
            raise SlackRefused("file_not_found")
        if file.gone:
            raise SlackRefused("file_deleted")
        file.gone, file.data = True, None
        for post in self._book.posts:
            if file.id in [one["id"] for one in post.more.get("files", [])]:
                post.more["files"] = [self.kept[one["id"]].as_json() for one in post.more["files"]]
        return {}
