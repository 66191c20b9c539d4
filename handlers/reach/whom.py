"""Whom one may ask about a question, and asking them: a fair turn, nobody too often, never two at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from handlers.reach import rules
from messages import fields
from storage import answers, asked, networks, outbox, people, questions
from storage.db import Here
from storage.questions import Question

ASKED = "reach.asked"


def about(here: Here, question: Question) -> list[str]:
    """Return the topics of a question, and the disability fields that it names or seems to be in."""
    own = here.session.get_one(networks.Network, here.network_id).fields
    named = [question.field] if question.field else []
    return [*questions.topics_of(here, question.id), *named, *fields.seen_in(question.body, own)]


def who_know(here: Here, question: Question) -> list[UUID]:
    """Return the people who say that they know about what a question is about."""
    return asked.who_know(here, about(here, question))


def advisers(here: Here, question: Question) -> list[list[UUID]]:
    """Return who gives advice on a question's field: who knows it, then the 主任 who have named no field at all."""
    knows = asked.who_know(here, [question.field]) if question.field else []
    chiefs = people.with_role(here, "chief")
    willing = set(chiefs) | set(asked.who_advise(here))
    first = [id for id in knows if id in willing]
    own = here.session.get_one(networks.Network, here.network_id).fields
    named = set(asked.who_know(here, fields.names(own)))
    then = [id for id in chiefs if id not in named]
    found = [asked.listening(here, first), asked.listening(here, then)]
    return [[id for id in group if id != question.asker_id] for group in found if group]


def ask(here: Here, question: Question, step: int, groups: Sequence[Iterable[UUID]], most: int, now: datetime) -> int:
    """Ask at most so many people of these groups, the first group first, and return how many; `asked.hold` is held."""
    but = {question.asker_id, *(one.person_id for one in asked.of_question(here, question.id))}
    but |= {said.author_id for said in answers.thread(here, question.id)}
    left = most
    for group in groups:
        chosen = _chosen(here, question, step, [id for id in group if id not in but], now)[:left]
        for id in chosen:
            asked.ask(here, question.id, id, step, now)
        outbox.post_all(here, ASKED, now, [(id, question.id) for id in chosen])
        left, but = left - len(chosen), but | set(chosen)
    return most - left


def _chosen(here: Here, question: Question, step: int, ids: Sequence[UUID], now: datetime) -> list[UUID]:
    # A 主任's turns are counted apart from what she is asked because she knows.
    of_step = rules.CHIEF if step == rules.CHIEF else None
    roles = {id: set(people.roles_of(here, id)) for id in ids} if question.audience != "all" else {}
    seeing = rules.hearers(roles, question.audience, ids)
    found = asked.standings(here, seeing, now, of_step)
    helpers = [rules.Helper(one.person_id, one.allowed, one.lately, one.busy, one.last) for one in found]
    return [helper.person_id for helper in rules.in_turn(helpers, question.id)]
