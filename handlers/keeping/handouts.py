"""様式とリンク: blank forms and pages that the centre publishes, as names and addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.desk.rules import ROLE
from handlers.keeping import rules
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import Name, Text
from handlers.kit.forms import Form
from handlers.kit.paging import page
from handlers.kit.turn import Ask, Filled, Reply, Turn
from messages.words import given, msg
from storage import handouts, networks
from storage.handouts import Handout
from storage.ids import short, unshort

FORM = "keep.handout"
PAGE = 8


def show(turn: Turn, id: str = "") -> Reply:
    """Show what there is, for everybody; coordinators add and take away."""
    found, more = page(handouts.everything(turn.here), id, PAGE, lambda one: short(one.id))
    further = (Button(msg("keep-more"), "handouts", more),) if more else ()
    tends = ROLE in turn.roles
    away = [Button(msg("keep-handout-remove", name=one.name), "keep.handout.remove", short(one.id)) for one in found]
    add = (Button(msg("keep-handout-add"), "keep.handout.add"), *away[: 12 - 4]) if tends else ()
    back = Button(msg("keep-back"), "keep") if tends else Button(msg("home-to-home"), "home")
    return Reply(
        cards=(
            Card(
                title=msg("keep-handouts"),
                facts=tuple(Fact(given(one.name), given(one.url)) for one in found),
                paragraphs=() if found else (msg("keep-handouts-none"),),
                buttons=(*add, *further, back),
            ),
        )
    )


def ask(_turn: Turn, _id: str = "") -> Reply:
    """Ask for another."""
    return Reply(ask=Ask(FORM, {}))


def build(_turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form for a name and an address."""
    asked = msg("keep-handout-name", most=rules.NAME)
    fields = (
        Name(name="name", ask=asked, label=msg("keep-handout-named"), most=rules.NAME, shared=True),
        Text(name="url", ask=msg("keep-handout-url"), label=msg("keep-handout-address"), most=rules.URL, lines=1),
    )
    return Form(msg("keep-handouts"), fields)


def submit(turn: Turn, filled: Filled) -> Reply:
    """Publish it; raises Refusal."""
    networks.hold(turn.here)
    name, url = filled.answers["name"] or "", (filled.answers["url"] or "").strip()
    if not rules.is_address(url):
        raise Refusal(msg("keep-handout-how"), "url")
    there = handouts.everything(turn.here)
    if len(there) >= rules.MOST_HANDOUTS:
        raise Refusal(msg("keep-handout-full", most=rules.MOST_HANDOUTS))
    if name in [one.name for one in there]:
        raise Refusal(msg("keep-handout-twice", name=name), "name")
    handouts.add(turn.here, Handout(name=name, url=url, added_by=turn.person_id, added_at=turn.now))
    turn.note("handout.added")
    return show(turn)


def remove(turn: Turn, id: str) -> Reply:
    """Take one away; raises Stale where it is gone already."""
    if not id or not handouts.remove(turn.here, unshort(id)):
        raise Stale("handout")
    turn.note("handout.removed")
    return show(turn)
