"""Leaving a form: what was begun waits, and is deleted at a tap; nobody is asked why."""

from __future__ import annotations

from handlers.kit import guarding
from handlers.kit.cards import PEOPLE, Button, Card
from handlers.kit.errors import Stale
from handlers.kit.opened import Open
from handlers.kit.turn import Scene, Turn
from messages.words import Msg, msg
from storage import drafts
from storage.drafts import Draft
from storage.ids import short
from storage.shown import forget


def leave(turn: Turn, open: Open) -> Scene:
    """Stop: at once where nothing was written; otherwise ask in one card whether it goes or waits."""
    # Another draft in hand is laid aside too: after this card nothing is asked any more.
    drafts.take_in_hand(turn.here, turn.person_id, None)
    decided = open.kind.waits(open.filled) if open.kind.waits else open.beside
    if not any(open.answers.values()) and not decided:
        drop(turn, open.draft)
        return Scene(cards=(gone_card(msg("kit-left")),))
    return Scene(cards=(waiting_card(turn, open),))


def gone_card(*says: Msg) -> Card:
    """Return the card after which nothing is in hand: what happened, and the way home."""
    return Card(paragraphs=says, buttons=(Button(msg("home-to-home"), "home"),))


def waiting_card(turn: Turn, open: Open) -> Card:
    """Return the card of a draft that was laid aside: of what it is, how long it waits, つづきから, 消してやめる.

    After a quiet card in it, the people one can talk to stand there too.
    """
    of = open.kind.about(turn, open.filled) if open.kind.about else None
    return Card(
        title=msg("kit-waiting-title", title=open.form.title),
        paragraphs=(*((of,) if of else ()), *_until(turn, open)),
        buttons=(
            Button(msg("kit-resume"), "resume", open.id, style="primary"),
            # The quiet card that came in it is not shown twice; its door is.
            *((PEOPLE,) if open.heeded else ()),
            Button(msg("kit-drop"), "drop", open.id),
        ),
    )


def _until(turn: Turn, open: Open) -> tuple[Msg, ...]:
    ends = turn.who.network.local(open.draft.expires_at)
    until, hour = ends.date(), ends.strftime("%-H:%M")
    if open.kind.fleeting and (keeps := turn.traits.keeps):
        # What the platform keeps of a trial is its own affair, and must not be passed over.
        return (msg("kit-waiting-fleeting-there", until=until, hour=hour), keeps)
    if open.kind.fleeting:
        return (msg("kit-waiting-fleeting", until=until, hour=hour),)
    name = msg("kit-waiting-private") if open.kind.sealed else msg("kit-waiting-plain")
    return (msg("kit-waiting-until", until=until, hour=hour, who=name),)


def drop_named(turn: Turn, id: str) -> None:
    """Delete the person's draft that a button belongs to, also one that cannot be opened any more; raises Stale."""
    found = [d for d in drafts.of_person(turn.here, turn.person_id, turn.now) if short(d.id) == id]
    if not found:
        raise Stale("draft")
    drop(turn, found[0])


def drop(turn: Turn, draft: Draft) -> None:
    """Delete a draft; a private one is shredded."""
    kind = turn.house.form(draft.form)
    if kind is None or kind.sealed:
        turn.keys.shred(draft.id)
        forget(turn.here, turn.person_id, short(draft.id))
        guarding.forget(turn, short(draft.id))
    drafts.remove(turn.here, draft.id)
