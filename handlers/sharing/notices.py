"""Sharing unasked: that somebody offers an exchange, that there is something to read, that it comes to nothing."""

from __future__ import annotations

from uuid import UUID

from handlers.kit.cards import Button, Card
from handlers.kit.turn import Turn
from handlers.sharing import cards, rules, whom
from messages.words import Msg, msg
from storage import outbox, people, shares
from storage.ids import short
from storage.people import Person
from storage.shares import Share

OFFER, OPENED, DECLINED = "sharing.offer", "sharing.opened", "sharing.declined"


def to_read(turn: Turn, state: str) -> list[tuple[Share, Person]]:
    """Return what is open, or offered, to the person now, with whose it is; nothing to who does not belong."""
    if turn.who.person.state != "here":
        return []
    found = [share for share in shares.for_reader(turn.here, turn.person_id, turn.now) if share.state == state]
    owners = [(share, people.get(turn.here, share.owner_id)) for share in found]
    return [(share, owner) for share, owner in owners if owner]


def offered(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Return an offer, without any line of it; None when it has been taken back, taken or declined."""
    found = [pair for pair in to_read(turn, shares.OFFERED) if pair[0].id == subject]
    return (cards.offer_card(turn, *found[0]),) if found else None


def opened(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Say that there is something to read, without any line of it; None when it has been taken back."""
    found = [pair for pair in to_read(turn, shares.OPEN) if pair[0].id == subject]
    if not found:
        return None
    share, owner = found[0]
    says = brought(share.purpose, whom.named(turn, owner))
    read = Button(msg("sharing-read"), "sharing.read", short(subject), style="primary")
    return (Card(paragraphs=(says,), buttons=(read,), about=f"opened-{short(subject)}"),)


def brought(purpose: str, who: Msg) -> Msg:
    """Say who has brought lines, and for what."""
    if purpose == rules.MUTUAL:
        return msg("sharing-exchanged", who=who)
    return msg("sharing-brought", who=who, use=rules.USES[purpose][1])


def declined(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Tell who has offered that it comes to nothing this time; nobody is blamed, no reason is known."""
    share = shares.get(turn.here, subject)
    if share is None or share.owner_id != turn.person_id or share.state != shares.DECLINED:
        return None
    who, count = whom.reader_names(turn, share)
    says = msg("sharing-declined", who=who) if count else msg("sharing-declined-gone")
    return (Card(paragraphs=(says, msg("sharing-declined-unread")), buttons=(cards.home(),)),)


def waiting(turn: Turn) -> tuple[Card, ...]:
    """Return the offers that wait for an answer, for home."""
    return tuple(cards.offer_card(turn, *pair) for pair in to_read(turn, shares.OFFERED))


def tell(turn: Turn, share: Share) -> None:
    """Tell those who can read a share now that they can."""
    due = [(person.id, share.id) for person in shares.readers(turn.here, share.id)]
    outbox.post_all(turn.here, OPENED, turn.now, due)
