"""The weekly pattern: a weekday at a tap or typed, 「いまはうかがえない」, and coming back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from handlers.hosting import cards, monthly, rules
from handlers.hosting.hours import HoursField, of_kept, told
from handlers.hosting.looked import Hers, hers, live
from handlers.kit.cards import Button, Card
from handlers.kit.fields import Option
from handlers.kit.forms import Form
from handlers.kit.house import Tap
from handlers.kit.turn import Ask, Filled, Reply, Turn
from messages.words import msg
from storage import hosts
from storage.hosts import Span

FORM = "hosting.week"
NAMES = {
    "am": msg("hosting-am"),
    "pm": msg("hosting-pm"),
    "all": msg("hosting-all"),
    "none": msg("hosting-not-that-day"),
}


def show(turn: Turn, _id: str = "") -> Reply:
    """Show the week as it is now, to be changed."""
    return Reply(cards=(cards.week_card(turn, None),))


def show_next(turn: Turn, _id: str = "") -> Reply:
    """Show the week as it will be from next month on, to be changed; the question about it is answered."""
    month = rules.next_month(turn.today)
    monthly.answered(turn, month)
    return Reply(cards=(cards.week_card(turn, month),))


def ask(turn: Turn, _id: str = "", *, day: int, later: bool) -> Reply:
    """Ask for the hours of a weekday, from today or from next month on."""
    month = rules.next_month(turn.today).isoformat() if later else ""
    return Reply(ask=Ask(FORM, {"day": day, "month": month}))


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for the hours of a weekday, on one page with what they are."""
    day, start = params["day"], _start(turn, params)
    now = rules.hours_of(cards.base(hers(turn), start), 0 if day == rules.EVERY else day)
    lead = msg("network-now", now=told(now)) if day != rules.EVERY else None
    field = HoursField(
        name="hours",
        lead=lead,
        ask=msg("hosting-hours-ask", day=cards.CHANGED[day]),
        label=cards.CHANGED[day],
        options=tuple(Option(key, said) for key, said in NAMES.items()),
    )
    return Form(msg("hosting-title"), (field,), one_by_one=True)


def _start(turn: Turn, params: Mapping[str, Any]) -> date:
    # A form that has lain since last month changes what is from today on.
    return max(turn.today, date.fromisoformat(params["month"])) if params["month"] else turn.today


def submit(turn: Turn, filled: Filled) -> Reply:
    """Keep the hours of a weekday, and show the week."""
    start = _start(turn, filled.params)
    turn.here.alone()
    mine = hers(turn)
    hours = of_kept(filled.answers["hours"] or "m")
    put(turn, mine, start, rules.with_day(cards.base(mine, start), filled.params["day"], hours))
    month = start if start > turn.today else None
    said = msg("hosting-kept", day=cards.CHANGED[filled.params["day"]], hours=told(hours))
    return Reply(cards=(Card(paragraphs=(said,)), cards.week_card(turn, month)))


def put(turn: Turn, mine: Hers, start: date, spans: list[Span]) -> None:
    """Let the week be so from a day on; a later month in which she does not come stays such a month."""
    for week in mine.weeks:
        if week.from_day > start and week.spans:
            hosts.put_week(turn.here, turn.person_id, week.from_day, spans)
    hosts.put_week(turn.here, turn.person_id, start, spans)


def pause(turn: Turn, _id: str = "") -> Reply:
    """Offer no times from now on, until she says so; visits that are there stay, and are named."""
    turn.here.alone()
    spans = rules.week_on(hosts.weeks(turn.here, [turn.person_id])[turn.person_id], turn.today)
    if spans:
        # What she comes back to: also where she has said it only today.
        hosts.put_week(turn.here, turn.person_id, turn.today - timedelta(days=1), spans)
        hosts.drop_weeks(turn.here, turn.person_id, turn.today)
        hosts.put_week(turn.here, turn.person_id, turn.today, [])
    said = Card(
        paragraphs=(msg("hosting-paused"),),
        buttons=(Button(msg("hosting-resume"), "hosting.resume"), cards.HUB, cards.home()),
        about=cards.ABOUT,
    )
    return Reply(cards=(said, *cards.visits_card(turn, live(turn))))


def resume(turn: Turn, _id: str = "") -> Reply:
    """Offer times again, as they were."""
    turn.here.alone()
    mine = hers(turn)
    if not rules.week_on(mine.weeks, turn.today) and (usual := rules.usual(mine.weeks, turn.today)):
        hosts.put_week(turn.here, turn.person_id, turn.today, usual)
    return Reply(cards=(cards.hub(turn, msg("hosting-resumed")),))


VERBS: dict[str, Tap] = {
    "hosting.week": show,
    "hosting.next": show_next,
    "hosting.pause": pause,
    "hosting.resume": resume,
    **{f"hosting.week.{day}": partial(ask, day=day, later=False) for day in cards.CHANGED},
    **{f"hosting.next.{day}": partial(ask, day=day, later=True) for day in cards.CHANGED},
}
