"""The roster when spoken to: looking people up, their roles, pausing, removing, letting them come in again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from handlers.kit import paging
from handlers.kit.cards import PEOPLE, Button, Card
from handlers.kit.errors import Stale
from handlers.kit.house import Conversation, FormKind, NoticeKind, Tap
from handlers.kit.roles import ROLES
from handlers.kit.text import folded
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.roster import cards, forms, inviting, places, rules
from handlers.roster.rules import Deed
from messages.words import Msg, msg
from storage import accounts, invites, leaving, offices, outbox, people, signins
from storage.ids import short, unshort, uuid7
from storage.people import Person

LINKED = "roster.linked"


def _members(turn: Turn) -> list[Person]:
    """Return everybody who has not left for good, by name; who has no name yet comes first."""
    found = [person for person in people.everyone(turn.here) if not person.left_at]
    return sorted(found, key=lambda person: (person.state == "removed", folded(person.name), person.id))


def everyone(turn: Turn, after: str = "") -> Reply:
    """Show the people of the network, eight at a time."""
    return _listed(turn, _members(turn), after, msg("roster-people"), "roster.people")


def waiting(turn: Turn, after: str = "") -> Reply:
    """Show who has not started yet, eight at a time."""
    found = [person for person in _members(turn) if person.state == "joining"]
    return _listed(turn, found, after, msg("roster-waiting"), "roster.waiting")


def _listed(turn: Turn, found: list[Person], after: str, title: Msg, verb: str) -> Reply:
    shown, last = paging.page(found, after, cards.PAGE, lambda one: short(one.id))
    on = Button(msg("roster-more"), verb, last) if last else None
    return Reply(cards=(cards.people_card(turn, found, shown, title, on),))


def find(_turn: Turn, _id: str = "") -> Reply:
    """Ask for a name to look for."""
    return Reply(ask=Ask("roster.find", {}))


def found(turn: Turn, filled: Filled) -> Reply:
    """Show who is called so, or works in an office that is."""
    sought = folded(filled.answers["name"] or "")
    known = invites.names(turn.here)
    alike = [person for person in _members(turn) if sought in _sought_in(turn, person, known)]
    if len(alike) == 1:
        return _shown(turn, alike[0])
    card = cards.people_card(turn, alike, alike[: cards.PAGE], msg("roster-people"), None)
    if len(alike) > cards.PAGE:
        return Reply(cards=(Card(paragraphs=(msg("roster-found-many", count=len(alike)),)), card))
    return Reply(cards=(card,))


def _sought_in(turn: Turn, person: Person, known: dict[UUID, str]) -> str:
    name = person.name or known.get(person.id, "")
    return f"{folded(name)} {folded(offices.name_of(turn.here, person.office_id))}"


def _person(turn: Turn, id: str) -> Person:
    person = people.get(turn.here, unshort(id)) if id else None
    if person is None or person.left_at:
        raise Stale("person")
    return person


def show(turn: Turn, id: str) -> Reply:
    """Show one person; raises Stale."""
    return _shown(turn, _person(turn, id))


def _shown(turn: Turn, person: Person, *said: Msg) -> Reply:
    return Reply(cards=(cards.person_card(turn, person, *said),))


def _may(turn: Turn, id: str, deed: Deed) -> Person:
    """Return the person if this can be done with her as she stands now; raises Stale."""
    person = _person(turn, id)
    if deed not in rules.deeds(person.state, own=person.id == turn.person_id):
        raise Stale(deed)
    return person


def _is_last(turn: Turn, person: Person, deed: Deed, role: str = "") -> bool:
    """Tell whether a deed would leave the network without a coordinator; nobody else decides that meanwhile."""
    others = leaving.others_with(turn.here, rules.ROLE, person.id)
    coordinates = rules.ROLE in people.roles_of(turn.here, person.id)
    return not others and rules.needs_another(deed, person.state, coordinates=coordinates, role=role)


def roles(turn: Turn, id: str) -> Reply:
    """Show somebody's roles, to be given and taken; raises Stale."""
    return Reply(cards=(cards.roles_card(turn, _may(turn, id, "role")),))


def give(turn: Turn, id: str, *, role: str) -> Reply:
    """Give somebody a role; raises Stale."""
    person = _may(turn, id, "role")
    has = people.roles_of(turn.here, person.id)
    if role not in has:
        people.set_roles(turn.here, person.id, [*has, role])
        turn.note("role.given", person.id, role)
    return Reply(cards=(cards.roles_card(turn, person),))


def take(turn: Turn, id: str, *, role: str) -> Reply:
    """Take a role from somebody, but never the last coordinator's; raises Stale."""
    person = _may(turn, id, "role")
    if _is_last(turn, person, "role", role):
        return _shown(turn, person, msg("roster-last"))
    has = people.roles_of(turn.here, person.id)
    if role in has:
        people.set_roles(turn.here, person.id, [one for one in has if one != role])
        turn.note("role.taken", person.id, role)
        if role == rules.ROLE:
            _coordinates_no_more(turn, person)
    if person.id == turn.person_id and role == rules.ROLE:
        # The roster is no longer hers.
        return Reply(cards=turn.house.home(turn))
    return Reply(cards=(cards.roles_card(turn, person),))


def pause(turn: Turn, id: str) -> Reply:
    """Close the door to somebody for a while; raises Stale."""
    return _shut(turn, id, "pause", "paused_at", "person.paused", msg("roster-paused"))


def _shut(turn: Turn, id: str, way: Deed, column: str, did: str, says: Msg) -> Reply:
    person = _may(turn, id, way)
    if _is_last(turn, person, way):
        return _shown(turn, person, msg("roster-last"))
    setattr(person, column, turn.now)
    return _done(turn, person, did, says)


def resume(turn: Turn, id: str) -> Reply:
    """Open the door again; raises Stale."""
    person = _may(turn, id, "resume")
    person.paused_at = None
    return _done(turn, person, "person.resumed", msg("roster-resumed"))


def remove(turn: Turn, id: str) -> Reply:
    """Ask whether somebody is to be removed; raises Stale."""
    person = _may(turn, id, "remove")
    if _is_last(turn, person, "remove"):
        return _shown(turn, person, msg("roster-last"))
    return Reply(cards=(cards.remove_card(turn, person),))


def removed(turn: Turn, id: str) -> Reply:
    """Remove somebody; raises Stale."""
    return _shut(turn, id, "remove", "removed_at", "person.removed", msg("roster-removed"))


def restore(turn: Turn, id: str) -> Reply:
    """Take a removal back; raises Stale."""
    person = _may(turn, id, "restore")
    person.removed_at = None
    return _done(turn, person, "person.restored", msg("roster-restored"))


def _done(turn: Turn, person: Person, did: str, said: Msg) -> Reply:
    turn.here.session.flush()
    turn.note(did, person.id)
    if rules.ROLE in people.roles_of(turn.here, person.id):
        if person.state in ("paused", "removed"):
            _coordinates_no_more(turn, person)
        else:
            signins.end_links(turn.here)
    return _shown(turn, person, said)


def _coordinates_no_more(turn: Turn, person: Person) -> None:
    # A link brings in whoever holds it: those that she may have kept for herself end with her.
    signins.end_links(turn.here)
    # Offices that she has telephoned would hear from nobody.
    leaving.hand_over(turn.here, person.id)


def link(turn: Turn, id: str) -> Reply:
    """Show a link by which somebody comes in again on the web, and let her know of it; raises Stale."""
    person = _may(turn, id, "link")
    account = accounts.ensure(turn.here, person.id, "web")
    token = signins.make_link(turn.here, account.id, turn.now)
    turn.note("link.made", person.id)
    # Whoever holds the link comes in as her: she is to know that there is one.
    outbox.post(turn.here, person.id, LINKED, uuid7(), turn.now)
    last = turn.who.network.local(turn.now + timedelta(days=signins.LINK_DAYS)).date()
    return Reply(cards=(cards.link_card(turn, person, turn.house.ways_in(token)[0], msg("kit-day", day=last)),))


def linked(turn: Turn, _subject: UUID) -> tuple[Card, ...]:
    """Tell somebody that a link was made for her."""
    if turn.who.account.platform == "web":
        # Who reads this on the page itself would shut herself out.
        return (Card(paragraphs=(msg("roster-linked"), msg("roster-linked-not")), buttons=(PEOPLE,)),)
    buttons = (Button(msg("joining-out"), "joining.out"), PEOPLE)
    return (Card(paragraphs=(msg("roster-linked"), msg("roster-linked-out")), buttons=buttons),)


def _roles(way: str, does: Callable[..., Reply]) -> dict[str, Tap]:
    return {f"roster.{way}.{role}": partial(does, role=role) for role in ROLES}


def _doors(_turn: Turn) -> tuple[Button, ...]:
    return (
        Button(msg("roster-invite"), "roster.invite"),
        Button(msg("roster-open"), "roster.open"),
        Button(msg("roster-people"), "roster.people"),
        Button(msg("roster-waiting"), "roster.waiting"),
        places.OFFICES,
    )


CONVERSATION = Conversation(
    name="roster",
    doors=lambda _turn: (),
    desk=_doors,
    only=frozenset({rules.ROLE}),
    verbs={
        "roster.invite": inviting.ask,
        "roster.open": inviting.open_ones,
        "roster.invitation": inviting.show,
        "roster.takeback": inviting.take_back,
        "roster.anew": inviting.anew,
        "roster.people": everyone,
        "roster.waiting": waiting,
        "roster.find": find,
        "roster.person": show,
        "roster.roles": roles,
        **_roles("give", give),
        **_roles("take", take),
        "roster.pause": pause,
        "roster.resume": resume,
        "roster.remove": remove,
        "roster.removed": removed,
        "roster.restore": restore,
        "roster.link": link,
        **places.VERBS,
    },
    forms={
        inviting.FORM: FormKind(forms.build_invite, inviting.invite),
        "roster.find": FormKind(forms.build_find, found),
        places.FORM: FormKind(places.build, places.submit),
    },
    notices={LINKED: NoticeKind(linked, even_calm=True)},
)
