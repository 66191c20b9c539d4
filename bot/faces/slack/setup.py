"""What can be seen of an app's set-up without people: its tokens and its scopes."""

from __future__ import annotations

from bot.faces.slack.wire import Wire
from handlers.kit.errors import BotError
from messages.words import Msg, msg


async def problems(wire: Wire) -> list[Msg]:
    """Return a sentence with the cure for each thing that is wrong."""
    found: list[Msg] = []
    wire.on_trouble = found.append
    try:
        me = await wire.who()
        found += [msg("slack-scope", scope=scope) for scope in me.lacks]
        if wire.sockets:
            await wire.socket_url()
    except BotError:
        if not found:
            found.append(msg("slack-unreached"))
    finally:
        await wire.close()
    return list(dict.fromkeys(found))
