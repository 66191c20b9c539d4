"""A person's own runs: those that she may take, what each is, and what she says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from handlers.kit.cards import Button, Call, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.paging import page
from handlers.kit.turn import Reply, Turn
from handlers.runs import answers, said, shape
from handlers.training import chances, duty, known, whom
from handlers.training.eligible import May, may
from handlers.training.known import Known
from messages.eras import Era, fiscal_year
from messages.words import Msg, given, msg
from storage import applications, nudges, runs
from storage.applications import Application, Recommendation
from storage.ids import short, unshort
from storage.runs import CourseRun

PAGE = 6
SAYS = {
    "applied": msg("runs-say-applied"),
    "accepted": msg("runs-say-accepted"),
    "not_accepted": msg("runs-say-not-accepted"),
    "withdrawn": msg("runs-say-withdrawn"),
    "not_for_me": msg("runs-say-not-for-me"),
}
SAID = {
    "applied": msg("runs-said-applied"),
    "accepted": msg("runs-said-accepted"),
    "not_accepted": msg("runs-said-not-accepted"),
    "withdrawn": msg("runs-said-withdrawn"),
    "not_for_me": msg("runs-said-not-for-me"),
}
# What the ward has answered, as its person reads it.
ANSWERS = {
    "given": (msg("runs-ward-given"),),
    "not_now": (msg("runs-ward-not-now"), msg("runs-ward-next")),
}
LIST, HOME = Button(msg("runs-to-list"), "runs"), Button(msg("home-to-home"), "home")


def show(turn: Turn, id: str = "") -> Reply:
    """Show the runs that she may take: those that fill her window first, then the others, then what is over for her."""
    hers, own = known.of(turn), _own(turn)
    found = _offered(turn, hers, own)
    shown, more = page(found, id, PAGE, lambda run: short(run.id))
    places = list(enumerate(shown, 1))
    facts = tuple(
        Fact(msg("runs-place-title", place=n, title=said.titled(hers.rules, run)), _line(turn, run, hers, own))
        for n, run in places
    )
    see = tuple(Button(msg("runs-see", place=n), "run", short(run.id)) for n, run in places)
    further = (Button(msg("runs-more"), "runs", more),) if more else ()
    says = () if found else (msg("runs-nothing"),)
    calls = _closed(turn, hers, own)
    told = (*says, *(_all_closed(turn) if calls is not None else ()))
    buttons = (*see, *further, *(calls or ()), Button(msg("training-hub-back"), "training"), HOME)
    return Reply(cards=(Card(title=msg("runs-mine"), facts=facts, paragraphs=told, buttons=buttons),))


def _all_closed(turn: Turn) -> tuple[Msg, ...]:
    network = turn.who.network
    return msg("runs-all-closed", tel=whom.tel(network)), msg("runs-all-closed-ask", prefecture=whom.where(network))


def _own(turn: Turn) -> dict[str, Application]:
    return {short(one.run_id): one for one in applications.of_people(turn.here, [turn.person_id])}


def _state(own: dict[str, Application], run: CourseRun) -> str:
    spoken = own.get(short(run.id))
    return spoken.state if spoken else ""


def _offered(turn: Turn, hers: Known, own: dict[str, Application]) -> list[CourseRun]:
    """Return the runs of a person's list, in its order."""
    live = [run for run in runs.everything(turn.here) if run.ends_on >= turn.today]
    open_ = {run.id for run in chances.open_on(live, turn.today)}
    fills = {run.id for run in answers.fills(hers, live)}
    # What is off is news for who goes there, and for nobody else; what is closed too.
    kept = [run for run in live if short(run.id) in own or (run.id in open_ and not run.off_at)]

    def order(run: CourseRun) -> tuple[bool, bool, bool, date]:
        spoken = own.get(short(run.id))
        over = bool(run.off_at) or (spoken is not None and spoken.state in ("not_for_me", "withdrawn", "not_accepted"))
        later = not _may(run, hers).opens(run.opens_on)
        return over, later, run.id not in fills, run.apply_to or run.opens_on

    return sorted(kept, key=order)


def _may(run: CourseRun, hers: Known) -> May:
    return may(run.course, hers)


def _line(turn: Turn, run: CourseRun, hers: Known, own: dict[str, Application]) -> Msg:
    spoken = own.get(short(run.id))
    state = msg("runs-is-off") if run.off_at else SAID[spoken.state] if spoken else _when(turn, run, hers)
    return msg("runs-line", opens=said.named(run.opens_on, turn.today), apply=state)


def _when(turn: Turn, run: CourseRun, hers: Known) -> Msg:
    found = _may(run, hers)
    if not found.opens(run.opens_on):
        return _from(turn, found)
    return said.apply_line(run, turn.today)


def _from(turn: Turn, found: May) -> Msg:
    # On the day itself the years are full: it is after the day before.
    assert found.first is not None
    day = said.named(found.first - timedelta(days=1), turn.today)
    return msg("runs-may-early", day=day) if found.early else msg("runs-may-from", day=day)


def _closed(turn: Turn, hers: Known, own: dict[str, Application]) -> tuple[Button | Call, ...] | None:
    """Return whom to call where the last year's runs have all closed and she goes to none; None otherwise."""
    every = [run for run in runs.everything(turn.here) if not run.off_at]
    fills = answers.fills(hers, every)
    goes = any(chances.is_under_way(run, _state(own, run), hers.rules, turn.today) for run in fills)
    window = hers.standing.window
    if not _due(turn) or goes or window is None or chances.closed_since(window, fills, turn.today) is None:
        return None
    return tuple(Call(msg("home-call", name=one["name"]), one["tel"]) for one in turn.who.network.contacts[:1])


def _last_year(turn: Turn, hers: Known) -> bool:
    deadline = hers.standing.deadline
    return deadline is not None and fiscal_year(deadline) == fiscal_year(turn.today)


def _due(turn: Turn) -> bool:
    return duty.by_role(turn.roles)


def last_chance(turn: Turn, run: CourseRun, hers: Known) -> tuple[Msg, ...]:
    """Return that a run is the last that she may take before her deadline, as far as is known here."""
    own = _own(turn)
    every = answers.fills(hers, runs.everything(turn.here))
    by_ward = [one.id for one in every if one.by_ward]
    no = {id for _, id in applications.standing_at(turn.here, "not_now", by_ward, [turn.person_id])}
    fills = [one for one in every if short(one.id) not in own and one.id not in no]
    newest, deadline = chances.last(fills, turn.today), hers.standing.deadline if _due(turn) else None
    if newest is None or newest.id != run.id or deadline is None or not _last_year(turn, hers):
        return ()
    return (msg("runs-last-chance", deadline=Era(deadline)),)


def see(turn: Turn, id: str) -> Reply:
    """Show one run; raises Stale where there is none."""
    return Reply(cards=(card(turn, of(turn, id)),))


def of(turn: Turn, id: str) -> CourseRun:
    """Return a run, off or not; raises Stale where there is none."""
    run = runs.get(turn.here, unshort(id)) if id else None
    if run is None:
        raise Stale("run")
    return run


def card(turn: Turn, run: CourseRun, title: Msg | None = None) -> Card:
    """Return a run as she reads it: until when, what it means for her, and what she can say of it."""
    hers, spoken = known.of(turn), _own(turn).get(short(run.id))
    told, state = shape.of_run(run), spoken.state if spoken else ""
    if run.off_at:
        return _off(run, state, title or said.titled(hers.rules, run), turn.today)
    found, off = _may(run, hers), run.ends_on < turn.today
    says = [SAID[state]] if state else [] if off else list(last_chance(turn, run, hers))
    says += [] if found.opens(run.opens_on) else [_from(turn, found)]
    decides = found.decides(run.opens_on) and not off
    says += [msg("why-day-decides")] if decides else []
    exact = (Button(msg("training-back"), "training.record"),) if decides else ()
    asked = applications.request(turn.here, run.id, turn.person_id) if told.by_ward else None
    ward = answer(turn, asked) if asked else ()
    says += [*said.ward_says(told), *ward, msg("runs-guide"), msg("runs-who-sees")]
    return Card(
        title=title or said.titled(hers.rules, run),
        facts=(Fact(said.LABELS["apply"], said.apply_line(run, turn.today)), *said.facts(turn, told)),
        paragraphs=tuple(says),
        buttons=(*exact, *_ways(run, told, state, asked=bool(ward)), LIST, HOME),
        about=short(run.id),
    )


def answer(turn: Turn, asked: Recommendation) -> tuple[Msg, ...]:
    """Return how a request stands, as its person reads it: when she asked and what comes next, or the ward's answer.

    Nothing where she has taken it back.
    """
    if asked.state == "asked" and asked.decided_at:
        return (msg("runs-ward-again"),)
    if asked.state == "asked":
        return (msg("runs-ward-since", day=turn.who.network.local(asked.asked_at).date()), msg("runs-ward-waits"))
    return ANSWERS.get(asked.state, ())


def _ways(run: CourseRun, told: shape.Told, state: str, *, asked: bool) -> tuple[Button, ...]:
    id = short(run.id)
    says = tuple(Button(SAYS[one], f"run.{one}", id) for one in shape.NEXT[state])
    file = (Button(msg("runs-file"), "run.file", id),) if state == "accepted" else ()
    door = msg("runs-ask-look") if asked else msg("runs-ask-door")
    ward = (Button(door, "run.ask", id),) if told.by_ward else ()
    back = (Button(msg("runs-unsay"), "run.unsay", id),) if state else ()
    return (*file, *says, *ward, *back)


def _off(run: CourseRun, state: str, title: Msg, today: date) -> Card:
    out = (Button(msg("runs-file-off"), "run.file", short(run.id)),) if state == "accepted" else ()
    facts = (Fact(said.LABELS["opens"], said.named(run.opens_on, today)),)
    says = (msg("runs-is-off"), msg("runs-off-next"))
    return Card(title=title, facts=facts, paragraphs=says, buttons=(*out, LIST, HOME), about=short(run.id))


def say(turn: Turn, id: str, *, state: str) -> Reply:
    """Keep how she stands to a run; the same twice is once. Raises Stale where it does not take place."""
    run = _live(turn, id)
    spoken = _own(turn).get(id)
    if spoken is None or spoken.state != state:
        applications.say(turn.here, run.id, turn.person_id, state, turn.now)
        if state not in chances.UNDER_WAY:
            # Who goes to none looks for another one, maybe on its last day.
            nudges.look_anew(turn.here)
    shown = card(turn, run)
    return Reply(cards=(replace(shown, paragraphs=(msg("runs-kept"), *shown.paragraphs)),))


def unsay(turn: Turn, id: str) -> Reply:
    """Take back what she has said of a run; raises Stale where it does not take place."""
    run = _live(turn, id)
    if applications.unsay(turn.here, run.id, turn.person_id):
        nudges.look_anew(turn.here)
    return Reply(cards=(card(turn, run),))


def _live(turn: Turn, id: str) -> CourseRun:
    run = of(turn, id)
    if run.off_at:
        raise Stale("run", shows=(card(turn, run),))
    return run


def waiting(turn: Turn) -> tuple[Card, ...]:
    """Return, for home, the next day of what she goes to."""
    found = []
    for spoken in applications.of_people(turn.here, [turn.person_id]):
        run = runs.get(turn.here, spoken.run_id) if spoken.state == "accepted" else None
        day = shape.next_day(run, turn.today) if run and not run.off_at else None
        if run and day:
            found.append((day[0], run, day))
    if not found:
        return ()
    first, run, day = min(found, key=lambda one: (one[0], one[1].id))
    place = (Fact(said.LABELS["place"], given(run.place)),) if run.place else ()
    title = msg("runs-today") if first == turn.today else msg("runs-next", day=said.hours(day, turn.today))
    look = Button(msg("runs-look-again"), "run", short(run.id))
    named = Fact(said.LABELS["course"], said.titled_for(turn, run))
    return (Card(title=title, facts=(named, *place), buttons=(look,), about=short(run.id)),)
