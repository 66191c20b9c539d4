"""Files on Slack: brought first, which nobody sees, then shared in a private chat under an id that one can look for."""

from __future__ import annotations

import aiohttp

from bot.faces.files import Paper
from bot.faces.slack.wire import Wire, told
from handlers.kit.errors import TryLater, Undeliverable


async def bring(wire: Wire, paper: Paper, data: bytes) -> str:
    """Bring a file to Slack and return its id; raises TryLater, Doubtful and Undeliverable."""
    about = {"filename": paper.name, "length": len(data), "alt_txt": paper.says}
    found = await wire.call("files_getUploadURLExternal", **about)
    try:
        async with wire.session.post(told(found, "upload_url"), data=data) as response:
            status = response.status
    except (aiohttp.ClientError, TimeoutError) as error:
        raise TryLater("unreached") from error
    if status != 200:
        raise TryLater("limited" if status == 429 else "unreached")
    return told(found, "file_id")


async def share(wire: Wire, channel: str, id: str, paper: Paper, thread: str) -> None:
    """Let a file that was brought stand in a chat; raises as call does.

    Without a word beside it: that would come on locked screens.
    """
    within = {"thread_ts": thread} if thread else {}
    files = [{"id": id, "title": paper.name}]
    await wire.call("files_completeUploadExternal", files=files, channel_id=channel, **within)


async def stands(wire: Wire, channel: str, id: str, thread: str) -> bool:
    """Tell whether a file stands in a chat; raises as call does."""
    found = await wire.history(channel, thread=thread, pages=1)
    return any(file.get("id") == id for one in found for file in one.get("files") or [])


async def delete(wire: Wire, id: str) -> None:
    """Delete a file, wherever it is shared; one that is gone is fine."""
    try:
        await wire.call("files_delete", file=id)
    except Undeliverable as error:
        if str(error) != "no_message":
            raise
