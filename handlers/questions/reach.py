"""Who may know is asked, and nobody is left alone: steps on a clock of working days."""

from __future__ import annotations

from handlers.kit.turn import Turn
from storage.questions import Question


def begin(turn: Turn, question: Question) -> None:
    """Ask those who may know, and set when the first step is due."""
