"""Nobody is left alone: what happens to a question when it is asked, and at each of its steps, each exactly once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from handlers.reach import digest, rules, whom
from handlers.reach.rules import Times
from storage import asked, outbox, people, questions, steps
from storage.asked import Step
from storage.db import Here
from storage.networks import Network
from storage.questions import Question

FURTHER, OFFER, CENTRE = "reach.further", "reach.offer", "reach.centre"
# So many questions are taken further at one tick: after a long downtime the others' turn comes a minute later.
AT_ONCE = 50


def times(network: Network) -> Times:
    """Return when a network's centre works, and after how many days it takes which step."""
    return Times(network.hours_from, network.hours_until, network.closed_days, network.steps)


def begin(here: Here, network: Network, question: Question, now: datetime) -> None:
    """Begin a question's turn: ask those who may know, and set when the first step is due."""
    local, clock = network.local(now), times(network)
    turn = steps.begin(here, question.id, now)
    due = clock.first(local)
    advisers = whom.advisers(here, question) if question.kind == "advice" else []
    if question.kind == "advice" and (by := rules.advised_by(local, clock)):
        question.due_on = question.due_on or by.day
    if advisers and due is None:
        # Without any step it still waits for an adviser.
        due = clock.evening(local, rules.CENTRE)
    steps.set_next(here, question.id, steps.BEGUN, due)
    asked.hold(here.session, here.network_id)
    if advisers and turn:
        whom.ask(here, question, steps.BEGUN, advisers, rules.ADVISERS, now)
    elif advisers:
        serve(here, now)
    else:
        whom.ask(here, question, steps.BEGUN, [whom.who_know(here, question)], rules.FIRST, now)
    digest.announce(here, question, now)


def serve(here: Here, now: datetime) -> None:
    """Give each advice that waits for one an adviser who is free, those of one-person offices first."""
    for question in steps.without_adviser(here):
        whom.ask(here, question, steps.BEGUN, whom.advisers(here, question), rules.ADVISERS, now)


def follow(here: Here, network: Network, question: Question, now: datetime) -> None:
    """Let the clock stand where a question is answered, and go on where its only answer has gone."""
    taken, now_so = steps.of_turn(here, question.id), questions.get(here, question.id)
    if not taken or now_so is None or now_so.state != questions.OPEN:
        return
    if steps.is_answered(here, question.id, taken[0].at):
        steps.set_next(here, question.id, question.step, None)
    elif now_so.step_at is None:
        begun = network.local(taken[0].at)
        due = times(network).next(begun, question.step, network.local(now))
        steps.set_next(here, question.id, question.step, due)


def decline(here: Here, question: Question, step: int, now: datetime) -> int:
    """Ask the next one in the place of somebody who cannot answer this time; return how many that is."""
    asked.hold(here.session, here.network_id)
    if question.kind == "advice" and step == steps.BEGUN:
        groups = whom.advisers(here, question)
    else:
        groups = [people.with_role(here, "chief") if step == rules.CHIEF else whom.who_know(here, question)]
    return whom.ask(here, question, step, groups, 1, now)


def staff(here: Here, question: Question) -> list[UUID]:
    """Return the people of the centre who are there now and may read the question, but for the asker herself."""
    found = {*people.with_role(here, "centre"), *people.with_role(here, "coordinator")} - {question.asker_id}
    roles = {id: set(people.roles_of(here, id)) for id in found}
    return asked.listening(here, rules.hearers(roles, question.audience, found))


def plan(here: Here, network: Network, now: datetime) -> None:
    """Take every step that is due by now; again, late, or in two processes at once is once."""
    clock, local = times(network), network.local(now)
    far = clock.evening(local, max([*network.steps, rules.CENTRE])) + timedelta(days=1)
    found = steps.due(here, now, far, AT_ONCE)
    waiting = bool(steps.without_adviser(here))
    if found or waiting:
        asked.hold(here.session, here.network_id)
    for question in found:
        _advance(here, network, question, now)
    if waiting:
        serve(here, now)


def _advance(here: Here, network: Network, question: Question, now: datetime) -> None:
    clock, local = times(network), network.local(now)
    taken = steps.of_turn(here, question.id)
    if not taken or steps.is_answered(here, question.id, taken[0].at):
        steps.set_next(here, question.id, question.step, None)
        return
    if question.step_at is not None and question.step_at > now:
        # A clock that was set back since has set it: she is not to wait for what it said.
        steps.set_next(here, question.id, question.step, clock.latest(question.step, local))
        return
    _take(here, network, question, taken, now)


def _take(here: Here, network: Network, question: Question, taken: list[Step], now: datetime) -> None:
    clock, begun, local = times(network), network.local(taken[0].at), network.local(now)
    step, last, made = clock.newest(begun, question.step, local), question.step, None
    while step is not None:
        # Where a step finds nobody to ask, the next one is not waited for.
        last, made = step, steps.take(here, question.id, taken[0].turn, step, now)
        if made is None or _act(here, question, step, made, now):
            break
        step = clock.after(step)
    steps.set_next(here, question.id, last, clock.next(begun, last, local))
    if question.asker_id and made and (last == rules.CENTRE or len(taken) == 1):
        # She hears at the first step, and at the offer.
        outbox.post(here, question.asker_id, OFFER if last == rules.CENTRE else FURTHER, made, now)


def _act(here: Here, question: Question, step: int, made: UUID, now: datetime) -> bool:
    """Do what a step is; tell whether it has found anybody."""
    if step == rules.CENTRE:
        outbox.post_all(here, CENTRE, now, [(id, made) for id in staff(here, question)])
        return True
    asks = people.with_role(here, "chief") if step == rules.CHIEF else whom.who_know(here, question)
    return whom.ask(here, question, step, [asks], rules.MORE[step], now) > 0
