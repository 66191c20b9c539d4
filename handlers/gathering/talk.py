"""The meeting's side: a coordinator shows a code, and sees how many have finished; never who."""

from __future__ import annotations

from handlers.gathering import rules
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.house import Conversation
from handlers.kit.turn import Reply, Turn
from messages.words import Msg, given, msg
from storage import gatherings
from storage.gatherings import Gathering
from storage.ids import short, unshort


def start(turn: Turn, _id: str = "") -> Reply:
    """Show the code that is good now; where there is none, say what it is for and offer one."""
    now = gatherings.newest(turn.here)
    if now and now.expires_at > turn.now:
        return Reply(cards=(_card(turn, now),))
    buttons = (Button(msg("gathering-open"), "gathering.open", style="primary"), Button(msg("desk-back"), "desk"))
    paragraphs = (msg("gathering-what"), msg("gathering-nothing"))
    return Reply(cards=(Card(title=msg("gathering-title"), paragraphs=paragraphs, buttons=buttons),))


def begin(turn: Turn, _id: str = "") -> Reply:
    """Begin a gathering and show its code."""
    made = gatherings.begin(turn.here, turn.person_id, turn.keys.digest, turn.now)
    turn.note("gathering.opened")
    return Reply(cards=(_card(turn, made),))


def count(turn: Turn, id: str) -> Reply:
    """Show a gathering as it is now; raises Stale when it is forgotten."""
    found = gatherings.get(turn.here, unshort(id)) if id else None
    if found is None:
        raise Stale("gathering")
    return Reply(cards=(_card(turn, found),))


def _card(turn: Turn, found: Gathering) -> Card:
    until = turn.who.network.local(found.expires_at)
    code = gatherings.code_of(found.id, turn.keys.digest)
    over = found.expires_at <= turn.now
    title = msg("gathering-over") if over else msg("gathering-code", code=given(f"{code[:3]} {code[3:]}"))
    say = () if over else (msg("gathering-say"), msg("gathering-until", hour=f"{until:%H:%M}"))
    buttons = [Button(msg("gathering-count"), "gathering.count", short(found.id))]
    buttons += [Button(msg("gathering-open-again"), "gathering.open")] if over else []
    return Card(
        title=title,
        paragraphs=(*say, _finished(found.finished)),
        buttons=(*buttons, Button(msg("desk-back"), "desk")),
        about=f"gathering:{short(found.id)}",
    )


def _finished(finished: int) -> Msg:
    number = rules.said(finished)
    return msg("gathering-few", least=rules.LEAST) if number is None else msg("gathering-finished", count=number)


CONVERSATION = Conversation(
    name="gathering",
    doors=lambda _turn: (),
    desk=lambda _turn: (Button(msg("gathering-title"), "gathering"),),
    only=frozenset({rules.ROLE}),
    verbs={"gathering": start, "gathering.open": begin, "gathering.count": count},
)
