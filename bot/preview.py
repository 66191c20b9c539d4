"""`idobata preview`: every card and form on one page, walked through for real, as each platform shows it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import lru_cache
from itertools import cycle
from pathlib import Path

from bot.screens import page
from bot.steps import (
    answering,
    asking,
    cohorts,
    courses,
    deadlines,
    deciding,
    finding,
    fitting,
    hosting,
    joining,
    keeping,
    ladder,
    menus,
    mydata,
    network,
    nudges,
    papers,
    places,
    questions,
    reach,
    record,
    rhythms,
    roster,
    runs,
    sharing,
    training,
    visited,
    visits,
    wishing,
    yearsheet,
)
from bot.walk import Shot as Shot
from bot.walk import Walk
from handlers.desk import unreached as desk
from handlers.home import GAP
from handlers.kit.cards import Card
from handlers.kit.events import Opened, Said, Tapped
from handlers.kit.turn import Scene
from handlers.reflection.talk import PAGE
from messages.words import Msg, Words, msg, words_of
from storage import accounts, claims, outbox, people, pulses
from storage.ids import uuid7

# What is said when something has gone wrong, or before anybody is known: no walk brings it about.
TROUBLE = ("runtime-bug", "runtime-poison", "runtime-later", "runtime-unreadable", "joining-over", "kit-file-missing")
ELSEWHERE = ("joining-other-network", "places-others", "places-stranger", "places-file", "places-in-private")
WELCOME = ("joining-clients", "joining-private", "joining-seen", "reflection-closing-trial-there")
TYPED = ("kit-not-taken", "kit-not-known")


FEATURES = (
    record,
    network,
    keeping,
    finding,
    joining,
    roster,
    mydata,
    sharing,
    questions,
    answering,
    asking,
    reach,
    hosting,
    deciding,
    menus,
    places,
    fitting,
    visits,
    visited,
    wishing,
    deadlines,
    training,
    ladder,
    rhythms,
    courses,
    yearsheet,
    nudges,
    cohorts,
    runs,
)


def _steps(walk: Walk) -> Iterator[Shot]:
    yield walk.do(Opened())
    for verb in ("help", "joining.code", "people", "home"):
        yield walk.tap(verb)
    yield walk.do(Tapped("joining.out:"))
    walk.tap("home")
    for verb in ("reflection.mine", "reflection", "reflection.quick"):
        yield walk.tap(verb)
    yield walk.on_page("leave")
    yield from _half_done(walk)
    yield from walk.finish({"look": "good"})
    for verb in ("home", "reflection.mine", "reflection.read"):
        yield walk.tap(verb)
    yield from walk.told(days=7, hours=-6)
    step = walk.data("reflection.did").partition(":")[2]
    for verb in ("did", "yet", "over"):
        yield walk.do(Tapped(f"reflection.{verb}:{step}"))
    yield from _trial(walk)
    yield walk.do(Said(walk.words.say(msg("preview-said"))))
    yield from _everything_skipped(walk)
    yield from papers.steps(walk)
    for verb in ("reflection.mine", "reflection.read", "reflection.delete", "reflection.erase"):
        yield walk.tap(verb)
    yield walk.do(Tapped("gone:"))
    yield from _settings(walk)
    yield from _leave(walk)
    yield from _gap(walk)
    yield from _desk(walk)
    for feature in FEATURES:
        yield from feature.steps(walk)


def _half_done(walk: Walk) -> Iterator[Shot]:
    walk.tap("reflection")
    walk.tap("reflection.quick")
    yield walk.on_page("pick.interview")
    yield walk.on_page("pick.good")
    yield walk.write(msg("preview-line"), times=60)
    yield walk.write(msg("preview-heavy"))
    yield walk.tap("resume")
    yield walk.on_page("back")
    yield walk.on_page("leave")
    yield walk.tap("reflection")
    yield walk.tap("reflection.all")
    yield walk.tap("reflection.all_afresh")


def _trial(walk: Walk) -> Iterator[Shot]:
    yield walk.tap("reflection")
    yield walk.tap("reflection.trial")
    yield walk.on_page("pick.interview")
    yield walk.on_page("leave")
    yield walk.tap("drop")
    walk.tap("reflection")
    walk.tap("reflection.trial")
    *_, last = walk.finish({"look": "think"})
    yield last


def _everything_skipped(walk: Walk) -> Iterator[Shot]:
    # As many as it takes until the list has a second page.
    for _ in range(PAGE):
        walk.tap("reflection")
        walk.tap("reflection.quick")
        while walk.scene.page:
            last = walk.on_page("skip")
    yield last
    yield walk.tap("reflection.mine")
    yield walk.tap("reflection.older")
    walk.tap("reflection.mine")
    yield walk.tap("reflection.read")


def _settings(walk: Walk) -> Iterator[Shot]:
    for choices, choice in (("mornings", "morning.480"), ("spans", "span.540_1050"), ("afters", "after.morning")):
        yield walk.do(Tapped("settings:"))
        yield walk.tap(f"settings.{choices}")
        yield walk.tap(f"settings.{choice}")
    with walk.behind() as (_, turn):
        accounts.join(turn.here, turn.person_id, "telegram", "1")
        accounts.join(turn.here, turn.person_id, "slack", "T1:U1")
    walk.do(Tapped("settings:"))
    yield walk.tap("settings.faces")
    yield walk.tap("settings.face.slack")
    walk.do(Tapped("settings:"))
    yield walk.tap("settings.afters")
    walk.do(Tapped("settings:"))
    walk.tap("settings.faces")
    yield walk.tap("settings.face.telegram")


def _leave(walk: Walk) -> Iterator[Shot]:
    yield walk.tap("settings.leave")
    for wrong in (msg("preview-said"), msg("preview-early")):
        yield walk.write(wrong)
    yield walk.on_page("skip")
    yield walk.tap("settings.back")
    walk.do(Tapped("settings:"))
    walk.tap("settings.leave")
    yield walk.write(msg("preview-day"))
    yield walk.do(Tapped("settings:"))
    walk.tap("settings.back")
    walk.do(Tapped("settings:"))
    walk.tap("settings.leave")
    walk.on_page("skip")
    yield walk.do(Tapped("settings:"))
    walk.tap("settings.back")


def _gap(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        gap = pulses.Gap(network_id=turn.here.network_id, platform="telegram")
        gap.since, gap.until = turn.now - timedelta(days=3), turn.now - timedelta(days=1)
        turn.here.session.add(gap)
        turn.here.session.flush()
        outbox.post(turn.here, turn.person_id, GAP, gap.id, turn.now)
    yield from walk.told(minutes=1)


def _desk(walk: Walk) -> Iterator[Shot]:
    with walk.behind() as (_, turn):
        people.set_roles(turn.here, turn.person_id, ["counsellor", "coordinator"])
    walk.do(Opened())
    yield walk.tap("desk")
    yield walk.tap("desk.people")
    yield walk.tap("desk.unreached")
    with walk.behind() as (link, turn):
        for person in people.everyone(turn.here):
            outbox.post(turn.here, person.id, GAP, uuid7(), turn.now)
        turn.here.session.flush()
        for notice, reason in zip(claims.claim(link, turn.now, 100), cycle(desk.WHY), strict=False):
            outbox.begin(link, notice, "web", turn.now)
            outbox.settle(link, notice, "sent" if reason == "unseen" else "dead", turn.now, reason=reason)
    with walk.behind() as (_, turn):
        desk.plan(turn.here, turn.who.network, turn.now)
    # A letter of eight things that comes late.
    yield from walk.told(days=4)
    walk.do(Opened())
    walk.tap("desk")
    walk.tap("desk.people")
    yield walk.tap("desk.unreached")
    yield walk.tap("desk.again")


def scenes(terms: Mapping[str, str] | None = None) -> list[Shot]:
    """Walk through every conversation in a scratch folder, in a ward's own terms, and return all scenes.

    Raises LimitError and WordsError: so a walk is also the check of every card and form.
    """
    return list(_walked(words_of(terms)))


# A walk takes seconds, and the words are all that it depends on.
@lru_cache(maxsize=2)
def _walked(words: Words) -> tuple[Shot, ...]:
    with tempfile.TemporaryDirectory() as folder:
        walk = Walk(Path(folder), words.terms)
        shots = list(_steps(walk))
        shots += [
            Shot(id, Scene(cards=(Card(paragraphs=(Msg(id),)),))) for id in (*TROUBLE, *ELSEWHERE, *WELCOME, *TYPED)
        ]
        walk.stores.database.dispose()
        walk.stores.keys.engine.dispose()
        return tuple(shots)


def write(out: Path) -> int:
    """Write the page; return how many scenes it shows. Raises OSError at once where it cannot be written to."""
    # Before the walk, which takes seconds; what stands there stays until there is something better.
    out.open("a").close()
    words = words_of()
    out.write_text(_drawn(words), encoding="utf-8")
    return len(_walked(words))


def _drawn(words: Words) -> str:
    return page([(shot.act, shot.scene) for shot in _walked(words)], words)
