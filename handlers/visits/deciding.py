"""What hosts say when they are asked, and to what is settled: a press each, looked at again from the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from handlers.kit.cards import Button, Card
from handlers.kit.errors import Forbidden, Stale
from handlers.kit.house import Conversation, FormKind
from handlers.kit.turn import Ask, Reply, Turn
from handlers.visits import booking, calendar, cards, looked, names, notices, proposing, reminding, running
from handlers.visits.booking import At
from messages.words import Msg, msg
from storage import glance, seats, stirring
from storage.db import Here
from storage.ids import short, unshort
from storage.networks import Network
from storage.seats import COMES, DECLINED, Seat
from storage.visits import ASKED, OFFERED, SETTLED, Visit

# So much of it stands on home: the list of one's visits has the rest.
MOST_WAITING = 3


def at(turn: Turn) -> At:
    """Return where, when and by whom something is done to a visit."""
    return At(turn.here, turn.who.network, turn.now, turn.person_id)


def asked(turn: Turn, id: str) -> tuple[Visit, Seat]:
    """Return the visit for which the person is asked, at the time that the button was about; raises Stale."""
    visit = looked.of(turn, id)
    seat = seats.of_person(turn.here, visit.id, turn.person_id)
    if seat is None or not cards.to_answer(turn, visit, seat) or not cards.same_time(turn, visit):
        raise cards.overtaken(turn, visit)
    return visit, seat


def coming(turn: Turn, id: str) -> tuple[Visit, Seat]:
    """Return the visit to which the person has said that she comes, at the time that the button was about.

    Raises Stale.
    """
    visit = looked.of(turn, id)
    seat = seats.of_person(turn.here, visit.id, turn.person_id)
    live = visit.state in (ASKED, OFFERED, SETTLED) and visit.moving_to is None
    if seat is None or seat.state != COMES or not live or not cards.same_time(turn, visit):
        raise cards.overtaken(turn, visit)
    return visit, seat


def step(turn: Turn, visit: Visit, does: Callable[[At], Visit]) -> Visit:
    """Take a step of a booking; where it is no longer possible she is shown how it stands, and nothing is done."""
    try:
        with turn.here.session.begin_nested():
            return does(at(turn))
    except Stale as stale:
        if isinstance(stale, Forbidden):
            raise
        raise cards.overtaken(turn, looked.of(turn, short(visit.id))) from None


def accept(turn: Turn, id: str) -> Reply:
    """Come; whoever is the last to say so has settled it, and is shown that here."""
    visit, _ = asked(turn, id)
    visit = step(turn, visit, lambda at: booking.accept(at, visit.id))
    return Reply(cards=(cards.card(turn, visit),))


def cannot(turn: Turn, id: str, *, another: bool = False) -> Reply:
    """Say no, which is as easy as yes: why is asked afterwards, and may be left unsaid."""
    visit, _ = asked(turn, id)
    moving = visit.moving_to is not None
    visit = step(turn, visit, lambda at: booking.decline(at, visit.id, another=another))
    if moving:
        return Reply(cards=(_said(visit, msg("visit-declined-moving"), *_reasons(visit)),))
    if another:
        return Reply(cards=(_said(visit, msg("visit-declined-another")),))
    return Reply(cards=(_said(visit, msg("visit-declined"), *_reasons(visit), why=True),))


def _said(visit: Visit, said: Msg, *ways: Button, why: bool = False) -> Card:
    says = (said, msg("visit-why")) if why else (said,)
    return Card(paragraphs=says, buttons=(*ways, Button(msg("home-to-home"), "home")), about=short(visit.id))


def _reasons(visit: Visit) -> list[Button]:
    return [Button(label, f"visit.why.{key}", short(visit.id)) for key, label in names.REASONS.items()]


def why(turn: Turn, id: str, *, reason: str) -> Reply:
    """Keep why somebody has said no, for coordinators alone; raises Stale where she has said none."""
    seat = seats.of_person(turn.here, unshort(id), turn.person_id) if id else None
    if seat is None or seat.state != DECLINED or seat.reason == seats.ANOTHER:
        raise Stale("seat")
    seat.reason = reason
    home = Button(msg("home-to-home"), "home")
    return Reply(cards=(Card(paragraphs=(msg("visit-why-kept"),), buttons=(home,), about=id),))


def unable(turn: Turn, id: str) -> Reply:
    """Ask once whether somebody who had said yes cannot come after all."""
    visit, _ = coming(turn, id)
    sure = cards.timed(msg("visit-unable-now"), "visit.unable.now", visit, "danger")
    return Reply(cards=(_sure(turn, visit, msg("visit-unable-ask"), sure),))


def _sure(turn: Turn, visit: Visit, says: Msg, sure: Button) -> Card:
    title = msg("visit-of", title=visit.title, when=cards.when(turn.who.network, visit))
    keep = Button(msg("visit-see"), "visit", short(visit.id))
    return Card(title=title, paragraphs=(says,), buttons=(sure, keep), about=short(visit.id))


def unable_now(turn: Turn, id: str) -> Reply:
    """Come off a visit; another is asked for the same time."""
    visit, _ = coming(turn, id)
    visit = step(turn, visit, lambda at: booking.decline(at, visit.id))
    out = (Button(msg("visit-file-off"), "visit.file", id),) if visit.settled_at else ()
    return Reply(cards=(_said(visit, msg("visit-unable-told"), *_reasons(visit), *out, why=True),))


def cancel(turn: Turn, id: str) -> Reply:
    """Ask once whether a host takes the whole visit off."""
    visit, _ = coming(turn, id)
    sure = cards.timed(msg("visit-cancel-now"), "visit.cancel.now", visit, "danger")
    return Reply(cards=(_sure(turn, visit, msg("visit-cancel-ask"), sure),))


def cancel_now(turn: Turn, id: str) -> Reply:
    """Take a visit off; everybody else is told."""
    visit, _ = coming(turn, id)
    visit = step(turn, visit, lambda at: booking.cancel(at, visit.id))
    return Reply(cards=(cards.card(turn, visit),))


def other(turn: Turn, id: str) -> Reply:
    """Ask which other time would do: the office chooses, and fills in nothing again."""
    visit = looked.of(turn, id)
    seat = seats.of_person(turn.here, visit.id, turn.person_id)
    if not proposing.may(visit, seat) or not cards.same_time(turn, visit):
        raise cards.overtaken(turn, visit)
    return Reply(ask=Ask(proposing.FORM, {"visit": short(visit.id)}))


def waiting(turn: Turn) -> tuple[Card, ...]:
    """Return what waits for the person's word, for home: whether she comes, and times that lie with her."""
    found = []
    for visit in seats.waiting_for(turn.here, turn.person_id):
        seat = seats.of_person(turn.here, visit.id, turn.person_id)
        if visit.state == OFFERED or (seat and cards.to_answer(turn, visit, seat)):
            card = cards.card(turn, visit)
            # It stands on home.
            found.append(replace(card, buttons=tuple(one for one in card.buttons if one != cards.HOME)))
    return tuple(found[:MOST_WAITING])


def plan(here: Here, network: Network, now: datetime) -> None:
    """Let what nobody has answered in time go on to the centre, and put reminders in the outbox."""
    booking.expire(here, network, now)
    reminding.plan(here, network, now)


DECIDING = Conversation(
    name="deciding",
    doors=lambda _turn: (),
    waiting=waiting,
    waits_on=glance.VISITS,
    verbs={
        "visit.accept": accept,
        "visit.other": other,
        "visit.retime": other,
        "visit.someone": partial(cannot, another=True),
        "visit.cannot": cannot,
        **{f"visit.why.{reason}": partial(why, reason=reason) for reason in names.REASONS},
        "visit.unable": unable,
        "visit.unable.now": unable_now,
        "visit.cancel": cancel,
        "visit.cancel.now": cancel_now,
        "visit.file": calendar.take,
        "visit.url": running.ask_url,
        "visit.late": running.late,
        **{f"visit.late.{by}": partial(running.late_by, minutes=by) for by in running.MINUTES},
    },
    forms={
        proposing.FORM: FormKind(proposing.build, proposing.submit),
        running.FORM: FormKind(running.build, running.submit),
    },
    notices={**notices.kinds(), **reminding.kinds(), **running.kinds()},
    plan=plan,
    takes_up=stirring.VISITS,
)
