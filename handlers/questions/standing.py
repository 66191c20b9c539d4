"""What of the well stands in the network's places: rows that delivery makes true."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from storage.db import Here
from storage.questions import Question


def touch(here: Here, question: Question, now: datetime, answer_id: UUID | None = None) -> None:
    """Have a question, or one thing said in its thread, drawn anew in every place of its audience."""
