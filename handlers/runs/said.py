"""How a run is put into words: its days, its period of application, and everything else that is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.kit.cards import Fact
from handlers.kit.turn import Turn
from handlers.runs import shape
from handlers.runs.shape import Hours, Told
from handlers.settings.rules import clock
from handlers.training.known import rules_of
from messages.courses import Rules
from messages.eras import Era
from messages.words import Msg, Words, given, msg
from storage.runs import CourseRun

# What each thing that is told of a run is called.
LABELS = {
    "course": msg("runs-course"),
    "title": msg("runs-title"),
    "prefecture": msg("runs-prefecture"),
    "apply": msg("runs-apply"),
    "opens": msg("runs-opens"),
    "days": msg("runs-days"),
    "place": msg("runs-place"),
    "url": msg("runs-url"),
    "how": msg("runs-how"),
    "ward": msg("runs-ward"),
}
# What lies further off is said with its era.
NEAR = timedelta(days=300)


def titled(holds: Rules, run: CourseRun | Told) -> Msg:
    """Return what a run is called: its name, and before it that of its course where its own does not say it."""
    course = holds.course(run.course)
    if course is None or course.name in run.title:
        return given(run.title or run.course)
    return msg("runs-named", course=course.name, title=run.title) if run.title else given(course.name)


def titled_for(turn: Turn, run: CourseRun | Told) -> Msg:
    """Return what a run is called in the person's network."""
    return titled(rules_of(turn.who.network), run)


def joined(parts: Sequence[Msg]) -> Msg:
    """Return several things as a list; at least one."""
    found = parts[0]
    for one in parts[1:]:
        found = msg("runs-and", before=found, last=one)
    return found


def with_year(day: date, words: Words) -> str:
    """Return a day with its era and weekday."""
    return words.era(Era(day))


def named(day: date, today: date) -> Msg:
    """Return a day with its weekday, and its era where it is not near."""
    return msg("kit-day", day=day if abs(day - today) < NEAR else Era(day))


def hours(one: Hours, today: date) -> Msg:
    """Return a day with its hours, as far as they are known."""
    day, start, end = one
    if start is None:
        return named(day, today)
    if end is None:
        return msg("runs-day-from", day=named(day, today), start=clock(start))
    return msg("runs-day-hours", day=named(day, today), start=clock(start), end=clock(end))


def period_said(period: tuple[date | None, date | None], words: Words) -> str:
    """Return a period of application with its era."""
    return words.say(_period(*period, date.min))


def days_said(days: Sequence[Hours], words: Words) -> str:
    """Return days with their hours, one after the other."""
    return words.say(joined([hours(one, date.min) for one in days])) if days else ""


def _period(first: date | None, last: date | None, today: date) -> Msg:
    if first and last:
        return msg("runs-period", first=named(first, today), last=named(last, today))
    if last:
        return msg("runs-until", last=named(last, today))
    return msg("runs-from", first=named(first, today)) if first else msg("runs-unknown")


def apply_line(run: CourseRun, today: date) -> Msg:
    """Return when one can apply, as seen from today: until when and how many days are left, from when, or over."""
    left = shape.days_left(run, today)
    if run.apply_from and today < run.apply_from:
        return msg("runs-apply-later", period=_period(run.apply_from, run.apply_to, today))
    if left is not None and run.apply_to:
        return msg("runs-apply-today") if left == 0 else msg("runs-apply-left", last=run.apply_to, n=left)
    if run.apply_to:
        return msg("runs-apply-over", last=named(run.apply_to, today))
    return msg("runs-apply-unknown") if run.opens_on >= today else msg("runs-apply-closed")


def facts(turn: Turn, told: Told) -> tuple[Fact, ...]:
    """Return everything that is known of a run but what it is called and when one can apply."""
    whole, today = told.whole(), turn.today
    days = [hours(one, today) for one in whole.days]
    course = rules_of(turn.who.network).course(told.course)
    # Where a run has no page of its own, the guide of its course is the source.
    page = told.url or (course.guide if course else "")
    found: list[tuple[str, Msg | None]] = [
        ("opens", named(told.opens_on, today) if told.opens_on else None),
        ("days", joined(days) if len(days) > 1 or (days and whole.days[0][1] is not None) else None),
        ("place", given(told.place) if told.place else None),
        ("how", given(told.how) if told.how else None),
        ("url", given(page) if page else None),
        ("prefecture", given(told.prefecture) if told.prefecture else None),
    ]
    return tuple(Fact(LABELS[name], value) for name, value in found if value)


def apply_fact(told: Told, today: date) -> Fact:
    """Return the period of application as it was entered."""
    return Fact(LABELS["apply"], _period(told.apply_from, told.apply_to, today))


def ward_says(told: Told) -> tuple[Msg, ...]:
    """Return what the ward does about a run: it passes it on, and its 推薦 is needed."""
    says = (msg("runs-recommended"),) if told.recommended else ()
    return (*says, *((msg("runs-by-ward"),) if told.by_ward else ()))
