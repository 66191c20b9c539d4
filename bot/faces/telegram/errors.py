"""What went wrong with a call to Telegram, told apart by what it means: certainly not done, perhaps done, never."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from handlers.kit.errors import BotError, Doubtful, TryLater, Undeliverable

# The library's way from now on of saying how long to wait; without it every such error comes with a warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")

# The causes, by the names of httpx, of which nothing can have left this machine.
NOT_SENT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError"})
# How long to wait where Telegram says "too many" without saying how long.
UNTOLD_SECONDS = 5.0
TOKEN_SECONDS = 300.0

Trouble = Literal["token", "hooked", "twice", "unreached"]

# What Telegram's refusals begin with, or hold, and the word for each.
_NEVER = (
    ("bot was blocked", "blocked"),
    ("can't initiate conversation", "blocked"),
    ("bot was kicked", "gone"),
    ("deactivated", "gone"),
    ("bot is not a member", "gone"),
    ("chat was deleted", "gone"),
    ("thread not found", "gone"),
    ("topic_deleted", "gone"),
    ("topic_closed", "rights"),
    ("not enough rights", "rights"),
    ("no rights to send", "rights"),
    ("chat_write_forbidden", "rights"),
    ("chat not found", "gone"),
    ("user not found", "gone"),
    ("peer_id_invalid", "gone"),
    ("not modified", "same"),
    ("message to edit not found", "no_message"),
    ("message to delete not found", "no_message"),
    ("message_id_invalid", "no_message"),
)


class Moved(Undeliverable):
    """A group has become a supergroup, with another id."""

    def __init__(self, to: int) -> None:
        super().__init__("moved")
        self.to = to


def meaning(error: Exception) -> BotError:
    """Return what an error of a call means: TryLater, Doubtful or Undeliverable."""
    if not isinstance(error, TelegramError) or _is_no_bot_api(error):
        return Doubtful("unreadable")
    match error:
        case RetryAfter():
            return TryLater("limited", _seconds(error))
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case InvalidToken():
            return TryLater("token", TOKEN_SECONDS)
        case Conflict():
            return TryLater("conflict", UNTOLD_SECONDS)
        case Forbidden() | BadRequest():
            return Undeliverable(_never(error))
        case NetworkError() if type(error.__cause__).__name__ in NOT_SENT:
            return TryLater("unreached")
        case NetworkError() if str(error).startswith("Too Many Requests"):
            return TryLater("limited", UNTOLD_SECONDS)
    return Doubtful("broken")


def trouble(error: TelegramError) -> Trouble:
    """Return what an error of listening means for whoever keeps the program."""
    if _is_no_bot_api(error):
        return "unreached"
    # The library calls a refused token an unknown method where it is asked for a method by its name.
    if isinstance(error, InvalidToken | EndPointNotFound):
        return "token"
    if isinstance(error, Conflict):
        return "hooked" if "webhook" in str(error).lower() else "twice"
    return "unreached"


def _never(error: TelegramError) -> str:
    said = str(error).lower()
    return next((word for part, word in _NEVER if part in said), "refused")


def _is_no_bot_api(error: BaseException) -> bool:
    # A page of some proxy, or half an answer: whatever status it came with, Telegram has not said it.
    return any(type(one) is TelegramError for one in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
