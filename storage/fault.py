"""Named fault points: product code that does nothing until a test asks for a kill, an error or a delay there."""

from __future__ import annotations

from collections.abc import Callable

# Every point there is; a test fails when one is never hit by a kill.
POINTS = (
    "migrate.before_commit",
    "rx.before_begin",
    "rx.after_inbox",
    "rx.mid_turn",
    "rx.before_commit",
    "rx.after_commit",
    "rx.before_reply",
    "out.after_claim",
    "out.before_send",
    "out.after_send",
    "key.before_make",
    "key.after_make",
    "key.after_shred",
)

_trap: Callable[[str], None] | None = None


def fault(point: str) -> None:
    """Pass a named point; free while no trap is set."""
    if _trap is not None:
        _trap(point)


def set_trap(trap: Callable[[str], None] | None) -> None:
    """Set what happens at fault points (None: nothing); only tests and the fault settings call this."""
    global _trap
    _trap = trap
