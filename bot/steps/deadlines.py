"""Steps of the preview's walk: 期限の一覧, in each of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.walk import Shot, Walk
from handlers.deadlines import cards, rules
from handlers.kit.events import Opened, Tapped
from handlers.kit.turn import Scene, Turn
from messages.courses import INITIAL
from storage import careers, people
from storage.completions import Completion

# When each of them completed 初任者研修: in November 2026 a window ends this year, two have ended, one has begun.
BEGAN = (date(2021, 11, 20), date(2018, 6, 9), date(2018, 6, 9), date(2024, 10, 5))


def steps(walk: Walk) -> Iterator[Shot]:
    """Look at the list while nobody has told anything, and then with somebody in each of its parts."""
    walk.do(Opened())
    walk.tap("desk")
    yield walk.tap("desk.training")
    yield walk.tap("deadlines")
    with walk.behind() as (_, turn):
        _fill(turn)
    yield walk.do(Tapped("deadlines:"))
    yield Shot("deadlines", Scene(cards=(cards.overview([]),)))


def _fill(turn: Turn) -> None:
    ids = [person.id for person in people.with_any_role(turn.here, rules.CONCERNED)]
    told = {"network_id": turn.here.network_id, "exactly": "day", "entered_at": turn.now}
    for id, day in zip(ids, BEGAN, strict=False):
        turn.here.session.add(Completion(**told, person_id=id, course=INITIAL, done_on=day))
    careers.made(turn.here, ids[2]).confirmed_on = turn.today
    careers.made(turn.here, ids[-1]).not_mine_at = turn.now
    turn.here.session.flush()
