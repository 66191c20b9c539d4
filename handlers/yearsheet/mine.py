"""She whom a roster names has joined: she is asked on home whether it is she, and only then the record is hers."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.turn import Reply, Turn
from handlers.training import anew, known
from handlers.training.grid import Done
from handlers.yearsheet import judging, looking, merging, retention
from handlers.yearsheet.judging import JOINED
from messages.words import Msg, msg
from storage import awaited, completions, offices
from storage.awaited import Awaited, alike
from storage.db import Here
from storage.ids import short, unshort
from storage.networks import Network

HOME = Button(msg("home-to-home"), "home")


def waiting(turn: Turn) -> tuple[Card, ...]:
    """Return the question, where a roster names her."""
    found = _hers(turn)
    return (_card(turn, found),) if found else ()


def _hers(turn: Turn) -> Awaited | None:
    """Return what a roster says of her; nothing where she has answered, or where there is another of her name."""
    person = turn.who.person
    office = offices.name_of(turn.here, person.office_id)
    key = alike(person.name, office)
    found = awaited.fitting(turn.here, key) if office else None
    if found is None or found.refused_at:
        return None
    fits = [one.id for one, place in looking.placed(turn.here) if one.state in JOINED and alike(one.name, place) == key]
    return found if fits == [person.id] else None


def _card(turn: Turn, found: Awaited) -> Card:
    done, id, version = looking.kept(found), short(found.id), _version(found)
    buttons = (
        Button(msg("yearsheet-mine-yes"), "yearsheet.mine", id, version, "primary"),
        Button(msg("yearsheet-mine-no"), "yearsheet.other", id, version),
        Button(msg("yearsheet-mine-mend"), "yearsheet.mend", id, version),
    )
    facts = judging.facts(done, known.rules_of(turn.who.network))
    says = (msg("yearsheet-mine-why"), msg("yearsheet-mine-reads"))
    return Card(msg("yearsheet-mine"), facts, None, says, buttons, about=id)


def _version(found: Awaited) -> int:
    # A newer roster may have changed what she was shown.
    return int(sha256(repr(looking.kept(found)).encode()).hexdigest()[:7], 16)


def _pressed(turn: Turn, id: str) -> Awaited:
    found = _hers(turn)
    if found is None or not id or found.id != unshort(id):
        raise Stale("awaited")
    if turn.version != _version(found):
        raise Stale("awaited", (_card(turn, found),))
    return found


def yes(turn: Turn, id: str) -> Reply:
    """Make it her own record; raises Stale."""
    _claim(turn, id)
    return _said(msg("yearsheet-mine-done"))


def mend(turn: Turn, id: str) -> Reply:
    """Make it her own record, and show where she can correct it; raises Stale."""
    _claim(turn, id)
    hub = turn.house.verb("training")
    cards = hub(turn, "").cards if hub else ()
    return Reply(cards=(Card(paragraphs=(msg("yearsheet-mine-mend-now"),)), *cards))


def _claim(turn: Turn, id: str) -> None:
    found = _pressed(turn, id)
    hers = [Done(one.done_on, one.course, one.exactly) for one in completions.of_person(turn.here, turn.person_id)]
    # What she has told herself meanwhile stays as she has told it.
    new = merging.merge(hers, looking.kept(found), hers, known.rules_of(turn.who.network)).new
    if not awaited.remove(turn.here, found.id):
        raise Stale("awaited")
    rows = [(turn.person_id, one.course, one.on, one.exactly) for one in new]
    completions.bring(turn.here, rows, (), turn.person_id, turn.now)
    anew.changed(turn, [turn.person_id])
    turn.note("roster.claimed")


def other(turn: Turn, id: str) -> Reply:
    """Note that it is not she: nothing of it becomes hers, and she is not asked again; raises Stale."""
    found = _pressed(turn, id)
    found.refused_at, found.person_id = turn.now, turn.person_id
    turn.note("roster.refused")
    return _said(msg("yearsheet-mine-refused"))


def _said(says: Msg) -> Reply:
    buttons = (Button(msg("training-hub-back"), "training"), HOME)
    return Reply(cards=(Card(paragraphs=(says,), buttons=buttons),))


def plan(here: Here, network: Network, now: datetime) -> None:
    """Note who fits whom a roster names, so that it is exported and goes with her; let go whom none names any more.

    Safe to call again.
    """
    since = network.midnight(retention.kept_since(network.local(now).date()))
    every = awaited.everyone(here)
    for late in (one for one in every if one.entered_at < since):
        awaited.remove(here, late.id)
    rows = [one for one in every if not one.refused_at and one.entered_at >= since]
    if not rows:
        return
    fits: dict[str, list[object]] = {}
    for person, office in looking.placed(here):
        fits.setdefault(alike(person.name, office), []).append(person.id)
    for one in rows:
        found = fits.get(one.alike, [])
        wanted = found[0] if len(found) == 1 else None
        if one.person_id != wanted:
            one.person_id = wanted  # type: ignore[assignment]
