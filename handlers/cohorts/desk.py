"""The coordinators' side of cohorts: whom one is made of, who comes in and out of it, and its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from handlers.cohorts import cards, dating, looked, notices, rules, settling, staff
from handlers.cohorts.moment import Month
from handlers.cohorts.rules import Suggested
from handlers.desk import ways
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.fields import Name, Option, Select
from handlers.kit.forms import Form
from handlers.kit.house import Conversation, FormKind
from handlers.kit.limits import SELECT_LABEL
from handlers.kit.paging import page
from handlers.kit.text import utf16_units
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.sharing.whom import named
from messages.eras import Era
from messages.words import Msg, msg
from storage import cohorts, completions, outbox, people, polls
from storage.cohorts import Cohort
from storage.ids import short, unshort
from storage.people import Person
from storage.seal import Unreadable

MAKE, PERSON = "cohort.make", "cohort.person"
OTHER, YEARS = "other", "years"
PAGE = 6
# Courses of so many months can be chosen; older ones are written.
MOST_OFFERED = 60


def show(turn: Turn, id: str = "") -> Reply:
    """Show the cohorts that go on."""
    found, more = page(cohorts.live(turn.here), id, PAGE, lambda one: short(one.id))
    lines = [staff.listed(one, len(cohorts.members(turn.here, one.id)), one.id) for one in found]
    further = (Button(msg("cohorts-more"), "cohort.desk", more),) if more else ()
    make = Button(msg("cohort-make"), MAKE, style="primary" if not found else "plain")
    buttons = (*(button for _, button in lines), *further, make, ways.TRAINING, cards.HOME)
    says = msg("cohorts-what") if found else msg("cohorts-none")
    return Reply(cards=(Card(msg("cohorts-title"), tuple(fact for fact, _ in lines), None, (says,), buttons),))


def of(turn: Turn, id: str) -> Cohort:
    """Return the cohort of a button; raises Stale where it is over."""
    found = cohorts.get(turn.here, unshort(id)) if id else None
    if found is None or found.off_at:
        raise Stale("cohort", shows=show(turn).cards)
    return found


def see(turn: Turn, id: str) -> Reply:
    """Show one cohort; raises Stale."""
    return Reply(cards=(staff.cohort(turn, of(turn, id)),))


def _suggested(turn: Turn) -> list[Suggested]:
    """Return whom cohorts could be made of, by the 初任者研修 that people have completed."""
    here = [one.id for one in people.everyone(turn.here) if one.state == "here"]
    done = [
        (person, one.done_on, one.exactly)
        for person, known in completions.of_people(turn.here, here).items()
        for one in known
        if one.course == rules.FIRST
    ]
    return rules.suggested(done, cohorts.grouped(turn.here))


def ask(_turn: Turn, _id: str = "") -> Reply:
    """Ask whom a cohort is made of."""
    return Reply(ask=Ask(MAKE, {}))


def build(turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form of a new cohort: which course, what it is called."""
    found = _suggested(turn)[:MOST_OFFERED]
    near = [_option(one) for one in found if rules.is_near(one, turn.today)]
    far = [_option(one) for one in found if not rules.is_near(one, turn.today)]
    years = (Option(YEARS, msg("cohort-make-years")),) if far else ()
    of_course = Select(
        name="of",
        ask=msg("cohort-make-of"),
        lead=msg("cohort-make-lead"),
        options=(*near, *years, Option(OTHER, msg("cohort-make-other"))),
        always=YEARS if far else OTHER,
    )
    of_years = Select(
        name="far",
        ask=msg("cohort-make-of"),
        options=tuple(far),
        after=("of",),
        when=lambda answers: answers.get("of") == YEARS,
    )
    ended = Month(
        name="ended",
        ask=msg("cohort-make-ended"),
        today=turn.today,
        after=("of",),
        when=lambda answers: answers.get("of") == OTHER,
    )
    title = Name(
        name="title",
        ask=msg("cohort-make-title", most=rules.TITLE),
        skip=msg("cohort-make-untitled"),
        most=rules.TITLE,
        shared=True,
    )
    return Form(msg("cohort-make"), (of_course, *((of_years,) if far else ()), ended, title), one_by_one=True)


def _option(one: Suggested) -> Option:
    return Option(one.key, msg("cohort-make-option", when=Era(one.done_on, one.exactly), count=len(one.people)))


def submit(turn: Turn, filled: Filled) -> Reply:
    """Make a cohort of those who completed together; raises Stale where they are in one by now."""
    turn.here.alone()
    key = filled.answers["far"] if filled.answers["of"] == YEARS else filled.answers["of"]
    found = next((one for one in _suggested(turn) if one.key == key), None)
    if found is None and key != OTHER:
        # Somebody else has made a cohort of them meanwhile.
        raise Stale("made", shows=show(turn).cards)
    ended_on = found.done_on if found else date.fromisoformat(filled.answers["ended"] or "")
    title = filled.answers["title"] or turn.words.say(
        msg("paper-group-name", when=Era(ended_on, found.exactly if found else "month"))
    )
    made = cohorts.make(turn.here, title, ended_on, turn.person_id, turn.now)
    cohorts.join(turn.here, made.id, found.people if found else ())
    turn.note("cohort.made")
    said = msg("cohort-made", count=len(found.people)) if found else msg("cohort-made-empty")
    return Reply(cards=(staff.cohort(turn, made, said),))


def ask_person(turn: Turn, id: str, *, out: bool) -> Reply:
    """Ask who comes into a cohort, or goes out of it; raises Stale."""
    found = of(turn, id)
    if not _choices(turn, found, out=out):
        return Reply(cards=(staff.cohort(turn, found, msg("cohort-nobody-else")),))
    return Reply(ask=Ask(PERSON, {"cohort": id, "out": out}))


def _choices(turn: Turn, cohort: Cohort, *, out: bool) -> list[Person]:
    inside = cohorts.members(turn.here, cohort.id)
    if out:
        return inside
    ids = {one.id for one in inside}
    return [one for one in people.everyone(turn.here) if one.state == "here" and one.id not in ids]


def build_person(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the question who; raises Unreadable where the cohort is over, or nobody is left to choose."""
    cohort = cohorts.get(turn.here, unshort(params["cohort"]))
    found = _choices(turn, cohort, out=params["out"]) if cohort and not cohort.off_at else []
    if not found:
        raise Unreadable("cohort")
    options = tuple(Option(short(one.id), _short(turn, one)) for one in found)
    asked = msg("cohort-drop-who") if params["out"] else msg("cohort-add-who")
    return Form(msg("cohorts-title"), (Select(name="who", ask=asked, options=options),), one_by_one=True, hours=1)


def _short(turn: Turn, person: Person) -> Msg:
    label = named(turn, person)
    return label if utf16_units(turn.words.say(label)) <= SELECT_LABEL else msg("cohorts-name", name=person.name)


def submit_person(turn: Turn, filled: Filled) -> Reply:
    """Let somebody come in, or go out; who goes out of a day that is settled is told. Raises Stale."""
    turn.here.alone()
    cohort = of(turn, filled.params["cohort"])
    id = unshort(filled.answers["who"] or "")
    if filled.params["out"]:
        if not cohorts.drop(turn.here, cohort.id, id):
            raise Stale("member", shows=(staff.cohort(turn, cohort),))
        _tell_out(turn, cohort, id)
        said = msg("cohort-dropped")
    else:
        cohorts.join(turn.here, cohort.id, [id])
        said = msg("cohort-added")
    turn.note("cohort.changed", whom=id)
    return Reply(cards=(staff.cohort(turn, cohort, said),))


def _tell_out(turn: Turn, cohort: Cohort, id: UUID) -> None:
    look = looked.of_cohort(turn, cohort)
    if look and look.phase == "settled":
        subject = rules.subject_of(look.poll.id, f"out {id}")
        outbox.post(turn.here, id, notices.OFF, subject, turn.now)


def end(turn: Turn, id: str) -> Reply:
    """Ask once more before a cohort ends; raises Stale."""
    cohort = of(turn, id)
    sure = Button(msg("cohort-end-now"), "cohort.end_now", id, style="danger")
    back = Button(msg("cohort-back"), "cohort.one", id)
    return Reply(cards=(Card(msg("cohort-end-sure", title=cohort.title), buttons=(sure, back), about=id),))


def end_now(turn: Turn, id: str) -> Reply:
    """End a cohort; a day that was still to come is off, and all are told. Raises Stale."""
    turn.here.alone()
    cohort = of(turn, id)
    look = looked.of_cohort(turn, cohort)
    if look and look.phase in ("open", "closed", "settled"):
        polls.call_off(turn.here, look.poll.id)
        notices.tell(turn.here, look, notices.OFF, turn.now)
    cohorts.end(turn.here, cohort.id, turn.now)
    turn.note("cohort.changed")
    return show(turn)


DESK = Conversation(
    name="cohort",
    doors=lambda _turn: (),
    desk=lambda _turn: (Button(msg("cohorts-title"), "cohort.desk"),),
    only=frozenset({rules.ROLE}),
    verbs=ways.taps(
        {
            "cohort.desk": show,
            "cohort.one": see,
            MAKE: ask,
            "cohort.add": lambda turn, id: ask_person(turn, id, out=False),
            "cohort.drop": lambda turn, id: ask_person(turn, id, out=True),
            "cohort.end": end,
            "cohort.end_now": end_now,
            **dating.VERBS,
            **settling.VERBS,
        }
    ),
    forms=ways.forms(
        {
            MAKE: FormKind(build, submit, sealed=True),
            PERSON: FormKind(build_person, submit_person),
            **dating.FORMS,
            **settling.FORMS,
        }
    ),
)
