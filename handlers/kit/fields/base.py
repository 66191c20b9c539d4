"""What every field has; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

from handlers.kit.errors import Refusal
from messages.words import Msg

# A field's answer: a text or an option's key; None where the person went on without one.
Answers = Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What all fields have: a name, what is asked, and when.

    `heading` and `lead` stand above the question; `label` names the answer afterwards (default: the heading or the
    question). An optional field has a way on without an answer, named by `skip`. `after` names fields that must be
    answered first; `when` says, from their answers, whether this one is asked at all.
    """

    name: str
    ask: Msg
    heading: Msg | None = None
    lead: Msg | None = None
    label: Msg | None = None
    skip: Msg | None = None
    after: tuple[str, ...] = ()
    when: Callable[[Answers], bool] | None = None

    @property
    def optional(self) -> bool:
        """Whether one may go on without an answer."""
        return self.skip is not None

    @property
    def named(self) -> Msg:
        """What the answer is called when it is shown again."""
        return self.label or self.heading or self.ask

    def applies(self, answers: Answers) -> bool:
        """Tell whether the field is asked, as far as the answers so far can tell."""
        return self.when is None or self.when(answers)

    def seen(self, answers: Answers) -> Self:
        """Return the field as it is asked after these answers."""
        return self

    def stands(self, value: str) -> bool:
        """Tell whether an answer that was taken before is still one."""
        return True

    def nothing(self, needed: Msg) -> str | None:
        """Return the answer of somebody who gives none; raises Refusal with this sentence where one is needed."""
        if not self.optional:
            raise Refusal(needed, self.name)
        return None
