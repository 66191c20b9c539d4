"""Forms: what to ask, and which fields to ask next. Paging is the whole trick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.kit.cards import PEOPLE, Button, Fact
from handlers.kit.fields import Answers, AnyField
from messages.words import Msg, Words, given, msg

SEND = msg("kit-send")


@dataclass(frozen=True, slots=True)
class Form:
    """A title and fields. `one_by_one` forms are asked slowly, in the chat itself, on every face.

    `hours` is how long a draft of it lives (a week unless it says less). `thread` is the id of the question in whose
    thread what is written will stand: names are masked there as they were before. `sends` says what sending it does,
    where it is not sent to anybody. Of a form `from_last` each field is asked only where its last card has it asked
    (`Filled.mend`); until then it counts as passed over, so each must be optional. So does each field of `at_last`.
    """

    title: Msg
    fields: tuple[AnyField, ...]
    one_by_one: bool = False
    hours: int = 7 * 24
    thread: str = ""
    sends: Msg = SEND
    from_last: bool = False
    at_last: tuple[str, ...] = ()

    @property
    def passed(self) -> dict[str, str | None]:
        """What counts as answered from the beginning."""
        return {field.name: None for field in self.fields if self.from_last or field.name in self.at_last}

    def known(self, answers: Answers) -> dict[str, str | None]:
        """Return the answers that still stand, of fields that the form still asks, in the order in which they came."""
        names = {field.name: field for field in self.fields}
        kept = {name: v for name, v in answers.items() if name in names and (v is None or names[name].stands(v))}
        # One field that is no longer asked may take others with it.
        while gone := [name for name in kept if not names[name].applies(kept)]:
            kept = {name: value for name, value in kept.items() if name not in gone}
        return kept

    def page(self, answers: Answers, together: bool) -> tuple[AnyField, ...]:
        """Return the fields to ask next: one, or as many as do not depend on one another; none when all is asked."""
        waiting = [f.seen(answers) for f in self.fields if f.name not in answers and f.applies(answers)]
        if self.one_by_one or not together:
            return tuple(waiting[:1])
        open_names = {f.name for f in waiting}
        return tuple(f for f in waiting if not open_names.intersection(f.after))

    def facts(self, answers: Answers, words: Words) -> tuple[Fact, ...]:
        """Return the answers given so far, as they are shown again; what was skipped is left out."""
        shown = [(f, f.show(value, words)) for f in self.fields if (value := answers.get(f.name))]
        return tuple(Fact(f.named, given(text)) for f, text in shown if text)

    def field(self, name: str) -> AnyField | None:
        """Return the field of this name."""
        return next((f for f in self.fields if f.name == name), None)


@dataclass(frozen=True, slots=True)
class Page:
    """What a face shows of a draft: the fields to ask now, the answers before them, and what was refused.

    A page without fields is a last look: recap, 送る, 直す, やめる. `heeded`: something heavy was written in it.
    """

    draft: str
    version: int
    form: Form
    fields: tuple[AnyField, ...]
    recap: tuple[Fact, ...] = ()
    back: bool = False
    sealed: bool = False
    heeded: bool = False
    problem: Msg | None = None
    problems: Mapping[str, Msg] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)


def page_buttons(page: Page, *, sends: bool) -> list[Button]:
    """Return a page's buttons: 送る (or what the form says) where it is sent, 直す on a last look, 戻る, やめる.

    Last, where something heavy was written before it, the people one can talk to.
    """
    send = [Button(page.form.sends, "send", page.draft, page.version, "primary")] if sends else []
    mend = [
        Button(msg("kit-mend", what=field.named), f"mend.{place}", page.draft, page.version)
        for place, field in enumerate(page.form.fields)
        if not page.fields and any(fact.label == field.named for fact in page.recap)
    ]
    back = [Button(msg("kit-back"), "back", page.draft, page.version)] if page.back else []
    people = [PEOPLE] if page.heeded else []
    return [*send, *mend, *back, Button(msg("kit-leave"), "leave", page.draft, page.version), *people]
