"""Which times there are: the few that suit all, those that suit what was typed, why there are not more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.kit.cards import Card
from handlers.kit.turn import Filled, Turn
from handlers.visits import booking, choices, names, rules, wished
from handlers.visits.booking import Wanted
from handlers.visits.looks import LINE, WISH, at
from handlers.visits.wished import Wished
from messages.words import Msg, msg
from storage.ids import short
from storage.networks import Network

# So many are offered at once: a telephone's height, with what else can be pressed.
OFFERED = 4
# All of a span of days.
ALL = 1000
# So far before and behind a wish that nothing suits is near.
NEAR = timedelta(days=7)
# What hosts have said of themselves, and what others have taken, is one thing to whoever asks.
FULL = frozenset({"hours", "taken", "caps"})


@dataclass(frozen=True, slots=True)
class Found:
    """What can be offered: times, the wish that they suit or not, why there are not more, whether any hours are.

    `first` is the day from which she had later ones looked for.
    """

    times: Sequence[datetime]
    why: Sequence[str]
    hours: bool
    wish: Wished | None = None
    suits: bool = False
    first: date | None = None


def label(network: Network, start: datetime) -> Msg:
    """Return a time as it stands on a button."""
    local = network.local(start)
    return msg("visits-time", day=local.date(), hour=local.strftime("%-H:%M"))


def find(turn: Turn, wanted: Wanted, typed: str, first: date | None = None) -> Found:
    """Return the times that suit what was typed; where none do, or nothing was typed, the soonest from a day on."""
    wanted, here = replace(wanted, start=None), at(turn)
    wish = wished.of(turn, wished.field(turn, wanted.menu), typed)
    if wish and not first:
        within = booking.times(here, wanted, first=wish.first, last=wish.last, most=ALL)
        local = turn.who.network.local
        suiting = sorted(one for one in within.times if wish.suits(local(one), wanted.minutes))
        if suiting:
            return Found(_spread(turn, suiting, wanted.minutes), within.why, within.hours, wish, True)
        about = booking.times(here, wanted, first=wish.first - NEAR, last=wish.last + NEAR, most=ALL)
        if about.times:
            return Found(_nearest(turn, about.times, wish), about.why, about.hours, wish)
    soonest = booking.times(here, wanted, first=first, most=OFFERED)
    if first and not soonest.times:
        # Behind the last one it begins anew.
        return find(turn, wanted, typed)
    return Found(soonest.times, soonest.why, soonest.hours, wish, first=first)


def _nearest(turn: Turn, times: Sequence[datetime], wish: Wished) -> list[datetime]:
    """Return the first time of each of the days that lie nearest to a wish."""
    local = turn.who.network.local
    firsts = {local(one).date(): one for one in sorted(times, reverse=True)}
    near = sorted(firsts, key=lambda day: (max(wish.first - day, day - wish.last, timedelta(0)), day))
    return sorted(firsts[day] for day in near[:OFFERED])


def _spread(turn: Turn, times: Sequence[datetime], minutes: int) -> list[datetime]:
    """Return a few of these times: the first of each day before any other, and none that would overlap another."""
    local = turn.who.network.local
    firsts = list({local(one).date(): one for one in reversed(times)}.values())
    chosen = sorted(firsts)[:OFFERED]
    for one in times:
        if len(chosen) < OFFERED and all(abs(one - other) >= timedelta(minutes=minutes) for other in chosen):
            chosen.append(one)
    return sorted(chosen)


def fits(turn: Turn, wanted: Wanted, start: datetime) -> bool:
    """Tell whether a time that was chosen still suits all rules."""
    day = turn.who.network.local(start).date()
    return start in booking.times(at(turn), replace(wanted, start=None), first=day, last=day, most=ALL).times


def card(
    turn: Turn, filled: Filled, wanted: Wanted, found: Found, title: Msg, *says: Msg, dateless: bool = True
) -> Card:
    """Return the times to choose from, and the ways on where none of them suits."""
    buttons = [
        *(filled.button(label(turn.who.network, one), f"t.{choices.time_key(one)}") for one in found.times),
        filled.mend(msg("visits-write-again") if found.wish else msg("visits-write"), PLACES[WISH]),
        *((filled.button(msg("visits-whenever"), "whenever"),) if dateless else ()),
        filled.button(msg("visits-why"), "why"),
        *((filled.button(msg("visits-earlier"), "earlier"),) if found.first else ()),
        filled.leave(),
    ]
    return Card(title=title, paragraphs=(*says, _above(wanted, found)), buttons=tuple(buttons), about=short(filled.id))


# Where in the form each field stands: `Filled.mend` asks one by its place.
PLACES = {WISH: 0, LINE: 1}


def _above(wanted: Wanted, found: Found) -> Msg:
    if found.first and found.times:
        return msg("visits-from", day=found.first, minutes=wanted.minutes, way=names.WAYS[wanted.way])
    if found.wish and found.suits:
        return msg("visits-for", wish=found.wish.says)
    if found.wish:
        says = found.wish.says
        return msg("visits-for-near", wish=says) if found.times else msg("visits-for-none", wish=says)
    if not found.times:
        return msg("visits-none")
    return msg("visits-soonest", minutes=wanted.minutes, way=names.WAYS[wanted.way])


def why_card(turn: Turn, filled: Filled, wanted: Wanted, found: Found, *, moving: bool = False) -> Card:
    """Return why there are not more times, and what would help; never who, nor how often somebody comes."""
    # These two are always so.
    codes = {"closed", "notice" if wanted.menu.notice else "", *("full" if one in FULL else one for one in found.why)}
    says = [text for code, text in _reasons(turn, wanted).items() if code in codes]
    helps = {"longer": filled.button(msg("visits-length"), "length")}
    if "online" in wanted.menu.ways and wanted.way != "online":
        helps["online"] = filled.button(msg("visits-be-online"), "way.online")
    # How long and where is settled with whoever has agreed to come.
    ways = [] if moving else [button for code, button in helps.items() if code in codes]
    ways += [filled.button(msg("visits-later"), "later")] if found.times else []
    back = filled.button(msg("visits-back"), "back")
    return Card(
        title=msg("visits-why"),
        paragraphs=tuple(says),
        buttons=(*ways, back),
        about=short(filled.id),
    )


def _reasons(turn: Turn, wanted: Wanted) -> dict[str, Msg]:
    menu, closed = wanted.menu, turn.who.network.closed_days
    soonest = rules.working_after(turn.today, menu.notice, closed)
    return {
        "notice": msg("visits-why-notice", day=soonest),
        "furthest": msg("visits-why-furthest", day=turn.today + timedelta(days=menu.furthest)),
        "closed": msg("visits-why-closed"),
        "full": msg("visits-why-full"),
        "house": msg("visits-why-house"),
        "field": msg("visits-why-field"),
        "longer": msg("visits-why-longer"),
        "online": msg("visits-why-online"),
        "later": msg("visits-why-later"),
    }


def later(turn: Turn, found: Found) -> str:
    """Return the day from which further times are looked for: behind the last one that is shown."""
    last = turn.who.network.local(found.times[-1]).date() if found.times else turn.today + timedelta(days=6)
    return (last + timedelta(days=1)).isoformat()
