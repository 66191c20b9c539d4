"""One row of somebody's in every table of the well: what she asked and told others stays with them when she leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from storage import flags, followers, questions, search, vectors
from storage.answers import Answer
from storage.asked import Asked, Expertise, Step
from storage.db import Here
from storage.flags import LOOK, REGION, Flag
from storage.handouts import Found, Handout
from storage.ids import uuid7
from storage.masks import Harmless, Mask
from storage.places import Meeting, Standing
from storage.questions import Question

# What a text of any network might have.
TOKENS = (3, 5)
ASKED, SAID = "土曜日の居場所を知りませんか", "見学は平日だけです"


def question_of(person_id: UUID | None, now: datetime, **values: Any) -> Question:
    """Return a question as somebody asks it, of no network yet."""
    told = {"kind": "question", "audience": "all", "body": ASKED, "state": questions.OPEN, "named": True}
    at = {"asked_at": now, "changed_at": now, "step_at": now + timedelta(days=1), "expires_on": date(2028, 3, 31)}
    return Question(asker_id=person_id, **told | at | values)


def ask(here: Here, person_id: UUID, now: datetime) -> Question:
    """Let somebody ask, answer, follow, be asked, know, flag, connect a place, publish a handout."""
    question, mine = question_of(person_id, now), {"network_id": here.network_id}
    questions.add(here, question, ["余暇"])
    questions.add(here, question_of(person_id, now, state=questions.HIDDEN), [])
    # One of the centre's records, to which nobody has said anything yet.
    questions.add(here, question_of(None, now, kind="record"), [])
    # One whose time is over and that stands nowhere any more.
    questions.add(here, question_of(None, now, kind="record", state=questions.GONE, body=""), [])
    answer = Answer(**mine, question_id=question.id, author_id=person_id, named=True, kind="answer", body=SAID)
    answer.at = answer.changed_at = now
    place = Meeting(**mine, platform="telegram", chat=str(uuid7()), connected_by=person_id, connected_at=now)
    # A place that came later, and one that is gone.
    more: list[dict[str, Any]] = [
        {"chat": str(uuid7())},
        {"chat": str(uuid7()), "state": "gone", "gone_at": now, "gone_why": "rights"},
    ]
    others = [Meeting(**mine, platform="slack", connected_by=person_id, connected_at=now, **one) for one in more]
    here.session.add_all([answer, place, *others])
    here.session.flush()
    followers.follow(here, question.id, person_id)
    search.index(here, question.id, "all", "1", TOKENS)
    vectors.put(here, question.id, "1", uuid7().bytes)
    here.session.add_all(
        [
            Expertise(**mine, person_id=person_id, topic="余暇"),
            Asked(**mine, question_id=question.id, person_id=person_id, step=0, at=now),
            Step(**mine, question_id=question.id, turn=0, step=1, at=now),
            Flag(**mine, question_id=question.id, answer_id=answer.id, person_id=person_id, kind=LOOK, at=now),
            Flag(**mine, question_id=question.id, person_id=person_id, kind=REGION, at=now),
            Handout(**mine, name="白紙の様式", url="https://example.invalid/a", added_by=person_id, added_at=now),
            Found(**mine, question_id=question.id, at=now),
            Mask(**mine, question_id=question.id, digest=uuid7().bytes * 2, letter="A"),
            Harmless(**mine, digest=uuid7().bytes * 2, said_at=now),
            Standing(
                **mine,
                place_id=place.id,
                kind="question",
                subject_id=question.id,
                question_id=question.id,
                state="made",
                reference=str(uuid7()),
                due_at=now,
            ),
        ]
    )
    here.session.flush()
    return question


NOTICE = "reflection.next_step"
# What the functions of threads are given after `here`, all of it the owner's.
THREADS: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "board.answer_counts": lambda a: ([a.question],),
    "board.everything": lambda a: (["all"], None, 5),
    "board.said_by": lambda a: (a.person,),
    "board.unanswered": lambda a: (["all"], a.other, None, 5),
    "again.close_about": lambda a: (a.person, [NOTICE], [a.reflection.id], a.now),
    "again.post_again": lambda a: ("another.kind", a.reflection.id, [a.person], a.now),
    "again.told": lambda a: ([NOTICE], a.reflection.id),
    "answers.correct": lambda a: (a.answer, "another", False, a.now),
    "answers.helped": lambda a: (a.answer, a.now),
    "answers.withdraw": lambda a: (a.answer, a.now),
    "board.hidden": lambda a: (["all"],),
    "flags.has": lambda a: (a.question, a.answer, a.person, flags.LOOK),
    "flags.mark": lambda a: (a.question, None, a.person, flags.LOOK, a.now),
    "flags.settle": lambda a: (a.question, a.answer, flags.LOOK, a.now),
    "flags.waiting": lambda a: (flags.LOOK,),
    "followers.follows": lambda a: (a.question, a.person),
}
