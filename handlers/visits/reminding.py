"""Reminders of a visit: a week before, the working day before with the way there, and two hours before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from handlers.kit.cards import Button, Card
from handlers.kit.house import NoticeKind
from handlers.kit.turn import Turn
from handlers.visits import cards, looked, running, stages
from handlers.visits.notices import Told
from handlers.visits.stages import Stage
from messages.words import Msg, msg
from storage import outbox, people, seats, visit_steps, visits
from storage.db import Here
from storage.networks import Network
from storage.seats import COMES
from storage.visits import SETTLED, Visit

WEEK, DAY, SOON = "visit.week", "visit.day", "visit.soon"
KIND = {"week": WEEK, "day": DAY, "soon": SOON}
# After these a visit has the time that it has.
_NEWS = ("settled", "moved")


def plan(here: Here, network: Network, now: datetime) -> None:
    """Put the reminder that is right now of each settled visit in the outbox: one of a moved visit is another one."""
    local, closed = network.local(now), network.closed_days
    if stages.is_night(local):
        return
    for visit in visits.settled_between(here, now, now + stages.FURTHEST):
        start = _start(network, visit)
        stage = stages.now(start, local, closed)
        # Who has just been told when it takes place need not be told so once more; how to get there is another matter.
        if stage and not (stage.name == "week" and _told_at(here, visit) >= stage.due):
            subject = stage.subject(visit.id, start)
            outbox.post_all(here, KIND[stage.name], now, [(id, subject) for id in _to(here, visit)])


def _start(network: Network, visit: Visit) -> datetime:
    assert visit.start_at is not None
    return network.local(visit.start_at)


def _told_at(here: Here, visit: Visit) -> datetime:
    told = [step.at for step in visit_steps.of_visits(here, [visit.id]) if step.what in _NEWS]
    return max([*told, visit.settled_at or visit.asked_at])


def _to(here: Here, visit: Visit) -> list[UUID]:
    hosts = [seat.person_id for seat in seats.of_visit(here, visit.id, (COMES,))]
    wanted = [*([visit.guest_id] if visit.guest_id else []), *hosts]
    belongs = people.belonging(here, wanted)
    return [id for id in wanted if id in belongs]


def _find(turn: Turn, subject: UUID, kind: str) -> tuple[Visit, Stage] | None:
    """Return the visit of a reminder; None where it is off, has another time, or this is not what is right now."""
    network = turn.who.network
    local, closed = network.local(turn.now), network.closed_days
    mine = visits.of_guest(turn.here, turn.person_id, (SETTLED,))
    for visit in [*mine, *seats.held_by(turn.here, turn.person_id, (SETTLED,))]:
        stage = stages.now(_start(network, visit), local, closed) if visit.start_at else None
        if stage and KIND[stage.name] == kind and stage.subject(visit.id, _start(network, visit)) == subject:
            return visit, stage
    return None


def _remind(turn: Turn, subject: UUID, *, kind: str) -> Told:
    found = _find(turn, subject, kind)
    if found is None or stages.is_night(turn.who.network.local(turn.now)):
        return None
    visit, stage = found
    return (card(turn, visit, stage),)


def _title(turn: Turn, visit: Visit, stage: Stage) -> Msg:
    when = cards.when(turn.who.network, visit)
    if stage.name == "week":
        return msg("visit-week", when=when)
    return msg("visit-day", when=when) if stage.name == "day" else msg("visit-soon", when=when)


def _whom(visit: Visit) -> tuple[Msg, ...]:
    return (msg("visit-host-guestless"),) if cards.guestless(visit) else ()


def card(turn: Turn, visit: Visit, stage: Stage) -> Card:
    """Return a reminder: who comes and what to have ready, the way there, and a word for who is late."""
    host = looked.role(turn, visit) == "host"
    says = _whom(visit) if host else (cards.coming(turn, visit),)
    drawn = cards.drawn(turn, visit, _title(turn, visit, stage), says)
    if stage.name == "week":
        see = Button(msg("visit-see"), "visit", drawn.about)
        return replace(drawn, buttons=(see,))
    missing = visit.way == "online" and not visit.url
    wait = msg("visit-url-please") if host else msg("visit-url-waits")
    ways = (cards.button(msg("visit-url"), "visit.url", visit, "primary"),) if host and missing else ()
    return replace(
        drawn,
        paragraphs=(*says, *((wait,) if missing else ())),
        buttons=(*ways, running.late_button(visit), Button(msg("visit-see"), "visit", drawn.about)),
    )


def kinds() -> dict[str, NoticeKind]:
    """Return the reminders: two come with the letter, the last one at once."""
    return {
        WEEK: NoticeKind(partial(_remind, kind=WEEK), even_calm=True),
        DAY: NoticeKind(partial(_remind, kind=DAY), even_calm=True, first=True),
        SOON: NoticeKind(partial(_remind, kind=SOON), pace="now", repeats=True),
    }
