"""Who may leave; pure."""

from __future__ import annotations

from collections.abc import Collection

from handlers.kit.errors import Refusal
from messages.words import msg

ROLE = "coordinator"


def may_leave(roles: Collection[str], others: int) -> None:
    """Raise Refusal for the last coordinator: a network without one could bring nobody in any more."""
    if ROLE in roles and others == 0:
        raise Refusal(msg("mydata-last"))
