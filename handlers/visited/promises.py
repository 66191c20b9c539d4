"""約束: what was agreed at a visit, shown to both sides; whoever made one is reminded, kindly, and may let go of it."""

from __future__ import annotations

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.turn import Reply, Turn
from handlers.visited import looked, rules
from handlers.visited.after import PROMISE
from handlers.visited.forms import WHOSE
from messages.words import Msg, given, msg
from storage import again, outbox, visit_steps
from storage.ids import short
from storage.visit_steps import Promise
from storage.visits import Visit


def of_visit(turn: Turn, visit: Visit) -> list[Promise]:
    """Return what was agreed and was not let go of."""
    return [one for one in visit_steps.promises(turn.here, visit.id) if one.let_go_at is None]


def fact(turn: Turn, promise: Promise) -> Fact:
    """Return one promise: whose, by when or これから, what."""
    return Fact(_label(turn, promise), given(promise.body))


def _label(turn: Turn, promise: Promise) -> Msg:
    whose = WHOSE[promise.whose]
    if promise.done_at:
        return msg("visited-promise-fact-done", whose=whose)
    if promise.by_day is None:
        return msg("visited-promise-fact-open", whose=whose)
    if promise.by_day < turn.today:
        return msg("visited-promise-fact-later", whose=whose)
    return msg("visited-promise-fact", whose=whose, day=promise.by_day)


def buttons(turn: Turn, visit: Visit) -> tuple[Button, ...]:
    """Return a button for each promise that is still to be done, to whoever may say something about it."""
    found = [(n, one) for n, one in enumerate(of_visit(turn, visit), start=1) if one.is_open]
    mine = [(n, one) for n, one in found if may(turn, one, visit)]
    return tuple(Button(msg("visited-promise-see", n=n), "visited.promise", short(one.id)) for n, one in mine)


def may(turn: Turn, promise: Promise, visit: Visit) -> bool:
    """Tell whether a promise is the person's to do or to let go of; the pair has written all of them."""
    return turn.person_id in looked.whose(turn.here, promise, visit) or looked.is_host(turn, visit)


def card(turn: Turn, promise: Promise, visit: Visit) -> Card:
    """Return one promise with what can be done about it: never a reproach."""
    says: tuple[Msg, ...] = ()
    if promise.by_day:
        late = promise.by_day < turn.today
        says = (msg("visited-promise-later") if late else msg("visited-promise-by", day=promise.by_day),)
    id = short(promise.id)
    did = Button(msg("visited-promise-did"), "visited.did", id, style="primary")
    wait = Button(msg("visited-promise-wait"), "visited.wait", id)
    drop = Button(msg("visited-promise-drop"), "visited.drop", id)
    mine = turn.person_id in looked.whose(turn.here, promise, visit)
    ways = (did, wait, drop) if mine else (drop,)
    return Card(title=msg("visited-promise-title"), quote=promise.body, paragraphs=says, buttons=ways, about=id)


def show(turn: Turn, id: str) -> Reply:
    """Show one promise; raises Stale."""
    promise, visit = looked.promise(turn, id)
    if not (promise.is_open and may(turn, promise, visit)):
        return _stands(turn, promise)
    return Reply(cards=(card(turn, promise, visit),))


def _stands(turn: Turn, promise: Promise) -> Reply:
    return _said(promise, msg("visited-promise-done") if promise.done_at else msg("visited-promise-dropped"))


def _said(promise: Promise, says: Msg) -> Reply:
    ways = (Button(msg("visited-see"), "visited", short(promise.visit_id)), Button(msg("home-to-home"), "home"))
    return Reply(cards=(Card(paragraphs=(says,), buttons=ways, about=short(promise.id)),))


def did(turn: Turn, id: str) -> Reply:
    """Note that it is done; raises Stale."""
    return _end(turn, id, "done_at")


def drop(turn: Turn, id: str) -> Reply:
    """Let go of it; raises Stale."""
    return _end(turn, id, "let_go_at")


def _end(turn: Turn, id: str, how: str) -> Reply:
    promise, visit = looked.promise(turn, id)
    mine = looked.whose(turn.here, promise, visit)
    if promise.is_open and (turn.person_id in mine or (how == "let_go_at" and may(turn, promise, visit))):
        setattr(promise, how, turn.now)
        turn.here.session.flush()
        for person in mine:
            outbox.close(turn.here, person, PROMISE, promise.id, turn.now)
    if promise.is_open:
        return show(turn, id)
    return _stands(turn, promise)


def wait(turn: Turn, id: str) -> Reply:
    """Remind the person once more, a week later; raises Stale."""
    promise, visit = looked.promise(turn, id)
    if not promise.is_open or turn.person_id not in looked.whose(turn.here, promise, visit):
        return show(turn, id)
    network = turn.who.network
    day = rules.later_on(turn.today, network.closed_days)
    again.post_again(turn.here, PROMISE, promise.id, [turn.person_id], network.midnight(day))
    return _said(promise, msg("visited-promise-waits", day=day))
