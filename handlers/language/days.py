"""One day as people type it, for whoever wants just that: what is in doubt, or more or less than a day, is none."""

from __future__ import annotations

from datetime import date

from handlers.language.dates import read

# A cell or an answer that is longer is no day.
_MOST = 40


def read_day(text: str, today: date) -> date | None:
    """Return the day that a text names, seen from today, past ones too; None when it names none, or is in doubt.

    A day without a year is the next one of its name. A weekday that is not the day's makes it doubtful: None.
    """
    if len(text) > _MOST:
        return None
    found = read(text, today, past=True)
    # Whoever types a day that has just passed is shown its year before anything is kept.
    sure = not found.fault and all(doubt.code == "year" for doubt in found.doubts)
    return found.first if sure and found.kind == "day" and found.start is None else None
