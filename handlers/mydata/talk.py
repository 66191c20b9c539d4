"""One's own data when spoken to: taking it along, and deleting it, two taps each."""

from __future__ import annotations

from functools import partial
from typing import get_args

from handlers.kit.cards import Button, File
from handlers.kit.errors import Stale
from handlers.kit.house import Conversation
from handlers.kit.turn import Reply, Turn
from handlers.mydata import cards, collect, paper, rules
from messages.words import msg
from storage import leaving, signins
from storage.ids import short
from storage.people import State


def show(_turn: Turn, _id: str = "") -> Reply:
    """Show what can be done."""
    return Reply(cards=(cards.mine_card(),))


def warn(turn: Turn, _id: str) -> Reply:
    """Say who can read the files, before they are made."""
    return Reply(cards=(cards.export_card(turn),))


def take(turn: Turn, _id: str) -> Reply:
    """Hand all of it over as two files: read and opened now, made when a face asks for them, stored nowhere."""
    found = collect.collect(turn)
    lines = paper.lines(turn, found)
    turn.note("data.exported", turn.person_id)
    name = msg("export-file", day=turn.today.isoformat())
    reads = File(name, msg("mydata-paper-says"), {"txt": partial(paper.made, turn.words, lines)})
    data = File(name, msg("mydata-data-says"), {"json": partial(collect.made, found)})
    return Reply(cards=cards.file_cards(turn, reads, data))


def ask(turn: Turn, _id: str) -> Reply:
    """Say what goes and what stays, before anything does; raises Refusal for the last coordinator."""
    _judge(turn)
    return Reply(cards=(cards.delete_card(turn),))


def _judge(turn: Turn) -> None:
    rules.may_leave(turn.roles, leaving.others_with(turn.here, rules.ROLE, turn.person_id))


def erase(turn: Turn, id: str) -> Reply:
    """Delete all of it for good: her keys first, so that no copy opens any more; then she is nobody here."""
    if id != short(turn.person_id):
        raise Stale("person")
    _judge(turn)
    if rules.ROLE in turn.roles:
        signins.end_links(turn.here)
    turn.keys.shred_person(turn.person_id)
    turn.note("data.deleted", turn.person_id)
    leaving.erase(turn.here, turn.person_id, turn.now)
    return Reply(cards=(cards.goodbye_card(turn),), wipes=True)


CLOSED = ("paused", "removed")

CONVERSATION = Conversation(
    name="mydata",
    # Who is here finds it in the settings; behind a closed door there are none.
    doors=lambda turn: (Button(msg("mydata-title"), "mydata"),) if turn.who.person.state in CLOSED else (),
    verbs={
        "mydata": show,
        "mydata.export": warn,
        "mydata.take": take,
        "mydata.delete": ask,
        "mydata.erase": erase,
    },
    states=frozenset(get_args(State)),
)
