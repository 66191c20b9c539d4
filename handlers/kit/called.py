"""What is typed and means a place: the words that work everywhere, and doors that are called by what they say."""

from __future__ import annotations

from functools import lru_cache

from handlers.kit.cards import Button
from handlers.kit.fields import AnyField, Text
from handlers.kit.forms import Form, page_buttons
from handlers.kit.text import command_form
from handlers.kit.turn import Scene, Turn
from messages.words import Msg, Words


@lru_cache(maxsize=64)
def commands(words: Words) -> dict[str, str]:
    """Return the words that work everywhere, as typed, and what they do."""
    everywhere = {"kit-word-leave": "leave", "kit-word-back": "back", "kit-word-resume": "resume"}
    everywhere |= {"kit-word-home": "home", "kit-word-help": "help", "kit-word-people": "people"}
    # Whoever wants to see or delete what is hers is not taken to be answering.
    everywhere |= {"mydata-word": "mydata"}
    return {spelling: verb for id, verb in everywhere.items() for spelling in spellings(words, id)}


@lru_cache(maxsize=256)
def spellings(words: Words, id: str) -> tuple[str, ...]:
    """Return the words of a message that lists them, as typed."""
    return tuple(command_form(word) for word in words.say(Msg(id)).split("、"))


def door(turn: Turn, folded: str) -> Button | None:
    """Return the door that says what was typed: on home, on the desk, or in a room behind one of them."""
    for talk in turn.house.open_to(turn):
        for button in (*talk.doors(turn), *talk.desk(turn), *talk.rooms):
            if command_form(turn.words.say(button.label)) == folded and turn.house.may(turn, button.verb):
                return button
    return None


def begins(form: Form, fields: tuple[AnyField, ...]) -> bool:
    """Tell whether a text alone is asked with which others read something new; a name may well be that of a room."""
    if len(fields) != 1 or form.thread or not isinstance(fields[0], Text):
        return False
    return fields[0].shared and fields[0].lines > 1 and not fields[0].optional


def button(scene: Scene, folded: str, words: Words) -> Button | None:
    """Return the button of a last look that says what was typed; a plain yes means the one that sends."""
    own = page_buttons(scene.page, sends=True) if scene.page else []
    if own and folded in spellings(words, "kit-word-yes"):
        return own[0]
    there = [one for card in scene.cards for one in card.buttons if isinstance(one, Button)]
    return next((one for one in (*there, *own) if command_form(words.say(one.label)) == folded), None)
