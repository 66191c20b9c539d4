"""The walk of `idobata preview`: one demo person goes through everything that can be shown, in a scratch folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import letters
from bot.app import build_house, open_stores
from bot.bring import DEMO, bring, read_file
from bot.settings import Settings
from bot.turns import Turns
from handlers.kit import talk
from handlers.kit.cards import Button
from handlers.kit.clock import Clock
from handlers.kit.events import Act, At, Heard, Opened, Said, Sent, Tapped
from handlers.kit.fields import Choice
from handlers.kit.turn import Scene, Traits, Turn
from handlers.morning import LETTER
from messages.words import Msg, msg, words_of
from storage import claims, networks, outbox, people
from storage.db import Here, Link

START = datetime(2026, 11, 23, 8, 50, tzinfo=UTC)
TRAITS = Traits(together=True, home=True)
# As on a platform that asks one thing a message: there the last page repeats the answers.


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


class Walk:
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
        self.kinds, self.calm = letters.by_letter(self.turns.house), letters.calm_of(self.turns.house)

    def do(self, act: Act, at: At | None = None) -> Shot:
        """Act, maybe where several talk, and show what is answered."""
        with self.stores.database.writer.begin() as link:
            turn = replace(self.turns.begin(link, "web", self.user, TRAITS), at=at)
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

    def told(self, **passes: float) -> Iterator[Shot]:
        """Let some time pass, and show what is said unasked then."""
        self.clock.at += timedelta(**passes)
        with self.stores.database.writer.begin() as link:
            turn = self.turns.begin(link, "web", self.user, TRAITS)
            for talk_ in turn.house.conversations:
                if talk_.plan:
                    talk_.plan(turn.here, turn.who.network, self.clock.now())
            letters.plan(turn.here, turn.who.network, self.kinds, self.clock.now(), self.calm)
            turn.here.session.commit()
            for notice in claims.claim(link, self.clock.now(), 100, self.kinds):
                outbox.begin(link, notice, "web", self.clock.now())
                if notice.person_id == turn.person_id and (shot := self._shown(link, turn, notice)):
                    yield shot
                outbox.settle(link, notice, "sent", self.clock.now())
        yield self.do(Opened())

    def _shown(self, link: Link, turn: Turn, notice: outbox.Notice) -> Shot | None:
        if notice.kind == LETTER:
            letters.fill(link, turn, notice, self.kinds, self.calm)
            turn.here.session.commit()
        told = self.turns.render(turn, notice)
        return Shot(notice.kind, told.scene) if told else None

    @contextmanager
    def behind(self) -> Iterator[tuple[Link, Turn]]:
        """Give a turn to change what stands in the database past the conversations."""
        with self.stores.database.writer.begin() as link:
            turn = self.turns.begin(link, "web", self.user, TRAITS)
            yield link, turn
            turn.here.session.commit()


def _named(act: Act) -> str:
    match act:
        case Said(text):
            return text
        case Tapped(data):
            return data.partition(":")[0]
        case Sent(_, _, answers):
            return ", ".join(answers)
        case Opened() | Heard():
            return "open"
