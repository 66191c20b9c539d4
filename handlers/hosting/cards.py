"""The hosts' cards: everything at a glance, the week, single days, how often."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from handlers.hosting import rules
from handlers.hosting.hours import joined, told
from handlers.hosting.looked import Hers, hers, said_by
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.turn import Turn
from handlers.settings.rules import clock
from messages.words import Msg, given, msg
from storage.hosts import HostDay, Span
from storage.ids import short
from storage.visits import Visit

ABOUT = "hosting"
# So many single days stand on the first card, and so many on a page of their own.
FIRST, PAGE = 4, 8
# So many visits have a button.
MOST_VISITS = 5
DAYS = {day: msg("hosting-weekday", day=msg("weekday", n=f"d{day}")) for day in range(7)}
CHANGED = {**{day: DAYS[day] for day in rules.WEEKDAYS}, rules.EVERY: msg("hosting-every")}
CAPS = {"day": msg("hosting-cap-day"), "week": msg("hosting-cap-week"), "month": msg("hosting-cap-month")}
CAP_BUTTONS = {
    "day": msg("hosting-cap-change-day"),
    "week": msg("hosting-cap-change-week"),
    "month": msg("hosting-cap-change-month"),
}
WEEK, HUB = Button(msg("hosting-change-week"), "hosting.week"), Button(msg("hosting-back"), "hosting")
CLOSE, OPEN = Button(msg("hosting-close"), "hosting.close"), Button(msg("hosting-open"), "hosting.open")


def home() -> Button:
    """Return the way home."""
    return Button(msg("home-to-home"), "home")


def week_facts(spans: Sequence[Span]) -> tuple[Fact, ...]:
    """Return the hours of each weekday that has some."""
    weekdays = sorted({day for day, *_ in spans})
    return tuple(Fact(DAYS[day], told(rules.hours_of(spans, day))) for day in weekdays)


def hub(turn: Turn, *said: Msg) -> Card:
    """Return everything at a glance, and what can be changed; `said` stands on it first."""
    mine = hers(turn)
    spans, paused = rules.week_on(mine.weeks, turn.today), rules.is_paused(mine.weeks, turn.today)
    acts = rules.acts(mine.rows)
    facts = [*week_facts(spans), *_later(turn, mine), *(_act_fact(act) for act in acts[:FIRST])]
    if caps := caps_line(mine):
        facts.append(Fact(msg("hosting-caps"), caps))
    none = msg("hosting-paused-now") if paused else msg("hosting-nothing-yet")
    says = (*said, *([none] if not spans else []), msg("hosting-why"))
    pause = Button(msg("hosting-pause"), "hosting.pause")
    if paused:
        pause = Button(msg("hosting-resume"), "hosting.resume", style="primary")
    buttons = (
        WEEK,
        CLOSE,
        OPEN,
        *((Button(msg("hosting-days"), "hosting.days"),) if acts else ()),
        Button(msg("hosting-caps-change"), "hosting.caps"),
        *((pause,) if paused or spans else ()),
        Button(msg("hosting-visits"), "visits"),
        home(),
    )
    return Card(title=msg("hosting-title"), facts=tuple(facts), paragraphs=says, buttons=buttons, about=ABOUT)


def for_coordinators(turn: Turn, person_id: UUID) -> tuple[Fact, ...]:
    """Return when somebody has time and at most how often, as coordinators see it; nothing of who has said nothing."""
    mine = said_by(turn, person_id)
    caps = caps_line(mine)
    spans = rules.week_on(mine.weeks, turn.today)
    return (
        *((Fact(msg("hosting-title"), week_line(spans)),) if mine.weeks else ()),
        *_later(turn, mine),
        *(_act_fact(act) for act in rules.acts(mine.rows)[:FIRST]),
        *((Fact(msg("hosting-caps"), caps),) if caps else ()),
    )


def _later(turn: Turn, mine: Hers) -> list[Fact]:
    later = [week for week in mine.weeks if week.from_day > turn.today]
    return [Fact(msg("hosting-from", day=week.from_day), week_line(week.spans)) for week in later]


def week_line(spans: Sequence[Sequence[int]]) -> Msg:
    """Return a week on one line."""
    if not spans:
        return msg("hosting-away")
    of = sorted((one[0], one[1], one[2]) for one in spans)
    days = sorted({day for day, *_ in of})
    return joined([msg("hosting-of-day", day=DAYS[day], hours=told(rules.hours_of(of, day))) for day in days])


def _act_fact(act: Sequence[HostDay]) -> Fact:
    return Fact(act_days(act), act_line(act))


def act_days(act: Sequence[HostDay]) -> Msg:
    """Return the day that something was said of, or the first and the last of several."""
    first, last = min(row.day for row in act), max(row.day for row in act)
    return msg("network-day", day=first) if first == last else msg("network-days", first=first, last=last)


def act_line(act: Sequence[HostDay]) -> Msg:
    """Return of which hours it was said, and what."""
    hours = act_hours(act)
    return msg("hosting-opened-of", hours=hours) if act[0].open else msg("hosting-closed-of", hours=hours)


def act_hours(act: Sequence[HostDay]) -> Msg:
    """Return of which hours of its days something was said."""
    return told(sorted({(row.from_minute, row.until_minute) for row in act}))


def days_card(turn: Turn, behind: str = "") -> Card:
    """Return the single days to come, each with a button that takes it back."""
    acts = rules.acts(hers(turn).rows)
    ids = [short(act[0].id) for act in acts]
    start = ids.index(behind) + 1 if behind in ids else 0
    shown = acts[start : start + PAGE]
    drop = [Button(msg("hosting-drop", days=act_days(act)), "hosting.drop", short(act[0].id)) for act in shown]
    more = (Button(msg("network-more"), "hosting.days", short(shown[-1][0].id)),) if acts[start + PAGE :] else ()
    none = () if acts else (msg("hosting-no-days"),)
    facts = tuple(_act_fact(act) for act in shown)
    return Card(msg("hosting-days"), facts, None, none, (*drop, *more, CLOSE, HUB), ABOUT)


def week_card(turn: Turn, month: date | None) -> Card:
    """Return the week as it is now, or will be from a month on, and a button for each weekday."""
    mine = hers(turn)
    spans = base(mine, month or turn.today)
    verb = "hosting.next" if month else "hosting.week"
    title = msg("hosting-week-from", day=month) if month else msg("hosting-week")
    buttons = [Button(msg("hosting-change-day", day=said), f"{verb}.{day}") for day, said in CHANGED.items()]
    none = () if spans else (msg("hosting-nothing-yet"),)
    return Card(title, week_facts(spans), None, (*none, msg("hosting-week-why")), (*buttons, HUB), ABOUT)


def base(mine: Hers, day: date) -> list[Span]:
    """Return the week that somebody changes: as it is on a day, or was before she had none."""
    return rules.week_on(mine.weeks, day) or rules.usual(mine.weeks, day)


def caps_line(mine: Hers) -> Msg | None:
    """Return how often she visits at most, on one line; None where she has not said."""
    said = [msg("hosting-cap", of=name, count=count) for of, name in CAPS.items() if (count := cap_of(mine, of))]
    return joined(said) if said else None


def cap_of(mine: Hers, of: str) -> int | None:
    """Return at most how often she visits a day, a week or a month."""
    return {"day": mine.host.a_day, "week": mine.host.a_week, "month": mine.host.a_month}[of] if mine.host else None


def caps_card(turn: Turn) -> Card:
    """Return how often she visits at most, and a button to change each."""
    mine = hers(turn)
    facts = tuple(Fact(name, _cap(cap_of(mine, of))) for of, name in CAPS.items())
    buttons = [Button(said, f"hosting.caps.{of}") for of, said in CAP_BUTTONS.items()]
    return Card(msg("hosting-caps"), facts, None, (msg("hosting-caps-why"),), (*buttons, HUB), ABOUT)


def _cap(count: int | None) -> Msg:
    return msg("hosting-cap-count", count=count) if count else msg("hosting-cap-none")


def cap_card(turn: Turn, of: str) -> Card:
    """Offer at most how often."""
    now = cap_of(hers(turn), of)
    counts = [count for count in (*rules.CAPS[of], 0) if (count or None) != now]
    buttons = [Button(_cap(count), f"hosting.cap.{of}_{count}") for count in counts]
    back = Button(msg("kit-back"), "hosting.caps")
    return Card(msg("hosting-caps"), (Fact(CAPS[of], _cap(now)),), None, (), (*buttons, back), ABOUT)


def visits_card(turn: Turn, found: Sequence[Visit]) -> tuple[Card, ...]:
    """Return what is to be said where visits lie in a time that is hers no more: they stay, and what can be done."""
    if not found:
        return ()
    times = [(_start(turn, visit), visit) for visit in found[:MOST_VISITS] if visit.start_at]
    facts = tuple(Fact(when, given(visit.title)) for when, visit in times)
    buttons = [Button(msg("hosting-see-visit", when=when), "visit", short(visit.id)) for when, visit in times]
    more = (msg("hosting-more-visits", count=len(found) - len(times)),) if found[len(times) :] else ()
    says = (msg("hosting-visits-stay"), *more, msg("hosting-visits-how"))
    return (Card(msg("hosting-visits-there"), facts, None, says, tuple(buttons)),)


def _start(turn: Turn, visit: Visit) -> Msg:
    local = turn.who.network.local(visit.start_at or turn.now)
    return msg("hosting-at", day=local.date(), clock=clock(local.hour * 60 + local.minute))
