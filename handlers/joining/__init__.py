"""つなぐ: six digits that bring a person in by another app or by the web page."""

from handlers.joining.talk import CONVERSATION

__all__ = ["CONVERSATION"]
