"""The index of what can be found: it follows whatever others can read."""

from __future__ import annotations

from storage.db import Here
from storage.questions import Question


def keep(here: Here, question: Question) -> None:
    """Let the index say of a question, with its answers, what others can read now; nothing where they cannot."""
