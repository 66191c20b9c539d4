"""Coming in: the first minute of a new person, つなぐ for another app, and the door of who is paused or removed."""

from handlers.joining.door import CONVERSATION as DOOR
from handlers.joining.talk import CONVERSATION
from handlers.joining.welcome import CONVERSATION as WELCOME

__all__ = ["CONVERSATION", "DOOR", "WELCOME"]
