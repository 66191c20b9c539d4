"""One visit as somebody may see it now: its guest, a host, or a coordinator, each with what she can do about it."""

from __future__ import annotations

from datetime import datetime

from handlers.kit.cards import Button, Card, Style
from handlers.kit.errors import Stale
from handlers.kit.turn import Turn
from handlers.visited import shown as came
from handlers.visits import booking_moving, bringing, looked, names, telling, waits
from handlers.visits.at import At
from handlers.visits.telling import facts as facts
from handlers.visits.telling import pair as pair
from handlers.visits.telling import when as when
from messages.words import Msg, msg
from storage import seats, visit_steps
from storage.ids import short
from storage.seats import Seat
from storage.visits import ASKED, DESK, DONE, OFF, OFFERED, SETTLED, Visit

# As many of the times that lie with an office as have a button: `visit.take.0` takes the first of `Visit.times`.
TIMES = 5
HOME = Button(msg("home-to-home"), "home")
# What to have ready, by how a case may come up.
READY = {"anonymous": msg("visit-ready-anonymous"), "consent": msg("visit-ready-consent")}


def pressed(turn: Turn, id: str) -> Visit:
    """Return the visit of a button that belongs to its present version; raises Stale, which shows how it stands."""
    visit = looked.of(turn, id)
    if turn.version not in (None, visit.version):
        raise overtaken(turn, visit)
    return visit


def overtaken(turn: Turn, visit: Visit) -> Stale:
    """Return what is raised where a button came too late: how the visit stands now is shown."""
    shows = (card(turn, visit),) if looked.role(turn, visit) else (not_yours(),)
    return Stale("visit", shows=shows)


def not_yours() -> Card:
    """Return what a host reads who is asked for a visit no more."""
    return Card(paragraphs=(msg("visit-not-yours"),))


def times(visit: Visit) -> list[datetime]:
    """Return the times that lie with the office, as many as have a button."""
    return [datetime.fromisoformat(time) for time in visit.times.split()][:TIMES]


def button(label: Msg, verb: str, visit: Visit, style: Style = "plain") -> Button:
    """Return a button about a visit as it stands now."""
    return Button(label, verb, short(visit.id), visit.version, style)


def timed(label: Msg, verb: str, visit: Visit, style: Style = "plain") -> Button:
    """Return a button of a host's: it holds for the time that she is asked for, whatever others answer meanwhile."""
    return Button(label, verb, short(visit.id), number(visit), style)


def number(visit: Visit) -> int:
    """Return the minute since 1970 that is asked for, as buttons carry it; 0 for none."""
    wanted = visit.moving_to or visit.start_at
    return int(wanted.timestamp() // 60) if wanted else 0


def same_time(turn: Turn, visit: Visit) -> bool:
    """Tell whether the button that was pressed is about the time that is asked for now."""
    return turn.version in (None, number(visit))


def card(turn: Turn, visit: Visit) -> Card:
    """Return a visit as the person sees it now, with her buttons; she is its guest, a host, or coordinates."""
    match looked.role(turn, visit):
        case "host":
            return came.added(turn, visit, _host(turn, visit))
        case "coordinator":
            return came.added(turn, visit, staff(turn, visit))
    return came.added(turn, visit, _guest(turn, visit))


def drawn(turn: Turn, visit: Visit, title: Msg | None, says: tuple[Msg, ...], *ways: Button) -> Card:
    """Return a card about a visit: a title, what is known of it, what there is to say, and ways on.

    What the title or the sentences say stands in no fact once more.
    """
    at = when(turn.who.network, visit)
    title = title or msg("visit-of", title=visit.title, when=at)
    told = [value for said in (title, *says) for _, value in said.params]
    # A time that lies with the office is a button there, and not yet when it takes place.
    told += [at] if visit.state == OFFERED else []
    known = tuple(fact for fact in facts(turn, visit) if fact.value not in told)
    return Card(title, known, looked.line(turn, visit), says, ways, short(visit.id))


def _guest(turn: Turn, visit: Visit) -> Card:
    # They hold whatever hosts answer meanwhile.
    off = Button(msg("visit-take-off"), "visit.off", short(visit.id))
    move = Button(msg("visit-move"), "visit.move", short(visit.id))
    offered = msg("visit-offered-title", title=visit.title)
    match visit.state:
        case "asked":
            asks = msg("visit-asks", who=telling.needs(visit))
            return drawn(turn, visit, None, (waits.held(visit), asks), move, off, HOME)
        case "desk":
            return drawn(turn, visit, None, (waits.fitting(turn, visit),), off, HOME)
        case "offered":
            wish = button(msg("visits-write"), "visit.wish", visit)
            leave = button(msg("visit-offered-none"), "visit.leave", visit)
            return drawn(turn, visit, offered, (waits.choose(visit),), *_times(turn, visit), wish, leave, off, HOME)
        case "settled" if visit.times and not visit.moving_to:
            also = msg("visit-offered-settled", when=when(turn.who.network, visit))
            return drawn(turn, visit, offered, (also,), *_times(turn, visit), _file(visit), off, HOME)
        case "settled" if visit.moving_to:
            moving = msg("visit-moving", when=when(turn.who.network, visit, visit.moving_to))
            return drawn(turn, visit, None, (moving,), _file(visit), off, HOME)
        case "settled":
            lines = bringing.door(turn, visit)
            if sought(turn, visit):
                return drawn(turn, visit, None, (coming(turn, visit),), _file(visit), move, off, HOME)
            return drawn(turn, visit, settled(turn, visit), told(turn, visit), _file(visit), *lines, move, off, HOME)
    return _over(turn, visit)


def settled(turn: Turn, visit: Visit) -> Msg:
    """Return 決まりました with its day and hours."""
    return msg("visit-settled", when=when(turn.who.network, visit))


def told(turn: Turn, visit: Visit) -> tuple[Msg, ...]:
    """Return what an office reads once it is settled: who comes, what to have ready, what is recorded and what not."""
    good = msg("visit-kept-good", count=len(visit.needs))
    return (coming(turn, visit), msg("visit-peers"), msg("visit-kept"), good)


def sought(turn: Turn, visit: Visit) -> Msg | None:
    """Return what is said of a visit that was settled and lacks somebody now; None where everybody comes."""
    lacks = telling.lacking(turn.here, visit)
    return msg("visit-sought", pool=names.together([names.POOLS[pool] for pool in lacks])) if lacks else None


def guestless(visit: Visit) -> bool:
    """Tell whether a visit that is settled has nobody of the office to be visited any more."""
    return visit.state == SETTLED and visit.lacks_guest


def coming(turn: Turn, visit: Visit) -> Msg:
    """Return who comes, how one meets, and what to have ready; or who is looked for, where somebody is missing."""
    if lacks := sought(turn, visit):
        return lacks
    who, ready = pair(turn, visit), READY.get(visit.case_kind, msg("visit-ready-none"))
    if visit.way == "online":
        return msg("visit-settled-online", pair=who, ready=ready)
    if visit.way == "centre":
        return msg("visit-settled-centre", pair=who, ready=ready)
    return msg("visit-settled-visit", pair=who, ready=ready)


def _times(turn: Turn, visit: Visit) -> list[Button]:
    network = turn.who.network
    return [
        button(when(network, visit, start), f"visit.take.{place}", visit) for place, start in enumerate(times(visit))
    ]


def _file(visit: Visit) -> Button:
    label = msg("visit-file-off") if visit.state == OFF else msg("visit-file")
    return Button(label, "visit.file", short(visit.id))


def _over(turn: Turn, visit: Visit) -> Card:
    if visit.state == DONE and visit.outcome != "cancelled":
        return drawn(turn, visit, None, (msg("visit-done"),), HOME)
    # Who never had an entry of it has none to take out.
    ways = (_file(visit),) if visit.settled_at else ()
    return drawn(turn, visit, None, (msg("visit-off"),), *ways, HOME)


def _host(turn: Turn, visit: Visit) -> Card:
    seat = seats.of_person(turn.here, visit.id, turn.person_id)
    if visit.state in (DONE, OFF) or seat is None:
        return _over(turn, visit)
    if to_answer(turn, visit, seat):
        return asking(turn, visit)
    unable = timed(msg("visit-unable"), "visit.unable", visit)
    match visit.state:
        case "settled" if visit.moving_to:
            moving = msg("visit-moving", when=when(turn.who.network, visit, visit.moving_to))
            return drawn(turn, visit, None, (moving,), _file(visit), HOME)
        case "settled":
            offered = (msg("visit-host-offered"),) if visit.times else (msg("visit-peers"),)
            offered = (msg("visit-host-guestless"),) if guestless(visit) else offered
            lacks = sought(turn, visit)
            title, says = (None, (lacks,)) if lacks else (settled(turn, visit), offered)
            return drawn(turn, visit, title, says, *_hosting(visit, unable), HOME)
        case "offered":
            return drawn(turn, visit, None, (msg("visit-host-offered"),), unable, HOME)
        case "desk":
            return drawn(turn, visit, None, (msg("visit-fitting"),), HOME)
    return drawn(turn, visit, None, (msg("visit-accepted"),), unable, HOME)


def to_answer(turn: Turn, visit: Visit, seat: Seat) -> bool:
    """Tell whether somebody still has to say whether she comes at the time that is asked for."""
    if visit.start_at is None or (visit.moving_to or visit.start_at) <= turn.now:
        return False
    if visit.state == SETTLED and visit.moving_to:
        movers = booking_moving.movers(At(turn.here, turn.who.network, turn.now), visit)
        return seat.person_id in movers and seat.agreed_to != visit.moving_to
    return visit.state in (ASKED, SETTLED) and seat.state == seats.ASKED


def asking(turn: Turn, visit: Visit) -> Card:
    """Return what a host is asked: whether she comes, with everything that she may know before it is settled."""
    network = turn.who.network
    accept = timed(msg("visit-accept"), "visit.accept", visit, "primary")
    cannot = timed(msg("visit-cannot"), "visit.cannot", visit)
    by = (msg("visit-asked-by", day=visit.answer_by),) if visit.answer_by else ()
    if visit.moving_to:
        title = msg("visit-asked-moving", old=when(network, visit), new=when(network, visit, visit.moving_to))
        return drawn(turn, visit, title, (msg("visit-asked-moving-how"), *by), accept, cannot)
    other = timed(msg("visit-other"), "visit.other", visit)
    someone = timed(msg("visit-someone"), "visit.someone", visit)
    whom = msg("visit-asked-whom", who=telling.needs(visit))
    seat = seats.of_person(turn.here, visit.id, turn.person_id)
    return drawn(
        turn, visit, msg("visit-asked"), (*_anew(turn, visit, seat), *by, whom), accept, other, someone, cannot
    )


def _anew(turn: Turn, visit: Visit, seat: Seat | None) -> tuple[Msg, ...]:
    """Return that the time is free again where hosts are asked for another time in its place."""
    steps = visit_steps.of_visits(turn.here, [visit.id]) if seat else []
    by = [one.by_id for one in steps if seat and one.what == visit_steps.RETIMED and one.at == seat.asked_at]
    if not by:
        return ()
    return (msg("visit-asked-anew") if by[-1] == visit.guest_id else msg("visit-asked-anew-centre"),)


def _hosting(visit: Visit, unable: Button) -> tuple[Button, ...]:
    url = msg("visit-url-change") if visit.url else msg("visit-url")
    return (
        _file(visit),
        *((Button(url, "visit.url", short(visit.id)),) if visit.way == "online" else ()),
        timed(msg("visit-retime"), "visit.retime", visit),
        unable,
        timed(msg("visit-take-off"), "visit.cancel", visit),
    )


def staff(turn: Turn, visit: Visit) -> Card:
    """Return a visit as those see it who coordinate."""
    day, title = visit.told_by, None
    says: dict[str, tuple[Msg, ...]] = {
        OFFERED: (msg("visit-host-offered"),),
        OFF: (msg("visit-off"),),
        DONE: (msg("visit-done"),),
    }
    if visit.state == ASKED and visit.answer_by:
        says[ASKED] = (msg("visit-staff-asked", day=visit.answer_by),)
    if visit.state == DESK and day:
        says[DESK] = (msg("visit-staff-desk", day=day),)
    if visit.state == OFFERED:
        title = msg("visit-offered-title", title=visit.title)
    if visit.state == SETTLED:
        lacks = sought(turn, visit)
        title, says[SETTLED] = (None, (lacks,)) if lacks else (settled(turn, visit), ())
    if visit.by_telephone and (lies := times(visit)):
        call = msg("visit-staff-call", when=when(turn.who.network, visit, lies[0]))
        says[visit.state] = (*(says[SETTLED] if visit.state == SETTLED else ()), call)
    if guestless(visit):
        says[SETTLED] = (*says[SETTLED], msg("visit-staff-guestless"))
    see = (Button(msg("visit-staff-see"), "fitting.visit", short(visit.id)),) if visit.is_live else ()
    return drawn(turn, visit, title, says.get(visit.state, ()), *see)
