"""A55 on Telegram: behind shared ids, bots, channels and what is only passed on stands nobody who could be invited."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.trouble import rows
from tests.handlers.joining.newcomers import WELCOME, invited
from tests.simulators.telegram import Telegram
from tests.telegram_chat import TelegramChat
from tests.world import World

SOMEBODY = 700600700
ANONYMOUS, CHANNEL, TELEGRAMS_OWN = 1087968824, 136817688, 777000


def message(text: str, user: int = SOMEBODY, **more: Any) -> dict[str, Any]:
    """Return a message of a private chat, as the Bot API has it."""
    chat = {"id": SOMEBODY, "type": "private", "first_name": "みほん"}
    someone = {"id": user, "is_bot": False, "first_name": "みほん"}
    return {"message_id": 1, "date": 1795000000, "chat": chat, "from": someone, "text": text} | more


GROUP = {"id": -100200, "type": "supergroup", "title": "みほん"}
BOT = {"id": SOMEBODY, "is_bot": True, "first_name": "みほん"}
ORIGIN = {"type": "hidden_user", "sender_user_name": "だれか", "date": 1795000000}


@pytest.mark.parametrize("way", ["{code}", "/start {code}", "/start {token}"])
@pytest.mark.parametrize(
    "kind",
    [
        {"message": {"user": ANONYMOUS, "chat": GROUP}},
        {"message": {"user": CHANNEL, "chat": GROUP}},
        {"message": {"user": TELEGRAMS_OWN}},
        {"message": {"from": BOT}},
        {"message": {"via_bot": BOT}},
        {"message": {"forward_origin": ORIGIN}},
        {"message": {"chat": GROUP}},
        {"channel_post": {"chat": GROUP | {"type": "channel"}}},
        {"edited_message": {"edit_date": 1795000001}},
    ],
    ids=["anonymous admin", "channel", "telegram", "bot", "inline via", "forwarded", "group", "post", "edited"],
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_nobody_comes_in_and_nothing_is_used_up(
    telegram: tuple[World, Telegram], kind: dict[str, dict[str, Any]], way: str
) -> None:
    world, server = telegram
    made = invited(world)
    ((name, more),) = kind.items()
    body = message(
        way.format(code=made.code, token=made.token),
        int(more.get("user", SOMEBODY)),
        **{one: value for one, value in more.items() if one != "user"},
    )
    chat = TelegramChat(world, server, SOMEBODY).waits_for(server.update(**{name: body}))
    assert rows(world, "SELECT count(*) FROM accounts WHERE platform = 'telegram'") == [(0,)]
    assert rows(world, "SELECT count(*) FROM invites WHERE used_at IS NULL") == [(1,)]
    assert rows(world, "SELECT count(*) FROM guesses") == [(0,)]
    assert WELCOME[0] not in chat.everything
    chat.says(made.code).sees_only(*WELCOME)
