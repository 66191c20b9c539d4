"""The roster's cards: people, one person, invitations, one invitation, and what is handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from handlers.hosting import cards as hosting_cards
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.limits import LABEL
from handlers.kit.roles import ROLES
from handlers.kit.text import fitting
from handlers.kit.turn import Turn
from handlers.roster import rules
from messages.words import Msg, given, msg
from storage import invites, offices, people
from storage.ids import short
from storage.invites import Invite, Made, Wanted
from storage.people import Person

PAGE = 8
DESK = Button(msg("desk-back"), "desk")
PEOPLE = Button(msg("roster-people"), "roster.people")


def name_of(turn: Turn, person: Person, known: dict[UUID, str] | None = None) -> Msg:
    """Return how somebody is called: by her own name, else by the one that she was invited by."""
    names = invites.names(turn.here) if known is None else known
    name = person.name or names.get(person.id, "")
    return given(name) if name else msg("roster-unnamed")


def _roles(turn: Turn, person: Person) -> Msg:
    found = [ROLES[role] for role in people.roles_of(turn.here, person.id)]
    if not found:
        return msg("roster-no-role")
    said = found[0]
    for other in found[1:]:
        said = msg("roster-and", one=said, other=other)
    return said


def _state(turn: Turn, person: Person) -> Msg:
    match person.state:
        case "joining":
            return msg("roster-state-joining")
        case "paused":
            return msg("roster-state-paused")
        case "removed":
            return msg("roster-state-removed", until=_last_day(turn, person))
    return msg("roster-state-here")


def _last_day(turn: Turn, person: Person | None = None) -> Msg:
    removed = person.removed_at if person and person.removed_at else turn.now
    # The last whole day on which it can be taken back.
    local = turn.who.network.local(removed + timedelta(days=rules.REMOVED_DAYS - 1))
    return msg("kit-day", day=local.date())


def people_card(turn: Turn, found: Sequence[Person], shown: Sequence[Person], title: Msg, on: Button | None) -> Card:
    """Return one page of people, each with a button; `on` leads to the others."""
    known = invites.names(turn.here)
    facts = tuple(Fact(_placed(turn, person, known), _value(turn, person)) for person in shown)
    opened = [Button(_label(turn, person, known), "roster.person", short(person.id)) for person in shown]
    none = () if found else (msg("roster-none"),)
    more = (on,) if on else ()
    find = Button(msg("roster-find"), "roster.find")
    return Card(title=title, facts=facts, paragraphs=none, buttons=(*opened, *more, find, DESK))


def _placed(turn: Turn, person: Person, known: dict[UUID, str]) -> Msg:
    office = offices.name_of(turn.here, person.office_id)
    name = name_of(turn, person, known)
    return msg("desk-person", name=name, office=office) if office else name


def _value(turn: Turn, person: Person) -> Msg:
    return msg("roster-value", roles=_roles(turn, person), state=_state(turn, person))


def _label(turn: Turn, person: Person, known: dict[UUID, str]) -> Msg:
    return given(fitting(turn.words.say(name_of(turn, person, known)), LABEL))


def person_card(turn: Turn, person: Person, *said: Msg) -> Card:
    """Return somebody's card with what can be done; `said` stands on it first."""
    office = offices.name_of(turn.here, person.office_id)
    facts = [Fact(msg("roster-office"), given(office))] if office else []
    facts += [Fact(msg("roster-role"), _roles(turn, person)), Fact(msg("roster-state"), _state(turn, person))]
    facts += hosting_cards.for_coordinators(turn, person.id)
    id, deeds = short(person.id), rules.deeds(person.state, own=person.id == turn.person_id)
    buttons = [Button(BUTTONS[deed], f"roster.{VERBS[deed]}", id) for deed in deeds]
    return Card(title=name_of(turn, person), facts=tuple(facts), paragraphs=said, buttons=(*buttons, PEOPLE, DESK))


VERBS = {
    "role": "roles",
    "link": "link",
    "pause": "pause",
    "resume": "resume",
    "remove": "remove",
    "restore": "restore",
}
BUTTONS = {
    "role": msg("roster-do-roles"),
    "link": msg("roster-do-link"),
    "pause": msg("roster-do-pause"),
    "resume": msg("roster-do-resume"),
    "remove": msg("roster-do-remove"),
    "restore": msg("roster-do-restore"),
}


def roles_card(turn: Turn, person: Person) -> Card:
    """Return somebody's roles, each with a button that gives or takes it."""
    has, id = people.roles_of(turn.here, person.id), short(person.id)
    buttons = [
        Button(msg("roster-take", role=said), f"roster.take.{role}", id)
        if role in has
        else Button(msg("roster-give", role=said), f"roster.give.{role}", id)
        for role, said in ROLES.items()
    ]
    facts = (Fact(msg("roster-role"), _roles(turn, person)),)
    back = Button(msg("kit-back"), "roster.person", id)
    return Card(title=name_of(turn, person), facts=facts, buttons=(*buttons, back))


def remove_card(turn: Turn, person: Person) -> Card:
    """Ask whether somebody is to be removed, and say what will happen."""
    id = short(person.id)
    said = (msg("roster-remove-at-once"), msg("roster-remove-until", until=_last_day(turn)))
    buttons = (
        Button(msg("roster-remove-now"), "roster.removed", id, style="danger"),
        Button(msg("roster-remove-not"), "roster.person", id),
    )
    return Card(title=msg("roster-remove-ask", name=name_of(turn, person)), paragraphs=said, buttons=buttons)


def link_card(turn: Turn, person: Person, address: str, until: Msg) -> Card:
    """Return the link by which somebody comes in again, to be handed over to her alone."""
    facts = (Fact(msg("roster-link"), given(address)), Fact(msg("roster-link-until"), until))
    said = (msg("roster-link-hers"), msg("roster-link-told"))
    back = Button(msg("kit-back"), "roster.person", short(person.id))
    title = msg("roster-link-title", name=name_of(turn, person))
    return Card(title=title, facts=facts, paragraphs=said, buttons=(back, DESK))


def made_card(turn: Turn, made: Made, wanted: Wanted) -> Card:
    """Return a new invitation with what is handed over: nothing can show it again."""
    local = turn.who.network.local
    until = local(made.code_until)
    digits = msg("roster-code-until", code=f"{made.code[:4]} {made.code[4:]}", day=until.date(), hour=f"{until:%-H:%M}")
    addresses = turn.house.ways_in(made.token)
    ways = [Fact(msg("roster-link"), given(address)) for address in addresses]
    facts = (
        *_facts(turn, wanted.role, wanted.office_id, wanted.name),
        *ways,
        Fact(msg("roster-link-until"), msg("kit-day", day=local(made.until).date())),
        Fact(msg("roster-code"), digits),
        # Who gets only the digits cannot know where the page is.
        Fact(msg("roster-code-where"), given(f"{addresses[0].rpartition('/in/')[0]}/")),
    )
    said = (msg("roster-hand-over"), msg("roster-once"))
    buttons = (
        Button(msg("roster-invite-again"), "roster.invite"),
        Button(msg("roster-open"), "roster.open"),
        DESK,
    )
    return Card(title=msg("roster-made"), facts=facts, paragraphs=said, buttons=buttons)


def _facts(turn: Turn, role: str, office_id: UUID | None, name: str) -> list[Fact]:
    office = offices.name_of(turn.here, office_id)
    facts = [Fact(msg("roster-for"), given(name))] if name else []
    facts.append(Fact(msg("roster-role"), ROLES[role]))
    return [*facts, Fact(msg("roster-office"), given(office) if office else msg("roster-chooses"))]


def open_card(turn: Turn, found: Sequence[Invite], shown: Sequence[Invite], on: Button | None) -> Card:
    """Return one page of the invitations that nobody has used yet."""
    places = [(_invited(one), one) for one in shown]
    facts = tuple(Fact(name, _invite_until(turn, one)) for name, one in places)
    buttons = [
        Button(given(fitting(turn.words.say(name), LABEL)), "roster.invitation", short(one.id)) for name, one in places
    ]
    none = () if found else (msg("roster-open-none"),)
    more = (on,) if on else ()
    new = Button(msg("roster-invite"), "roster.invite")
    return Card(title=msg("roster-open"), facts=facts, paragraphs=none, buttons=(*buttons, *more, new, DESK))


def _invited(one: Invite) -> Msg:
    return given(one.name) if one.name else msg("roster-invited", role=ROLES[one.role])


def _invite_until(turn: Turn, one: Invite) -> Msg:
    return msg("roster-until", day=turn.who.network.local(one.expires_at).date())


def invitation_card(turn: Turn, one: Invite) -> Card:
    """Return an invitation that nobody has used yet: take it back, or make it anew."""
    until = Fact(msg("roster-link-until"), msg("kit-day", day=turn.who.network.local(one.expires_at).date()))
    buttons = (
        Button(msg("roster-anew"), "roster.anew", short(one.id)),
        Button(msg("roster-take-back"), "roster.takeback", short(one.id)),
        Button(msg("roster-open"), "roster.open"),
    )
    facts = (*_facts(turn, one.role, one.office_id, one.name), until)
    return Card(title=_invited(one), facts=facts, paragraphs=(msg("roster-unused"),), buttons=buttons)
