"""Somebody's visits in the file that she can read: hers as a guest, and the notes for her and by her."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.kit.turn import Turn
from handlers.mydata.collect import Found
from handlers.mydata.said import line, moment
from messages.words import Msg, given, msg


def lines(turn: Turn, found: Found) -> Iterator[Msg]:
    """Give her visits with what she wrote for them, and the notes of what was good."""
    for row in found.rows("visits"):
        if row.get("guest_id"):
            yield line(moment(turn, row["start_at"] or row["asked_at"]), given(row["title"]))
            yield from (msg("export-wrote", text=text) for text in (row["wish"], row["line"]) if text)
    for row in found.rows("visit_notes"):
        what = msg("export-note-mine") if row.get("author_id") else msg("export-note")
        yield line(msg("export-well-line", moment=moment(turn, row["at"]), what=what), given(row["body"]))
