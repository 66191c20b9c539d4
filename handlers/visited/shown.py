"""What came of a visit, as its guest or one of the pair sees it: also on the visit's own card."""

from __future__ import annotations

from dataclasses import replace

from handlers.desk.rules import ROLE
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.turn import Reply, Turn
from handlers.visited import after, looked, open, promises, rules, word
from handlers.visited.forms import OUTCOMES
from handlers.visits import telling
from messages.words import Msg, given, msg
from storage import visit_notes, visit_steps
from storage.ids import short
from storage.visit_notes import VisitNote
from storage.visits import DONE, Visit


def added(turn: Turn, visit: Visit, card: Card) -> Card:
    """Return the card of a visit with what came of it, for its guest and the pair; a coordinator sees none of that.

    Where nobody has said how it went, one of the pair or a coordinator can.
    """
    guest, host = looked.is_guest(turn, visit), looked.is_host(turn, visit)
    if open.waits(visit, turn.now) and (host or (ROLE in turn.roles and not guest)):
        return replace(card, buttons=(_say(visit), *card.buttons))
    if visit.state != DONE or not (guest or host):
        return card
    notes = visit_notes.of_visit(turn.here, visit.id)
    see = Button(msg("visited-see"), "visited", short(visit.id), style="primary")
    quotes = (*card.quotes, *(short(note.id) for note in notes))
    return replace(card, facts=(*card.facts, *_facts(turn, visit, notes)), buttons=(see, *card.buttons), quotes=quotes)


def _say(visit: Visit) -> Button:
    return Button(msg("visited-say"), "visited.say", short(visit.id), visit.version, "primary")


def _facts(turn: Turn, visit: Visit, notes: list[VisitNote]) -> tuple[Fact, ...]:
    how = OUTCOMES.get(visit.outcome)
    if visit.outcome == "held":
        how = msg("visited-outcome-held", minutes=visit.lasted or visit.minutes)
    outcome = (Fact(msg("visited-outcome-label"), how),) if how else ()
    said = tuple(Fact(msg("visited-note-by", name=after.author(turn, n.author_id)), given(n.body)) for n in notes)
    return (*outcome, *said, *(promises.fact(turn, one) for one in promises.of_visit(turn, visit)))


def show(turn: Turn, id: str) -> Reply:
    """Show what came of a visit, and what can be done about it; raises Stale."""
    visit = looked.shared(turn, id)
    if looked.is_host(turn, visit) and open.waits(visit, turn.now):
        return Reply(cards=(ask_card(turn, visit, msg("visited-asked-how")),))
    notes = visit_notes.of_visit(turn.here, visit.id)
    ways = _hosts_ways(turn, visit, notes) if looked.is_host(turn, visit) else _guests_ways(turn, visit)
    title = msg("visit-of", title=visit.title, when=telling.when(turn.who.network, visit))
    held = visit.state == DONE and visit.outcome == "held"
    buttons = (*(ways if held else ()), *promises.buttons(turn, visit), Button(msg("home-to-home"), "home"))
    facts = _facts(turn, visit, notes)
    card = Card(title=title, facts=facts, buttons=buttons, about=short(visit.id))
    return Reply(cards=(replace(card, quotes=tuple(short(note.id) for note in notes)),))


def _hosts_ways(turn: Turn, visit: Visit, notes: list[VisitNote]) -> tuple[Button, ...]:
    own = next((note for note in notes if note.author_id == turn.person_id), None)
    full = own is not None and len(visit_steps.promises(turn.here, visit.id)) >= rules.MOST_PROMISES
    more = () if full else (Button(msg("visited-add"), "visited.more", short(visit.id)),)
    return (*more, *((Button(msg("visited-note-remove"), "visited.remove", short(own.id)),) if own else ()))


def _guests_ways(turn: Turn, visit: Visit) -> tuple[Button, ...]:
    label = msg("visited-word-read") if word.kept_of(turn, visit) else msg("visited-word-write")
    return (Button(label, "visited.word", short(visit.id)), Button(msg("visited-later-door"), "visits"))


def ask_card(turn: Turn, visit: Visit, says: Msg) -> Card:
    """Return what one of the pair is asked: how it went, at one tap or with more."""
    which = msg("visited-asked-which", when=telling.when(turn.who.network, visit), office=telling.office(turn, visit))
    id = short(visit.id)
    planned = Button(msg("visited-as-planned"), "visited.planned", id, visit.version, "primary")
    write = Button(msg("visited-write"), "visited.say", id, visit.version)
    return Card(title=msg("visited-asked"), paragraphs=(which, says), buttons=(planned, write), about=id)


def note_card(turn: Turn, note: VisitNote, visit: Visit) -> Card:
    """Return what one of the pair found good, for the visit's guest."""
    when = telling.when(turn.who.network, visit)
    says = (
        msg("visited-note-from", when=when, name=after.author(turn, note.author_id)),
        msg("visited-note-who", count=len(visit.needs)),
    )
    see = Button(msg("visited-see"), "visited", short(visit.id))
    title = msg("visited-note-title")
    return Card(title=title, quote=note.body, paragraphs=says, buttons=(see,), about=short(note.id))
