"""The walk through みんなの設定: every card and form, every refusal, everything that a broken set is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.walk import Shot, Walk
from handlers.kit.cards import Button
from handlers.kit.events import Sent, Tapped
from handlers.network import rules, sets
from messages.perspectives import DEFAULT, SHIPPED
from messages.words import msg
from storage import networks, people, perspectives
from storage.changes import Change

HEAD = 'id = "x"\nversion = 1\ntitle = "x"\nsource = "x"\nchecked_on = 2026-11-22\n'
ONE = '[[perspectives]]\nkey = "a"\nlabel = "x"\nsentence = "x"\nprompts = [{key = "a", ask = "x"}]\n'
ILL = 'id = "x x"\nversion = 0\ntitle = 5\nsource = ""\nchecked_on = 1\nwrong = 1\n'
BROKEN = (
    HEAD + "".join(ONE.replace('"a"', f'"a{number}"', 1) for number in range(11)),
    "x",
    "a =",
    ILL + ONE + ONE + ONE.replace('"x"', '"x\\n"') + "[[perspectives]]\n" * 9,
    ILL.replace("x x", "x") + "perspectives = []",
    HEAD + "perspectives = 5",
    HEAD + ONE.replace('prompts = [{key = "a", ask = "x"}]', "prompts = []") + ONE.replace("prompts", "hints"),
)
# Letters as people count them, but more than a label holds.
WIDE = "a" + "\U0001f9ed" * 18


def steps(walk: Walk) -> Iterator[Shot]:
    """Walk through all of it, as a coordinator."""
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, ["counsellor", "coordinator"])
        before = dict(turn.who.network.terms)
    yield walk.do(Tapped("network:"))
    yield walk.tap("network.wording")
    yield walk.do(Tapped("network:"))
    yield walk.tap("network.changes")
    yield from _terms(walk)
    yield from _contacts(walk)
    yield from _hours(walk)
    yield from _closed(walk)
    yield from _topics(walk)
    yield from _keeping(walk)
    yield from _sets(walk)
    yield walk.do(Tapped("network:"))
    yield from _changes(walk)
    # What comes after it walks through a network as it was.
    with walk.behind() as (_, turn):
        turn.who.network.terms, turn.who.network.closed_days = before, []
        perspectives.choose(turn.here, DEFAULT, turn.now)


def _types(walk: Walk, **answers: str | None) -> Shot:
    page = walk.scene.page
    assert page is not None
    return walk.do(Sent(page.draft, page.version, {field.name: answers.get(field.name) for field in page.fields}))


def _terms(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("network.terms:"))
    yield walk.tap("network.term.well")
    yield _types(walk, word=walk.words.say(msg("network-centre")))
    yield _types(walk, word=WIDE)
    yield _types(walk, word=walk.words.say(msg("preview-well")))
    walk.tap("network.term.well")
    yield _types(walk, word=walk.words.say(msg("preview-well")))
    walk.tap("network.term.centre")
    with walk.behind() as (_, turn):
        turn.who.network.terms = {**turn.who.network.terms, "centre": walk.words.say(msg("preview-topic"))}
    yield _types(walk, word=walk.words.say(msg("preview-contact")))


def _contacts(walk: Walk) -> Iterator[Shot]:
    name = walk.words.say(msg("preview-contact"))
    yield walk.do(Tapped("network.contacts:"))
    yield walk.tap("network.contacts.add")
    yield _types(walk, name=WIDE + "aa", tel="03-0000-0009")
    yield _types(walk, name=name, tel="03-0000-0009")
    walk.tap("network.contacts.add")
    yield _types(walk, name=name, tel="x")
    yield _types(walk, tel="110")
    walk.on_page("leave")
    yield walk.do(Tapped("network.contacts:"))
    yield walk.tap("network.contacts.look")
    walk.do(Tapped("network.contacts:"))
    last = _all(walk, "network.contacts.look")[-1]
    yield walk.do(Tapped(last))
    for part in ("name", "tel", "hours"):
        yield walk.tap(f"network.contacts.{part}")
        walk.on_page("leave")
        walk.do(Tapped(last))
    yield walk.tap("network.contacts.up")
    walk.do(Tapped(last))
    yield walk.tap("network.contacts.remove")
    # Somebody else was there first.
    yield walk.do(Tapped(last))
    with walk.behind() as (_, turn):
        network = networks.hold(turn.here)
        network.contacts = network.contacts[:1]
    walk.do(Tapped("network.contacts:"))
    walk.tap("network.contacts.look")
    yield walk.tap("network.contacts.remove")


def _all(walk: Walk, verb: str) -> list[str]:
    buttons = [button for card in walk.scene.cards for button in card.buttons if isinstance(button, Button)]
    return [button.data for button in buttons if button.verb == verb]


def _hours(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("network.hours:"))
    old = walk.data("network.span.540_1080")
    yield walk.tap("network.span.540_1080")
    yield walk.do(Tapped(old))
    yield walk.tap("network.hours.other")
    for answers in ({"from": "x", "until": "8:00"}, {"from": "9:00"}, {"until": "17:00"}):
        yield _types(walk, **answers)


def _closed(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("network.closed:"))
    yield walk.tap("network.closed.add")
    yield _types(walk, first="2027-04-01")
    yield _types(walk, last="2027-04-08")
    with walk.behind() as (_, turn):
        days = [turn.today + timedelta(days=2 * n) for n in range(1, rules.MOST_CLOSED + 1)]
        networks.hold(turn.here).closed_days = sorted(day.isoformat() for day in days)
    for first in ("2027-12-01", days[0].isoformat()):
        yield walk.do(Tapped("network.closed:"))
        yield walk.tap("network.closed.more")
        walk.tap("network.closed.add")
        _types(walk, first=first)
        yield walk.on_page("skip")
    yield walk.tap("network.closed.remove")


def _keeping(walk: Walk) -> Iterator[Shot]:
    """How long questions stay, and from when answers are doubted."""
    with walk.behind() as (_, turn):
        before = list(turn.who.network.topics)
        networks.hold(turn.here).topics = []
    yield walk.do(Tapped("network.ageing:"))
    with walk.behind() as (_, turn):
        networks.hold(turn.here).topics = before[:2] or ["x"]
    yield walk.do(Tapped("network.ageing:"))
    yield walk.tap("network.ageing.turn")
    yield walk.do(Tapped("network.keeping:"))
    for years in (0, 3, 5, 1):
        yield walk.tap(f"network.years.{years}")
    yield walk.do(Tapped("network.years.5:"))
    with walk.behind() as (_, turn):
        networks.hold(turn.here).years = 9
    yield walk.do(Tapped("network.keeping:"))
    walk.tap("network.years.1")
    for number in (1, 1, 2, 3, 4, 5):
        yield walk.do(Tapped("network.revised:"))
        page = walk.scene.page
        assert page is not None
        day = (walk.clock.at.date() + timedelta(days=number)).isoformat()
        yield walk.do(Sent(page.draft, page.version, {"day": day}))
    yield walk.do(Tapped("network.keeping:"))
    yield walk.tap("network.revised.remove")
    yield walk.do(Tapped("network.changes:"))
    with walk.behind() as (_, turn):
        networks.hold(turn.here).topics = before


def _topics(walk: Walk) -> Iterator[Shot]:
    topic = walk.words.say(msg("preview-topic"))
    yield walk.do(Tapped("network.topics:"))
    yield walk.tap("network.topics.add")
    yield _types(walk, topic=WIDE + "aa")
    yield _types(walk, topic=topic)
    walk.tap("network.topics.add")
    yield _types(walk, topic=topic)
    walk.on_page("leave")
    walk.do(Tapped("network.topics:"))
    yield walk.tap("network.topics.look")
    yield walk.tap("network.topics.name")
    yield _types(walk, topic=topic + topic)
    with walk.behind() as (_, turn):
        networks.hold(turn.here).topics = [f"{topic}{n}" for n in range(rules.MOST_TOPICS)]
    yield walk.do(Tapped("network.topics:"))


def _sets(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("network.set:"))
    yield walk.tap("network.set.look")
    shipped = (SHIPPED / f"{DEFAULT}.toml").read_text(encoding="utf-8")
    own = shipped.replace(DEFAULT, "own")
    for text in (*BROKEN, shipped, own):
        yield walk.do(Tapped("network.set.add:"))
        yield _types(walk, file=text)
    yield walk.tap("network.set.choose")
    walk.do(Tapped("network.set.add:"))
    yield _types(walk, file=own + "[[perspectives.prompts]]\nkey = 'more'\nask = 'x'\n")
    with walk.behind() as (_, turn):
        for version in range(2, sets.MOST + 1):
            perspectives.add_own(turn.here, f"own-{version % 9}", version, own, turn.person_id, turn.now)
    yield walk.do(Tapped("network.set:"))
    yield walk.tap("network.set.more")
    walk.tap("network.set.add")
    yield _types(walk, file=own.replace('"own"', '"one-more"'))


def _changes(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Tapped("network.changes:"))
    old = walk.data("network.changes.back")
    yield walk.tap("network.changes.back")
    yield walk.do(Tapped(old))
    with walk.behind() as (_, turn):
        # One who has left for good made these.
        somebody = next(one for one in people.everyone(turn.here) if one.id != turn.person_id)
        somebody.left_at = turn.now
        mine = {"network_id": turn.here.network_id, "made_by": somebody.id, "made_at": turn.now}
        now = {"set": DEFAULT, "own": ""}
        topics = turn.who.network.topics
        turn.here.session.add(Change(**mine, what="set", before={"set": "gone", "own": ""}, after=now))
        turn.here.session.add(Change(**mine, what="topics", before=topics[::-1], after=topics))
        turn.here.session.add(Change(**mine, what="topics", before=["x"], after=[]))
        perspectives.choose(turn.here, DEFAULT, turn.now)
    walk.do(Tapped("network.changes:"))
    for data in _all(walk, "network.changes.back")[:3]:
        yield walk.do(Tapped(data))
    with walk.behind() as (_, turn):
        if back := people.get(turn.here, somebody.id):
            back.left_at = None
