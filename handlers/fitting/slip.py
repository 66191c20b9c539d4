"""What is read out on the telephone, and the slip to print: who comes, when and where, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from handlers.kit.cards import Button, Call, Card, File
from handlers.kit.errors import Stale
from handlers.kit.paper import Block, Row, Sheet, to_docx
from handlers.kit.turn import Reply, Turn
from handlers.visits import cards, looked, names, telling
from messages.papers import SHEET
from messages.words import Msg, msg
from storage import offices
from storage.ids import short
from storage.visits import ASKED, DESK, OFFERED, SETTLED, Visit


def read(turn: Turn, id: str) -> Reply:
    """Show what can be read out to an office about its visit; raises Stale."""
    visit = looked.of(turn, id)
    office = offices.get(turn.here, visit.office_id)
    print_it = (Button(msg("fitting-slip"), "fitting.slip", short(visit.id)),) if visit.state == SETTLED else ()
    call = (Call(msg("fitting-call"), office.tel),) if office and office.tel else ()
    back = Button(msg("kit-back"), "fitting.visit", short(visit.id))
    said = tuple(_read(turn, visit))
    card = Card(title=msg("fitting-read"), paragraphs=said, buttons=(*print_it, *call, back), about=short(visit.id))
    return Reply(cards=(card,))


def _read(turn: Turn, visit: Visit) -> Iterator[Msg]:
    when = cards.when(turn.who.network, visit)
    match visit.state:
        case "settled" if visit.by_telephone:
            yield msg("fitting-read-other", when=when, title=visit.title)
            for start in cards.times(visit):
                yield msg("fitting-read-time", when=cards.when(turn.who.network, visit, start))
            yield msg("fitting-read-stays")
        case "settled":
            yield msg("fitting-read-settled", when=when, title=visit.title)
            yield msg("fitting-read-who", pair=cards.pair(turn, visit))
            yield cards.READY.get(visit.case_kind, msg("visit-ready-none"))
            yield msg("fitting-read-kept")
        case "asked":
            yield msg("fitting-read-asked", when=when, who=telling.needs(visit))
        case "offered":
            yield msg("fitting-read-times")
            for start in cards.times(visit):
                yield msg("fitting-read-time", when=cards.when(turn.who.network, visit, start))
        case "desk":
            yield msg("fitting-read-desk", title=visit.title)
        case "off":
            yield msg("fitting-read-off", when=when)
        case _:
            yield msg("visit-done")
    if visit.told_by and visit.state in (ASKED, DESK):
        yield msg("fitting-read-by", day=visit.told_by)
    if visit.state in (ASKED, DESK, OFFERED, SETTLED) and (contact := _contact(turn)):
        yield contact


def _contact(turn: Turn) -> Msg | None:
    contacts = turn.who.network.contacts
    return msg("fitting-read-contact", name=contacts[0]["name"], tel=contacts[0]["tel"]) if contacts else None


def slip(turn: Turn, id: str) -> Reply:
    """Make the slip of a visit that is settled; raises Stale."""
    visit = looked.of(turn, id)
    if visit.state != SETTLED or visit.start_at is None:
        raise Stale("state")
    say = turn.words.say
    title = say(msg("fitting-slip-title"))
    # As the ward's own sheet is laid out, under another name and without what its foot says.
    layout = replace(turn.house.paper(SHEET), title=title, footer="")
    blocks = tuple(Block(say(name), (Row(text=text),), table=True, single=True) for name, text in _rows(turn, visit))
    notes = (say(msg("fitting-slip-note")), *([say(contact)] if (contact := _contact(turn)) else []))
    sheet = Sheet(blocks, notes, turn.who.network.local(turn.now))
    day = msg("kit-day", day=turn.who.network.local(visit.start_at).date())
    file = File(
        name=msg("fitting-slip-file", day=day),
        says=msg("fitting-slip-says", when=cards.when(turn.who.network, visit)),
        makes={"docx": partial(to_docx, layout, sheet)},
    )
    back = Button(msg("kit-back"), "fitting.visit", short(visit.id))
    return Reply(cards=(Card(title=msg("fitting-slip"), file=file, buttons=(back,), about=short(visit.id)),))


def _rows(turn: Turn, visit: Visit) -> list[tuple[Msg, str]]:
    say, office = turn.words.say, offices.get(turn.here, visit.office_id)
    found = [
        (msg("visit-fact-when"), say(cards.when(turn.who.network, visit))),
        (msg("visit-fact-menu"), say(msg("visit-menu", title=visit.title, minutes=visit.minutes))),
        (msg("visit-fact-who"), say(cards.pair(turn, visit))),
        (msg("visit-fact-office"), office.name if office else ""),
        (msg("visit-fact-way"), say(names.WAYS[visit.way])),
        (msg("fitting-slip-ready"), say(cards.READY.get(visit.case_kind, msg("visit-ready-none")))),
    ]
    if visit.way == "visit" and office and office.address:
        found.insert(4, (msg("visit-fact-place"), office.address))
    if visit.way == "online" and visit.url:
        found.insert(4, (msg("visit-fact-url"), visit.url))
    return found
