"""Several at once: resolving, answering and withdrawing cross one another, and nothing is lost; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import text

from storage.ids import short
from tests.handlers.questions.steps import NOBODY, SAID, asked, was_told
from tests.talk import Talk, at_once
from tests.world import ALONE, World

CHIEF, OTHER = "佐藤 はるか", "伊藤 あおい"
UNNAMED = "匿名で答える"
GONE = "この質問は、いま見えなくなっています。書いた文は残っています。"
ROUNDS = 3

Meet = Callable[[str], Talk]


def stand(world: World, id: UUID) -> tuple[str, list[str]]:
    """Return how a question stands, and what can be read in its thread."""
    with world.app.stores.database.read() as session:
        states = session.execute(text("SELECT id, state FROM questions")).all()
        said = session.execute(text("SELECT question_id, body FROM question_answers WHERE state = 'here'")).all()
    state = next(row[1] for row in states if UUID(str(row[0])) == id)
    return state, [row[1] for row in said if UUID(str(row[0])) == id]


def about_to_answer(talk: Talk, id: UUID) -> str:
    """Write an answer, and return what posts it."""
    return talk.presses(f"answer:{short(id)}").says(SAID).data(UNNAMED)


def test_an_answer_and_a_resolution_come_at_once(at_work: Meet) -> None:
    talk, chief = at_work(ALONE), at_work(CHIEF)
    for _ in range(ROUNDS):
        id = asked(talk.world, ALONE)
        at_once((chief, about_to_answer(chief, id)), (talk, f"resolve:{short(id)}"))
        assert stand(talk.world, id) == ("resolved", [SAID])
        was_told(talk, f"答えが届きました（{NOBODY}）", SAID)
        talk.world.clock.forward(minutes=5)


def test_two_answers_and_an_opening_come_at_once(at_work: Meet) -> None:
    talk, chief, other = at_work(ALONE), at_work(CHIEF), at_work(OTHER)
    for _ in range(ROUNDS):
        id = asked(talk.world, ALONE, state="resolved")
        acts = [(one, about_to_answer(one, id)) for one in (chief, other)]
        at_once(*acts, (talk, f"resolve.reopen:{short(id)}"))
        assert stand(talk.world, id) == ("open", [SAID, SAID])
        talk.world.clock.forward(minutes=5)


def test_an_answer_and_a_withdrawal_come_at_once(at_work: Meet) -> None:
    talk, chief = at_work(ALONE), at_work(CHIEF)
    for _ in range(ROUNDS):
        id = asked(talk.world, ALONE)
        at_once((chief, about_to_answer(chief, id)), (talk, f"ask.withdraw_now:{short(id)}"))
        state, said = stand(talk.world, id)
        # Whoever was first: nobody reads it, and it is lost to nobody who was not told so.
        assert state == "withdrawn" and (said == [SAID]) != (GONE in chief.text)
        talk.comes()
        assert SAID not in talk.everything
        talk.world.clock.forward(minutes=5)


def test_two_follow_and_one_resolves_at_once(at_work: Meet) -> None:
    talk, chief, other = at_work(ALONE), at_work(CHIEF), at_work(OTHER)
    id = asked(talk.world, ALONE)
    at_once(*((one, f"follow:{short(id)}") for one in (chief, other)), (talk, f"resolve:{short(id)}"))
    talk.presses(f"question:{short(id)}").sees("解決しました", "わたしも知りたい：2人")
