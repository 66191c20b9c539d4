"""Named fault points: product code that does nothing until a test asks for a kill, an error or a delay there."""

from __future__ import annotations

from collections.abc import Callable

# Every point there is; a test fails when one is never hit by a kill, an error and a delay.
POINTS = (
    "migrate.statement",
    "migrate.before_commit",
    "rx.received",
    "rx.before_begin",
    "rx.after_inbox",
    "rx.mid_turn",
    "rx.before_commit",
    "rx.after_commit",
    "rx.before_reply",
    "rx.after_reply",
    "rx.before_confirm",
    "rx.mid_pulse",
    "out.after_claim",
    "out.after_carry",
    "out.before_send",
    "out.after_send",
    "out.before_wipe",
    "out.after_wipe",
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
