"""What is said unasked about questions."""

from __future__ import annotations

from handlers.kit.turn import Turn
from storage.answers import Answer
from storage.questions import Question


def tell(turn: Turn, question: Question, answer: Answer) -> None:
    """Tell the asker, and who follows, of something said in a thread; whoever said it is not told."""
