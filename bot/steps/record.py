"""What the preview shows of the record: every line there is, several pages of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.walk import Shot, Walk
from handlers.kit.events import Opened
from handlers.kit.roles import ROLES
from handlers.record import sentences
from storage import audit, people

# What can be chosen, and a word that a newer program has written.
DETAILS = {
    "role.given": (*ROLES, ""),
    "network.changed": (*sentences.THINGS, "term.well", ""),
    "data.deleted": ("", "own"),
    "refused": ("desk", "desk.unreached"),
    "later.word": ("",),
}


def steps(walk: Walk) -> Iterator[Shot]:
    """Show the record when it is empty, and when everything has been done once."""
    walk.do(Opened())
    walk.tap("desk")
    walk.tap("desk.house")
    yield walk.tap("record")
    with walk.behind() as (_, turn):
        other = people.everyone(turn.here)[0].id
        for did in (*sorted(sentences.SAYS), "later.word"):
            for detail in DETAILS.get(did, ("",)):
                actor = None if did == "link.made" else turn.person_id
                whom = None if detail == "own" else other
                audit.note(turn.here, turn.keys.digest, actor, did, turn.now, whom=whom, detail=detail)
        late = turn.now + timedelta(minutes=1)
        gone = turn.here.network_id
        audit.note(turn.here, turn.keys.digest, gone, "person.removed", late, whom=gone)
        audit.note(turn.here, turn.keys.digest, gone, audit.REFUSED, late)
    walk.do(Opened())
    walk.tap("desk")
    walk.tap("desk.house")
    yield walk.tap("record")
    while "record.older" in [getattr(button, "verb", "") for card in walk.scene.cards for button in card.buttons]:
        yield walk.tap("record.older")
