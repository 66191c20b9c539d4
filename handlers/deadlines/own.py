"""A manager's own office: whose deadline is near and who has said that she may be told; the day, and nothing else."""

from __future__ import annotations

from datetime import date

from handlers.deadlines import cards, looked, said
from handlers.kit import paging
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.house import Conversation
from handlers.kit.turn import Reply, Turn
from handlers.language.months import months_on
from handlers.training import duty
from messages.words import given, msg
from storage import careers, people
from storage.ids import short

ROLE = "manager"
OWN = Button(msg("deadlines-own"), "deadlines.own")


def show(turn: Turn, after: str = "") -> Reply:
    """Show until when it is, eight people at a time: they were asked for no more than that."""
    shown, last = paging.page(_lines(turn), after, cards.PAGE, lambda line: short(line.person.id))
    facts = tuple(Fact(given(line.person.name), said.until(line)) for line in shown)
    says = (msg("deadlines-own-consent"), *((msg("deadlines-may-lack"),) if facts else ()))
    more = (Button(msg("roster-more"), "deadlines.own", last),) if last else ()
    home = Button(msg("home-to-home"), "home")
    return Reply(cards=(Card(title=msg("deadlines-own"), facts=facts, paragraphs=says, buttons=(*more, home)),))


def _lines(turn: Turn) -> list[looked.Line]:
    """Return those of her own office who have said so and whose deadline is near; without herself, by deadline."""
    office = turn.who.person.office_id
    told = careers.telling_manager(turn.here, office) if office else []
    due = {one for role in duty.ROLES for one in people.with_role(turn.here, role)}
    hers = [one for one in told if one.id in due and one.id != turn.person_id]
    return [one for one in looked.of_people(turn.here, turn.who.network, turn.today, hers) if _is_near(one, turn.today)]


def _is_near(line: looked.Line, today: date) -> bool:
    # A record that may have lapsed is for her and the centre to look at.
    if line.deadline is None or line.part not in ("year", "later"):
        return False
    return months_on(line.deadline, -line.known.rules.duties.early) <= today <= line.deadline


CONVERSATION = Conversation(
    name="deadlines.own",
    doors=lambda _turn: (),
    only=frozenset({ROLE}),
    verbs={"deadlines.own": show},
)
