"""With whom: who can be asked to read, how people are named to one another, and the question itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from handlers.kit.errors import Refusal
from handlers.kit.fields import Option, Select
from handlers.kit.forms import Form
from handlers.kit.limits import SELECT_LABEL
from handlers.kit.roles import ROLES
from handlers.kit.text import utf16_units
from handlers.kit.turn import Turn
from handlers.sharing import rules
from messages.words import Msg, given, msg
from storage import offices, people, shares
from storage.ids import short, unshort
from storage.people import Person
from storage.seal import Unreadable
from storage.shares import Share

FIELD = "who"
# Who holds 個別SV comes first there.
FIRST = {rules.SINGLE: ("chief", "centre")}


SUPERVISE = {role: ROLES[role] for role in ("chief", "centre")}


def named(turn: Turn, person: Person) -> Msg:
    """Return how a person is named to another: her name, her role where it matters, her office."""
    roles = people.roles_of(turn.here, person.id)
    return _named(turn, person, next((SUPERVISE[role] for role in roles if role in SUPERVISE), None))


def _named(turn: Turn, person: Person, role: Msg | None) -> Msg:
    office = offices.name_of(turn.here, person.office_id)
    if not office:
        return msg("sharing-person", name=person.name)
    if role is None:
        return msg("sharing-person-office", name=person.name, office=office)
    return msg("sharing-person-role", name=person.name, role=role, office=office)


def names(turn: Turn, found: Collection[Person]) -> Msg:
    """Return the names of several people in one line."""
    return given("、".join(turn.words.say(named(turn, person)) for person in found))


def reader_names(turn: Turn, share: Share) -> tuple[Msg, int]:
    """Return the names of those who are to read a share, and how many there are."""
    found = shares.readers(turn.here, share.id)
    return names(turn, found), len(found)


def can_be_asked(turn: Turn, share: Share) -> list[Person]:
    """Return who can be asked: whoever belongs, but for herself and those who are named already."""
    already = {turn.person_id, *(person.id for person in shares.readers(turn.here, share.id))}
    found = [one for one in people.everyone(turn.here) if one.state == "here" and one.id not in already]
    for role in reversed(FIRST.get(share.purpose, ())):
        has = people.with_role(turn.here, role)
        found = rules.first_those(found, [one for one in found if one.id in has])
    return found


def build(turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the question with whom a share is shared; raises Unreadable when that is not being prepared any more."""
    share = shares.get(turn.here, unshort(params["share"]))
    if share is None or share.owner_id != turn.person_id or share.state != shares.PREPARED:
        raise Unreadable("share")
    found = can_be_asked(turn, share)
    if not found:
        raise Unreadable("nobody")
    # Everybody's role at once: there may be eighty of them.
    roles = {id: said for role, said in reversed(SUPERVISE.items()) for id in people.with_role(turn.here, role)}
    options = [Option(short(one.id), _short_enough(turn, one, roles.get(one.id))) for one in found]
    if share.purpose == rules.GROUP:
        options = [*_offices(turn, found), *options]
    ask, lead = msg("sharing-whom"), msg("sharing-whom-group") if share.purpose == rules.GROUP else None
    # One question: its answer is the decision, and the last look comes after it.
    return Form(
        msg("sharing-title"),
        (Select(name=FIELD, ask=ask, lead=lead, options=tuple(options)),),
        one_by_one=True,
        hours=1,
    )


def _short_enough(turn: Turn, person: Person, role: Msg | None) -> Msg:
    label = _named(turn, person, role)
    return label if utf16_units(turn.words.say(label)) <= SELECT_LABEL else msg("sharing-person", name=person.name)


def _offices(turn: Turn, found: Collection[Person]) -> list[Option]:
    at: dict[UUID, int] = {}
    for one in found:
        if one.office_id:
            at[one.office_id] = at.get(one.office_id, 0) + 1
    labels = {
        id: msg("sharing-office", office=offices.name_of(turn.here, id), count=count)
        for id, count in at.items()
        if 2 <= count <= rules.MOST_READERS[rules.GROUP]
    }
    mine = [id for id in labels if id == turn.who.person.office_id]
    # Where a name is too long for a list, its people can still be chosen one by one.
    fits = [id for id in labels if utf16_units(turn.words.say(labels[id])) <= SELECT_LABEL]
    return [Option(short(id), labels[id]) for id in rules.first_those(fits, mine)]


def answered(turn: Turn, share: Share, key: str | None) -> list[UUID]:
    """Return the people whom an answer means; raises Refusal where they are gone or too many."""
    found = can_be_asked(turn, share)
    id = unshort(key) if key else None
    meant = [one.id for one in found if id in (one.id, one.office_id)]
    if not meant:
        raise Refusal(msg("kit-choose"), FIELD)
    rules.check_readers(share.purpose, len(meant) + len(shares.readers(turn.here, share.id)), FIELD)
    return meant
