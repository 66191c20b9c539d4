"""Steps of the preview: what can be booked and its rules, who may visit whom, where offices are."""

from __future__ import annotations

from collections.abc import Iterator

from bot.walk import Shot, Walk
from handlers.kit.cards import Button
from handlers.kit.events import Sent, Tapped
from handlers.network import menus, things
from handlers.network.menuwords import CHANGE
from handlers.network.visiting import DAYS, OWN_HOUSE
from handlers.roster import places
from messages.words import msg
from storage import networks, offices, people
from storage.ids import short


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through all of it, as a coordinator."""
    with walk.behind() as (_, turn):
        before = people.roles_of(turn.here, turn.person_id)
        people.set_roles(turn.here, turn.person_id, ["counsellor", "coordinator"])
    yield from _rules(walk)
    yield from _menus(walk)
    yield walk.do(Tapped("network.changes:"))
    yield from _offices(walk)
    with walk.behind() as (_, turn):
        networks.hold(turn.here).menus = []
        people.set_roles(turn.here, turn.person_id, before)
    walk.do(Tapped("home:"))


def _rules(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("network.visiting:"))
    for key in (*list(OWN_HOUSE)[1:], "warn"):
        yield walk.tap(f"network.house.{key}")
        yield walk.tap(f"network.house.{key}.now")
    for count in (*DAYS[2:], 1, 2):
        yield walk.tap(f"network.answer.{count}")
        yield walk.tap(f"network.answer.{count}.now")


def _look(walk: Walk) -> Shot:
    """Show the second menu."""
    walk.do(Tapped("network.menus:"))
    buttons = [button for card in walk.scene.cards for button in card.buttons if isinstance(button, Button)]
    return walk.do(Tapped([button.data for button in buttons if button.verb == "network.menus.look"][1]))


def _menus(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("network.menus:"))
    yield _look(walk)
    for part in CHANGE:
        yield walk.tap(f"network.menus.{part}")
        if part == "name":
            yield walk.write(msg("preview-topic"))
        else:
            yield walk.on_page("pick.c0")
        _look(walk)
    yield walk.tap("network.menus.switches")
    for part in menus.SWITCHES:
        yield walk.tap(f"network.menus.{part}")
    yield walk.do(Tapped("network.menus.add:"))
    page = walk.scene.page
    assert page is not None
    name = walk.words.say(msg("preview-contact"))
    yield walk.do(Sent(page.draft, page.version, {"name": name, "minutes": "c0", "pools": "c0"}))
    with walk.behind() as (_, turn):
        now = things.value(turn, menus.WHAT)
        networks.hold(turn.here).menus = now[:1]
    walk.do(Tapped("network.menus:"))
    walk.tap("network.menus.look")
    yield walk.tap("network.menus.remove")


def _offices(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("roster.offices:"))
    with walk.behind() as (_, turn):
        office = next(one for one in offices.everyone(turn.here) if one.corporation)
    for part in places.LABELS:
        walk.do(Tapped(f"roster.office:{short(office.id)}"))
        yield walk.tap(f"roster.office.{part}")
        yield walk.write(msg("preview-said"))
        yield walk.do(Tapped(f"roster.office.{part}:{short(office.id)}"))
        yield walk.on_page("skip")
