"""What tests of the visits' desk do again and again: visits as they stand, forms that are filled in on any face."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import delete

from handlers.visits import booking
from handlers.visits.booking import At, Wanted
from messages.menus import by_key
from storage import offices, people, seats, visits
from storage.db import Here
from storage.hosts import Week
from storage.seats import Seat
from storage.visits import Visit
from tests.chat import Chat
from tests.handlers.visits.hosts import SATO, network
from tests.privacy.visits import visit_of
from tests.slack_chat import SlackChat
from tests.talk import Talk
from tests.world import CENTRE, World

T = TypeVar("T", bound=Talk)
MINAMO, TSUKUSHI = "相談室 みなも", "相談支援 つくし"


def goes(talk: T, *labels: str) -> T:
    """Go to the visits' desk and on."""
    talk.enters("センターの仕事").taps("訪問の調整")
    for label in labels:
        talk.taps(label)
    return talk


def fills(talk: T, *typed: tuple[str, str], send: str = "") -> T:
    """Answer the questions of a form: page by page, in a chat one after another, and send it with this button."""
    # Each is given once: what is refused stands there for the test to look at.
    given = dict(typed)
    if isinstance(talk, Chat):
        while names := [field["name"] for field in (talk.page or {"fields": []})["fields"] if field["name"] in given]:
            talk.fills({name: given.pop(name) for name in names})
    elif isinstance(talk, SlackChat):
        while blocks := [one for one in _inputs(talk) if one["block_id"].partition(":")[0] in given]:
            for block in blocks:
                free = block["element"]["type"] in ("plain_text_input", "datepicker")
                fill = talk.slack.types if free else talk.slack.chooses
                fill(talk.user, block["block_id"], given.pop(block["block_id"].partition(":")[0]))
            talk.submits()
    else:
        for _, text in typed:
            talk.says(text)
        if send:
            talk.taps(send)
    return talk


def _inputs(talk: SlackChat) -> list[dict[str, Any]]:
    return [block for block in talk.modal.blocks if block["type"] == "input"] if talk.modal else []


def asked(world: World, office: str, *, days: float | None = None, by: str | None = None, **values: Any) -> UUID:
    """Let an office ask for a visit so many days from now (None: whenever), as its person does who is here."""
    with network(world) as (here, found):
        menu = by_key(values.pop("menu", "sv"), found.menus)
        its = offices.by_name(here, office)
        assert menu is not None and its is not None
        guest = people.by_name(here, by)[0].id if by else None
        start = values.pop("start", None) or (world.clock.now() + timedelta(days=days) if days else None)
        # Nobody of the office is here: the coordinator has booked it.
        booked = None if guest else id_of(here, CENTRE)
        told: dict[str, Any] = {"guest": guest, "booked_by": booked, "start": start} | values
        visit = booking.request(
            At(here, found, world.clock.now(), guest), Wanted(its.id, menu, 60, told.pop("way", "visit"), **told)
        )
        return visit.id


def stands(world: World, id: UUID) -> Visit:
    """Return a visit as it stands."""
    with network(world) as (here, _):
        found = here.session.get_one(Visit, (here.network_id, id))
        here.session.expunge(found)
        return found


def id_of(here: Here, name: str) -> UUID:
    """Return somebody's id."""
    return people.by_name(here, name)[0].id


def does(world: World, name: str, what: Any, *arguments: Any, **values: Any) -> None:
    """Let somebody do a step of a booking."""
    with network(world) as (here, found):
        what(At(here, found, world.clock.now(), id_of(here, name)), *arguments, **values)


def tokyo(text: str) -> datetime:
    """Return a moment of the network's zone, as 2026-12-01 10:00."""
    return datetime.fromisoformat(f"{text}:00+09:00")


def hosts(world: World, id: UUID) -> list[str]:
    """Return the names of who is asked or comes, the 主任 first."""
    with network(world) as (here, _):
        coming = sorted(seats.of_visit(here, id, seats.HOLDING), key=lambda one: seats.POOLS.index(one.pool))
        found = [people.get(here, seat.person_id) for seat in coming]
        return [person.name for person in found if person]


def only(world: World) -> UUID:
    """Return the id of the only visit."""
    with network(world) as (here, _):
        (visit,) = visits.in_states(here, visits.STATES)
        return visit.id


def nobody_has_hours(world: World) -> None:
    """Take all hosts' hours."""
    with network(world) as (here, _):
        here.session.execute(delete(Week).where(Week.network_id == here.network_id))


def held(world: World, office: str, day: str, *names: str, **values: Any) -> UUID:
    """Let an office have been visited by the first 主任 and 基幹, or these, on a day that is over."""
    with network(world) as (here, _):
        its = offices.by_name(here, office)
        assert its is not None
        told = {"state": visits.DONE, "outcome": "held", "start_at": tokyo(f"{day} 14:00"), "lasted": 55}
        visit = visit_of(its.id, None, tokyo(f"{day} 09:00"), network_id=here.network_id, version=1, **told | values)
        here.session.add(visit)
        here.session.flush()
        for pool, name in zip((seats.CHIEF, seats.CENTRE), names or (SATO, CENTRE), strict=True):
            row: dict[str, Any] = {"network_id": here.network_id, "visit_id": visit.id, "person_id": id_of(here, name)}
            here.session.add(Seat(**row, pool=pool, state=seats.COMES, asked_at=visit.asked_at))
        return visit.id
