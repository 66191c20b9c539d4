"""The first minute, and the doors of who is paused or removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.walk import Shot, Walk
from handlers.kit.events import Opened, Said, Sent, Tapped
from storage import invites, offices
from storage.offices import Office


def steps(walk: Walk) -> Iterator[Shot]:
    """Walk through the first minute of somebody invited, then past the closed doors."""
    with walk.behind() as (_, turn):
        before = {name: getattr(turn.who.person, name) for name in ("name", "office_id", "agreed_at")}
        made = invites.make(turn.here, turn.keys.digest, turn.now, invites.Wanted("counsellor"))
    _stands(walk, name="", office_id=None, agreed_at=None)
    yield walk.do(Opened())
    yield walk.tap("joining.begin")
    yield _fill(walk, name=before["name"], office="none")
    office, corporation = _office(walk)
    yield _fill(walk, new=office, corporation=None, counsellors="1")
    yield walk.on_page("pick.other")
    yield _fill(walk, corporation=corporation)
    yield _fill(walk, corporation=office)
    yield walk.do(Opened())
    yield walk.tap("joining.leave")
    with walk.behind() as (_, turn):
        invites.came(turn.here, made.id, turn.person_id)
        invites.take_back(turn.here, made.id, turn.now)
    walk.do(Opened())
    yield walk.tap("joining.leave")
    _stands(walk, **before | {"agreed_at": None})
    walk.do(Opened())
    yield walk.tap("joining.agree")
    yield walk.do(Said("0" * 8))
    for door in ("paused_at", "removed_at"):
        _stands(walk, **{door: walk.clock.now()})
        yield walk.do(Opened())
        _stands(walk, **{door: None})
    walk.do(Tapped("home:"))


def _fill(walk: Walk, **answers: str | None) -> Shot:
    page = walk.scene.page
    assert page is not None
    return walk.do(Sent(page.draft, page.version, answers))


def _office(walk: Walk) -> tuple[str, str]:
    """Return the name and corporation of an office; another of that name has no corporation."""
    with walk.behind() as (_, turn):
        known = offices.everyone(turn.here)[0]
        name, corporation = known.name, known.corporation
        turn.here.session.add(Office(network_id=turn.here.network_id, name=name, corporation="", counsellors=1))
    return name, corporation


def _stands(walk: Walk, **values: Any) -> None:
    with walk.behind() as (_, turn):
        for name, value in values.items():
            setattr(turn.who.person, name, value)
