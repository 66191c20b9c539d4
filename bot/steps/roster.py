"""Steps of the preview: a coordinator invites, looks people up, changes roles, pauses, removes, makes a link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.walk import Shot, Walk
from handlers.kit.events import Opened, Sent, Tapped
from handlers.roster import rules
from handlers.roster.talk import LINKED
from messages.words import msg
from storage import invites, outbox, people
from storage.ids import short, uuid7
from storage.people import Person


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through all of it, on somebody who has just been invited and on a colleague."""
    with walk.behind() as (_, turn):
        before = people.roles_of(turn.here, turn.person_id)
        colleagues = [one for one in people.everyone(turn.here) if one.id != turn.person_id]
        others = {one.id: people.roles_of(turn.here, one.id) for one in colleagues}
        people.set_roles(turn.here, turn.person_id, ["counsellor", rules.ROLE])
    walk.do(Opened())
    yield walk.tap("desk")
    yield walk.tap("desk.people")
    yield from _inviting(walk)
    yield from _looking(walk)
    yield from _one(walk, colleagues[-1])
    with walk.behind() as (_, turn):
        for one in others:
            people.set_roles(turn.here, one, [])
    yield walk.do(Tapped(f"roster.person:{short(colleagues[0].id)}"))
    yield walk.do(Tapped(f"roster.take.{rules.ROLE}:{short(turn.person_id)}"))
    with walk.behind() as (_, turn):
        for id, roles in (*others.items(), (turn.person_id, before)):
            people.set_roles(turn.here, id, roles)
    walk.do(Tapped("home:"))


def _inviting(walk: Walk) -> Iterator[Shot]:
    yield walk.tap("roster.open")
    for name in (None, walk.words.say(msg("preview-name"))):
        yield walk.do(Tapped("roster.invite:"))
        page = walk.scene.page
        assert page is not None
        yield walk.do(Sent(page.draft, page.version, {"role": "chief", "office": "chooses", "name": name}))
        yield walk.tap("roster.open")
    yield walk.tap("roster.invitation")
    yield walk.tap("roster.anew")
    walk.tap("roster.open")
    walk.tap("roster.invitation")
    yield walk.tap("roster.takeback")


def _looking(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("roster.waiting:"))
    with walk.behind() as (_, turn):
        new = Person(network_id=turn.here.network_id, name="", joined_at=turn.now)
        turn.here.session.add(new)
    yield walk.do(Tapped("roster.people:"))
    yield walk.tap("roster.people")
    yield walk.tap("roster.find")
    yield walk.write(msg("preview-said"))
    walk.tap("roster.find")
    # Every office of the demo is called so.
    yield walk.write(msg("preview-office"))
    yield walk.do(Tapped(f"roster.person:{short(new.id)}"))
    with walk.behind() as (_, turn):
        wanted = invites.Wanted("chief", None, walk.words.say(msg("preview-name")))
        made = invites.make(turn.here, turn.keys.digest, turn.now, wanted)
        invites.came(turn.here, made.id, new.id)
    yield walk.do(Tapped(f"roster.person:{short(new.id)}"))


def _one(walk: Walk, who: Person) -> Iterator[Shot]:
    id = short(who.id)
    yield walk.do(Tapped(f"roster.person:{id}"))
    yield walk.tap("roster.roles")
    yield walk.do(Tapped(f"roster.give.chief:{id}"))
    yield walk.do(Tapped(f"roster.take.chief:{id}"))
    for verb in ("pause", "resume", "remove", "removed", "restore", "link"):
        walk.do(Tapped(f"roster.person:{id}"))
        yield walk.do(Tapped(f"roster.{verb}:{id}"))
    walk.do(Tapped(f"roster.removed:{id}"))
    yield walk.do(Tapped("roster.people:"))
    walk.do(Tapped(f"roster.restore:{id}"))
    with walk.behind() as (_, turn):
        outbox.post(turn.here, turn.person_id, LINKED, uuid7(), turn.now - timedelta(minutes=1))
    yield from walk.told(days=1)
