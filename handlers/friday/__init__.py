"""金曜の夕方: an invitation to reflect, once a week, for who has asked for it."""

from handlers.friday.talk import CONVERSATION as CONVERSATION
