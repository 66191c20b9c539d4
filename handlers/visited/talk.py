"""After a visit when spoken to: how it went, what is added, what is taken back."""

from __future__ import annotations

from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.house import Conversation, FormKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.visited import after, forms, later, looked, notices, open, promises, shown, word
from handlers.visits import booking, telling
from messages.words import Msg, msg
from storage import shown as messages_shown
from storage import stirring, visit_notes, visits
from storage.ids import short, unshort
from storage.visits import DONE, Visit

FORM, MORE = "visited", "visited.more"


def say(turn: Turn, id: str) -> Reply:
    """Ask how it went; where somebody has said so already, show that. Raises Stale."""
    visit = looked.told_of(turn, id)
    if not open.waits(visit, turn.now):
        return _overtaken(turn, visit)
    return Reply(ask=Ask(FORM, {"visit": short(visit.id)}))


def _overtaken(turn: Turn, visit: Visit) -> Reply:
    if visit.state == DONE and looked.is_host(turn, visit):
        return shown.show(turn, short(visit.id))
    home = Button(msg("home-to-home"), "home")
    return Reply(cards=(Card(paragraphs=(msg("visited-overtaken"),), buttons=(home,), about=short(visit.id)),))


def planned(turn: Turn, id: str) -> Reply:
    """Take at one tap that it was held as planned; raises Stale."""
    looked.hosted(turn, id)
    return _keep(turn, id, {"outcome": "held"})


def submit(turn: Turn, filled: Filled) -> Reply:
    """Keep how it went, the first of the pair for both; raises Stale."""
    return _keep(turn, filled.params.get("visit", ""), dict(filled.answers))


def _keep(turn: Turn, id: str, answers: dict[str, str | None]) -> Reply:
    looked.told_of(turn, id)
    # Of two who answer at once the second sees what the first has said.
    turn.here.alone()
    visit = looked.told_of(turn, id)
    if not open.waits(visit, turn.now):
        return _before(turn, visit, answers)
    subject, outcome = open.subject_of(turn.here, visit), answers.get("outcome") or "held"
    after.close(turn, visit, after.ASKS, subject)
    lasted = int(answers.get("minutes") or visit.minutes) if outcome == "held" else None
    at = booking.At(turn.here, turn.who.network, turn.now, turn.person_id)
    visit = booking.finish(at, visit.id, outcome, lasted)
    if outcome != "held":
        return _done(visit, msg("visited-kept-off") if outcome == "cancelled" else msg("visited-kept-search"))
    return _held(turn, visit, answers)


def _held(turn: Turn, visit: Visit, answers: dict[str, str | None]) -> Reply:
    after.held(turn, visit)
    hard = forms.is_heavy(turn, visit) or answers.get("quiet") == "yes"
    until = after.rest(turn, visit) if hard else None
    if host := looked.is_host(turn, visit):
        after.add(turn, visit, answers)
    when = telling.when(turn.who.network, visit)
    said = msg("visited-kept-held", when=when, minutes=visit.lasted or visit.minutes)
    return _done(visit, said, *((msg("visited-kept-quiet", day=until),) if until else ()), add=host)


def _before(turn: Turn, visit: Visit, answers: dict[str, str | None]) -> Reply:
    if visit.state != DONE or visit.outcome != "held" or looked.said_by(turn, visit) == turn.person_id:
        return _overtaken(turn, visit)
    if not looked.is_host(turn, visit):
        return _done(visit, msg("visited-kept-before"))
    added = after.add(turn, visit, answers)
    if answers.get("quiet") == "yes":
        after.rest(turn, visit)
    says = (msg("visited-kept-before"), *((msg("visited-kept-added"),) if added else ()))
    return _done(visit, *says, add=True)


def _done(visit: Visit, *says: Msg, add: bool = False) -> Reply:
    more = (Button(msg("visited-see"), "visited", short(visit.id)),) if add else ()
    buttons = (*more, Button(msg("home-to-home"), "home"))
    return Reply(cards=(Card(title=msg("visited-kept"), paragraphs=says, buttons=buttons, about=short(visit.id)),))


def more(turn: Turn, id: str) -> Reply:
    """Let one of the pair add what was good and what was agreed; raises Stale."""
    visit = looked.hosted(turn, id)
    if visit.state != DONE or visit.outcome != "held":
        return say(turn, id)
    own = [one.body for one in visit_notes.of_visit(turn.here, visit.id) if one.author_id == turn.person_id]
    return Reply(ask=Ask(MORE, {"visit": short(visit.id)}, typed={"good": own[0]} if own else {}))


def submit_more(turn: Turn, filled: Filled) -> Reply:
    """Keep what was added; raises Stale."""
    visit = looked.hosted(turn, filled.params.get("visit", ""))
    turn.here.alone()
    if visit.state != DONE or visit.outcome != "held":
        return _overtaken(turn, visit)
    after.add(turn, visit, filled.answers)
    return shown.show(turn, short(visit.id))


def remove(turn: Turn, id: str) -> Reply:
    """Delete the person's own note: it goes from everybody's eyes; raises Stale."""
    note = looked.note(turn, id)
    visit_notes.remove(turn.here, unshort(id), turn.person_id)
    messages_shown.forget_all(turn.here, id)
    visit = visits.get(turn.here, note.visit_id)
    if visit is None:
        raise Stale("visit")
    buttons = (Button(msg("visited-see"), "visited", short(visit.id)), Button(msg("home-to-home"), "home"))
    return Reply(cards=(Card(paragraphs=(msg("visited-note-removed"),), buttons=buttons, about=id),))


CONVERSATION = Conversation(
    name="visited",
    doors=lambda _turn: (),
    verbs={
        "visited": shown.show,
        "visited.say": say,
        "visited.planned": planned,
        "visited.more": more,
        "visited.remove": remove,
        "visited.promise": promises.show,
        "visited.did": promises.did,
        "visited.wait": promises.wait,
        "visited.drop": promises.drop,
        "visited.word": word.ask,
        "visited.no_word": word.not_now,
        "visited.fine": later.fine,
        "visited.no_more": later.no_more,
    },
    forms={
        FORM: FormKind(forms.build, submit, sealed=True),
        MORE: FormKind(forms.build_more, submit_more, sealed=True),
        word.FORM: word.KIND,
    },
    notices=notices.NOTICES,
    plan=open.plan,
    takes_up=stirring.VISITS,
)
