"""Files that somebody puts into a modal: fetched before the turn, from Slack alone, and only where one is asked for."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import aiohttp

from bot.faces.slack.blocks import Json
from bot.faces.slack.incoming import Incoming
from bot.faces.slack.views import input_id
from bot.faces.slack.wire import Wire
from bot.logs import log, where
from handlers.kit.errors import BotError, Refusal, Undeliverable
from handlers.kit.events import Sent
from handlers.kit.fields import Upload
from handlers.kit.forms import Page
from messages.words import Msg, msg

PIECE = 16 * 1024


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be taken: the sentence, and the block of the field beside which it stands."""

    sentence: Msg
    block: str


async def fetched(wire: Wire, incoming: Incoming, page: Page | None) -> Incoming | Refused:
    """Return what was sent with the texts of its files as answers; a page that has moved on is as it was sent."""
    sent = incoming.act
    if not isinstance(sent, Sent) or page is None or (page.draft, page.version) != (sent.draft, sent.version):
        return incoming
    answers = dict(sent.answers)
    for field in page.fields:
        if isinstance(field, Upload) and (file := incoming.files.get(field.name)):
            try:
                answers[field.name] = await _text(wire, field, file)
            except Refusal as refusal:
                return Refused(refusal.sentence, input_id(field.name, page.version))
            except BotError as error:
                log.warning("slack.unfetched", state=str(error), **where(error))
                return Refused(msg("kit-file-unfetched"), input_id(field.name, page.version))
    return replace(incoming, act=replace(sent, answers=answers))


async def _text(wire: Wire, field: Upload, file: Json) -> str:
    name, size = str(file.get("name", "")), file.get("size")
    field.check(name, size if isinstance(size, int) else 0)
    data = await _bytes(wire, str(file.get("url_private", "")), field.most + 1)
    return await asyncio.to_thread(field.text_of, name, data)


async def _bytes(wire: Wire, url: str, most: int) -> bytes:
    """Return the first bytes of a file; raises Undeliverable for what is not Slack's, and where it does not come."""
    if not _is_slacks(url, wire.base):
        raise Undeliverable("elsewhere")
    data = b""
    try:
        # The token goes to nobody else: where Slack sends one on, it is to its page for signing in.
        key = {"Authorization": f"Bearer {wire.token}"}
        async with wire.session.get(url, headers=key, allow_redirects=False) as response:
            if response.status != 200 or response.content_type == "text/html":
                raise Undeliverable("unfetched")
            async for piece in response.content.iter_chunked(PIECE):
                data += piece
                if len(data) >= most:
                    break
    except (aiohttp.ClientError, TimeoutError) as error:
        raise Undeliverable("unfetched") from error
    return data


def _is_slacks(url: str, base: str) -> bool:
    try:
        asked, own = urlsplit(url), urlsplit(base)
    except ValueError:
        return False
    host = asked.hostname or ""
    known = asked.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com")) and asked.port is None
    return known or (asked.scheme, asked.netloc) == (own.scheme, own.netloc)
