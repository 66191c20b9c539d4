"""Steps of the preview: somebody asks to be asked every month, says two numbers, puts off and stops."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.walk import Shot, Walk
from handlers.kit.events import Sent, Tapped
from handlers.kit.turn import Scene
from handlers.rhythms import asks, rules
from storage.ids import short


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through the month's questions."""
    for verb in ("cases_on", "months_on"):
        yield walk.do(Tapped("rhythms:"))
        yield walk.tap(f"rhythms.{verb}")
    _until(walk, 3)
    yield _asked(walk, rules.BEGIN)
    walk.do(Tapped("rhythms.count:"))
    for text in ("x", "1200", "12"):
        yield _types(walk, text)
    yield _asked(walk, rules.END)
    yield walk.do(Tapped("rhythms.left:"))
    yield _types(walk, "3")
    yield walk.do(Tapped("rhythms:"))
    yield walk.do(Tapped("rhythms.none_left:"))
    _until(walk, 12)
    yield from _put_off(walk)
    yield walk.do(Tapped("rhythms.months_off:"))
    yield walk.tap("rhythms.forget")
    yield walk.tap("rhythms.forget_now")


def _put_off(walk: Walk) -> Iterator[Shot]:
    yield _asked(walk, rules.CASE)
    with walk.behind() as (_, turn):
        id = short(rules.subject_of(turn.person_id, rules.CASE, rules.month_of(turn.today)))
    yield walk.do(Tapped(f"rhythms.later:{id}"))
    yield walk.tap("rhythms.again_tomorrow")
    yield walk.do(Tapped(f"rhythms.not_this:{id}"))
    yield walk.do(Tapped(f"rhythms.stop:{id}"))


def _until(walk: Walk, day: int) -> None:
    """Let it become such a day of a month."""
    while walk.network.local(walk.clock.at).day != day:
        walk.clock.at += timedelta(days=1)


def _asked(walk: Walk, kind: str) -> Shot:
    with walk.behind() as (_, turn):
        return Shot(kind, Scene(cards=(asks.card(turn, kind),)))


def _types(walk: Walk, text: str) -> Shot:
    page = walk.scene.page
    assert page is not None
    return walk.do(Sent(page.draft, page.version, {page.fields[0].name: text}))
