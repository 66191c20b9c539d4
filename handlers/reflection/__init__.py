"""ふりかえり: a short reflection from a few perspectives, for oneself alone."""

from handlers.reflection.talk import CONVERSATION

__all__ = ["CONVERSATION"]
