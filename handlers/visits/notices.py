"""What is said unasked of a visit: drawn from the rows as they are then, and nothing where a later step tells more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from handlers.desk.rules import ROLE
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.house import NoticeKind
from handlers.kit.turn import Turn
from handlers.visits import cards, follow, looked, telling
from messages.words import Msg, msg
from storage import offices, seats, visit_steps, visits
from storage.ids import short
from storage.seats import COMES, DECLINED
from storage.visits import DESK, DONE, OFF, OFFERED, SETTLED, Visit

Told = tuple[Card, ...] | None
# What is told of each step, and to coordinators in the morning, that something lies on their desk.
KINDS = tuple(f"visit.{what}" for what in follow.STEPS if what not in follow.UNTOLD)
ALL = (*KINDS, *(f"{kind}{follow.AT_ONCE}" for kind in KINDS), follow.TO_FIT)


def _drawn(turn: Turn, subject: UUID, draw: Callable[[Turn, Visit], Card | None]) -> Told:
    step = visit_steps.get(turn.here, subject)
    visit = visits.get(turn.here, step.visit_id) if step else None
    if step is None or visit is None or visit_steps.is_overtaken(turn.here, step, turn.person_id, ALL):
        return None
    card = draw(turn, visit)
    return (card,) if card else None


def _asked(turn: Turn, visit: Visit) -> Card | None:
    seat = seats.of_person(turn.here, visit.id, turn.person_id)
    return cards.card(turn, visit) if seat and cards.to_answer(turn, visit, seat) else None


def _settled(turn: Turn, visit: Visit) -> Card | None:
    if visit.state != SETTLED or not _concerned(turn, visit):
        return None
    return _to_call(turn, visit, cards.card(turn, visit), cards.settled(turn, visit))


def _arranged(turn: Turn, visit: Visit) -> bool:
    """Tell whether the person coordinates, and has arranged it for an office, or it is told by whoever does."""
    hers = turn.person_id == visit.booked_by or turn.person_id in follow.for_office(turn.here, visit)
    return hers and looked.role(turn, visit) == "coordinator"


def _to_call(turn: Turn, visit: Visit, card: Card, title: Msg) -> Card:
    """Return a card as a coordinator reads it who has to tell the office by telephone, as nobody of it is here."""
    if visit.guest_id or not _arranged(turn, visit):
        return card
    read = (Button(msg("fitting-read"), "fitting.read", short(visit.id)),) if visit.state == SETTLED else ()
    says = (*card.paragraphs, msg("visit-call"))
    return replace(_retitled(turn, visit, card, title), paragraphs=says, buttons=(*read, *card.buttons))


def _retitled(turn: Turn, visit: Visit, card: Card, title: Msg) -> Card:
    """Return a card with another title; the day that only the former one had stands among the facts."""
    at = cards.when(turn.who.network, visit)
    known = [value for _, value in title.params] + [fact.value for fact in card.facts]
    day = () if at in known else (Fact(msg("visit-fact-when"), at),)
    return replace(card, title=title, facts=(*day, *card.facts))


def _concerned(turn: Turn, visit: Visit) -> bool:
    """Tell whether it is the person's visit: its guest, who has arranged it for her, or a host who comes."""
    if turn.person_id == visit.guest_id or _arranged(turn, visit):
        return True
    seat = seats.of_person(turn.here, visit.id, turn.person_id)
    return seat is not None and seat.state == COMES


def _titled(title: Callable[[Turn, Visit], Msg]) -> Callable[[Turn, Visit], Card | None]:
    def draw(turn: Turn, visit: Visit) -> Card | None:
        card = _settled(turn, visit)
        return _retitled(turn, visit, card, title(turn, visit)) if card else None

    return draw


def _swapped(_turn: Turn, _visit: Visit) -> Msg:
    return msg("visit-swapped")


def _moved(turn: Turn, visit: Visit) -> Card | None:
    seat = seats.of_person(turn.here, visit.id, turn.person_id)
    if seat and seat.state != COMES and turn.person_id != visit.guest_id:
        # It was settled with her, and does not suit her any more.
        return _freed(turn, visit)
    return _titled(lambda turn, visit: msg("visit-moved", when=cards.when(turn.who.network, visit)))(turn, visit)


def _unmoved(turn: Turn, visit: Visit) -> Msg:
    return msg("visit-unmoved", when=cards.when(turn.who.network, visit))


def _freed(turn: Turn, visit: Visit) -> Card | None:
    seat = seats.of_person(turn.here, visit.id, turn.person_id)
    if seat is None or seat.state in (*seats.HOLDING, DECLINED):
        return None
    out = (Button(msg("visit-file-off"), "visit.file", short(visit.id)),) if visit.settled_at else ()
    # What was let go keeps its time until another is asked for; then only who was passed over has it written down.
    start = seat.agreed_to or (visit.start_at if visit.state in (DESK, OFFERED) else None)
    at = cards.when(turn.who.network, visit, start)
    title = msg("visit-freed-at", when=at, title=visit.title) if start else msg("visit-freed", title=visit.title)
    ways = (*out, cards.HOME)
    return Card(title=title, paragraphs=(msg("visit-freed-why"),), buttons=ways, about=short(visit.id))


def _calls(turn: Turn, visit: Visit) -> bool:
    """Tell whether the person asks the office by telephone which time it takes: who coordinates, a host too."""
    return visit.by_telephone and ROLE in turn.roles


def _times(turn: Turn, visit: Visit) -> Card | None:
    if _calls(turn, visit):
        return _retitled(turn, visit, cards.staff(turn, visit), msg("visit-to-call"))
    lies = visit.state == OFFERED or (visit.state == SETTLED and visit.times)
    return cards.card(turn, visit) if lies and turn.person_id == visit.guest_id else None


def _desk(turn: Turn, visit: Visit) -> Card | None:
    hers = turn.person_id in (visit.guest_id, visit.booked_by)
    return cards.card(turn, visit) if visit.state == DESK and hers else None


def _to_fit(turn: Turn, visit: Visit) -> Card | None:
    if _calls(turn, visit):
        return _retitled(turn, visit, cards.staff(turn, visit), msg("visit-to-call"))
    if visit.state != DESK or looked.role(turn, visit) != "coordinator":
        return None
    return _retitled(turn, visit, cards.card(turn, visit), msg("visit-fit"))


def _searching(turn: Turn, visit: Visit) -> Card | None:
    few = len(seats.of_visit(turn.here, visit.id, seats.HOLDING)) < len(visit.needs)
    if visit.state != SETTLED or not few or looked.role(turn, visit) is None:
        return None
    if turn.person_id == visit.guest_id and "coordinator" not in turn.roles:
        return cards.card(turn, visit)
    at, office = cards.when(turn.who.network, visit), offices.name_of(turn.here, visit.office_id)
    return _retitled(turn, visit, cards.staff(turn, visit), msg("visit-searching", when=at, office=office))


def _guestless(turn: Turn, visit: Visit) -> Card | None:
    if not cards.guestless(visit) or looked.role(turn, visit) is None:
        return None
    at, office = cards.when(turn.who.network, visit), offices.name_of(turn.here, visit.office_id)
    card = cards.staff(turn, visit) if ROLE in turn.roles else cards.card(turn, visit)
    return _retitled(turn, visit, card, msg("visit-guestless", when=at, office=office))


def _named(turn: Turn, visit: Visit) -> Card | None:
    if not visit.is_live or looked.role(turn, visit) is None or visit.lacks_guest:
        return None
    card = cards.card(turn, visit)
    if turn.person_id == visit.guest_id:
        return replace(card, paragraphs=(msg("visit-named-you"), *card.paragraphs))
    if not _concerned(turn, visit):
        return None
    who = telling.person(turn, visit)
    return _retitled(turn, visit, card, msg("visit-named", who=who) if who else msg("visit-named-call"))


def _off(turn: Turn, visit: Visit) -> Card | None:
    if visit.state != OFF or looked.role(turn, visit) is None:
        return None
    card = cards.card(turn, visit)
    return _to_call(turn, visit, card, card.title) if card.title else card


def _called(turn: Turn, visit: Visit) -> Card | None:
    """Tell that it did not take place after all, with the door to another time for whoever may ask for one."""
    if visit.state != DONE or visit.outcome != "cancelled" or looked.role(turn, visit) is None:
        return None
    card = cards.card(turn, visit)
    title = msg("visit-called", when=cards.when(turn.who.network, visit))
    if turn.person_id == visit.guest_id:
        again = Button(msg("visit-called-again"), "visits", style="primary")
        return replace(card, title=title, paragraphs=(msg("visit-called-door"),), buttons=(again, *card.buttons))
    if visit.guest_id or not _arranged(turn, visit):
        return replace(card, title=title, paragraphs=(msg("visit-called-host"),))
    return replace(card, title=title, paragraphs=(msg("visit-call"),))


_DRAW: dict[str, Callable[[Turn, Visit], Card | None]] = {
    "asked": _asked,
    "settled": _settled,
    "swapped": _titled(_swapped),
    "searching": _searching,
    "guestless": _guestless,
    "named": _named,
    "times": _times,
    "desk": _desk,
    "moving": _asked,
    "moved": _moved,
    "unmoved": _titled(_unmoved),
    "freed": _freed,
    "off": _off,
    "called": _called,
}


def _telling(draw: Callable[[Turn, Visit], Card | None]) -> Callable[[Turn, UUID], Told]:
    return lambda turn, subject: _drawn(turn, subject, draw)


def kinds() -> dict[str, NoticeKind]:
    """Return what is told of the steps: at once, and of what begins within two hours whatever the hour."""
    found = {follow.TO_FIT: NoticeKind(_telling(_to_fit), pace="morning", even_calm=True)}
    for kind in KINDS:
        cards_of = _telling(_DRAW[kind.partition(".")[2]])
        found[kind] = NoticeKind(cards_of, pace="soon", repeats=True, even_calm=True)
        found[f"{kind}{follow.AT_ONCE}"] = NoticeKind(cards_of, pace="now", repeats=True)
    return found
