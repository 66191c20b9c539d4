"""ワンポイントアドバイス: asked of an adviser of its field, one-person offices first; and what an asker is promised."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from bot.turns import Turns
from handlers.questions import reach
from handlers.reach import steps
from handlers.reach.steps import FURTHER, OFFER
from storage import asked
from tests.chat import TOGETHER, Chat
from tests.handlers.questions.steps import asked as written
from tests.handlers.reach.steps import (
    CHIEF,
    CHIEF2,
    OTHERS,
    answers,
    asked_of,
    asks,
    at,
    found,
    inside,
    knows,
    next_at,
    person,
    plans,
    sets,
    taken,
    told,
)
from tests.world import ALONE, World

ONE, TWO, THREE, FOUR = OTHERS
FIELD = "精神障害"
ADVICE: dict[str, Any] = {"kind": "advice", "field": FIELD, "topics": ()}


@pytest.fixture
def ward(world: World) -> World:
    """A network on a Tuesday at four, whose 主任 know other fields."""
    at(world, "2026-11-24 16:00")
    knows(world, CHIEF, "身体障害")
    knows(world, CHIEF2, "難病")
    return world


def advises(world: World, name: str = ONE) -> None:
    """Let somebody give advice on the field."""
    knows(world, name, FIELD, advises=True)


def promise(world: World, id: UUID) -> str | None:
    """Return what the asker of a question is promised."""
    turns = Turns(world.app.stores.database, world.app.stores.keys, world.app.house, world.clock)

    def said(turn: Any) -> str | None:
        message = reach.promise(turn, found(turn.here, id))
        return turn.words.say(message) if message else None

    return turns.reading("web", world.person(ALONE), TOGETHER, said)


@pytest.mark.parametrize(
    ("days", "plain", "advice", "nobody"),
    [
        (
            [1, 2, 3],
            "11月25日（水）の夕方まで答えがなければ、ほかのくわしい人にも声をかけます。",
            "くわしい方にお願いします。11月27日（金）の夕方まで答えがなければ、センターにも伝えます。",
            "11月25日（水）の夕方まで答えがなければ、ほかのくわしい人にも声をかけます。",
        ),
        (
            [0, 2, 0],
            "11月26日（木）の夕方まで答えがなければ、主任にも声をかけます。",
            "くわしい方にお願いします。11月26日（木）の夕方まで答えがなければ、主任にも声をかけます。",
            "11月26日（木）の夕方まで答えがなければ、主任にも声をかけます。",
        ),
        ([0, 0, 0], None, "くわしい方にお願いします。お返事がつき次第、ここに知らせます。", ""),
    ],
)
def test_what_is_promised_is_what_happens(
    ward: World, days: list[int], plain: str | None, advice: str, nobody: str
) -> None:
    sets(ward, steps=days)
    alone = "この分野のアドバイスを引き受けている方は、いまいません。みなさんに聞きます。"
    assert promise(ward, asks(ward)) == plain
    assert promise(ward, asks(ward, **ADVICE)) == alone + nobody
    advises(ward)
    assert promise(ward, asks(ward, **ADVICE)) == advice


def test_an_adviser_of_the_field_is_asked_alone(ward: World) -> None:
    advises(ward)
    advises(ward, TWO)
    # She knows the field, and does not advise.
    knows(ward, THREE, FIELD)
    id = asks(ward, **ADVICE)
    ((name, step),) = asked_of(ward, id)
    assert (name in (ONE, TWO), step, next_at(ward, id)) == (True, 0, "11-25 17:15")
    chat = Chat(ward, ward.person(name)).opens().comes()
    assert "ワンポイントアドバイスをお願いできますか。11月27日（金）までに、とお伝えしています。" in str(chat.notices)
    with inside(ward) as (here, _):
        asked.decline(here, id, person(here, name).id, ward.clock.now())
        assert steps.decline(here, found(here, id), 0, ward.clock.now()) == 1
    assert {one for one, _ in asked_of(ward, id)} == {ONE, TWO}
    for evening in ("2026-11-25 17:15", "2026-11-26 17:15", "2026-11-27 17:15"):
        at(ward, evening)
        plans(ward)
    assert taken(ward, id) == [(0, 1), (0, 2), (0, 3)]
    assert told(ward, FURTHER, OFFER) == [(FURTHER, ALONE), (OFFER, ALONE)]


def test_a_chief_of_the_field_is_an_adviser_and_one_who_has_named_none_too(world: World) -> None:
    at(world, "2026-11-24 16:00")
    knows(world, CHIEF, FIELD)
    assert asked_of(world, asks(world, **ADVICE)) == [(CHIEF, 0)]
    # The first is busy: the other has said nothing about fields.
    assert asked_of(world, asks(world, **ADVICE)) == [(CHIEF2, 0)]


def test_where_nobody_advises_on_the_field_who_knows_it_is_asked(ward: World) -> None:
    knows(ward, THREE, FIELD)
    assert asked_of(ward, asks(ward, **ADVICE)) == [(THREE, 0)]


def test_advices_wait_for_a_free_adviser_one_person_offices_first(ward: World) -> None:
    advises(ward)
    first = asks(ward, FOUR, **ADVICE)
    large, alone = asks(ward, TWO, **ADVICE), asks(ward, ALONE, **ADVICE)
    assert [asked_of(ward, id) for id in (first, large, alone)] == [[(ONE, 0)], [], []]
    answers(ward, first, ONE)
    plans(ward)
    assert [asked_of(ward, id) for id in (large, alone)] == [[], [(ONE, 0)]]
    # Hers is answered, and the adviser has been asked twice this week: it waits for others.
    answers(ward, alone, ONE)
    plans(ward)
    assert asked_of(ward, large) == []
    knows(ward, ONE, asks_a_week=3)
    plans(ward)
    assert asked_of(ward, large) == [(ONE, 0)]


def test_without_any_step_an_advice_still_waits_for_an_adviser(ward: World) -> None:
    sets(ward, steps=[0, 0, 0])
    advises(ward)
    first, second = asks(ward, **ADVICE), asks(ward, **ADVICE)
    answers(ward, first, ONE)
    plans(ward)
    assert asked_of(ward, second) == [(ONE, 0)]
    at(ward, "2026-12-24 10:00")
    plans(ward)
    assert (taken(ward, second), next_at(ward, second)) == ([], None)


def test_nobody_advises_herself(ward: World) -> None:
    advises(ward)
    id = written(ward, ONE, **ADVICE)
    with inside(ward) as (here, network):
        steps.begin(here, network, found(here, id), ward.clock.now())
    assert asked_of(ward, id) == []
