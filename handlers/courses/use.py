"""Whether a course that a change takes away is still needed."""

from __future__ import annotations

from handlers.courses import rules
from handlers.kit.turn import Turn
from storage import completions, runs


def in_use(turn: Turn, before: list[rules.Row], after: list[rules.Row]) -> bool:
    """Tell whether a course that a change takes away stands in somebody's record, or has a run."""
    gone = rules.lost(before, after, rules.shipped(turn.who.network.prefecture))
    return bool(gone) and not (completions.used(turn.here) | runs.used(turn.here)).isdisjoint(gone)
