"""Single days: ふさぐ 10/6 午後, あける 10/6 午後, said at any time, echoed with the weekday, taken back at a tap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from handlers.hosting import cards, rules
from handlers.hosting.looked import hers, visits_in
from handlers.kit.cards import Button, Card
from handlers.kit.days import offices
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import When
from handlers.kit.fields.when import wish
from handlers.kit.forms import Form
from handlers.kit.house import Tap
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.language.dates import Calendar, Reading, days_of
from handlers.language.weeks import AFTERNOON, MORNING, Hours
from messages.words import msg
from storage import hosts
from storage.hosts import HostDay
from storage.ids import short, unshort, uuid7

CLOSE, OPEN = "hosting.close", "hosting.open"
ASKED = {CLOSE: msg("hosting-close-ask"), OPEN: msg("hosting-open-ask")}
TITLE = {CLOSE: msg("hosting-close-form"), OPEN: msg("hosting-title")}
# Rows of days that are over are kept no longer.
KEPT_DAYS = 60


def ask(_turn: Turn, _id: str = "", *, form: str) -> Reply:
    """Ask for a day and hours."""
    return Reply(ask=Ask(form, {}))


def hear(turn: Turn, text: str, *, form: str) -> Reply:
    """Take a day and hours that were typed behind the word; what is in doubt is asked back."""
    return Reply(ask=Ask(form, {}, answers={"wish": text})) if text.strip() else ask(turn, form=form)


def build(turn: Turn, _params: Mapping[str, Any], *, form: str) -> Form:
    """Return the form for a day and hours."""
    field = When(
        name="wish",
        ask=ASKED[form],
        now=turn.who.network.local(turn.now),
        first=turn.today,
        last=turn.today + timedelta(days=rules.AHEAD_DAYS),
        calendar=_calendar(turn, form),
        again=msg("hosting-weekly"),
    )
    return Form(TITLE[form], (field,), one_by_one=True)


def _calendar(turn: Turn, form: str) -> Calendar:
    # Whoever closes a time says so of any day and hour; one at which nobody works is opened only when it is meant.
    return (
        Calendar(opens=rules.WHOLE_DAY[0], closes=rules.WHOLE_DAY[1])
        if form == CLOSE
        else offices(turn.who.network.closed_days)
    )


def submit(turn: Turn, filled: Filled, *, form: str) -> Reply:
    """Close or open a time; raises Refusal where its end was not said, or there would be too many."""
    reading = wish(filled.answers["wish"] or "")
    hours = _hours(reading, closes=form == CLOSE)
    named = days_of(reading, _calendar(turn, form), rules.LONGEST)
    turn.here.alone()
    _sweep(turn)
    if len(hers(turn).rows) + len(named) * len(hours) > rules.MOST_DAYS:
        raise Refusal(msg("hosting-many", most=rules.MOST_DAYS), "wish")
    return _close(turn, named, hours) if form == CLOSE else _open(turn, named, hours)


def _hours(reading: Reading, *, closes: bool) -> list[Hours]:
    if reading.start is None:
        return [rules.WHOLE_DAY] if closes else [MORNING, AFTERNOON]
    end = reading.end
    if end is None and reading.onward:
        end = rules.WHOLE_DAY[1] if closes else AFTERNOON[1]
    if end is None or end <= reading.start:
        raise Refusal(msg("hosting-until"), "wish")
    return [(reading.start, end)]


def _sweep(turn: Turn) -> None:
    before = turn.today - timedelta(days=KEPT_DAYS)
    old = hosts.days(turn.here, [turn.person_id], date.min, before)[turn.person_id]
    hosts.drop_days(turn.here, turn.person_id, [row.id for row in old])


def _keep(turn: Turn, wanted: Sequence[tuple[date, Hours]], *, open: bool) -> list[HostDay]:
    """Keep times that were said at once: the first row's id leads to the others."""
    first, rows = uuid7(), list[HostDay]()
    for day, hours in wanted:
        id = rules.row_id(first, day, hours) if rows else first
        row = HostDay(id=id, network_id=turn.here.network_id, person_id=turn.person_id, day=day, open=open)
        row.from_minute, row.until_minute = hours
        rows.append(row)
    turn.here.session.add_all(rows)
    turn.here.session.flush()
    return rows


def _close(turn: Turn, named: Sequence[date], hours: Sequence[Hours]) -> Reply:
    closed = [row for row in hers(turn).rows if not row.open]
    wanted = [(day, one) for day in named for one in hours if not _is_closed(closed, day, one)]
    if not wanted:
        return Reply(cards=(Card(paragraphs=(msg("hosting-closed-already"),)), cards.days_card(turn)))
    rows = _keep(turn, wanted, open=False)
    line = msg("hosting-closed", days=cards.act_days(rows), hours=cards.act_hours(rows))
    undo = Button(msg("hosting-undo-close"), "hosting.undo", short(rows[0].id))
    done = Card(paragraphs=(line,), buttons=(undo, cards.HUB, cards.home()), about=cards.ABOUT)
    return Reply(cards=(done, *cards.visits_card(turn, visits_in(turn, rows))))


def _is_closed(closed: Sequence[HostDay], day: date, one: Hours) -> bool:
    return rules.covers([(row.from_minute, row.until_minute) for row in closed if row.day == day], one)


def _open(turn: Turn, named: Sequence[date], hours: Sequence[Hours]) -> Reply:
    """Open a time: what was closed of it is closed no more, what the week has not is added."""
    wanted = [(day, one) for day in named for one in hours]
    for day, one in wanted:
        _reopen(turn, day, one)
    mine = hers(turn)
    extra = [(day, one) for day, one in wanted if not _in_week(mine.weeks, day, one)]
    rows = _keep(turn, extra, open=True)
    if not rows:
        return Reply(cards=(cards.hub(turn, msg("hosting-open-again")),))
    line = msg("hosting-opened", days=cards.act_days(rows), hours=cards.act_hours(rows))
    undo = Button(msg("hosting-undo-open"), "hosting.undo", short(rows[0].id))
    return Reply(cards=(Card(paragraphs=(line,), buttons=(undo, cards.HUB, cards.home()), about=cards.ABOUT),))


def _in_week(weeks: list[hosts.Week], day: date, one: Hours) -> bool:
    return rules.covers(rules.hours_of(rules.week_on(weeks, day), day.weekday()), one)


def _reopen(turn: Turn, day: date, cut: Hours) -> None:
    """Take a time out of those that are closed, or opened already: what is left of them stays."""
    rows = hosts.days(turn.here, [turn.person_id], day, day)[turn.person_id]
    met = [row for row in rows if rules.meets(row.from_minute, row.until_minute, *cut)]
    left = [(row.open, one) for row in met if not row.open for one in rules.without([row], day, cut)]
    hosts.drop_days(turn.here, turn.person_id, [row.id for row in met if not row.open])
    for open, one in left:
        _keep(turn, [(day, one)], open=open)


def undo(turn: Turn, id: str) -> Reply:
    """Take back what was said at once; raises Stale where that is done already."""
    turn.here.alone()
    act = next((act for act in rules.acts(hers(turn).rows) if id and act[0].id == unshort(id)), None)
    if act is None:
        raise Stale("day")
    hosts.drop_days(turn.here, turn.person_id, [row.id for row in act])
    return Reply(cards=(cards.hub(turn, msg("hosting-undone", days=cards.act_days(act))),))


def drop(turn: Turn, id: str) -> Reply:
    """Take one back on the list of single days; raises Stale."""
    undo(turn, id)
    return Reply(cards=(cards.days_card(turn),))


def show(turn: Turn, id: str = "") -> Reply:
    """Show the single days to come."""
    return Reply(cards=(cards.days_card(turn, id),))


VERBS: dict[str, Tap] = {
    CLOSE: partial(ask, form=CLOSE),
    OPEN: partial(ask, form=OPEN),
    "hosting.days": show,
    "hosting.drop": drop,
    "hosting.undo": undo,
}
