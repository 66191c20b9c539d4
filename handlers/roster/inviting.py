"""Inviting in the chat: a link and digits to hand over, what is still open, taking back and making anew."""

from __future__ import annotations

from handlers.kit import paging
from handlers.kit.cards import Button
from handlers.kit.errors import Stale
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.roster import cards, forms
from messages.words import msg
from storage import invites, offices
from storage.ids import short, unshort
from storage.invites import Invite, Wanted

FORM = "roster.invite"


def ask(_turn: Turn, _id: str = "") -> Reply:
    """Ask for whom the invitation is."""
    return Reply(ask=Ask(FORM, {}))


def invite(turn: Turn, filled: Filled) -> Reply:
    """Make an invitation and show it, this once."""
    answers = filled.answers
    chosen = answers["office"] or forms.CHOOSES
    office = None if chosen == forms.CHOOSES else offices.get(turn.here, unshort(chosen))
    return _made(turn, Wanted(answers["role"] or "", office.id if office else None, answers.get("name") or ""))


def _made(turn: Turn, wanted: Wanted) -> Reply:
    made = invites.make(turn.here, turn.keys.digest, turn.now, wanted, turn.person_id)
    turn.note("invite.made", detail=wanted.role)
    return Reply(cards=(cards.made_card(turn, made, wanted),))


def open_ones(turn: Turn, after: str = "") -> Reply:
    """Show the invitations that nobody has used, eight at a time."""
    found = invites.open_ones(turn.here, turn.now)
    shown, last = paging.page(found, after, cards.PAGE, lambda one: short(one.id))
    on = Button(msg("roster-more"), "roster.open", last) if last else None
    return Reply(cards=(cards.open_card(turn, found, shown, on),))


def show(turn: Turn, id: str) -> Reply:
    """Show one of them; raises Stale."""
    return Reply(cards=(cards.invitation_card(turn, _found(turn, id)),))


def _found(turn: Turn, id: str) -> Invite:
    found = [one for one in invites.open_ones(turn.here, turn.now) if id and one.id == unshort(id)]
    if not found:
        raise Stale("invite")
    return found[0]


def take_back(turn: Turn, id: str) -> Reply:
    """End an invitation unused; raises Stale."""
    _taken_back(turn, id)
    return open_ones(turn)


def anew(turn: Turn, id: str) -> Reply:
    """End an invitation unused and make the same again: a new link, new digits, new days; raises Stale."""
    return _made(turn, _taken_back(turn, id))


def _taken_back(turn: Turn, id: str) -> Wanted:
    wanted = invites.take_back(turn.here, unshort(id), turn.now) if id else None
    if wanted is None:
        raise Stale("invite")
    turn.note("invite.taken_back", detail=wanted.role)
    return wanted
