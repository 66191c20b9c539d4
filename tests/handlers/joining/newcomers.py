"""Somebody whom nobody knows yet, on each face: she comes by a link or by digits, as people do there."""

from __future__ import annotations

from itertools import count

from storage import invites, networks
from storage.db import Here
from storage.invites import Made, Wanted
from tests.bot.trouble import rows
from tests.chat import Chat
from tests.slack_chat import SlackChat
from tests.talk import Talk
from tests.telegram_chat import TelegramChat
from tests.world import World

_USERS = count(700500100)


def invited(world: World, role: str = "counsellor", office: str = "", name: str = "") -> Made:
    """Make an invitation into the demo network, past the chat."""
    stores = world.app.stores
    with stores.database.write() as session:
        here = Here(session, networks.everyone(session)[0].id)
        found = rows(world, f"SELECT id FROM offices WHERE name = '{office}'") if office else []
        from storage import offices

        chosen = offices.by_name(here, office) if found else None
        wanted = Wanted(role, chosen.id if chosen else None, name)
        return invites.make(here, stores.keys.digest, world.clock.now(), wanted)


def stranger(beside: Talk) -> Talk:
    """Return the chat of somebody unknown on the face where somebody else talks already; on the web she has none yet."""
    match beside:
        case TelegramChat():
            return TelegramChat(beside.world, beside.telegram, next(_USERS))
        case SlackChat():
            return SlackChat(beside.world, beside.slack, f"U{next(_USERS)}")
    return Chat(beside.world, "")


def comes(new: Talk, token: str) -> Talk:
    """Let somebody unknown come by a link's token, or by digits."""
    world = new.world
    if isinstance(new, Chat):
        session = world.run(_signins(new).use_code(token, "198.51.100.7") if token.isdigit() else _link(new, token))
        assert session is not None, "the door stays closed"
        user = world.run(_signins(new).user_of(session))
        assert user is not None
        new.user = user
        return new.opens()
    if token.isdigit():
        return new.says(token)
    return new.says(f"/start {token}" if isinstance(new, TelegramChat) else f"https://idobata.example/in/{token}")


def _signins(new: Talk):  # type: ignore[no-untyped-def]
    return new.world.app.web._doors._signins


def _link(new: Talk, token: str):  # type: ignore[no-untyped-def]
    return _signins(new).use_link(token)
