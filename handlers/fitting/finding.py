"""A day for what has none: times at which a pair is free, for hosts to be asked or the office to choose from."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from handlers.fitting import houses, one, setting
from handlers.fitting.ways import at, listed, visit_of
from handlers.kit.errors import Stale
from handlers.kit.fields import Choice, Option
from handlers.kit.forms import Form
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.visits import booking, cards
from handlers.visits.at import sought_for
from handlers.visits.booking_times import suiting
from messages.words import Msg, msg
from storage import seats
from storage.ids import short
from storage.visits import DESK, OFFERED, SETTLED, Visit

FORM = "fitting.times"
OFFICE, SET, KEEP, NONE = "office", "set", "keep", "none"
MOST = cards.TIMES
# All of a span of days.
ALL = 1000
_KEY = "t%Y%m%d%H%M"


def key_of(moment: datetime) -> str:
    """Return the key of an option that is a moment."""
    return moment.astimezone(UTC).strftime(_KEY)


def moment_of(key: str) -> datetime:
    """Return the moment of an option's key."""
    return datetime.strptime(key, _KEY).replace(tzinfo=UTC)


def found(turn: Turn, visit: Visit) -> list[datetime]:
    """Return times at which somebody of each pool is free: those that the office wished for, or else the soonest."""
    sought = sought_for(visit, seats.unwanted(turn.here, visit.id))
    if wished := one.wished(visit):
        local = turn.who.network.local
        free = suiting(at(turn), sought, notice=1, most=ALL)
        fits = sorted(moment for moment in free if wished.suits(local(moment), visit.minutes))
        firsts = list({local(moment).date(): moment for moment in reversed(fits)}.values())
        if firsts:
            return sorted(firsts)[:MOST]
    return suiting(at(turn), sought, notice=1, most=MOST)


def times(turn: Turn, id: str) -> Reply:
    """Ask which of the times that suit is taken, or whether the office chooses; raises Stale."""
    visit = one.of(turn, id)
    if visit.state != DESK:
        raise Stale("state")
    if not (suits := found(turn, visit)):
        return Reply(cards=(one.card(turn, visit, msg("fitting-times-none")),))
    return _asked(turn, visit, suits, office=visit.guest_id is not None)


def chosen(turn: Turn, id: str) -> Reply:
    """Ask which of the times that lie with the office it has chosen by telephone; raises Stale."""
    visit = one.of(turn, id)
    if visit.state != OFFERED and not visit.by_telephone:
        raise Stale("state")
    return _asked(turn, visit, cards.times(visit), office=False)


def _asked(turn: Turn, visit: Visit, suits: Sequence[datetime], *, office: bool) -> Reply:
    # Worked out once: the form is built anew at every look at it.
    near = houses.marked(turn, sought_for(visit, seats.unwanted(turn.here, visit.id)), suits)
    params = {"visit": short(visit.id), "office": office}
    times = {"times": [key_of(moment) for moment in suits], "near": [key_of(moment) for moment in near]}
    return Reply(ask=Ask(FORM, params | times))


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the question with its times; a press on one is the answer."""
    visit = visit_of(turn, params)
    near = params.get("near", ())
    options = [Option(key, _when(turn, visit, key, near)) for key in params.get("times", ()) if visit is not None]
    if params.get("office"):
        options.append(Option(OFFICE, msg("fitting-times-office")))
    if visit is not None and visit.by_telephone:
        keep = Option(KEEP, msg("fitting-times-keep"))
        options.append(keep if visit.state == SETTLED else Option(NONE, msg("fitting-times-else")))
    options.append(Option(SET, msg("fitting-set")))
    if len(options) == 1:
        options.append(Option("gone", msg("fitting-list")))
    ask = msg("fitting-times-ask") if params.get("office") else msg("fitting-times-which")
    return Form(msg("fitting-times-form"), (Choice(name="time", ask=ask, options=tuple(options)),), one_by_one=True)


def _when(turn: Turn, visit: Visit, key: str, near: Container[str]) -> Msg:
    return listed(cards.when(turn.who.network, visit, moment_of(key)), *((houses.MARK,) if key in near else ()))


def submit(turn: Turn, filled: Filled) -> Reply:
    """Have hosts asked for a time, or let the office choose; raises Refusal, and Stale where it is not open."""
    visit = visit_of(turn, filled.params)
    if visit is None or not (visit.state in (DESK, OFFERED) or visit.by_telephone):
        raise Stale("visit")
    answer = filled.answers["time"] or SET
    if answer == SET:
        return setting.begin(turn, visit)
    if answer in (KEEP, NONE):
        return _refused(turn, visit, answer)
    if answer == OFFICE:
        offered = booking.offer(at(turn), visit.id, [moment_of(key) for key in filled.params["times"]])
        turn.note("visit.times_offered")
        return Reply(cards=(one.card(turn, offered, msg("fitting-times-offered")),))
    if answer not in filled.params["times"]:
        raise Stale("time")
    done = booking.choose(at(turn), visit.id, moment_of(answer))
    turn.note("visit.assigned")
    return Reply(cards=(one.card(turn, done, msg("fitting-asked")),))


def _refused(turn: Turn, visit: Visit, answer: str) -> Reply:
    """Leave a visit at its time, or without any: the office would rather not have the one that was offered."""
    if answer == KEEP:
        kept = booking.keep(at(turn), visit.id)
        turn.note("visit.time_kept")
        return Reply(cards=(one.card(turn, kept, msg("fitting-kept")),))
    to_fit = booking.dateless(at(turn), visit.id, visit.wish)
    turn.note("visit.to_fit")
    return Reply(cards=(one.card(turn, to_fit, msg("fitting-to-fit")),))
