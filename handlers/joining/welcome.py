"""The first minute: three sentences, then what is missing of name and office, then consent. Nothing else is asked."""

from __future__ import annotations

from handlers.joining import forms, rules
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal, Stale
from handlers.kit.fields import Answers
from handlers.kit.house import Conversation, FormKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.reach import hello
from messages.words import given, msg
from storage import invites, offices
from storage.ids import unshort
from storage.offices import Office

THREE = (msg("joining-clients"), msg("joining-private"), msg("joining-seen"))
FIRST, SAME = "joining.first", "joining.same"
ABOUT = "welcome"
# The digits of an invitation: whoever is in needs none.
INVITED = 8


def card(turn: Turn, *, said: bool = False) -> Card:
    """Return the card of the first minute as it stands; `said`: the three sentences have just been shown."""
    if not _knows_all(turn):
        begin = Button(msg("joining-begin"), "joining.begin", style="primary")
        return Card(title=msg("joining-welcome"), paragraphs=THREE, buttons=(begin,), about=ABOUT)
    person = turn.who.person
    facts = (
        Fact(msg("joining-name"), given(person.name)),
        Fact(msg("joining-office"), given(offices.name_of(turn.here, person.office_id))),
    )
    consent = msg("joining-consent-said") if said else msg("joining-consent")
    buttons = (
        Button(msg("joining-agree"), "joining.agree", style="primary"),
        Button(msg("joining-mend"), "joining.mend"),
        Button(msg("joining-leave"), "joining.leave"),
    )
    paragraphs = (*(() if said else THREE), consent, msg("joining-any-time"))
    return Card(title=msg("joining-welcome"), facts=facts, paragraphs=paragraphs, buttons=buttons, about=ABOUT)


def _waiting(turn: Turn) -> tuple[Card, ...]:
    return (card(turn),) if turn.who.person.state == "joining" else ()


def _knows_all(turn: Turn) -> bool:
    return rules.knows_all(turn.who.person.name, turn.who.person.office_id)


def _over(turn: Turn) -> bool:
    return turn.who.person.state != "joining"


def begin(turn: Turn, _id: str = "") -> Reply:
    """Ask what is missing."""
    if _over(turn):
        return Reply(cards=turn.house.home(turn))
    return Reply(cards=(card(turn),)) if _knows_all(turn) else Reply(ask=Ask(FIRST, {}))


def mend(turn: Turn, _id: str = "") -> Reply:
    """Ask for name and office again."""
    return Reply(cards=turn.house.home(turn)) if _over(turn) else Reply(ask=Ask(FIRST, {"mend": True}))


def told(turn: Turn, filled: Filled) -> Reply:
    """Keep name and office; an office that may be known already is asked about once more."""
    if _over(turn):
        return Reply(cards=turn.house.home(turn))
    answers, person = filled.answers, turn.who.person
    person.name = answers.get("name") or person.name
    turn.here.session.flush()
    if answers.get("new"):
        alike = rules.alike(offices.everyone(turn.here), answers["new"] or "")
        if alike:
            return Reply(ask=Ask(SAME, forms.same_params(answers, alike)))
        return _in_office(turn, _made(turn, answers))
    if chosen := answers.get("office"):
        return _in_office(turn, _found(turn, chosen))
    return Reply(cards=(card(turn, said=True),))


def which(turn: Turn, filled: Filled) -> Reply:
    """Keep the office: one that was known already, or another one of the same name."""
    if _over(turn):
        return Reply(cards=turn.house.home(turn))
    key = filled.answers["which"] or ""
    if key == forms.OTHER:
        corporation = filled.answers.get("corporation") or filled.params["corporation"]
        if any(corporation == of for of in filled.params["of"]):
            raise Refusal(msg("joining-corporation-same", name=corporation), "corporation")
        return _in_office(turn, _made(turn, {**filled.params, "corporation": corporation}))
    return _in_office(turn, _found(turn, filled.params["alike"][int(key[1:])]))


def _found(turn: Turn, id: str) -> Office:
    office = offices.get(turn.here, unshort(id))
    if office is None:
        raise Stale("office")
    return office


def _made(turn: Turn, told: Answers) -> Office:
    office = Office(network_id=turn.here.network_id, name=told["new"], corporation=told.get("corporation") or "")
    office.counsellors = int(told["counsellors"] or 0)
    turn.here.session.add(office)
    turn.here.session.flush()
    return office


def _in_office(turn: Turn, office: Office) -> Reply:
    turn.who.person.office_id = office.id
    turn.here.session.flush()
    return Reply(cards=(card(turn, said=True),))


def agree(turn: Turn, _id: str = "") -> Reply:
    """End the first minute: from here on she belongs to the network."""
    if not _over(turn):
        if not _knows_all(turn):
            return Reply(cards=(card(turn),))
        turn.who.person.agreed_at = turn.now
        turn.here.session.flush()
        turn.note("joined")
        hello.post(turn.here, turn.person_id, turn.now)
    return Reply(cards=turn.house.home(turn))


def leave(turn: Turn, _id: str = "") -> Reply:
    """Stop before it has begun; what she has told goes, the way in stays."""
    if _over(turn):
        return Reply(cards=turn.house.home(turn))
    person = turn.who.person
    invited = invites.of_person(turn.here, person.id)
    if invited:
        person.name, person.office_id = "", invited.office_id
        turn.here.session.flush()
    said = msg("joining-left-gone") if invited else msg("joining-left")
    return Reply(cards=(Card(paragraphs=(said, msg("joining-left-way")), buttons=(_again(),)),))


def _again() -> Button:
    return Button(msg("home-to-home"), "home")


def digits(_turn: Turn, typed: str) -> Reply | None:
    """Say to somebody who is in already that an invitation's digits are not for her; they are not looked up."""
    return (
        Reply(cards=(Card(paragraphs=(msg("joining-known"),), buttons=(_again(),)),)) if len(typed) == INVITED else None
    )


CONVERSATION = Conversation(
    name="welcome",
    doors=lambda _turn: (),
    waiting=_waiting,
    verbs={"joining.begin": begin, "joining.mend": mend, "joining.agree": agree, "joining.leave": leave},
    forms={FIRST: FormKind(forms.build_first, told), SAME: FormKind(forms.build_same, which)},
    codes=digits,
    # Old buttons of the first minute lead home afterwards: nobody has done anything that must be refused.
    states=frozenset({"joining", "here"}),
)
