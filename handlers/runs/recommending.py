"""The ward's 推薦 for a run: somebody asks for it, coordinators answer, and either may take that back."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from handlers.desk import ways
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.paging import page
from handlers.kit.turn import Reply, Turn
from handlers.runs import mine, notices, said
from handlers.training import known
from handlers.training.eligible import may
from handlers.training.grid import Done
from handlers.training.known import Known
from messages.courses import CHIEF, INITIAL, RENEWAL
from messages.eras import Era
from messages.words import Msg, given, msg
from storage import applications, completions, networks, nudges, people, runs
from storage.applications import Recommendation
from storage.completions import Teaching
from storage.ids import short, unshort
from storage.runs import CourseRun

PAGE = 6
# So many courses that somebody has taught stand in one line.
TAUGHT = 8
PARTS = {"lecture": msg("runs-part-lecture"), "facilitate": msg("runs-part-facilitate"), "plan": msg("runs-part-plan")}
STATES = {
    "asked": msg("runs-asked-waits"),
    "given": msg("runs-asked-given"),
    "not_now": msg("runs-asked-not-now"),
}
TO_LIST = Button(msg("runs-asked-list"), "runs.asked")


def evidence(turn: Turn, person_id: UUID, course: str) -> tuple[Fact, ...]:
    """Return what the record says for a request, by the course.

    Of 主任研修 現任研修, the years since and where she has taught; of all others how she stands with the first two
    trainings and since when she practises, of 現任研修 until when she needs it too.
    """
    hers = known.of(turn, person_id)
    if course == CHIEF:
        return (_done(hers, RENEWAL), _years(hers), _teaching(turn, person_id))
    facts = (_done(hers, INITIAL), _done(hers, RENEWAL), _practice(hers))
    return (*facts, _deadline(hers)) if course == RENEWAL else (*facts, _teaching(turn, person_id))


def _done(hers: Known, course: str) -> Fact:
    found = hers.rules.course(course)
    return Fact(given(found.name if found else course), _days([one for one in hers.done if one.course == course]))


def _years(hers: Known) -> Fact:
    found = may(CHIEF, hers)
    full = msg("runs-three-years", day=Era(found.on)) if found.on else msg("runs-not-known")
    return Fact(msg("runs-evidence-years"), full)


def _practice(hers: Known) -> Fact:
    since = msg("training-since", day=hers.practice) if hers.practice else msg("runs-not-known")
    return Fact(msg("training-practice-since"), since)


def _deadline(hers: Known) -> Fact:
    deadline = hers.standing.deadline
    return Fact(
        msg("runs-evidence-deadline"), msg("runs-era", day=Era(deadline)) if deadline else msg("runs-not-known")
    )


def _teaching(turn: Turn, person_id: UUID) -> Fact:
    lines = [_taught(turn, one) for one in completions.teachings_of(turn.here, person_id)[-TAUGHT:]]
    return Fact(msg("runs-evidence-taught"), said.joined(lines) if lines else msg("runs-not-known"))


def _days(done: Collection[Done]) -> Msg:
    days = [msg("runs-era", day=Era(one.on, one.exactly)) for one in done]
    return said.joined(days) if days else msg("runs-not-known")


def _taught(turn: Turn, one: Teaching) -> Msg:
    found = known.rules_of(turn.who.network).course(one.course)
    name, day = found.name if found else one.course, Era(one.taught_on, one.exactly)
    return msg("runs-taught", day=day, course=name, part=PARTS.get(one.part, given(one.part)))


def _wanted(turn: Turn, id: str) -> CourseRun:
    run = mine.of(turn, id)
    if run.off_at or not run.by_ward:
        raise Stale("run", shows=(mine.card(turn, run),))
    return run


def ask(turn: Turn, id: str) -> Reply:
    """Show her what coordinators will read, before she asks; raises Stale."""
    run = _wanted(turn, id)
    asked = applications.request(turn.here, run.id, turn.person_id)
    state = asked.state if asked else ""
    send = Button(msg("runs-ask"), "run.ask_now", id, style="primary")
    take_back = Button(msg("runs-ask-back"), "run.ask_back", id)
    open_ = state in ("asked", "given")
    says = mine.answer(turn, asked) if asked else ()
    look = Button(msg("runs-look-again"), "run", id)
    card = Card(
        title=msg("runs-ask-title", title=said.titled_for(turn, run)),
        facts=evidence(turn, turn.person_id, run.course),
        paragraphs=(*says, *(() if open_ else (msg("runs-ask-who"), msg("runs-ask-mend")))),
        buttons=(take_back if open_ else send, Button(msg("training-hub-back"), "training"), look),
        about=id,
    )
    return Reply(cards=(card,))


def ask_now(turn: Turn, id: str) -> Reply:
    """Ask the ward; the same twice is once. Raises Stale."""
    run = _wanted(turn, id)
    before = applications.request(turn.here, run.id, turn.person_id)
    was = before.state if before else ""
    asked = applications.ask(turn.here, run.id, turn.person_id, turn.now)
    if was == "not_now":
        nudges.look_anew(turn.here)
    if asked.state == "asked" and was != "asked":
        notices.tell_asked(turn, asked)
    return Reply(cards=(_told(turn, run, *mine.answer(turn, asked)),))


def ask_back(turn: Turn, id: str) -> Reply:
    """Take a request back; raises Stale where there is none."""
    networks.hold(turn.here)
    run = mine.of(turn, id)
    asked = applications.request(turn.here, run.id, turn.person_id)
    if asked is None:
        raise Stale("request", shows=(mine.card(turn, run),))
    if asked.state in ("asked", "given"):
        asked.state = "withdrawn"
        turn.here.session.flush()
    return Reply(cards=(_told(turn, run, msg("runs-ask-taken-back")),))


def _told(turn: Turn, run: CourseRun, *says: Msg) -> Card:
    look = Button(msg("runs-look-again"), "run", short(run.id))
    return Card(title=said.titled_for(turn, run), paragraphs=says, buttons=(look, mine.HOME), about=short(run.id))


def desk(turn: Turn, id: str = "") -> Reply:
    """Show coordinators who asks for the ward's 推薦: who waits first, then what was answered.

    What its person has taken back is theirs to read no more, with what her record said for it.
    """
    found = [(one, run) for one in applications.recommendations(turn.here) if (run := _current(turn, one))]
    found.sort(key=lambda pair: (pair[0].state != "asked", pair[1].opens_on, pair[0].asked_at))
    shown, more = page(found, id, PAGE, lambda pair: short(pair[0].id))
    places = list(enumerate(shown, 1))
    facts = tuple(
        Fact(msg("runs-place-title", place=n, title=_name(turn, one)), _line(turn, run, one))
        for n, (one, run) in places
    )
    see = tuple(Button(msg("runs-see", place=n), "runs.asked_one", short(one.id)) for n, (one, _) in places)
    further = (Button(msg("runs-more"), "runs.asked", more),) if more else ()
    nothing = () if found else (msg("runs-asked-none"),)
    buttons = (*see, *further, ways.TRAINING)
    return Reply(cards=(Card(title=msg("runs-asked-door"), facts=facts, paragraphs=nothing, buttons=buttons),))


def _current(turn: Turn, asked: Recommendation) -> CourseRun | None:
    if asked.state not in STATES:
        return None
    run = runs.get(turn.here, asked.run_id)
    belongs = people.belonging(turn.here, [asked.person_id])
    return run if run and belongs and not run.off_at and run.ends_on >= turn.today else None


def _name(turn: Turn, asked: Recommendation) -> str:
    person = people.get(turn.here, asked.person_id)
    return person.name if person else ""


def _line(turn: Turn, run: CourseRun, asked: Recommendation) -> Msg:
    return msg("runs-asked-line", title=said.titled_for(turn, run), state=STATES[asked.state])


def _asked(turn: Turn, id: str) -> tuple[Recommendation, CourseRun]:
    asked = applications.recommendation(turn.here, unshort(id)) if id else None
    run = _current(turn, asked) if asked else None
    if asked is None or run is None:
        raise Stale("request", shows=desk(turn).cards)
    return asked, run


def one(turn: Turn, id: str) -> Reply:
    """Show one request with what the record says for it; raises Stale where it is gone."""
    return Reply(cards=(_card(turn, *_asked(turn, id)),))


def _card(turn: Turn, asked: Recommendation, run: CourseRun) -> Card:
    id = short(asked.id)
    give, not_now = (
        Button(msg("runs-give"), "runs.give", id, style="primary"),
        Button(msg("runs-not-now"), "runs.not_now", id),
    )
    undo = Button(msg("runs-undecide"), "runs.undecide", id)
    acts = (give, not_now) if asked.state == "asked" else (undo,)
    by = (msg("runs-asked-by", day=turn.who.network.local(asked.asked_at).date()),)
    return Card(
        title=msg("runs-asked-title", name=_name(turn, asked), title=said.titled_for(turn, run)),
        facts=(
            Fact(said.LABELS["apply"], said.apply_line(run, turn.today)),
            *evidence(turn, asked.person_id, run.course),
        ),
        paragraphs=(STATES[asked.state], *by, msg("runs-asked-how")),
        buttons=(*acts, TO_LIST),
        about=id,
    )


def decide(turn: Turn, id: str, *, state: str) -> Reply:
    """Answer a request; the same twice is once. Raises Stale where somebody has answered otherwise, or it is gone."""
    networks.hold(turn.here)
    asked, run = _asked(turn, id)
    if asked.state not in ("asked", state):
        raise Stale("request", shows=(_card(turn, asked, run),))
    if asked.state != state:
        asked.state, asked.decided_by, asked.decided_at = state, turn.person_id, turn.now
        turn.here.session.flush()
        if state == "given":
            turn.note("recommendation.given", whom=asked.person_id)
        else:
            turn.note("recommendation.not_now", whom=asked.person_id)
            # Another run may be her last one now.
            nudges.look_anew(turn.here)
        notices.tell_decided(turn, asked)
    return Reply(cards=(_card(turn, asked, run),))


def undecide(turn: Turn, id: str) -> Reply:
    """Take an answer back; raises Stale where there is none."""
    networks.hold(turn.here)
    asked, run = _asked(turn, id)
    if asked.state != "asked":
        asked.state, asked.decided_by, asked.decided_at = "asked", turn.person_id, turn.now
        turn.here.session.flush()
        turn.note("recommendation.taken_back", whom=asked.person_id)
        # It may be the last day to apply.
        nudges.look_anew(turn.here)
        notices.tell_decided(turn, asked)
    return Reply(cards=(_card(turn, asked, run),))
