"""The coordinators' side of a poll: which times are offered, which one it is, another one, or none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from handlers.cohorts import looked, notices, rules, staff
from handlers.cohorts.looked import Look
from handlers.cohorts.moment import Moment
from handlers.kit import days
from handlers.kit.cards import Card, Fact
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import Answers, AnyField, Day, Name, Number
from handlers.kit.fields.when import wish
from handlers.kit.forms import Form
from handlers.kit.house import FormKind, Tap
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.visits import telling
from messages.words import Msg, given, msg
from storage import cohorts, polls
from storage.cohorts import Cohort
from storage.ids import short, unshort
from storage.seal import Unreadable

ASK, MOVE = "cohort.ask", "cohort.move"
SEND = "send"
TIMES = tuple(f"t{number}" for number in range(1, rules.MOST_TIMES + 1))
ASKED = dict(zip(TIMES, (msg(f"cohort-time-{number}") for number in range(1, rules.MOST_TIMES + 1)), strict=True))


def _cohort(turn: Turn, id: str) -> Cohort:
    found = cohorts.get(turn.here, unshort(id)) if id else None
    if found is None or found.off_at:
        raise Stale("cohort")
    return found


def _look(turn: Turn, id: str) -> Look:
    """Return the poll of a button; raises Stale, which shows how it stands where the button is of a former version."""
    found = looked.look(turn, unshort(id)) if id else None
    if found is None:
        raise Stale("poll")
    if turn.version not in (None, found.poll.version):
        raise overtaken(turn, found)
    return found


def overtaken(turn: Turn, look: Look) -> Stale:
    """Return what is raised where a button came too late: how the poll stands now is shown."""
    return Stale("poll", shows=(staff.poll(turn, look),))


def see(turn: Turn, id: str) -> Reply:
    """Show a poll; raises Stale."""
    return Reply(cards=(staff.poll(turn, _look(turn, id)),))


def ask(turn: Turn, id: str) -> Reply:
    """Begin to ask a cohort for a day; raises Stale where it is being asked already."""
    cohort = _cohort(turn, id)
    live = looked.of_cohort(turn, cohort)
    if live and live.phase in ("open", "closed", "settled"):
        raise overtaken(turn, live)
    return Reply(ask=Ask(ASK, {"cohort": id}))


def _moment(turn: Turn, name: str, asked: Msg, **kept: Any) -> Moment:
    network = turn.who.network
    calendar = days.offices(network.closed_days, closes=21 * 60)
    return Moment(
        name=name,
        ask=asked,
        now=network.local(turn.now),
        first=turn.today,
        last=turn.today + rules.FURTHEST,
        calendar=calendar,
        **kept,
    )


def _further(before: str) -> Any:
    def applies(answers: Answers) -> bool:
        return bool(answers.get(before))

    return applies


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form of a poll: two to six times, how long, where, until when."""
    cohort = cohorts.get(turn.here, unshort(params["cohort"]))
    if cohort is None or cohort.off_at:
        raise Unreadable("cohort")
    fields: list[AnyField] = []
    for place, name in enumerate(TIMES):
        more: dict[str, Any] = {"label": ASKED[name]}
        if place:
            more["after"] = (TIMES[place - 1],)
        if place >= rules.LEAST_TIMES:
            more |= {"when": _further(TIMES[place - 1]), "skip": msg("cohort-enough")}
        asked = msg("cohort-ask-first") if not place else msg("cohort-ask-next", number=place + 1)
        fields.append(_moment(turn, name, asked, **more))
    first = turn.today + timedelta(days=1)
    fields += [
        Number(
            name="minutes",
            ask=msg("cohort-ask-minutes"),
            label=msg("poll-fact-minutes"),
            low=rules.SHORTEST,
            high=rules.LONGEST,
        ),
        Name(
            name="place",
            ask=msg("cohort-ask-place"),
            label=msg("poll-fact-place"),
            skip=msg("cohort-no-place"),
            most=rules.PLACE,
            shared=True,
        ),
        Day(
            name="closes",
            ask=msg("cohort-ask-closes"),
            label=msg("poll-fact-closes"),
            today=turn.today,
            first=first,
            last=turn.today + rules.OPEN_DAYS,
        ),
    ]
    return Form(msg("cohort-ask"), tuple(fields), one_by_one=True)


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
    facts = form.facts(filled.answers, turn.words)
    return Card(title, facts, None, says, (send, *mends, filled.leave()))


def send(turn: Turn, filled: Filled, key: str) -> Reply:
    """Begin the poll and ask all; raises Refusal for times that cannot stand, Stale where one goes on already."""
    if key != SEND:
        raise Stale("key")
    turn.here.alone()
    cohort = _cohort(turn, filled.params["cohort"])
    live = looked.of_cohort(turn, cohort)
    if live and live.phase in ("open", "closed", "settled"):
        raise overtaken(turn, live)
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


def fix(turn: Turn, id: str) -> Reply:
    """Show the last look before a time is settled; raises Stale."""
    one = polls.time(turn.here, unshort(id)) if id else None
    look = _look(turn, short(one.poll_id) if one else "")
    if one is None or look.phase not in ("open", "closed") or one.start_at <= turn.now:
        raise overtaken(turn, look)
    return Reply(cards=(staff.sure(turn, look, one),))


def settle(turn: Turn, id: str) -> Reply:
    """Settle a time and tell all; the same again is once. Raises Stale where it stands otherwise already."""
    turn.here.alone()
    one = polls.time(turn.here, unshort(id)) if id else None
    look = looked.look(turn, one.poll_id) if one else None
    if one is None or look is None:
        raise Stale("time")
    if look.phase == "settled" and look.poll.start_at == one.start_at:
        return Reply(cards=(staff.poll(turn, look, staff.told(look)),))
    if turn.version != look.poll.version or look.phase not in ("open", "closed") or one.start_at <= turn.now:
        raise overtaken(turn, look)
    return _settled(turn, look, one.start_at)


def _settled(turn: Turn, look: Look, start: datetime) -> Reply:
    polls.settle(turn.here, look.poll.id, start)
    after = looked.look(turn, look.poll.id)
    assert after
    notices.tell(turn.here, after, notices.SETTLED, turn.now)
    turn.note("cohort.poll")
    return Reply(cards=(staff.poll(turn, after, staff.told(after)),))


def move(turn: Turn, id: str) -> Reply:
    """Begin to give a poll a time that was not among those that it asked about; raises Stale."""
    look = _look(turn, id)
    if look.phase not in ("closed", "settled"):
        raise overtaken(turn, look)
    return Reply(ask=Ask(MOVE, {"poll": id, "version": look.poll.version}))


def build_move(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the question for another time; raises Unreadable where the poll is gone."""
    if looked.look(turn, unshort(params["poll"])) is None:
        raise Unreadable("poll")
    label = msg("poll-fact-when")
    return Form(msg("cohort-moving"), (_moment(turn, "to", msg("cohort-ask-move"), label=label),), one_by_one=True)


def last_move(turn: Turn, filled: Filled) -> Card:
    """Return the last look before all are told of another time."""
    look = _look(turn, filled.params["poll"])
    start = start_of(turn, filled.answers["to"] or "")
    facts = (Fact(msg("poll-fact-when"), telling.span(turn.who.network, start, look.poll.minutes)),)
    ways = (filled.button(msg("cohort-settle"), SEND, "primary"), filled.mend(msg("cohort-mend"), 0), filled.leave())
    return Card(given(look.cohort.title), facts, None, (staff.tells(look),), ways)


def moved(turn: Turn, filled: Filled, key: str) -> Reply:
    """Give a poll another time and tell all; raises Stale where it stands otherwise by now."""
    turn.here.alone()
    look = looked.look(turn, unshort(filled.params["poll"]))
    if look is None or key != SEND:
        raise Stale("poll")
    if look.poll.version != filled.params["version"] or look.phase not in ("closed", "settled"):
        raise overtaken(turn, look)
    start = start_of(turn, filled.answers["to"] or "")
    if start <= turn.now:
        raise Refusal(msg("cohort-past"))
    if start == look.poll.start_at:
        raise Refusal(msg("cohort-same"))
    return _settled(turn, look, start)


def off(turn: Turn, id: str) -> Reply:
    """Ask once more before a poll, or its day, is taken back; raises Stale."""
    look = _look(turn, id)
    if look.phase not in ("open", "closed", "settled"):
        raise overtaken(turn, look)
    return Reply(cards=(staff.sure_off(look),))


def off_now(turn: Turn, id: str) -> Reply:
    """Take a poll back and tell all; raises Stale."""
    turn.here.alone()
    look = _look(turn, id)
    if look.phase not in ("open", "closed", "settled"):
        raise overtaken(turn, look)
    polls.call_off(turn.here, look.poll.id)
    notices.tell(turn.here, look, notices.OFF, turn.now)
    turn.note("cohort.poll")
    return Reply(cards=(staff.cohort(turn, look.cohort, msg("cohort-is-off")),))


def _never(_turn: Turn, _filled: Filled) -> Reply:
    # Both forms end on their last card.
    raise Stale("submit")


VERBS: dict[str, Tap] = {
    "cohort.see": see,
    ASK: ask,
    "cohort.fix": fix,
    "cohort.settle": settle,
    MOVE: move,
    "cohort.off": off,
    "cohort.off_now": off_now,
}
FORMS = {
    ASK: FormKind(build, _never, sealed=True, last=last, decide=send),
    MOVE: FormKind(build_move, _never, last=last_move, decide=moved),
}
