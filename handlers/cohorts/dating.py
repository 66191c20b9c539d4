"""The coordinators' side of a poll that begins: which times are offered, how long, where, until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from handlers.cohorts import looked, rules, staff
from handlers.cohorts.moment import Closing, Minutes, Moment
from handlers.kit import days
from handlers.kit.cards import Card, Fact
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import Answers, AnyField, Name
from handlers.kit.fields.when import wish
from handlers.kit.forms import Form
from handlers.kit.house import FormKind, Tap
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.visits import telling
from messages.words import Msg, msg
from storage import cohorts, polls
from storage.cohorts import Cohort
from storage.ids import unshort
from storage.seal import Unreadable

ASK = "cohort.ask"
SEND = "send"
TIMES = {
    "t1": msg("cohort-time-1"),
    "t2": msg("cohort-time-2"),
    "t3": msg("cohort-time-3"),
    "t4": msg("cohort-time-4"),
    "t5": msg("cohort-time-5"),
    "t6": msg("cohort-time-6"),
}


def _cohort(turn: Turn, id: str) -> Cohort:
    found = cohorts.get(turn.here, unshort(id)) if id else None
    if found is None or found.off_at:
        raise Stale("cohort")
    return found


def ask(turn: Turn, id: str) -> Reply:
    """Begin to ask a cohort for a day; raises Stale where it is being asked already."""
    cohort = _cohort(turn, id)
    live = looked.of_cohort(turn, cohort)
    if live and live.phase in ("open", "closed", "settled"):
        raise Stale("poll", shows=(staff.poll(turn, live),))
    return Reply(ask=Ask(ASK, {"cohort": id}))


def moment_field(turn: Turn, name: str, asked: Msg, first: date, **kept: Any) -> Moment:
    """Return the question for one moment, on the day `first` or later."""
    network = turn.who.network
    calendar = days.offices(network.closed_days, closes=21 * 60)
    return Moment(
        name=name,
        ask=asked,
        now=network.local(turn.now),
        first=first,
        last=turn.today + rules.FURTHEST,
        calendar=calendar,
        **kept,
    )


def _further(before: str) -> Callable[[Answers], bool]:
    return lambda answers: bool(answers.get(before))


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form of a poll: two to six times, how long, where, until when."""
    cohort = cohorts.get(turn.here, unshort(params["cohort"]))
    if cohort is None or cohort.off_at:
        raise Unreadable("cohort")
    fields = (*_time_fields(turn), *_other_fields(turn))
    return Form(msg("cohort-ask"), fields, one_by_one=True)


def _time_fields(turn: Turn) -> Iterator[AnyField]:
    before = ""
    for place, (name, label) in enumerate(TIMES.items()):
        more: dict[str, Any] = {"label": label}
        if before:
            more["after"] = (before,)
        if place >= rules.LEAST_TIMES:
            more |= {"when": _further(before), "skip": msg("cohort-enough")}
        asked = msg("cohort-ask-first") if not place else msg("cohort-ask-next", number=place + 1)
        yield moment_field(turn, name, asked, turn.today + rules.SOONEST, **more)
        before = name


def _other_fields(turn: Turn) -> Iterator[AnyField]:
    low, high = rules.SHORTEST, rules.LONGEST
    yield Minutes(name="minutes", ask=msg("cohort-ask-minutes"), label=msg("poll-fact-minutes"), low=low, high=high)
    yield Name(
        name="place",
        ask=msg("cohort-ask-place"),
        label=msg("poll-fact-place"),
        skip=msg("cohort-no-place"),
        most=rules.PLACE,
        shared=True,
    )
    first, last = turn.today + timedelta(days=1), turn.today + rules.OPEN_DAYS
    asked, label = msg("cohort-ask-closes"), msg("poll-fact-closes")
    yield Closing(name="closes", ask=asked, label=label, today=turn.today, first=first, last=last, times=tuple(TIMES))


def start_of(turn: Turn, answer: str) -> datetime:
    """Return the moment that an answer names."""
    read = wish(answer)
    assert read.first and read.start is not None
    midnight = turn.who.network.midnight(read.first)
    at = datetime.combine(midnight.date(), time(read.start // 60, read.start % 60), midnight.tzinfo)
    return at.astimezone(UTC)


def last(turn: Turn, filled: Filled) -> Card:
    """Return the last look: what is asked, of how many, and what they will see."""
    form, cohort = build(turn, filled.params), _cohort(turn, filled.params["cohort"])
    people = cohorts.members(turn.here, cohort.id)
    send = filled.button(msg("cohort-send", count=len(people)), SEND, "primary")
    mends = [
        filled.mend(msg("kit-mend", what=field.named), place)
        for place, field in enumerate(form.fields)
        if filled.answers.get(field.name)
    ]
    title = msg("poll-asks", title=cohort.title)
    says = (msg("cohort-asks", count=len(people)), msg("poll-who-sees"))
    return Card(title, tuple(_facts(turn, form, filled.answers)), None, says, (send, *mends, filled.leave()))


def _facts(turn: Turn, form: Form, answers: Answers) -> Iterator[Fact]:
    """Give what was answered, each time as those who are asked will see it."""
    minutes = int(answers["minutes"] or 0)
    times = [
        Fact(TIMES[name], telling.span(turn.who.network, start_of(turn, value), minutes))
        for name in TIMES
        if (value := answers.get(name))
    ]
    yield from times
    yield from form.facts({name: value for name, value in answers.items() if name not in TIMES}, turn.words)


def send(turn: Turn, filled: Filled, key: str) -> Reply:
    """Begin the poll and ask all; raises Refusal for times that cannot stand, Stale where one goes on already."""
    if key != SEND:
        raise Stale("key")
    turn.here.alone()
    cohort = _cohort(turn, filled.params["cohort"])
    live = looked.of_cohort(turn, cohort)
    if live and live.phase in ("open", "closed", "settled"):
        raise Stale("poll", shows=(staff.poll(turn, live),))
    answers = filled.answers
    starts = [start_of(turn, value) for name in TIMES if (value := answers.get(name))]
    closes = date.fromisoformat(answers["closes"] or "")
    _check(turn, starts, closes)
    poll = polls.begin(
        turn.here,
        cohort.id,
        starts,
        int(answers["minutes"] or 0),
        answers["place"] or "",
        closes,
        turn.person_id,
        turn.now,
    )
    turn.note("cohort.poll")
    look = looked.look(turn, poll.id)
    assert look
    return Reply(cards=(staff.poll(turn, look, msg("cohort-sent")),))


def _check(turn: Turn, starts: list[datetime], closes: date) -> None:
    if len(set(starts)) < len(starts):
        raise Refusal(msg("cohort-twice"))
    if min(starts) <= turn.now:
        raise Refusal(msg("cohort-past"))
    first = turn.who.network.local(min(starts)).date()
    if closes >= first:
        raise Refusal(msg("cohort-closes-before", day=first))


def never(_turn: Turn, _filled: Filled) -> Reply:
    """Refuse to be submitted: a form that ends on its last card is decided there."""
    raise Stale("submit")


VERBS: dict[str, Tap] = {ASK: ask}
FORMS = {ASK: FormKind(build, never, sealed=True, last=last, decide=send)}
