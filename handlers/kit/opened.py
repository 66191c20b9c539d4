"""Drafts that were opened: reading them and keeping them, sealed where the form is."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from handlers.kit.errors import Stale
from handlers.kit.forms import Form
from handlers.kit.house import FormKind
from handlers.kit.turn import Filled, Turn
from handlers.language.guard import Finding
from messages.perspectives import SetError
from storage import drafts
from storage.drafts import Draft
from storage.ids import short
from storage.keys import TextKey
from storage.seal import Place, Unreadable

# What is kept besides the answers where a form has it.
_BESIDES = ("beside", "letters", "fine", "wrote")


@dataclass(slots=True)
class Open:
    """A draft that was read: its form, its answers, its key where it is sealed; `heeded` after a quiet card.

    `beside` is what was decided on its last card. Of the guard: `letters` has who is masked as whom, `fine` the soft
    findings that the author lets stand, `wrote` whether what it asks about stands in a chat as she typed it.
    """

    draft: Draft
    kind: FormKind
    form: Form
    answers: dict[str, str | None]
    heeded: bool
    key: TextKey | None = None
    beside: dict[str, Any] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    fine: list[str] = field(default_factory=list)
    wrote: bool = False
    # What the guard has found by text: a turn asks several times, and none of it is kept.
    looked: dict[str, list[Finding]] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """The draft's id as a button has it."""
        return short(self.draft.id)

    @property
    def filled(self) -> Filled:
        """What a form's functions get of it."""
        return Filled(
            self.draft.id, self.draft.params, dict(self.answers), self.draft.version, self.beside, self.letters
        )


def read(turn: Turn, draft: Draft) -> Open | None:
    """Read a draft; None when its form is gone or not (any more) hers, or its text cannot be opened any more."""
    kind = turn.house.form(draft.form)
    if kind is None or not turn.house.may(turn, draft.form, "forms"):
        return None
    try:
        key = turn.text_key(draft.id) if kind.sealed else None
        plain = key.open(_place(turn, draft), draft.answers) if key else draft.answers
        form = kind.build(turn, draft.params)
    except (Unreadable, SetError):
        return None
    data = json.loads(plain)
    besides = {name: data[name] for name in _BESIDES if name in data}
    return Open(draft, kind, form, form.known(data["answers"]), bool(data["heeded"]), key, **besides)


def mine(turn: Turn) -> list[Open]:
    """Return the person's drafts, the one in hand first."""
    return _read_all(turn, drafts.of_person(turn.here, turn.person_id, turn.now))


def aside(turn: Turn) -> list[Open]:
    """Return the drafts that the person has laid aside."""
    return _read_all(turn, [d for d in drafts.of_person(turn.here, turn.person_id, turn.now) if not d.in_hand])


def _read_all(turn: Turn, found: list[Draft]) -> list[Open]:
    return [open for draft in found if (open := read(turn, draft)) is not None]


def in_hand(turn: Turn) -> Open | None:
    """Return the draft that the person is answering now."""
    first = next(iter(drafts.of_person(turn.here, turn.person_id, turn.now)), None)
    return read(turn, first) if first and first.in_hand else None


def pick_up(turn: Turn, id: str, version: int | None) -> Open:
    """Return the person's draft that a button belongs to; raises Stale when it is gone or has moved on."""
    for draft in drafts.of_person(turn.here, turn.person_id, turn.now):
        if short(draft.id) != id or version not in (None, draft.version):
            continue
        if found := read(turn, draft):
            return found
        kind = turn.house.form(draft.form) if turn.house.may(turn, draft.form, "forms") else None
        raise Stale("draft", shows=kind.gone(turn, draft.params) if kind and kind.gone else ())
    raise Stale("draft")


def pack(turn: Turn, open: Open) -> None:
    """Put what is known of a draft into its bytes, sealed where the form is."""
    data = {"answers": open.answers, "heeded": open.heeded}
    data |= {name: value for name in _BESIDES if (value := getattr(open, name))}
    plain = json.dumps(data, ensure_ascii=False).encode()
    open.draft.answers = open.key.seal(_place(turn, open.draft), plain) if open.key else plain


def _place(turn: Turn, draft: Draft) -> Place:
    return turn.place("drafts", "answers", draft.id)


def keep(turn: Turn, open: Open) -> None:
    """Keep a draft as its next version; raises Stale where another event was faster."""
    pack(turn, open)
    if not drafts.save(turn.here, open.draft):
        raise Stale("version")
