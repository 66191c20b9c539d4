"""What comes next for somebody, and why, in words: for home, for what was just told, and for the hub."""

from __future__ import annotations

from handlers.kit.cards import Button, Call, Card
from handlers.kit.turn import Turn
from handlers.training import chances, duty, whom
from handlers.training.eligible import may
from handlers.training.grid import Done, Window
from handlers.training.known import Known
from messages.courses import INITIAL, RENEWAL
from messages.eras import Era, EraYears, fiscal_start, fiscal_year
from messages.words import Msg, given, msg
from storage import applications, runs


def tell(hers: Known) -> Msg:
    """Return what is asked of somebody of whom no deadline is known: any training or, where one is told, the first."""
    return msg("training-tell-first", course=course_name(hers, INITIAL)) if hers.done else msg("training-tell")


def is_asked(hers: Known) -> bool:
    """Tell whether home asks her for a training."""
    hushed = hers.career is not None and hers.career.hushed_at is not None
    return hers.standing.kind == "unknown" and not duty.declined(hers) and not hushed


def has_deadline(hers: Known) -> bool:
    """Tell whether there is a deadline of which one could ask why it is so."""
    return hers.standing.kind != "unknown"


def line(turn: Turn, hers: Known) -> Msg | None:
    """Return the next thing in one line; None where she has said that it is not for her, or wants no question."""
    stands, window = hers.standing, hers.standing.window
    if duty.declined(hers):
        return None
    if stands.kind == "unknown" or window is None:
        return None if hers.career and hers.career.hushed_at else tell(hers)
    if stands.kind == "lapsed":
        return msg("training-lapsed-line", where=whom.where(turn.who.network))
    return _due(turn, hers, window)


def _due(turn: Turn, hers: Known, window: Window) -> Msg:
    course, day = course_name(hers, RENEWAL), Era(window.deadline)
    if fiscal_year(window.deadline) == fiscal_year(turn.today):
        return _this_year(turn, hers, window) or msg("training-last-year", course=course, day=day)
    return msg("training-due", course=course, day=day)


def _this_year(turn: Turn, hers: Known, window: Window) -> Msg | None:
    """Return how her last year stands by the runs that are known: what counts is until when one can still apply."""
    every = runs.ending(turn.here, fiscal_start(window.deadline))
    found = chances.possible(hers, every)
    own = {one.run_id: one.state for one in applications.of_people(turn.here, [turn.person_id])} if found else {}
    deadline = Era(window.deadline)
    for run in found:
        if chances.is_under_way(run, own.get(run.id), hers.rules, turn.today):
            name = course_name(hers, run.course)
            if own[run.id] == "applied":
                return msg("training-applied", course=name)
            return msg("training-accepted", course=name, day=run.opens_on)
    by_ward = [run.id for run in found if run.by_ward]
    no = {id for _, id in applications.standing_at(turn.here, "not_now", by_ward, [turn.person_id])}
    left = [run for run in found if run.id not in own and run.id not in no]
    newest = chances.last(left, turn.today)
    if newest and newest.apply_to:
        name, count = course_name(hers, newest.course), (newest.apply_to - turn.today).days
        says = msg("training-apply-today", course=name, deadline=deadline)
        if count:
            says = msg("training-apply", course=name, day=newest.apply_to, count=count, deadline=deadline)
        decides = may(newest.course, hers).decides(newest.opens_on)
        return msg("training-doubt", line=says, doubt=msg("why-day-decides")) if decides else says
    closed = bool(found) and not chances.open_on(found, turn.today)
    return msg("training-closed", course=course_name(hers, RENEWAL), deadline=deadline) if closed else None


def course_name(hers: Known, key: str) -> Msg:
    """Return what a course is called; one that is no longer listed goes by its key."""
    course = hers.rules.course(key)
    return given(course.name if course else key)


def said(done: Done) -> Era:
    """Return when something was completed, as exactly as it is known."""
    return Era(done.on, done.exactly)


def means(turn: Turn, hers: Known) -> tuple[Msg, ...]:
    """Return what her record means for her: the next deadline, and why in one line."""
    if not duty.by_role(turn.roles):
        return (msg("training-no-deadline"),)
    if duty.declined(hers):
        return (msg("training-out"),)
    stands, window = hers.standing, hers.standing.window
    if stands.kind == "unknown" or window is None or stands.start is None:
        return (tell(hers),)
    if stands.kind == "lapsed":
        return lapsed_words(turn, hers)
    years = EraYears(window.first, window.last)
    why = msg("training-why-now", start=said(stands.start), years=years, guide=whom.where(turn.who.network))
    moved = next((one for one in hers.extensions if one.instead_of == window.regular), None)
    by = (msg("training-moved", issuer=moved.issuer, day=Era(window.deadline)),) if moved else ()
    unsure = (msg("training-unsure", where=whom.where(turn.who.network)),) if stands.unsure else ()
    return (_due(turn, hers, window), why, *by, *unsure)


def lapsed_words(turn: Turn, hers: Known) -> tuple[Msg, ...]:
    """Return what is said where the record seems to have lapsed; nobody says that it has."""
    deadline = hers.standing.deadline
    assert deadline is not None
    return (
        msg("training-lapsed", day=Era(deadline)),
        msg("training-lapsed-look", tel=whom.tel(turn.who.network), where=whom.where(turn.who.network)),
    )


def lapsed_card(turn: Turn, hers: Known) -> Card | None:
    """Return the card that waits while nobody has looked at a record that seems to have lapsed; None otherwise."""
    deadline, life = hers.standing.deadline, hers.career
    if hers.standing.kind != "lapsed" or deadline is None or duty.declined(hers):
        return None
    if life and life.confirmed_on and life.confirmed_on > deadline:
        return None
    return Card(title=msg("training-title"), paragraphs=lapsed_words(turn, hers), buttons=lapsed_buttons(turn))


def lapsed_buttons(turn: Turn) -> tuple[Button | Call, ...]:
    """Return what she can do: correct the day, call, or say that she has looked at her certificate."""
    contacts = turn.who.network.contacts[:1]
    return (
        Button(msg("training-mend-days"), "training.record", style="primary"),
        *(Call(msg("training-call"), one["tel"]) for one in contacts),
        Button(msg("training-confirm"), "training.confirm"),
    )
