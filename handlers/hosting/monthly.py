"""「来月うかがえる時間は？」: asked once a month, from the 20th on; without an answer the pattern goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from handlers.hosting import cards, rules
from handlers.hosting.looked import hers, is_host, visits_between
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.house import Tap
from handlers.kit.turn import Reply, Turn
from messages.words import msg
from storage import hosts, letters, outbox
from storage.db import Here
from storage.ids import short, unshort
from storage.networks import Network

KIND = "hosting.month"


def plan(here: Here, network: Network, now: datetime) -> None:
    """Post the question about next month to every host who has not had it; again is once."""
    today = network.local(now).date()
    month = rules.asks_for(today, network.closed_days)
    if month is None:
        return
    everyone = {person.id: rules.subject_of(person.id, month) for person in hosts.everyone(here)}
    done = letters.posted(here, KIND, list(everyone.values()))
    to = [person for person, subject in everyone.items() if subject not in done]
    if to:
        weeks = hosts.weeks(here, to)
        asked = [person for person in to if _wants(weeks.get(person, []), network, today, month)]
        due = network.midnight(rules.asked_since(month, network.closed_days))
        outbox.post_all(here, KIND, due, [(person, everyone[person]) for person in asked])


def _wants(weeks: Sequence[hosts.Week], network: Network, today: date, month: date) -> bool:
    # Who has said 「いまはうかがえない」 is left in peace until she says otherwise.
    said = rules.is_paused(weeks, today) or rules.has_just_said(weeks, today, month, network.closed_days)
    return not said


def cards_of(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Return the question; None where its month has begun, it is answered, or she visits no more."""
    month = rules.next_month(turn.today)
    mine = hers(turn)
    fits = subject == rules.subject_of(turn.person_id, month) and is_host(turn)
    answered = mine.host is not None and mine.host.asked_for is not None and mine.host.asked_for >= month
    if not fits or answered or not _wants(mine.weeks, turn.who.network, turn.today, month):
        return None
    spans, id = rules.week_on(mine.weeks, month), short(subject)
    no = Button(msg("hosting-month-no"), "hosting.month.no", id)
    if not spans:
        begin = Button(msg("hosting-month-begin"), "hosting.next", style="primary")
        return (Card(msg("hosting-month"), (), None, (msg("hosting-month-none"),), (begin, no), "hosting-month"),)
    same = Button(msg("hosting-month-same"), "hosting.month.same", id, style="primary")
    buttons = (same, Button(msg("hosting-month-change"), "hosting.next"), no)
    says = (msg("hosting-month-default"),)
    return (Card(msg("hosting-month"), cards.week_facts(spans), None, says, buttons, "hosting-month"),)


def answered(turn: Turn, month: date) -> None:
    """Note that she has answered the question about a month: it does not come, or not again."""
    hosts.ensure(turn.here, turn.person_id).asked_for = month
    turn.here.session.flush()
    outbox.close(turn.here, turn.person_id, KIND, rules.subject_of(turn.person_id, month), turn.now)


def _month(turn: Turn, id: str) -> date:
    month = rules.next_month(turn.today)
    if not id or unshort(id) != rules.subject_of(turn.person_id, month):
        # A button of last month's question.
        raise Stale("month")
    return month


def same(turn: Turn, id: str) -> Reply:
    """Let next month be as this one; raises Stale."""
    month = _month(turn, id)
    answered(turn, month)
    return Reply(cards=(cards.hub(turn, msg("hosting-month-same-done", month=month.month)),))


def no(turn: Turn, id: str) -> Reply:
    """Do not come next month, and from the month after as before; visits that are there stay, and are named."""
    month = _month(turn, id)
    answered(turn, month)
    turn.here.alone()
    weeks = hosts.weeks(turn.here, [turn.person_id])[turn.person_id]
    after = rules.next_month(month)
    spans = rules.week_on(weeks, month)
    if spans:
        hosts.put_week(turn.here, turn.person_id, after, rules.week_on(weeks, after))
        for week in weeks:
            if month < week.from_day < after:
                hosts.put_week(turn.here, turn.person_id, week.from_day, [])
        hosts.put_week(turn.here, turn.person_id, month, [])
    back = (Button(msg("hosting-month-yes"), "hosting.month.yes", id),) if spans else ()
    said = msg("hosting-month-no-done", month=month.month, after=after.month)
    done = Card(paragraphs=(said,), buttons=(*back, cards.HUB, cards.home()), about="hosting-month")
    return Reply(cards=(done, *cards.visits_card(turn, visits_between(turn, month, after))))


def yes(turn: Turn, id: str) -> Reply:
    """Come next month after all, as in the month after it; raises Stale."""
    month = _month(turn, id)
    weeks = hosts.weeks(turn.here, [turn.person_id])[turn.person_id]
    if not rules.week_on(weeks, month):
        hosts.put_week(turn.here, turn.person_id, month, rules.week_on(weeks, rules.next_month(month)))
    return Reply(cards=(cards.hub(turn, msg("hosting-month-yes-done", month=month.month)),))


VERBS: dict[str, Tap] = {"hosting.month.same": same, "hosting.month.no": no, "hosting.month.yes": yes}
