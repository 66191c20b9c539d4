"""Everybody's side: six digits begin a trial at once; of who finishes it only that one more has."""

from __future__ import annotations

from dataclasses import replace

from handlers.gathering import rules
from handlers.kit import drafting
from handlers.kit.cards import Button, Card
from handlers.kit.house import Conversation
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.reflection import talk as reflection
from messages.words import msg
from storage import gatherings, guesses
from storage.ids import short, unshort

FORM = "gathering.trial"
_TRIAL = reflection.CONVERSATION.forms["trial"]


def code(turn: Turn, digits: str) -> Reply | None:
    """Begin the trial of a gathering; None where no meeting is or was lately: then digits are only digits."""
    if len(digits) != rules.DIGITS or gatherings.newest(turn.here) is None:
        return None
    who = turn.keys.digest(f"who:gathering:{turn.person_id}")
    found = None
    if not guesses.known_too_many(turn.here.session, who, turn.now):
        found = gatherings.by_code(turn.here, digits, turn.keys.digest, turn.now)
        if found is None:
            guesses.add_known(turn.here.session, who, turn.now)
    if found is None:
        # Wrong, over, or tried too often: nobody learns which.
        home = Button(msg("home-to-home"), "home")
        return Reply(cards=(Card(paragraphs=(msg("gathering-no-code"),), buttons=(home,)),))
    params = reflection.draw(turn, "trial") | {"gathering": short(found.id)}
    if (half := _half_done(turn, params["gathering"])) is not None:
        return Reply(cards=(half,))
    return Reply(ask=Ask(FORM, params))


def _half_done(turn: Turn, gathering: object) -> Card | None:
    for open in drafting.mine(turn):
        same = open.draft.form == FORM and open.draft.params["gathering"] == gathering
        if same and any(open.answers.values()):
            return drafting.waiting_card(turn, open)
    return None


def submit(turn: Turn, filled: Filled) -> Reply:
    """Show the trial once, shred it, and count one more: not who, not when, not what."""
    gatherings.finish(turn.here, unshort(filled.params["gathering"]))
    reply = reflection.submit_trial(turn, filled)
    (card,) = reply.cards
    return replace(reply, cards=(replace(card, paragraphs=(*card.paragraphs, msg("gathering-thanks"))),))


TRYING = Conversation(
    name="trying",
    doors=lambda _turn: (),
    verbs={},
    forms={FORM: replace(_TRIAL, submit=submit)},
    codes=code,
)
