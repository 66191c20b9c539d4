"""A completed training that is told: repeated back before it is kept, asked about where it cannot be, and kept."""

from __future__ import annotations

from typing import Any

from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.house import FormKind, Tap
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.training import ahead, anew, checks, duty, forms, known
from handlers.training.grid import Done
from messages.courses import INITIAL
from messages.words import Msg, given, msg
from storage import completions
from storage.completions import Completion
from storage.ids import short, unshort

KEEP, ANYWAY = "keep", "anyway"


def add(_turn: Turn, _id: str = "") -> Reply:
    """Ask for a completed training."""
    return Reply(ask=Ask(forms.ADD, {}))


def add_of(turn: Turn, course: str) -> Reply:
    """Ask when a course was completed, which is known; of one that is not listed any more ask all."""
    found = known.rules_of(turn.who.network).course(course)
    if found is None:
        return add(turn)
    card = Card(title=given(found.name), paragraphs=(forms.readers(turn),))
    return Reply(cards=(card,), ask=Ask(forms.ADD, {"more": True}, answers={forms.COURSE: found.key}))


def first(_turn: Turn, id: str = "") -> Reply:
    """Ask for a 初任者研修 while what was told waits as it is (`id`: its draft); afterwards there is the way back."""
    return Reply(ask=Ask(forms.FIRST, {"more": True, "back": id}, answers={forms.COURSE: INITIAL}))


def more(_turn: Turn, _id: str = "") -> Reply:
    """Ask for another one."""
    return Reply(ask=Ask(forms.ADD, {"more": True}))


def mend(turn: Turn, id: str) -> Reply:
    """Ask for the right day of one; raises Stale where it is not there any more."""
    return Reply(ask=Ask(forms.MEND, {"id": short(own(turn, id).id)}))


def own(turn: Turn, id: str) -> Completion:
    """Return one of her own completions; raises Stale."""
    found = completions.get(turn.here, unshort(id)) if id else None
    if found is None or found.person_id != turn.person_id:
        raise Stale("completion")
    return found


def _told(turn: Turn, filled: Filled) -> Done | None:
    """Return what was told; None where what she corrects is not there any more."""
    on, exactly = forms.when_of(filled.answers)
    if "id" not in filled.params:
        return Done(on, filled.answers[forms.COURSE] or "", exactly)
    found = completions.get(turn.here, unshort(filled.params["id"]))
    return Done(on, found.course, exactly) if found and found.person_id == turn.person_id else None


def _problem(turn: Turn, filled: Filled, told: Done) -> Msg | None:
    """Return what is to be asked about it, seen beside all else that is known."""
    others = [
        one for one in completions.of_person(turn.here, turn.person_id) if short(one.id) != filled.params.get("id")
    ]
    beside = [Done(one.done_on, one.course, one.exactly) for one in others]
    return checks.problem(told.course, told.on, told.exactly, beside, known.rules_of(turn.who.network), turn.today)


def last(turn: Turn, filled: Filled) -> Card:
    """Return it as it will be kept, or the sentence that asks about it; what was told stands either way."""
    told = _told(turn, filled)
    if told is None:
        return Card(paragraphs=(msg("training-undo-none"),), buttons=(filled.leave(),), about=short(filled.id))
    problem = _problem(turn, filled, told)
    look = msg("training-look", course=ahead.course_name(known.of(turn), told.course), day=ahead.said(told))
    new = "id" not in filled.params
    places = {name: place for place, name in enumerate((forms.COURSE, forms.ON) if new else (forms.ON,))}
    mends = [filled.mend(msg("training-mend-on"), places[forms.ON])]
    mends += [filled.mend(msg("training-mend-course"), places[forms.COURSE])] if new else []
    keeps = [filled.button(msg("training-keep"), KEEP, "primary")]
    if problem:
        keeps = [filled.button(msg("training-keep-anyway"), ANYWAY)] if checks.may_stand(problem) else []
    if problem and checks.wants_first(problem) and "back" not in filled.params:
        keeps = [Button(msg("training-first"), "training.first", short(filled.id), style="primary")]
    says = (look, problem or msg("training-look-sure"))
    return Card(paragraphs=says, buttons=(*keeps, *mends, filled.leave()), about=short(filled.id))


def decide(turn: Turn, filled: Filled, key: str) -> Reply | dict[str, Any]:
    """Keep what was told; raises Stale where there is something to ask about it."""
    told = _told(turn, filled)
    if told is None:
        raise Stale("completion")
    problem = _problem(turn, filled, told)
    if key != (KEEP if problem is None else ANYWAY) or (problem and not checks.may_stand(problem)):
        raise Stale("key")
    if "id" in filled.params:
        completions.move(turn.here, unshort(filled.params["id"]), turn.person_id, told.on, told.exactly, turn.now)
    else:
        completions.add(turn.here, turn.person_id, told.course, told.on, told.exactly, turn.person_id, turn.now)
    anew.changed(turn, [turn.person_id])
    course, day = ahead.course_name(known.of(turn), told.course), ahead.said(told)
    kept, mended = msg("training-kept", course=course, day=day), msg("training-mended", course=course, day=day)
    says = mended if "id" in filled.params else kept
    return Reply(cards=(kept_card(turn, says, filled.params.get("back", "")),))


def kept_card(turn: Turn, says: Msg, back: str = "") -> Card:
    """Return what was kept, what it means, and the way on; `back` is the draft that waits."""
    hers = known.of(turn)
    lapsed = ahead.lapsed_buttons(turn)[1:] if ahead.lapsed_card(turn, hers) else ()
    alone = hers.done and not any(one.course == INITIAL for one in hers.done) and duty.concerns(hers, turn.roles)
    buttons = (
        *((Button(msg("kit-go-on"), "resume", back, style="primary"),) if back else ()),
        *((Button(msg("training-first-too"), "training.first"),) if alone else ()),
        Button(msg("training-add-more"), "training.more"),
        *lapsed,
        Button(msg("training-back"), "training.record"),
        Button(msg("home-to-home"), "home"),
    )
    return Card(paragraphs=(says, *ahead.means(turn, hers)), buttons=buttons)


def unasked(_turn: Turn, _filled: Filled) -> Reply:
    """Never called: the last card decides."""
    raise Stale("last")


FORMS = {
    forms.ADD: FormKind(forms.build_add, unasked, last=last, decide=decide),
    forms.FIRST: FormKind(forms.build_add, unasked, last=last, decide=decide),
    forms.MEND: FormKind(forms.build_mend, unasked, last=last, decide=decide),
}
VERBS: dict[str, Tap] = {"training.add": add, "training.more": more, "training.first": first, "training.mend": mend}
