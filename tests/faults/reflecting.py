"""One reflection from its first press to its last, pressed by somebody who does not know that the program dies."""

from __future__ import annotations

import re
from typing import Any

from messages.perspectives import DEFAULT, load_set
from messages.words import msg, words_of
from tests.faults.person import Person

# The questions in their order, and her answers: option keys and texts.
ANSWERS = {
    "about": "interview",
    "person_centered.look": "good",
    "person_centered.line": "「帰り道が好き」と、ふたり目の面談で話してくれた",
    "social_model.look": "think",
    "social_model.line": "段差より、時刻表の字の小ささのほうが壁だった",
    "step": "つぎは、いっしょにバス停まで歩いてみる",
    "ask": "week",
}
QUESTIONS = tuple(ANSWERS)
FIRST = "person_centered"
TEXTS = [ANSWERS[name] for name in QUESTIONS if name.endswith(".line") or name == "step"]

ASKED_ON = re.compile(r"（\d+月\d+日（[月火水木金]）に聞きます）$")
SORRY = words_of().say(msg("runtime-bug"))


def first_prompt(perspective: str) -> str:
    """Return what somebody is asked who sees a perspective for the first time."""
    return load_set(DEFAULT).get(perspective).prompts[0].ask


# What the person reads when she opens it again.
READ = [
    ["本人中心", "よかったところがある"],
    [first_prompt(FIRST), TEXTS[0]],
    ["社会モデル", "これから考えたい"],
    [first_prompt("social_model"), TEXTS[1]],
    ["次の一歩", TEXTS[2]],
]


def answer_to(name: str) -> str:
    """Return her answer to a question; about every perspective she says what she says about her first."""
    return ANSWERS.get(name) or ANSWERS[f"{FIRST}.{name.rpartition('.')[2]}"]


def follows(name: str | None) -> str | None:
    """Return the question that follows an answer; None after the last one and where none was asked."""
    rest = QUESTIONS[QUESTIONS.index(name) + 1 :] if name else ()
    return rest[0] if rest else None


def reflect(person: Person) -> None:
    """Go through one reflection; after a lost answer she goes on from what she is shown."""
    done = False
    while not done:
        if person.field is None:
            person.taps("reflection.quick" if person.data("reflection.quick") else "reflection")
        else:
            last = person.field == QUESTIONS[-1]
            person.answers(answer_to(person.field))
            done = last and person.field is None


def reads(person: Person) -> list[list[list[str]]]:
    """Return the facts of each of her reflections, opened one after another from the list.

    Without the day on which the next step is asked about: it is the clock's, which nobody sets here.
    """
    facts = [looks(person, f"reflection.read:{id}")["facts"] for id in listed(person)]
    return [[[label, ASKED_ON.sub("", text)] for label, text in one] for one in facts]


def listed(person: Person) -> list[str]:
    """Return the ids of her reflections, from the buttons of the list."""
    person.opens()
    pressed = [button["data"].split(":") for button in looks(person, person.data("reflection.mine"))["buttons"]]
    return [data[1] for data in pressed if data[0] == "reflection.read"]


def delete(person: Person) -> None:
    """Delete each of her reflections for good, by way of the question whether she means it."""
    while ids := listed(person):
        looks(person, f"reflection.delete:{ids[0]}")
        person.acts_once({"tap": f"reflection.erase:{ids[0]}"})


def looks(person: Person, press: str | None) -> dict[str, Any]:
    """Press what only shows something, again if its answer was lost, and return the card."""
    assert press is not None
    while True:
        person.acts_once({"tap": press})
        card: dict[str, Any] | None = next(iter(person.shown["cards"]), None)
        if card and card["paragraphs"] != [SORRY]:
            return card
