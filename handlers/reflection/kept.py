"""How a finished reflection is kept and read: sealed with the key of the draft that it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from handlers.kit.turn import Filled, Turn
from handlers.reflection import forms, rules
from messages.heavy import is_heavy
from storage import reflections
from storage.ids import uuid7
from storage.reflections import Reflection, ReflectionLine
from storage.seal import Unreadable


@dataclass(frozen=True, slots=True)
class Line:
    """One perspective as it was answered: its name and sentence, the prompt's words, the choice and the text."""

    perspective: str
    label: str
    sentence: str
    prompt: str | None
    asked: str | None
    look: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Read:
    """A reflection opened for its owner."""

    id: UUID
    made_at: datetime
    about: str | None
    step: str | None
    ask_on: date | None
    lines: tuple[Line, ...]

    @property
    def good(self) -> tuple[Line, ...]:
        """What went well: what was heavy to write does not stand among it, whichever button was pressed before."""
        return tuple(line for line in self.lines if line.look == "good" and not is_heavy(line.text or ""))

    @property
    def is_heavy(self) -> bool:
        """Whether something of what she wrote was heavy to write."""
        return any(is_heavy(text) for text in (*(line.text for line in self.lines), self.step) if text)

    @property
    def rest(self) -> tuple[Line, ...]:
        """All the other perspectives."""
        return tuple(line for line in self.lines if line not in self.good)


def read_answers(turn: Turn, filled: Filled) -> Read:
    """Return the answers of a form as a reflection, before anything is kept."""
    answers = filled.answers
    lines = []
    for perspective, prompt in forms.drawn_of(turn, filled.params):
        key = perspective.key
        shown = f"{key}.line" in answers
        look, text = answers.get(f"{key}.look"), answers.get(f"{key}.line")
        asked = prompt if shown else None
        lines.append(
            Line(
                key,
                perspective.label,
                perspective.sentence,
                asked.key if asked else None,
                asked.ask if asked else None,
                look,
                text,
            )
        )
    ask_on = rules.ask_day(answers.get("ask"), turn.today, turn.who.network.closed_days)
    return Read(filled.id, turn.now, answers.get("about"), answers.get("step"), ask_on, tuple(lines))


def keep(turn: Turn, read: Read, filled: Filled) -> None:
    """Keep a reflection under its draft's id and key."""
    network, person = turn.here.network_id, turn.person_id
    ask_on = read.ask_on.isoformat() if read.ask_on else None
    body = json.dumps({"about": read.about, "step": read.step, "ask_on": ask_on}, ensure_ascii=False)
    turn.here.session.add(
        Reflection(
            network_id=network,
            id=read.id,
            person_id=person,
            set_id=filled.params["set"],
            set_version=filled.params["version"],
            body=turn.seal("reflections", read.id, read.id, body),
            ask_on=read.ask_on,
            made_at=turn.now,
        )
    )
    turn.here.session.flush()
    for place, line in enumerate(read.lines):
        row = uuid7()
        # The words of the day stay with the answer: an old reflection reads the same whatever became of its set.
        text = {name: getattr(line, name) for name in ("label", "sentence", "asked", "look", "text")}
        turn.here.session.add(
            ReflectionLine(
                network_id=network,
                id=row,
                reflection_id=read.id,
                person_id=person,
                position=place,
                perspective=line.perspective,
                prompt=line.prompt,
                made_at=turn.now,
                body=turn.seal("reflection_lines", row, read.id, json.dumps(text, ensure_ascii=False)),
            )
        )


def read_kept(turn: Turn, kept: Reflection) -> Read | None:
    """Open one of the person's own reflections; None when its key is gone."""
    try:
        body = json.loads(turn.open("reflections", kept.id, kept.body))
        lines = [_line(turn, line) for line in reflections.lines(turn.here, kept.id)]
    except Unreadable:
        return None
    ask_on = date.fromisoformat(body["ask_on"]) if body["ask_on"] else None
    return Read(kept.id, kept.made_at, body["about"], body["step"], ask_on, tuple(lines))


def _line(turn: Turn, line: ReflectionLine) -> Line:
    return line_of(line.perspective, line.prompt, json.loads(turn.open("reflection_lines", line.id, line.body)))


def line_of(perspective: str, prompt: str | None, data: Mapping[str, Any]) -> Line:
    """Return a line from what was opened of it."""
    # What was kept before the sentence was kept with it has none.
    sentence = data.get("sentence", "")
    return Line(perspective, data["label"], sentence, prompt, data["asked"], data["look"], data["text"])


def find(turn: Turn, id: UUID) -> Read | None:
    """Return the person's own reflection with this id, opened."""
    kept = reflections.get(turn.here, turn.person_id, id)
    return read_kept(turn, kept) if kept else None
