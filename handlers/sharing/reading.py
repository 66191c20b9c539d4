"""What others have shared: reading it, and taking or declining an offer to exchange."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.kit import paging
from handlers.kit.cards import Button
from handlers.kit.errors import Stale
from handlers.kit.fields import Option, Select
from handlers.kit.forms import Form
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.reflection.cards import name_of
from handlers.reflection.kept import Read, read_kept
from handlers.sharing import cards, kept, notices, rules
from messages.words import msg
from storage import outbox, reflections, shares, shown
from storage.ids import short, unshort
from storage.people import Person
from storage.seal import Unreadable
from storage.shares import Share

PAGE = 8
FIELD = "reflection"


def received(turn: Turn, id: str = "") -> Reply:
    """List what others let the person read, eight at a time, from the newest or from behind one of them."""
    found = notices.to_read(turn, shares.OPEN)
    listed, last = paging.page(found, id, PAGE, lambda pair: short(pair[0].id))
    return Reply(cards=(cards.received_card(turn, listed, more=bool(last)),))


def _find(turn: Turn, id: str, state: str) -> tuple[Share, Person]:
    found = [pair for pair in notices.to_read(turn, state) if short(pair[0].id) == id]
    if not found:
        raise Stale("share")
    return found[0]


def read(turn: Turn, id: str) -> Reply:
    """Show what somebody shares with the person; nobody is told that she has read it."""
    share, owner = _find(turn, id, shares.OPEN)
    opened = kept.open_share(turn, share)
    if opened is None:
        raise Stale("share")
    outbox.close(turn.here, turn.person_id, notices.OPENED, share.id, turn.now)
    account = turn.who.account
    known = shown.noted(turn.here, turn.person_id, account.platform, [id])
    if turn.traits.keeps is None and (id, id) not in known:
        # A page has no messages: that it shows this is noted here, so that it can be taken off the screen.
        shown.note(turn.here, turn.person_id, account.platform, account.user_id, [(id, id)], turn.now)
    return Reply(cards=(cards.shared_card(turn, opened, owner, cards.home()),))


def answer(turn: Turn, id: str) -> Reply:
    """Ask with which of her own reflections the person answers an offer."""
    _find(turn, id, shares.OFFERED)
    if not _can_be_shared(turn):
        begin = Button(msg("reflection-begin"), "reflection", style="primary")
        return Reply(cards=(cards.said(msg("sharing-answer-none"), begin),))
    return Reply(ask=Ask("sharing.answer", {"offer": id}))


def _can_be_shared(turn: Turn) -> list[Read]:
    # Each of them is opened: as many as a chat shows at once.
    rows = reflections.of_person(turn.here, turn.person_id)[: 2 * PAGE]
    reads = [one for row in rows if (one := read_kept(turn, row))]
    return [one for one in reads if kept.lines_of(one)][:PAGE]


def build_answer(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the question from which reflection; raises Unreadable when the offer is there no more."""
    found = _can_be_shared(turn)
    if not found or not any(short(pair[0].id) == params["offer"] for pair in notices.to_read(turn, shares.OFFERED)):
        raise Unreadable("offer")
    options = tuple(Option(short(one.id), name_of(turn, one)) for one in found)
    field = Select(name=FIELD, lead=msg("sharing-newest"), ask=msg("sharing-which"), options=options)
    return Form(msg("sharing-title"), (field,), one_by_one=True, hours=1)


def submit_answer(turn: Turn, filled: Filled) -> Reply:
    """Begin to prepare the answer to an offer: its reader is settled, its lines are not."""
    share, owner = _find(turn, filled.params["offer"], shares.OFFERED)
    # Before anything of her own is touched, or two who wait for each other would wait for ever.
    if not shares.hold(turn.here, share.id, owner.id):
        raise Stale("share")
    read = kept.reflection(turn, unshort(filled.answers[FIELD] or ""))
    mine = kept.begin(turn, read.id, rules.MUTUAL, share.id)
    shares.let_read(turn.here, mine.id, [owner.id])
    return Reply(cards=(cards.lines_card(kept.Opened(mine, ()), kept.lines_of(read), 0),))


def decline(turn: Turn, id: str) -> Reply:
    """Leave an offer for this time; nobody is asked why."""
    share, owner = _find(turn, id, shares.OFFERED)
    if not shares.move(turn.here, share.id, shares.OFFERED, shares.DECLINED, turn.now + rules.DECLINED_FOR):
        raise Stale("share")
    outbox.close(turn.here, turn.person_id, notices.OFFER, share.id, turn.now)
    outbox.post(turn.here, owner.id, notices.DECLINED, share.id, turn.now)
    return Reply(cards=(cards.said(msg("sharing-not-this-time")),))
