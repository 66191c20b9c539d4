"""A coordinator sets a visit as it was agreed: the day, the hour and who comes, asked of them or said already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from handlers.fitting import hours, houses, one, pairs
from handlers.fitting.hours import CLOCKS, MINUTES
from handlers.fitting.ways import visit_of
from handlers.kit import days
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import AnyField, Choice, Day, Option, Select
from handlers.kit.forms import Form
from handlers.kit.turn import Ask, Reply, Turn
from handlers.settings.rules import clock
from handlers.visits import names
from messages.words import Msg, msg
from storage.ids import short
from storage.visits import Visit

FORM = "fitting.set"
# How far ahead a day can lie.
FURTHEST = timedelta(days=365)
AGREED, ASKS = "agreed", "asks"


def ask(turn: Turn, id: str) -> Reply:
    """Begin to set a visit; raises Stale."""
    return begin(turn, one.of(turn, id))


def begin(turn: Turn, visit: Visit) -> Reply:
    """Ask for day, hour and hosts, with what is known in their fields; raises Refusal where there is nobody of a pool.

    In a chat, where a field holds nothing, what is known is said, and stands first.
    """
    if not visit.is_live:
        raise Stale("visit")
    for pool in visit.needs:
        if not pairs.able(turn, visit, pool):
            raise Refusal(msg("fitting-set-nobody", pool=names.POOLS[pool]))
    params = {"visit": short(visit.id), "version": visit.version}
    return Reply(ask=Ask(FORM, params, typed=known(turn, visit) if turn.traits.together else {}))


def known(turn: Turn, visit: Visit) -> dict[str, str]:
    """Return what is known of a visit, as the form's answers: its time, or the one that was wished for, and who comes.

    Whom somebody would rather not have is not among them.
    """
    found, start = {}, visit.moving_to or visit.start_at
    hoped = one.wished(visit) if start is None else None
    local = turn.who.network.local(start) if start else None
    day, minute = (local.date(), days.minute_of(local)) if local else (None, None)
    if hoped and hoped.first == hoped.last:
        day, minute = hoped.first, hoped.reading.start
    if day and turn.today <= day <= turn.today + FURTHEST:
        found["day"] = day.isoformat()
    if minute is not None and minute in MINUTES:
        found["hour"] = clock(minute)
    return found | {f"pool_{seat.pool}": short(seat.person_id) for seat in one.held(turn, visit)}


def moment(turn: Turn, day: str | None, hour: str | None) -> datetime:
    """Return the moment of a day and an hour that were answered, in UTC."""
    minute = CLOCKS[hour or ""]
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
    knows = known(turn, visit) if visit and not turn.traits.together else {}
    fields: list[AnyField] = [
        day_field(turn, label=msg("fitting-head-day"), lead=_is(turn, knows)),
        hours.field(turn, knows.get("hour")),
    ]
    fields += [_host(turn, visit, pool, knows.get(f"pool_{pool}")) for pool in visit.needs] if visit else []
    said = (Option(ASKS, msg("fitting-set-asks")), Option(AGREED, msg("fitting-set-agreed")))
    fields.append(Choice(name="how", ask=msg("fitting-set-how"), label=msg("fitting-set-said"), options=said))
    return Form(msg("fitting-set-form"), tuple(fields), sends=msg("fitting-book-next"))


def _is(turn: Turn, knows: Mapping[str, str]) -> Msg | None:
    """Return the day and hour that are known, for a chat."""
    if "day" not in knows or "hour" not in knows:
        return None
    local = turn.who.network.local(moment(turn, knows["day"], knows["hour"]))
    return msg("fitting-set-now", day=local.date(), hour=f"{local:%-H:%M}")


def _host(turn: Turn, visit: Visit, pool: str, first: str | None) -> Select:
    been, house = pairs.load(turn), houses.of_office(turn, visit.office_id)
    found = pairs.listed_for(turn, visit, pool)
    found.sort(key=lambda it: short(it.id) != first)
    options = [Option(short(it.id), pairs.said_of(it, been, *houses.said(turn, it, house))) for it in found]
    none = Option(pool, msg("fitting-set-none"))
    return Select(
        name=f"pool_{pool}",
        ask=msg("fitting-set-who", pool=names.POOLS[pool]),
        label=names.POOLS[pool],
        options=tuple(options) or (none,),
    )
