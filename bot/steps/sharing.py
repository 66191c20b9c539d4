"""Steps of the preview's walk: chosen lines for others, from both sides, and the meeting in which everybody tries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from bot.walk import Shot, Walk
from handlers.gathering.rules import LEAST
from handlers.kit.cards import Card
from handlers.kit.events import Opened, Said, Sent, Tapped
from handlers.kit.fields import Select
from handlers.kit.turn import Scene
from handlers.sharing import cards, kept, rules
from messages.words import msg
from storage import gatherings, people, reflections, shares
from storage.ids import short

MINE, RECEIVED = Tapped("sharing.mine:"), Tapped("sharing.received:")


def steps(walk: Walk) -> Iterator[Shot]:
    """Share, be shared with, and take it all back; then gather."""
    me = walk.user
    with walk.behind() as (_, turn):
        other = next(str(one) for one in people.with_role(turn.here, "chief"))
        ids = [one.id for one in reflections.of_person(turn.here, turn.person_id)]
        without_words = next(id for id in ids if not kept.lines_of(kept.reflection(turn, id)))
    yield walk.do(Tapped(f"sharing.start:{short(without_words)}"))
    for nothing in (MINE, RECEIVED):
        yield walk.do(nothing)
    reflection = _written(walk)
    yield from _group(walk, reflection)
    yield from _single(walk, reflection, other)
    yield from _exchanged(walk, reflection, me, other)
    yield from _declined(walk, reflection, me, other)
    yield from _brought(walk, me, other)
    yield from _many(walk)
    yield from _rare(walk)
    yield from _gathering(walk, me, other)


def _written(walk: Walk) -> str:
    """Write a whole reflection with a next step, and return its id."""
    walk.do(Tapped("reflection.all_afresh:"))
    list(walk.finish({"look": "good"}))
    return walk.data("sharing.start").partition(":")[2]


def _whom(walk: Walk, who: str = "") -> Shot:
    """Answer with whom: one person, or what stands first."""
    page = walk.scene.page
    assert page is not None
    (field,) = page.fields
    assert isinstance(field, Select)
    key = next(option.key for option in field.options if who in (option.key, ""))
    return walk.do(Sent(page.draft, page.version, {field.name: key}))


def _key(user: str) -> str:
    return short(UUID(user))


def _group(walk: Walk, reflection: str) -> Iterator[Shot]:
    yield walk.do(Tapped(f"sharing.start:{reflection}"))
    for verb in ("group", "next", "add.1", "drop.1", "add.7", "next"):
        yield walk.tap(f"sharing.{verb}")
    yield _whom(walk)
    yield walk.tap("sharing.more")
    yield _whom(walk)
    for verb in ("mend", "next", "show", "mine", "own", "take_back"):
        yield walk.tap(f"sharing.{verb}")


def _single(walk: Walk, reflection: str, other: str) -> Iterator[Shot]:
    yield walk.do(Tapped(f"sharing.single:{reflection}"))
    yield walk.tap("sharing.add.2")
    yield walk.tap("sharing.next")
    yield _whom(walk, _key(other))
    yield walk.tap("sharing.other")
    yield _whom(walk)
    yield walk.tap("sharing.cancel")


def _offers(walk: Walk, reflection: str, other: str) -> Iterator[Shot]:
    yield walk.do(Tapped(f"sharing.mutual:{reflection}"))
    yield walk.tap("sharing.add.2")
    yield walk.tap("sharing.next")
    yield _whom(walk, _key(other))
    yield walk.tap("sharing.show")


def _exchanged(walk: Walk, reflection: str, me: str, other: str) -> Iterator[Shot]:
    yield from _offers(walk, reflection, other)
    yield walk.do(MINE)
    walk.user = other
    yield from walk.told(minutes=1)
    yield walk.tap("sharing.answer")
    _written(walk)
    walk.do(Opened())
    yield walk.tap("sharing.answer")
    yield _whom(walk)
    yield walk.tap("sharing.add.1")
    for verb in ("next", "show", "read"):
        yield walk.tap(f"sharing.{verb}")
    walk.user = me
    yield from walk.told(minutes=1)
    yield walk.do(Tapped("reflection.mine:"))
    yield walk.do(RECEIVED)
    yield walk.tap("sharing.read")


def _declined(walk: Walk, reflection: str, me: str, other: str) -> Iterator[Shot]:
    list(_offers(walk, reflection, other))
    walk.user = other
    walk.do(Opened())
    yield walk.tap("sharing.decline")
    walk.user = me
    yield from walk.told(minutes=1)


def _brought(walk: Walk, me: str, other: str) -> Iterator[Shot]:
    walk.user = other
    own = _written(walk)
    walk.do(Tapped(f"sharing.single:{own}"))
    walk.tap("sharing.add.1")
    walk.tap("sharing.next")
    _whom(walk, _key(me))
    walk.tap("sharing.show")
    walk.user = me
    yield from walk.told(minutes=1)


def _many(walk: Walk) -> Iterator[Shot]:
    """Show a list that has a second page, what nobody can read (any more), and a set of eleven lines."""
    line = walk.words.say(msg("preview-line"))
    with walk.behind() as (_, turn):
        own = reflections.of_person(turn.here, turn.person_id)[0]
        for _ in range(cards.PAGE + 1):
            share = kept.begin(turn, own.id, rules.GROUP)
            shares.move(turn.here, share.id, shares.PREPARED, shares.OPEN, rules.ends(turn.now))
        eleven = [rules.Line(place, line, line) for place in range(rules.MOST_LINES)]
        long = [cards.lines_card(kept.Opened(share, tuple(eleven[:1])), eleven, page) for page in (0, 1)]
    yield walk.do(MINE)
    yield walk.tap("sharing.older")
    yield from (Shot("sharing.lines", Scene(cards=(card,))) for card in long)


def _rare(walk: Walk) -> Iterator[Shot]:
    """Say what only comes about where somebody has just gone, or a name is too long for a list."""
    said = [msg("sharing-masked"), msg("sharing-nobody"), msg("sharing-offer-gone"), msg("sharing-declined-gone")]
    said += [msg("sharing-too-many", most=rules.MOST_READERS[rules.GROUP])]
    said += [msg("sharing-person", name=walk.network.name)]
    yield from (Shot(one.id, Scene(cards=(Card(paragraphs=(one,)),))) for one in said)


def _gathering(walk: Walk, me: str, other: str) -> Iterator[Shot]:
    walk.do(Opened())
    walk.tap("desk")
    for verb in ("gathering", "gathering.open"):
        yield walk.tap(verb)
    count = Tapped(walk.data("gathering.count"))
    with walk.behind() as (_, turn):
        now = gatherings.newest(turn.here)
        assert now is not None
        code = gatherings.code_of(now.id, turn.keys.digest)
    walk.user = other
    for digits in (f"{(int(code) + 1) % 10**6:06}", code):
        # Other digits at every walk.
        yield Shot("gathering.code", walk.do(Said(digits)).scene)
    *_, last = walk.finish({"look": "good"})
    yield last
    walk.user = me
    with walk.behind() as (_, turn):
        for _ in range(LEAST):
            gatherings.finish(turn.here, now.id)
    yield walk.do(count)
    walk.clock.at += timedelta(hours=3)
    yield walk.do(count)
