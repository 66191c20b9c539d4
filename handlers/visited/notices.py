"""What is said unasked after a visit; each looks at the rows as they are, and is silent where it no longer matters."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from handlers.kit.cards import Button, Card
from handlers.kit.house import NoticeKind
from handlers.kit.turn import Turn
from handlers.visited import after, later, looked, open, promises, shown
from handlers.visits import telling
from messages.words import Msg, msg
from storage import visit_notes, visit_steps, visits
from storage.ids import short
from storage.visits import DONE


def ask(turn: Turn, subject: UUID, *, says: Msg) -> tuple[Card, ...] | None:
    """Ask one of the pair how it went; None where somebody has said so, or it has another time."""
    visit = open.visit_of(turn.here, subject)
    if visit is None or not open.waits(visit, turn.now) or open.subject_of(turn.here, visit) != subject:
        return None
    return (shown.ask_card(turn, visit, says),) if looked.is_host(turn, visit) else None


def told(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Tell the other of the pair that it has been said how it went, and that she may add something."""
    visit = visits.get(turn.here, subject)
    if visit is None or visit.state != DONE or not looked.is_host(turn, visit):
        return None
    when = telling.when(turn.who.network, visit)
    says = (msg("visited-told", when=when), msg("visited-told-add"))
    buttons = (
        Button(msg("visited-add"), "visited.more", short(visit.id)),
        Button(msg("visited-see"), "visited", short(visit.id)),
    )
    return (Card(paragraphs=says, buttons=buttons, about=short(visit.id)),)


def note(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Bring a visit's guest what one of the pair found good; None where its author has deleted it."""
    found = visit_notes.get(turn.here, subject)
    visit = visits.get(turn.here, found.visit_id) if found else None
    if found is None or visit is None or not looked.is_guest(turn, visit):
        return None
    return (shown.note_card(turn, found, visit),)


def promise(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Remind whoever has promised something; None where it is done or let go of."""
    found = visit_steps.promise(turn.here, subject)
    visit = visits.get(turn.here, found.visit_id) if found else None
    if found is None or visit is None or not found.is_open:
        return None
    mine = turn.person_id in looked.whose(turn.here, found, visit)
    return (promises.card(turn, found, visit),) if mine else None


def word(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Offer a visit's guest a ひとこと; None where she has written one."""
    visit = visits.get(turn.here, subject)
    if visit is None or visit.state != DONE or not looked.is_guest(turn, visit) or visit.word_id:
        return None
    until = turn.who.person.calm_until
    rests = (msg("visited-word-calm", day=until),) if visit.heavy and until and until > turn.today else ()
    id = short(visit.id)
    buttons = (
        Button(msg("visited-word-write"), "visited.word", id, style="primary"),
        Button(msg("visited-word-no"), "visited.no_word", id),
        *((Button(msg("settings-calm-over"), "settings.calm_over"),) if rests else ()),
    )
    says = (msg("visited-word-how"), msg("reflection-private"), *rests)
    return (Card(title=msg("visited-word-title"), paragraphs=says, buttons=buttons, about=id),)


NOTICES = {
    after.ASK: NoticeKind(partial(ask, says=msg("visited-asked-how")), pace="soon", repeats=True, even_calm=True),
    after.MORNING: NoticeKind(partial(ask, says=msg("visited-asked-how")), even_calm=True),
    after.AGAIN: NoticeKind(partial(ask, says=msg("visited-asked-again")), even_calm=True),
    after.TOLD: NoticeKind(told, even_calm=True),
    after.NOTE: NoticeKind(note, even_calm=True),
    after.PROMISE: NoticeKind(promise, even_calm=True),
    after.WORD: NoticeKind(word, even_calm=True),
    after.MONTH: NoticeKind(partial(later.card, kind=after.MONTH)),
    after.SEASON: NoticeKind(partial(later.card, kind=after.SEASON)),
}
