"""How a line and a moment are written in the file that a person can read."""

from __future__ import annotations

from datetime import datetime

from handlers.kit.turn import Turn
from messages.eras import Era
from messages.words import Msg, msg


def moment(turn: Turn, at: datetime) -> Msg:
    """Return a moment on the network's clock, with its era."""
    local = turn.who.network.local(at)
    return msg("export-moment", day=Era(local.date()), clock=f"{local:%H:%M}")


def line(label: Msg, value: Msg) -> Msg:
    """Return what something is called, and what it says."""
    return msg("export-line", label=label, value=value)
