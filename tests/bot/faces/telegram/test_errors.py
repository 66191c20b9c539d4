"""Errors of the wire, told apart by what they mean; against real HTTP in test_sending."""

from __future__ import annotations

import pytest
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
    TimedOut,
)

from bot.faces.telegram.errors import Moved, meaning, trouble
from handlers.kit.errors import BotError, Doubtful, TryLater, Undeliverable


class ConnectTimeout(Exception):
    """Named as httpx names it."""


class ReadError(Exception):
    """Named as httpx names it."""


def caused(error: Exception, cause: Exception) -> Exception:
    """Return an error with its cause."""
    error.__cause__ = cause
    return error


PAGE = TelegramError("Invalid server response")


@pytest.mark.parametrize(
    ("error", "kind", "word"),
    [
        (RetryAfter(7), TryLater, "limited"),
        (NetworkError("Too Many Requests: retry after 3 (429)"), TryLater, "limited"),
        (caused(TimedOut(), ConnectTimeout()), TryLater, "unreached"),
        (InvalidToken("Unauthorized"), TryLater, "token"),
        (caused(NetworkError("httpx.ReadError"), ReadError()), Doubtful, "broken"),
        (TimedOut(), Doubtful, "broken"),
        (NetworkError("Internal Server Error"), Doubtful, "broken"),
        (PAGE, Doubtful, "unreadable"),
        (caused(Forbidden("Forbidden (403)"), PAGE), Doubtful, "unreadable"),
        (caused(InvalidToken("Not Found (404)"), PAGE), Doubtful, "unreadable"),
        (KeyError("result"), Doubtful, "unreadable"),
        (Forbidden("Forbidden: bot was blocked by the user"), Undeliverable, "blocked"),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Undeliverable, "blocked"),
        (Forbidden("Forbidden: user is deactivated"), Undeliverable, "gone"),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Undeliverable, "gone"),
        (BadRequest("Chat not found"), Undeliverable, "gone"),
        (BadRequest("Bad Request: PEER_ID_INVALID"), Undeliverable, "gone"),
        (BadRequest("Bad Request: message is too long"), Undeliverable, "refused"),
        (Forbidden("Forbidden: something new"), Undeliverable, "refused"),
    ],
)
def test_a22_an_error_says_what_it_means(error: Exception, kind: type[BotError], word: str) -> None:
    found = meaning(error)
    assert (type(found), str(found)) == (kind, word)


def test_a21_how_long_to_wait_is_kept() -> None:
    found = meaning(RetryAfter(3600))
    assert isinstance(found, TryLater)
    assert found.seconds == 3600


def test_a24_a_group_that_moved_says_where_to() -> None:
    found = meaning(ChatMigrated(-100123))
    assert isinstance(found, Moved)
    assert found.to == -100123


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (InvalidToken("Unauthorized"), "token"),
        # The library says so where a method is called by its name.
        (caused(EndPointNotFound("getUpdates"), InvalidToken("Unauthorized")), "token"),
        (caused(EndPointNotFound("getUpdates"), caused(InvalidToken("Not Found"), PAGE)), "unreached"),
        (Conflict("Conflict: terminated by other getUpdates request"), "twice"),
        (Conflict("Conflict: can't use getUpdates method while webhook is active"), "hooked"),
        (TimedOut(), "unreached"),
        (RetryAfter(3), "unreached"),
    ],
)
def test_what_keeps_the_bot_from_listening_has_a_name(error: TelegramError, what: str) -> None:
    assert trouble(error) == what
