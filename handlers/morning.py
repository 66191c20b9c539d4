"""朝の1通: the letter that brings everything that could wait, each thing with its own buttons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from handlers.kit import days
from handlers.kit.cards import Card
from handlers.kit.house import Conversation, NoticeKind
from handlers.kit.turn import Turn
from messages.words import Msg, msg
from storage import letters
from storage.outbox import Notice

LETTER = "morning.letter"


def letter(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Return a greeting and what the letter carries, what must be said today first; None when nothing of it matters."""
    carried = sorted(letters.carried(turn.here, turn.person_id, subject), key=lambda notice: not _first(turn, notice))
    found = [(notice, cards) for notice in carried if (cards := _cards(turn, notice))]
    if not found:
        return None
    count = len(found)
    said = [msg("morning-one") if count == 1 else msg("morning-count", count=count)]
    if any(_late(turn, notice) for notice, _ in found):
        said.append(msg("morning-late"))
    return (Card(paragraphs=tuple(said)), *_said_once(turn, found))


def _cards(turn: Turn, notice: Notice) -> tuple[Card, ...] | None:
    kind = turn.house.notice(notice.kind)
    return kind.cards(turn, notice.subject_id) if kind else None


def _said_once(turn: Turn, found: Iterable[tuple[Notice, tuple[Card, ...]]]) -> Iterable[Card]:
    said: set[Msg] = set()
    for notice, cards in found:
        kind = turn.house.notice(notice.kind)
        for card in cards:
            again = {one for one in card.paragraphs if kind and one.id in kind.once and one in said}
            said.update(card.paragraphs)
            yield replace(card, paragraphs=tuple(one for one in card.paragraphs if one not in again))


def _first(turn: Turn, notice: Notice) -> bool:
    kind = turn.house.notice(notice.kind)
    return kind is not None and kind.first


def _late(turn: Turn, notice: Notice) -> bool:
    network = turn.who.network
    due = network.local(notice.due_at)
    shown = network.local(notice.sent_at or turn.now).date()
    return shown > days.letter_day(due, turn.who.person.morning_at, network.closed_days)


CONVERSATION = Conversation(
    name="morning",
    doors=lambda _turn: (),
    verbs={},
    notices={LETTER: NoticeKind(letter)},
)
