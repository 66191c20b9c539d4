"""What coordinators see of cohorts: who is in each, who can when, by name, and what can be done."""

from __future__ import annotations

from uuid import UUID

from handlers.cohorts import cards, looked
from handlers.cohorts.looked import Look
from handlers.kit.cards import Button, Card, Fact, Style
from handlers.kit.turn import Turn
from handlers.training.known import rules_of
from messages.eras import Era
from messages.words import Msg, given, msg
from storage import cohorts
from storage.cohorts import Cohort, PollTime
from storage.ids import short

BACK = Button(msg("cohorts-title"), "cohort.desk")
STATES = {
    "open": msg("cohort-poll-open"),
    "closed": msg("cohort-poll-closed"),
    "settled": msg("cohort-poll-settled"),
    "over": msg("cohort-poll-over"),
    "off": msg("cohort-poll-none"),
}


def counts(turn: Turn, look: Look) -> tuple[Fact, ...]:
    """Return how many can and might at each time, those that suit most first."""
    return tuple(Fact(cards.when(turn, look.poll, one.start_at), _count(look, one)) for one in look.best_first())


def _count(look: Look, one: PollTime) -> Msg:
    yes, maybe, no = (look.count(one.id, what) for what in ("yes", "maybe", "no"))
    return msg("cohort-count", yes=yes, maybe=maybe, no=no)


def _named(look: Look, one: PollTime) -> Msg:
    by_id = {person.id: person for person in look.people}
    said = look.says.get(one.id, {})

    def who(what: str) -> Msg:
        return cards.names([by_id[id] for id in by_id if said.get(id) == what])

    return msg("cohort-who", yes=who("yes"), maybe=who("maybe"), no=who("no"))


def cohort(turn: Turn, one: Cohort, *said: Msg) -> Card:
    """Return one cohort as coordinators see it; `said` stands first on it."""
    look = looked.of_cohort(turn, one)
    people = cohorts.members(turn.here, one.id)
    by = _after(one, rules_of(turn.who.network).duties.group)
    state = STATES[look.phase] if look else msg("cohort-poll-none")
    facts = (
        Fact(msg("cohorts-fact-course"), cards.ended(one)),
        Fact(msg("cohort-fact-people", count=len(people)), cards.names(people)),
        Fact(msg("cohort-fact-by"), msg("cohort-by", month=by)),
        Fact(msg("cohort-fact-poll"), state),
    )
    return Card(given(one.title), facts, None, said, _ways(one, look, people=bool(people)), short(one.id))


def _after(one: Cohort, months: int) -> Era:
    at = one.ended_on.year * 12 + one.ended_on.month - 1 + months
    return Era(one.ended_on.replace(year=at // 12, month=at % 12 + 1, day=1), "month")


def _ways(one: Cohort, look: Look | None, *, people: bool) -> tuple[Button, ...]:
    id = short(one.id)
    live = look is not None and look.phase in ("open", "closed", "settled")
    asks = [] if live or not people else [Button(msg("cohort-ask"), "cohort.ask", id, style="primary")]
    see = [Button(msg("cohort-see-poll"), "cohort.see", short(look.poll.id), style="primary")] if look and live else []
    drop = [Button(msg("cohort-drop"), "cohort.drop", id)] if people else []
    add = Button(msg("cohort-add"), "cohort.add", id)
    return (*asks, *see, add, *drop, Button(msg("cohort-end"), "cohort.end", id), BACK, cards.HOME)


def poll(turn: Turn, look: Look, *said: Msg) -> Card:
    """Return a poll as coordinators see it: who can when by name, those times first that suit most."""
    its = look.poll
    facts = [Fact(msg("poll-fact-when"), cards.when(turn, its))] if its.start_at else []
    facts += [Fact(msg("poll-fact-place"), given(its.place))] if its.place else []
    facts.append(Fact(msg("poll-fact-closes"), msg("poll-closes", day=its.closes_on)))
    if look.phase in ("open", "closed"):
        facts += [Fact(cards.when(turn, its, one.start_at), _named(look, one)) for one in look.best_first()]
        waits = [one for one in look.people if one.id not in look.voted()]
        facts += [Fact(msg("cohort-fact-waits"), cards.names(waits))] if waits else []
    title = msg("cohort-poll", title=look.cohort.title)
    says = (*said, msg("cohort-poll-who-sees"), *(() if look.phase != "closed" else (msg("cohort-poll-closed"),)))
    return Card(title, tuple(facts), None, says, _poll_ways(turn, look), short(its.id))


def _poll_ways(turn: Turn, look: Look) -> tuple[Button, ...]:
    ways: list[Button] = []
    if look.phase in ("open", "closed"):
        coming = [one for one in look.best_first() if one.start_at > turn.now]
        ways += [_settle(turn, look, one, "primary" if not place else "plain") for place, one in enumerate(coming)]
    id = short(look.poll.id)
    if look.phase in ("closed", "settled"):
        ways.append(Button(msg("cohort-move") if look.phase == "settled" else msg("cohort-other"), "cohort.move", id))
    if look.phase in ("open", "closed", "settled"):
        ways.append(Button(msg("cohort-off"), "cohort.off", id))
    return (*ways, Button(msg("cohort-back"), "cohort.one", short(look.cohort.id)), cards.HOME)


def _settle(turn: Turn, look: Look, one: PollTime, style: Style) -> Button:
    local = turn.who.network.local(one.start_at)
    label = msg("cohort-fix", day=local.date(), at=f"{local:%-H:%M}")
    return Button(label, "cohort.fix", short(one.id), look.poll.version, style)


def sure(turn: Turn, look: Look, one: PollTime) -> Card:
    """Return the last look before a time is settled and everybody is told."""
    facts = (
        Fact(msg("poll-fact-when"), cards.when(turn, look.poll, one.start_at)),
        Fact(msg("cohort-fact-says"), _named(look, one)),
    )
    settle = Button(msg("cohort-settle"), "cohort.settle", short(one.id), look.poll.version, "primary")
    back = Button(msg("cohort-see-poll"), "cohort.see", short(look.poll.id))
    return Card(msg("cohort-sure"), facts, None, (tells(look),), (settle, back), short(look.poll.id))


def tells(look: Look) -> Msg:
    """Return how many will be told."""
    return msg("cohort-tells", count=len(look.people))


def told(look: Look) -> Msg:
    """Return how many are told."""
    return msg("cohort-told", count=len(look.people))


def sure_off(look: Look) -> Card:
    """Return the last look before a poll, or the day that it has, is taken back."""
    off = Button(msg("cohort-off-now"), "cohort.off_now", short(look.poll.id), look.poll.version, "danger")
    back = Button(msg("cohort-see-poll"), "cohort.see", short(look.poll.id))
    return Card(msg("cohort-off-sure"), (), None, (tells(look),), (off, back), short(look.poll.id))


def listed(one: Cohort, count: int, id: UUID) -> tuple[Fact, Button]:
    """Return a cohort as a line of the list, and the door to it."""
    return Fact(given(one.title), msg("cohort-people", count=count)), Button(given(one.title), "cohort.one", short(id))
