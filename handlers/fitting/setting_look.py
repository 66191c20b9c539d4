"""The last look before a coordinator sets day and people: what it will be, and what everybody will read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from handlers.fitting import houses, one, setting
from handlers.fitting.ways import about, at, named, together, visit_of
from handlers.kit.cards import Card, Fact
from handlers.kit.errors import Refusal, Stale
from handlers.kit.house import FormKind
from handlers.kit.turn import Filled, Reply, Turn
from handlers.visits import booking, cards, names
from handlers.visits.booking_parts import clashes
from messages.words import Msg, msg
from storage import people, seats
from storage.ids import short, unshort
from storage.visits import SETTLED, Visit

KEEP = "keep"
SAID = {setting.ASKS: msg("fitting-set-asks"), setting.AGREED: msg("fitting-set-agreed")}


@dataclass(frozen=True, slots=True)
class Set:
    """What would be set: the visit as it stands, when, who of each pool, and whether they have agreed."""

    visit: Visit
    start: datetime
    hosts: dict[str, UUID]
    agreed: bool

    @property
    def same(self) -> bool:
        """Whether it is settled for just this time already."""
        return self.visit.state == SETTLED and self.visit.start_at == self.start

    @property
    def moves(self) -> bool:
        """Whether the old time stands until those who are to come have agreed to this one."""
        return self.visit.state == SETTLED and not self.same and not self.agreed


STAYS = msg("fitting-set-reads-stays")


def _set(turn: Turn, filled: Filled) -> Set:
    visit, answers = visit_of(turn, filled.params), filled.answers
    if visit is None:
        raise Stale("visit")
    chosen = {pool: answers.get(f"pool_{pool}") or pool for pool in visit.needs}
    if set(chosen.values()) & set(visit.needs):
        raise Refusal(msg("fitting-set-none"))
    hosts = {pool: unshort(one) for pool, one in chosen.items()}
    start = setting.moment(turn, answers["day"], answers["hour"])
    return Set(visit, start, hosts, answers["how"] == setting.AGREED)


def last(turn: Turn, filled: Filled) -> Card:
    """Return the last look: when and who, and what each of those concerned reads then."""
    try:
        to_be = _set(turn, filled)
    except (Refusal, Stale):
        return Card(paragraphs=(msg("fitting-set-none"),), buttons=(filled.leave(),), about=short(filled.id))
    visit = to_be.visit
    when = cards.when(turn.who.network, visit, to_be.start)
    facts = [Fact(msg("visit-fact-when"), when)]
    facts += [Fact(names.POOLS[pool], named(turn, host)) for pool, host in to_be.hosts.items()]
    facts.append(Fact(msg("fitting-set-said"), SAID[setting.AGREED if to_be.agreed else setting.ASKS]))
    if _near(turn, to_be):
        facts.append(Fact(msg("visit-fact-house"), msg("visit-house-same")))
    labels = [msg("fitting-head-day"), msg("fitting-hour"), *(names.POOLS[pool] for pool in visit.needs)]
    labels.append(msg("fitting-set-said"))
    mends = [filled.mend(msg("kit-mend", what=label), place) for place, label in enumerate(labels)]
    problem = _problem(turn, to_be)
    keep = () if problem else (filled.button(msg("fitting-set-send"), KEEP, "primary"),)
    return Card(
        title=msg("fitting-set-last"),
        facts=tuple(facts),
        paragraphs=(problem,) if problem else tuple(_read(turn, to_be)),
        buttons=(*keep, *mends, filled.leave()),
        about=short(filled.id),
    )


def _problem(turn: Turn, to_be: Set) -> Msg | None:
    """Return why it cannot be set so, None where it can; of whom another visit is held then nobody is named."""
    visit, hosts = to_be.visit, list(to_be.hosts.values())
    if len(set(hosts)) < len(hosts):
        return msg("fitting-set-twice")
    if to_be.start <= turn.now:
        return msg("booking-past")
    if to_be.moves and visit.moving_to:
        return msg("booking-moving")
    unwanted = not seats.unwanted(turn.here, visit.id).isdisjoint(hosts)
    # Whom the office would rather not have: the same as of somebody who is elsewhere then.
    return msg("booking-busy") if unwanted or clashes(at(turn), visit, to_be.start, hosts) else None


def _near(turn: Turn, to_be: Set) -> bool:
    house = houses.of_office(turn, to_be.visit.office_id)
    hosts = [person for host in to_be.hosts.values() if (person := people.get(turn.here, host))]
    return any(houses.said(turn, person, house) for person in hosts)


def _read(turn: Turn, to_be: Set) -> Iterator[Msg]:
    """Yield what everybody reads, as `booking.assign` has it told: who is asked, the office, who comes no more."""
    visit, hosts = to_be.visit, list(to_be.hosts.values())
    held, call = one.held(turn, visit), msg("visit-call")
    comes = [seat for seat in held if seat.state == seats.COMES]
    agreed = {seat.person_id for seat in comes if seat.agreed_to == to_be.start}
    # Who moves it herself has agreed by that.
    agreed |= {seat.person_id for seat in comes if to_be.moves and seat.person_id == turn.person_id}
    asked = [] if to_be.agreed else [host for host in hosts if host not in agreed]
    if not asked and (to_be.agreed or not to_be.same):
        news = _news(turn, to_be)
        yield msg("fitting-set-reads-all", settled=news) if visit.guest_id else msg("fitting-set-reads", settled=news)
        yield from () if visit.guest_id else (call,)
    elif asked and to_be.moves:
        old, new = (cards.when(turn.who.network, visit, start) for start in (visit.start_at, to_be.start))
        moving = msg("visit-asked-moving", old=old, new=new)
        yield from (msg("fitting-set-reads-moving", who=together(turn, asked), moving=moving), STAYS)
    elif asked:
        yield msg("fitting-set-reads-asked", who=together(turn, asked))
        yield msg("fitting-set-reads-later") if visit.guest_id else msg("fitting-set-reads-later-call")
    # Of what is to be moved only who was still asked for the old time is free at once.
    free = (seats.ASKED,) if to_be.moves else seats.HOLDING
    if gone := [seat.person_id for seat in held if seat.person_id not in hosts and seat.state in free]:
        yield msg("fitting-set-reads-freed", who=together(turn, gone))


def _news(turn: Turn, to_be: Set) -> Msg:
    """Return the title of what is told where nobody has to be asked."""
    if to_be.same:
        return msg("visit-swapped")
    when = cards.when(turn.who.network, to_be.visit, to_be.start)
    return msg("visit-moved", when=when) if to_be.visit.settled_at else msg("visit-settled", when=when)


def decide(turn: Turn, filled: Filled, key: str) -> Reply | dict[str, Any]:
    """Set it, or look once more where that is not possible by now; raises Stale where the visit stands otherwise."""
    if key != KEEP:
        raise Stale("key")
    to_be = _set(turn, filled)
    visit, hosts = to_be.visit, list(to_be.hosts.values())
    if visit.version != filled.params["version"]:
        raise cards.overtaken(turn, visit)
    if _problem(turn, to_be):
        # The last look says it.
        return {}
    # Before it is set: where nothing is changed nobody is told anything.
    news = to_be.agreed or not to_be.same
    done = booking.assign(at(turn), visit.id, to_be.start, hosts, agreed=to_be.agreed)
    turn.note("visit.assigned")
    says = (msg("fitting-asked"),) if one.waiting(turn, done) else one.settled(done) if news else ()
    return Reply(cards=(one.card(turn, done, *says),))


def submit(_turn: Turn, _filled: Filled) -> Reply:
    """Never called: the last look decides."""
    raise Stale("last")


KIND = FormKind(setting.build, submit, last=last, decide=decide, about=about)
