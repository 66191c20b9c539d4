"""The month's questions unasked: posted once a month for who wants them, and drawn only while they are right."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from handlers.kit import days
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.house import NoticeKind
from handlers.kit.turn import Turn
from handlers.rhythms import rules
from messages.words import Msg, msg
from storage import careers, letters, outbox, rhythms
from storage.db import Here
from storage.ids import short
from storage.networks import Network

ABOUT = "rhythms"
TITLES = {rules.CASE: msg("rhythms-case"), rules.BEGIN: msg("rhythms-begin"), rules.END: msg("rhythms-end")}


def plan(here: Here, network: Network, now: datetime) -> None:
    """Post what is right today to everybody who wants it and has not had it this month; again is once."""
    today = network.local(now).date()
    for kind in rules.KINDS:
        if rules.is_right(kind, today, network.closed_days):
            month = rules.month_of(today)
            asked = {one: rules.subject_of(one, kind, month) for one in _wanted(here, network, kind, now)}
            done = letters.posted(here, kind, list(asked.values()))
            new = [(one, subject) for one, subject in asked.items() if subject not in done]
            outbox.post_all(here, kind, network.midnight(today), new)


def _wanted(here: Here, network: Network, kind: str, now: datetime) -> list[UUID]:
    month = rules.month_of(network.local(now).date())
    found = rhythms.wanting(here, rules.SWITCH[kind])
    if kind == rules.BEGIN:
        said = rhythms.said(here, month)
        return [one for one in found if one not in said]
    if kind == rules.END:
        since = network.midnight(rules.span(kind, month, network.closed_days)[0])
        some = rhythms.unfinished(here, month, since)
        return [one for one in found if one in some]
    return found


def wants(turn: Turn, kind: str) -> bool:
    """Tell whether the person has asked to be asked this."""
    mine = careers.of_person(turn.here, turn.person_id)
    return mine is not None and {"cases": mine.cases, "months": mine.months}[rules.SWITCH[kind]]


def comes(turn: Turn, which: str) -> date:
    """Return the day whose letter brings the first question of a rhythm that begins now, by what is known today."""
    network = turn.who.network
    since = days.letter_day(network.local(turn.now), turn.who.person.morning_at, network.closed_days)
    return min(_next(turn, kind, since) for kind, its in rules.SWITCH.items() if its == which)


def _next(turn: Turn, kind: str, since: date) -> date:
    closed, month = turn.who.network.closed_days, rules.month_of(since)
    day = rules.coming(kind, since, closed)
    asked = letters.posted(turn.here, kind, [rules.subject_of(turn.person_id, kind, month)])
    over = rules.month_of(day) == month and (asked or _said(turn, kind, month))
    return rules.coming(kind, rules.next_month(month), closed) if over else day


def _said(turn: Turn, kind: str, month: date) -> bool:
    """Tell whether what she has said of a month leaves nothing to ask; nobody is asked what is left of no number."""
    if kind == rules.BEGIN:
        return rhythms.month(turn.here, turn.person_id, month) is not None
    network = turn.who.network
    since = network.midnight(rules.span(kind, month, network.closed_days)[0])
    return kind == rules.END and turn.person_id not in rhythms.unfinished(turn.here, month, since)


def _cards(turn: Turn, subject: UUID, kind: str) -> tuple[Card, ...] | None:
    network, month = turn.who.network, rules.month_of(turn.today)
    if not rules.is_right(kind, turn.today, network.closed_days) or not wants(turn, kind):
        return None
    if subject not in rules.subjects(turn.person_id, kind, month):
        return None
    # What she has said meanwhile answers it.
    if _said(turn, kind, month):
        return None
    return (card(turn, kind),)


def card(turn: Turn, kind: str) -> Card:
    """Return one of the questions."""
    month = rules.month_of(turn.today)
    id = short(rules.subject_of(turn.person_id, kind, month))
    ways = (
        Button(msg("rhythms-later"), "rhythms.later", id),
        Button(msg("rhythms-not-this"), "rhythms.not_this", id),
        Button(msg("rhythms-stop"), "rhythms.stop", id),
    )
    answers, facts, says = _asked(turn, kind)
    return Card(title=TITLES[kind], facts=facts, paragraphs=(says,), buttons=(*answers, *ways), about=f"{ABOUT}:{id}")


def _asked(turn: Turn, kind: str) -> tuple[tuple[Button, ...], tuple[Fact, ...], Msg]:
    if kind == rules.CASE:
        begin = Button(msg("rhythms-case-begin"), "reflection.quick", style="primary")
        return (begin,), (), msg("rhythms-case-how")
    if kind == rules.BEGIN:
        count = Button(msg("rhythms-count"), "rhythms.count", style="primary")
        return (count,), (), msg("rhythms-hers")
    known = rhythms.month(turn.here, turn.person_id, rules.month_of(turn.today))
    facts = (Fact(msg("rhythms-fact-planned"), msg("rhythms-number", count=known.planned)),) if known else ()
    left = Button(msg("rhythms-left"), "rhythms.left", style="primary")
    return (left, Button(msg("rhythms-none-left"), "rhythms.none_left")), facts, msg("rhythms-hers")


def close(turn: Turn, kind: str) -> None:
    """Let this month's question be answered, also where it was put off: it does not come, or not again."""
    for subject in rules.subjects(turn.person_id, kind, rules.month_of(turn.today)):
        outbox.close(turn.here, turn.person_id, kind, subject, turn.now)


def _kind(kind: str) -> NoticeKind:
    return NoticeKind(lambda turn, subject: _cards(turn, subject, kind))


NOTICES = {kind: _kind(kind) for kind in rules.KINDS}
