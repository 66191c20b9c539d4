"""Which perspectives one has looked at lately, as a flower and in words: for oneself, and no score."""

from __future__ import annotations

from functools import partial, reduce

from handlers.kit import sets
from handlers.kit.cards import Button, Card, File
from handlers.kit.picture import to_png
from handlers.kit.turn import Turn
from handlers.reflection import flower, rules
from handlers.reflection.flower import Petal
from messages.eras import Era
from messages.words import Msg, msg
from storage import reflections

# Dots across: sharp on a phone's screen, and a tenth of a megabyte.
DOTS = 1080


def petals_of(turn: Turn) -> list[Petal]:
    """Return a petal for each perspective of the set that is in use; what only a former set had is left out."""
    chosen, _ = sets.chosen(turn)
    local = turn.who.network.local
    looked = reflections.last_looked(turn.here, turn.person_id)
    lately = rules.lately({key: local(moment).date() for key, moment in looked.items()}, turn.today)
    return [Petal(one.key, one.label, one.key in lately) for one in chosen.perspectives]


def flower_card(turn: Turn) -> Card:
    """Return the flower with the same in words beside it."""
    petals = petals_of(turn)
    says = _says(turn, petals)
    keeps = [turn.traits.keeps] if turn.traits.keeps else []
    return Card(
        title=msg("reflection-flower"),
        paragraphs=(*says, msg("reflection-mine-only"), *keeps),
        file=_file(turn, petals, says),
        buttons=(
            Button(msg("reflection-begin"), "reflection", style="primary"),
            Button(msg("reflection-mine"), "reflection.mine"),
            Button(msg("home-to-home"), "home"),
        ),
    )


def _says(turn: Turn, petals: list[Petal]) -> tuple[Msg, ...]:
    seen = "、".join(petal.label for petal in petals if petal.lately)
    waits = "、".join(petal.label for petal in petals if not petal.lately)
    since = turn.today - rules.LATELY
    lately = msg("reflection-flower-lately", since=since, labels=seen) if seen else msg("reflection-flower-none")
    later = (msg("reflection-flower-later", labels=waits), msg("reflection-flower-next")) if waits else ()
    return (lately, *later)


def _file(turn: Turn, petals: list[Petal], says: tuple[Msg, ...]) -> File:
    say = turn.words.say
    # Joined as a message: whoever shows it says it in the words of then.
    whole = reduce(lambda one, other: msg("paper-joined", one=one, other=other), says)
    said = flower.Said(say(msg("reflection-flower")), say(whole), say(msg("paper-seen")), say(msg("paper-waits")))
    drawing = flower.draw(petals, said)
    return File(
        name=msg("paper-flower-file", day=Era(turn.today)),
        says=whole,
        makes={"svg": drawing.encode, "png": partial(to_png, drawing, DOTS)},
    )
