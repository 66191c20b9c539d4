"""What a coordinator may do with whom; pure."""

from __future__ import annotations

from typing import Literal

ROLE = "coordinator"
# A removal can be taken back so long (storage/leaving.py deletes afterwards).
REMOVED_DAYS = 30

Deed = Literal["role", "link", "pause", "resume", "remove", "restore"]

DEEDS: dict[str, tuple[Deed, ...]] = {
    "joining": ("role", "link", "remove"),
    "here": ("role", "link", "pause", "remove"),
    "paused": ("role", "link", "resume", "remove"),
    "removed": ("restore",),
}
# For oneself there are leave, and one's own data.
OF_OTHERS = ("link", "pause", "resume", "remove", "restore")


def deeds(state: str, *, own: bool) -> tuple[Deed, ...]:
    """Return what can be done with somebody in this state; `own`: it is the coordinator herself."""
    return tuple(deed for deed in DEEDS[state] if not (own and deed in OF_OTHERS))


def needs_another(deed: Deed, state: str, *, coordinates: bool, role: str = "") -> bool:
    """Tell whether a deed takes away a coordinator who is here, so that there must be another one."""
    takes = deed in ("pause", "remove") or (deed == "role" and role == ROLE)
    return takes and coordinates and state == "here"
