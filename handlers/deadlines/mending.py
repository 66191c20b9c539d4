"""［記録を直す］: a coordinator puts right what the record says of somebody, who is told in her letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from handlers.deadlines import cards
from handlers.deadlines.talk import found, shown
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.forms import Form
from handlers.kit.house import FormKind, NoticeKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.training import ahead, anew, checks, forms, known
from handlers.training.asking import ANYWAY, KEEP
from handlers.training.grid import Done
from messages.eras import Era
from messages.words import Msg, given, msg
from storage import completions, outbox, people
from storage.completions import Completion
from storage.ids import short, unshort

FORM, TOLD, GONE = "deadlines.add", "deadlines.mended", "deadlines.removed"


def rows(turn: Turn, id: str) -> Reply:
    """Show one page (the press's version, from 1) of what somebody has completed, a button for each; raises Stale."""
    line, page = found(turn, id), turn.version or 1
    every = completions.of_person(turn.here, line.person.id)
    first = (page - 1) * cards.PAGE
    part = list(enumerate(every[first : first + cards.PAGE], first + 1))
    facts = tuple(Fact(msg("deadlines-row", n=n, course=_course(turn, one)), _day(one)) for n, one in part)
    opened = [Button(msg("deadlines-row-open", n=n), "deadlines.row", short(one.id)) for n, one in part]
    on = [Button(msg("roster-more"), "deadlines.mend", id, page + 1)] if len(every) > first + cards.PAGE else []
    add = Button(msg("training-add"), "deadlines.add", id)
    back = Button(msg("kit-back"), "deadlines.person", id)
    title, says = msg("deadlines-mend-of", name=line.person.name), (msg("deadlines-mend-told"),)
    return Reply(cards=(Card(title=title, facts=facts, paragraphs=says, buttons=(*opened, *on, add, back)),))


def _course(turn: Turn, one: Completion) -> Msg:
    course = known.rules_of(turn.who.network).course(one.course)
    return given(course.name if course else one.course)


def _day(one: Completion) -> Msg:
    return msg("deadlines-day", day=Era(one.done_on, one.exactly))


def _row(turn: Turn, id: str) -> Completion:
    """Return a completion of somebody of the list; raises Stale."""
    one = completions.get(turn.here, unshort(id)) if id else None
    if one is None:
        raise Stale("completion")
    found(turn, short(one.person_id))
    return one


def row(turn: Turn, id: str) -> Reply:
    """Show one completed training, to be put right or taken out; raises Stale."""
    one = _row(turn, id)
    buttons = (
        Button(msg("training-mend-on"), "deadlines.redo", id),
        Button(msg("kit-delete"), "deadlines.drop", id, style="danger"),
        Button(msg("kit-back"), "deadlines.mend", short(one.person_id)),
    )
    person = people.get(turn.here, one.person_id)
    title = given(person.name) if person else None
    says = (msg("deadlines-mend-told"),)
    return Reply(cards=(Card(title, (Fact(_course(turn, one), _day(one)),), None, says, buttons, about=id),))


def drop(turn: Turn, id: str) -> Reply:
    """Take one completed training out of somebody's record; raises Stale."""
    one = _row(turn, id)
    hers, mine = one.person_id, one.id
    completions.remove(turn.here, mine, hers)
    _mended(turn, hers, GONE, mine)
    return shown(turn, found(turn, short(hers)), msg("deadlines-mended"))


def _mended(turn: Turn, person_id: UUID, did: str, about: UUID) -> None:
    """Write it down, tell her, and let who has confirmed the record look anew: it is another one now."""
    anew.changed(turn, [person_id])
    turn.note("deadlines.mended", person_id)
    if person_id != turn.person_id:
        outbox.post(turn.here, person_id, did, about, turn.now)


def add(turn: Turn, id: str) -> Reply:
    """Ask for a completed training of somebody; raises Stale."""
    return Reply(ask=Ask(FORM, {"person": short(found(turn, id).person.id), "more": True}))


def redo(turn: Turn, id: str) -> Reply:
    """Ask for the right day of one; raises Stale."""
    one = _row(turn, id)
    return Reply(ask=Ask(FORM, {"person": short(one.person_id), "instead": short(one.id)}))


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form that asks for a training and its day, or for the day alone."""
    return forms.build_mend(turn, params) if "instead" in params else forms.build_add(turn, params)


def _instead(turn: Turn, params: Mapping[str, Any]) -> Completion | None:
    """Return what is to be put right, as it stands now; raises Stale where it is gone."""
    return _row(turn, params["instead"]) if "instead" in params else None


def _told(turn: Turn, filled: Filled) -> tuple[Done, Msg | None]:
    """Return what was told, and what is to be asked about it; raises Stale."""
    line, instead = found(turn, filled.params["person"]), _instead(turn, filled.params)
    on, exactly = forms.when_of(filled.answers)
    told = Done(on, instead.course if instead else filled.answers[forms.COURSE] or "", exactly)
    every = completions.of_person(turn.here, line.person.id)
    beside = [Done(one.done_on, one.course, one.exactly) for one in every if instead is None or one.id != instead.id]
    return told, checks.problem(told.course, on, exactly, beside, line.known.rules, turn.today)


def last(turn: Turn, filled: Filled) -> Card:
    """Return it as it will be kept, and that she will be told; or the sentence that asks about it."""
    try:
        told, problem = _told(turn, filled)
    except Stale:
        return Card(paragraphs=(msg("training-undo-none"),), buttons=(filled.leave(),), about=short(filled.id))
    line = found(turn, filled.params["person"])
    course = ahead.course_name(line.known, told.course)
    look = msg("deadlines-look", name=line.person.name, course=course, day=ahead.said(told))
    keeps = [] if problem else [filled.button(msg("training-keep"), KEEP, "primary")]
    if problem and checks.may_stand(problem):
        keeps = [filled.button(msg("training-keep-anyway"), ANYWAY)]
    alone = "instead" in filled.params
    mends = [filled.mend(msg("training-mend-on"), 0 if alone else 1)]
    mends += [] if alone else [filled.mend(msg("training-mend-course"), 0)]
    says = (look, problem or msg("deadlines-mend-told"))
    return Card(paragraphs=says, buttons=(*keeps, *mends, filled.leave()), about=short(filled.id))


def decide(turn: Turn, filled: Filled, key: str) -> Reply | dict[str, Any]:
    """Keep what was told, in place of what was put right; raises Stale where there is something to ask about it."""
    told, problem = _told(turn, filled)
    stands = problem is not None and checks.may_stand(problem)
    if key != (ANYWAY if stands else KEEP) or (problem and not stands):
        raise Stale("key")
    line, instead = found(turn, filled.params["person"]), _instead(turn, filled.params)
    hers = line.person.id
    known_before = {one.id for one in completions.of_person(turn.here, hers)}
    if instead:
        completions.remove(turn.here, instead.id, hers)
    kept = completions.add(turn.here, hers, told.course, told.on, told.exactly, turn.person_id, turn.now)
    # What was there already, on the day to which another was put right, leaves her with one the less.
    less = instead is not None and kept.id in known_before - {instead.id}
    _mended(turn, hers, GONE if less else TOLD, instead.id if instead and less else kept.id)
    return shown(turn, found(turn, short(hers)), msg("deadlines-mended"))


def unasked(_turn: Turn, _filled: Filled) -> Reply:
    """Never called: the last card decides."""
    raise Stale("last")


def notice(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Return the line for her whose record it is; None where she has told it anew, or taken it out, herself since."""
    one = completions.get(turn.here, subject)
    if one is None or one.person_id != turn.person_id or one.entered_by == turn.person_id:
        return None
    return _line(msg("deadlines-told", course=_course(turn, one), day=Era(one.done_on, one.exactly)))


def gone(_turn: Turn, _subject: UUID) -> tuple[Card, ...]:
    """Return the line for her out of whose record the centre has taken something."""
    return _line(msg("deadlines-told-gone"))


def _line(says: Msg) -> tuple[Card, ...]:
    return (Card(paragraphs=(says,), buttons=(Button(msg("deadlines-told-look"), "training.record"),)),)


VERBS = {
    "deadlines.mend": rows,
    "deadlines.row": row,
    "deadlines.drop": drop,
    "deadlines.add": add,
    "deadlines.redo": redo,
}
FORMS = {FORM: FormKind(build, unasked, last=last, decide=decide)}
NOTICES = {TOLD: NoticeKind(notice), GONE: NoticeKind(gone)}
