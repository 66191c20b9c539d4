"""What the well keeps: retention, ageing answers, handouts, records of meetings, the month's list."""

from handlers.keeping.talk import CONVERSATION as CONVERSATION
from handlers.keeping.talk import SHELF as SHELF
