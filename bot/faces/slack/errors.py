"""What went wrong with a call to Slack, told apart by what it means: certainly not done, perhaps done, never."""

from __future__ import annotations

from typing import Any

from aiohttp import ClientConnectorError
from slack_sdk.errors import SlackApiError

from handlers.kit.errors import BotError, Doubtful, TryLater, Undeliverable

UNTOLD_SECONDS = 5.0
TOKEN_SECONDS = 300.0

# Slack's words for what no other try will change, and ours.
TOKEN = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "token_revoked",
        "token_expired",
        "account_inactive",
        "not_allowed_token_type",
        "org_login_required",
        "team_access_not_granted",
    }
)
_GONE = frozenset(
    {
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "user_not_found",
        "users_not_found",
        "user_disabled",
        "user_not_visible",
        "cannot_dm_bot",
        "cant_dm_user",
    }
)
_NO_MESSAGE = frozenset(
    {"message_not_found", "cant_update_message", "cant_delete_message", "edit_window_closed"}
    | {"file_not_found", "file_deleted"}
)
_TRIGGER = frozenset(
    {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_exchanged", "push_limit_reached"}
)
_VIEW = frozenset({"not_found", "hash_conflict", "view_not_found"})
_BROKEN = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable", "team_added_to_org"})


def code(error: Exception) -> str:
    """Return Slack's own word for an error; empty where Slack has not said one."""
    data = _data(error)
    return str(data.get("error", "")) if data.get("ok") is False else ""


def needed(error: Exception) -> str:
    """Return the scope that was missing; empty where none was."""
    return str(_data(error).get("needed", "")) if code(error) == "missing_scope" else ""


def _data(error: Exception) -> dict[str, Any]:
    response = getattr(error, "response", None)
    data = getattr(response, "data", None)
    return data if isinstance(data, dict) else {}


def meaning(error: Exception) -> BotError:
    """Return what an error of a call means: TryLater, Doubtful or Undeliverable."""
    if isinstance(error, ClientConnectorError):
        return TryLater("unreached")
    word = code(error)
    if not isinstance(error, SlackApiError) or not word or word in _BROKEN:
        limited = getattr(getattr(error, "response", None), "status_code", 0) == 429
        return TryLater("limited", _seconds(error)) if limited else Doubtful("broken")
    if word in ("ratelimited", "rate_limited"):
        return TryLater("limited", _seconds(error))
    if word in TOKEN:
        return TryLater("token", TOKEN_SECONDS)
    if word in ("missing_scope", "messages_tab_disabled", "not_enabled"):
        return TryLater("scope", TOKEN_SECONDS)
    for words, said in ((_GONE, "gone"), (_NO_MESSAGE, "no_message"), (_TRIGGER, "trigger"), (_VIEW, "no_view")):
        if word in words:
            return Undeliverable(said)
    return Undeliverable("refused")


def _seconds(error: Exception) -> float:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    told = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return float(told) if str(told).isdigit() else UNTOLD_SECONDS
