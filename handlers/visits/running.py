"""On the day: somebody is a little late, and where one meets online."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from handlers.keeping.rules import URL, is_address
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Refusal
from handlers.kit.fields import Text
from handlers.kit.forms import Form
from handlers.kit.house import NoticeKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.visits import cards, looked, names, stages
from handlers.visits.notices import Told
from messages.words import Msg, msg
from storage import outbox, people, seats, visit_steps, visits
from storage.ids import short
from storage.seats import COMES
from storage.visit_steps import VisitStep
from storage.visits import SETTLED, Visit

LATE, LINK = "visit.late", "visit.link"
# Who says so at night wakes nobody: it is told as each wants to be told outside her hours.
LATE_AT_NIGHT = "visit.late.night"
FORM = "visit.url"
MINUTES = (5, 10, 15, 30)
# So long after it was to begin somebody may still be late.
LATEST = timedelta(hours=1)


def late_button(visit: Visit) -> Button:
    """Return ［少し遅れます］, which holds whatever else changes."""
    return Button(msg("visit-late"), "visit.late", short(visit.id))


def is_near(turn: Turn, visit: Visit) -> bool:
    """Tell whether a visit takes place so soon that somebody can be late for it."""
    if visit.start_at is None or visit.state != SETTLED or turn.now >= visit.start_at + LATEST:
        return False
    network = turn.who.network
    days = stages.stages(network.local(visit.start_at), network.closed_days)
    return any(stage.name != "week" and stage.due <= turn.now for stage in days)


def _taking_part(turn: Turn, id: str) -> Visit:
    """Return a visit that is near and at which the person is the guest or a host; raises Stale."""
    visit = looked.of(turn, id)
    if turn.person_id not in concerned(turn, visit) or not is_near(turn, visit):
        raise cards.overtaken(turn, visit)
    return visit


def concerned(turn: Turn, visit: Visit) -> list[UUID]:
    """Return who meets at a visit."""
    hosts = [seat.person_id for seat in seats.of_visit(turn.here, visit.id, (COMES,))]
    return [*([visit.guest_id] if visit.guest_id else []), *hosts]


def late(turn: Turn, id: str) -> Reply:
    """Ask how late; one tap tells the others."""
    visit = _taking_part(turn, id)
    minutes = [Button(msg("visit-late-by", minutes=by), f"visit.late.{by}", id) for by in MINUTES]
    see = Button(msg("visit-see"), "visit", id)
    return Reply(cards=(Card(paragraphs=(msg("visit-late-how"),), buttons=(*minutes, see), about=short(visit.id)),))


def late_by(turn: Turn, id: str, *, minutes: int) -> Reply:
    """Tell the others at once that somebody comes so many minutes later; the same twice is told once."""
    visit = _taking_part(turn, id)
    what = f"late.{minutes}"
    before = [step for step in visit_steps.of_visits(turn.here, [visit.id]) if step.by_id == turn.person_id]
    said = next((step.what for step in reversed(before) if step.what.startswith("late.")), "")
    if said != what:
        night = stages.is_night(turn.who.network.local(turn.now))
        _tell(turn, visit, what, LATE_AT_NIGHT if night else LATE)
    see = Button(msg("visit-see"), "visit", id)
    done = msg("visit-late-told", minutes=minutes)
    return Reply(cards=(Card(paragraphs=(done,), buttons=(see,), about=short(visit.id)),))


def _tell(turn: Turn, visit: Visit, what: str, kind: str) -> None:
    step = VisitStep(network_id=visit.network_id, visit_id=visit.id, what=what, at=turn.now, by_id=turn.person_id)
    step.version = visit.version
    turn.here.session.add(step)
    turn.here.session.flush()
    others = people.belonging(turn.here, [id for id in concerned(turn, visit) if id != turn.person_id])
    outbox.post_all(turn.here, kind, turn.now, [(id, step.id) for id in sorted(others)])


def _newest(turn: Turn, subject: UUID, sort: str) -> tuple[VisitStep, Visit] | None:
    """Return a step and its visit, if nobody has said something newer of this sort and it still takes place."""
    step = visit_steps.get(turn.here, subject)
    visit = visits.get(turn.here, step.visit_id) if step else None
    if step is None or visit is None or visit.state != SETTLED or turn.person_id not in concerned(turn, visit):
        return None
    same = [one for one in visit_steps.of_visits(turn.here, [visit.id]) if one.what.startswith(sort)]
    own = [one for one in same if sort == "link" or one.by_id == step.by_id]
    return (step, visit) if own[-1].id == step.id else None


def told_late(turn: Turn, subject: UUID) -> Told:
    """Tell that somebody is late; None where that is over."""
    found = _newest(turn, subject, "late")
    if found is None or not is_near(turn, found[1]):
        return None
    step, visit = found
    title = msg("visit-late-is", who=_who(turn, visit, step.by_id), minutes=step.what.partition(".")[2])
    see = Button(msg("visit-see"), "visit", short(visit.id))
    return (
        Card(
            title=title, paragraphs=(msg("visit-late-start", when=cards.when(turn.who.network, visit)),), buttons=(see,)
        ),
    )


def _who(turn: Turn, visit: Visit, id: UUID | None) -> Msg:
    seat = seats.of_person(turn.here, visit.id, id) if id and id != visit.guest_id else None
    person = people.get(turn.here, id) if id else None
    if person is None or not person.name:
        return msg("visit-nobody")
    name = msg("visit-person", name=person.name)
    return msg("visit-late-host", name=name, role=names.POOLS[seat.pool]) if seat else name


def ask_url(turn: Turn, id: str) -> Reply:
    """Ask a host for the address of a talk online."""
    visit = _online(turn, id)
    return Reply(ask=Ask(FORM, {"visit": short(visit.id)}, typed={"url": visit.url} if visit.url else {}))


def _online(turn: Turn, id: str) -> Visit:
    visit, seat = looked.hosted(turn, id)
    if visit.way != "online" or visit.state != SETTLED or seat.state != COMES:
        raise cards.overtaken(turn, visit)
    return visit


def build(_turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form: one address."""
    url = Text(name="url", ask=msg("visit-url-ask"), label=msg("visit-fact-url"), most=URL, lines=1)
    return Form(msg("visit-url-title"), (url,))


def submit(turn: Turn, filled: Filled) -> Reply:
    """Keep the address and tell the others; raises Refusal for what is none, Stale where it is held no more."""
    visit = _online(turn, filled.params["visit"])
    url = (filled.answers["url"] or "").strip()
    # What a program for talks gives out; nothing that a telephone would run.
    if not is_address(re.sub("^http:", "https:", url, flags=re.IGNORECASE)):
        raise Refusal(msg("visit-url-how"), "url")
    if url != visit.url:
        visit.url = url
        _tell(turn, visit, "link", LINK)
    done = Card(paragraphs=(msg("visit-url-told"),))
    return Reply(cards=(done, cards.card(turn, visit)))


def told_link(turn: Turn, subject: UUID) -> Told:
    """Tell where one meets online, as it is now."""
    found = _newest(turn, subject, "link")
    if found is None or not found[1].url:
        return None
    visit = found[1]
    title = msg("visit-link", when=cards.when(turn.who.network, visit))
    return (cards.drawn(turn, visit, title, (), Button(msg("visit-see"), "visit", short(visit.id))),)


def kinds() -> dict[str, NoticeKind]:
    """Return what is told on the day."""
    return {
        LATE: NoticeKind(told_late, pace="now", repeats=True),
        LATE_AT_NIGHT: NoticeKind(told_late, pace="soon", repeats=True, even_calm=True),
        LINK: NoticeKind(told_link, pace="soon", repeats=True, even_calm=True),
    }
