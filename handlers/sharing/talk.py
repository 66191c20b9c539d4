"""Sharing when spoken to: choosing lines, with whom, the last look, showing, and taking back."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from handlers.kit import guarding, paging
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.house import Conversation, FormKind, NoticeKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.sharing import cards, kept, notices, reading, rules, whom
from handlers.sharing.kept import Opened
from handlers.sharing.rules import LINES, MOST_LINES, Line
from messages.words import msg
from storage import glance, outbox, people, shares
from storage.ids import short, unshort


def start(turn: Turn, id: str) -> Reply:
    """Ask for what lines of one of the person's reflections are to be shared."""
    read = kept.reflection(turn, unshort(id)) if id else None
    if read is None:
        raise Stale("reflection")
    if not kept.lines_of(read):
        return Reply(cards=(cards.said(msg("sharing-no-lines")),))
    return Reply(cards=(cards.uses_card(read),))


def prepare(turn: Turn, id: str, *, purpose: str) -> Reply:
    """Begin to prepare a share for a use, and let its owner choose the lines."""
    read = kept.reflection(turn, unshort(id)) if id else None
    if read is None or not kept.lines_of(read):
        raise Stale("reflection")
    share = kept.begin(turn, read.id, purpose)
    return Reply(cards=(cards.lines_card(Opened(share, ()), kept.lines_of(read), 0),))


def _lines(turn: Turn, opened: Opened) -> tuple[Line, ...]:
    return kept.lines_of(kept.reflection(turn, opened.share.reflection_id))


def lines(turn: Turn, id: str, *, page: int = 0) -> Reply:
    """Show the lines to choose from."""
    opened = kept.preparing(turn, id)
    found = _lines(turn, opened)
    return Reply(cards=(cards.lines_card(opened, found, page if len(found) > LINES else 0),))


def choose(turn: Turn, id: str, *, number: int, yes: bool) -> Reply:
    """Choose a line, by its number on the card, or leave it out; said twice is said once."""
    opened = kept.changing(turn, kept.preparing(turn, id))
    found = _lines(turn, opened)
    if number > len(found):
        raise Stale("line")
    place = found[number - 1].place
    places = {line.place for line in opened.lines} - {place} | ({place} if yes else set())
    chosen = rules.chosen(found, places, guarding.masking(turn))
    kept.write(turn, opened.share, chosen, looked=False)
    return Reply(cards=(cards.lines_card(Opened(opened.share, chosen), found, (number - 1) // LINES),))


def go_on(turn: Turn, id: str) -> Reply:
    """Ask with whom; where that is settled, show the last look."""
    opened = kept.preparing(turn, id)
    if not opened.lines:
        return Reply(cards=(cards.lines_card(opened, _lines(turn, opened), 0, problem=msg("sharing-nothing")),))
    if shares.readers(turn.here, opened.share.id):
        return _look(turn, opened)
    return _ask_whom(turn, opened)


def _ask_whom(turn: Turn, opened: Opened) -> Reply:
    if not whom.can_be_asked(turn, opened.share):
        return Reply(cards=(cards.said(msg("sharing-nobody")),))
    return Reply(ask=Ask("sharing.whom", {"share": short(opened.share.id)}))


def submit_whom(turn: Turn, filled: Filled) -> Reply:
    """Take the answer with whom, and show the last look; nobody reads anything yet."""
    opened = kept.preparing(turn, filled.params["share"])
    meant = whom.answered(turn, opened.share, filled.answers[whom.FIELD])
    opened = kept.changing(turn, opened)
    shares.let_read(turn.here, opened.share.id, meant)
    return _look(turn, opened)


def _look(turn: Turn, opened: Opened) -> Reply:
    kept.write(turn, opened.share, opened.lines, looked=True)
    masked = not set(opened.lines) <= set(_lines(turn, opened))
    return Reply(cards=cards.look_cards(turn, opened, masked=masked))


def more(turn: Turn, id: str) -> Reply:
    """Ask for one more reader."""
    return _ask_whom(turn, kept.preparing(turn, id))


def mend(turn: Turn, id: str) -> Reply:
    """Choose the lines anew; what was looked at cannot be shown any more."""
    opened = kept.changing(turn, kept.preparing(turn, id))
    return Reply(cards=(cards.lines_card(opened, _lines(turn, opened), 0),))


def other(turn: Turn, id: str) -> Reply:
    """Choose the readers anew; what was looked at cannot be shown any more."""
    opened = kept.preparing(turn, id)
    if opened.share.answers:
        raise Stale("readers")
    return _ask_whom(turn, kept.changing(turn, opened, readers=False))


def show(turn: Turn, id: str) -> Reply:
    """Let the readers read, exactly what was looked at; an exchange waits until both have said so."""
    opened = kept.preparing(turn, id)
    share, (who, count) = opened.share, whom.reader_names(turn, opened.share)
    if not opened.looked or not count:
        raise Stale("look")
    until = rules.ends(turn.now)
    if share.answers:
        return _exchange(turn, opened)
    exchange = share.purpose == rules.MUTUAL
    shares.move(turn.here, share.id, shares.PREPARED, shares.OFFERED if exchange else shares.OPEN, until)
    if exchange:
        outbox.post_all(turn.here, notices.OFFER, turn.now, _readers(turn, opened))
    else:
        notices.tell(turn, share)
    says = msg("sharing-offered", who=who) if exchange else msg("sharing-shown")
    return Reply(cards=(cards.said(says, _mine()),))


def _readers(turn: Turn, opened: Opened) -> list[tuple[UUID, UUID]]:
    return [(person.id, opened.share.id) for person in shares.readers(turn.here, opened.share.id)]


def _exchange(turn: Turn, opened: Opened) -> Reply:
    """Both have looked: from this moment each reads the other's."""
    share = opened.share
    offer = shares.get(turn.here, share.answers) if share.answers else None
    owner = people.get(turn.here, offer.owner_id) if offer else None
    stands = offer and owner and any(one.id == offer.id for one, _ in notices.to_read(turn, shares.OFFERED))
    # Whoever of the two was faster: the offer is taken once, and not after it was taken back.
    if not (stands and offer and shares.move(turn.here, offer.id, shares.OFFERED, shares.OPEN, offer.expires_at)):
        kept.take_back(turn, share.id)
        return Reply(cards=(cards.said(msg("sharing-offer-gone")),), wipes=True)
    shares.move(turn.here, share.id, shares.PREPARED, shares.OPEN, rules.ends(turn.now))
    outbox.close(turn.here, turn.person_id, notices.OFFER, offer.id, turn.now)
    notices.tell(turn, share)
    assert owner is not None
    says = msg("sharing-exchanged", who=whom.named(turn, owner))
    read = Button(msg("sharing-read"), "sharing.read", short(offer.id), style="primary")
    return Reply(cards=(cards.said(says, read, _mine()),))


def _mine() -> Button:
    return Button(msg("sharing-mine"), "sharing.mine")


def cancel(turn: Turn, id: str) -> Reply:
    """Show nobody anything: what was being prepared is shredded."""
    opened = kept.preparing(turn, id)
    kept.take_back(turn, opened.share.id)
    return Reply(cards=(cards.said(msg("sharing-cancelled")),), wipes=True)


def mine(turn: Turn, id: str = "") -> Reply:
    """List what the person shares, some at a time, from the newest or from behind one of them."""
    found = shares.of_owner(turn.here, turn.person_id, turn.now)
    listed, last = paging.page(found, id, cards.PAGE, lambda share: short(share.id))
    return Reply(cards=(cards.list_card(turn, listed, more=bool(last)),))


def own(turn: Turn, id: str) -> Reply:
    """Show the owner what her readers see."""
    found = [share for share in shares.of_owner(turn.here, turn.person_id, turn.now) if short(share.id) == id]
    opened = kept.open_share(turn, found[0]) if found else None
    if opened is None:
        raise Stale("share")
    back = Button(msg("sharing-take-this-back"), "sharing.take_back", id)
    return Reply(cards=(cards.shared_card(turn, opened, turn.who.person, back, _mine()),))


def take_back(turn: Turn, id: str) -> Reply:
    """Take a share back, at one press: nobody can read it from this moment."""
    if not id or not kept.take_back(turn, unshort(id)):
        raise Stale("share")
    says = (msg("sharing-taken-back"), msg("sharing-taken-back-limits"))
    return Reply(cards=(Card(paragraphs=says, buttons=(_mine(), cards.home())),), wipes=True)


_NUMBERS = range(1, MOST_LINES + 1)

CONVERSATION = Conversation(
    name="sharing",
    doors=lambda _turn: (),
    waiting=notices.waiting,
    waits_on=glance.SHARES,
    verbs={
        "sharing.start": start,
        **{f"sharing.{use}": partial(prepare, purpose=use) for use in rules.USES},
        **{f"sharing.lines.{page}": partial(lines, page=page) for page in (0, 1)},
        **{f"sharing.add.{number}": partial(choose, number=number, yes=True) for number in _NUMBERS},
        **{f"sharing.drop.{number}": partial(choose, number=number, yes=False) for number in _NUMBERS},
        "sharing.next": go_on,
        "sharing.more": more,
        "sharing.mend": mend,
        "sharing.other": other,
        "sharing.show": show,
        "sharing.cancel": cancel,
        "sharing.mine": mine,
        "sharing.older": mine,
        "sharing.own": own,
        "sharing.take_back": take_back,
        "sharing.received": reading.received,
        "sharing.earlier": reading.received,
        "sharing.read": reading.read,
        "sharing.answer": reading.answer,
        "sharing.decline": reading.decline,
    },
    typed={"sharing-word-mine": "sharing.mine", "sharing-word-received": "sharing.received"},
    forms={
        "sharing.whom": FormKind(whom.build, submit_whom),
        "sharing.answer": FormKind(reading.build_answer, reading.submit_answer),
    },
    notices={
        notices.OFFER: NoticeKind(notices.offered, pace="soon", repeats=True),
        notices.OPENED: NoticeKind(notices.opened, pace="soon", repeats=True, even_calm=True),
        notices.DECLINED: NoticeKind(notices.declined, pace="soon", repeats=True, even_calm=True),
    },
)
