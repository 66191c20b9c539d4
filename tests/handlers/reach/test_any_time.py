"""Whatever comes in whatever order, at whatever time: each step once, nobody over her limit, never two at once."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from bot.app import open_stores
from handlers.reach import steps as reaching
from handlers.reach.steps import FURTHER, OFFER
from storage import answers, networks, people, questions, steps
from storage import asked as knowing
from storage.answers import Answer
from storage.asked import Asked, Step
from storage.db import Here
from storage.outbox import outbox
from tests.privacy.well import question_of
from tests.world import START, World, settings_for

HOURS = st.floats(0, 30)
# Some hours pass, or the process is down for days, or the clock jumps, either way.
PASSES = st.one_of(HOURS, HOURS, st.floats(24, 24 * 40), st.floats(-24 * 20, 0))
ACTS = st.lists(
    st.tuples(
        PASSES, st.sampled_from(["ask", "ask", "answer", "decline", "reopen", "wait", "wait"]), st.integers(0, 9)
    ),
    min_size=4,
    max_size=25,
)


def act(here: Here, network: Any, now: datetime, what: str, number: int) -> None:
    """Let one thing happen at the well, about some question and some person."""
    everybody = people.everyone(here)
    wanted = select(questions.Question).where(questions.Question.network_id == here.network_id)
    asked = list(here.session.scalars(wanted.order_by(questions.Question.id).execution_options(populate_existing=True)))
    if what == "ask":
        question = question_of(everybody[number % len(everybody)].id, now)
        questions.add(here, question, ["余暇"])
        reaching.begin(here, network, question, now)
    if what == "wait" or not asked:
        return
    question = asked[number % len(asked)]
    if what == "answer" and question.state == questions.OPEN:
        by = next((one.id for one in everybody if one.id != question.asker_id), None)
        said = Answer(question_id=question.id, author_id=by, kind=answers.ANSWER, body="x", at=now, changed_at=now)
        answers.add(here, said)
        reaching.follow(here, network, question, now)
    for row in knowing.of_question(here, question.id)[:1] if what == "decline" else ():
        if knowing.decline(here, question.id, row.person_id, now):
            reaching.decline(here, question, row.step, now)
    if what == "reopen":
        questions.move(here, question.id, [questions.OPEN], questions.RESOLVED, now)
        questions.move(here, question.id, [questions.RESOLVED], questions.OPEN, now)
        reaching.begin(here, network, question, now)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(ACTS)
def test_each_step_once_and_nobody_too_often(acts: list[tuple[float, str, int]]) -> None:
    with TemporaryDirectory() as folder:
        stores = open_stores(settings_for(Path(folder) / "var", "sqlite"))
        now = START
        with stores.database.write() as session:
            here = Here(session, networks.ids(session)[0])
            for place, person in enumerate(people.everyone(here)):
                knowing.know(here, person.id, "余暇")
                person.asks_a_week = place % 4
        for hours, what, number in acts:
            now += timedelta(hours=hours)
            for _ in range(2):
                with stores.database.write() as session:
                    network = networks.everyone(session)[0]
                    reaching.plan(Here(session, network.id), network, now)
            with stores.database.write() as session:
                network = networks.everyone(session)[0]
                act(Here(session, network.id), network, now, what, number)
                session.flush()
                _nobody_too_often(Here(session, network.id))
        stores.database.dispose()
        stores.keys.engine.dispose()


def _nobody_too_often(here: Here) -> None:
    limits = {person.id: person.asks_a_week for person in people.everyone(here)}
    rows = here.session.scalars(select(Asked).where(Asked.network_id == here.network_id)).all()
    for row in rows:
        week = [one for one in rows if one.person_id == row.person_id and row.at <= one.at < row.at + timedelta(days=7)]
        assert len(week) <= limits[row.person_id]
    waiting = [
        row
        for row in rows
        if row.declined_at is None and not steps.is_answered(here, row.question_id, row.at - timedelta(999))
    ]
    newest = max((row.at for row in rows), default=START)
    lately = Counter(row.person_id for row in waiting if row.at > newest - timedelta(days=7))
    assert [count for count in lately.values() if count > 1] == []
    taken = here.session.scalars(select(Step).where(Step.network_id == here.network_id, Step.step > 0)).all()
    told = here.session.execute(
        select(outbox.c.kind, outbox.c.subject_id).where(outbox.c.network_id == here.network_id)
    )
    hears = Counter(subject for kind, subject in told if kind in (FURTHER, OFFER))
    assert all(count == 1 for count in hears.values())
    turns = Counter((step.question_id, step.turn) for step in taken if step.id in hears)
    assert all(count <= 2 for count in turns.values())


MANY = 10_000


@pytest.fixture
def old(world: World) -> tuple[World, UUID]:
    """A network with ten thousand questions whose clocks stand, and two whose steps are due."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        asker, now = people.everyone(here)[0].id, world.clock.now()
        rows = [question_of(asker, now - timedelta(days=30), step_at=None) for _ in range(MANY)]
        rows += [question_of(asker, now, step_at=now - timedelta(minutes=one)) for one in (1, 2)]
        for row in rows:
            row.network_id = here.network_id
        session.add_all(rows)
    return world, here.network_id


@pytest.mark.slow
def test_ten_thousand_old_questions_are_not_looked_at(old: tuple[World, UUID]) -> None:
    world, network_id = old
    with world.app.stores.database.write() as session:
        here, now = Here(session, network_id), world.clock.now()
        if not world.app.stores.database.sqlite:
            session.execute(text("ANALYZE questions"))
        looks: list[str] = []
        explain = "EXPLAIN QUERY PLAN" if world.app.stores.database.sqlite else "EXPLAIN"
        for which in ("step_at <= '2026-11-23'", "step_at > '2027-11-23'", "step_at IS NOT NULL AND kind = 'advice'"):
            wanted = f"{explain} SELECT id FROM questions WHERE network_id = :network AND {which}"
            network = network_id.hex if world.app.stores.database.sqlite else network_id
            looks.append(str(session.execute(text(wanted), {"network": network}).all()))
        assert [look for look in looks if "ix_questions_step" not in look] == []
        assert len(steps.due(here, now, now + timedelta(days=99), 50)) == 2
