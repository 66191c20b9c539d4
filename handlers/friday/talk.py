"""The weekly invitation: asked for in the settings, one kind line on a Friday afternoon, turned off at a tap."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handlers.friday import rules
from handlers.kit.cards import Button, Card
from handlers.kit.house import Conversation, NoticeKind
from handlers.kit.turn import Reply, Turn
from messages.words import Msg, msg
from storage import outbox, people, reflections
from storage.db import Here
from storage.networks import Network

KIND = "reflection.friday"


def plan(here: Here, network: Network, now: datetime) -> None:
    """Post this Friday's invitation to everybody who wants it and has not reflected today; again is once."""
    local = network.local(now)
    if local.weekday() != rules.FRIDAY:
        return
    due = datetime.combine(local.date(), rules.AT, local.tzinfo)
    done = reflections.reflected_since(here, network.midnight(local.date()))
    wanted = [
        (person.id, rules.subject_of(person.id, local.date()))
        for person in people.on_fridays(here)
        if person.id not in done
        and person.calm_until is None
        and rules.is_time(local, person.hours_until, network.closed_days)
    ]
    outbox.post_all(here, KIND, due, wanted)


def invitation(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Return the invitation; None when its evening is over, when she has reflected, or wants no more of them."""
    person, network = turn.who.person, turn.who.network
    local = network.local(turn.now)
    here_now = person.fridays and subject == rules.subject_of(person.id, local.date())
    if not here_now or not rules.is_time(local, person.hours_until, network.closed_days):
        return None
    if person.id in reflections.reflected_since(turn.here, network.midnight(local.date())):
        return None
    buttons = (
        Button(msg("friday-begin"), "reflection.quick", style="primary"),
        Button(msg("friday-not-today"), "friday.not_today"),
        Button(msg("friday-no-more"), "friday.no_more"),
    )
    return (Card(paragraphs=(msg("friday-invitation"),), buttons=buttons, about="friday"),)


def close(turn: Turn) -> None:
    """Let today's invitation be answered: it does not come, or not again."""
    subject = rules.subject_of(turn.person_id, turn.today)
    outbox.close(turn.here, turn.person_id, KIND, subject, turn.now)


def _answered(says: Msg) -> Reply:
    home = Button(msg("home-to-home"), "home")
    return Reply(cards=(Card(paragraphs=(says,), buttons=(home,), about="friday"),))


def not_today(turn: Turn, _id: str) -> Reply:
    """Take a no for today: it needs no reason."""
    close(turn)
    return _answered(msg("friday-fine"))


def no_more(turn: Turn, _id: str) -> Reply:
    """Turn the invitation off at once."""
    turn.who.person.fridays = False
    close(turn)
    return _answered(msg("friday-off"))


def switch(turn: Turn, *, on: bool) -> None:
    """Turn the invitation on or off; whoever turns it on on a Friday afternoon is invited next week."""
    turn.who.person.fridays = on
    local = turn.who.network.local(turn.now)
    if rules.is_time(local, turn.who.person.hours_until, turn.who.network.closed_days):
        subject = rules.subject_of(turn.person_id, local.date())
        outbox.post(turn.here, turn.person_id, KIND, subject, turn.now)
        close(turn)
    turn.here.session.flush()


CONVERSATION = Conversation(
    name="friday",
    doors=lambda _turn: (),
    verbs={"friday.not_today": not_today, "friday.no_more": no_more},
    # Again, marked, where nobody knows whether it came: but only as long as it is that evening.
    notices={KIND: NoticeKind(invitation, pace="soon", repeats=True)},
    plan=plan,
)
