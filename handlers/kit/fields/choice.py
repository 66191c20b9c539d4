"""Choices: one of a few by button, or one of many that can be searched by typing."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.errors import Refusal
from handlers.kit.fields.base import Field
from handlers.kit.text import clean, command_form
from messages.words import Msg, Words, msg


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: an ASCII key of at most 16 characters, and its label."""

    key: str
    label: Msg


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of a few options, by button or by typing its label."""

    options: tuple[Option, ...]

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the option's key; raises Refusal when it is none of them."""
        if raw is None or not clean(raw):
            return self.nothing(msg("kit-choose"))
        for option in self.options:
            if raw == option.key or command_form(raw) == command_form(words.say(option.label)):
                return option.key
        raise Refusal(msg("kit-choose"), self.name)

    def show(self, value: str, words: Words) -> str:
        """Return the label of the option that was chosen; an option that is gone shows nothing."""
        return next((words.say(option.label) for option in self.options if option.key == value), "")


# What a chat shows at once of many; the others are found by typing.
SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Select(Field):
    """One of many options (people, offices): a list to choose from on a page; in a chat typing finds it.

    `options` are at most 500, in the order in which they are offered. `always` is the key of one that a chat offers
    whatever was typed: a way on for whoever finds nothing. An answer that is gone since is asked again.
    """

    options: tuple[Option, ...]
    always: str = ""

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the option's key; raises Refusal when nothing, or more than one thing, is called so."""
        if raw is None or not clean(raw):
            return self.nothing(msg("kit-choose"))
        found = self.matching(raw, words)
        if len(found) == 1:
            return found[0].key
        if not found:
            raise Refusal(msg("kit-select-none"), self.name)
        raise Refusal(msg("kit-select-several", count=len(found)), self.name)

    def matching(self, raw: str, words: Words) -> tuple[Option, ...]:
        """Return the options that a text may mean: the one of this key or label, else all whose label has it."""
        if named := tuple(option for option in self.options if option.key == raw):
            return named
        folded = command_form(raw)
        labels = [(option, command_form(words.say(option.label))) for option in self.options] if folded else []
        same = tuple(option for option, label in labels if label == folded)
        return same or tuple(option for option, label in labels if folded in label)

    def offered(self, typed: str | None, words: Words) -> tuple[Option, ...]:
        """Return what a chat shows as buttons: the first few, of what was typed if that may mean several.

        An answer that is asked again stands first; the others follow it.
        """
        found = self.matching(typed, words) if typed else ()
        if len(found) < 2:
            found += tuple(option for option in self.options if option not in found)
        found = found[:SHOWN]
        return (*found, *(option for option in self.options if option.key == self.always and option not in found))

    def more(self, typed: str | None, words: Words) -> Msg | None:
        """Return what a chat says besides where not all options have a button; a refusal says it already."""
        several = len(self.matching(typed, words)) > 1 if typed else False
        return msg("kit-select-more") if len(self.options) > SHOWN and not several else None

    def stands(self, value: str) -> bool:
        """Tell whether an option that was chosen is still there."""
        return any(option.key == value for option in self.options)

    def show(self, value: str, words: Words) -> str:
        """Return the label of the option that was chosen; an option that is gone shows nothing."""
        return next((words.say(option.label) for option in self.options if option.key == value), "")
