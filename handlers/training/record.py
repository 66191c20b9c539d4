"""研修の記録: all that she has told of her trainings, to look at, to correct and to delete row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.house import Tap
from handlers.kit.paging import page
from handlers.kit.text import fitting
from handlers.kit.turn import Reply, Turn
from handlers.training import ahead, anew, asking, duty, forms, known
from handlers.training.known import Known
from messages.eras import Era
from messages.words import Msg, given, msg
from storage import completions
from storage.completions import Completion, Teaching
from storage.ids import short, unshort

# So many rows stand on one card, each with a button of its own.
ROWS = 8
# How much of a name stands on a button.
_NAME = 22
_HOME = Button(msg("home-to-home"), "home")
BACK = Button(msg("training-back"), "training.record")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a training that was completed, or where she has taught."""

    id: str
    label: Msg
    value: Msg
    verb: str


def record(turn: Turn, _id: str = "") -> Reply:
    """Show what is known of her, what it means, and what can be done with it."""
    hers, rows = known.of(turn), _rows(turn)
    facts = [Fact(one.label, one.value) for one in rows[-ROWS:]]
    if hers.practice:
        facts.append(Fact(msg("training-practice-since"), msg("training-since", day=hers.practice)))
    older = len(rows) - ROWS
    says = (
        *((msg("training-more", count=older),) if older > 0 else ()),
        *((msg("training-invented"),) if turn.who.network.invented and rows else ()),
        *(() if facts else (msg("training-empty"),)),
        *ahead.means(turn, hers),
    )
    return Reply(cards=(Card(msg("training-record-title"), tuple(facts), None, says, _buttons(turn, hers, rows)),))


def _buttons(turn: Turn, hers: Known, rows: Sequence[Row]) -> tuple[Button, ...]:
    concerned = duty.by_role(turn.roles)
    life = hers.career
    out = life is not None and life.not_mine_at is not None
    return (
        Button(msg("training-add"), "training.add", style="primary"),
        *((Button(msg("training-change"), "training.change"),) if rows else ()),
        Button(msg("training-practice"), "training.practice"),
        Button(msg("training-teach"), "training.teach"),
        *((Button(msg("training-manager"), "training.manager"),) if concerned and not out else ()),
        *((_mine(out=out),) if concerned else ()),
        Button(msg("training-hub-back"), "training"),
        _HOME,
    )


def _mine(*, out: bool) -> Button:
    if out:
        return Button(msg("training-mine"), "training.mine")
    return Button(msg("training-not-mine"), "training.not_mine")


def _rows(turn: Turn) -> list[Row]:
    """Return all rows, the trainings first, each in order of time."""
    hers = known.of(turn)
    done = [_done(hers, one) for one in completions.of_person(turn.here, turn.person_id)]
    return done + [_taught(hers, one) for one in completions.teachings_of(turn.here, turn.person_id)]


def _done(hers: Known, one: Completion) -> Row:
    value = msg("training-one", day=Era(one.done_on, one.exactly))
    return Row(short(one.id), ahead.course_name(hers, one.course), value, "training.row")


def _taught(hers: Known, one: Teaching) -> Row:
    day = Era(one.taught_on, one.exactly)
    value = msg("training-taught", part=forms.PARTS.get(one.part, given(one.part)), day=day)
    return Row(short(one.id), ahead.course_name(hers, one.course), value, "training.taught")


def change(turn: Turn, id: str = "") -> Reply:
    """Ask which row is to be corrected or deleted."""
    rows = _rows(turn)
    shown, after = page(rows, id, ROWS, lambda one: one.id)
    buttons = [Button(_label(turn, one), one.verb, one.id) for one in shown]
    older = (Button(msg("training-older"), "training.change", after),) if after else ()
    says = () if rows else (msg("training-empty"),)
    card = Card(title=msg("training-change-title"), paragraphs=says, buttons=(*buttons, *older, BACK, _HOME))
    return Reply(cards=(card,))


def _label(turn: Turn, one: Row) -> Msg:
    whole = msg("training-change-row", course=one.label, day=one.value)
    # With its day wherever that fits: one has several of one course.
    return whole if len(turn.words.say(whole)) <= _NAME else given(fitting(turn.words.say(one.label), _NAME))


def row(turn: Turn, id: str) -> Reply:
    """Show one completed training, and what can be done with it; raises Stale."""
    one = _done(known.of(turn), asking.own(turn, id))
    mends = Button(msg("training-mend-on"), "training.mend", one.id)
    return Reply(cards=(_one(one, mends, Button(msg("kit-delete"), "training.drop", one.id, style="danger")),))


def taught(turn: Turn, id: str) -> Reply:
    """Show where she has taught, and what can be done with it; raises Stale."""
    one = _taught(known.of(turn), _teaching(turn, id))
    return Reply(cards=(_one(one, Button(msg("kit-delete"), "training.untaught", one.id, style="danger")),))


def _one(one: Row, *buttons: Button) -> Card:
    back = Button(msg("kit-back"), "training.change")
    return Card(facts=(Fact(one.label, one.value),), buttons=(*buttons, back, _HOME), about=one.id)


def drop(turn: Turn, id: str) -> Reply:
    """Ask whether one completed training is to be deleted; raises Stale."""
    return _sure(_done(known.of(turn), asking.own(turn, id)), "training.erase")


def drop_taught(turn: Turn, id: str) -> Reply:
    """Ask whether that she has taught is to be deleted; raises Stale."""
    return _sure(_taught(known.of(turn), _teaching(turn, id)), "training.erase_taught")


def _sure(one: Row, verb: str) -> Reply:
    sure = Button(msg("kit-delete-now"), verb, one.id, style="danger")
    buttons = (sure, Button(msg("kit-back"), "training.change"))
    says = (msg("training-one-sure"),)
    return Reply(cards=(Card(facts=(Fact(one.label, one.value),), paragraphs=says, buttons=buttons, about=one.id),))


def erase(turn: Turn, id: str) -> Reply:
    """Delete one of her own completed trainings; again is once."""
    if id and completions.remove(turn.here, unshort(id), turn.person_id):
        anew.changed(turn, [turn.person_id])
    return _gone(turn)


def erase_taught(turn: Turn, id: str) -> Reply:
    """Delete that she has taught; again is once."""
    if id:
        completions.untaught(turn.here, unshort(id), turn.person_id)
    return _gone(turn)


def _gone(turn: Turn) -> Reply:
    said = Card(paragraphs=(msg("training-gone"), *ahead.means(turn, known.of(turn))), buttons=(BACK, _HOME))
    return Reply(cards=(said,))


def _teaching(turn: Turn, id: str) -> Teaching:
    rows = completions.teachings_of(turn.here, turn.person_id)
    found = next((one for one in rows if short(one.id) == id), None)
    if found is None:
        raise Stale("teaching")
    return found


VERBS: dict[str, Tap] = {
    "training.record": record,
    "training.change": change,
    "training.row": row,
    "training.taught": taught,
    "training.drop": drop,
    "training.erase": erase,
    "training.untaught": drop_taught,
    "training.erase_taught": erase_taught,
}
