"""毎月の声かけ: what somebody has asked to be asked once a month; the numbers are hers alone."""

from handlers.rhythms.talk import CONVERSATION

__all__ = ["CONVERSATION"]
