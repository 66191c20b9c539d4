"""A coordinator sets a visit as it was agreed: the day, the hour and who comes, asked of them or said already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from handlers.fitting import one, pairs
from handlers.fitting.ways import at, visit_of
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import AnyField, Choice, Day, Option, Select
from handlers.kit.forms import Form
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.visits import booking, names
from messages.words import Msg, given, msg
from storage import offices, seats
from storage.ids import short, unshort
from storage.people import Person
from storage.visits import Visit

FORM = "fitting.set"
# From and until when a visit can begin, in minutes after midnight, and how far ahead a day can lie.
EARLIEST, LATEST, STEP = 8 * 60, 19 * 60, 15
FURTHEST = timedelta(days=365)
AGREED, ASKS = "agreed", "asks"


def ask(turn: Turn, id: str) -> Reply:
    """Begin to set a visit; raises Stale."""
    return begin(turn, one.of(turn, id))


def begin(turn: Turn, visit: Visit) -> Reply:
    """Ask for day, hour and hosts; raises Refusal where there is nobody of a pool."""
    if not visit.is_live:
        raise Stale("visit")
    for pool in visit.needs:
        if not pairs.able(turn, visit, pool):
            raise Refusal(msg("fitting-set-nobody", pool=names.POOLS[pool]))
    return Reply(ask=Ask(FORM, {"visit": short(visit.id)}))


def hours(ask_for: Msg, **kept: Any) -> Select:
    """Return the field that asks when a visit begins: a list on a page, typed as 14:00 in a chat."""
    minutes = range(EARLIEST, LATEST + 1, STEP)
    options = tuple(Option(f"m{minute}", given(f"{minute // 60}:{minute % 60:02}")) for minute in minutes)
    # On the full hour first: a chat shows only the first few.
    ordered = tuple(sorted(options, key=lambda option: int(option.key[1:]) % 60 != 0))
    return Select(name="hour", ask=ask_for, label=msg("fitting-hour"), options=ordered, **kept)


def moment(turn: Turn, day: str | None, hour: str | None) -> datetime:
    """Return the moment of a day and an hour that were answered, in UTC."""
    minute = int((hour or "m0")[1:])
    on = turn.who.network.midnight(date.fromisoformat(day or ""))
    local = datetime.combine(on.date(), time(minute // 60, minute % 60), on.tzinfo)
    return local.astimezone(UTC)


def day_field(turn: Turn, **kept: Any) -> Day:
    """Return the field that asks for a day from today on."""
    first = turn.today
    return Day(name="day", ask=msg("fitting-day"), today=first, first=first, last=first + FURTHEST, **kept)


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form: day, hour, one of each pool, and whether they have agreed already."""
    visit = visit_of(turn, params)
    fields: list[AnyField] = [day_field(turn, label=msg("visit-fact-when")), hours(msg("fitting-hour-ask"))]
    fields += [_host(turn, visit, pool) for pool in visit.needs] if visit else []
    said = (Option(ASKS, msg("fitting-set-asks")), Option(AGREED, msg("fitting-set-agreed")))
    fields.append(Choice(name="how", ask=msg("fitting-set-how"), label=msg("fitting-set-said"), options=said))
    return Form(msg("fitting-set-form"), tuple(fields), sends=msg("fitting-set-send"))


def _host(turn: Turn, visit: Visit, pool: str) -> Select:
    been, house = pairs.load(turn), _house(turn, visit.office_id)
    found = pairs.listed_for(turn, visit, pool)
    options = [Option(short(one.id), pairs.said_of(one, been, *_near(turn, one, house))) for one in found]
    none = Option(pool, msg("fitting-set-none"))
    return Select(
        name=f"pool_{pool}",
        ask=msg("fitting-set-who", pool=names.POOLS[pool]),
        label=names.POOLS[pool],
        options=tuple(options) or (none,),
    )


def _house(turn: Turn, office_id: UUID | None) -> str:
    office = offices.get(turn.here, office_id) if office_id else None
    return office.corporation if office else ""


def _near(turn: Turn, person: Person, house: str) -> tuple[Msg, ...]:
    if turn.who.network.own_house == "allow" or not house or _house(turn, person.office_id) != house:
        return ()
    return (msg("fitting-host-house"),)


def submit(turn: Turn, filled: Filled) -> Reply:
    """Set it; raises Refusal where somebody is elsewhere then, Stale where the visit is over or off."""
    visit = visit_of(turn, filled.params)
    if visit is None:
        raise Stale("visit")
    answers = filled.answers
    chosen = [answers.get(f"pool_{pool}") or pool for pool in visit.needs]
    if set(chosen) & set(visit.needs):
        raise Refusal(msg("fitting-set-none"))
    hosts = [unshort(one) for one in chosen]
    if len(set(hosts)) < len(hosts):
        raise Refusal(msg("fitting-set-twice"))
    if not seats.unwanted(turn.here, visit.id).isdisjoint(hosts):
        # The same as of somebody who is elsewhere then.
        raise Refusal(msg("booking-busy"))
    start, agreed = moment(turn, answers["day"], answers["hour"]), answers["how"] == AGREED
    done = booking.assign(at(turn), visit.id, start, hosts, agreed=agreed)
    turn.note("visit.assigned")
    said = msg("fitting-set-done") if agreed else msg("fitting-asked")
    return Reply(cards=(one.card(turn, done, said),))
