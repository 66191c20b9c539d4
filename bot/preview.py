"""`idobata preview`: every card and form on one page, walked through for real and drawn by the page's own functions."""

from __future__ import annotations

import html
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import build_house, open_stores
from bot.bring import DEMO, bring, read_file
from bot.faces.face import Answer
from bot.faces.web import pages, render
from bot.settings import Settings
from bot.turns import Turns
from handlers.kit import talk
from handlers.kit.cards import Button, Card
from handlers.kit.clock import Clock
from handlers.kit.events import Act, Opened, Said, Sent, Tapped
from handlers.kit.fields import Choice
from handlers.kit.turn import Scene, Traits
from handlers.reflection.talk import PAGE
from messages.words import Msg, msg, words_of
from storage import networks, outbox, people
from storage.db import Here

START = datetime(2026, 11, 23, 8, 50, tzinfo=UTC)
TRAITS = Traits(together=True, home=True)
# What is said when something has gone wrong, which no walk brings about.
TROUBLE = ("runtime-bug", "runtime-poison", "runtime-later", "runtime-unreadable")


class _Hands(Clock):
    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class Shot:
    """One scene of the walk: what was done to get there, and what is shown."""

    act: str
    scene: Scene


class _Walk:
    """One demo person going through everything, in a scratch folder."""

    def __init__(self, folder: Path, terms: Mapping[str, str]) -> None:
        self.clock = _Hands()
        # Constructed as it stands: what the environment says is about the real databases.
        stores = open_stores(Settings.model_construct(var=folder, demo=True))
        bring(stores.database, read_file(DEMO) | {"terms": dict(terms)}, START)
        self.turns = Turns(stores.database, stores.keys, build_house(), self.clock)
        with stores.database.read() as session:
            self.network = networks.everyone(session)[0]
            self.user = str(people.everyone(Here(session, self.network.id))[-1].id)
        self.scene = Scene()
        self.words = words_of(self.network.terms)
        self.stores = stores

    def do(self, act: Act) -> Shot:
        with self.stores.database.writer.begin() as link:
            turn = self.turns.begin(link, "web", self.user, TRAITS)
            self.scene = talk.respond(turn, act)
            turn.here.session.commit()
        return Shot(_named(act), self.scene)

    def data(self, verb: str) -> str:
        """Return the data of the button with this verb, on what is shown or on home."""
        cards = (*self.scene.cards, *self.scene.home)
        buttons = [b for card in cards for b in card.buttons if isinstance(b, Button)]
        return next(button.data for button in buttons if button.verb == verb)

    def tap(self, verb: str) -> Shot:
        """Press the button with this verb."""
        return self.do(Tapped(self.data(verb)))

    def on_page(self, verb: str) -> Shot:
        """Press one of the buttons that every page has."""
        page = self.scene.page
        assert page is not None
        return self.do(Tapped(f"{verb}:{page.draft}:{page.version}"))

    def write(self, message: Msg, times: int = 1) -> Shot:
        """Answer the text that is asked."""
        page = self.scene.page
        assert page is not None
        return self.do(Sent(page.draft, page.version, {page.fields[0].name: self.words.say(message) * times}))

    def finish(self, choices: dict[str, str]) -> Iterator[Shot]:
        """Answer whatever is asked until the form is done."""
        while page := self.scene.page:
            match page.fields[0]:
                case Choice() as field:
                    yield self.on_page(f"pick.{choices.get(field.name.rpartition('.')[2], field.options[0].key)}")
                case field:
                    yield self.write(msg("preview-step") if field.name == "step" else msg("preview-line"))

    def told(self) -> Shot:
        """Let a week pass and show what is said unasked."""
        self.clock.at += timedelta(days=7, hours=-6)
        with self.stores.database.writer.begin() as link:
            turn = self.turns.begin(link, "web", self.user, TRAITS)
            for talk_ in turn.house.conversations:
                if talk_.plan:
                    talk_.plan(turn.here, turn.who.network, self.clock.now())
            turn.here.session.commit()
            for notice in outbox.claim(link, self.clock.now(), 10):
                outbox.settle(link, notice, "sent", self.clock.now())
        return self.do(Opened())


def _named(act: Act) -> str:
    match act:
        case Said(text):
            return text
        case Tapped(data):
            return data.partition(":")[0]
        case Sent(_, _, answers):
            return ", ".join(answers)
        case Opened():
            return "open"


def _steps(walk: _Walk) -> Iterator[Shot]:
    yield walk.do(Opened())
    for verb in ("help", "people", "home", "reflection.mine", "reflection", "reflection.quick"):
        yield walk.tap(verb)
    yield walk.on_page("leave")
    yield from _half_done(walk)
    yield from walk.finish({"look": "good"})
    for verb in ("home", "reflection.mine", "reflection.read"):
        yield walk.tap(verb)
    yield walk.told()
    step = walk.data("reflection.did").partition(":")[2]
    for verb in ("did", "yet", "over"):
        yield walk.do(Tapped(f"reflection.{verb}:{step}"))
    yield from _trial(walk)
    yield walk.do(Said(walk.words.say(msg("preview-said"))))
    yield from _everything_skipped(walk)
    for verb in ("reflection.mine", "reflection.read", "reflection.delete", "reflection.erase"):
        yield walk.tap(verb)
    yield walk.do(Tapped("gone:"))


def _half_done(walk: _Walk) -> Iterator[Shot]:
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


def _trial(walk: _Walk) -> Iterator[Shot]:
    yield walk.tap("reflection")
    yield walk.tap("reflection.trial")
    yield walk.on_page("pick.interview")
    yield walk.on_page("leave")
    yield walk.tap("drop")
    walk.tap("reflection")
    walk.tap("reflection.trial")
    *_, last = walk.finish({"look": "think"})
    yield last


def _everything_skipped(walk: _Walk) -> Iterator[Shot]:
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


def scenes(terms: Mapping[str, str] | None = None) -> list[Shot]:
    """Walk through every conversation in a scratch folder, in a ward's own terms, and return all scenes.

    Raises LimitError and WordsError: so a walk is also the check of every card and form.
    """
    with tempfile.TemporaryDirectory() as folder:
        walk = _Walk(Path(folder), terms or {})
        shots = list(_steps(walk))
        shots += [Shot(id, Scene(cards=(Card(paragraphs=(Msg(id),)),))) for id in TROUBLE]
        walk.stores.database.dispose()
        walk.stores.keys.engine.dispose()
        return shots


def write(out: Path) -> int:
    """Write the page; return how many scenes it shows."""
    words = words_of()
    shots = scenes()
    data = [{"act": shot.act, **render.render_reply(Answer(shot.scene, words, "", ""))} for shot in shots]
    said = {id: words.say(Msg(id)) for id in words.ids("web-page-")}
    out.write_text(_page(words.say(msg("preview-title")), data, said), encoding="utf-8")
    return len(shots)


def _page(title: str, data: object, said: object) -> str:
    def block(id: str, value: object) -> str:
        text = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
        return f'<script type="application/json" id="{id}">{text}</script>'

    names = ("style.css", "preview.css", "draw.js", "preview.js")
    style, frames, draw, show = ((pages.FOLDER / name).read_text(encoding="utf-8") for name in names)
    return (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}{frames}</style></head>'
        f'<body class="preview"><h1>{html.escape(title)}</h1>{block("words", said)}{block("scenes", data)}'
        f'<script type="module">{draw}\n{show}</script></body></html>\n'
    )
