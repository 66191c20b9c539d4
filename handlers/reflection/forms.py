"""The reflection's form: a pure function of its parameters (set, perspectives with their prompts, trial or not)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from handlers.kit import sets
from handlers.kit.fields import AnyField, Choice, Option, Text
from handlers.kit.forms import Form
from handlers.kit.turn import Turn
from messages.perspectives import Perspective, Prompt
from messages.words import Msg, given, msg

LINE = 500


def about_options() -> tuple[Option, ...]:
    """Return what a reflection can be about; there is no free label, so that nobody's name ends up in one."""
    return (
        Option("interview", msg("reflection-about-interview")),
        Option("planning", msg("reflection-about-planning")),
        Option("monitoring", msg("reflection-about-monitoring")),
        Option("meeting", msg("reflection-about-meeting")),
        Option("myself", msg("reflection-about-myself")),
        Option("other", msg("reflection-about-other")),
    )


def abouts() -> tuple[Option, ...]:
    """Return all that a reflection may be about, also what is not asked but known."""
    return (*about_options(), Option("visit", msg("visited-about")))


def look_options() -> tuple[Option, ...]:
    """Return the three ways of looking back: not a score, and never counted as one."""
    return (
        Option("good", msg("reflection-look-good")),
        Option("think", msg("reflection-look-think")),
        Option("aside", msg("reflection-look-aside")),
    )


def label_of(options: tuple[Option, ...], key: str | None) -> Msg | None:
    """Return what stood on the button that was pressed; None where none was."""
    return next((option.label for option in options if option.key == key), None)


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Build the form from its parameters; raises SetError when its set is no longer there."""
    return _form(tuple(drawn_of(turn, params)), trial=bool(params["trial"]))


# Drawn again at every answer; what was drawn is the same each time.
@lru_cache(maxsize=256)
def _form(drawn: tuple[tuple[Perspective, Prompt], ...], *, trial: bool) -> Form:
    fields: list[AnyField] = [_about()]
    for place, (perspective, prompt) in enumerate(drawn, start=1):
        fields += _perspective(perspective, prompt, place, len(drawn))
    fields.append(next_step())
    if not trial:
        fields.append(ask_when())
    title = msg("reflection-trial-title") if trial else msg("reflection-title")
    return Form(title=title, fields=tuple(fields), one_by_one=True, hours=1 if trial else 7 * 24)


def drawn_of(turn: Turn, params: Mapping[str, Any]) -> list[tuple[Perspective, Prompt]]:
    """Return the perspectives and prompts that a draft was begun with, as far as its set still has them."""
    have = {perspective.key: perspective for perspective in sets.of_params(turn, params).perspectives}
    found = [(have[key], prompt) for key, prompt in params["drawn"] if key in have]
    return [(perspective, _prompt(perspective, prompt)) for perspective, prompt in found]


def _prompt(perspective: Perspective, key: str) -> Prompt:
    return next((prompt for prompt in perspective.prompts if prompt.key == key), perspective.prompts[0])


def _about() -> Choice:
    return Choice(
        name="about",
        ask=msg("reflection-about"),
        label=msg("reflection-about-label"),
        options=about_options(),
        skip=msg("kit-skip"),
    )


def _perspective(perspective: Perspective, prompt: Prompt, place: int, count: int) -> list[AnyField]:
    look, line = f"{perspective.key}.look", f"{perspective.key}.line"
    return [
        Choice(
            name=look,
            heading=msg("reflection-perspective", label=perspective.label, place=place, count=count),
            lead=given(perspective.sentence),
            ask=msg("reflection-look"),
            label=given(perspective.label),
            options=look_options(),
            skip=msg("kit-skip"),
        ),
        Text(
            name=line,
            ask=given(prompt.ask),
            label=msg("reflection-line-label", label=perspective.label),
            most=LINE,
            skip=msg("kit-next"),
            after=(look,),
            when=lambda answers: answers.get(look) in ("good", "think"),
        ),
    ]


def next_step() -> Text:
    """Return the field for the next step, in one line."""
    return Text(
        name="step",
        ask=msg("reflection-step"),
        label=msg("reflection-step-label"),
        most=LINE,
        lines=1,
        skip=msg("reflection-step-none"),
    )


def ask_when() -> Choice:
    """Return the field for when the next step is to be asked about, where there is one."""
    return Choice(
        name="ask",
        ask=msg("reflection-ask"),
        options=(
            Option("week", msg("reflection-ask-week")),
            Option("fortnight", msg("reflection-ask-fortnight")),
            Option("never", msg("reflection-ask-never")),
        ),
        after=("step",),
        when=lambda answers: bool(answers.get("step")),
    )
