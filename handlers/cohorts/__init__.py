"""初任者研修の組: who took the course together, and how they find the day of their group supervision."""

from handlers.cohorts.desk import DESK
from handlers.cohorts.talk import CONVERSATION

__all__ = ["CONVERSATION", "DESK"]
