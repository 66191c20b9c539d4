"""A manager's own office: what waits for those who have said that she may be told, and nobody else."""

from __future__ import annotations

from handlers.deadlines import cards, looked, rules, said
from handlers.kit import paging
from handlers.kit.cards import Button, Card
from handlers.kit.house import Conversation
from handlers.kit.turn import Reply, Turn
from messages.words import msg
from storage import careers, people
from storage.ids import short

ROLE = "manager"
OWN = Button(msg("deadlines-own"), "deadlines.own")


def show(turn: Turn, after: str = "") -> Reply:
    """Show when their trainings are due and what they have said of runs, eight people at a time."""
    shown, last = paging.page(_lines(turn), after, cards.PAGE, lambda line: short(line.person.id))
    facts = tuple(said.fact(line, office=False) for line in shown)
    says = (msg("deadlines-own-consent"), *((msg("deadlines-may-lack"),) if facts else ()))
    more = (Button(msg("roster-more"), "deadlines.own", last),) if last else ()
    home = Button(msg("home-to-home"), "home")
    return Reply(cards=(Card(title=msg("deadlines-own"), facts=facts, paragraphs=says, buttons=(*more, home)),))


def _lines(turn: Turn) -> list[looked.Line]:
    """Return those of her own office who have said so, and have deadlines; without herself, in the order of names."""
    office = turn.who.person.office_id
    told = careers.telling_manager(turn.here, office) if office else []
    due = {one for role in rules.CONCERNED for one in people.with_role(turn.here, role)}
    hers = [one for one in told if one.id in due and one.id != turn.person_id]
    return looked.of_people(turn.here, turn.who.network, turn.today, hers)


CONVERSATION = Conversation(
    name="deadlines.own",
    doors=lambda _turn: (),
    only=frozenset({ROLE}),
    verbs={"deadlines.own": show},
)
